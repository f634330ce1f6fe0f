"""Which types of myositis a study includes, excludes or does not name, in the record's own words.

A type counts as included or excluded only where the record names it and its words are clear. Words
for the whole family (myositis, IIM) leave every type that is not named at "not stated", and so do
MeSH terms that the registry derives.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from . import budget, clauses, own_words
from .clauses import Said, Says
from .effects import Part, completed
from .names import (
    ANOTHER,
    DERMATOMYOSITIS,
    JUVENILE,
    OTHER_DM,
    POLYMYOSITIS,
    SUBTYPES,
    UMBRELLA,
    Mention,
    may_name,
    mentions,
    named_by,
    short_forms,
    trusted,
)
from .narrowing import barred_in_part, demanded, narrowed, taken_in_part
from .own_words import Grade
from .passages import NAMED, Passage, Quote, tells_of_another_study


class State(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_STATED = "not_stated"
    # The record names it in words that contradict each other, or that no rule of ours knows.
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Verdict:
    """`cues` are the words of the quote that decide, beside the heading that it stands under."""

    subtype: str
    state: State
    quote: Quote | None = None
    # Words of the same record that say the opposite: a person had better look.
    against: Quote | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one passage says of one disease. Strength: see _STRENGTH."""

    means: str
    says: Says
    strength: int
    passage: Passage
    quote: Quote
    cues: tuple[str, ...] = ()
    # What the clause says of it alone, where it takes several types.
    grade: Grade = Grade.HARMLESS

    @property
    def includes(self) -> bool:
        return self.says == Says.INCLUDES

    @property
    def excludes(self) -> bool:
        return self.says == Says.EXCLUDES


# The strongest word on a type decides; of two that are equally strong the one that bars.
TITLE, CRITERIA, LISTED, JOINING, TOLD = 5, 4, 3, 2, 1
_STRENGTH = {
    "brief_title": TITLE,
    "official_title": TITLE,
    "acronym": TITLE,
    "registry_conditions": LISTED,
    "eligibility_criteria": CRITERIA,
    "study_population": LISTED,
    "arm_groups": LISTED,
    "keywords": TOLD,
    "brief_summary": TOLD,
    "detailed_description": TOLD,
}
_TREATMENT = re.compile(r"treat|therap", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|of|for|with|on)\s+(?:[\w,()/'’-]+\s+){0,14}$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\banother\s+(?:trial|study)\b|\b(?:treat\w*|drugs?|medic\w*|approved)\s+for\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|adolescents|men|women"
    r"|those|cases|cohorts?|population|youth|sufferers)\b(?:[^.;]{0,100}?\b(?:with|have|having|has|diagnosed"
    r"|suffering|affected|who|of)\b|\s*[(:])",
    re.IGNORECASE,
)
# "in adults with juvenile and adult …": the sentence is about them, and no background.
_PEOPLE_WITH = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|adolescents|men|women)"
    r"\s+(?:with|who\s+have|diagnosed\s+with|suffering\s+from)\s+(?:[\w/'’-]+[\s,(]+){0,8}$",
    re.IGNORECASE,
)
_PEOPLE_AFTER = re.compile(
    r"[\s,/()&-]*(?:\w+[\s,/()&-]+){0,3}(?:patients?|participants?|subjects|cohorts?|cases|population)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:this|the|our|present|current|a|an)\s+(?:[\w-]+[\s,]+){0,8}?(?:study|trial|protocol|registry|project|research|cohort|programme?|survey)\b"
    r"|\b(?:aims?|purpose|objectives?|goal|hypothes\w+|primary\s+end)\b|\bwill\b|\bwe\s+(?:propose|aim|plan|evaluate|study|investigate|hypo|want|are)"
    r"|\bto\s+(?:evaluate|assess|determine|investigate|compare|study|test|describe|identify|examine|explore|establish"
    r"|characteri[sz]e|measure|find|learn|see|understand|develop|treat)\b"
    r"|\b(?:safety|efficacy|effectiveness|tolerability|feasibility)\b"
    r"|^(?:tests?|evaluates?|assess(?:es)?|compares?|investigates?|examines?|explores?|measures?)\b"
    r"|\b(?:measuring|evaluating|assessing|comparing|investigating|examining|testing|studying|determining)\b|\b(?:enrol\w*|recruit\w*|randomi[sz]\w+|included?)\b",
    re.IGNORECASE,
)
_ENROLS = re.compile(
    r"\b(?:enrol\w*|recruit\w*|will\s+be\s+(?:included|studied|randomi[sz]ed|treated)|eligible|cohorts?|arms?"
    r"|groups?)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|published|reported|entitled|has\s+been|have\s+been|was\s+approved|approved|had"
    r"|is\s+an?|are\s+an?|are\s+rare|known|characteri[sz]ed|common(?:ly)?|prevalence|studies\s+have|in\s+contrast"
    r"|unlike|similar\s+to|appears?|such\s+as|may\s+(?:also|occur)|can\s+(?:also|occur)|e\.g\.)(?=\W)",
    re.IGNORECASE,
)


