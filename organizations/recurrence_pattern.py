"""A rule of recurrence as an editor chooses it: how often, on which days, and until when.

Meeting.recurrence stores only the rule, in the form of calendars. The desk's form splits it into
these fields and builds it again.
"""

import datetime as dt
import itertools
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .recurrence import NotRead, read_rule


class Repeats(TextChoices):
    ONCE = "once", _("Once, on the first day")
    WEEKLY = "weekly", _("Every week, or every few weeks")
    MONTHLY_BY_WEEKDAY = "monthly-weekday", _("Monthly on a weekday, such as the first Saturday")
    MONTHLY_BY_DATE = "monthly-date", _("Monthly on a date, such as the 15th")
    YEARLY = "yearly", _("Every year, on the date of the first day")
    OTHER = "other", _("By another rule, which I write below")


class Weekday(TextChoices):
    MONDAY = "MO", _("Monday")
    TUESDAY = "TU", _("Tuesday")
    WEDNESDAY = "WE", _("Wednesday")
    THURSDAY = "TH", _("Thursday")
    FRIDAY = "FR", _("Friday")
    SATURDAY = "SA", _("Saturday")
    SUNDAY = "SU", _("Sunday")


class Position(TextChoices):
    """Which of a month's Mondays, Tuesdays, …"""

    FIRST = "1", pgettext_lazy("weekday of a month", "First")
    SECOND = "2", pgettext_lazy("weekday of a month", "Second")
    THIRD = "3", pgettext_lazy("weekday of a month", "Third")
    FOURTH = "4", pgettext_lazy("weekday of a month", "Fourth")
    FIFTH = "5", pgettext_lazy("weekday of a month", "Fifth, in months that have one")
    LAST = "-1", pgettext_lazy("weekday of a month", "Last")


FREQUENCIES = {
    Repeats.WEEKLY: "WEEKLY",
    Repeats.MONTHLY_BY_WEEKDAY: "MONTHLY",
    Repeats.MONTHLY_BY_DATE: "MONTHLY",
    Repeats.YEARLY: "YEARLY",
}
# The fields other than `repeats` that each choice uses.
_ENDS = ("interval", "until", "times")
FIELDS: dict[str, tuple[str, ...]] = {
    Repeats.ONCE: (),
    Repeats.WEEKLY: (*_ENDS, "weekdays"),
    Repeats.MONTHLY_BY_WEEKDAY: (*_ENDS, "weekdays", "positions"),
    Repeats.MONTHLY_BY_DATE: (*_ENDS, "month_days"),
    Repeats.YEARLY: _ENDS,
    Repeats.OTHER: ("recurrence",),
}


@dataclass(frozen=True)
class Pattern:
    repeats: Repeats = Repeats.ONCE
    # Every how many weeks, months, or years.
    interval: int = 1
    # By default, those of the first day.
    weekdays: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    month_days: tuple[int, ...] = ()
    # The last day, or how many times; not both.
    until: dt.date | None = None
    times: int | None = None

    @property
    def rule(self) -> str:
        """The rule in the form of calendars; empty for something that takes place once."""
        if self.repeats == Repeats.ONCE:
            return ""
        parts = {"FREQ": FREQUENCIES[self.repeats]}
        if self.interval > 1:
            parts["INTERVAL"] = str(self.interval)
        if self.repeats == Repeats.WEEKLY:
            parts["BYDAY"] = ",".join(self.weekdays)
        elif self.repeats == Repeats.MONTHLY_BY_WEEKDAY:
            pairs = itertools.product(self.positions, self.weekdays)
            parts["BYDAY"] = ",".join(map("".join, pairs))
        elif self.repeats == Repeats.MONTHLY_BY_DATE:
            parts["BYMONTHDAY"] = ",".join(map(str, self.month_days))
        if self.until:
            parts["UNTIL"] = f"{self.until:%Y%m%d}"
        elif self.times:
            parts["COUNT"] = str(self.times)
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def in_words(rule: str) -> str:
    """Write a rule as the list of meetings shows it; one that no fields can express stays as it is.

    Every 2 weeks: Monday, Friday, until Dec. 5, 2026
    """
    pattern = pattern_of(rule)
    if pattern is None:
        return rule
    if pattern.repeats == Repeats.ONCE:
        return gettext("Once")
    often = _how_often(pattern) % {"count": pattern.interval}
    days = _days_in_words(pattern)
    words = [f"{often}: {days}" if days else often]
    if pattern.until:
        day = date_format(pattern.until, "DATE_FORMAT")
        words.append(gettext("until %(day)s") % {"day": day})
    if pattern.times:
        counted = ngettext("%(count)d time", "%(count)d times", pattern.times)
        words.append(counted % {"count": pattern.times})
    return ", ".join(words)


