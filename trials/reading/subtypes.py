"""Which types of myositis a study takes, bars or does not speak of, in the record's own words.

A type counts as included or excluded only where the record names it. Words for the whole family
(myositis, IIM) leave every type that is not named at "not stated", and so do MeSH terms that the
registry derives.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from . import budget
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
from .passages import Passage, Quote, tells_of_another_study


class State(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Verdict:
    subtype: str
    state: State
    quote: Quote | None = None
    # Words of the same record that say the opposite: a person had better look.
    against: Quote | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one passage says of one disease. Strength: see _STRENGTH."""

    means: str
    includes: bool
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
    r"|not\s+including|but\s+not|rather\s+than|apart\s+from|aside\s+from|unless|besides|not|save(?:\s+for)?|minus"
    r"|(?:any|all|every)\s+(?:[\w-]+\s+){0,4}but)\s+"
    r"(?:the\s+|(?:those|patients|people)\s+(?:with|who\s+have)\s+|any\s+|known\s+|isolated\s+|primary\s+"
    r"|idiopathic\s+|adult\s+|if\s+|due\s+to\s+|it\s+is\s+|sporadic\s+|a\s+diagnosis\s+of\s+|diagnosis\s+of\s+)*$",
    re.IGNORECASE,
)
# "Non-IBM polymyositis" turns the one name that it is joined to.
_NON = re.compile(r"\bnon[-\s]$", re.IGNORECASE)
_WITH_OR_WITHOUT = re.compile(r"\bwith\s*(?:\(?or\)?|and|/)\s*without\s+$", re.IGNORECASE)
# Ends what `_BUT` began: "other than DM, such as IBM".
_BREAKS = re.compile(
    r"\b(?:such\s+as|including|includes?|like|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|in\s+particular|especially|particularly|namely|so|thus"
    r"|who|which|that"
    r"|with|having|were|was|is|are|will)\b|[;:()]|\s[-–—]\s",
    re.IGNORECASE,
)
# Denies what stands right behind it: "no evidence of IBM", "biopsy to rule out IBM".
_DENIES = re.compile(
    rf"(?:\b(?:no|not|without|absence\s+of|never|rul(?:e|es|ed|ing)\s+out|exclud(?:e|es|ed|ing)|exclusion\s+of"
    rf"|negative\s+for|free\s+(?:of|from)|lack\s+of|neither|nor)\s+(?!only\b|limited\b)"
    rf"(?:(?!for\b|to\b|treat|respon|therap|drug|medic|use\b|taking|receiv|because|due\b|by\b|other\b|than\b)"
    rf"{_WORDS}){{0,5}}|\bnot\s+(?:meet|fulfil\w*|satisfy)\b[^.;]{{0,60}}|\bnon[-\s])$",
    re.IGNORECASE,
)
# A list that a denial at its beginning governs: "No active dermatomyositis, lupus or …".
_DENIES_ALL = re.compile(
    r"(?:no|not(?!\s+only)|without|absence|never|neither|none)\b", re.IGNORECASE
)
_OTHER_MATTER = re.compile(
    r"\b(?:for|treat\w*|therap\w*|respon\w*|drugs?(?![-\s]induced)|medic\w*|use|taking|receiv\w*|steroids?|change|because"
    r"|due\s+to|caused|other\s+than|diagnosed|more\s+than|less\s+than|longer|years?|months?|who|but)\b",
    re.IGNORECASE,
)
_BARRED_AFTER = re.compile(
    r"\b(?P<verb>(?:is|are|was|were|be|been)\s+(?:\w+\s+)?)?(?:excluded|excepted|ruled\s+out|ineligible|exclusionary"
    r"|absent|rejected|not\s+(?:be\s+)?(?:eligible|included|enrolled|allowed|permitted|accepted|considered)|unlikely"
    r"|(?:can\s?not|can['’]t|should\s+not|may\s+not|must\s+not|will\s+not|won['’]t)\s+(?:be\s+\w+|join|take\s+part"
    r"|participate|enrol\w*|enter))\b",
    re.IGNORECASE,
)
_TAKEN_AFTER = re.compile(
    r"(?:(?!\b(?:patients?|participants?|subjects?|those|who|with|if|not|never|nor|\w+n['’]t)\b)[^.;:]){0,60}?\b(?:(?:is|are|will\s+be|may\s+be|can\s+be)\s+(?:still\s+|also\s+)?(?:allowed|permitted|eligible|acceptable"
    r"|included|enrolled|accepted)(?!\s+in\s+no\b)|(?:is|are)\s+not\s+(?:excluded|exclusionary|an\s+exclusion)|may\s+participate"
    r"|does\s+not\s+exclude|allowed)\b",
    re.IGNORECASE,
)
# Behind a name: only some of its people are meant, or something else than having it.
_SOME_ONLY = re.compile(
    r",?\s*(?:and\s+an?|not(?!\s+(?:be\s+)?(?:allow|eligib|permit|includ|enrol|accept|consid))|without|diagnosed|treated|confirmed|in\s+(?:an?|remission)|for\s+(?:more|less|at|longer)"
    r"|(?:patients?|participants?|subjects?)\s+(?:with|on|who|in)|with|who|whose|that|requiring|limited|in\s+whom|having|due|secondary|resulting|belonging|caused|related|on"
    r"|in\s+the\s+setting|when|where|if|flare|unless|only|plus|within|at\s+screening)\b(?!\s+or\s+without)",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    r"[-\s]*(?:(?:skin|cutaneous|disease|muscle|specific|related|associated|like)[-\s]+)*"
    r"(?:rash(?:es)?|activity|damage|flares?|symptoms?|lesions?|therap\w+|treatments?|medic(?:ation|ine)s?|drugs?|stud(?:y|ies)|trials?|severity|signs?"
    r"|manifestations?|features?|involvement|antibod\w+|autoantibod\w+|criteria|classification|specialists?|clinics?"
    r"|index|scores?|questionnaires?|experts?|related|complications?)\b",
    re.IGNORECASE,
)
_SOME_BEFORE = re.compile(
    r"(?:\bpregnan\w+\s+(?:\w+\s+)?with|\b(?:in|for)(?:\s+(?:patients|people|those)\s+with)?|\b(?:mimic|resembl)\w*"
    r"|\b(?:trials?|stud(?:y|ies)|participation)\s+(?:in|of|on|for)(?:\s+another)?|participation\s+in\s+another"
    r"|\b(?:(?:years?|months?|weeks?|days?|onset|start)\s+of|(?:came|associated|together)\s+with|(?:secondary|related)\s+to"
    r"|(?<!weakness\s)(?<!myopathy\s)(?<!disease\s)(?:due\s+to|caused\s+by)|(?:cancer|malignan\w+|neoplas\w+|tumou?r|drug|statin|medication|infection|thymoma)[-\s]*"
    r"(?:and\s+\w+[-\s])?(?:associated|related|induced)?|paraneoplastic|end[-\s]stage|inactive|burn\w*[-\s]out"
    r"|(?:severe|advanced|rapidly\s+progressive|uncontrolled|longstanding)))\s+$",
    re.IGNORECASE,
)
_TREATMENT_OF = re.compile(
    r"\b(?:treat\w*|therap\w+|medicat\w+|drugs?|medicines?|agents?|use[ds]?|prescribed|taken|given|administ\w+"
    r"|dose|hospitali[sz]\w+|surgery|approved|relapse|flare|exacerbation|deteriorat\w+|worsening|contraindicat\w+)"
    r"\s+(?:\w+\s+){0,2}?(?:for|of|in|to\s+treat|due\s+to)\s+(?:[\w'’-]+\s+){0,4}$"
    r"|\b(?:that|which|to)\s+treat\s+$",
    re.IGNORECASE,
)
_SIGN_OF = re.compile(
    r"\b(?:signs?|rash(?:es)?|manifestations?|features|symptoms?|lesions?|flare|activity)\s+(?:\w+\s+)?"
    r"(?:of|in|from|due\s+to)\s+(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_IN_WHOM = re.compile(r"\b(?:in|of|for|with|on)\s+(?:[\w,()/'’-]+\s+){0,14}$", re.IGNORECASE)
# Where one half of a sentence ends and another begins.
_HALVES = re.compile(r"[(;:]|\s[-–—]\s|\b(?:in\s+whom|who|whose|where|that|if)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:and|or|/)\s*", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\banother\s+(?:trial|study)\b|\b(?:treat\w*|drugs?|medic\w*|approved)\s+for\b", re.IGNORECASE
)
# Healthy people and relatives: what follows is not theirs, or not theirs to join with.
_OTHER_PEOPLE = re.compile(
    r"\b(?:healthy|controls?|volunteers?|parents?|siblings?|relatives?|family|mothers?|fathers?|spouses?"
    r"|caregivers?|household\s+members?|twins?)\s+(?:\w+\s+){0,2}(?:of|with(?:out)?|who)\b[^.;]*$"
    r"|\b(?:family\s+history|relatives?)\s+of\b[^.;]*$",
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
    found = []
    for passage in passages:
        budget.check()
        if here := mentions(passage.text):
            found.append((passage, here))
    clear = any(
        not mention.is_guarded and ANOTHER not in mention.means
        for _passage, here in found
        for mention in here
    ) and not any(OTHER_DM.search(p.text) for p in passages if p.field in NAMED)
    trusting = [(passage, trusted(passage.text, here, clear)) for passage, here in found]
    return [entry for entry in trusting if entry[1]]


def evidence(found: list[tuple[Passage, list[Mention]]]) -> list[Evidence]:
    """What the passages say of each disease, whether they take or bar people with it."""
    return [
        Evidence(slug, includes, _strength(passage, mention), passage, quote)
        for passage, here in found
        for mention, includes in said_in(passage, here)
        for quote in [passage.quote_around(mention.start, mention.end)]
        for slug in mention.means
        if slug != ANOTHER
    ]


def _strength(passage, mention):
    before = passage.text[max(0, mention.start - _REACH) : mention.start]
    if passage.field == "brief_summary" and _PEOPLE_WITH.search(before):
        return JOINING
    return _STRENGTH[passage.field]


def verdicts(said: list[Evidence]) -> tuple[Verdict, ...]:
    """One verdict for each type, in the order of SUBTYPES."""
    about = {e.means for e in said if e.includes and e.strength >= LISTED}.intersection(SUBTYPES)
    found = []
    for subtype in SUBTYPES:
        of_it = [e for e in said if e.means == subtype]
        # Where a study says by name whom it takes, what it tells of other types is background.
        if about and subtype not in about:
            of_it = [e for e in of_it if e.strength > TOLD or not e.includes]
        if not of_it:
            found.append(Verdict(subtype, State.NOT_STATED))
            continue
        best = _strongest(of_it)
        state = State.INCLUDED if best.includes else State.EXCLUDED
        against = next((e.quote for e in of_it if e.includes != best.includes), None)
        found.append(Verdict(subtype, state, best.quote, against))
    return tuple(found)


def _strongest(said):
    """Of two equally strong words the one that bars, unless they are of different cohorts."""
    strength = max(e.strength for e in said)
    taking = [e for e in said if e.strength == strength and e.includes]
    barring = [e for e in said if e.strength == strength and not e.includes]
    if not (taking and barring):
        return (taking or barring)[0]
    elsewhere = {e.passage.under[:1] for e in taking} - {e.passage.under[:1] for e in barring}
    return taking[0] if elsewhere and () not in elsewhere else barring[0]


def is_umbrella(said: list[Evidence]) -> bool:
    """Whether a word for the whole family says what is studied.

    In a title or a condition it does; elsewhere only where the study takes no type by name.
    """
    if any(e.means == UMBRELLA and e.includes and e.passage.field in NAMED for e in said):
        return True
    taken = {e.means for e in said if e.includes and e.strength >= JOINING}
    return UMBRELLA in taken and not taken.intersection(SUBTYPES)


def said_in(passage, here):
    """[(mention, takes)] of those names that say something of who can join."""
    if passage.is_about_controls and passage.within != Part.NEITHER:
        return
    whole = _Whole(passage)
    for number, mention in enumerate(here):
        budget.check()
        around = _Around(whole, mention, here[max(0, number - _FAR_ENOUGH) : number + _FAR_ENOUGH])
        includes = around.includes()
        if includes is not None:
            yield mention, includes


# Names on either side that may belong to one list with this one.
_FAR_ENOUGH = 12
# Characters on either side of a name that may say something of it.
_REACH = 600


class _Whole:
    """What a passage says as a whole, looked up once for all names in it."""

    def __init__(self, passage):
        self.passage, self.text = passage, passage.text

    @cached_property
    def speaks_of_the_study(self):
        return bool(_STUDY.search(self.text))

    @cached_property
    def is_background(self):
        return bool(_BACKGROUND.search(self.text))

    @cached_property
    def is_of_another_study(self):
        return tells_of_another_study(self.text)

    @cached_property
    def enrolls(self):
        return bool(_ENROLS.search(self.text))

    @cached_property
    def denial(self):
        """Where a denial at the beginning ends; None where there is none."""
        match = _DENIES_ALL.match(self.text)
        return match and match.end()

    @cached_property
    def other_matter(self):
        """Where words that end such a denial begin to stand; None where there are none."""
        match = _OTHER_MATTER.search(self.text)
        return match and match.end()


class _Around:
    """A name in its passage: what stands before and behind it, and what that does with it."""

    def __init__(self, whole, mention, neighbours):
        self.whole, self.mention, self.neighbours = whole, mention, neighbours
        self.passage, self.text = whole.passage, whole.text
        self.before = self.text[max(0, mention.start - _REACH) : mention.start]
        self.after = self.text[mention.end : mention.end + _REACH]

    def includes(self):
        """True where people with it are taken, False where they are barred, None for neither."""
        field, within = self.passage.field, self.passage.within
        if field in (*NAMED, "keywords"):
            return not self.is_denied()
        if _OTHER_PEOPLE.search(self.before):
            return None
        if within == Part.EXCLUSION:
            return self.in_exclusion()
        if within == Part.INCLUSION or field in ("eligibility_criteria", "study_population"):
            return self.in_inclusion()
        if field == "arm_groups":
            if _ELSEWHERE.search(self.text) or _PART_OF_IT.match(self.after):
                return None
            return not self.is_denied()
        return self.in_sentence()

    def is_but(self):
        """Whether an "other than" before it, or before the list that it stands in, turns it."""
        starts = [m.start for m in self.neighbours if m.start <= self.mention.start]
        return any(
            _BUT.search(self.text[max(0, start - 120) : start])
            and not _BREAKS.search(self.text[start : self.mention.start])
            for start in starts
        )

    def is_denied(self):
        if _WITH_OR_WITHOUT.search(self.before):
            return False
        if _NON.search(self.before):
            return True
        return self.is_but() or bool(_DENIES.search(self.before[-160:]))

    def is_denied_at_the_start(self):
        return self._is_behind(self.whole.denial)

    def _is_behind(self, place):
        return place is not None and place <= self.mention.start

    def is_barred_behind(self):
        """Whether a verb behind it bars it: "IBM and PM are excluded".

        A bare "excluded" bars the name before it, and those that an "and" joins to that one.
        """
        barred = _BARRED_AFTER.search(self.after)
        if not barred or _HALVES.search(self.after[: barred.start()]):
            return False
        if barred["verb"] or not barred[0].lower().startswith(("excl", "exce")):
            return True
        behind = self.mention.end + barred.start()
        chain = [m for m in self.neighbours if self.mention.start <= m.start < behind]
        return all(
            _JOINED.fullmatch(self.text, one.end, other.start) for one, other in pairwise(chain)
        )

    def in_inclusion(self):
        if _TREATMENT_OF.search(self.before) or _SIGN_OF.search(self.before):
            return None
        if _PART_OF_IT.match(self.after):
            return None
        if self.is_denied():
            return False
        if self.is_denied_at_the_start() and not self._is_behind(self.whole.other_matter):
            return False
        if self.is_barred_behind():
            some = _SOME_ONLY.match(self.after) or _SOME_BEFORE.search(self.before)
            return None if some else False
        return True

    def in_exclusion(self):
        if _NON.search(self.before) or self.is_but() or _TAKEN_AFTER.match(self.after):
            return True
        if self.is_denied_at_the_start() or _TREATMENT_OF.search(self.before):
            return None
        if _PART_OF_IT.match(self.after) or _SOME_BEFORE.search(self.before):
            return None
        # "Overlap with lupus" is what overlap means, and no part of its people.
        if _SOME_ONLY.match(self.after) and self.mention.means != (OVERLAP,):
            return None
        return False

    def in_sentence(self):
        """Of a summary or description: most of what these tell of a disease is background."""
        before, whole = self.before, self.whole
        if _TREATMENT_OF.search(before) and not _STUDY.search(before):
            return None
        if whole.is_of_another_study:
            return None
        if self.is_barred_behind():
            return self.is_but()
        if self.is_denied():
            return False if _PEOPLE.search(before) else None
        people = _PEOPLE.search(before) or _PEOPLE_AFTER.match(self.after)
        enrolls = people and whole.enrolls
        if not whole.speaks_of_the_study or (whole.is_background and not enrolls):
            return None
        if self.passage.field != "brief_summary":
            return True if enrolls else None
        return True if people or _IN_WHOM.search(before) else None