def named(passages: list[Passage]) -> list[tuple[Passage, list[Mention]]]:
    """Passages that name a disease of ours, with the names that can be trusted in this record."""
    passages = [passage for passage in passages if passage.field in _STRENGTH]
    if not may_name("\n".join(passage.text for passage in passages)):
        return []
    forms = {
        form: means
        for passage in passages
        if "(" in passage.text or "[" in passage.text
        for form, means in short_forms(passage.text).items()
    }
    found = []
    is_ours = any(p.field in _TITLES and may_name(p.text) and mentions(p.text) for p in passages)
    for passage in passages:
        budget.check()
        here = mentions(passage.text)
        if is_ours and not here and passage.field in _LISTS:
            here = _of_the_young(passage)
        if forms:
            here = named_by(forms, passage.text, here)
        if here:
            found.append((passage, here))
    clear = any(
        not mention.is_guarded and ANOTHER not in mention.means
        for _passage, here in found
        for mention in here
    ) and not any(OTHER_DM.search(p.text) for p in passages if p.field in NAMED)
    trusting = [(passage, trusted(passage.text, here, clear)) for passage, here in found]
    return [entry for entry in trusting if entry[1]]


def _of_the_young(passage: Passage) -> list[Mention]:
    """Names like "juvenile-onset disease" in a study of myositis, unless a line says which."""
    if any(JUVENILE in mention.means for mention in mentions(passage.line)):
        return []
    return mentions(passage.text, is_ours=True)


@dataclass(frozen=True)
class Narrow:
    """Which types a study takes, and where it takes only some people with one.

    `of_some`: {line of the criteria: the types of which only some may join, by its words}.
    `own`: the clauses that ask something of one type alone, while another type is free of it.
    """

    taken: frozenset[str]
    of_some: Mapping[str, frozenset[str]]
    own: frozenset[str]


def narrow(narrowing: Mapping[str, frozenset[str]], said: list[Evidence]) -> Narrow:
    """`narrowing` as `narrowed_lines` gives it."""
    asking = {e.means for e in said if e.grade in (Grade.EXPECTED, Grade.LIMITS)}
    may_join = {e.means for e in said if not e.excludes and e.passage.names == Part.INCLUSION}
    taken = frozenset(e.means for e in said if e.includes and e.means in SUBTYPES)
    own = {
        e.passage.text
        for e in said
        if e.means in asking and e.grade and e.passage.names == Part.INCLUSION
    }
    are_others_free = may_join.intersection(SUBTYPES) - asking
    return Narrow(taken, narrowing, frozenset(own if are_others_free else ()))


def narrowed_lines(found: list[tuple[Passage, list[Mention]]]) -> dict[str, frozenset[str]]:
    """{line of the criteria: the types of which only some may join, by its words}"""
    parts = {p.line: p.names for p, _here in found if p.line}
    more = _demanded(found)
    return {
        line: narrowed(line, part) | more.get(line, frozenset()) for line, part in parts.items()
    }


def _demanded(found: list[tuple[Passage, list[Mention]]]) -> dict[str, frozenset[str]]:
    """{line of the inclusion criteria: types of which it asks more than of others}"""
    lines = {p.line for p, _here in found if p.line and p.names == Part.INCLUSION}
    spoken = [
        (p.line, slug)
        for p, here in found
        if p.field in NAMED or p.names == Part.INCLUSION
        for mention in here
        for slug in mention.means
    ]
    return {
        line: demanded(line, frozenset(slug for other, slug in spoken if other != line))
        for line in lines
    }


