"""Who or what a verb behind a name is about: "IBM, which …", "DM in whom cancer …"."""

import re
from typing import TYPE_CHECKING

from .cues import PEOPLE, Kind
from .diseases import DERMATOMYOSITIS, POLYMYOSITIS
from .wording import lazy

if TYPE_CHECKING:
    from .scopes import Clause, Found

ANOTHER_SUBJECT = lazy(
    r"\b(?:after|once|when|as\s+(?:soon|long)\s+as|provided|since|because|before|until|whose|in\s+which|in\s+whom|where|and\s+that"
    r"|for\s+which|if|as\s+(?:the\s+|those\s+)?(?:patients|participants|subjects|people|persons)\s+(?:with|who|whose|in\s+whom|positive))\b|,\s*(?!(?:and|or|also|as\s+well)\b)(?:an?\s+|the\s+|any\s+|all\s+|other\s+)?(?:[\w-]+\s+){1,6}$",
    re.IGNORECASE,
)
# "If it is IBM, the patient cannot join": the name is what the verb is about.
THE_SAME = lazy(
    r"\s*,\s*(?:then\s+)?(?:the\s+|these\s+|such\s+|those\s+|of\s+course,?\s*)?(?:patients?|participants?|subjects?|people|persons?"
    r"|he(?:\s+or\s+she)?|she|they|one|you)?\s*",
    re.IGNORECASE,
)
SOONER_OR_LATER = lazy(
    r"\W*(?:after|once|when|before|until|since|because|provided|as\s+soon\s+as)\b", re.IGNORECASE
)
# "All types except IBM, which is not eligible": the verb is about all people with it.
RELATIVE = lazy(
    r"\s*[,;(]?\s*(?:(?:as|since|because|for)\s+)?(?:who|which|that|these|those|they|such\s+patients|in\s+(?:which|that)\s+case\s+(?:they|these|the\s+patients?))\s*",
    re.IGNORECASE,
)
# "PM is a doubtful diagnosis, patients who carry that label": the name is what the verb is about.
_ANYONE = (
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|anyone|those|cases)\s+"
)
OF_THAT_NAME = lazy(
    rf"{_ANYONE}(?:(?:with|of|who|that|are|have|has|carry|bear|got|get|given|having|carrying|bearing|under)\s+)*"
    r"(?:this|that|such\s+an?|the\s+(?:same|said))\s+"
    r"(?:label|diagnosis|name|disease|disorder|condition|sub-?type|form|type)\s*$"
    rf"|{_ANYONE}(?:(?:who|that|are|were|have|has|been)\s+)*so\s+(?:labell?ed|diagnosed|classified|called)\s*$"
    rf"|{_ANYONE}(?:in\s+whom\s+it\s+(?:is|was|has\s+been)\s+(?:found|diagnosed|confirmed)|who\s+(?:have|has|bear|carry)\s+it)\s*$",
    re.IGNORECASE,
)
# "DM in which antibodies have been ruled out": what is ruled out is named between.
_OF_ITS_OWN = lazy(
    r"[\s,]*(?:in\s+(?:which|whom)|for\s+(?:which|whom)|where|whose|with|after|once|when)\b[^;.]*?"
    r"\b(?:(?:auto-?)?antibod|anti-|cancer|malignan|neoplas|tumou?r|infect|hepatitis|tubercul|HIV|drug|statin|toxi|thyroid|endocrin|metabolic"
    r"|pregnan|heart|cardiac|ILD|lung|dystroph|(?:an)?other\s+(?:causes?|diseases?|reasons?|diagnos[ei]s)|weakness|dysphagia)",
    re.IGNORECASE,
)
_WAS_RULED_OUT = lazy(
    r"(?:was|were|(?:has|have|had)\s+been)\s+(?:\w+ly\s+)?excluded\b", re.IGNORECASE
)
_IN_WHICH = lazy(
    r"[\s,]*(?:in|for)\s+(?:which|whom)\b(?!.*\b(?:is|are|was|were|has|have|had|found|present|detected)\b)",
    re.IGNORECASE,
)
# "Diagnosed with PM, and IBM is improbable": a verb of one subject.
OF_ONE = lazy(r"(?:is|was|has)\b", re.IGNORECASE)
AND_THEN = lazy(r"\s*,\s*(?:and|or)\s+", re.IGNORECASE)
# "DM other than the mild form, or PM": what is excepted is of the type before, not the next one.
_OF_A_FORM = lazy(
    r"\W*(?:(?:in|with|for|those|of|the|an?|its|any)\s+)*(?:[\w+/-]+\s+){1,4}?(?:forms?|types?|kinds?|variants?|sub-?types?|cases)"
    r"[\s)]*(?:,\s*(?:and\s+|or\s+|as\s+well\s+as\s+)?|\b(?:and|or|as\s+well\s+as)\s+)",
    re.IGNORECASE,
)
# "IBM unless mild, as well as PM"
OF_SOME_STATE = lazy(
    r"\s*(?:(?:it\s+is\s+|they\s+are\s+)?(?:[\w-]+\s+)?|(?:it|they|he|she|these|this|those)\s+(?:[\w-]+\s+){1,8}?)[\w-]+(?:\s*,\s*(?:and|or)\b|\s*,?\s*(?:as\s+well\s+as|and\s+also|along\s+with)\b)",
    re.IGNORECASE,
)
# "ASyS without lung disease, and PM": the denial ends with the comma.
_OF_THE_ONE_BEFORE = lazy(r"[^,]*,\s*(?:and|or|as\s+well\s+as)\s+", re.IGNORECASE)
# "Anti-Jo-1 antibodies in a patient with either DM or PM": what stands before is asked of both.
OF_EACH = lazy(
    r"\b(?:in|of|from|among|by)\s+(?:(?:an?|the|all|any|adult)\s+)*(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?"
    r"|child(?:ren)?|men|women|those)\s+(?:with|who\s+ha(?:s|ve)|suffering\s+from|diagnosed\s+with)\s+|\beither\s+",
    re.IGNORECASE,
)
# "DM of any kind, amyopathic DM included, with a rash": the rash is asked of all.
APPOSED = lazy(
    r"\W*(?:ones?\s+|forms?\s+|kinds?\s+|types?\s+|disease\s+)?(?:also\s+|too\s+)?(?:included|among\s+(?:them|these))\s*[,)]",
    re.IGNORECASE,
)


