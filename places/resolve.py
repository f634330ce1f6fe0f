"""What place somebody means: a town, a ZIP code, a state, a country; or that we cannot tell."""

import math
import re
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .naming import key

DATA = Path(__file__).parent / "data" / "places.sqlite3"
LONGEST = 120
MOST_CHOICES = 8
# The largest town of a name is meant without asking if it has this many people, and this many times
# those of the next one: London and Paris and Boston are, Portland and Cambridge are not.
MEANT_PEOPLE, MEANT_TIMES = 50_000, 10
# A state is asked about where a town of this size has its name: Quebec, Victoria.
RIVAL_PEOPLE = 50_000
# A town of this size is meant before another one that has its name in some other language only.
OWN_NAME_PEOPLE = 20_000
# Countries that share their name with a state.
STATES_TOO = {"Georgia"}
# Where people think in miles.
MILES = {"United States", "United Kingdom", "Liberia", "Myanmar"}

_ZIP = re.compile(r"(\d{5})(?:-\d{4})?")
# Postcodes of other countries, and pieces of them. We have none of these.
_FOREIGN = re.compile(
    r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"  # United Kingdom
    r"|[a-z]\d[a-z](?: ?\d[a-z]\d)?"  # Canada
    r"|\d{4} ?[a-z]{2}"  # Netherlands
    r"|(?:[a-z]{1,2}-)?\d{3,10}|\d{2,5}[- ]\d{2,4}"  # Germany, France, Poland, Brazil, Japan, …
)


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
        """What a reader sees. Typed again, it finds this very place."""
        # Not translated: it has to be found again.
        if self.kind == "country":
            return f"{self.name} (country)" if self.name in STATES_TOO else self.name
        if self.kind == "region":
            word = "state" if self.country in ("United States", "Australia") else "province"
            return f"{self.name} ({word}), {self.country}"
        return ", ".join(filter(None, [self.name, self.region, self.country]))

    @property
    def uses_miles(self) -> bool:
        return self.country in MILES


class NotResolved(ValueError):
    """A place that we cannot find, with a message for the reader."""


class Unknown(NotResolved):
    def __init__(self, text):
        super().__init__(
            _("We do not know a place called “%(text)s”. Try a larger town near it.")
            % {"text": text[:LONGEST]}
        )


class ForeignPostcode(NotResolved):
    def __init__(self):
        super().__init__(
            _("We know only the postcodes of the United States. Please type your town.")
        )


class Ambiguous(NotResolved):
    """`places`: those that may be meant, the largest first."""

    def __init__(self, text, places):
        self.places = places[:MOST_CHOICES]
        super().__init__(
            _("There is more than one place called “%(text)s”. Which one do you mean?")
            % {"text": text}
        )


_connections = threading.local()


def _rows(sql, *parameters):
    """From the shipped file, which nobody writes: each thread has a connection of its own."""
    if not hasattr(_connections, "one"):
        address = f"{DATA.as_uri()}?mode=ro&immutable=1"
        _connections.one = sqlite3.connect(address, uri=True, check_same_thread=False)
    return _connections.one.execute(sql, parameters).fetchall()


@dataclass(frozen=True)
class _Found:
    place: Place
    code: str
    population: int


def _named(name) -> list[_Found]:
    rows = _rows(
        "SELECT kind, name, region, country, latitude, longitude, region_code, population, is_own"
        " FROM place JOIN name ON name.place = place.id WHERE name.key = ?"
        " ORDER BY population DESC, country, region",
        name,
    )
    found = [(_Found(Place(*row[:6]), *row[6:8]), row[8]) for row in rows]
    if any(is_own and one.population >= OWN_NAME_PEOPLE for one, is_own in found):
        found = [(one, is_own) for one, is_own in found if is_own or one.place.kind != "town"]
    return [one for one, _is_own in found]


def resolve(text: str) -> Place:
    """The place that is meant. Raises Unknown, Ambiguous or ForeignPostcode."""
    found = _candidates(text)
    if len(found) > 1 and not _is_meant(found):
        raise Ambiguous(text.strip()[:LONGEST], [one.place for one in found])
    return found[0].place


def others(text: str) -> list[Place]:
    """Further places of that name, the largest first; none where it is not known."""
    try:
        return [one.place for one in _candidates(text)[1 : MOST_CHOICES + 1]]
    except NotResolved:
        return []


