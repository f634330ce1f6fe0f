"""Writes places/data/postcodes.tsv; called by extract.py.

The source has codes and names of localities, and positions for a few countries only. So a code is
placed at the town of GeoNames that has the locality's name: the largest of those in one code. Where
no town has it (a village under 1,000 people), the code goes to the town of the codes next to it.
"""

import bisect
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

from .naming import key

# Countries to take, and how many characters of a code tell the town; None: all of them.
KEPT = {
    "AT": None, "AU": None, "BE": None, "BR": 3, "CA": None, "CH": None, "CN": 4, "CY": None,
    "CZ": None, "DE": None, "DK": None, "FI": None, "FR": None, "GR": None, "HR": None, "HU": None,
    "IN": 3, "IS": None, "IT": None, "JP": 3, "LI": None, "LU": 2, "MC": None, "MX": None,
    "NL": None, "NO": None, "NZ": None, "PL": 3, "PT": 4, "RO": 4, "RS": None, "SE": 3,
    "SI": None, "SK": None, "TR": None, "UA": 3, "ZA": None,
}  # fmt: skip
# British postcode areas that the source does not name after their post town, and those of the
# islands, which we count as countries.
BRITISH = {
    "BR": ("GB", "London"),
    "EN": ("GB", "Enfield Town"),
    "FY": ("GB", "Blackpool"),
    "GY": ("GG", "Saint Peter Port"),
    "HS": ("GB", "Stornoway"),
    "IM": ("IM", "Douglas"),
    "JE": ("JE", "Saint Helier"),
    "ME": ("GB", "Rochester"),
    "TD": ("GB", "Galashiels"),
    "TS": ("GB", "Middlesbrough"),
    "TW": ("GB", "London"),
    "ZE": ("GB", "Lerwick"),
}
# The first three characters of an Irish postcode, and its post town: those of the larger ones. The
# source has none.
IRISH = {f"D{number:02}": "Dublin" for number in range(1, 25) if number not in (19, 21, 23)} | {
    "A82": "Kells", "A91": "Dundalk", "A92": "Drogheda", "A98": "Bray", "C15": "Navan",
    "D6W": "Dublin", "F23": "Castlebar", "F91": "Sligo", "F92": "Letterkenny", "H12": "Cavan",
    "H18": "Monaghan", "H91": "Galway", "K67": "Swords", "N37": "Athlone", "N39": "Longford",
    "R32": "Portlaoise", "R35": "Tullamore", "R93": "Carlow", "R95": "Kilkenny", "T12": "Cork",
    "T23": "Cork", "V92": "Tralee", "V93": "Killarney", "V94": "Limerick", "V95": "Ennis",
    "W91": "Naas", "X91": "Waterford", "Y35": "Wexford",
}  # fmt: skip
# The first two digits of a Spanish postcode, and the capital of that province: its codes have 0
# for their third digit. The source has municipal numbers in place of Spanish postcodes.
SPANISH = dict(
    zip(
        range(1, 53),
        """Vitoria-Gasteiz;Albacete;Alicante;Almería;Ávila;Badajoz;Palma;Barcelona;Burgos;Cáceres;
        Cádiz;Castelló de la Plana;Ciudad Real;Córdoba;A Coruña;Cuenca;Girona;Granada;Guadalajara;
        San Sebastián;Huelva;Huesca;Jaén;León;Lleida;Logroño;Lugo;Madrid;Málaga;Murcia;Pamplona;
        Ourense;Oviedo;Palencia;Las Palmas de Gran Canaria;Pontevedra;Salamanca;
        Santa Cruz de Tenerife;Santander;Segovia;Sevilla;Soria;Tarragona;Teruel;Toledo;València;
        Valladolid;Bilbao;Zamora;Zaragoza;Ceuta;Melilla""".replace("\n", "").split(";"),
        strict=True,
    )
)
# Countries for which the source has a part of a town first, and the town after a comma.
TOWN_LAST = {"FI", "MX"}
# Cities that the source has only as parts with names of their own: {(country, state of the source):
# city}.
WHOLE_CITIES = {("CZ", "10"): "Prague"}
# Countries in which each office of a district has a name, and the largest is meant.
BY_PEOPLE = {"IN"}
CITY = 100_000
# A locality this far from its neighbors in the code is another place of the same name.
FAR_KM = 120
# A point of the source belongs to the largest town within NEAR_KM, else to the nearest one.
NEAR_KM, NEAREST_KM = 15, 80


