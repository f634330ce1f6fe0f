"""Numbers that we understand and cannot search by: a dose, a weight, a time, a time of travel."""

import re
from typing import NamedTuple

_SPELLED = "half|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dos|tres|cuatro|cinco"
_N = rf"(?:\d{{1,3}}(?:[.,]\d)?|{_SPELLED}|several|many|some|few)"
_LONG = r"(?:years?|yrs?|months?|weeks?|days?)"
_AMOUNT = re.compile(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?\s?"
    r"(?:(?:mg|mcg|µg|ug|g|grams?|ml|iu|kgs?|kilos?|lbs?|pounds?|cm|ft|feet|inches|percent)(?!\w)|%)"
    r"(?:\s?/\s?\w+|\s(?:a|per|every|each|por|al|pro)\s(?:day|week|month|kg|d[ií]a|semana|tag))?"
    r"(?:\s(?:daily|weekly|monthly))?",
    re.IGNORECASE,
)
# "FVC 58%": a test of the lungs or the heart.
_OF_A_TEST = re.compile(
    r"\b(?:fvc|dlco|fev1|lvef|ef|spo2|sats?|saturation|oxygen)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
_TEMPERATURE = re.compile(
    r"\b(?:fever|temperature|temp|fiebre|fieber|fi[eè]vre)\s(?:(?:of|de|von|is|at|over|above)\s)?"
    r"(?P<value>\d{2,3}(?:[.,]\d)?(?:\s?(?:°\s?)?(?:[cf]|degrees|grados|grad)\b)?)(?!\w)",
    re.IGNORECASE,
)
_TIMES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?:about|over|almost|nearly|more\sthan|around)\s)*{_N}\+?\s?{_LONG}\s(?:ago|back|earlier)\b",
        rf"\b(?:for|since|within|in|over|the\s(?:last|past))\s(?:(?:the|last|past|about|over|almost|nearly)\s)*"
        rf"{_N}\+?\s?{_LONG}\b(?!\s(?:old|of\sage))",
        rf"\b{_N}\s?(?:months?|weeks?)(?=\s(?:pregnant|embarazada))",
        rf"\b(?:desde\s)?(?:hace|llevo)\s(?:unos\s|casi\s)?{_N}\s?(?:a[ñn]os|mes(?:es)?|semanas?|d[ií]as?)\b",
        rf"\b(?:seit|vor)\s{_N}\s?(?:jahren?|monaten?|wochen?|tagen)\b",
        rf"\b(?:depuis|il\sy\sa)\s{_N}\s?(?:ans?|mois|semaines?|jours?)\b",
    )
]
# "Within 2 hours of Denver": what comes before the place.
_TRAVEL = re.compile(
    r"(?:\b(?:within|less\sthan|under|up\sto|about|around|a\smenos\sde)\s)?"
    rf"\b{_N}(?:\san)?[\s-]?(?:hours?|hrs?|minutes?|mins?|horas?|minutos?)['’]?"
    r"(?:\s(?:drive|ride|journey|flight|by\s(?:car|train|bus)|away|en\s(?:coche|carro|tren)))*"
    r"\s(?:of|from|around|de)\s(?=\w)",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    # "amount", "percent", "time" or "travel".
    why: str
    start: int
    end: int


def find(text: str) -> list[Amount]:
    """Doses, weights, temperatures and lengths of time."""
    found = [
        Amount("percent" if _OF_A_TEST.search(text[: match.start()]) else "amount", *match.span())
        for match in _AMOUNT.finditer(text)
    ]
    found += [Amount("amount", *match.span("value")) for match in _TEMPERATURE.finditer(text)]
    for pattern in _TIMES:
        found += [Amount("time", *match.span()) for match in pattern.finditer(text)]
    apart: list[Amount] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def find_travel(text: str) -> tuple[str, Amount] | None:
    """The text with "near" for a time of travel, in the same place; None if there is none."""
    match = _TRAVEL.search(text)
    if not match:
        return None
    near = "near ".rjust(len(match[0]))
    changed = text[: match.start()] + near + text[match.end() :]
    return changed, Amount("travel", match.start(), match.end())
