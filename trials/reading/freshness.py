"""How far a record can be trusted today: when did somebody who knows look at it last?

Never a plain "go": even a fresh record can be wrong, and a reader may travel far for it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

# Our own choice, after the duty of sponsors under United States law to verify a record once in 12
# months (42 CFR 11.64, from memory): half of that is fresh, more than that is neglect.
CONFIRMED_MONTHS = 6
DOUBTFUL_MONTHS = 12
# Statuses of which it makes sense to ask whether they still hold.
STATUSES = ("RECRUITING", "AVAILABLE", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "UNKNOWN")


class Mark(Enum):
    CONFIRMED = "confirmed"
    CALL_FIRST = "call-first"
    DOUBTFUL = "doubtful"


# A month, a number of months, or nothing.
Value = dt.date | int | None


class Reason(Enum):
    """What speaks for or against a record; the value is a month, a number of months, or nothing."""

    VERIFIED = "verified"
    VERIFIED_LONG_AGO = "verified-long-ago"
    NEVER_VERIFIED = "never-verified"
    END_PASSED = "end-passed"
    UNKNOWN = "unknown"
    NO_OPEN_SITE = "no-open-site"
    SITES_SILENT = "sites-silent"
    NO_SITE = "no-site"
    NO_CONTACT = "no-contact"


_OF_SITES = {
    "closed": Reason.NO_OPEN_SITE,
    "silent": Reason.SITES_SILENT,
    "none": Reason.NO_SITE,
}


@dataclass(frozen=True)
class Freshness:
    mark: Mark
    # [(reason, value)], the weightiest first
    reasons: tuple[tuple[Reason, Value], ...]


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Whole calendar months; 0 where `earlier` is not earlier. The registry often has no day."""
    return max(0, (later.year - earlier.year) * 12 + later.month - earlier.month)


def last_looked_at(verified: dt.date | None, updated: dt.date | None) -> dt.date | None:
    """Who posts an update has looked at the record, whatever month of verification it names."""
    return max(filter(None, (verified, updated)), default=None)


def read(
    today: dt.date,
    status: str,
    verified: dt.date | None,
    updated: dt.date | None,
    end: dt.date | None,
    sites: str = "open",
    has_contact: bool = True,
) -> Freshness | None:
    """None where a status says no already.

    `verified` and `updated` are the sponsor's last verification and last posted update; `end` is
    the planned end of the main measurements, as the first day of its month where no day is
    given, and the last of its year where no month is. `sites` is "open" where one calls itself
    open, "none" where none is named, "silent" where none says anything, else "closed".
    """
    if status not in STATUSES:
        return None
    against: list[tuple[Reason, Value]] = []
    marks = {Mark.CONFIRMED}
    if status == "UNKNOWN":
        marks.add(Mark.DOUBTFUL)
        against.append((Reason.UNKNOWN, None))
    looked = last_looked_at(verified, updated)
    months = months_between(looked, today) if looked else None
    if months is None:
        marks.add(Mark.DOUBTFUL)
        against.append((Reason.NEVER_VERIFIED, None))
    elif months > CONFIRMED_MONTHS:
        marks.add(Mark.DOUBTFUL if months > DOUBTFUL_MONTHS else Mark.CALL_FIRST)
        against.append((Reason.VERIFIED_LONG_AGO, months))
    if end and has_passed(end, today):
        marks.add(Mark.DOUBTFUL)
        against.append((Reason.END_PASSED, end))
    if status in ("RECRUITING", "AVAILABLE") and sites != "open":
        marks.add(Mark.DOUBTFUL if sites == "closed" else Mark.CALL_FIRST)
        against.append((_OF_SITES[sites], None))
    if not has_contact:
        marks.add(Mark.CALL_FIRST)
        against.append((Reason.NO_CONTACT, None))
    worst = max(marks, key=list(Mark).index)
    return Freshness(worst, tuple(against) or ((Reason.VERIFIED, looked),))


def has_passed(end: dt.date, today: dt.date) -> bool:
    """Whether a later month has begun: the first day of a month can stand for all of it."""
    return (end.year, end.month) < (today.year, today.month)
