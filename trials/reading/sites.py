"""The sites of a record: each once, with a point only where the registry has a real one."""

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

# From the most open to the least; the first two are open each in its kind of study.
_OPENING = ("RECRUITING", "AVAILABLE", "ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING")


def sites(record: "StudyRecord") -> list:
    """The locations of a record without repetitions, in its order.

    Locations without a facility are all kept: a town may have several.
    """
    found = {}
    locations = record.protocol_section.contacts_locations_module.locations
    for number, location in enumerate(locations):
        key = _key(location) if location.facility else number
        found.setdefault(key, []).append(location)
    return [_merged(same) for same in found.values()]


def _key(location):
    parts = (location.facility, location.city, location.state, location.zip, location.country)
    return tuple(" ".join((part or "").split()).casefold() for part in parts)


def _merged(same):
    contacts = []
    for location in same:
        contacts += [contact for contact in location.contacts if contact not in contacts]
    points = [point for location in same if _is_real(point := location.geo_point)]
    return msgspec.structs.replace(
        same[0],
        status=_status([location.status or "" for location in same]),
        contacts=contacts,
        geo_point=points[0] if points else type(same[0].geo_point)(),
    )


def _is_real(point):
    """Whether it is a point at all: 0 and 0, in the sea, is where a form was left empty."""
    return None not in (point.lat, point.lon) and (point.lat, point.lon) != (0, 0)


def _status(statuses):
    """The one status of a site; of several the least open one.

    Where a record calls one site open and closed, it does not say which is right: call first.
    """
    distinct = set(statuses)
    if len(distinct) == 1:
        return statuses[0]
    opening = [status for status in _OPENING if status in distinct]
    if not opening:
        return next((status for status in statuses if status), "")
    return opening[-1] if distinct <= set(_OPENING) else ""
