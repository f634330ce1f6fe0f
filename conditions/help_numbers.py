"""Emergency numbers and crisis lines, by the country that the reader is in, as far as we know it.

We take the place that the reader chose, else the region of the browser's language ("en-GB"). A
browser's language can be wrong about the place, so pages always name the country next to a number.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

import places
from places.countries import country_code
from places.gazetteer import areas
from web.page_cache import asked_language

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class CrisisLine:
    name: str
    source: str
    call: str
    text: str = ""


@dataclass(frozen=True)
class HelpNumbers:
    code: str
    emergency: str
    source: str
    crisis: tuple[CrisisLine, ...]
    read_on: dt.date

    @property
    def country(self) -> str:
        return areas()[self.code].name

    @property
    def in_country(self) -> str:
        """For "In the United States": the name as a sentence needs it."""
        return places.in_a_sentence(self.country)


@cache
def all_numbers() -> dict[str, HelpNumbers]:
    """{code of a country: its numbers}, sorted by name; those of the European Union come last."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {}
    for row in data["country"]:
        crisis = tuple(CrisisLine(**line) for line in row["crisis"])
        for code in row["codes"]:
            found[code] = HelpNumbers(
                code, row["emergency"], row["source"], crisis, data["read_on"]
            )
    return found


def with_crisis_lines() -> list[HelpNumbers]:
    return [numbers for numbers in all_numbers().values() if numbers.crisis]


def without_crisis_lines() -> list[HelpNumbers]:
    """Countries for which we know only the emergency number, which is the same for all of them."""
    return [numbers for numbers in all_numbers().values() if not numbers.crisis]


def to_dial() -> dict[str, list[str]]:
    """{emergency number: the places where people call it}, each number once.

    The countries without a crisis line are those of the European Union, under one name.
    """
    union = {numbers.emergency for numbers in without_crisis_lines()}
    found: dict[str, list[str]] = {}
    for numbers in with_crisis_lines():
        if numbers.emergency not in union:
            found.setdefault(numbers.emergency, []).append(numbers.country)
    return found | {number: [_("European Union")] for number in union}


def country_of(request: HttpRequest) -> str:
    """The code of the reader's country; "" if we do not know it."""
    if chosen := _chosen(request):
        return chosen
    region = asked_language(request).rpartition("-")[2].upper()
    return region if region in areas() else ""


def _chosen(request):
    typed = request.GET.get("place", "")
    if not typed:
        return ""
    try:
        place = places.resolve(typed)
    except places.NotResolved:
        return ""
    return country_code(place.country)


def help_numbers(request: HttpRequest) -> dict:
    """`help_numbers`, for the emergency box: the reader's, or None. Asked for only where shown."""
    return {"help_numbers": SimpleLazyObject(lambda: all_numbers().get(country_of(request)))}
