"""The types of a clause, each with the words around it that are its own."""

import re
from dataclasses import dataclass
from itertools import pairwise

from . import diseases
from .clauses import Said, Says
from .subjects import APPOSED
from .word_grades import ASKS, Grade
from .wording import lazy


@dataclass
class Item:
    """A name of a list with the words around it that are its own.

    It has no types where the clause does not take them. `joint` is what stands before it.
    """

    start: int
    end: int
    types: frozenset[str]
    is_barred: bool = False
    head: str = ""
    tail: str = ""
    joint: str = ""
    grade: Grade = Grade.HARMLESS


JOINT = lazy(
    r"(?i)[,;/&\n(\[]|(?<=\s)\+(?=\s)|\b(?:and|or|nor|as\s+well\s+as|plus|but|whereas|while|however|including|inclusive\s+of|includes?|such\s+as)\b|[.:](?=\s|$)|\s[-–—]\s"
)
# The words behind a name end with its sentence, unless the next one goes on about it.
_SENTENCE_END = lazy(
    r"(?i)(?:[;!?]|(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bexcl)(?<!\bsec)(?<!\bacc)\.)\s+(?!(?:and\s+|but\s+)?(?:these|those|they|such|it|its|this|the\s+(?:latter|diagnosis|disease)|both|if|only|must|should|needs?|provided|unless|in\s+(?:this|that|which))\b)"
)
# "PM-SSc overlap syndrome"
_COMPOUND = lazy(r"-\w+\s*")
_OTHER_ITEMS = lazy(
    r"(?i)\s*(?:[,/]|\b(?:and|or)\b)\s*(?:[\w'’-]+[\s,/]+){0,3}(?:\w*(?:syndrom|myosit|myopath|diseas|disorder|itis|osis|lupus|sclero|dystroph|arthr|gravis|\w{3}emia|\w{3}pathy)\w*|(?-i:[A-Z]{2,6}))[\s)\]]*"
)
# "(any antibody status)", "regardless of antibodies"
_ANY = lazy(
    r"(?:\b(?:regardless|irrespective|independent(?:ly)?)\s+of|\bwhatever|\bwith\s*(?:or|and|and/or|/)\s*without|\bwith\s+\(or\s+without\)|\bno\s+matter|\bany(?!\s+(?:[\w-]+\s+){0,2}(?:M[SA]As?\b|(?:auto-?)?antibod\w+\b(?!\s+(?:status|profile|result)))))\b"
    r"(?:\s+(?:the\s+|their\s+|an?\s+)?(?:(?:\w[\w/-]*\s+){0,3}(?:antibod\w+(?:\s+(?:status|profile|result))?|status|involvement|weakness|ILD|type|kind|severity|disease|duration|serostatus)\b|[\w/-]+))?",
    re.IGNORECASE,
)
# "Anti-MDA5 positive or negative", "anti-HMGCR +/-", "any antibody or none"
_RESULTS = r"\s*(?:/|and/or|or|and)\s*"
_NAMED = r"(?:(?:anti-?[\w/-]+|[A-Z][\w-]*\d|sero)[\s-]*(?:auto)?(?:antibod\w+[\s-]*)?)?"
_EITHER_RESULT = (
    rf"(?:both\s+)?{_NAMED}(?:positive{_RESULTS}{_NAMED}negative|negative{_RESULTS}{_NAMED}positive)\b"
    rf"|{_NAMED}\(?\+\)?{_RESULTS}\(?[-–]\)?(?!\w)|\b(?:any|an?)\s+(?:[\w-]+\s+){{0,3}}antibod\w+\s+or\s+(?:none|no\s+antibod\w+)"
)
# What leaves out nobody: "irrespective of whether muscle is affected", "(NAM)", "others need one".
_OPEN = lazy(
    r"\b(?:both\s+)?the\s+(?:former|latter)\s+and\s+the\s+(?:former|latter)\b[^.;]*|\bif\s+neither\b[^,;.]*,?|\b(?:if|when|where)\s[^.;()]*?\b(?:is|are)\s+not\s+(?:needed|required|asked|necessary|demanded|mandatory)\b[^,;.()]*|\b(?:regardless|irrespective)\s+of\s+(?:whether|how|when|if|which)\b[^,;.()]*|(?<=former\s)without\s+(?:any\s+|further\s+)?(?:restriction|condition|limit)\w*|(?<=former\s)(?:regardless|irrespective|whichever|whatever|with\s*(?:or|/)\s*without)\b[^,;.()]*|(?<=latter\s)(?:regardless|irrespective|whichever|whatever|with\s*(?:or|/)\s*without)\b[^,;.()]*|\b(?:whichever|whatever)\s+[^,;.()]*|\beven\s+(?:if|when|though|without)\b[^,;.()]*"
    r"|\b(?:can|may|also|even|included|eligible|allowed|accepted|permitted)\s+(?:be\s+\w+\s+)?without\s+(?:[\w-]+\s+){0,2}(?:auto)?antibod\w+"
    r"|\b(?:may|can)\s+(?:also\s+)?(?:qualify|enter|join|be\s+(?:included|enrolled))\s+(?:through|by|on|via)\b[^,;.()]*|\b(?:through|by|via)\s+(?:[\w-]+\s+){1,4}alone\b"
    r"|\b(?:needs?|requires?)\s+no\b[^,;.()]*|\b(?:do(?:es)?|need)\s+not\s+(?:need|require|have)\b[^,;.()]*|\bwithout\s+(?:any\s+)?(?:further\s+|other\s+|such\s+)?(?:restrictions?|limitations?|conditions?|demands?|requirements?)\b"
    r"|\bno\s+(?:[\w-]+\s+){1,5}?(?:is|are)\s+(?:needed|required|asked|necessary|demanded|mandatory)\b[^,;.()]*|\b(?:(?:an?|the)\s+)?(?:[\w-]+\s+){1,3}(?:is|are)\s+not\s+(?:needed|required|asked|necessary|demanded|mandatory)\b[^,;.()]*"
    r"|\b(?:all\s+)?others?\s+(?:needs?|must|require|should)\b[^.;]*|\bin\s+the\s+(?:[\w-]+\s+){1,2}(?:part|arm|extension)\s+only\b|\b(?:[Pp]art|[Cc]ohort|[Aa]rm|[Gg]roup|[Pp]hase)\s+\w{1,3}\s+only\b|\b[Nn]ot\s+(?:only|just|merely)\b|\blast,?\s+but\s+not\s+least\b|\bwhether\b[^,;.()]*\bor\s+not\b"
    rf"|{_EITHER_RESULT}|\(\s*e\.?\s?g\.?[^()]*\)|\b(?:may|can)\s+(?:also\s+)?be\s+(?:sero-?|antibody[-\s])?negative\b|\bwithout\s+(?:this|that|these|such|any|one)(?:\s+antibod\w+)?(?=\s*(?:[,;.)]|$))|\bonly\s+in\s+(?:the|an?|our)\s+(?:[\w-]+\s+){{0,3}}(?:part|arm|cohort|stage|extension|sub-?study|registry)\b"
    r"|\((?:ICD[-\s]?\d*\S*\s*)?[A-Z]\d\d(?:\.\d+)?\)|\((?:abbreviated\s+|=\s*)?(?!anti|Jo|MDA|SRP|HMG|NXP|TIF|PL-|MSA)[A-Za-z]{0,3}[A-Z][A-Z/-]{0,5}\)",
)
# "Only if the biopsy was reviewed by a second pathologist"
_REVIEWED = lazy(
    r"(?i)\b(?:but\s+)?(?:only\s+)?(?:if|when|where|once|after|provided(?:\s+that)?|(?:as|so)\s+long\s+as)\s+(?:an?\s+|the\s+|that\s+the\s+|their\s+)?(?:[\w-]+\s+){0,3}?(?:biops(?:y|ies)|histology|slides?|specimens?|diagnosis|sections?|MRI)\s+(?:of\s+[^,;.()]{1,40}\s+)?"
    r"(?:is|was|has\s+been|have\s+been|were|are)\s+(?:\w+ly\s+)?(?:re-?read|re-?viewed|reviewed|confirmed|upheld|verified|adjudicated|re-?assessed|available|seen)\b[^,;.()]*"
)
# "Must have one of these to confirm the diagnosis: a biopsy, or anti-Jo-1"
_TO_CONFIRM = lazy(
    r"(?i)\b(?:must|should|have\s+to|needs?)\b[^.;:]{0,80}\b(?:one|any|two)\b[^.;:]{0,40}\bto\s+(?:confirm|support|establish|prove|verify)\s+(?:the|this|that|their)\s+diagnosis\b[^.]*"
)
# "Eligible if PM or DM is confirmed": the condition is all that is asked.
_ELIGIBLE_IF = lazy(
    r"(?i)\A\W*(?:(?:patients|participants|subjects|people|adults|children|you)\s+)?(?:(?:are|is|may|can|will)\s+)*(?:be\s+)?(?:eligible|included|enrolled|join|participate|take\s+part)\s+(?:if|when)\b"
)
# "If a second reading of the biopsy upholds that diagnosis": it is asked of each diagnosis.
_CONFIRMED = lazy(
    r"(?i)\b(?:only\s+)?(?:if|when|where|once|after|provided(?:\s+that)?|(?:as|so)\s+long\s+as)\s+(?=[^,;.()]*\b(?:second|another|re-?read\w*|re-?view\w*|central\w*|panel"
    r"|committee|adjudicat\w*|experts?|board)\b)(?:[\w’'-]+\s+){2,18}?(?:(?:uph[eo]lds?|confirms?|confirmed|supports?|supported|verif(?:y|ies|ied)|agrees?\s+(?:with|on))\s+(?:that|this|the|such\s+an?|it)(?:\s+diagnosis)?"
    r"|(?:(?:has|have)\s+)?ruled\s+out\s+an?\s+(?:[\w-]+\s+)?(?:dystrophy|mimic\w*|other\s+(?:cause|disease)))(?=\s*(?:[,;.()]|$))"
)
ALTERNATIVE = lazy(r"[\s,(]*(?:and/)?or\b", re.IGNORECASE)

