"""Turn a typed town, postcode or country into a point, offline: nothing is sent anywhere."""

from .countries import country_named
from .distance import KM_PER_MILE, distance_in_brief, distance_in_words
from .mention import Mention, find_in, find_last
from .place import Place, in_a_sentence, kilometers
from .problems import Ambiguous, ForeignPostcode, NotResolved, Unknown
from .resolve import is_settled, may_mean, others, resolve
from .sites import country_of_area, country_of_site, is_astray, locate, site_area

__all__ = [
    "KM_PER_MILE", "Ambiguous", "ForeignPostcode", "Mention", "NotResolved", "Place", "Unknown",
    "country_named", "country_of_area", "country_of_site", "distance_in_brief",
    "distance_in_words", "find_in", "find_last",
    "in_a_sentence", "is_astray", "is_settled", "kilometers", "locate", "may_mean", "others",
    "resolve", "site_area",
]  # fmt: skip
