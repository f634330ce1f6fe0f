"""A place among other words: "trials within 50 miles of Pittsburgh", "ensayos en México"."""

import re
from dataclasses import dataclass

from .naming import key
from .resolve import Ambiguous, NotResolved, Place, Unknown, _candidates, resolve

# A bare "in" or "en" is believed before a country, a state, or a town of this many people.
IN_PEOPLE = 100_000
# Ordinary words that are towns as well.
_NO_TOWNS = {
    "addition", "adult", "adultos", "adults", "all", "bath", "batman", "best", "both", "casa",
    "case", "children", "clinic", "combination", "early", "el", "female", "general", "hombres",
    "home", "hope", "hospital", "hull", "is", "la", "las", "life", "linea", "los", "male", "man",
    "many", "march", "may", "mayores", "men", "mobile", "most", "much", "mujeres", "nice",
    "ninos", "of", "one", "orange", "order", "pacientes", "pain", "particular", "patients",
    "people", "person", "phase", "reading", "remision", "remission", "split", "that", "these",
    "this", "those", "three", "todo", "trial", "trials", "two", "university", "van", "women",
}  # fmt: skip
_UNIT = r"(?P<unit>mi|miles?|millas?|km|kms|kilomet(?:er|re)s?|kil[oó]metros?)"
_NEAR_ME = re.compile(r"\b(?:near me|close to me|around me|cerca de m[ií]|near my home)\b", re.I)
_LEADS = re.compile(
    r"\b(?:(?:within|in|less than|under|a menos de|a)\s+)?(?P<within>\d{1,4})\s*"
    + _UNIT
    + r"\s+(?:of|from|de|around|near)\s+"
    r"|\b(?P<near>near|nearby|around|close to|cerca de|alrededor de)\s+"
    r"|\b(?P<in>in|en)\s+(?:the\s+|los\s+|la\s+)?",
    re.IGNORECASE,
)
_MOST_WORDS = 6


@dataclass(frozen=True)
class Mention:
    """`place` is None where it is "near me". `within` is in `unit`, "mi" or "km". `start` and
    `end` say which part of the text was read so."""

    place: Place | None
    near_me: bool
    within: int | None
    unit: str | None
    start: int
    end: int


def find_in(words: str) -> Mention | None:
    """The first place that is introduced as one; None where nothing is surely meant as a place."""
    if me := _NEAR_ME.search(words):
        return Mention(None, True, None, None, me.start(), me.end())
    for lead in _LEADS.finditer(words):
        place, end = _longest_place(words, lead.end(), bare=bool(lead["in"]))
        if place:
            unit = lead["unit"] and ("mi" if lead["unit"].lower().startswith("mi") else "km")
            within = int(lead["within"]) if lead["within"] else None
            return Mention(place, False, within, unit, lead.start(), end)
    return None


def _longest_place(text, start, bare):
    """(Place, where it ends) of the longest run of words here that is a place."""
    ends = [match.end() for match in re.finditer(r"[^\s,;]+", text[start : start + 120])]
    for end in reversed(ends[:_MOST_WORDS]):
        run = text[start : start + end].rstrip(".?!:)")
        try:
            place = _likeliest(run)
        except NotResolved:
            continue
        if not bare or _is_surely_a_place(run, place):
            return place, start + len(run)
    return None, start


def _likeliest(run):
    if re.match(r"[^\W\d_]", run) and key(run) in _NO_TOWNS:
        raise Unknown(run)
    try:
        return resolve(run)
    except Ambiguous as several:
        return several.places[0]


def _is_surely_a_place(run, place):
    if place.kind != "town" or "," in run:
        # Two letters are a state only in capitals: "in OR", not "in or out".
        return len(run) > 2 or run.isupper()
    return any(one.place == place and one.population >= IN_PEOPLE for one in _candidates(run))