_PROVISO = lazy(r"\b(?:provided|only\s+(?:if|when)|(?:as|so)\s+long\s+as)\b", re.IGNORECASE)


def items_of(text: str, said: list[Said]) -> list[Item]:
    """The types of a clause with the words around them. What it bars parts the others."""
    text = _only_of_one(without_open(text), said)
    items = [
        Item(
            one.mention.start,
            one.mention.end,
            types_of(one) if one.says == Says.INCLUDES else frozenset(),
            one.says == Says.EXCLUDES,
        )
        for one in said
        if types_of(one)
    ]
    if not items:
        return []
    cues = [one.cues for one in said if types_of(one)]
    items[0].head = text[: items[0].start]
    for (before, item), words in zip(pairwise(items), cues[1:], strict=True):
        between = text[before.end : item.start]
        if not item.types and item.is_barred:
            between = _without_last(between, words)
        before.tail, item.head = _split(between)
        item.joint = between
        if item.is_barred and item is not items[-1] and _PROVISO.search(between):
            # "PM, provided IBM was ruled out, and DM"
            before.tail = between
    items[-1].tail = text[items[-1].end :]
    if found := APPOSED.match(items[-1].tail):
        # "DM of any kind, CADM included, with a rash"
        items[-1].tail = items[-1].tail[: found.end()]
    for item, words in zip(items, cues, strict=True):
        item.tail = _without(_first_sentence(item.tail), words)
        item.head = _without(item.head, words)
    return items


