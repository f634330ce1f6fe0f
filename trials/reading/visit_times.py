"""How many visits a sentence names, how often they are, or when: only where it says one thing.

The sentences are those that the question "How often would I have to go in for visits?" quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .requirements.fragments import NUMBER_WORDS, UNIT
from .wording import lazy

# More than these are no picture.
MOST = 30
_NUMBER = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_COUNT = lazy(
    rf"\b(?P<number>{_NUMBER}) (?P<kind>(?:[a-z-]+,? ){{0,3}})(?:visits|sessions)\b"
    r"(?P<after>[^,;(.]{0,30})"
)
# What makes another number of it: "two to three visits", "thirty five visits".
_PART_BEFORE = lazy(
    r"(?:[-–]|(?<!up )\bto |\bor |\band |\bhundred "
    r"|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty )$"
)
_PART_IN_KIND = lazy(r"\b(?:to|or|and)\b")
# "4 weekly sessions" may be four, or four in each week.
_RATE = lazy(
    r"(?:/ ?|\b(?:per|per the|a|each|every) )(?:day|week|wk|month|year)\b|\b\w*(?:daily|ly)\b"
)
_EVERY = lazy(
    rf"\bevery (?:(?P<number>{_NUMBER}) )?(?P<unit>{UNIT})\b"
    r"|\b(?P<each>weekly|monthly|quarterly|yearly|annual)\b(?: [a-z-]+){0,3} visits?\b"
    r"|\bvisits? (?:[a-z]+ ){0,4}(?P<also>weekly|monthly|quarterly|annually)\b"
)
_EACH = {"weekly": (1, "week"), "monthly": (1, "month"), "quarterly": (3, "month"),
         "yearly": (1, "year"), "annual": (1, "year"), "annually": (1, "year")}  # fmt: skip
_LIST = r"\d+(?:(?:,? and|,) \d+)+"
_AT = lazy(
    rf"\b(?:visits?|seen|return) (?:[a-z-]+ ){{0,6}}(?:at|on|in) "
    rf"(?:(?P<unit>{UNIT}) (?P<first>{_LIST})|(?P<then>{_LIST}) (?P<unit_after>{UNIT}))\b"
)
# "at weeks 2 and 6, and at months 3 and 12": then the first list is not all.
_MORE = lazy(rf",?(?: and)? (?:at |on |in )?(?:the )?(?:{UNIT} \d|\d+ {UNIT})")
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


@dataclass(frozen=True)
class VisitTimes:
    """One of three: a number of visits, the time between them, or their times."""

    count: int = 0
    every: int = 0
    at: tuple[int, ...] = ()
    # "day", "week", "month" or "year".
    unit: str = ""


def read(sentence: str) -> VisitTimes | None:
    """None where the sentence says none of it, or more than one thing."""
    low = " ".join(sentence.lower().split())
    found = {*_counts(low), *_intervals(low), *_times(low)}
    return found.pop() if len(found) == 1 and VisitTimes() not in found else None


def _counts(low: str) -> Iterator[VisitTimes]:
    """Among them an empty one where a number is only a part."""
    for match in _COUNT.finditer(low):
        if _PART_BEFORE.search(low[: match.start()]) or _PART_IN_KIND.search(match["kind"]):
            yield VisitTimes()
        if _RATE.search(match["kind"] + match["after"]):
            continue
        count = _number(match["number"])
        if 1 < count <= MOST:
            yield VisitTimes(count=count)


def _intervals(low: str) -> Iterator[VisitTimes]:
    if "visit" not in low:
        return
    for match in _EVERY.finditer(low):
        if word := match["each"] or match["also"]:
            number, unit = _EACH[word]
        else:
            number, unit = _number(match["number"] or "1"), _UNITS[match["unit"][0]]
        yield VisitTimes(every=number, unit=unit)


def _times(low: str) -> Iterator[VisitTimes]:
    for match in _AT.finditer(low):
        numbers = [int(number) for number in re.findall(r"\d+", match["first"] or match["then"])]
        if _MORE.match(low, match.end()):
            yield VisitTimes()
        elif numbers == sorted(set(numbers)):
            unit = _UNITS[(match["unit"] or match["unit_after"])[0]]
            yield VisitTimes(at=tuple(numbers), unit=unit)


def _number(text: str) -> int:
    return NUMBER_WORDS.get(text) or int(text)
