"""Numbers with units as criteria write them: "≥ 18 and ≤ 75 years", "20 mg/day or less"."""

import re
from dataclasses import dataclass

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
}  # fmt: skip
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|(?:(?:{_TENS})[-\s](?:{_ONES})"
    rf"|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})\b)"
)
_UNIT = (
    r"(?:years?|yrs?|y/o|yo|y\.\s?o\.?|y(?=\s|[),.;]|$)|months?|mos?|weeks?|wks?|days?|hours?|half[-\s]?li(?:fe|ves)"
    r"|mg\s*/\s*kg(?:\s*/\s*d(?:ay)?|\s+(?:a|per)\s+day|\s+daily)?|mg\s+per\s+kg(?:\s+per\s+day)?|mg(?:\s*/\s*d(?:ay)?|\s+(?:a|per|each)\s+day|\s+daily)?|µg|g(?=\s|/)|%|percent|kg(?:\s*/\s*m)?|lbs?|pounds|m[lL]|mm|cm|IU|U/L|(?:lit(?:er|re)s?|L)\s*(?:/|per|a)\s*min(?:ute)?"
    r"|x\s*(?:the\s+)?(?:ULN|upper)|times|points?)\b|%"
)
_UNITS = (
    (re.compile(r"y(?:ea|r|/|o|\.|$)"), "year"), (re.compile(r"mo(?:nth)?s?\b"), "month"),
    (re.compile(r"w(?:ee)?k"), "week"), (re.compile(r"day"), "day"),
    (re.compile(r"half"), "half-life"), (re.compile(r"l(?:it\w+)?\s*(?:/|per|a)"), "l/min"),
    (re.compile(r"mg\s*(?:/|per)\s*kg"), "mg/kg"), (re.compile(r"mg"), "mg"),
)  # fmt: skip
# The longer of two comparisons that begin alike comes first.
_COMPARISONS = {
    ">=": r"≥|>\s?=|=\s?>|>\s?or\s?=|at\s+least|(?:a\s+)?minimum(?:\s+(?:age\s+)?of)?"
    r"|no[tr]?\s+(?:less|younger|fewer|lower|shorter)\s+than"
    r"|(?:greater|more|older|higher)\s+than\s+or\s+equal\s+to"
    r"|equal\s+(?:to\s+)?or\s+(?:greater|older|more|higher|over|above)(?:\s+than)?",
    "<=": r"≤|<\s?=|=\s?<|<\s?or\s?=|at\s+most|up\s+to|(?:a\s+)?maximum(?:\s+(?:age\s+)?of)?|max\.?"
    r"|not\s+(?:to\s+)?exceed(?:ing)?"
    r"|not\s+(?:above|over|beyond)|no[tr]?\s+(?:more|greater|older|higher|longer)\s+than"
    r"|(?:less|younger|lower|fewer)\s+than\s+or\s+equal\s+to"
    r"|equal\s+(?:to\s+)?or\s+(?:less|younger|lower|below|under)(?:\s+than)?",
    ">": r">|(?:greater|more|older|higher|longer)\s+than|over|above|exceed(?:s|ing)?",
    "<": r"<|(?:less|younger|lower|fewer|shorter)\s+than|under|below",
}
_COMPARISON = "|".join(f"(?:{words})" for words in _COMPARISONS.values())
_MORE = (
    r"(?:or|and|years\s+or)\s+(?:older|above|over|more|greater|higher|later|up(?:wards)?|longer)\b"
    r"(?!\s+(?:than|\d))|\+(?!\w)"
)
_LESS = r"(?:or|and)\s+(?:younger|below|under|less|lower|fewer)\b(?!\s+(?:than|\d))"
_AGE = r"(?:\s+(?:of\s+age|old))?"
_QUANTITY = re.compile(
    rf"""(?<![\w.-])(?<!day\s)(?<!week\s)(?<!visit\s)(?<!type\s)(?<!phase\s)(?:(?P<between>between|from|ages?|aged)\s+(?:the\s+ages?\s+of\s+)?)?
    (?:(?P<first_is>{_COMPARISON})\s*)?(?P<first>{_NUMBER})\s*(?P<first_unit>{_UNIT})?{_AGE}
    (?:\s*(?P<to>(?:up\s+)?to|-|–|—|through|until|and|&|,)\s*(?:(?P<last_is>{_COMPARISON})\s*)?
       (?P<last>{_NUMBER})(?![\w.]*-\w)\s*(?P<last_unit>{_UNIT})?)?
    (?P<old>\s*(?:of\s+age|old)\b)?
    (?:\s*,?\s*\(?(?P<more>{_MORE})|\s*,?\s*\(?(?P<less>{_LESS}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_SINGLE = re.compile(
    rf"""(?<![\w.-])(?:(?P<first_is>{_COMPARISON})\s*)?(?P<first>{_NUMBER})\s*(?P<first_unit>{_UNIT})?
    (?P<old>\s*(?:of\s+age|old)\b)?
    (?:\s*,?\s*\(?(?P<more>{_MORE})|\s*,?\s*\(?(?P<less>{_LESS}))?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """Numbers from `low` to `high`; an open end does not belong to them.

    `is_bare`: no word says on which side of the number people may be.
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    is_age: bool = False
    is_bare: bool = False

    def holds(self, low: float, high: float, *, low_open: bool = False) -> bool | None:
        """Whether numbers from `low` to `high` lie within it: all, none, or only some (None).

        `low_open`: the lowest of them is not among these numbers.
        """
        above = low > self.low or (low == self.low and (low_open or not self.low_open))
        below = high < self.high or (high == self.high and not self.high_open)
        if above and below:
            return True
        too_low = high < self.low or (high == self.low and self.low_open)
        too_high = low > self.high or (low == self.high and (self.high_open or low_open))
        return False if too_low or too_high else None


def _value(text: str) -> float:
    """A number in figures or words: "seventy-nine" is seventy and nine."""
    if text[0].isdigit():
        return float(text.replace(",", "."))
    return float(sum(_NUMBER_WORDS[word] for word in re.split(r"[-\s]", text.lower())))


def _unit(text: str | None) -> str:
    low = (text or "").lower()
    return next((name for pattern, name in _UNITS if pattern.match(low)), low)


def _side(words: str | None) -> str:
    if not words:
        return ""
    return next(sign for sign, of in _COMPARISONS.items() if re.fullmatch(of, words, re.IGNORECASE))


def find(text: str) -> list[tuple[int, int, Quantity]]:
    """[(start, end, quantity)] of the numbers in a text, in its order."""
    found: list[tuple[int, int, Quantity]] = []
    at = 0
    while match := _QUANTITY.search(text, at):
        quantity = _range(match) if match["last"] else _single(match)
        if quantity is None:
            single = _SINGLE.search(text, match.start("first_is" if match["first_is"] else "first"))
            if single is None:
                at = match.end()
                continue
            match, quantity = single, _single(single)
        if quantity.unit or match["first"][0].isdigit():
            # "One" without a unit is no number: "at least one antibody".
            found.append((match.start(), match.end(), quantity))
        at = match.end()
    return found


def _range(match: re.Match[str]) -> Quantity | None:
    """What stands from one number to another; None where they are two, not a range."""
    first_is, last_is = _side(match["first_is"]), _side(match["last_is"])
    first, last = _value(match["first"]), _value(match["last"])
    is_and = (match["to"] or "").lower() in ("and", "&", ",")
    opens = (match["between"] or "").lower() in ("between", "from")
    if is_and and not opens and not (first_is in (">", ">=") and last_is in ("<", "<=")):
        return None
    if first_is in ("<", "<=") or last_is in (">", ">=") or match["more"]:
        return None
    if match["less"]:
        return None
    unit, first_unit = _unit(match["last_unit"] or match["first_unit"]), _unit(match["first_unit"])
    if (first_unit, unit) == ("month", "year") and match["last_unit"]:
        unit, last = "month", 12 * last + (0 if last_is == "<" else 11)
    elif (first_unit, unit) == ("year", "month"):
        first = 12 * first
    elif first_unit and first_unit != unit:
        return None
    if first >= last:
        return None
    return Quantity(first, last, first_is == ">", last_is == "<", unit, _is_age(match))


_OF_AGE = re.compile(r"\bage[sd]?\b|\bold\b|\b(?:older|younger)\b", re.IGNORECASE)


def _is_age(match: re.Match[str]) -> bool:
    """Whether it says itself that it is an age: "aged 18", "18 years or older"."""
    return bool(_OF_AGE.search(match[0]))


def _single(match: re.Match[str]) -> Quantity:
    side, number = _side(match["first_is"]), _value(match["first"])
    if match["more"]:
        side = side or ">="
    elif match["less"]:
        side = side or "<="
    infinite = float("inf")
    low, high = {
        "": (number, number), ">=": (number, infinite), ">": (number, infinite),
        "<=": (-infinite, number), "<": (-infinite, number),
    }[side]  # fmt: skip
    return Quantity(
        low, high, side == ">", side == "<", _unit(match["first_unit"]), _is_age(match), not side
    )
