"""The sites of a record: each once, with a point only where the registry has a real one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from .countries import country_name
from .wording import lazy

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord
    from trials.ctgov.record import Contact, GeoPoint, Location

# From the most open to the least; the first two are open each in its kind of study.
_OPENING = ("RECRUITING", "AVAILABLE", "ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING")
# Names under which a sponsor lists every site that it does not name: a town may have several.
_NAMELESS = lazy(
    r"\b(?:research|investigat\w+|study|trial|clinical|local|recruiting)"
    r" (?:(?:research|trial|study) )?(?:sites?|institutions?|facilit\w+|locations?)\b"
    r"|^(?:sites?|hospital|clinic|various|multiple)$"
)
# Sites of one name in one town that a new one is compared with.
_MOST_ALIKE = 50


@dataclass
class _Site:
    """Locations of one name in one town that may be one site, and what they say of its address."""

    zip: str
    state: str
    locations: list["Location"]

    def is_at(self, zip_code: str, state: str) -> bool:
        return (self.zip, self.state) == (zip_code, state)

    def may_be_at(self, zip_code: str, state: str) -> bool:
        """Whether nothing in the address speaks against it; what one leaves out does not."""
        if self.zip and zip_code:
            return self.zip == zip_code
        return not self.state or not state or self.state == state

    def add(self, location: "Location", zip_code: str, state: str) -> None:
        self.locations.append(location)
        self.zip, self.state = self.zip or zip_code, self.state or state


def sites(record: "StudyRecord") -> list["Location"]:
    """The locations of a record without repetitions, in its order.

    Locations without a facility are all kept: a town may have several.
    """
    found: list[_Site] = []
    alike: dict[tuple[str, str, str], list[_Site]] = {}
    for location in record.protocol_section.contacts_locations_module.locations:
        facility, country = _words(location.facility), country_name(location.country or "")
        zip_code, state = _zip(location, country), _words(location.state)
        same = alike.setdefault((facility, _words(location.city), country), [])
        fits = _Site.is_at if _NAMELESS.search(facility) else _Site.may_be_at
        known = (one for one in same[:_MOST_ALIKE] if facility and fits(one, zip_code, state))
        if one := next(known, None):
            one.add(location, zip_code, state)
        else:
            found.append(_Site(zip_code, state, [location]))
            same.append(found[-1])
    return [_merged(one.locations) for one in found]


# Studies share their sites and towns.
@lru_cache(maxsize=5_000)
def _words(text: str | None) -> str:
    """A name without what people write differently: capitals, accents, blanks, signs, "and"."""
    plain = (text or "").replace("&", " and ")
    if plain.isascii():
        plain = plain.lower()
    else:
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"['’.]", "", plain)
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _zip(location: "Location", country: str) -> str:
    """A postcode without the four digits behind a ZIP code, and zeros that a table lost."""
    code = "".join(sign for sign in (location.zip or "").casefold() if sign.isalnum())
    if country == "United States" and len(code) == 9:
        code = code[:5]
    return code.lstrip("0")


def _merged(same: list["Location"]) -> "Location":
    contacts: dict[tuple[str, ...], Contact] = {}
    for location in same:
        for contact in location.contacts:
            contacts.setdefault(_person(contact), contact)
    points = [point for location in same if _is_real(point := location.geo_point)]
    return msgspec.structs.replace(
        same[0],
        status=_status([location.status or "" for location in same]),
        state=next((location.state for location in same if location.state), None),
        zip=next((location.zip for location in same if location.zip), None),
        contacts=list(contacts.values()),
        geo_point=points[0] if points else type(same[0].geo_point)(),
    )


def _person(contact: "Contact") -> tuple[str, ...]:
    texts = (contact.name, contact.role, contact.phone, contact.phone_ext, contact.email)
    return tuple(" ".join((text or "").split()).casefold() for text in texts)


def _is_real(point: "GeoPoint") -> bool:
    """Whether it is a point at all: 0 and 0, in the sea, is where a form was left empty."""
    return None not in (point.lat, point.lon) and (point.lat, point.lon) != (0, 0)


def _status(statuses: list[str]) -> str:
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
