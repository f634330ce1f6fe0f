"""A record as passages: the sentences and lines that its readings rest on, and quote."""

import re
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING

import msgspec

from . import budget, criteria
from .effects import Part
from .wording import lazy

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


# The fields that say what a study is called and what it studies.
NAMED = ("brief_title", "official_title", "registry_conditions", "acronym")


class Quote(msgspec.Struct, frozen=True):
    """The record's own words, escapes undone, and the column of Trial that they stand in."""

    field: str
    text: str


class Passage(msgspec.Struct, frozen=True):
    """A title, a condition, a sentence of a description or a clause of a line of the criteria.

    Of a clause: `effect` says what it does with those whom it names, `within` what its heading
    and outer lines alone would do, `names` what they would do with the diseases that it names,
    `line` is its whole line, `under` the sub-headings and outer lines above it, `below` the inner
    lines that belong to it.
    """

    field: str
    text: str
    effect: Part = Part.NEITHER
    within: Part = Part.NEITHER
    line: str = ""
    under: tuple[str, ...] = ()
    names: Part = Part.NEITHER
    below: tuple[str, ...] = ()

    @property
    def is_about_controls(self) -> bool:
        """Whether it is about healthy people or relatives, and says nothing of patients."""
        is_below = bool(self.under) and bool(criteria.CONTROLS.search(" ".join(self.under)))
        is_in = self.names == Part.EXCLUSION and bool(_IN_CONTROLS.search(self.text))
        return is_below or is_in or bool(_OF_CONTROLS.match(self.text))

    @property
    def quote(self) -> Quote:
        return Quote(self.field, self.text)

    def quote_around(self, start: int, end: int) -> Quote:
        """The passage or, of a long one, what stands around a place in it, cut between words."""
        text = self.text
        if len(text) <= _LONG:
            return self.quote
        first, last = max(0, start - _LONG // 2), min(len(text), end + _LONG // 2)
        first = text.rfind(" ", 0, first) + 1 if first else 0
        last = len(text) if last == len(text) else text.find(" ", last) % (len(text) + 1)
        return Quote(self.field, text[first:last])


# "Controls only: a diagnosis of DM"
_OF_CONTROLS = lazy(
    r"\W*(?:only\s+)?(?:(?:for|in)\s+)?(?:the\s+)?(?:healthy\s+)?(?:controls?|volunteers|comparison\s+group)(?:\s+(?:only|group|arm|participants|subjects))*\s*(?:\(controls?\)\s*)?[:)\]]",
    re.IGNORECASE,
)
# Among exclusions: "Lupus or DM in the healthy control group", "Relatives with DM or with PM"
_IN_CONTROLS = lazy(
    r"\A\W*(?:(?:any|an?|known)\s+)?(?:(?:first|second|1st|2nd)[-\s]degree\s+)?(?:relatives?|family\s+members?|siblings?)\s+(?:with|having|who|of|have|has)\b|"
    r"\b(?:in|among)\s+(?:(?:the|an?|any|our)\s+)?(?:(?:members?|participants?|subjects?|people|persons?)\s+(?:of|in)\s+the\s+)?"
    r"(?:healthy\s+)?(?:controls?|(?:control|comparison)\s+(?:group|arm|cohort|subjects?|participants?)|healthy\s+(?:volunteers?|people|subjects?|participants?))\W*\Z",
    re.IGNORECASE,
)
# Characters of a quote that nobody needs to have shortened.
_LONG = 300
# The end of a sentence, or of a line; the first is none after an abbreviation or an initial.
_END = lazy(r"[.!?][\"”)\]]?\s+(?=[A-Z0-9\"“(\[*•-])|\n")
_NO_END = lazy(r"(?:\b(?:e\.g|i\.e|vs|Dr|No|al|approx|incl|sec|acc|resp|[A-Z]))$")
# Patterns take long over a run of blanks, which nobody sees.
_BLANK = lazy(r"\s{4,}")
_LISTS = lazy(r"\b(?:in|ex)clusion(?:\s+criteri|s?\s*:)", re.IGNORECASE)


# What another study does, did or will do, and people who are only compared with.
_OTHER_STUDY = lazy(
    r"^(?:in\s+)?(?:an?\s+|the\s+|another\s+)?(?:future|later|subsequent|separate|earlier|previous|prior|recent)\s+"
    r"(?:[\w-]+\s+){0,2}(?:stud(?:y|ies)|trials?|protocols?)\b(?!.*\b(?:this|present|current|our)\s+(?:\w+\s+){0,3}(?:study|trial)\b)"
    r"|\b(?:studied|enrolled|included|followed|treated|tested)\s+(?:in|under)\s+(?:an?\s+)?(?:another|separate|future"
    r"|previous|earlier|prior)\s+(?:\w+\s+)?(?:stud(?:y|ies)|trials?|protocols?)\b"
    r"|\b(?:previously|formerly)\s+(?:enrolled|recruited|randomi[sz]ed)\b|(?<!treated\s)\bhistoric(?:al)?\s+(?:patients|controls?|cases|cohorts?)\b"
    r"|\btested\s+in\b.*\b(?:last\s+year|ago)\b",
    re.IGNORECASE,
)


def tells_of_another_study(sentence: str) -> bool:
    return bool(_OTHER_STUDY.search(sentence))


def sentences(text: str) -> list[str]:
    """The sentences and list items of a text, escapes undone, without their bullets."""
    text = criteria.unescaped(text)
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and _NO_END.search(
            text[max(start, end.start() - 8) : end.start()]
        ):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    found.append(text[start:])
    return [s for s in (" ".join(sentence.split()).strip("*• ") for sentence in found) if s]


def passages(record: "StudyRecord") -> list[Passage]:
    """All that a record says in words of its own, what it is called first, in a fixed order.

    None is longer than budget.LONGEST_TEXT: what a rule looks at is never long.
    """
    protocol = record.protocol_section
    names, about = protocol.identification_module, protocol.conditions_module
    texts, arms = protocol.description_module, protocol.arms_interventions_module
    outcomes, who = protocol.outcomes_module, protocol.eligibility_module
    found: list[Passage] = []

    def whole(field: str, *values: str | None) -> None:
        for value in filter(None, values):
            text = _BLANK.sub(" ", criteria.unescaped(value))
            found.extend(Passage(field, part) for part in budget.cut(text))

    def told(field: str, *values: str | None) -> None:
        for value in filter(None, values):
            if _LISTS.search(value):
                found.extend(_criteria(field, value))
            else:
                for sentence in sentences(value):
                    found.extend(Passage(field, part) for part in budget.cut(sentence))

    whole("brief_title", names.brief_title)
    whole("official_title", names.official_title)
    whole("acronym", names.acronym)
    whole("registry_conditions", *about.conditions)
    whole("keywords", *about.keywords)
    told("brief_summary", texts.brief_summary)
    found += _criteria("eligibility_criteria", who.eligibility_criteria or "")
    told("study_population", who.study_population)
    told("detailed_description", texts.detailed_description)
    for arm in arms.arm_groups:
        whole("arm_groups", arm.label)
        told("arm_groups", arm.description)
    for item in arms.interventions:
        whole("interventions", item.name, *item.other_names)
        told("interventions", item.description)
    for field, group in (
        ("primary_outcomes", outcomes.primary_outcomes),
        ("secondary_outcomes", outcomes.secondary_outcomes),
        ("other_outcomes", outcomes.other_outcomes),
    ):
        for outcome in group:
            whole(field, outcome.measure, outcome.description)
    return found


def _criteria(field: str, text: str) -> Iterator[Passage]:
    lines = criteria.read(text).lines
    for number, line in enumerate(lines):
        budget.check()
        below = tuple(
            inner.text for inner in takewhile(_is_below(line), islice(lines, number + 1, None))
        )
        for clause, effect in line.clauses:
            if clause:
                yield Passage(
                    field, clause, effect, line.within, line.text, line.under, line.names, below
                )


def _is_below(line: criteria.Line) -> Callable[[criteria.Line], bool]:
    """Whether a line belongs to another one: a deeper one, or a paragraph behind an item."""

    def is_below(inner: criteria.Line) -> bool:
        is_paragraph = bool(line.marker) and not inner.marker and not inner.is_heading
        return inner.part == line.part and (inner.depth > line.depth or is_paragraph)

    return is_below
