"""What place somebody means: a town, a ZIP code, a state, a country; or that we cannot tell."""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from .gazetteer import areas, look_up, names_around
from .naming import key

LONGEST = 120
MOST_CHOICES = 8
# The largest town of a name is meant without asking if it has this many times the people of the
# next: London and Paris (more than 20) and Boston (14) are; Portland (9.6), Manchester (5),
# Rochester (1.7) and Springfield are asked about.
MEANT_TIMES = 10
# Towns of which we know a post office only, or few people, are alike in this: nobody types them
# without their state.
FEWEST_PEOPLE = 1_000
# A name in another language weighs less than a town's own, and nothing beside a town that has it
# for its own and weighs more: Roma is Rome, but Rome is never Lomé.
FOREIGN_NAME = 0.1
# Two towns of one name and region this near are one, counted twice: Lexington, Kentucky.
SAME_KM = 25
# A city of this size is meant before the state of its name (New York), a smaller one is asked about
# together with it (Washington, Quebec), and below that the state is meant (Wyoming, Ontario).
CITY_PEOPLE, RIVAL_PEOPLE = 2_000_000, 300_000
# Where people think in miles.
MILES = {"United States", "United Kingdom", "Liberia", "Myanmar"}

_REGION_WORDS = {
    "United States": "state",
    "Canada": "province",
    "Australia": "state",
    "Germany": "state",
}
_TERRITORIES = {
    "Australian Capital Territory",
    "Northern Territory",
    "Northwest Territories",
    "Nunavut",
    "Yukon",
}
# Of those that have their regions as places of their own, only this one shares a name with one.
_LIKE_A_STATE = "Georgia"