def _is_meant(found):
    first, second = found[:2]
    if first.place.kind == "country":
        # Georgia is a state as well; Mexico and Luxembourg are towns in themselves.
        return second.place.kind == "town"
    if first.place.kind == "region":
        return second.population < RIVAL_PEOPLE and second.place.kind != "region"
    return (
        first.population >= MEANT_PEOPLE
        and first.population >= MEANT_TIMES * second.population
        and all(one.place.kind == "town" or first.population > 1_000_000 for one in found)
    )


def _candidates(text) -> list[_Found]:
    text = " ".join(text.split())
    # Half a surrogate pair, as hostile input has it, is no text to SQLite.
    text = text.encode("utf-8", "ignore").decode()
    if len(text) > LONGEST or not key(text):
        raise Unknown(text)
    first = text.split(",")[0].strip()
    if code := _ZIP.fullmatch(first):
        for town, region, latitude, longitude in _rows(
            "SELECT town, region, latitude, longitude FROM zip WHERE code = ?", int(code[1])
        ):
            name = f"{code[1]}, {town}"
            return [_Found(Place("zip", name, region, "United States", latitude, longitude), "", 0)]
    parts = [key(part) for part in text.split(",")]
    parts = [part for part in parts if part]
    # Some names have a comma of their own: Bonaire, Saint Eustatius and Saba.
    for cut in range(1, len(parts) + 1):
        if found := _matching(" ".join(parts[:cut]), parts[cut:]):
            return found
    # "Pittsburgh PA", "London Ontario", "Paris France": the last words may be what it lies in.
    words = parts[0].split()
    for cut in range(len(words) - 1, 0, -1):
        qualifiers = [" ".join(words[cut:]), *parts[1:]]
        if found := _matching(" ".join(words[:cut]), qualifiers):
            return found
    if _FOREIGN.fullmatch(first.lower()):
        raise ForeignPostcode
    # "75013 Paris": the town tells more than its postcode.
    without = re.sub(r"^[a-z]{0,2}-?\d{3,6}\s+(?=\D{3})", "", text, flags=re.IGNORECASE)
    if without != text:
        return _candidates(without)
    if _FOREIGN.fullmatch(words[0]) or (len(words) > 1 and _FOREIGN.fullmatch(" ".join(words[:2]))):
        raise ForeignPostcode
    raise Unknown(text)


def _matching(name, qualifiers) -> list[_Found]:
    """Places of this name that lie in all that is said of them; the likeliest first."""
    found = [one for one in _named(name) if all(_lies_in(one, part) for part in qualifiers)]
    if not qualifiers:
        found.sort(key=_likeliest)
    return found


def _likeliest(found):
    """A country, a city of millions, a state, then towns: Mexico, New York, Texas, Boston."""
    if found.place.kind == "town":
        return (1 if found.population > 1_000_000 else 3, -found.population)
    return (0 if found.place.kind == "country" else 2, 0)


def _lies_in(found, part):
    place = found.place
    if place.kind == "country":
        return False
    return part in (key(place.region), found.code.lower(), key(place.country)) or any(
        one.place.kind == "country" and one.place.country == place.country for one in _named(part)
    )


def locate(city: str, state: str, country: str) -> tuple[float, float] | None:
    """The point of a town, as the registry writes it; None where it could be one of several."""
    towns = [
        one
        for one in _named(key(city[:LONGEST].encode("utf-8", "ignore").decode()))
        if one.place.kind == "town" and one.place.country == country
    ]
    inside = [one for one in towns if key(state) in (key(one.place.region), one.code.lower())]
    towns = inside if state and inside else towns
    if not towns or (len(towns) > 1 and not _is_meant(towns)):
        return None
    return towns[0].place.latitude, towns[0].place.longitude


def kilometres(latitude, longitude, other_latitude, other_longitude) -> float:
    """As the crow flies, on a sphere."""
    lat, other_lat = math.radians(latitude), math.radians(other_latitude)
    height = math.sin((other_lat - lat) / 2) ** 2
    width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return (
        2
        * 6371.0088
        * math.asin(min(1, math.sqrt(height + math.cos(lat) * math.cos(other_lat) * width)))
    )
