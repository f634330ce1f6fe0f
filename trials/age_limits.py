"""Age limits of a record that cannot both be right: youngest 70 years, oldest 18."""

from trials.reading.ages import too_old, years

OF_AGE = 18


def contradict(minimum: str | None, maximum: str | None) -> bool:
    youngest, end = years(minimum or ""), too_old(maximum or "")
    return youngest is not None and end is not None and youngest >= end


def takes_minors(minimum: str | None, maximum: str | None) -> bool:
    """Whether somebody under 18 fits. Limits that contradict each other rule nobody out."""
    return (years(minimum or "") or 0) < OF_AGE or contradict(minimum, maximum)


def takes_adults(minimum: str | None, maximum: str | None) -> bool:
    """Whether somebody of 18 or over fits: "17 Years" lasts until the 18th birthday."""
    end = too_old(maximum or "")
    return end is None or end > OF_AGE or contradict(minimum, maximum)
