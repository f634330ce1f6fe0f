"""Ages as the registry writes them: `18 Years`, `6 Months`, `18 Minutes`; absent means no limit."""

import re

_AGE = re.compile(r"(\d{1,4}) (year|month|week|day|hour|minute)s?", re.IGNORECASE)
_PER_YEAR = {
    "year": 1,
    "month": 12,
    "week": 365.25 / 7,
    "day": 365.25,
    "hour": 365.25 * 24,
    "minute": 365.25 * 24 * 60,
}


def years(age: str) -> float | None:
    """The age in years; None where there is none, or none that can be read."""
    match = _AGE.fullmatch(age.strip())
    return int(match[1]) / _PER_YEAR[match[2].lower()] if match else None


def age_groups(minimum: str | None, maximum: str | None) -> list[str]:
    """The registry's own groups, where a record names none: under 18, 18 to 64, 65 and over."""
    youngest, oldest = years(minimum or "") or 0, years(maximum or "")
    groups = [("CHILD", 0, 18), ("ADULT", 18, 65), ("OLDER_ADULT", 65, None)]
    return [
        name
        for name, first, end in groups
        if (end is None or youngest < end) and (oldest is None or oldest >= first)
    ]
