"""What a sentence of a summary or description says of those who join.

Most of what such sentences say of diseases is background.
"""

import re
from functools import cached_property

from .clauses import Said, Says
from .names import Mention
from .passages import Passage, tells_of_another_study
from .wording import lazy

_TREATMENT = lazy(r"treat|therap", re.IGNORECASE)
_PREPOSITION = lazy(r"\b(?:in|of|for|with|on)\s+(?:[\w,()/'’-]+\s+){0,14}$", re.IGNORECASE)
ELSEWHERE = lazy(
    r"\banother\s+(?:trial|study)\b|\b(?:treat\w*|drugs?|medic\w*|approved)\s+for\b", re.IGNORECASE
)
_PEOPLE = lazy(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|adolescents|men|women"
    r"|those|cases|cohorts?|population|youth|sufferers)\b(?:[^.;]{0,100}?\b(?:with|have|having|has|diagnosed"
    r"|suffering|affected|who|of)\b|\s*[(:])",
    re.IGNORECASE,
)
# "in adults with juvenile and adult …": the sentence is about them, and no background.
PEOPLE_WITH = lazy(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|adolescents|men|women)"
    r"\s+(?:with|who\s+have|diagnosed\s+with|suffering\s+from)\s+(?:[\w/'’-]+[\s,(]+){0,8}$",
    re.IGNORECASE,
)
_PEOPLE_AFTER = lazy(
    r"[\s,/()&-]*(?:\w+[\s,/()&-]+){0,3}(?:patients?|participants?|subjects|cohorts?|cases|population)\b",
    re.IGNORECASE,
)
_STUDY = lazy(
    r"\b(?:this|the|our|present|current|a|an)\s+(?:[\w-]+[\s,]+){0,8}?(?:study|trial|protocol|registry|project|research|cohort|programme?|survey)\b"
    r"|\b(?:aims?|purpose|objectives?|goal|hypothes\w+|primary\s+end)\b|\bwill\b|\bwe\s+(?:propose|aim|plan|evaluate|study|investigate|hypo|want|are)"
    r"|\bto\s+(?:evaluate|assess|determine|investigate|compare|study|test|describe|identify|examine|explore|establish"
    r"|characteri[sz]e|measure|find|learn|see|understand|develop|treat)\b"
    r"|\b(?:safety|efficacy|effectiveness|tolerability|feasibility)\b"
    r"|^(?:tests?|evaluates?|assess(?:es)?|compares?|investigates?|examines?|explores?|measures?)\b"
    r"|\b(?:measuring|evaluating|assessing|comparing|investigating|examining|testing|studying|determining)\b|\b(?:enrol\w*|recruit\w*|randomi[sz]\w+|included?)\b",
    re.IGNORECASE,
)
_ENROLS = lazy(
    r"\b(?:enrol\w*|recruit\w*|will\s+be\s+(?:included|studied|randomi[sz]ed|treated)|eligible|cohorts?|arms?"
    r"|groups?)\b",
    re.IGNORECASE,
)
_BACKGROUND = lazy(
    r"\b(?:previous(?:ly)?|prior|earlier|published|reported|entitled|has\s+been|have\s+been|was\s+approved|approved|had"
    r"|is\s+an?|are\s+an?|are\s+rare|known|characteri[sz]ed|common(?:ly)?|prevalence|studies\s+have|in\s+contrast"
    r"|unlike|similar\s+to|appears?|such\s+as|may\s+(?:also|occur)|can\s+(?:also|occur)|e\.g\.)(?=\W)",
    re.IGNORECASE,
)


# Characters before a name that may say something of it.
REACH = 600


class Sentence:
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
        return self.text[max(0, mention.start - REACH) : mention.start]

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