def _only_of_one(text: str, said: list[Said]) -> str:
    """A text without an "only" that tells of whom it asks: "for the DM subset only, a CDASI"."""
    for one in said:
        behind = _ONLY_OF.match(text, one.mention.end)
        if behind and _FOR_ONE.search(text, 0, one.mention.start):
            start, end = behind.span("only")
            text = text[:start] + " " * (end - start) + text[end:]
    return text


_FOR_ONE = lazy(
    r"\b(?:for|in)\s+(?:the\s+|(?:those|patients|participants|subjects|people)\s+with\s+)?\Z",
    re.IGNORECASE,
)
_ONLY_OF = lazy(
    r"\s*(?:subset|sub-?group|group|cohort|patients|participants|subjects|people|cases)?\s*(?P<only>\(only\)|only)\s*(?:[,:;.]|$|(?<=\)\s))",
    re.IGNORECASE,
)


def without_open(text: str) -> str:
    """A text without words that leave out nobody, each other one at its place."""
    for free in (_ELIGIBLE_IF, _TO_CONFIRM, _OPEN, _ANY, _CONFIRMED, _REVIEWED):
        text = free.sub(lambda found: " " * len(found[0]), text)
    return text


_ASIDE = lazy(
    r"\b(?:or|and)(?:\s+(?:of|with|for|in))?,\s+(?P<words>exceptionally|rarely|by\s+(?:way\s+of\s+)?exception|(?:after|once|when|if|as|provided|subject|upon|following|only|at|in|on|for|with|without|of|from|since|until|where)\s[^,;.:()]{2,80}),\s+(?:(?:of|an?|the|with|for)\s+)*$",
    re.IGNORECASE,
)

