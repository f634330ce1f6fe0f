"""The shipped names, as they lie on disk: sorted lines in mapped files.

Nothing is loaded, workers share the pages, and a look-up reads some 18 lines. extract.py tells how
a line is made.
"""

import mmap
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from .naming import IN_SHORT, LIE_IN, key

DATA = Path(__file__).parent / "data"


class Area(NamedTuple):
    """A country ("US"), a region ("US.TX") or a county ("GB.ENG.kent").

    `keys`: what it is called, folded.
    """

    code: str
    name: str
    people: int
    keys: tuple[str, ...]


class Entry(NamedTuple):
    """A name and what it names: a town or a postcode, or, without a point, the area itself.

    `is_own`: this is the place's own name, even if shortened (Newcastle upon Tyne, New York City),
    not one in another language.
    """

    name: str
    area: str
    point: tuple[float, float] | None
    people: int
    is_own: bool


@cache
def areas() -> dict[str, Area]:
    found: dict[str, Area] = {}
    for line in (DATA / "areas.tsv").read_text(encoding="utf-8").splitlines():
        code, name, people, keys = line.split("\t")
        names = dict.fromkeys([*keys.split("|"), *map(key, IN_SHORT.get(code, ()))])
        found[code] = Area(code, name, int(people), tuple(names))
    return found


def around(code: str) -> list[Area]:
    """The area itself and those that it lies in, the smallest first."""
    parts = code.split(".")
    codes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return [areas()[code] for code in codes]


@cache
def _mapped(name: str) -> mmap.mmap:
    with (DATA / name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _start(lines: mmap.mmap, prefix: bytes) -> int:
    """The position of the first line that does not come before the prefix."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start) + 1
        if lines[start:end] < prefix:
            low = end
        else:
            high = start
    return low


def _lines(file: str, beginning: str) -> Iterator[list[str]]:
    """The columns of the lines that begin so."""
    lines, prefix = _mapped(file), beginning.encode()
    low = _start(lines, prefix)
    while lines[low : low + len(prefix)] == prefix:
        end = lines.find(b"\n", low)
        yield lines[low:end].decode().split("\t")
        low = end + 1


def look_up(name: str) -> list[Entry]:
    """Everything with this name, which is a key()."""
    return [_entry(*line) for line in _lines("names.tsv", f"{name}\t")]


def beginning_with(letters: str) -> Iterator[tuple[str, str, int]]:
    """(own name as a key(), area, people) of all towns whose names begin so."""
    for name, shown, area, latitude, _longitude, people in _lines("names.tsv", letters):
        if latitude and people and name == key(shown or name):
            yield name, area, int(people)


def entries() -> Iterator[Entry]:
    """All entries, for callers that have to look at each one: that takes seconds."""
    names = _mapped("names.tsv")
    start = 0
    while (end := names.find(b"\n", start)) >= 0:
        yield _entry(*names[start:end].decode().split("\t"))
        start = end + 1


def points_in(country: str) -> Iterator[tuple[str, list[float]]]:
    """For each area of a country, its code, and latitudes and longitudes of its towns in turn."""
    for area, points in _lines("points.tsv", country) if country else ():
        yield area, list(map(float, points.split()))


def _entry(name: str, shown: str, area: str, latitude: str, longitude: str, people: str) -> Entry:
    point = (float(latitude), float(longitude)) if latitude else None
    # "Donostia / San Sebastián" has two.
    own = [shown, *shown.split("/")]
    is_own = not shown or any(f"{key(one)} ".startswith(f"{name} ") for one in own)
    return Entry(shown or name.title(), area, point, int(people or 0), is_own)


def look_up_postcode(code: str) -> Entry | None:
    """The town of a postcode, written as "de 10117"."""
    lines, prefix = _mapped("postcodes.tsv"), f"{code}\t".encode()
    low = _start(lines, prefix)
    if lines[low : low + len(prefix)] != prefix:
        return None
    return _entry(*lines[low : lines.find(b"\n", low)].decode().split("\t"))


def look_up_next_postcodes(code: str) -> Entry | None:
    """For a code that we do not have: the town of the codes on both sides, if they share one.

    For a code of three characters, which stands for many codes, one side is enough.
    """
    if len(code) < len("jp 100"):
        return None
    lines = _mapped("postcodes.tsv")
    low = _start(lines, f"{code}\t".encode())
    previous = lines[lines.rfind(b"\n", 0, max(0, low - 1)) + 1 : max(0, low - 1)].decode()
    following = lines[low : max(low, lines.find(b"\n", low))].decode()
    # The country, and two characters at least.
    near = [line for line in (previous, following) if line.startswith(code[:5])]
    found = [_entry(*line.split("\t")) for line in near]
    is_sure = len({(entry.name, entry.area) for entry in found}) == 1
    return found[0] if is_sure and (len(found) == 2 or len(code) == len("jp 100")) else None


@cache
def names_around(area: str) -> frozenset[str]:
    """All the ways to say where it lies: "tx", "texas", "us", "texas us", …"""
    lies_in = around(area)
    if whole := LIE_IN.get(area[:2]):
        lies_in.append(areas()[whole])
    all_names = [
        {*one.keys, *([one.code.lower()] if "." not in one.code else [])} for one in lies_in
    ]
    found = set().union(*all_names)
    # Nobody mixes scripts.
    all_names = [{name for name in names if name.isascii()} for names in all_names]
    for first in range(len(all_names)):
        for last in range(first + 1, len(all_names)):
            for middle in ((), *((names,) for names in all_names[first + 1 : last])):
                parts = product(all_names[first], *middle, all_names[last])
                found |= {" ".join(part) for part in parts}
    return frozenset(found)
