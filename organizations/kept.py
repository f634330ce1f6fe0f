"""The live organizations, kept in memory: each search looks through all of them."""

import datetime as dt
from copy import copy
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from web import content_version

from .models import Organization


def organizations() -> list[Organization]:
    """All of them, with everything that a list needs from each.

    They are copies, so a search can note on each what it found.
    """
    version = content_version.of_snapshot()
    if version is None:
        return list(Organization.objects.live().whole())
    # A contact that was checked too long ago is hidden from one day to the next.
    return [copy(one) for one in _of_version(version, timezone.localdate(), get_language())]


@lru_cache(maxsize=4)
def _of_version(_version: int, _day: dt.date, _language: str) -> list[Organization]:
    found = list(Organization.objects.live().whole())
    for one in found:
        # Worked out once, for all copies.
        _ = one.stems
    return found
