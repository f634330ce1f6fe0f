"""The one name of each country, whatever it is called."""

import re
from functools import cache, lru_cache

from .gazetteer import areas
from .naming import LONGEST, REGIONS, clean, key


@cache
def _countries() -> dict[str, str]:
    """{name as a key: code}; where two countries share one, its own name goes first.

    England and Scotland are countries to those who live there, so they stand for theirs.
    """
    countries = [area for area in areas().values() if "." not in area.code]
    names = [(area.code.lower(), area.code) for area in countries]
    names += [(key(name), "GB") for found in REGIONS["GB"].values() for name in found]
    found: dict[str, str] = {}
    for area in countries:
        for name in area.keys:
            found.setdefault(name, area.code)
    return dict(names) | found | {key(area.name): area.code for area in countries}


@lru_cache(maxsize=2_000)
def country_code(text: str) -> str:
    """Its code, however it is written: "USA", "türkiye"; "" for none."""
    name = clean(text[:LONGEST])
    # "Russia (Russian Federation)", "The Gambia"
    short = key(re.sub(r"\(.*\)", "", name)).removeprefix("the ")
    return _countries().get(key(name)) or _countries().get(short, "")


def country_named(text: str) -> str:
    """Its one name; "" where we do not know it."""
    code = country_code(text)
    return areas()[code].name if code else ""
