"""Age limits of a record that cannot both be right: youngest 70 years, oldest 18."""

from trials.reading.ages import too_old, years


def contradict(minimum: str | None, maximum: str | None) -> bool:
    youngest, end = years(minimum or ""), too_old(maximum or "")
    return youngest is not None and end is not None and youngest >= end
