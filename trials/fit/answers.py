"""What a person says of themselves, in bands and choices. All of it may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Milligrams of prednisone, or of as much of another steroid, a day: (more than, up to).
STEROID_BANDS: dict[str, tuple[float, float]] = {
    "none": (-1, 0),
    "to_5": (0, 5),
    "to_10": (5, 10),
    "to_20": (10, 20),
    "to_40": (20, 40),
    "over_40": (40, float("inf")),
}
DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
NEVER = "never"
# Days since the last dose: (from, up to).
SINCE_BANDS: dict[str, tuple[float, float]] = {
    "under_1m": (0, DAYS["month"]),
    "1_to_3m": (DAYS["month"], 3 * DAYS["month"]),
    "3_to_6m": (3 * DAYS["month"], 6 * DAYS["month"]),
    "6_to_12m": (6 * DAYS["month"], 12 * DAYS["month"]),
    "over_12m": (12 * DAYS["month"], float("inf")),
}
CANCER_BANDS: dict[str, tuple[float, float]] = {
    "within_5y": (0, 5 * DAYS["year"]),
    "over_5y": (5 * DAYS["year"], float("inf")),
}
INFECTIONS = ("hepatitis_b", "hepatitis_c", "hiv", "tuberculosis", "infection_now")


@dataclass(frozen=True)
class Answers:
    """One field for each question; None, or nothing in it, is a question left out.

    `has` and `lacks` are slugs of antibodies, `age` counts whole years, `age_months` whole
    months.
    """

    type: str | None = None
    age: int | None = None
    age_months: int | None = None
    sex: str | None = None
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    steroid: str | None = None
    steroid_stable: str | None = None
    rituximab: str | None = None
    ivig: str | None = None
    jak: str | None = None
    cell_therapy: str | None = None
    cancer: str | None = None
    ild: str | None = None
    oxygen: str | None = None
    infections: Mapping[str, str] = field(default_factory=dict)
    pregnancy: str | None = None
    chair: str | None = None

    def get(self, question: str) -> Any:
        return getattr(self, question)

    @property
    def is_female(self) -> bool | None:
        if self.pregnancy in ("pregnant_or_nursing", "planning"):
            # With "male", one of the two was pressed by mistake, or both count: ask.
            return None if self.sex == "male" else True
        return None if self.sex is None else self.sex == "female"
