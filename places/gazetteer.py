"""The shipped names, as they lie on disk: sorted lines in a mapped file.

Nothing is loaded, workers share the pages, and a look-up reads some 18 lines. extract.py tells how
a line is made.
"""

import mmap
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .naming import key

DATA = Path(__file__).parent / "data"


class Area(NamedTuple):
    """A country ("US") or a region ("US.TX"). `keys`: what it is called, folded."""

    code: str
    name: str
    people: int
    keys: tuple[str, ...]


class Entry(NamedTuple):
    """A name and what it names: a town or a ZIP code, or, without a point, the area itself.

    `is_own` where it is the place's own name, if shortened (Newcastle upon Tyne, New York City),
    not one in another language.
    """

    name: str
    area: str
    point: tuple[float, float] | None
    people: int
    is_own: bool


@cache
def areas() -> dict[str, Area]:
    found = {}
    for line in (DATA / "areas.tsv").read_text(encoding="utf-8").splitlines():
        code, name, people, keys = line.split("\t")
        found[code] = Area(code, name, int(people), tuple(keys.split("|")))
    return found


@cache
def _names() -> mmap.mmap:
    with (DATA / "names.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def look_up(name: str) -> list[Entry]:
    """What has this name, which is a key()."""
    names, prefix = _names(), f"{name}\t".encode()
    low, high = 0, len(names)
    while low < high:
        start = names.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = names.find(b"\n", start) + 1
        if names[start:end] < prefix:
            low = end
        else:
            high = start
    found = []
    while names[low : low + len(prefix)] == prefix:
        end = names.find(b"\n", low)
        found.append(_entry(*names[low:end].decode().split("\t")))
        low = end + 1
    return found


def _entry(name, shown, area, latitude, longitude, people):
    point = (float(latitude), float(longitude)) if latitude else None
    is_own = not shown or f"{key(shown)} ".startswith(f"{name} ")
    return Entry(shown or name.title(), area, point, int(people or 0), is_own)


@cache
def names_around(area: str) -> frozenset[str]:
    """All that may be said of where it lies: "tx", "texas", "us", "texas us", …"""
    country = areas()[area[:2]]
    outer = {*country.keys, country.code.lower()}
    if area == country.code:
        return frozenset(outer)
    inner = set(areas()[area].keys)
    return frozenset(inner | outer | {f"{one} {other}" for one in inner for other in outer})
