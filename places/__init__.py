"""A typed town, ZIP code or country becomes a point: offline, and nothing is sent anywhere."""

from .distance import KM_PER_MILE, distance_in_words
from .mention import Mention, find_in
from .resolve import (
    Ambiguous,
    ForeignPostcode,
    NotResolved,
    Place,
    Unknown,
    kilometres,
    locate,
    others,
    resolve,
)

__all__ = [
    "KM_PER_MILE", "Ambiguous", "ForeignPostcode", "Mention", "NotResolved", "Place", "Unknown",
    "distance_in_words", "find_in", "kilometres", "locate", "others", "resolve",
]  # fmt: skip
