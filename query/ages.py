"""The age of a person, in the ways people type it: "9yo", "is 9 and has", "70 and older"."""

import re
from typing import NamedTuple

from django.utils import timezone

_UNITS = "one two three four five six seven eight nine".split()  # noqa: SIM905
_TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()  # noqa: SIM905
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_NUMBERS = {word: at for at, word in enumerate([*_UNITS, *_TEENS], 1)}
_NUMBERS |= {word: 10 * at for at, word in enumerate(_TENS, 2)}
OLDEST = 120
_SPANISH_UNITS = "uno dos tres cuatro cinco seis siete ocho nueve".split()  # noqa: SIM905
_SPANISH_TEENS = [
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_SPANISH_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()  # noqa: SIM905
_NUMBERS |= {word: at for at, word in enumerate([*_SPANISH_UNITS, *_SPANISH_TEENS], 1)}
_NUMBERS |= {word: 10 * at for at, word in enumerate(_SPANISH_TENS, 3)}

_SPELLED = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS + _UNITS)}"
_N = rf"(?P<n>\d{{1,3}}|{_SPELLED})"
_SPELLED_IN_SPANISH = (
    rf"(?:{'|'.join(_SPANISH_TENS)})(?:\sy\s(?:{'|'.join(_SPANISH_UNITS)}))?"
    rf"|{'|'.join(_SPANISH_TEENS + _SPANISH_UNITS)}"
)
_YEARS = r"(?:years?|yrs?|y)"
_OLDER = r"(?:older|over|up|above|more|mayores|más|mas)"
# What follows shows that the number counts something else: "over 70 mg", "is 9 miles away".
_ELSE = (
    r"(?![\d.,/:-]*\d|\s+(?:to|and|a)\s+\d|\s*(?:%|°)|[\s-]*(?:mg|g|kg|ml|mcg|u|iu|mi|miles?|km|minutes?|min|hours?|times?"
    r"|days?|weeks?|months?|visits?|sites?|studies|trials|people|patients|participants|percent"
    r"|pounds?|lbs?|dollars?|cm|mm|feet|ft|doses?|st|nd|rd|th)\b)"
)
_IS = (
    r"(?:i\s?['’]?\s?a?m|(?:he|she|who)\s?['’]?\s?i?s|(?:is|am|turned|soy)"
    r"|(?:you|we|they)\s(?:a)?re)(?:\s(?:now|only|just|almost|already|nearly|about))*"
)
# "My mother (82)", "our boy, 5, has JDM".
_PERSON = (
    r"(?P<who>(?:step)?(?:mother|father|mom|mum|dad|son|daughter|brother|sister)(?:[\s-]in[\s-]law)?|mother|father|mom|mum|mam|dad|wife|husband|spouse|partner|son|daughter|boy|girl|child|kid|toddler"
    r"|brother|sister|grand(?:son|daughter|child|ma|pa|mother|father)|nan|aunt|uncle|niece|nephew|cousin"
    r"|friend|patient|man|woman|male|female|lady|gentleman|madre|padre|hij[oa]|espos[oa]|marido|niñ[oa]"
    r"|mutter|vater|tochter|sohn|mann|frau|mère|père|fils|fille|mari|femme|mãe|pai|filh[oa])"
)
_AGES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_PERSON}\s?\(\s?(?P<n>\d{{1,3}})\s?\)",
        rf"\b{_PERSON}\s?,\s?(?P<n>\d{{1,3}})(?=\s?,|\s?$|\s(?:with|has|con|mit|avec|com)\b)",
        rf"\b{_PERSON}\s(?P<n>\d{{1,3}})(?=\s?,|\s?$|\s(?:with|has|con|mit|avec|com)\b)",
        rf"\b{_PERSON}\s(?P<n>\d{{1,2}})(?=\s(?:jdm|jm|dm|pm|ibm|sibm|imnm|asys|cadm|mda5|\w*myositis)\b)",
        r"^\s*(?-i:[FM])[\s,]+(?P<n>[1-9]\d)(?=\s?,|\s?$|\s(?:with\b|anti|[A-Z]))",
        # As clinicians write it: "62F", "F/62", "62 M with IBM".
        r"(?<![\w.,/-])(?P<n>[1-9]\d)(?:\s?/\s?)?(?-i:[FM])(?!\w|\s?[\w.]*\d|\s(?:cells|dollars|euros?|people|patients))",
        r"(?<![\w.,/-])(?-i:[FM])\s?/\s?(?P<n>[1-9]\d)(?![\w.,/-])",
        r"(?<![\w.,/-])(?P<n>[1-9]\d)\s(?:fe)?male\b(?!\s(?:patients|participants|subjects|people))",
        rf"\btoo\s(?:old|young)\s(?:at|with)\s{_N}{_ELSE}",
        rf"(?<![\w.]){_N}[\s-]?(?P<unit>months?|mos?|weeks?|wks?|days?)[\s-]olds?\b",
        rf"\b(?:beb[eé]|niñ[oa]|hij[oa]|nene|nena)\s+de\s+{_N}\s(?P<unit>meses|mes|semanas?)\b",
        rf"(?<![\w.]){_N}[\s-]?{_YEARS}[\s-]?(?:and|or|y|o)\s{_OLDER}\b",
        rf"(?<![\w.])(?<!\d[-–]){_N}[\s-]?(?:{_YEARS}[\s-]?(?:olds?|o)|{_YEARS}\sof\sage|y/o|y\.o\.?)(?!\w)",
        rf"(?<![\w.])(?<!llevo )(?<!hace )(?P<n>\d{{1,3}}|{_SPELLED_IN_SPANISH})\s?a[ñn](?:os|itos)"
        r"\b(?!\s+de\s+(?:evolución|enfermedad))",
        r"(?<![\w.])(?<!depuis )(?<!y a )(?P<n>\d{1,3})\s?ans\b",
        r"(?<![\w.])(?<!vor )(?<!seit )(?P<n>\d{1,3})[\s-]?(?:jahre\b|jährige?[rsn]?\b)",
        r"\bover[\s-](?!65)(?P<n>\d\d)['’]?s(?!\w)",
        rf"\b(?:aged?|ages|edad)(?:\s(?:of|is|de))?\s?[:=]?\s?{_N}(?!\w){_ELSE}",
        rf"(?<![\w.]){_N}\s(?:and|or|y|o)\s{_OLDER}\b",
        r"(?<![\w.])(?P<n>\d{2,3})\s?\+(?!\w)",
        rf"\b(?:over|older\sthan|above|past|más\sde|mas\sde|mayor(?:es)?\sde)\s(?:the\sage\sof\s)?"
        rf"(?!65\b){_N}(?!\w){_ELSE}",
        rf"\b{_IS}\s(?:(?P<n>\d{{1,3}})|(?P<word>{_SPELLED}))(?!\w){_ELSE}(?!\s?{_YEARS}\b)",
        r"(?<![\w.])(?P<n>\d{1,2})y(?!\w)",
    )
]
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|next (?:week|month|year|spring|summer|fall|winter)|a (?:week|month)"
)
_AGES_SOON = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.])(?:{_SPELLED}|\d{{1,3}}),?\s(?:almost|nearly|going\son|casi|presque|fast)\s{_N}(?!\w){_ELSE}",
        r"\b(?:about\sto\s(?:be|turn)|turning|turns|will\s(?:soon\s)?(?:be|turn)|going\sto\s(?:be|turn)"
        rf"|soon(?:\sto\sbe)?|cumple|cumplirá)\s{_N}(?!\w){_ELSE}(?!\s?{_YEARS}\b(?!\sold))"
        rf"(?:\s(?:years?\sold|años))?(?:\sin\s(?:{_MONTHS})|\s(?:{_MONTHS}))?",
        r"\b(?:almost|nearly|not\s(?:quite|yet)|just\sunder|casi|presque)\s"
        rf"{_N}(?!\w){_ELSE}(?:[\s-]?{_YEARS}[\s-]?olds?|\s(?:años|ans))?"
        r"(?=\s*(?:$|[,.;!?)]|w/|(?:with|and|has|con|y|avec|et|is|are|what|which|can|for)\b))",
    )
]
_BORN = re.compile(
    r"\b(?:born|dob|date\sof\sbirth|birth\s?year|year\sof\sbirth|nacid[oa]|nac[ií]|geboren|née?)\b"
    r"(?:\s?[:=]|\s(?:in|on|en|el|am|the|was|is|year))*\s?"
    r"(?:[^\W\d]+\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?|\d{1,2}(?:[./-]\d{1,2}[./-]|\s[^\W\d]+\s))?"
    r"(?P<year>(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:under|younger\sthan|below|menores\sde)\s(?:the\sage\sof\s)?(?P<n>\d{1,2})(?!\w)" + _ELSE,
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"\b(?:in|of)\s(?:(?:her|his|my|their|your|the|our)\s)?(?:(?:early|mid|middle|late)[\s-]?)?"
    r"(?:[1-9]0['’]?s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties"
    r"|nineties)(?!\w)",
    re.IGNORECASE,
)
# Measured values go "over" a number too.
_MEASURED = re.compile(r"\b(?:ck|cpk|aldolase|ldh|alt|ast|levels?|fvc|bmi|score)\b", re.IGNORECASE)
_IN_FORM = {"m": "month", "w": "week", "s": "week", "d": "day"}


