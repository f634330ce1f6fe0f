"""The one name of each country, whatever it is called."""

from functools import cache

from .gazetteer import areas
from .naming import LONGEST, clean, key


@cache
def _countries() -> dict[str, str]:
    """{name as a key: code}; where two countries share one, its own name goes first."""
    countries = [area for area in areas().values() if "." not in area.code]
    found = {}
    for area in countries:
        for name in area.keys:
            found.setdefault(name, area.code)
    return found | {key(area.name): area.code for area in countries}


def country_code(text: str) -> str:
    """Its code, however it is written: "USA", "türkiye"; "" for none."""
    return _countries().get(key(clean(text[:LONGEST])), "")


def country_named(text: str) -> str:
    """Its one name; "" where we do not know it."""
    code = country_code(text)
    return areas()[code].name if code else ""
