"""A typed town, ZIP code or country becomes a point: offline, and nothing is sent anywhere."""

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
    "Ambiguous", "ForeignPostcode", "Mention", "NotResolved", "Place", "Unknown", "find_in",
    "kilometres", "locate", "others", "resolve",
]  # fmt: skip