class Age(NamedTuple):
    number: int
    # "year", "month", "week" or "day".
    unit: str
    start: int
    end: int


def find(text: str) -> Age | None:
    """The first age in a text; the most certain wording decides."""
    if born := _BORN.search(text):
        # The age that somebody has, or gets this year.
        number = timezone.localdate().year - int(born["year"])
        if 0 < number <= OLDEST:
            return Age(number, "year", *born.span())
    for pattern in _AGES_SOON:
        match = pattern.search(text)
        if match and not _MEASURED.search(text) and 1 < (number := _number(match["n"])) <= OLDEST:
            return Age(number - 1, "year", *match.span())
    for pattern in _AGES:
        for match in pattern.finditer(text):
            is_over = "over" in match[0].lower() or "above" in match[0].lower()
            if is_over and _MEASURED.search(text):
                continue
            said = match.groupdict()
            number = _number(said["n"] or said.get("word") or "")
            if 0 < number <= OLDEST:
                unit = _IN_FORM.get((said.get("unit") or "y")[0].lower(), "year")
                # The word for the person says more: whose age it is, a child, a woman.
                return Age(number, unit, *match.span("n" if said.get("who") else 0))
    return None


_FEMALE, _MALE = re.compile(r"\d\W*F|F\W*\d|female"), re.compile(r"\d\W*M|M\W*\d|\bmale")


def sex_in(said: str) -> str:
    """ "FEMALE" or "MALE", if the words of an age say so, as in "62F"; else ""."""
    if _FEMALE.search(said):
        return "FEMALE"
    return "MALE" if _MALE.search(said) else ""


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return sum(_NUMBERS[word] for word in re.split(r"[\s-]", text.lower()) if word and word != "y")


def find_children(text: str) -> re.Match[str] | None:
    """ "Under 12": any age of a child, so not one age."""
    match = _CHILD.search(text)
    return match if match and int(match["n"]) <= 18 and not _MEASURED.search(text) else None


def find_decade(text: str) -> re.Match[str] | None:
    """ "In her seventies": ten ages, which the filter cannot take."""
    return _DECADE.search(text)
