"""Which types of myositis a study includes, excludes or does not name, in the record's own words.

A type counts as included or excluded only where the record names it and its words are clear. Words
for the whole family (myositis, IIM) leave every type that is not named at "not stated", and so do
MeSH terms that the registry derives.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from . import budget, clauses, own_words
from .clauses import Said, Says
from .diseases import ANOTHER, JUVENILE, SUBTYPES, UMBRELLA
from .effects import Part, completed
from .kinds import is_kind, may_be_kind
from .names import OTHER_DM, Mention, may_name, mentions, named_by, short_forms, trusted
from .narrowing import barred_in_part, narrowed, taken_in_part
from .passages import NAMED, Passage, Quote
from .told import ELSEWHERE, PEOPLE_WITH, REACH, Sentence
from .word_grades import Grade


class State(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_STATED = "not_stated"
    # The record names it in words that contradict each other, or that no rule of ours knows.
    UNCLEAR = "unclear"


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
    if any(
        JUVENILE in mention.means and passage.line[mention.start : mention.end] not in passage.text
        for mention in mentions(passage.line)
    ):
        return []
    return mentions(passage.text, is_ours=True)


@dataclass(frozen=True)
class Narrow:
    """Which diseases a study takes, and what it asks of one of them alone.

    `studied` has the types, and the whole family where it takes that. `own`: the clauses that ask
    something of one type alone, while another type is free of it.
    """

    studied: frozenset[str]
    own: frozenset[str]

    @property
    def taken(self) -> frozenset[str]:
        return self.studied.intersection(SUBTYPES)


def narrow(said: list[Evidence]) -> Narrow:
    asking = {e.means for e in said if e.grade in _ASKING}
    may_join = {e.means for e in said if not e.excludes and e.passage.names == Part.INCLUSION}
    own = {
        e.passage.text
        for e in said
        if e.means in asking and e.grade and e.passage.names == Part.INCLUSION
    }
    are_others_free = may_join.intersection(SUBTYPES) - asking
    studied = frozenset(e.means for e in said if _is_studied(e))
    return Narrow(studied, frozenset(own if are_others_free else ()))


_ASKING = (Grade.EXPECTED, Grade.ASKS, Grade.LIMITS)


def _is_studied(said: Evidence) -> bool:
    """Whether a study takes people with a disease, or some of those whom its title names."""
    return said.includes or (said.says == Says.UNCLEAR and said.passage.field in NAMED)


# What each passage alone says of each disease that it names.
Told = list[tuple[Passage, list[Said]]]


def told(found: list[tuple[Passage, list[Mention]]]) -> Told:
    return [(passage, _all_said(passage, here)) for passage, here in found]


def evidence(found: list[tuple[Passage, list[Mention]]], whole: Told) -> list[Evidence]:
    """What the passages say of each disease: people with it may join, may not, or it is unclear."""
    narrowing = {p.line: narrowed(p.line, p.names) for p, _here in found if p.line}
    spoken = [(passage, _joining(said)) for passage, said in whole]
    own = own_words.of_record(found, spoken)
    lines = {(p.line, p.names, p.below) for p, _here in found if p.line}
    in_part = [taken_in_part(*line) for line in lines]
    spared = defaultdict[str, frozenset[str]](frozenset)
    spared |= {
        line: barred_in_part(line, below) for line, part, below in lines if part == Part.EXCLUSION
    }
    of_some = frozenset[str]().union(
        own_words.limited(spoken, own),
        *in_part,
        _barred_in_part(whole),
        _refused_in_part(whole),
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


def _refused_in_part(spoken: Told) -> set[str]:
    """The types of which an inclusion refuses some, or may: "no paraneoplastic DM"."""
    types: set[str] = set()
    for passage, said in spoken:
        if passage.field == "eligibility_criteria" and passage.names == Part.INCLUSION:
            types |= _kinds(passage, said, may_be_kind)
            doubted = [one for one in said if one.is_doubted and one.says == Says.UNCLEAR]
            types.update(slug for one in doubted for slug in one.mention.means)
    return types


def _barred_in_part(spoken: Told) -> frozenset[str]:
    """The types of which a criterion bars a kind, whatever other lines say: "DM with cancer"."""
    return frozenset[str]().union(
        *(
            _kinds(passage, said, is_kind)
            for passage, said in spoken
            if passage.field == "eligibility_criteria" and passage.names in _HEADED
        )
    )


_HEADED = (Part.INCLUSION, Part.EXCLUSION)


def _kinds(
    passage: Passage, said: list[Said], is_one: Callable[[str, Mention, list[Mention]], bool]
) -> set[str]:
    """The types of which a clause bars a kind."""
    here = [one.mention for one in said]
    return {
        slug
        for one in said
        if one.is_in_part and is_one(passage.text, one.mention, here)
        for slug in one.mention.means
    }


def _in_part(says: Says, is_of_some: bool, is_spared: bool) -> Says:
    """What it says of a type of which the record takes, or its line bars, only some people."""
    if (says == Says.INCLUDES and is_of_some) or (says == Says.EXCLUDES and is_spared):
        return Says.UNCLEAR
    return says


def _strength(passage: Passage, mention: Mention) -> int:
    before = passage.text[max(0, mention.start - REACH) : mention.start]
    if passage.field == "brief_summary" and PEOPLE_WITH.search(before):
        return JOINING
    return _STRENGTH[passage.field]


def is_umbrella(said: list[Evidence]) -> bool:
    """Whether a word for the whole family says what is studied.

    In a title or a condition it does; elsewhere only where the study takes no type by name.
    """
    if any(e.means == UMBRELLA and e.includes and e.passage.field in NAMED for e in said):
        return True
    taken = {e.means for e in said if e.includes and e.strength >= JOINING}
    return UMBRELLA in taken and not taken.intersection(SUBTYPES)


def _joining(said: list[Said]) -> list[Said]:
    """Of what is said, that of people who may or may not join."""
    return [one for one in said if one.says != Says.NEITHER]


def _all_said(passage: Passage, here: list[Mention]) -> list[Said]:
    if passage.is_about_controls and passage.within != Part.NEITHER:
        return []
    is_named = passage.field in (*NAMED, "keywords")
    is_told = passage.within == Part.NEITHER and passage.field not in _LISTS
    is_arm = passage.field == "arm_groups"
    if is_arm and is_told and ELSEWHERE.search(passage.text):
        return []
    said = clauses.said(
        completed(passage.line, passage.text), here, passage.names, is_named=is_named
    )
    if is_told and not is_named and not is_arm:
        sentence = Sentence(passage)
        said = [one for one in map(sentence.as_studied, said) if sentence.is_of_those_who_join(one)]
    return said


# What these hold is about who may join, also without a heading.
_LISTS = ("eligibility_criteria", "study_population")
_TITLES = ("brief_title", "official_title")
