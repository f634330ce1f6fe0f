"""When something recurring takes place: in the local time of its own zone, as in calendars.

The parts of a rule are those of RFC 5545 that days need. A local time that does not exist, because
clocks go forward, is read with the offset before it. Of one that exists twice, the first counts.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYMONTH": "[1-9]|1[012]",
    "BYMONTHDAY": r"[+-]?(?:[1-9]|[12]\d|3[01])",
    "BYDAY": rf"(?:[+-]?[1-9]\d?)?{_DAY}",
    "BYSETPOS": r"[+-]?(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])",
    "WKST": _DAY,
}
# In days, if they are all equally long.
_STEPS = {"DAILY": 1, "WEEKLY": 7}
# The highest number before a weekday: a month has five of each at most, a year 53.
_MOST_OF_A_MONTH, _MOST_OF_A_YEAR = 5, 53
_LISTS = ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
# dateutil looks for a day until the year 9999, however rarely one comes. The days of the week
# repeat every 400 years, so we ask it as if it were this much later: it then soon gives up on what
# never comes.
_LATER = 7600
FIRST_YEAR, LAST_YEAR = 2000, 2099


class NotRead(ValueError):
    """Not a rule, or one that a calendar might read differently."""


class NoSuchDay(NotRead):
    """A weekday with a number that does not exist: the ninth Wednesday of a month."""


class NeverComes(ValueError):
    """A rule that no day fits."""


def read_rule(rule: str) -> dict[str, str]:
    """Its parts by name, in the order in which they are written. Raises NotRead."""
    pairs = [part.partition("=") for part in rule.strip().upper().removesuffix(";").split(";")]
    parts = {name: value for name, _is, value in pairs}
    if len(parts) < len(pairs) or "FREQ" not in parts:
        raise NotRead(rule)
    for name, value in parts.items():
        values = value.split(",") if name in _LISTS else [value]
        if not all(re.fullmatch(_PARTS.get(name, "(?!)"), one, re.A) for one in values):
            raise NotRead(rule)
    is_long = parts["FREQ"] in ("MONTHLY", "YEARLY")
    chosen = parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}
    is_odd = (
        {"COUNT", "UNTIL"} <= parts.keys(),
        "BYMONTHDAY" in parts and parts["FREQ"] == "WEEKLY",
        re.search(r"\d", parts.get("BYDAY", "")) and not is_long,
        "BYSETPOS" in parts and not (is_long and chosen),
    )
    if any(is_odd):
        raise NotRead(rule)
    of_a_year = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts
    most = _MOST_OF_A_YEAR if of_a_year else _MOST_OF_A_MONTH
    for day in parts.get("BYDAY", "").split(","):
        if abs(int(day[:-2] or 0)) > most:
            raise NoSuchDay(day)
    try:
        _moment(parts.get("UNTIL", "20000101"))
    except ValueError as error:
        raise NotRead(rule) from error
    return parts


def _moment(until: str) -> dt.datetime:
    """Without a zone. A day means all of it."""
    text = until if "T" in until else f"{until}T235959"
    return dt.datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")


@dataclass(frozen=True)
class Recurrence:
    # A local time, without its zone. Without a rule, it takes place once, at this time.
    first: dt.datetime
    zone: str
    rule: str = ""
    not_on: Collection[dt.date] = ()

    @cached_property
    def _parts(self):
        return read_rule(self.rule) if self.rule else {}

    @cached_property
    def until(self) -> dt.datetime | None:
        """The last moment of the rule."""
        text = self._parts.get("UNTIL")
        if not text:
            return None
        zone = dt.UTC if text.endswith("Z") else ZoneInfo(self.zone)
        return _moment(text).replace(tzinfo=zone).astimezone(dt.UTC)

    @property
    def as_calendars_write_it(self) -> str:
        """The rule, with its end in UTC, as RFC 5545 requires if the start has a zone."""
        parts = dict(self._parts)
        if self.until:
            parts["UNTIL"] = f"{self.until:%Y%m%dT%H%M%SZ}"
        return ";".join(f"{name}={value}" for name, value in parts.items())

    def _local(self, after: dt.datetime | None = None) -> Iterator[dt.datetime]:
        """The local times that the rule gives, including days on which it is canceled."""
        if not self.rule:
            yield self.first
            return
        rule = ";".join(f"{name}={value}" for name, value in self._parts.items() if name != "UNTIL")
        first = self.first + self._leap(after)
        for found in rrulestr(rule, dtstart=first.replace(year=first.year + _LATER)):
            start = found.replace(year=found.year - _LATER)
            if self.until and self._at(start) > self.until:
                return
            yield start

    def _leap(self, after):
        """How far to skip, in whole steps of the rule: a daily rule has thousands of days."""
        step = int(self._parts.get("INTERVAL", 1)) * _STEPS.get(self._parts["FREQ"], 0)
        if not after or not step or "COUNT" in self._parts:
            return dt.timedelta()
        past = after.replace(tzinfo=None) - self.first - dt.timedelta(days=2)
        return max(past // dt.timedelta(days=step), 0) * dt.timedelta(days=step)

    @property
    def earliest(self) -> dt.datetime:
        """The first local time that fits the rule. Raises NotRead and NeverComes."""
        try:
            return next(self._local())
        except StopIteration:
            raise NeverComes(self.rule) from None

    def next(self, count: int, after: dt.datetime) -> list[dt.datetime]:
        """The moments, as the clocks of its zone show them, without those called off."""
        local = self._local(after.astimezone(dt.UTC))
        starts = (self._at(start) for start in local if start.date() not in self.not_on)
        return list(islice(dropwhile(lambda start: start <= after, starts), count))

    def _at(self, start):
        zone = ZoneInfo(self.zone)
        # There and back: a time that does not exist becomes one that does.
        return start.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone)