# A line of names.tsv or postcodes.tsv: key, name, area, latitude, longitude, people.
Row = tuple[str, str, str, str, str, str]
Point = tuple[float, float]


class Locality(TypedDict):
    """A line of the source."""

    code: str
    countryCode: str
    stateCode: str
    localityName: str | None
    latitude: float | None
    longitude: float | None


class Town(NamedTuple):
    name: str
    area: str
    latitude: float
    longitude: float
    people: int

    @property
    def point(self) -> Point:
        return self.latitude, self.longitude


# A town and all its names, as keys.
NamedTown = tuple[Town, list[str]]
# A town that has a code, and the point of the code.
Placed = tuple[Town, Point]


def postcodes(folder: Path, towns: dict[str, list[NamedTown]]) -> Iterator[Row]:
    """Rows of postcodes.tsv. `towns`: {country: [(town, its names as keys)]}."""
    for country, length in KEPT.items():
        for code, town, point in _codes(_rows(folder, country), towns[country], length):
            yield _row(country, code, town, point)
    own = ("ES", "GB", "GG", "IE", "IM", "JE")
    named = {country: _by_name(towns[country]) for country in own}
    for code, name in IRISH.items():
        town = named["IE"][key(name)][0]
        yield _row("IE", code, town, town.point)
    for number, capital in SPANISH.items():
        town = named["ES"][key(capital)][0]
        yield _row("ES", f"{number:02}0", town, town.point)
    for row in _rows(folder, "GB"):
        country, name = BRITISH.get(row["code"], ("GB", row["localityName"] or ""))
        name = "London" if name.startswith("London ") else name
        found = named[country][key(name)]
        known = _point(row)
        # London itself, not the City of London, which is also called so.
        if name == "London":
            yield _row("GB", row["code"], found[0], known or found[0].point)
        else:
            town = _nearest(found, known) if known else found[0]
            yield _row("GB", row["code"], town, town.point)


def _rows(folder: Path, country: str) -> list[Locality]:
    path = folder / country / "postcodes.json"
    rows: list[Locality] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def _nearest(towns: list[Town], point: Point) -> Town:
    return min(towns, key=lambda one: _km(one.point, point))


def _row(country: str, code: str, town: Town, point: Point) -> Row:
    shown = "" if key(town.name).title() == town.name else town.name
    code = re.sub(r"\W", "", code).lower()
    return (
        f"{country.lower()} {code}",
        shown or town.name,
        town.area,
        f"{point[0]:.3f}",
        f"{point[1]:.3f}",
        str(town.people),
    )


def _codes(
    rows: list[Locality], towns: list[NamedTown], length: int | None
) -> Iterator[tuple[str, Town, Point]]:
    """(code, Town, point) of all codes of a country."""
    named, regions = _by_name(towns), _regions(rows, towns)
    near = _Near(town for town, _names in towns)
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        code = re.sub(r"\W", "", row["code"])
        code = code[:length] if length else code
        if point := _point(row):
            town = _town_at(row, point, named, near)
            if town:
                found[code].append((town, point))
        else:
            found[code] += [(town, town.point) for town in _called(row, named, regions)]
        found.setdefault(code, [])
    by_votes = bool(length) and rows[0]["countryCode"] not in BY_PEOPLE
    sure = {code: _best(options, by_votes) for code, options in found.items() if options}
    order = sorted(sure)
    for code in sorted(found):
        best = sure.get(code)
        around = _neighbors(code, order, sure)
        if best and around and min(_km(best[1], one[1]) for one in around) > FAR_KM:
            best = None
        if best:
            yield (code, *best)
        elif around:
            town = around[0][0]
            yield code, town, town.point


def _best(options: list[Placed], by_votes: bool) -> Placed:
    if by_votes:
        votes = Counter(town for town, _point in options)
        town = max(votes, key=lambda one: (votes[one], one.people))
    else:
        town = max((town for town, _point in options), key=lambda one: one.people)
    return next(option for option in options if option[0] == town)