def _how_often(pattern):
    count = pattern.interval
    if pattern.repeats == Repeats.WEEKLY:
        return ngettext("Every week", "Every %(count)d weeks", count)
    if pattern.repeats == Repeats.YEARLY:
        return ngettext("Every year", "Every %(count)d years", count)
    return ngettext("Every month", "Every %(count)d months", count)


def _days_in_words(pattern):
    """Monday, Friday; Saturday (First); or 1, 15"""
    weekdays = ", ".join(str(Weekday(day).label) for day in pattern.weekdays)
    positions = ", ".join(str(Position(number).label) for number in pattern.positions)
    if positions:
        return f"{weekdays} ({positions})"
    return weekdays or ", ".join(map(str, pattern.month_days))


def pattern_of(rule: str) -> Pattern | None:
    """The choices that give this rule; None if none do."""
    if not rule:
        return Pattern()
    try:
        parts = read_rule(rule)
    except NotRead:
        return None
    chosen = _days_of(parts)
    until = parts.get("UNTIL", "")
    # The day on which a week begins matters if the rule is for every second week. A time ends
    # within a day, which a date cannot express.
    if chosen is None or parts.get("WKST", "MO") != "MO" or "T" in until:
        return None
    return Pattern(
        interval=int(parts.get("INTERVAL", 1)),
        until=dt.datetime.strptime(until, "%Y%m%d").date() if until else None,
        times=int(parts["COUNT"]) if "COUNT" in parts else None,
        **chosen,
    )


def _days_of(parts):
    """The fields of a pattern that say how often and on which days, or None."""
    by = {name: value.split(",") for name, value in parts.items() if name.startswith("BY")}
    match parts["FREQ"], sorted(by):
        case "WEEKLY", []:
            return {"repeats": Repeats.WEEKLY}
        case "WEEKLY", ["BYDAY"]:
            return {"repeats": Repeats.WEEKLY, "weekdays": in_order(Weekday, by["BYDAY"])}
        case "MONTHLY", ["BYDAY"]:
            return _by_weekday([(str(int(day[:-2] or 0)), day[-2:]) for day in by["BYDAY"]])
        case "MONTHLY", ["BYMONTHDAY"] if all(int(day) > 0 for day in by["BYMONTHDAY"]):
            days = sorted({int(day) for day in by["BYMONTHDAY"]})
            return {"repeats": Repeats.MONTHLY_BY_DATE, "month_days": tuple(days)}
        case "MONTHLY", []:
            return {"repeats": Repeats.MONTHLY_BY_DATE}
        case "YEARLY", []:
            return {"repeats": Repeats.YEARLY}
    return None


def _by_weekday(pairs):
    """Each position with each weekday, or None where the rule has other pairs."""
    positions = in_order(Position, [position for position, _day in pairs])
    weekdays = in_order(Weekday, [day for _position, day in pairs])
    if set(pairs) != set(itertools.product(positions, weekdays)):
        return None
    return {
        "repeats": Repeats.MONTHLY_BY_WEEKDAY,
        "positions": positions,
        "weekdays": weekdays,
    }


def in_order(choices, values):
    return tuple(value for value in choices.values if value in values)
