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

# How far a code must be from those around it before we believe that its village is another one of
# that name: {country: km}. The smaller the country's codes, the less. Elsewhere, remote towns with
# codes of their own (Tsushima, Cunnamulla) would be moved, and so would Dunkirk with 100 km.
ODD_KM = {
    "AT": 100, "CN": 600, "CZ": 100, "DE": 100, "FR": 150, "GR": 100, "JP": 300, "NL": 100,
    "UA": 350, "ZA": 700,
}  # fmt: skip
# The last two first digits of the codes of each Mexican state, and our number of the state. One in
# twenty codes had the town of another state: a village has many namesakes there.
MEXICAN = (
    (16, "09"), (20, "01"), (22, "02"), (23, "03"), (24, "04"), (27, "07"), (28, "08"), (30, "05"),
    (33, "06"), (35, "10"), (38, "11"), (41, "12"), (43, "13"), (49, "14"), (57, "15"), (61, "16"),
    (62, "17"), (63, "18"), (67, "19"), (71, "20"), (75, "21"), (76, "22"), (77, "23"), (79, "24"),
    (82, "25"), (85, "26"), (86, "27"), (89, "28"), (90, "29"), (96, "30"), (97, "31"), (99, "32"),
)  # fmt: skip
# Those around it must lie together: seven of ten within this part of the distance, and this near.
TOGETHER, TOGETHER_KM = 1 / 3, 120
# So many other towns on each side, among so many codes.
AROUND, AT_LEAST, REACH = 4, 3, 30
# Codes, or the beginnings of codes, that this finds no town for and that the source's names lead
# astray: {code: town}.
TOWN_OF = {
    **{"IN 480": "Chhindwara", "IN 495": "Bilaspur", "IN 533": "Rajamahendravaram"},
    **{"IN 792": "Tezu", "IN 793": "Shillong", "IN 794": "Tura", "IN 795": "Imphal"},
    **{"IN 796": "Aizawl", "IN 799": "Agartala", "CN 2100": "Nanjing"},
    **{"BR 640": "Teresina", "BR 689": "Macapa", "BR 699": "Rio Branco"},
    **dict.fromkeys(("MX 250", "MX 251", "MX 252"), "Saltillo"),
    **{"MX 260": "Piedras Negras"},
    **dict.fromkeys(("AU 1236", "AU 1237", "AU 1238", "AU 1239", "AU 1240"), "Sydney"),
    **{"AU 4004": "Brisbane", "IN 403": "Panjim", "IN 577": "Shivamogga", "IN 759": "Dhenkanal"},
    **{"IN 766": "Bhawanipatna", "JP 618": "Kyoto", "FR 05600": "Embrun"},
    **{"FR 70100": "Gray"},
    **dict.fromkeys(("FR 05140", "FR 05150", "FR 05160", "FR 05170", "FR 05190"), "Gap"),
}


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


def mended(rows: Iterable[Row], towns: dict[str, list[NamedTown]]) -> list[Row]:
    """The rows with each odd one at the town of the codes around it."""
    of_countries: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows):
        of_countries[row[0][:2].upper()].append(row)
    found: list[Row] = []
    for country, own in of_countries.items():
        named = _by_name(towns.get(country, []))
        for at, row in enumerate(own):
            if name := _town_of(row[0].upper()):
                town = named[key(name)][0]
                own[at] = _row(country, row[0][3:], town, town.point)
        if country == "MX":
            own = _in_their_states(own)
        while country in ODD_KM and (odd := _odd(own, ODD_KM[country])):
            for at, other in odd.items():
                own[at] = (own[at][0], *own[other][1:])
        found += own
    return found


def _town_of(code: str) -> str:
    beginnings = (code[:end] for end in range(len(code), 4, -1))
    return next((TOWN_OF[one] for one in beginnings if one in TOWN_OF), "")


def _in_their_states(rows: list[Row]) -> list[Row]:
    """Mexican codes, each at a town of its state: if need be, that of the nearest code with one."""
    right = [at for at, row in enumerate(rows) if row[2] == _mexican_state(row)]
    found = []
    for at, row in enumerate(rows):
        state = _mexican_state(row)
        if row[2] != state:
            place = bisect.bisect_left(right, at)
            near = [rows[one] for one in right[max(0, place - 40) : place + 40]]
            near = [one for one in near if one[2] == state]
            number = int(row[0][3:])
            if near:
                other = min(near, key=lambda one: abs(int(one[0][3:]) - number))
                row = (row[0], *other[1:])
        found.append(row)
    return found


def _mexican_state(row: Row) -> str:
    first = int(row[0][3:5])
    return "MX." + next((state for last, state in MEXICAN if first <= last), "")


def _odd(rows: list[Row], least_km: int) -> dict[int, int]:
    """{place of a row that lies far from those around it: place of the one whose town it takes}."""
    found = {}
    for at, row in enumerate(rows):
        before = _others(rows, range(at - 1, max(-1, at - 1 - REACH), -1), row)
        behind = _others(rows, range(at + 1, min(len(rows), at + 1 + REACH)), row)
        if min(len(before), len(behind)) < AT_LEAST:
            continue
        points = [_at(rows[other]) for other in before + behind]
        middle = _median(one[0] for one in points), _median(one[1] for one in points)
        spread = sorted(_km(middle, one) for one in points)[int(len(points) * 0.7)]
        far = _km(middle, _at(row))
        if far > least_km and spread < min(far * TOGETHER, TOGETHER_KM):
            close = [one for one in before + behind if _km(middle, _at(rows[one])) <= spread]
            found[at] = max(close, key=lambda one: (_shared(rows[one][0], row[0]), -abs(one - at)))
    return found


def _others(rows: list[Row], order: Iterable[int], row: Row) -> list[int]:
    """The first rows that are of other towns, one of each."""
    found: dict[tuple[str, ...], int] = {}
    for at in order:
        if rows[at][1:3] != row[1:3]:
            found.setdefault(rows[at][1:3], at)
        if len(found) == AROUND:
            break
    return list(found.values())


def _at(row: Row) -> Point:
    return float(row[3]), float(row[4])


def _median(numbers: Iterable[float]) -> float:
    found = sorted(numbers)
    return found[len(found) // 2]


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