def _neighbors(code: str, order: list[str], sure: dict[str, Placed]) -> list[Placed]:
    """The towns of the codes next to this one, the most alike first."""
    at = bisect.bisect_left(order, code)
    close = [one for one in order[max(0, at - 3) : at + 4] if one != code]
    # The sort is stable: of those that are alike, the nearer number comes first.
    close.sort(key=lambda one: abs(order.index(one, max(0, at - 4)) - at))
    close.sort(key=lambda one: -_shared(one, code))
    return [sure[one] for one in close if _shared(one, code) >= 2 or len(code) < 3]


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))


def _by_name(towns: list[NamedTown]) -> defaultdict[str, list[Town]]:
    named: defaultdict[str, list[Town]] = defaultdict(list)
    for town, names in sorted(towns, key=lambda pair: -pair[0].people):
        for name in names:
            named[name].append(town)
    return named


def _regions(rows: list[Locality], towns: list[NamedTown]) -> dict[str, str]:
    """{code of a state in the source: our region}, by the towns that have a name of their own."""
    named = _by_name(towns)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found = named.get(key(row["localityName"] or ""), ())
        if len(found) == 1:
            votes[row["stateCode"]][found[0].area] += 1
    return {state: areas.most_common(1)[0][0] for state, areas in votes.items() if state}


def _called(
    row: Locality, named: defaultdict[str, list[Town]], regions: dict[str, str]
) -> list[Town]:
    """The town of that name; of several, the one in the region that the source says."""
    region = regions.get(row["stateCode"])
    if city := WHOLE_CITIES.get((row["countryCode"], row["stateCode"])):
        return named[key(city)][:1]
    for name in _names(row["localityName"] or "", row["countryCode"]):
        found = named.get(name, [])
        inside = [one for one in found if not region or one.area == region]
        # A city may be a region of its own, which few towns vote for: Zagreb.
        if inside or (found and found[0].people >= CITY):
            return (inside or found)[:1]
    return []


def _names(locality: str, country: str) -> list[str]:
    """What a locality may be called: "Wien, Innere Stadt", "Lausanne 25", "札幌市北区"."""
    parts = [locality, *re.split(r"[,(/]", locality)]
    parts = [re.sub(r"(?i)\s*\d.*$|\s+cedex.*$|\)$", "", part) for part in parts]
    parts += [re.sub(r"\s+[GHS]\.?P?\.?O\.?$", "", locality)]
    if (last := locality.rpartition(", "))[1]:
        parts.insert(1, f"{last[2]} {last[0]}")
        if country in TOWN_LAST:
            parts.insert(0, last[2])
    if "CJK" in unicodedata.name(locality[:1] or " "):
        parts += [locality[:size] for size in range(len(locality) - 1, 1, -1)]
    return list(dict.fromkeys(filter(None, map(key, parts))))


def _town_at(
    row: Locality, point: Point, named: defaultdict[str, list[Town]], near: "_Near"
) -> Town | None:
    for name in _names(row["localityName"] or "", row["countryCode"]):
        close = [one for one in named.get(name, ()) if _km(one.point, point) < 30]
        if close:
            return close[0]
    around = near(point, NEAREST_KM)
    inside = [pair for pair in around if pair[0] < NEAR_KM]
    if inside:
        return max(inside, key=lambda pair: pair[1].people)[1]
    return min(around, key=lambda pair: pair[0])[1] if around else None


def _point(row: Locality) -> Point | None:
    latitude, longitude = row["latitude"], row["longitude"]
    if not latitude or longitude is None:
        return None
    return latitude, longitude


class _Near:
    """[(km, Town)] of the towns around a point."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self.cells: defaultdict[tuple[int, int], list[Town]] = defaultdict(list)
        for town in towns:
            self.cells[math.floor(town.latitude), math.floor(town.longitude)].append(town)

    def __call__(self, point: Point, most_km: float) -> list[tuple[float, Town]]:
        latitude, longitude = map(math.floor, point)
        wide = 2 if abs(latitude) > 60 else 1
        towns = [
            town
            for north in range(latitude - 1, latitude + 2)
            for east in range(longitude - wide, longitude + wide + 1)
            for town in self.cells.get((north, east), ())
        ]
        found = [(_km(town.point, point), town) for town in towns]
        return [pair for pair in found if pair[0] <= most_km]


def _km(one: Point, other: Point) -> float:
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)
