"""The values of blood tests that people type: "CK 4500", "my CPK level was 12,000 U/L"."""

import re
from typing import NamedTuple

from vocabulary.folding import fold

_TEST = (
    r"(?P<test>ck|cpk|creatine\s(?:phospho)?kinase|creatin\s?kinase|creatina\s(?:qu|k|c)inasa|aldolase"
    r"|aldolasa|ldh|alt|ast|sgot|sgpt|gpt|crp|esr|sed\srate|troponin(?:\s[it])?|ferritin|myoglobin|ggt"
    r"|ana(?=\W+(?:titer\W+)?1:\d))"
)
_BETWEEN = (
    r"(?P<between>(?:[\s:=<>~]+(?:about|above|almost|alta|altas|alto|auf|bei|demasiado|elevada|elevado|élevée?s?|haute?s?|hoch|muy|sehr|très|around|at|back|blood|came|count|de|decreased|down|dropped|fell|increased|jumped|rose|en|es|esta|está|estaba|from|ha"
    r"|has|have|high|i|in|is|it|just|level|levels|nivel|now|number|of|only|over|reading|result|results|score|still"
    r"|test|titer|to|under|up|valor|value|values|was|went|were))*[\s:=<>~]+)"
)
_UNIT = r"\s?(?:i?u/l|ui/l|u\b|ng/ml|mg/l|mm/hr?|units?|k\b|x\b)"
_VALUE = rf"(?P<value>\d[\d.,:]*\d(?:{_UNIT})?|\d{_UNIT}|\d(?![\w.]))"
_VALUE_BEHIND = re.compile(rf"\b{_TEST}{_BETWEEN}{_VALUE}", re.IGNORECASE)
# "4500 CK": a value before the test needs three digits.
_VALUE_BEFORE = re.compile(
    rf"(?<![\w.])(?P<value>\d[\d.,]*\d\d(?:{_UNIT})?)(?P<between>\s)(?:of\s)?{_TEST}(?!\w|\W+\d)",
    re.IGNORECASE,
)
_ANY_TEST = re.compile(rf"\b{_TEST}\b", re.IGNORECASE)
_LATER = re.compile(r"\s+(?:to|then|now|and)\s+\d[\d.,]*(?!\w)", re.IGNORECASE)
_CK = ("ck", "cpk", "creat")


class LabValue(NamedTuple):
    # The short name of the test, in lower case: "ck".
    test: str
    # As it was typed, with its unit, and where.
    value: str
    start: int
    end: int
    # Where the value and the words that connect it to the test are: "level was 850 U/L".
    blank: tuple[int, int]


def find(text: str) -> list[LabValue]:
    return [
        _lab_value(match)
        for pattern in (_VALUE_BEHIND, _VALUE_BEFORE)
        for match in pattern.finditer(text)
    ]


def _lab_value(match: re.Match[str]) -> LabValue:
    start, end = match.span("value")
    if later := _LATER.match(match.string, match.end()):
        # "From 5000 to 800": both values are of the test.
        end = later.end()
    between = match.span("between")
    name = fold(match["test"])
    test = "ck" if name.startswith(_CK) else name
    return LabValue(
        test, match.string[start:end], start, end, (min(start, between[0]), max(end, between[1]))
    )


def is_about_a_test(text: str) -> bool:
    return bool(_ANY_TEST.search(text))


def number(value: str) -> float | None:
    """What a value means: 4500 for "4,500 U/L"; None if that is not certain."""
    digits = re.match(r"\d[\d.,]*", value)
    if not digits or ":" in value or len(re.findall(r"\d[\d.,]*", value)) > 1:
        return None
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", digits[0].rstrip(".,")).replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found * 1000 if re.search(r"\dk\b|\d\sk\b", value, re.IGNORECASE) else found
