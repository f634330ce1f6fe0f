"""Names without a postcode, and what they may name: "Pittsburgh PA", "Tuscany", "Congo"."""

from typing import NamedTuple

from .gazetteer import Entry, areas, around, look_up, names_around
from .naming import LIE_IN, REGIONS, key
from .place import Place, kilometers

# Nobody types these without their state: towns with few people, or of which we know only a post
# office.
FEWEST_PEOPLE = 1_000
# A name in another language weighs less than a town's own. It weighs nothing if a bigger town has
# it as its own name: Roma is Rome, but Rome is never Lomé.
FOREIGN_NAME = 0.1
# But a town this much larger than the one of that name may be meant: Bruges, in Belgium.
MUCH_LARGER = 5
# Two towns of one name and region this near are one, counted twice: Lexington, Kentucky.
SAME_KM = 25
# A region that is named after its own city weighs nothing beside it if this share of its people
# live in the city: Taipei, Kyiv, Southampton. States and provinces are other places.
CITY_PART = 0.1
# This share is needed if the name is not the city's own: București, but not Bahia for Salvador.
CITY_PART_ABROAD = 0.5
# A city of this size comes before the state of its name: New York.
CITY_PEOPLE = 2_000_000
# The states and provinces that people name without their country.
_WELL_KNOWN = {"US", *REGIONS}


class Found(NamedTuple):
    """A place that may be meant. The more people it has, the likelier it is.

    `is_said`: the code of its US state was typed after the town. `is_own`: the name is its own, not
    one in another language.
    """

    place: Place
    area: str
    people: float
    is_said: bool = False
    is_own: bool = True

    @property
    def point(self) -> tuple[float, float]:
        """Where a town or a postcode lies. Countries and regions have no point."""
        latitude, longitude = self.place.latitude, self.place.longitude
        if latitude is None or longitude is None:
            raise ValueError(f"{self.place.label} is a {self.place.kind}, which has no point.")
        return latitude, longitude

    @property
    def is_well_known(self) -> bool:
        return self.area[:2] in _WELL_KNOWN and self.area.count(".") == 1


def by_name(text: str) -> list[Found]:
    """Places of a name without a postcode; the likeliest first."""
    text = text.replace(";", ",")
    head, *tail = [part for part in map(key, text.split(",")) if part] or [""]
    if found := matching(head, tail):
        return found
    if tail and (found := matching(key(text), [])):
        # "Congo, Republic of the"
        return found
    if head.startswith("the ") and (found := matching(head[4:], tail)):
        return found
    # "Pittsburgh PA", "London Ontario", "Paris France": the last words may be what it lies in.
    words = head.split()
    for cut in range(len(words) - 1, 0, -1):
        if found := matching(" ".join(words[:cut]), [" ".join(words[cut:]), *tail]):
            return found
    return []


def matching(name: str, outer: list[str]) -> list[Found]:
    """Places of this name that lie in all that is said of them; the likeliest first."""
    entries = look_up(name)
    most = max((entry.people for entry in entries if entry.is_own and entry.point), default=0)
    places: dict[Place, Found] = {}
    for entry in entries:
        is_country = not entry.point and "." not in entry.area
        if (outer and is_country and entry.area not in LIE_IN) or name.isdecimal():
            continue
        is_abroad = bool(entry.point) and not entry.is_own
        if is_abroad and entry.people * FOREIGN_NAME < most and entry.people < most * MUCH_LARGER:
            continue
        if outer:
            # A region does not lie in itself.
            inside = entry.area if entry.point else entry.area.rpartition(".")[0]
            inside = inside or LIE_IN[entry.area]
            if not all(part in names_around(inside) for part in outer):
                continue
        one = found_of(entry, is_said=_is_said(entry, outer))
        places.setdefault(one.place, one)
    found = _cities_before_their_regions(sorted(places.values(), key=_order))
    if outer:
        # A label means exactly that place.
        whole = " ".join([name, *outer])
        found.sort(key=lambda one: key(one.place.label) != whole)
    return [one for count, one in enumerate(found) if not _is_double(one, found[:count])]


def _is_said(entry: Entry, outer: list[str]) -> bool:
    """A two-letter code is that of a US state before that of a country: "Ontario, CA"."""
    words = {word for part in outer for word in part.split()}
    return bool(entry.point) and entry.area[:3] == "US." and entry.area[3:].lower() in words


def is_named_for(region: Found, city: Found) -> bool:
    """Whether a region is named after this city, so that the name means the city."""
    if region.place.kind != "region" or region.is_well_known or city.place.kind != "town":
        return False
    if not city.is_own and f"{city.area}.".startswith(f"{region.area}."):
        return city.people / FOREIGN_NAME >= CITY_PART_ABROAD * region.people
    return city.area[:2] == region.area[:2] and city.people >= CITY_PART * region.people


def _cities_before_their_regions(found: list[Found]) -> list[Found]:
    ordered: list[Found] = []
    for one in found:
        cities = [city for city in found if is_named_for(one, city) and city not in ordered]
        ordered += [*cities, *([] if one in ordered else [one])]
    return ordered


def _is_double(found: Found, larger: list[Found]) -> bool:
    return found.place.kind == "town" and any(
        one.place.kind == "town"
        and one.area == found.area
        and kilometers(*one.point, *found.point) < SAME_KM
        for one in larger
    )


def found_of(entry: Entry, code: str = "", is_said: bool = False) -> Found:
    """The place of a name's entry; of a postcode's where it is given."""
    smallest, *outer = around(entry.area)
    country = areas()[entry.area[:2]]
    top = areas()[".".join(entry.area.split(".")[:2])]
    region = top.name if top is not country else ""
    if entry.point:
        kind, name = ("zip", f"{code}, {entry.name}") if code else ("town", entry.name)
        latitude, longitude = entry.point
        place = Place(kind, name, region, country.name, latitude, longitude, entry.area)
        is_own = entry.is_own or bool(code)
        people = max(entry.people, FEWEST_PEOPLE) * (1 if is_own else FOREIGN_NAME)
        return Found(place, entry.area, people, is_said, is_own)
    kind = "region" if outer else "country"
    inside = region if smallest.name != region and len(outer) > 1 else ""
    place = Place(kind, smallest.name, inside, country.name, area=entry.area)
    return Found(place, entry.area, smallest.people)


def _order(found: Found) -> tuple[int, float, str]:
    """A country, a city of millions, a state, then towns: Mexico, New York, Texas, Boston."""
    kind = found.place.kind
    if found.is_said:
        rank = -1
    elif kind == "town":
        rank = 1 if found.people >= CITY_PEOPLE else 3
    elif kind == "country":
        rank = 0
    else:
        # A region that people abroad know by name weighs more: Tuscany, but not Manchester.
        rank = 2 if found.is_well_known else 3
    return rank, -found.people, found.area
