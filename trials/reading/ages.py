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