def is_apposed(behind: str, between: str) -> bool:
    """Whether a name is only told of the one before it: "DM, including CADM, is not eligible"."""
    return behind.lstrip().startswith((",", ")")) and bool(_INCLUDING.fullmatch(between))


_INCLUDING = lazy(
    r"\s*[,(]\s*(?:including|such\s+as|e\.g\.?,?|also|whether|be\s+it)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def of_both(clause: "Clause", cue: "Found", first: int) -> list[int]:
    """The second of two names that an adjective narrows: "paraneoplastic DM or PM".

    Of words such as "in patients with" it is the whole list.
    """
    if cue.kind == Kind.PARTLY and clause.masked[cue.end - 1] == PEOPLE:
        last = first
        while last < len(clause.mentions) - 1 and clause.joined[last]:
            last += 1
        return [*range(first + 1, last + 1)]
    pair = clause.mentions[first : first + 2]
    is_pair = len(pair) == 2 and all(name.means in _OF_ADULTS for name in pair)
    if cue.kind != Kind.PARTLY or not is_pair:
        return []
    return [first + 1] if _AND_OR.fullmatch(clause.between(first)) else []


_OF_ADULTS = ((DERMATOMYOSITIS,), (POLYMYOSITIS,))
_AND_OR = lazy(r"\s*(?:and|or|/|&|and/or)\s*", re.IGNORECASE)


def is_of_its_own(cue: "Found", between: str) -> bool:
    """Whether a verb is about what stands between a name and it, as in "cancer was ruled out"."""
    if cue.kind == Kind.REFUSES:
        return bool(
            _WAS_RULED_OUT.match(cue.text)
            and _IN_WHICH.match(between)
            and _OF_ITS_OWN.match(between)
        )
    return cue.kind == Kind.DENIES and bool(_OF_ITS_OWN.match(between))


def ends_before(clause: "Clause", cue: "Found", gap: str) -> bool:
    """Whether a turn may be of the name before it alone: "DM other than the mild form, or PM"."""
    before = next((m for m in reversed(clause.mentions) if m.end <= cue.start), None)
    if before is None:
        return False
    if cue.kind == Kind.EXCEPTS:
        return bool(_OF_A_FORM.fullmatch(gap))
    is_beside = not clause.masked[before.end : cue.start].strip()
    return is_beside and cue.kind == Kind.DENIES and bool(_OF_THE_ONE_BEFORE.fullmatch(gap))
