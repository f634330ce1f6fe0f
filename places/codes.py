"""Postcodes in what somebody typed, alone or with a town: "02115", "Boston, MA 02115, USA",
"10117 Berlin", "PLZ 10117", "London SW1A 1AA".
"""

import re

from . import postcodes
from .gazetteer import areas, look_up
from .names import Found, by_name, found_of
from .naming import OUTLYING, key
from .place import kilometers

_CODE = (
    r"(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"  # United Kingdom
    r"|[a-z]\d[a-z](?:[ -]?\d[a-z]\d)?"  # Canada
    r"|[a-z]\d[\dw] ?(?=[a-z]*\d)[a-z\d]{4}"  # Ireland
    r"|(?:nl[- ])?\d{4} ?[a-z]{2}"  # Netherlands
    r"|(?:[a-z]{1,3}-)?\d{5}[-– ]?\d{3,4}"  # Brazil; ZIP+4
    r"|(?:[a-z]{1,3}-)?\d{2,4}[- ]\d{2,4}"  # Poland, Portugal, Sweden, Japan
    r"|(?:[a-z]{1,3}-)?\d{3,8}"  # Germany, France, Austria, India, …
    r"|[a-z]{1,2}\d[a-z\d]?)"  # half of a British one
)
_ALONE = re.compile(_CODE, re.IGNORECASE)
_FIRST = re.compile(rf"({_CODE})[\s,]+(?=\D)(.+)", re.IGNORECASE)
_LAST = re.compile(rf"(.*[^\s,])[\s,]+({_CODE})", re.IGNORECASE)
_MIDDLE = re.compile(rf"(.*[^\s,])[\s,]+({_CODE})[\s,]+(\D+)", re.IGNORECASE)
_ZIP = re.compile(r"(?:us-)?(\d{5})(?:[-– ]?\d{4})?", re.IGNORECASE)
# "TX77030"
_GLUED = re.compile(r"\b([a-z]{2})(?=\d{5}\b)", re.IGNORECASE)
_SIGNS = "|".join(sorted(map(re.escape, postcodes.WORDS), key=len, reverse=True))
# "C.P. 14080"
_SIGNS += "|" + "|".join(r"\.".join(word) for word in postcodes.WORDS if len(word) <= len("plz"))
_SIGN = re.compile(rf"({_SIGNS})\b[\s:.#]*(?=.*\d)", re.IGNORECASE)
# "Paris Cedex 13", "Praha 5", "København Ø"
_DELIVERY = re.compile(
    r"(?<=\w)\s+(?:cedex(?:\s+\d+)?|\d{1,2}|[^\W\d_]{1,2})(?=\s*(?:,|$))", re.IGNORECASE
)
_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|way|boulevard|blvd|court|ct|terrace|circle"
    r"|highway|hwy|route|apt|suite|floor)\b\.?(?:\s+(?:[nsew]{1,2}|apt|unit|suite|#)\b.*)?$",
    re.IGNORECASE,
)
# APO and FPO addresses: 090 to 098, 340, 962 to 966.
_MILITARY = re.compile(
    r"(?:.*\b(?:apo|fpo|dpo) (?:aa|ae|ap) |(?:(?:apo|fpo|dpo|aa|ae|ap) )*)"
    r"(?P<code>(?:09[0-8]|340|96[2-6])\d\d)(?:-\d{4})?(?: usa?)?"
)
# A code and a town this near to each other belong together.
BELONG_KM = 40


def by_code(text: str, country: str = "") -> list[Found]:
    """The places of a postcode and the words beside it; none if there is no code, or it does not
    help."""
    countries: tuple[str, ...] = ()
    if sign := _SIGN.match(text):
        countries, text = postcodes.WORDS[sign[1].lower().replace(".", "")], text[sign.end() :]
    text = _GLUED.sub(lambda found: _with_blank(found[1]), text)
    if _ALONE.fullmatch(text) and (found := _places(text, countries, country)):
        return found
    for pattern, order in ((_LAST, (2, 1)), (_MIDDLE, (2, 1, 3)), (_FIRST, (1, 2))):
        if match := pattern.fullmatch(text):
            code, *rest = (match[number].strip(" ,") for number in order)
            if pattern is _FIRST and _is_house(code, rest[0]):
                continue
            if found := _beside(code, ", ".join(rest), text, countries):
                return found
    return []