def evidence(
    found: list[tuple[Passage, list[Mention]]], narrowing: Mapping[str, frozenset[str]]
) -> list[Evidence]:
    """What the passages say of each disease: people with it may join, may not, or it is unclear.

    `narrowing` as `narrowed_lines` gives it.
    """
    spoken = [(passage, said_in(passage, here)) for passage, here in found]
    own = own_words.of_record(found, spoken)
    lines = {(p.line, p.names) for p, _here in found if p.line}
    in_part = [taken_in_part(line, part) for line, part in lines]
    spared = defaultdict[str, frozenset[str]](frozenset)
    spared |= {line: barred_in_part(line) for line, part in lines if part == Part.EXCLUSION}
    of_some = frozenset[str]().union(
        *_demanded(found).values(), own_words.limited(spoken, own), *in_part
    )
    return [
        Evidence(slug, says, _strength(passage, said.mention), passage, quote, said.cues, grade)
        for (passage, all_said), grades in zip(spoken, own, strict=True)
        for said in all_said
        for quote in [passage.quote_around(said.mention.start, said.mention.end)]
        for slug in said.mention.means
        for grade in [grades.get(slug, Grade.HARMLESS)]
        for is_of_some in [slug in of_some or grade.is_of_some]
        for says in [_in_part(said.says, is_of_some, slug in spared[passage.line])]
        if slug != ANOTHER
        and not (says == Says.INCLUDES and slug in narrowing.get(passage.line, ()))
    ]


def _in_part(says: Says, is_of_some: bool, is_spared: bool) -> Says:
    """What it says of a type of which the record takes, or its line bars, only some people."""
    if (says == Says.INCLUDES and is_of_some) or (says == Says.EXCLUDES and is_spared):
        return Says.UNCLEAR
    return says


def _strength(passage: Passage, mention: Mention) -> int:
    before = passage.text[max(0, mention.start - _REACH) : mention.start]
    if passage.field == "brief_summary" and _PEOPLE_WITH.search(before):
        return JOINING
    return _STRENGTH[passage.field]


_STATES = {
    Says.INCLUDES: State.INCLUDED,
    Says.EXCLUDES: State.EXCLUDED,
    Says.UNCLEAR: State.UNCLEAR,
}


def verdicts(said: list[Evidence]) -> tuple[Verdict, ...]:
    """One verdict for each type, in the order of SUBTYPES."""
    said = _of_the_ages_in_titles(said)
    about = {e.means for e in said if e.includes and e.strength >= LISTED}.intersection(SUBTYPES)
    found = []
    for subtype in SUBTYPES:
        of_it = [e for e in said if e.means == subtype]
        # Where a study says by name whom it takes, what it tells of other types is background.
        if about and subtype not in about:
            of_it = [e for e in of_it if e.strength > TOLD or e.excludes]
        found.append(_verdict(subtype, of_it))
    return tuple(found)


def _of_the_ages_in_titles(said: list[Evidence]) -> list[Evidence]:
    """Without "Dermatomyositis" as a mere condition or keyword where the title says "juvenile".

    The registry's list of conditions has no word for the juvenile disease in many records.
    """
    if not any(e.means == JUVENILE and e.includes and e.strength == TITLE for e in said):
        return said
    spoken = {e.means for e in said if e.passage.field not in _MERE_LISTS}
    return [
        e
        for e in said
        if e.passage.field not in _MERE_LISTS
        or e.means not in (DERMATOMYOSITIS, POLYMYOSITIS)
        or e.means in spoken
    ]


_MERE_LISTS = ("registry_conditions", "keywords")


def _verdict(subtype: str, of_it: list[Evidence]) -> Verdict:
    if not of_it:
        return Verdict(subtype, State.NOT_STATED)
    best = _strongest(of_it)
    state = _STATES[best.says]
    against = next((e.quote for e in of_it if {e.says, best.says} == _OPPOSITES), None)
    if _is_contradicted(best, of_it):
        state = State.UNCLEAR
    return Verdict(subtype, state, best.quote, against, best.cues)


_OPPOSITES = {Says.INCLUDES, Says.EXCLUDES}