_ZIP = re.compile(r"(\d{5})(?:[-– ]?\d{4})?")
# Postcodes of other countries, and pieces of them. We have none of these.
_POSTCODE = (
    r"(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"  # United Kingdom
    r"|[a-z]\d[a-z](?:[ -]?\d[a-z]\d)?"  # Canada
    r"|\d{4} ?[a-z]{2}"  # Netherlands
    r"|(?:[a-z]{1,2}-)?\d{5}[- ]\d{3,4}"  # Brazil; ZIP+4
    r"|(?:[a-z]{1,2}-)?\d{2,3}[- ]\d{2,4}"  # Poland, Portugal, Sweden, Japan
    r"|(?:[a-z]{1,2}-)?\d{3,8})"  # Germany, France, Austria, India, …
)
_ONLY_POSTCODE = re.compile(_POSTCODE, re.IGNORECASE)
_POSTCODE_FIRST = re.compile(rf"({_POSTCODE})[\s,]+(?=\D)(.+)", re.IGNORECASE)
_POSTCODE_LAST = re.compile(rf"(.*[^\s,])[\s,]+({_POSTCODE})", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place on the map. `kind`: "town", "zip", "region" or "country"; the last two have no point.

    `country` is the registry's name of it.
    """

    kind: str
    name: str
    region: str
    country: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def label(self) -> str:
        """What a reader sees. Typed again, it finds this very place; so it is not translated."""
        if self.kind == "country":
            return f"{self.name} (country)" if self.name == _LIKE_A_STATE else self.name
        if self.kind == "region":
            word = "territory" if self.name in _TERRITORIES else _REGION_WORDS.get(self.country)
            name = f"{self.name} ({word})" if word else self.name
            return f"{name}, {self.country}"
        # "Madrid, Spain"; of two such towns extract.py keeps the larger.
        region = "" if key(self.region) == key(self.name) else self.region
        return ", ".join(filter(None, [self.name, region, self.country]))

    @property
    def uses_miles(self) -> bool:
        return self.country in MILES


class NotResolved(ValueError):
    """A place that we cannot find, with a message for the reader."""


class Unknown(NotResolved):
    def __init__(self, text):
        super().__init__(
            _(
                "We do not know a place called “%(text)s”. Try a larger town near you, or the town"
                " and its country."
            )
            % {"text": _shown(text)}
        )


class ForeignPostcode(NotResolved):
    def __init__(self):
        super().__init__(
            _("We only know the postcodes of the United States. Please type your town.")
        )


class Ambiguous(NotResolved):
    """`places`: those that may be meant, the likeliest first."""

    def __init__(self, text, places):
        self.places = places[:MOST_CHOICES]
        super().__init__(
            _("There is more than one place called “%(text)s”. Which one do you mean?")
            % {"text": _shown(text)}
        )


class Found(NamedTuple):
    """A place that may be meant, and how likely: by its people."""

    place: Place
    area: str
    people: float

    @property
    def point(self):
        return self.place.latitude, self.place.longitude


def resolve(text: str) -> Place:
    """The place that is meant. Raises Unknown, Ambiguous or ForeignPostcode."""
    found = candidates(text)
    if not _is_meant(found, text):
        raise Ambiguous(text, [one.place for one in found])
    return found[0].place


def others(text: str) -> list[Place]:
    """Further places of that name, the likeliest first; none where it is not known."""
    try:
        return [one.place for one in candidates(text)[1 : MOST_CHOICES + 1]]
    except NotResolved:
        return []


def candidates(text: str) -> list[Found]:
    """All places that may be meant, the likeliest first. Raises Unknown or ForeignPostcode."""
    clean = _clean(text)
    if len(text) > LONGEST or not key(clean):
        raise Unknown(text)
    found = _by_zip(clean) or _by_name(clean)
    if found:
        return found
    if _ONLY_POSTCODE.fullmatch(clean):
        raise ForeignPostcode
    # "75013 Paris", "London SW1A 1AA": the town tells more than its postcode.
    if (first := _POSTCODE_FIRST.fullmatch(clean)) or (last := _POSTCODE_LAST.fullmatch(clean)):
        code, rest = first.groups() if first else reversed(last.groups())
        return _beside_postcode(code, rest)
    raise Unknown(text)


def _clean(text):
    """Without half surrogate pairs, which are no text, and control characters."""
    text = text.encode("utf-8", "ignore").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _shown(text):
    text = _clean(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _by_zip(text):
    """A ZIP code alone, or with its town as our label has it."""
    code, *rest = text.split(",", 1)
    if not (match := _ZIP.fullmatch(code)):
        return []
    found = [found_of(entry, match[1]) for entry in look_up(match[1])]
    return [one for one in found if not rest or _agrees(one.place, rest[0])]


def _agrees(place, rest):
    """Whether a ZIP code lies in what is typed beside it."""
    town = key(place.name.split(",")[1])
    if key(rest) == town or key(place.label).endswith(f" {key(rest)}"):
        return True
    if not (found := _by_name(rest)):
        return False
    likeliest = found[0].place
    return likeliest.country == place.country and (
        likeliest.kind == "country" or place.region in (likeliest.region, likeliest.name)
    )


def _beside_postcode(code, rest):
    if match := _ZIP.fullmatch(code):
        for entry in look_up(match[1]):
            one = found_of(entry, match[1])
            if _agrees(one.place, rest):
                return [one]
    found = _by_name(rest)
    if not found or found[0].place.kind == "country":
        raise ForeignPostcode
    return found


def _by_name(text):
    head, *tail = [part for part in map(key, text.replace(";", ",").split(",")) if part] or [""]
    if found := _matching(head, tail):
        return found
    if tail and (found := _matching(key(text), [])):
        # "Congo, Republic of the"
        return found
    if head.startswith("the ") and (found := _matching(head[4:], tail)):
        return found
    # "Pittsburgh PA", "London Ontario", "Paris France": the last words may be what it lies in.
    words = head.split()
    for cut in range(len(words) - 1, 0, -1):
        if found := _matching(" ".join(words[:cut]), [" ".join(words[cut:]), *tail]):
            return found
    return []


def _matching(name, around):
    """Places of this name that lie in all that is said of them; the likeliest first."""
    entries = look_up(name)
    most = max((entry.people for entry in entries if entry.is_own and entry.point), default=0)
    found = {}
    for entry in entries:
        is_country = not entry.point and "." not in entry.area
        if (around and is_country) or name.isdecimal():
            continue
        if entry.point and not entry.is_own and entry.people * FOREIGN_NAME < most:
            continue
        if around:
            outer = names_around(entry.area if entry.point else entry.area[:2])
            if not all(part in outer for part in around):
                continue
        one = found_of(entry)
        found.setdefault(one.place, one)
    found = sorted(found.values(), key=_order)
    if around:
        # What is a label means that very place.
        whole = " ".join([name, *around])
        found.sort(key=lambda one: key(one.place.label) != whole)
    return [one for count, one in enumerate(found) if not _is_double(one, found[:count])]


def _is_double(found, larger):
    return found.place.kind == "town" and any(
        one.place.kind == "town"
        and one.area == found.area
        and kilometres(*one.point, *found.point) < SAME_KM
        for one in larger
    )


def found_of(entry, code=""):
    """The place of a name's entry; of a ZIP code's where it is given."""
    area, country = areas()[entry.area], areas()[entry.area[:2]]
    region = area.name if area is not country else ""
    if code:
        place = Place("zip", f"{code}, {entry.name}", region, country.name, *entry.point)
        return Found(place, entry.area, 0)
    if entry.point:
        place = Place("town", entry.name, region, country.name, *entry.point)
        people = max(entry.people, FEWEST_PEOPLE) * (1 if entry.is_own else FOREIGN_NAME)
        return Found(place, entry.area, people)
    if area is country:
        return Found(Place("country", area.name, "", area.name), entry.area, area.people)
    return Found(Place("region", area.name, "", country.name), entry.area, area.people)


def _order(found):
    """A country, a city of millions, a state, then towns: Mexico, New York, Texas, Boston."""
    if found.place.kind == "town":
        return (1 if found.people >= CITY_PEOPLE else 3, -found.people, found.area)
    return (0 if found.place.kind == "country" else 2, -found.people, found.area)


def _is_meant(found, text):
    """Whether the first needs no question."""
    first, *rest = found
    if not rest or key(first.place.label) == key(text):
        return True
    kinds = {one.place.kind for one in rest}
    if first.place.kind == "country":
        # Georgia is a state as well; Mexico and Luxembourg are towns in themselves.
        return "region" not in kinds
    if first.place.kind == "region":
        return "region" not in kinds and rest[0].people < RIVAL_PEOPLE
    # A city is not held against the state around it.
    towns = [one for one in rest if one.place.kind == "town"]
    return not towns or first.people >= MEANT_TIMES * towns[0].people


def locate(city: str, state: str, country: str) -> tuple[float, float] | None:
    """The point of a town as the registry writes it; None where it is not surely that one."""
    city = re.sub(r"(?i)\s+cedex(\s+\d+)?$|\s*\(.*\)$", "", _clean(city[:LONGEST]))
    towns = [
        one
        for one in _matching(key(city), [])
        if one.place.kind == "town" and one.place.country == country
    ]
    # Outside of North America and Australia, `state` is anything.
    inside = [one for one in towns if key(state) in names_around(one.area)]
    if state and (inside or country in ("United States", "Canada", "Australia")):
        towns = inside
    if not towns or not _is_meant(towns, ""):
        return None
    return towns[0].place.latitude, towns[0].place.longitude


def kilometres(latitude, longitude, other_latitude, other_longitude) -> float:
    """As the crow flies, on a sphere."""
    lat, other_lat = math.radians(latitude), math.radians(other_latitude)
    height = math.sin((other_lat - lat) / 2) ** 2
    width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    share = height + math.cos(lat) * math.cos(other_lat) * width
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(share)))
