"""Postcodes of other countries than the United States: how they are written, and where they lie.

`data/postcodes.tsv` holds what tells the town, in lower case and without separators: of a British
postcode the area ("m" of "M13 9PL"), of a Canadian one the first three characters, of a Japanese
one the first three digits, of a German one all five. extract_postcodes.py writes it.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from .gazetteer import Entry, look_up_next_postcodes, look_up_postcode


class Format(NamedTuple):
    """How a country writes its postcodes. `pattern` captures what we keep, and matches all of it.

    `shown` captures what a label shows, where that is not the whole code.
    """

    pattern: re.Pattern[str]
    # Written at the front of a code: "D-10117".
    sign: str
    shown: re.Pattern[str] | None = None


def _format(pattern: str, sign: str = "", shown: str = "") -> Format:
    return Format(
        re.compile(pattern, re.IGNORECASE),
        sign,
        re.compile(shown, re.IGNORECASE) if shown else None,
    )


_FOUR, _FIVE, _APART = r"(\d{4})", r"(\d{5})", r"(\d{3}) ?(\d{2})"
FORMATS = {
    "AT": _format(_FOUR, "A"),
    "AU": _format(_FOUR),
    "BE": _format(_FOUR, "B"),
    "BR": _format(r"(\d{3})\d{2}-?\d{3}"),
    "CA": _format(r"([a-z]\d[a-z])(?:[ -]?\d[a-z]\d)?", shown=r"([a-z]\d[a-z])(?:[ -]?\d[a-z]\d)?"),
    "CH": _format(_FOUR, "CH"),
    "CN": _format(r"(\d{4})\d{2}"),
    "CY": _format(_FOUR, "CY"),
    "CZ": _format(_APART, "CZ"),
    "DE": _format(_FIVE, "D"),
    "DK": _format(_FOUR, "DK"),
    # Capitals of provinces only; none but Barcelona and Madrid has 30 codes.
    "ES": _format(r"(080(?=[0-4])|280(?=[0-5])|\d\d0(?=[0-2]))\d\d", "E"),
    "FI": _format(_FIVE, "FI"),
    "FR": _format(_FIVE, "F"),
    "GB": _format(
        r"([a-z]{1,2})\d[a-z\d]?(?: ?\d[a-z]{2})?",
        shown=r"([a-z]{1,2}\d[a-z\d]?)(?: ?\d[a-z]{2})?",
    ),
    "GR": _format(_APART, "GR"),
    "HR": _format(_FIVE, "HR"),
    "HU": _format(_FOUR, "H"),
    "IE": _format(r"([a-z]\d[\dw])(?: ?[a-z\d]{4})?", shown=r"([a-z]\d[\dw])(?: ?[a-z\d]{4})?"),
    "IN": _format(r"(\d{3}) ?\d{3}"),
    "IS": _format(r"(\d{3})", "IS"),
    "IT": _format(_FIVE, "I"),
    "JP": _format(r"(\d{3})-?\d{4}"),
    "LI": _format(_FOUR, "FL"),
    "LU": _format(r"(\d{2})\d{2}", "L"),
    "MC": _format(_FIVE, "MC"),
    "MX": _format(_FIVE),
    "NL": _format(r"(\d{4})(?: ?[a-z]{2})?", "NL", shown=r"(\d{4})(?: ?[a-z]{2})?"),
    "NO": _format(_FOUR, "N"),
    "NZ": _format(_FOUR),
    "PL": _format(r"(\d{2})-?(\d)\d{2}", "PL"),
    "PT": _format(r"(\d{4})(?:-?\d{3})?", "P"),
    "RO": _format(r"(\d{4})\d{2}", "RO"),
    "RS": _format(_FIVE, "SRB"),
    "SE": _format(r"(\d{3}) ?\d{2}", "S"),
    "SI": _format(_FOUR, "SI"),
    "SK": _format(_APART, "SK"),
    "TR": _format(_FIVE, "TR"),
    "UA": _format(r"(\d{3})\d{2}"),
    "ZA": _format(_FOUR),
}
# Five digits without a break are not a code of these countries unless something else says so. We
# have only their first three digits, so nearly every number would match.
_WRITTEN_APART = {"PL", "SE", "UA"}
# Words that people write before a code, and the countries where they do.
WORDS = {
    "plz": ("DE", "AT", "CH", "LI"),
    "postleitzahl": ("DE", "AT", "CH", "LI"),
    "cap": ("IT",),
    "cep": ("BR",),
    "cp": ("ES", "FR", "MX"),
    "codigo postal": ("ES", "MX", "PT"),
    "code postal": ("FR", "BE", "CH", "LU", "MC", "CA"),
    "pin": ("IN",),
    "pin code": ("IN",),
    "zip": ("US",),
    "zip code": ("US",),
    "zipcode": ("US",),
    "eircode": ("IE",),
    "postcode": (),
    "post code": (),
    "postal code": (),
}


class Postcode(NamedTuple):
    """A code as a label shows it, and the town that it belongs to."""

    shown: str
    entry: Entry


def find(code: str) -> list[Postcode]:
    """The places that this code may stand for, one a country at most."""
    plain = code.isdecimal() and len(code) == len("12345")
    countries = [country for country in FORMATS if not (plain and country in _WRITTEN_APART)]
    signed = re.fullmatch(r"([a-z]{1,3})[- ](\d[\d -]*(?: ?[a-z]{2})?)", code, re.IGNORECASE)
    if signed and (country := _by_sign().get(signed[1].upper())):
        countries, code = [country], signed[2]
    countries = [country for country in countries if FORMATS[country].pattern.fullmatch(code)]
    found = [one for country in countries if (one := _in(country, code, look_up_postcode))]
    if not found and len(countries) == 1:
        # Nobody else writes codes this way: Brazil's 01310-100.
        near = find_in(code, countries[0])
        return [near] if near else []
    return found


def find_in(code: str, country: str) -> Postcode | None:
    """The place of a code in a country, or that of the codes next to it, where we lack it."""
    found = _in(country, code, look_up_postcode)
    return found or _in(country, code, look_up_next_postcodes)


def _in(country: str, code: str, look: Callable[[str], Entry | None]) -> Postcode | None:
    form = FORMATS.get(country)
    if form is None or not (match := form.pattern.fullmatch(code)):
        return None
    if not (entry := look(f"{country.lower()} {''.join(match.groups()).lower()}")):
        return None
    shown = form.shown.fullmatch(code) if form.shown else None
    return Postcode((shown[1] if shown else code).upper(), entry)


@cache
def _by_sign() -> dict[str, str]:
    return {form.sign: country for country, form in FORMATS.items()} | {c: c for c in FORMATS}