def _is_house(code: str, behind: str) -> bool:
    """Whether digits are the number of a house: "123 Main Street"."""
    return code.isdecimal() and bool(_STREET.search(behind)) and not by_name(behind)


def _with_blank(letters: str) -> str:
    return f"{letters} " if f"US.{letters.upper()}" in areas() else letters


def is_military(text: str) -> bool:
    """Whether it is a US military postal code, which does not belong to any place."""
    code = " ".join(text.lower().replace(",", " ").split())
    match = _MILITARY.fullmatch(code)
    return match is not None and not look_up(match["code"])


def is_zip(found: Found) -> bool:
    """Whether a postcode's place has a ZIP code; outlying countries have them as well."""
    return found.place.kind == "zip" and found.area[:2] in ("US", *OUTLYING)


def with_lost_zero(text: str, country: str = "") -> str:
    """The ZIP code that three or four digits may be, without the zero that a table cut off."""
    if country not in ("", "United States") or not re.fullmatch(r"\d{3,4}|\d{4}-\d{4}", text):
        return ""
    code = text.partition("-")[0].zfill(5)
    return code if look_up(code) else ""


def town_people(zip_code: Found) -> int:
    """The population of a ZIP code's town; 0 if we know only its post office."""
    towns = look_up(key(zip_code.place.name.partition(", ")[2]))
    return max((town.people for town in towns if town.area == zip_code.area), default=0)


def _places(code: str, countries: tuple[str, ...] = (), country: str = "") -> list[Found]:
    """What a bare code may be: a ZIP code first, then the largest town."""
    found: list[Found] = []
    zip_code = with_lost_zero(code, country) or ((match := _ZIP.fullmatch(code)) and match[1])
    if zip_code:
        found = [found_of(entry, zip_code) for entry in look_up(zip_code)]
    foreign = [found_of(entry, shown) for shown, entry in postcodes.find(code)]
    found += sorted(foreign, key=lambda one: (-one.people, one.area))
    if countries:
        found = [one for one in found if one.area[:2] in countries]
        near = [] if found else [postcodes.find_in(code, one) for one in countries]
        found += [found_of(one.entry, one.shown) for one in near if one]
    return found


def _beside(code: str, rest: str, text: str, countries: tuple[str, ...]) -> list[Found]:
    """A code with a town, a state or a country beside it, or an address."""
    options = _places(code, countries)
    for one in options:
        if one.place.label.casefold() == text.casefold():
            return [one]
    parts = rest.split(",")
    for start in range(len(parts)):
        words = ",".join(parts[start:])
        named = by_name(words) or by_name(_DELIVERY.sub("", words))
        for there in named:
            near = _near_codes(code, there, options)
            for one in near:
                if _belong(one, there):
                    return _settled(one, there)
        if named:
            # "Boston 90210": the town tells more than its postcode; so does Singapore.
            if named[0].place.kind == "country":
                return [one for one in named if _is_whole_country(one)]
            return named if named[0].place.kind == "town" else []
    # A street that we do not know, and a code that only one country has.
    return options if len(options) == 1 or any(map(is_zip, options)) else []


def _is_whole_country(one: Found) -> bool:
    return one.place.kind == "town" and key(one.place.name) == key(one.place.country)


def _near_codes(code: str, there: Found, options: list[Found]) -> list[Found]:
    """The code's places. If we lack the code in that country, the place of the codes next to it."""
    if any(one.area[:2] == there.area[:2] for one in options):
        return options
    near = postcodes.find_in(code, there.area[:2])
    return [*options, *([found_of(near.entry, near.shown)] if near else [])]


def _settled(one: Found, there: Found) -> list[Found]:
    """Outside the United States, take the town as the reader wrote it."""
    return [there if there.place.kind == "town" and not is_zip(one) else one]


def _belong(one: Found, there: Found) -> bool:
    """Whether a code's place lies in what is typed beside it."""
    if there.place.kind != "town":
        return f"{one.area}.".startswith(f"{there.area}.")
    if one.area[:2] != there.area[:2]:
        return False
    same_name = key(one.place.name.partition(", ")[2]) == key(there.place.name)
    far = kilometers(*one.point, *there.point)
    return far < BELONG_KM or (same_name and _region(one) == _region(there))


def _region(found: Found) -> str:
    return ".".join(found.area.split(".")[:2])
