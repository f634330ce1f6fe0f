"""How long could it take?"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from trials.reading import budget
from trials.reading.passages import Quote
from trials.reading.wording import gettext_noop, holds

from ..wording import lazy
from .fragments import NUMBER, NUMBER_WORDS
from .requirement import Answer, AnswerState, Requirement
from .texts import BACKGROUND, GIVEN, TITLE, TOLD, Text, Texts, lower

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_DAYS = {"d": 1, "w": 7, "m": 365.25 / 12, "y": 365.25}
# The unit first, then the number before it: four times as fast as both at once.
_UNIT_WORD = lazy(r"(?:day|week|wk|month|mo|year|yr)s?\b(?! of age| old)")
_NUMBER_BEFORE = lazy(rf"(?<![\w.])({NUMBER})(?: \(\d+\))?[- ]?$")
_UNIT_NUMBERS = lazy(
    r"\b(days?|weeks?|months?|years?) ?#?(\d+(?:(?: ?(?:,|-|–|/|;|&) ?| (?:to|and|or|through) "
    r"|, (?:and|or) )\d+)*)\b(?!\.\d| ?-?(?:day|week|month|year|hour|min))"
)
_BY_GONE = lazy(r"\b(?:last|past|previous|prior|preceding|age|aged|over the age of)(?: \w+)? ?$")
_OF_STUDY_AFTER = lazy(
    r"(?:[- ]long)?,? (?:(?!after|before|prior|following|from)[\w-]+,? ){0,3}?(?:study|trial"
    r"|treatment|follow-?up|period|extension|phase|observation|intervention|program(?:me)?)\b",
    re.ASCII,
)
_OF_STUDY_BEFORE = lazy(
    r"\b(?:study|trial|participation|treatment|followed(?: up)?|follow-?up|continue[ds]?|lasts?"
    r"|treated|duration)(?: [\w-]+){0,4} (?:for|of|up to|is|be|about|approximately|lasts?) "
    r"(?:up to |about |approximately |a total of |at least )*$",
    re.ASCII,
)
# Longer times are slips, or calendar years.
_LONGEST_DAYS = 40 * 365.25

# (days, what we read it from, quote)
Found = tuple[float, str, Quote]


def _duration(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    """The longest time. Of equal ones, words on the study come before times of measurements."""
    design, outcomes = (
        record.protocol_section.design_module,
        record.protocol_section.outcomes_module,
    )
    if design.design_info.time_perspective == "RETROSPECTIVE":
        return Answer(requirement.name)
    found: list[Found] = []
    for text in texts.at(TITLE, TOLD, GIVEN):
        budget.check()
        if holds(text.low, requirement.keys):
            found += _lasting(text)
    if target := budget.cut(design.target_duration or "")[0]:
        quote = Quote("design", target)
        found.append((_longest(target.lower()), gettext_noop("target duration"), quote))
    for name, group in (
        ("primary_outcomes", outcomes.primary_outcomes),
        ("secondary_outcomes", outcomes.secondary_outcomes),
        ("other_outcomes", outcomes.other_outcomes),
    ):
        for frame in dict.fromkeys(outcome.time_frame for outcome in group if outcome.time_frame):
            budget.check()
            frame = budget.cut(frame)[0]
            text = Text(name, frame, lower(frame))
            days = _longest(text.low)
            found.append((days, gettext_noop("time frame of a measurement"), text.quote()))
    nothing = (0.0, "", Quote("", ""))
    days, source, quote = max(found, key=lambda hit: hit[0], default=nothing)
    if not days:
        return Answer(requirement.name)
    detail = {
        "days": round(days),
        "weeks": round(days / 7),
        "months": round(days / _DAYS["m"]),
        "read_from": source,
    }
    return Answer(requirement.name, AnswerState.STATED, (quote,), detail)


def _lasting(text: Text) -> list[Found]:
    """The times that a study or a part of it takes, by a text that says so."""
    found: list[Found] = []
    for days, start, end in _times(text.low):
        before = text.low[:start]
        of_study = _OF_STUDY_AFTER.match(text.low, end) or _OF_STUDY_BEFORE.search(before[-250:])
        if of_study and days <= _LONGEST_DAYS and not BACKGROUND.search(before):
            found.append((days, gettext_noop("words"), text.quote(start, end)))
    return found


@lru_cache(maxsize=10_000)
def _longest(low: str) -> float:
    """The longest time in a text, in days, or 0."""
    found = [
        days
        for days, start, _end in _times(low)
        if not _BY_GONE.search(low[max(0, start - 60) : start])
    ]
    for match in _UNIT_NUMBERS.finditer(low):
        longest = max(int(number[:9]) for number in re.findall(r"\d+", match[2]))
        found.append(longest * _DAYS[match[1][0]])
    return max((days for days in found if days <= _LONGEST_DAYS), default=0)


def _times(low: str) -> Iterator[tuple[float, int, int]]:
    """(days, start, end) of each number with a unit."""
    for unit in _UNIT_WORD.finditer(low):
        start = unit.start()
        if number := _NUMBER_BEFORE.search(low, max(0, start - 25), start):
            count = NUMBER_WORDS.get(number[1]) or float(number[1])
            yield count * _DAYS[unit[0][0]], number.start(), unit.end()


REQUIREMENT = Requirement(
    "duration",
    gettext_noop("How long could it take?"),
    gettext_noop(
        "This is the longest time that the record mentions for a measurement or for the study. You "
        "may not be in the study that long."
    ),
    keys=("week", "month", "year"),
    reader=_duration,
)