_IF = lazy(r"(?:if|when|where|once|provided|as\s+(?:long|soon))\b", re.IGNORECASE)


def _split(between: str) -> tuple[str, str]:
    """The words between two names: what belongs to the first, and to the second."""
    if aside := _ASIDE.search(between):
        # "DM or, in one country only, IMNM"
        words = aside["words"]
        return between[: aside.start()], words if _IF.match(words) else f"if {words}"
    if found := ALTERNATIVE.match(between):
        return "", between[found.end() :]
    if _COMPOUND.fullmatch(between):
        return "", ""
    joints = [*JOINT.finditer(between)]
    if not joints:
        return between, ""
    tail, head = between[: joints[-1].start()], between[joints[-1].end() :]
    if _OTHER_ITEMS.fullmatch(tail) and not ASKS.search(tail):
        # "PM, myasthenia gravis or DM": a disease that we do not know is no word on the first.
        tail = ""
    return tail, head


def types_of(one: Said) -> frozenset[str]:
    return frozenset(slug for slug in one.mention.means if slug in diseases.SUBTYPES)


def _without_last(between: str, cues: tuple[str, ...]) -> str:
    """The words behind a name, up to the refusal of the next one: "DM rather than IBM"."""
    for cue in cues:
        if cue in between:
            start = between.rindex(cue)
            if _FILLERS.fullmatch(between, start + len(cue)):
                between = between[:start]
    return between


_FILLERS = lazy(
    r"(?:\W+|\b(?:an?|the|any|of|for|with|in|to|who|have|has|having|patients|people|those|subjects|participants|individuals|history|diagnosis|diagnosed"
    r"|sporadic|hereditary|pure|true|adult|juvenile|other|another|forms?|types?|cases|being|possible|is|are|and|or)\b)*+",
    re.IGNORECASE,
)


def _without(words: str, cues: tuple[str, ...]) -> str:
    """Words without those that say that people may join."""
    for cue in cues:
        words = words.replace(cue, " ")
    return words


def _first_sentence(tail: str) -> str:
    end = _SENTENCE_END.search(tail)
    return tail[: end.start()] if end else tail
