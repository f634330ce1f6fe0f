"""Types of which a line limits or bars some people, in words away from the name.

"DM (anti-MDA5 positive DM is excluded)", "DM, PM; PM only with lung disease": a person with such a
type may or may not join, so the line does not include the type as a whole. What it asks of people
with one type ("PM patients must have a positive MSA") is a condition, and the type is included.
"""

import re

from . import diseases, names, ordinals, remarks
from .cues import NAME
from .effects import Part
from .masked_lines import between, masked, means, named_in
from .restrictions import restricted
from .wording import holds, lazy

_WORDS = ("ntibod", "nti-", "MSA", "sero", "Sero", "llowed", "ligible", "ermitted")
_ANTIBODY = r"(?:anti-?\w|MDA-?5|Jo-?1|antibod|autoantibod|MSAs?\b|sero-?(?:positiv|negativ))"
_REFUSED = (
    r"(?:exclu\w+|ineligible|cannot|can\s?not\s+be|not\s+(?:be\s+)?(?:eligible|included|enrolled|allowed|accepted|permitted|recruited)"
    r"|will\s+not)"
)
# "DM (patients with anti-MDA5 are not eligible)"
_IN_BRACKETS = lazy(
    rf"(?P<name>{NAME})\s*[(\[](?!\W*(?:all\s+)?others?\b)(?=[^()]*\b{_ANTIBODY})(?P<words>[^();]*\b{_REFUSED}\b[^();]*)[)\]]",
    re.IGNORECASE,
)
_PEOPLE = r"(?:patients|subjects|participants|people|cases)"
# Other diseases overlap as well: "overlap syndromes are allowed as long as DM dominates".
_OF_OVERLAPS = lazy(
    r"overlap(?:ping)?\s+syndromes?\s+(?:is|are|may\s+be|can\s+be)\s+(?:allowed|eligible|permitted|acceptable|accepted|included)"
    r"\s+(?:only\s+)?(?:as\s+long\s+as|provided|only\s+if)\b",
    re.IGNORECASE,
)
# "Seronegative IMNM is allowed", under exclusion criteria
_SERONEGATIVE = lazy(
    rf"\b(?:sero-?(?:negative|positive)|antibody[-\s](?:negative|positive))\s+(?:{_PEOPLE}\s+with\s+)?(?P<name>{NAME}+)",
    re.IGNORECASE,
)
# "Overlap myositis, except overlap with lupus", "DM, excluding paraneoplastic DM"
_EXCEPT_OWN_KIND = lazy(
    rf"\b(?:except(?:ed|ing)?|with\s+the\s+exception\s+of|excluding|but\s+not)\s+(?:for\s+)?(?:[\w-]+\s+){{0,4}}"
    rf"(?:(?P<kind>{NAME}+)|overlap\w*\s+(?:with|of)\b)",
    re.IGNORECASE,
)
# "DM, with the exception of its paraneoplastic form", "PM (but not the drug-induced kind)"
_EXCEPT_A_FORM = lazy(
    r"\b(?:except(?:ing)?|with\s+the\s+exception\s+of|excluding|but\s+not|other\s+than|apart\s+from)\s+(?:for\s+)?"
    r"(?:(?!following)[\w-]+\s+){1,4}?(?:forms?|variants?|kinds?|cases|ones)\b(?=[\s)\]]*(?:[.,;)]|$|(?:and|or|with|who)\b))",
    re.IGNORECASE,
)
# "DM or PM; of those with PM, only the ones who have ILD"
_ONLY_SOME_OF = lazy(
    rf"\b(?:of|among|from|in)\s+(?:(?:the|these|those|all|{_PEOPLE}|with|who\s+have)\s+)*(?P<name>{NAME}+)"
    rf"(?:\s+{_PEOPLE})?\s*,?\s+only\s+(?:the\s+|those\b|{_PEOPLE}\b|if\b|when\b|with\b)",
    re.IGNORECASE,
)
# Under exclusion criteria, as a whole line: "DM associated with cancer"
_OF_A_CAUSE = lazy(
    rf"^[^\w{NAME}]*(?:(?:any|all|{_PEOPLE}|with)\s+)*(?P<name>{NAME}+)"
    rf"\s+(?:associated\s+with|related\s+to|secondary\s+to|in\s+an?\s+(?:patient|person)\s+with)\s[^.;{NAME}]*$",
    re.IGNORECASE,
)


