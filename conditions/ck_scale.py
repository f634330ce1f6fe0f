"""CK in multiples of the lab's upper limit, drawn on one scale.

What the scale shows next to a reader's value is there to show how much the ranges overlap. The
guide on test results says the same in words, with the same sources.
"""

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The guide with this scale.
GUIDE = "my-test-results"
# In units of the drawing: where the scale begins and ends, and where its first box is.
LEFT, RIGHT, TOP, STEP = 30, 276, 16, 26
LOWEST, HIGHEST = 0.5, 200.0
TICKS = (1, 2, 5, 10, 20, 50, 100)
NAMED_TICKS = (1, 10, 100)


@dataclass(frozen=True)
class Range:
    """What a source found, in multiples of the limit; for values in U/L, the limit is 200."""

    letter: str
    text: str | Promise
    low: float
    high: float
    source: str


RANGES = (
    Range(
        "A",
        _("Healthy army recruits in training: from normal to 175 times."),
        LOWEST,
        175,
        "https://pubmed.ncbi.nlm.nih.gov/22334169/",
    ),
    Range(
        "B",
        _("Inclusion body myositis, as studies define it: from normal to 15 times."),
        LOWEST,
        15,
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC4233319/",
    ),
    Range(
        "C",
        _("Necrotizing myopathy: usually above 5 times, and most often 25 times or more."),
        5,
        HIGHEST,
        "https://www.myositis.org/about-myositis/diagnosis/diagnostic-criteria/diagnostic-criteria-for-necrotizing-myopathy",
    ),
)


def place(times: float) -> float:
    """Where a multiple of the limit is on the scale, which is logarithmic."""
    share = math.log(min(max(times, LOWEST), HIGHEST) / LOWEST) / math.log(HIGHEST / LOWEST)
    return round(LEFT + share * (RIGHT - LEFT), 1)


@dataclass(frozen=True)
class Box:
    letter: str
    x: float
    width: float
    y: int


def boxes() -> list[Box]:
    return [
        Box(one.letter, place(one.low), round(place(one.high) - place(one.low), 1), TOP + STEP * at)
        for at, one in enumerate(RANGES)
    ]


def ticks() -> list[tuple[float, str]]:
    """[(place, words or "")]"""
    return [(place(times), f"{times}×" if times in NAMED_TICKS else "") for times in TICKS]
