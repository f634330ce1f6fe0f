"""Which types of myositis a study takes, bars or does not speak of, in the record's own words.

A type counts as included or excluded only where the record names it. Words for the whole family
(myositis, IIM) leave every type that is not named at "not stated", and so do MeSH terms that the
registry derives.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .criteria import Part
from .names import (
    ANOTHER,
    OTHER_DM,
    OVERLAP,
    SUBTYPES,
    UMBRELLA,
    Mention,
    may_name,
    mentions,
    trusted,
)
from .passages import Passage, Quote


class State(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Verdict:
    subtype: str
    state: State
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one passage says of one disease. Strength: see _STRENGTH."""

    means: str
    takes: bool
    strength: int
    passage: Passage
    quote: Quote


NAMED = ("brief_title", "official_title", "registry_conditions", "acronym")
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
_WORDS = r"(?:[\w'’/-]+\s+)"
# What turns the names behind it, up to the end of the phrase: "IIM other than IBM".
_BUT = re.compile(
    r"\b(?:other\s+than|except(?:ion\s+of|ing)?(?:\s+(?:for|in|with))?|exclud(?:ing|es?)|exclusive\s+of"
    r"|not\s+including|but\s+not|rather\s+than|apart\s+from|aside\s+from|unless|besides|not)\s+"
    r"(?:the\s+|those\s+with\s+|patients\s+with\s+|people\s+with\s+|any\s+|known\s+|isolated\s+|primary\s+"
    r"|idiopathic\s+|adult\s+|if\s+|due\s+to\s+|it\s+is\s+|sporadic\s+|a\s+diagnosis\s+of\s+|diagnosis\s+of\s+)*$"
    r"|\bnon[-\s]$",
    re.IGNORECASE,
)
_WITH_OR_WITHOUT = re.compile(r"\bwith\s*(?:\(?or\)?|and|/)\s*without\s+$", re.IGNORECASE)
# Ends what `_BUT` began: "other than DM, such as IBM".
_BREAKS = re.compile(
    r"\b(?:such\s+as|including|includes?|like|e\.?g\.?|i\.?e\.?|for\s+example|namely|who|which|that"
    r"|with|having|were|was|is|are|will)\b|[;:()]",
    re.IGNORECASE,
)
# Denies what stands right behind it: "no evidence of IBM", "biopsy to rule out IBM".
_DENIES = re.compile(
    rf"(?:\b(?:no|not|without|absence\s+of|never|rul(?:e|es|ed|ing)\s+out|exclud(?:e|es|ed|ing|ion\s+of)"
    rf"|negative\s+for|free\s+(?:of|from)|lack\s+of|neither|nor)\s+(?!only\b|limited\b)"
    rf"(?:(?!for\b|to\b|treat|respon|therap|drug|medic|use\b|taking|receiv|because|due\b|by\b|other\b|than\b)"
    rf"{_WORDS}){{0,5}}|\bnon[-\s])$",
    re.IGNORECASE,
)
# A list that a denial at its beginning governs: "No active dermatomyositis, lupus or …".
_DENIES_ALL = re.compile(r"(?:no|not|without|absence|never|neither|none)\b", re.IGNORECASE)
_OTHER_MATTER = re.compile(
    r"\b(?:for|treat\w*|therap\w*|respon\w*|drugs?|medic\w*|use|taking|receiv\w*|steroids?|change|because"
    r"|due\s+to|caused|other\s+than|diagnosed|more\s+than|less\s+than|longer|years?|months?|who|but)\b",
    re.IGNORECASE,
)
_BARRED_AFTER = re.compile(
    r"\b(?:excluded|ruled\s+out|ineligible|exclusionary|not\s+(?:be\s+)?(?:eligible|included|enrolled|allowed|permitted|accepted))\b",
    re.IGNORECASE,
)
_TAKEN_AFTER = re.compile(
    r"(?:(?!\b(?:patients?|participants?|subjects?|those|who|with|if)\b)[^.;:]){0,60}?\b(?:(?:is|are|will\s+be|may\s+be|can\s+be)\s+(?:still\s+|also\s+)?(?:allowed|permitted|eligible|acceptable"
    r"|included|enrolled|accepted)|(?:is|are)\s+not\s+(?:excluded|exclusionary|an\s+exclusion)|may\s+participate"
    r"|does\s+not\s+exclude|allowed)\b",
    re.IGNORECASE,
)
# Behind a name: only some of its people are meant, or something else than having it.
_SOME_ONLY = re.compile(
    r",?\s*(?:with|who|whose|that|requiring|limited|in\s+whom|having|due|secondary|resulting|belonging|caused|related|on"
    r"|in\s+the\s+setting|when|where|if|flare|unless|only|plus|within|at\s+screening)\b(?!\s+or\s+without)",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    r"[-\s]*(?:(?:skin|cutaneous|disease|muscle|specific|related|associated|like)[-\s]+)*"
    r"(?:rash(?:es)?|activity|damage|flares?|symptoms?|lesions?|therap\w+|treatments?|medications?|severity|signs?"
    r"|manifestations?|features?|involvement|antibod\w+|autoantibod\w+|criteria|classification|specialists?|clinics?"
    r"|index|scores?|questionnaires?|experts?|related|complications?)\b",
    re.IGNORECASE,
)
_SOME_BEFORE = re.compile(
    r"(?:\b(?:(?:cancer|malignan\w+|neoplas\w+|tumou?r|drug|statin|medication|infection|thymoma)[-\s]*"
    r"(?:and\s+\w+[-\s])?(?:associated|related|induced)?|paraneoplastic|end[-\s]stage|inactive|burn\w*[-\s]out"
    r"|(?:severe|advanced|rapidly\s+progressive|uncontrolled|longstanding)))\s+$",
    re.IGNORECASE,
)
_TREATMENT_OF = re.compile(
    r"\b(?:treat\w*|therap\w+|medicat\w+|drugs?|medicines?|agents?|use[ds]?|prescribed|taken|given|administ\w+"
    r"|dose|hospitali[sz]\w+|surgery|approved|relapse|flare|exacerbation|deteriorat\w+|worsening|contraindicat\w+)"
    r"\s+(?:\w+\s+){0,2}?(?:for|of|in|to\s+treat|due\s+to)\s+(?:[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_SIGN_OF = re.compile(
    r"\b(?:signs?|rash(?:es)?|manifestations?|features|symptoms?|lesions?|flare|activity)\s+(?:\w+\s+)?"
    r"(?:of|in|from|due\s+to)\s+(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NOT_PATIENTS = re.compile(
    r"\b(?:healthy|control(?:s|\s+(?:group|subjects|participants|arm|cohort))|volunteers?|caregivers?|siblings?)\b",
    re.IGNORECASE,
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
    r"[\s\w,/()&-]{0,50}?\b(?:patients?|participants?|subjects|cohorts?|cases|population)\b",
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
    found = [(passage, mentions(passage.text)) for passage in passages]
    found = [entry for entry in found if entry[1]]
    clear = any(
        not mention.is_guarded and ANOTHER not in mention.means
        for _passage, here in found
        for mention in here
    ) and not any(OTHER_DM.search(p.text) for p in passages if p.field in NAMED)
    trusting = [(passage, trusted(here, clear)) for passage, here in found]
    return [entry for entry in trusting if entry[1]]


def evidence(found: list[tuple[Passage, list[Mention]]]) -> list[Evidence]:
    """What the passages say of each disease, whether they take or bar people with it."""
    return [
        Evidence(slug, takes, _strength(passage, mention), passage, quote)
        for passage, here in found
        for mention, takes in _said(passage, here)
        for quote in [passage.quote_around(mention.start, mention.end)]
        for slug in mention.means
        if slug != ANOTHER
    ]


def _strength(passage, mention):
    if passage.field == "brief_summary" and _PEOPLE_WITH.search(passage.text[: mention.start]):
        return JOINING
    return _STRENGTH[passage.field]


def verdicts(said: list[Evidence]) -> tuple[Verdict, ...]:
    """One verdict for each type, in the order of SUBTYPES."""
    about = {e.means for e in said if e.takes and e.strength >= LISTED}.intersection(SUBTYPES)
    found = []
    for subtype in SUBTYPES:
        of_it = [e for e in said if e.means == subtype]
        # Where a study says by name whom it takes, what it tells of other types is background.
        if about and subtype not in about:
            of_it = [e for e in of_it if e.strength > TOLD or not e.takes]
        if not of_it:
            found.append(Verdict(subtype, State.NOT_STATED))
            continue
        best = max(of_it, key=lambda e: (e.strength, not e.takes))
        state = State.INCLUDED if best.takes else State.EXCLUDED
        found.append(Verdict(subtype, state, best.quote))
    return tuple(found)


def is_umbrella(said: list[Evidence]) -> bool:
    """Whether a word for the whole family says what is studied.

    In a title or a condition it does; elsewhere only where the study takes no type by name.
    """
    if any(e.means == UMBRELLA and e.takes and e.passage.field in NAMED for e in said):
        return True
    taken = {e.means for e in said if e.takes and e.strength >= JOINING}
    return UMBRELLA in taken and not taken.intersection(SUBTYPES)


def _said(passage, here):
    """[(mention, takes)] of those names that say something of who can join."""
    if _NOT_PATIENTS.search(" ".join(passage.under)) and passage.within != Part.NEITHER:
        return
    for mention in here:
        before, after = passage.text[: mention.start], passage.text[mention.end :]
        if passage.field in (*NAMED, "keywords"):
            yield mention, not _is_denied(before, here, mention)
        elif passage.within == Part.EXCLUSION:
            takes = _in_exclusion(before, after, here, mention)
            if takes is not None:
                yield mention, takes
        elif passage.within == Part.INCLUSION or passage.field in (
            "eligibility_criteria",
            "study_population",
        ):
            takes = _in_inclusion(before, after, here, mention)
            if takes is not None:
                yield mention, takes
        elif passage.field == "arm_groups":
            if not _OTHER_MATTER.search(before) and not _is_part_of_it(after):
                yield mention, not _is_denied(before, here, mention)
        else:
            takes = _in_sentence(passage, before, after, here, mention)
            if takes is not None:
                yield mention, takes


def _is_but(before, here, mention):
    """Whether an "other than" before this name, or before the list that it stands in, turns it."""
    starts = [m.start for m in here if m.start < mention.start] + [mention.start]
    for start in starts:
        if _BUT.search(before[:start]) and not _BREAKS.search(before[start:]):
            return True
    return False


def _is_denied(before, here, mention):
    if _WITH_OR_WITHOUT.search(before):
        return False
    return _is_but(before, here, mention) or bool(_DENIES.search(before))


def _is_part_of_it(after):
    return bool(_PART_OF_IT.match(after))


def _in_inclusion(before, after, here, mention):
    if _TREATMENT_OF.search(before) or _SIGN_OF.search(before) or _is_part_of_it(after):
        return None
    if _is_denied(before, here, mention):
        return False
    if _DENIES_ALL.match(before) and not _OTHER_MATTER.search(before):
        return False
    barred = _BARRED_AFTER.search(after)
    if barred:
        qualified = _SOME_ONLY.match(after) or _SOME_BEFORE.search(before)
        return None if qualified else False
    return True


def _in_exclusion(before, after, here, mention):
    if _is_but(before, here, mention) or _TAKEN_AFTER.match(after):
        return True
    if _DENIES_ALL.match(before) or _TREATMENT_OF.search(before) or _is_part_of_it(after):
        return None
    if _SOME_BEFORE.search(before):
        return None
    # "Overlap with lupus" is what overlap means, and no part of its people.
    if _SOME_ONLY.match(after) and mention.means != (OVERLAP,):
        return None
    return False


def _in_sentence(passage, before, after, here, mention):
    if _TREATMENT_OF.search(before) and not _STUDY.search(before):
        return None
    if _BARRED_AFTER.search(after):
        return True if _is_but(before, here, mention) else False
    if _is_denied(before, here, mention):
        return False if _PEOPLE.search(before) else None
    text = passage.text
    people = _PEOPLE.search(before) or _PEOPLE_AFTER.match(after)
    study = _STUDY.search(text)
    if _BACKGROUND.search(text) and not (people and _ENROLS.search(text)):
        return None
    if passage.field == "brief_summary":
        return (
            True
            if (people and study)
            or (
                study and re.search(r"\b(?:in|of|for|with|on)\s+(?:[\w,()/'’-]+\s+){0,14}$", before)
            )
            else None
        )
    return True if people and study and _ENROLS.search(text) else None
