"""Which signs of the scale the emergency box shows."""

from collections.abc import Iterable

from .levels import Level
from .signs import SIGNS

# The emergency box: what concerns everybody, then what concerns some.
FOR_ALL = ("breathing", "choking", "heart", "faint", "weaker", "dark-urine", "bleeding")
FOR_SOME = (
    *("stroke", "stiff-neck", "checkpoint", "adrenal", "belly", "lungs-mda5", "fever-danger"),
    "child-gut",
)
TODAY = ("fever", "breathless", "cough-lungs", "swallowing", "dark-urine-alone", "leg")
DAYS = ("cough", "slow-weakness", "weight")
IN_THE_BOX = (*FOR_ALL, *FOR_SOME, *TODAY, *DAYS)


def in_order(named: Iterable[str]) -> list[list[str]]:
    """The signs of the box, in lists that are shown one after the other, each sorted by level."""
    first = list(dict.fromkeys(named))
    rest = [slug for slug in IN_THE_BOX if slug not in first]
    if any(SIGNS[slug].level == Level.NOW for slug in first):
        # Then one list will do. Otherwise those that were named would come after fifteen others.
        return [[*first, *rest]]
    return [first, rest]