# Most children with myositis have dermatomyositis.
_ONE_OF_THE_YOUNG = lazy(
    r"(?!.*\b(?:not|no|except\w*|allowed|eligible)\b).*\bjuvenile\s+(?:polymyositis|PM)\b(?!\s*(?:/|and|or)\s*(?:juvenile\s+)?(?:DM|dermato))",
    re.IGNORECASE,
)
# "DM; cancer-associated disease is not studied"
_KIND_REFUSED = lazy(
    r"\b(?:(?:cancer|malignan\w+|tumou?r|neoplas\w+|drug|statin|infection|virus|(?:immune\s+)?checkpoint\s+inhibitor)[-\s](?:associated|related|induced|triggered)|paraneoplastic)"
    r"\s+(?:disease|myositis|forms?|cases?|ones?|kinds?|types?|variants?|patients?)\b[^.;]*?\b(?:not|never|cannot|exclu\w+|ineligible|barred|elsewhere|left\s+out)\b"
    rf"|\b(?:patients|participants|subjects|people|those|persons)\s+whose\s+(?:disease|myositis|illness)\s+(?:is|was|came|began)\s[^.;{NAME}]*?\b(?:not|never|cannot|exclu\w+|ineligible|barred|elsewhere|left\s+out)\b",
    re.IGNORECASE,
)


# Behind the types of a line, one of them again: "DM or PM (PM only with lung disease)"
_AGAIN = lazy(
    rf"[.;:,(–—]\s*(?P<words>[^.;()]*?(?P<name>{NAME}+)[^.;()]*)",
)
_RESTRICTS = lazy(
    rf"\b(?:only|just|solely|exclusively|those\s+(?!with\b|who\b|having\b|of\b|{NAME})|the\s+ones?|unless|(?<!be\s)provided|far\s+as|extent|not|alone)\b",
    re.IGNORECASE,
)
# What leaves out nobody, or is asked of anybody.
_ASKED_OF_ALL = lazy(
    r"\b(?:years?|aged?|old(?:er)?|adults?|18|consent|also|too|may|can|eligible|allowed|include[sd]?|accepted|permitted|welcome|enrol\w*|whether|regardless"
    r"|not\s+(?:required|needed|necessary|mandatory|demanded|asked)|toxi\w*|called|label\w*|formerly|excluded|ruled|cohort|arm|part|group|places?|at\s+least|respectively)\b",
    re.IGNORECASE,
)


def _left_out_by_remarks(text: str, here: list[names.Mention], below: tuple[str, ...]) -> set[str]:
    found = means(remarks.left_out(text, here)) | remarks.doubted(text, here)
    if remarks.asks_of_the_young(text):
        found.add(diseases.JUVENILE)
    return (found | _left_out_below(means(here), below)) & means(here)


def _left_out_below(types: set[str], below: tuple[str, ...]) -> set[str]:
    """Of the types of a line, those of whose people the lines that belong to it leave out some."""
    found: set[str] = set()
    for words in below:
        here = names.mentions(words)
        text = masked(words, here)
        if remarks.refuses_some(text):
            return types
        found |= remarks.doubted_by(text, types, means(here)) if here else set()
    return found


def _restated(text: str, here: list[names.Mention]) -> set[str]:
    """The types that a line names again, with a word that restricts them."""
    found: set[str] = set()
    for match in _AGAIN.finditer(text):
        words = remarks.ONLY_OF.sub(" ", match["words"])
        if not _RESTRICTS.search(words) or _ASKED_OF_ALL.search(words):
            continue
        again = means(between(here, match.start(), match.end()))
        before = means(between(here, 0, match.start()))
        if len(again) == 1 and len(before) > 1:
            found |= again & before - {diseases.ANTISYNTHETASE}
    return found


def taken_in_part(line: str, part: Part, below: tuple[str, ...] = ()) -> frozenset[str]:
    """The types of which a line leaves out some people, whatever other words take them.

    `below` are the lines that belong to it.
    """
    here = names.mentions(line)
    if not here:
        return frozenset()
    text = masked(line, here)
    if part == Part.EXCLUSION:
        young = {diseases.JUVENILE} if _ONE_OF_THE_YOUNG.match(line) else set[str]()
        return frozenset(named_in(_OF_A_CAUSE, text, here) - {diseases.OVERLAP} | young)
    found: set[str] = set()
    for match in _EXCEPT_OWN_KIND.finditer(text):
        before = means(between(here, 0, match.start()))
        kind = match.span("kind")
        found |= before & (means(between(here, *kind)) if match["kind"] else {diseases.OVERLAP})
    for match in _EXCEPT_A_FORM.finditer(text):
        earlier = between(here, 0, match.start())
        is_of_last = bool(earlier) and ordinals.is_of_last(text, earlier[-1], match)
        found |= means(earlier[-1:] if is_of_last else earlier)
    found |= ordinals.limited(line, text, here)
    if refused := _KIND_REFUSED.search(text):
        found |= means(between(here, 0, refused.start()))
    found |= named_in(_ONLY_SOME_OF, text, here) | _restated(text, here)
    found |= means(restricted(text, here))
    if part == Part.INCLUSION:
        found |= _left_out_by_remarks(text, here, below)
    return frozenset(found)


