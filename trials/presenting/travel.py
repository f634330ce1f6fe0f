"""How far someone can travel, and which studies are too far away."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places import distance_in_words

from .nearest_site import NearestSite
from .self_check_form import NOT_ANSWERED

# Kilometers; 25 miles and so on, in round numbers.
DISTANCES = [
    NOT_ANSWERED,
    ("40", gettext_lazy("25 miles (40 km)")),
    ("80", gettext_lazy("50 miles (80 km)")),
    ("160", gettext_lazy("100 miles (160 km)")),
    ("400", gettext_lazy("250 miles (400 km)")),
    ("800", gettext_lazy("500 miles (800 km)")),
]


def too_far(nearest: NearestSite, km: int | None) -> str:
    """Why a study is too far away for somebody; "" if it is not, or may not be."""
    distances = [site.km for site in nearest.open_sites]
    known = [one for one in distances if one is not None]
    if km is None or not known or len(known) < len(distances) or min(known) <= km:
        return ""
    away = distance_in_words(min(known), nearest.unit)
    return _("Its nearest location listed as open is %(away)s.") % {"away": away}
