"""The sites of the registry: which country, region and point their words mean."""

import re
from array import array
from functools import cache, lru_cache

from . import postcodes
from .countries import country_code
from .gazetteer import Area, areas, look_up, names_around, points_in
from .names import found_of, matching
from .naming import LIE_IN, LONGEST, clean, key
from .place import kilometers
from .resolve import is_meant

# A point without a town that we know belongs to the region of the nearest town, if there is one.
NEAREST_KM = 40
# If several towns share a name, the site's town is the one that its point lies in.
TOWN_KM = 60
# A point farther than this from the site's own town is wrong.
ASTRAY_KM = 100
# So is one this many degrees outside all towns of its country, if we do not know the town.
_MARGIN = 3


def country_of_area(code: str) -> str:
    """The name of the country of an area's code."""
    return areas()[code[:2]].name if code else ""


# Studies share their sites: nine of ten calls of a sync are for one that it has seen.
@lru_cache(maxsize=20_000)
def country_of_site(city: str | None, state: str | None, country: str) -> str:
    """The code of the country of ours that a site lies in: Hong Kong, where the registry says China
    and names the city. "" where we do not know the country."""
    code = country_code(country)
    for name in (state, city):
        name = key(clean((name or "")[:LONGEST]))
        # The registry names them as a state or town.
        own = country_code(name)
        if code and LIE_IN.get(own) == code:
            return own
    return code


@lru_cache(maxsize=5_000)
def site_area(
    city: str | None,
    state: str | None,
    country: str,
    zip_code: str | None = "",
    point: tuple[float | None, float | None] | None = None,
) -> str:
    """The code of the smallest area of ours that a site lies in ("US.TX", "GB.ENG.kent", "LU").

    Sponsors write a state's name, its code, or the town again; or leave it out. So the state is
    asked first, then the town, the postcode, and the point. "" where the country is not known.
    """
    code = country_of_site(city, state, country)
    if not code:
        return ""
    city, state = (clean((text or "")[:LONGEST]) for text in (city, state))
    if not state:
        # "Kobe, Hyogo"
        city, _comma, state = city.partition(",")
    city, state = key(city), key(state)
    town = _town(city, code, _complete(point))
    if area := _named(state, code):
        return town if f"{town}.".startswith(f"{area}.") else area
    # A state for a town: "Hyogo".
    found = town or _by_postcode(zip_code or "", code) or _by_point(_complete(point), code)
    return found or _named(city, code) or code


def _complete(point: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    """A point with both of its numbers, or none."""
    if not point or point[0] is None or point[1] is None:
        return None
    return point[0], point[1]


@lru_cache(maxsize=5_000)
def _named(state: str, country: str) -> str:
    """The region or county with this name."""
    found = [
        area.code
        for area in _regions(country)
        if state in area.keys or state in (area.code[3:].lower(), f"{country.lower()} {state}")
    ]
    return found[0] if state and len(found) == 1 else ""


@cache
def _regions(country: str) -> list[Area]:
    return [area for code, area in areas().items() if code.startswith(f"{country}.")]


def _town(city: str, country: str, point: tuple[float, float] | None) -> str:
    city = re.sub(r"\s+cedex(\s+\d+)?$", "", city)
    towns = [
        found_of(entry) for entry in look_up(city) if entry.point and entry.area[:2] == country
    ]
    if point:
        far = [kilometers(*one.point, *point) for one in towns]
        nearest = min(far, default=TOWN_KM)
        towns = [towns[far.index(nearest)]] if nearest < TOWN_KM else []
    else:
        towns.sort(key=lambda one: -one.people)
        if len({one.area for one in towns}) > 1 and towns[0].people < 10 * towns[1].people:
            towns = []
    return towns[0].area if towns else ""


def _by_postcode(code: str, country: str) -> str:
    if country == "US":
        zips = look_up(code[:5]) if re.match(r"\d{5}", code) else []
        return zips[0].area if zips else ""
    found = postcodes.find_in(code.strip(), country)
    return found.entry.area if found else ""


def _by_point(point: tuple[float, float] | None, country: str) -> str:
    if not point:
        return ""
    # A degree of latitude has 111 km.
    north = NEAREST_KM / 110
    near = [
        (kilometers(latitude, longitude, *point), area)
        for latitude, longitude, area in zip(*_points(country), strict=True)
        if abs(latitude - point[0]) < north
    ]
    far, area = min(near, default=(NEAREST_KM, ""))
    return area if far < NEAREST_KM else ""


@cache
def _points(country: str) -> "tuple[array[float], array[float], list[str]]":
    """Latitudes, longitudes and areas of all towns of a country."""
    latitudes, longitudes, codes = array("f"), array("f"), []
    for area, points in points_in(country):
        latitudes.extend(points[::2])
        longitudes.extend(points[1::2])
        codes += [area] * (len(points) // 2)
    return latitudes, longitudes, codes


@cache
def _extent(country: str) -> tuple[float, float, float, float] | None:
    """South, north, west and east of all towns of a country; None where we know no town."""
    norths, easts, _codes = _points(country)
    return (min(norths), max(norths), min(easts), max(easts)) if norths else None


def is_astray(point: tuple[float, float], city: str, state: str, country: str) -> bool:
    """Whether a point cannot be where its town is: its numbers swapped, a sign lost, another town.

    The registry puts "München" 400 km from Munich (seen 2026-11).
    """
    if town := locate(city, state, country):
        return kilometers(*town, *point) > ASTRAY_KM
    extent = _extent(country_code(country))
    if not extent:
        return False
    south, north, west, east = extent
    return not (
        south - _MARGIN < point[0] < north + _MARGIN and west - _MARGIN < point[1] < east + _MARGIN
    )


@lru_cache(10_000)
def locate(city: str, state: str, country: str) -> tuple[float, float] | None:
    """The point of a town as the registry writes it; None if it may be another one."""
    city = re.sub(r"(?i)\s+cedex(\s+\d+)?$|\s*\(.*\)$", "", clean(city[:LONGEST]))
    towns = [
        one
        for one in matching(key(city), [])
        if one.place.kind == "town" and one.place.country == country
    ]
    # Outside of North America and Australia, `state` is anything.
    inside = [one for one in towns if key(state) in names_around(one.area)]
    if state and (inside or country in ("United States", "Canada", "Australia")):
        towns = inside
    if not towns or not is_meant(towns, ""):
        return None
    return towns[0].point
