"""Distances for people."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

KM_PER_MILE = 1.609344


def distance_in_words(km: float, unit: str) -> str:
    """In words, rounded: it is measured between towns, not addresses."""
    if unit == "mi":
        miles = round(km / KM_PER_MILE)
        if miles < 5:
            return _("less than 5 miles away")
        return _("about %(n)s miles away") % {"n": _grouped(miles)}
    if km < 8:
        return _("less than 8 km away")
    return _("about %(n)s km away") % {"n": _grouped(round(km))}


def distance_in_brief(km: float, unit: str) -> str:
    """As short as a card needs it, rounded in the same way."""
    if unit == "mi":
        miles = round(km / KM_PER_MILE)
        return _("under 5 mi") if miles < 5 else _("%(n)s mi") % {"n": _grouped(miles)}
    return _("under 8 km") if km < 8 else _("%(n)s km") % {"n": _grouped(round(km))}


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)
