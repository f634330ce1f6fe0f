"""Ages as the registry writes them: `18 Years`, `6 Months`, `18 Minutes`; absent means no limit."""

import re
from typing import NamedTuple

from .wording import lazy

_AGE = lazy(r"(\d{1,4})\s+(year|month|week|day|hour|minute)s?", re.IGNORECASE)
_PER_YEAR = {
    "year": 1,
    "month": 12,
    "week": 365.25 / 7,
    "day": 365.25,
    "hour": 365.25 * 24,
    "minute": 365.25 * 24 * 60,
}


# What records write where there is no limit.
_NO_LIMIT = lazy(
    r"[\W_]*|n\W{0,3}a|none|null|any(?: age)?|un(?:limited|specified|known)"
    r"|not? (?:applicable|specified|stated|given|available|known|defined)"
    r"|no (?:(?:upper|lower|age|maximum|minimum|max|min|set) )*"
    r"(?:age )?(?:limits?|age|maximum|minimum)"
    r"|all ages",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """An age as people say it: "2" lasts from 2.0 years until 3.0."""

    first: float
    end: float


def stated(age: str | None) -> str:
    """A limit as the record has it; nothing where it says that there is none."""
    text = " ".join((age or "").split())
    return "" if _NO_LIMIT.fullmatch(text.strip(". ()")) else text


def span(count: int, unit: str) -> Span:
    """So many years, months, weeks, days, hours or minutes, until one more is reached."""
    return Span(count / _PER_YEAR[unit], (count + 1) / _PER_YEAR[unit])


def _span_of(age: str) -> Span | None:
    match = _AGE.fullmatch(age.strip())
    return span(int(match[1]), match[2].lower()) if match else None


def years(age: str) -> float | None:
    """The age in years; None where there is none, or none that can be read."""
    found = _span_of(age)
    return found and found.first


def too_old(maximum: str) -> float | None:
    """From which age on, in years, somebody is too old: "24 Months" lasts until the 25th."""
    found = _span_of(maximum)
    return found and found.end


def age_groups(minimum: str | None, maximum: str | None) -> list[str]:
    """The registry's own groups, where a record names none: under 18, 18 to 64, 65 and over."""
    youngest, oldest = years(minimum or "") or 0, years(maximum or "")
    groups = [("CHILD", 0, 18), ("ADULT", 18, 65), ("OLDER_ADULT", 65, None)]
    return [
        name
        for name, first, end in groups
        if (end is None or youngest < end) and (oldest is None or oldest >= first)
    ]