_SOME_SPARED = lazy(
    r"\bexceptions?\s*(?::|(?:is|are|being)(?:\s+made)?(?:\s+for)?|will\s+be\s+made\s+for|for|to\s+this\b[^:.;]*:)\s*(?:those\s+)?(?:participants|patients|subjects|people|those|anyone|persons|individuals)\b",
    re.IGNORECASE,
)
# "IBM; however, those with it who can walk may join", "IBM. However, patients under 60 may join"
_SAME_SPARED = lazy(
    r"[.;]\s*however,?\s+(?:patients|participants|subjects|people|those)\s+(?:with|who|whose|under|over|aged)\b[^.;]*?\b(?:may|can)\s+(?:still\s+|also\s+)?(?:be\s+(?:enrol\w*|includ\w*|allow\w*|accept\w*)|join|enter|participate|take\s+part)\b|[.;,(–—]\s*(?:(?:but|however|although|though|nevertheless|yet|still|only)\b,?\s*)?(?=[^.;]*\b(?:with\s+it|of\s+it|had\s+it|have\s+it|such\s+(?:patients|participants|subjects|people|persons|cases)"
    r"|(?:this|that|the\s+same)\s+(?:diagnosis|disease|condition)|(?:these|those)\s+(?:patients|participants|subjects|people)))"
    r"[^.;]*?\b(?:are\s+not\s+excluded|(?:may|can)\s+(?!not)(?:still\s+|also\s+)?(?:be\s+(?:enrol\w*|includ\w*|allow\w*|accept\w*|consider\w*)|join|enter|participate|take\s+part)|(?:are|is)\s+(?:still\s+|also\s+)?(?:allowed|permitted|eligible|acceptable|accepted|included))\b",
    re.IGNORECASE,
)
_SPARED = (
    r"(?:is|are|may\s+be|can\s+be)\s+(?:not\s+excluded|enrolled|screened|accepted|allowed|permitted|eligible|acceptable"
    r"|included|tolerated|no\s+exclusion|fine)"
)
_OVERLAP_SPARED = lazy(
    rf"\boverlap\w*\s+with\b[^.;]*\b{_SPARED}|\b(?:not\s+appl\w+|not\s+concern)\s+(?:to|for|in)?\s*(?:those\s+with\s+)?overlap\w*\s+with\b"
    rf"|(?<!\w)(?:secondary\s+)?(?:Sj[\w\u2019']+|lupus|SLE|rheumatoid\s+arthritis|RA|SSc|sclero\w+)(?:\s+(?:syndrome|disease|features))?(?:\s+[\w’'-]+){{0,6}}?\s+{_SPARED}",
    re.IGNORECASE,
)


def barred_in_part(line: str, below: tuple[str, ...] = ()) -> frozenset[str]:
    """The types of an exclusion of which its line spares some people, in another clause.

    `below` are the lines that belong to it.
    """
    types = means(names.mentions(line))
    found: set[str] = set()
    for words in below:
        here = names.mentions(words)
        if here and remarks.spared_again(masked(words, here)):
            found |= types & means(here)
    return frozenset(found | _spared_in_line(line))


def _spared_in_line(line: str) -> set[str]:
    if not holds(
        line,
        (
            "latter",
            "former",
            "the ",
            "xception",
            "verlap",
            "etting",
            "it ",
            "such ",
            "this ",
            "ese ",
            "ose ",
            "cases",
            "forms",
            "atients",
            "articipants",
            "ubjects",
            "eople",
        ),
    ):
        return set()
    here = names.mentions(line)
    found = means(remarks.spared(masked(line, here), here))
    found |= ordinals.spared(line, here)
    for some in (_SOME_SPARED.search(line), _SAME_SPARED.search(line)):
        if some:
            found |= means(between(here, 0, some.start()))
    if spared := _OVERLAP_SPARED.search(line):
        found |= means(between(here, 0, spared.start())) & {diseases.OVERLAP}
    return found


def narrowed(line: str, part: Part = Part.INCLUSION) -> frozenset[str]:
    """The types of a line of which only some people may join."""
    if not holds(line, _WORDS):
        return frozenset()
    here = names.mentions(line)
    if not here:
        return frozenset()
    text = masked(line, here)
    if part == Part.EXCLUSION:
        return frozenset(named_in(_SERONEGATIVE, text, here))
    found = {diseases.OVERLAP} if _OF_OVERLAPS.search(line) else set[str]()
    for match in _IN_BRACKETS.finditer(text):
        inside = between(here, *match.span("words"))
        found |= means(inside or [m for m in here if m.end == match.end("name")])
    return frozenset(found)
