"""Inclusions that take a type on a condition alone, or refuse some of those with it by a sentence.

"Unless they have scleroderma, people with DM may join", "IMNM, limited to those who can walk", "DM;
patients with a cancer cannot take part".
"""

import re

from . import names
from .cues import NAME
from .kinds import tells_a_kind
from .wording import lazy

_PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|cases|those|anyone|anybody)"
)
_JOINS = (
    r"(?:allowed|permitted|eligible|accepted|acceptable|admitted|included|welcome|enrol\w*|recruited|join|participate|take\s+part"
    r"|enter)"
)
# Behind the names: "is allowed, unless the other disease is scleroderma".
_UNLESS = lazy(
    rf"(?:\b{_JOINS}(?:\s+(?:in|into|for)\s+(?:this|the|our)\s+\w+)?|{NAME})\s*[,(]?\s*unless\b"
    rf"(?!\s+(?:otherwise|contraindicat\w+|pregnan\w+)\b)(?![^.;,{NAME}]{{0,25}}{NAME})",
    re.IGNORECASE,
)
# "PM may be enrolled solely if", "overlap myositis, restricted to that with systemic sclerosis"
_ONLY_IF = lazy(
    rf"{NAME}(?P<between>[^.;{NAME}]*?)(?<!\bor,\s)(?<!\bor\s)(?:\b(?:only|solely|exclusively|merely|just)\s+(?:if|when|where|whenever|once|after|upon|in\s+(?:the\s+)?cases?\b|provided|as\s+long|under|(?:in\s+(?:combination|association|conjunction)|together|along)\s+with)\b"
    rf"|(?<=[\s,(])(?:restricted|limited|confined)\s+to\b(?!\s+(?:the\s+)?(?:\d+|adults?|those|people|patients)\b))",
    re.IGNORECASE,
)
_OF_LATTER = lazy(r"[^.;]*\blatter\b", re.IGNORECASE)
# "A biopsy is required only if"
_OF_A_TEST = lazy(
    r"\b(?:required|needed|necessary|done|performed|asked|mandatory)\b", re.IGNORECASE
)
# "Limited to those PM or DM patients who choke"
_LIMITED_TO_SOME = lazy(
    rf"\b(?:limited|restricted|confined)\s+to\s+(?:(?:those|the|only)\s+)*(?P<rest>{NAME}[^.;]*?)\s+(?:{_PEOPLE}\s+)?(?:who|whose)\b",
    re.IGNORECASE,
)
# Before them: "Unless they need oxygen, people with ASyS may join".
_UNLESS_AHEAD = lazy(
    rf"(?:^|[.;]\s)\W*unless\b[^.;{NAME}]*,(?P<rest>[^.;{NAME}]*{NAME}[^.;]*\b{_JOINS}\b)",
    re.IGNORECASE,
)
_LIMITED = lazy(
    # An antibody that it asks for is told as such.
    rf"\b(?:limited|restricted|confined)\s+to\s+(?:the\s+)?{_PEOPLE}\s+(?:with|who|whose|that|in|on|having|(?!aged)\w{{4,}}ed)\b(?![^.;]*(?:\banti-|antibod|positive))"
    rf"|(?<=[\s,(])only\s+(?:the\s+)?{_PEOPLE}\s+(?:with|who|whose|that|having|of)\b(?![^.;]*(?:{NAME}|\banti-|antibod|positive))",
    re.IGNORECASE,
)
_REFUSED = (
    r"(?:(?:cannot|can\s+not|may\s+not|must\s+not|will\s+not|shall\s+not)\s+(?:be\s+(?:taken|included|enrol\w+|accepted|admitted|recruited|eligible)|join|participate|take\s+part|enter|enrol)"
    r"|(?:is|are)\s+(?:out\b|excluded|ineligible|barred|left\s+out|turned\s+away|not\s+(?:eligible|included|allowed|accepted|permitted|admitted|suitable|taken|enrol\w+)))"
)
# "Patients whose disease came with a tumor are out": a sentence that names no type.
_SOME_REFUSED = lazy(
    rf"(?<![^\s(])(?:all\s+)?(?:{_PEOPLE}\s+(?:with|whose|who|in\s+whom|positive|having|carrying|bearing)\b"
    rf"(?P<kind>(?:(?!\b{_PEOPLE}\b)[^.;{NAME}])*?)"
    # "Seronegative patients"
    rf"|(?P<status>(?:sero-?|(?:auto-?)?antibody[-\s])(?:negative|positive))\s+{_PEOPLE}\s+)\b{_REFUSED}",
    re.IGNORECASE,
)
# "DM or overlap myositis; in case of overlap myositis the CK must be raised".
_IN_CASE_OF = lazy(
    rf"\bin\s+(?:the\s+)?case\s+of\s+(?:an?\s+|the\s+)?(?P<name>{NAME}+)(?=[^.;]*\b(?:only|provided|unless|except|cannot|not\s+(?:be\s+)?(?:eligible|included|allowed|accepted|enrolled))\b)",
    re.IGNORECASE,
)
_SENTENCE = lazy(r"[.;]\s")


def _sentence_of(text: str, at: int) -> int:
    """Where the sentence begins that a place stands in."""
    return max((found.end() for found in _SENTENCE.finditer(text, 0, at)), default=0)


def restricted(text: str, here: list[names.Mention]) -> list[names.Mention]:
    """The names of an inclusion, masked in its text, of whose people it takes only some."""
    found: list[names.Mention] = []
    for words in (_UNLESS, _LIMITED):
        for match in words.finditer(text):
            start = _sentence_of(text, match.start())
            found += [m for m in here if start <= m.start <= match.start()]
    for match in _ONLY_IF.finditer(text):
        if _OF_A_TEST.search(match["between"]):
            continue
        start = _sentence_of(text, match.start())
        is_in_brackets = "(" in match["between"] or text.rfind("(", start, match.start()) > start
        if is_in_brackets or _OF_LATTER.match(text, match.start()):
            start = match.start()
        found += [
            m for m in here if start <= m.start <= match.start() or m.end == match.start() + 1
        ]
    for words in (_LIMITED_TO_SOME, _UNLESS_AHEAD):
        for match in words.finditer(text):
            found += [m for m in here if match.start("rest") <= m.start < match.end()]
    for match in _SOME_REFUSED.finditer(text):
        if match["status"] or tells_a_kind(match["kind"]):
            found += [m for m in here if m.end <= match.start()]
    for match in _IN_CASE_OF.finditer(text):
        again = [m for m in here if m.start == match.start("name")]
        earlier = {slug for m in here if m.end <= match.start() for slug in m.means}
        found += [m for m in again if earlier.issuperset(m.means)]
    return found