def _is_contradicted(best: Evidence, of_it: list[Evidence]) -> bool:
    """Whether one line of the criteria says both, or bars and then leaves it open."""
    return best.says in _OPPOSITES and any(
        e.says != best.says
        and (e.says in _OPPOSITES or best.excludes)
        and e.passage.line
        and e.passage.line == best.passage.line
        and e.passage.within == best.passage.within
        and e.strength == best.strength
        for e in of_it
    )


def _strongest(said: list[Evidence]) -> Evidence:
    """The strongest word on a type decides.

    Of equally strong ones the one that excludes does, unless it is about another cohort. An unclear
    word among the exclusions leaves it open whether the study takes the type at all.
    """
    strength = max(e.strength for e in said)
    strong = [e for e in said if e.strength == strength]
    taking = [e for e in strong if e.includes]
    barring = [e for e in strong if e.excludes]
    unclear = [e for e in strong if e.says == Says.UNCLEAR]
    if taking and barring:
        elsewhere = {e.passage.under[:1] for e in taking} - {e.passage.under[:1] for e in barring}
        return taking[0] if elsewhere and () not in elsewhere else barring[0]
    if barring:
        return barring[0]
    if taking and not any(e.passage.within == Part.EXCLUSION for e in unclear):
        return taking[0]
    return (unclear or taking)[0]


def is_umbrella(said: list[Evidence]) -> bool:
    """Whether a word for the whole family says what is studied.

    In a title or a condition it does; elsewhere only where the study takes no type by name.
    """
    if any(e.means == UMBRELLA and e.includes and e.passage.field in NAMED for e in said):
        return True
    taken = {e.means for e in said if e.includes and e.strength >= JOINING}
    return UMBRELLA in taken and not taken.intersection(SUBTYPES)


def said_in(passage: Passage, here: list[Mention]) -> list[Said]:
    """What a passage says of those names that stand for people who may or may not join."""
    if passage.is_about_controls and passage.within != Part.NEITHER:
        return []
    is_named = passage.field in (*NAMED, "keywords")
    is_told = passage.within == Part.NEITHER and passage.field not in _LISTS
    is_arm = passage.field == "arm_groups"
    if is_arm and is_told and _ELSEWHERE.search(passage.text):
        return []
    said = clauses.said(
        completed(passage.line, passage.text), here, passage.names, is_named=is_named
    )
    if is_told and not is_named and not is_arm:
        sentence = _Sentence(passage)
        said = [one for one in map(sentence.as_studied, said) if sentence.is_of_those_who_join(one)]
    return [one for one in said if one.says != Says.NEITHER]


# What these hold is about who may join, also without a heading.
_LISTS = ("eligibility_criteria", "study_population")
_TITLES = ("brief_title", "official_title")
# Characters before a name that may say something of it.
_REACH = 600


class _Sentence:
    """A sentence of a summary or description: most of what these say of diseases is background."""

    def __init__(self, passage: Passage):
        self.text = passage.text
        self.is_summary = passage.field == "brief_summary"

    @cached_property
    def is_of_another_study(self) -> bool:
        return tells_of_another_study(self.text)

    @cached_property
    def speaks_of_the_study(self) -> bool:
        return bool(_STUDY.search(self.text))

    @cached_property
    def is_background(self) -> bool:
        return bool(_BACKGROUND.search(self.text))

    @cached_property
    def enrolls(self) -> bool:
        return bool(_ENROLS.search(self.text))

    def before(self, mention: Mention) -> str:
        return self.text[max(0, mention.start - _REACH) : mention.start]

    def as_studied(self, said: Said) -> Said:
        """Where the study is of a treatment for a disease, those with it join."""
        is_treatment = any(_TREATMENT.match(cue) for cue in said.cues)
        if said.says == Says.NEITHER and is_treatment and _STUDY.search(self.before(said.mention)):
            return Said(said.mention, Says.INCLUDES)
        return said

    def is_of_those_who_join(self, said: Said) -> bool:
        if said.says in (Says.NEITHER, Says.UNCLEAR) or self.is_of_another_study:
            return False
        before = self.before(said.mention)
        people = bool(_PEOPLE.search(before) or _PEOPLE_AFTER.match(self.text, said.mention.end))
        if said.says == Says.EXCLUDES:
            return people or self.enrolls
        enrolls = people and self.enrolls
        if not self.speaks_of_the_study or (self.is_background and not enrolls):
            return False
        return people or bool(_PREPOSITION.search(before)) if self.is_summary else enrolls
