"""Types of which a study takes only some people: by their antibodies, a biopsy or a rash.

"DM (anti-MDA5 positive DM is excluded)", "DM, PM. PM patients must have a positive MSA": a person
with such a type may or may not join, so the line does not include the type as a whole.
"""

import re

from . import diseases, names, ordinals, remarks
from .cues import NAME
from .effects import Part
from .masked_lines import between, masked, means, named_in
from .restrictions import restricted
from .word_grades import ANYBODY, Grade, grade_of, is_bounded
from .wording import holds, lazy

_WORDS = ("ntibod", "nti-", "MSA", "sero", "Sero", "with at least", "llowed", "ligible", "ermitted")
_DEMANDED = (
    "positive",
    "must",
    "mandatory",
    "ecessary",
    "bligatory",
    "ompulsory",
    "emanded",
    "equested",
    "asked",
    "shall",
    "as to ",
    "ave to ",
    "is to ",
    "are to ",
    "need",
    "should",
    "equire",
    "to have",
    "or patients",
    "or sub",
    "or partici",
)
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
_DEMANDS = r"(?:must|needs?|should|require|have\s+to|has\s+to|only\s+(?:with|if|when))\b"
_PEOPLE = r"(?:patients|subjects|participants|people|cases)"
# "... PM patients must have a positive MSA or a biopsy"
_OF_ONE = lazy(
    rf"[.;,(]\s*(?:(?:and|but|for|in|the|all|patients|subjects|participants|people|those|with)\s+)*(?P<name>{NAME}+)"
    rf"(?:\s*,)?(?:\s+(?:patients|subjects|participants|cases))?\s+{_DEMANDS}(?=[^.;]*\b{_ANTIBODY})",
    re.IGNORECASE,
)
# "DM can be included without antibodies, all others need one"
_OF_OTHERS = lazy(
    rf"(?<![^.;])(?P<free>[^.;]*{NAME}[^.;]*\b(?:without|no)\s(?:[\w-]+\s){{0,2}}(?:auto-?)?antibod[^.;]*)[.,;]\s*(?:but\s+)?(?:all\s+)?(?:the\s+)?others?\b[^.;]*?\b{_DEMANDS}",
    re.IGNORECASE,
)
# "DM, or of PM with at least one of these"
_WITH_MORE = lazy(
    rf"{NAME}[^.;{NAME}]{{0,20}},?\s+or\s+of\s+(?P<name>{NAME}+)\s+(?:if|provided|with\s+at\s+least)\b",
    re.IGNORECASE,
)
# "DM subgroup: a biopsy or anti-Mi-2; IMNM subgroup: anti-SRP"
_LABEL = lazy(
    rf"(?:^|[.;]\s+)(?P<name>{NAME}+)(?:\s+(?:sub-?group|{_PEOPLE}))?\s*:(?=[^.;]*\b(?:biops|{_ANTIBODY}))",
    re.IGNORECASE,
)
# "DM, IMNM (anti-SRP positive)", beside another type
_POSITIVE = lazy(
    rf"(?P<name>{NAME}+)\s*[(\[](?:(?:positive\s+for|only\s+if)\s+)?{_ANTIBODY}[^()]*?\bpositive\s*[)\]]",
    re.IGNORECASE,
)
# Other diseases overlap as well: "overlap syndromes are allowed as long as DM dominates".
_OF_OVERLAPS = lazy(
    r"overlap(?:ping)?\s+syndromes?\s+(?:is|are|may\s+be|can\s+be)\s+(?:allowed|eligible|permitted|acceptable|accepted|included)"
    r"\s+(?:only\s+)?(?:as\s+long\s+as|provided|if)\b",
    re.IGNORECASE,
)
# "Seronegative IMNM is allowed", under exclusion criteria
_SERONEGATIVE = lazy(
    rf"\b(?:sero-?(?:negative|positive)|antibody[-\s](?:negative|positive))\s+(?:{_PEOPLE}\s+with\s+)?(?P<name>{NAME}+)",
    re.IGNORECASE,
)
# "Subjects with a diagnosis of PM must have ...", from the beginning of a sentence
_SUBJECT = (
    rf"(?:^|[.;]\s+)(?:(?:for|in|the|all|adult|{_PEOPLE}|individuals|those|with|who\s+have|an?|definite|probable|diagnosis\s+of)\s+)*"
    rf"(?P<name>{NAME}+)(?:\s+{_PEOPLE})?"
)
_DEMAND_ON = lazy(
    rf"{_SUBJECT}\s+{_DEMANDS}(?!\s+no\b)(?P<what>[^.;]*\b(?:{_ANTIBODY}|biops)[^;]*)",
    re.IGNORECASE,
)
# An antibody by its name or a biopsy, and no other way to fit.
_ONE_WAY = lazy(
    r"(?!.*\bor\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:biops|rash|MRI|EMG|muscle|skin))"
    r".*(?:\bbiops|\banti-\w|MDA-?5|Jo-?1)",
    re.IGNORECASE,
)
# What shows that it is that disease is asked of everybody.
_TO_CONFIRM = lazy(
    r"\b(?:one|any|two)\b[^.;:]{0,40}\bto\s+(?:confirm|support|establish|prove|verify)\s+(?:the|this|that|their)\s+diagnosis\b",
    re.IGNORECASE,
)
# "For patients with DM: a rash"
_FOR_THOSE = lazy(
    rf"^\W*(?:for|in)\s+(?:all\s+)?{_PEOPLE}\s+with\s+(?P<name>{NAME}+)\s*[:,](?=[^.;]*\b(?:rash|biops|{_ANTIBODY}))",
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
# "ASyS with an antibody (anti-Jo-1, anti-PL-7) or DM; no antibody is asked of those with DM"
_NO_ANTIBODY_OF = lazy(
    rf"\bno\s+(?:[\w-]+\s+)?antibod\w+\s+(?:is|are)\s+(?:asked|required|needed|demanded|necessary)\s+(?:of|for|in|from)\b(?P<free>[^.;]*{NAME}[^.;]*)",
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
    r"\b(?:only|just|solely|exclusively|those|the\s+ones?|if|when|unless|must|needs?|ha(?:s|ve)\s+to|namely|(?<!be\s)provided|means|far\s+as|extent|not|without|alone)\b",
    re.IGNORECASE,
)
# What leaves out nobody, or is asked of anybody.
_ASKED_OF_ALL = lazy(
    r"\b(?:years?|aged?|old(?:er)?|adults?|18|consent|also|too|may|can|eligible|allowed|include[sd]?|accepted|permitted|welcome|enrol\w*|whether|regardless"
    r"|not\s+(?:required|needed|necessary|mandatory|demanded|asked)|toxi\w*|called|label\w*|formerly|excluded|ruled|cohort|arm|part|group|places?|at\s+least|respectively)\b",
    re.IGNORECASE,
)


_BY_ANTIBODY = lazy(
    rf"\b{_ANTIBODY}.*\b(?:must|needs?|has\s+to|have\s+to|required|should)\b|\b(?:must|needs?|requires?|should|only)\b.*\b{_ANTIBODY}",
    re.IGNORECASE,
)
_OF_ANY = lazy(
    r"\b(?:whether|regardless|irrespective|whatever|without|also|too|may|can)\b", re.IGNORECASE
)


_LIST = rf"(?P<name>{NAME}++(?:[\s,/()]++(?:(?:and|or|and/or)\s+)?(?:with\s+)?{NAME}++)*+)"
_SUCH_PEOPLE = (
    rf"(?:(?:the|all|any|those|these|adult|{_PEOPLE}|individuals|persons|cases?|of|with|who\s+ha(?:ve|s)|having|diagnosed|that|is|are|an?|sub-?groups?|subset|cohort|arm|group"
    r"|particular|without|muscle|skin|involvement|weakness|disease|only|form|type|known|suspected|diagnosis|label)[\s(]++)*+"
)
_NEEDED = r"(?:mandatory|required|needed|necessary|obligatory|compulsory|demanded|requested)"
# "DM or PM. In patients with PM, a biopsy is mandatory", "for those with PM, MRI is to be done"
_OF_THOSE = lazy(
    rf"(?:^|[.;:,(–—]|\b(?:and|but|whereas|while))\s*(?:however,?\s+)?(?:for|in|among|with)\s+{_SUCH_PEOPLE}{_LIST}\)?"
    rf"(?:\s+(?:{_PEOPLE}|individuals|persons|sub-?group|group|cohort))?\s*[,:]?(?P<what>[^.;]*\b(?:{_NEEDED}|must|should|shall|ha(?:s|ve)\s+to|(?:is|are)\s+to\s+be|needs?)\b[^.;]*)",
    re.IGNORECASE,
)
# "DM or PM; a biopsy is mandatory in PM"
_ASKED_OF = lazy(
    rf"(?<![^.;,(])(?P<what>[^.;,(]*\b(?:{_NEEDED}|must\s+be\s+(?!one|any|either)\w+|should\s+be\s+(?!one|any|either)\w+|asked(?:\s+for)?))\s+(?:only\s+)?(?:for|in|of|from)\s+{_SUCH_PEOPLE}{_LIST}(?=\s*(?:$|[.;,)]))",
    re.IGNORECASE,
)
_WORDS_OF_DEMAND = lazy(
    rf"\b(?:(?:is|are)\s+(?:to\s+be\s+)?)?(?:{_NEEDED}|must|should|shall|needs?)\b", re.IGNORECASE
)
_NOT_ASKED = lazy(
    r"\b(?:no|not|never|none|without|neither|optional|irrespective|regardless|may|can)\b",
    re.IGNORECASE,
)


def _asked_of_some(text: str, here: list[names.Mention], beside: frozenset[str]) -> set[str]:
    """The types that a sentence asks something of, while others are free of it."""
    every = (means(here) | beside) & {*diseases.SUBTYPES}
    is_open = bool(beside - {*diseases.SUBTYPES})
    found: set[str] = set()
    for match in _FOR_THOSE.finditer(text):
        slugs = means(between(here, *match.span("name")))
        if every - slugs or (is_open and len(slugs) == 1):
            found |= slugs
    for match in (*_OF_THOSE.finditer(text), *_ASKED_OF.finditer(text)):
        what = _WORDS_OF_DEMAND.sub(" ", match["what"])
        if _NOT_ASKED.search(what) or _TO_CONFIRM.search(what) or NAME in what[:3]:
            continue
        slugs = means(between(here, *match.span("name"))) - {diseases.ANTISYNTHETASE}
        are_others = every - slugs or (is_open and len(slugs) == 1)
        if are_others and grade_of(f"must {what}") == Grade.LIMITS:
            found |= slugs
    return found


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
        words = match["words"]
        is_by_antibody = _BY_ANTIBODY.search(words) and not _OF_ANY.search(words)
        if not is_by_antibody and (not _RESTRICTS.search(words) or _ASKED_OF_ALL.search(words)):
            continue
        again = means(between(here, match.start(), match.end()))
        before = means(between(here, 0, match.start()))
        if len(again) == 1 and len(before) > 1:
            found |= again & before - {diseases.ANTISYNTHETASE}
    return found | _labelled(text, here, frozenset())


def _labelled(text: str, here: list[names.Mention], beside: frozenset[str]) -> set[str]:
    """The types that stand as a label before a number of their own."""
    found: set[str] = set()
    are_others_free = bool(ANYBODY.search(text))
    for match in _LABELS.finditer(text):
        again = means(between(here, *match.span("name")))
        others = means(m for m in here if not match.start() <= m.start < match.end())
        if is_bounded(match["words"]) and len(others | beside) > 1:
            found |= again if are_others_free else again & (others | beside)
    return found


# "IBM: 40 or older", "in IBM only: not longer than 10 years"
_LABELS = lazy(
    rf"(?:^|[.;(–—\n])\s*(?:(?:for|in|if|with|and|but|{_PEOPLE}|those|the|case|of)\s+)*(?P<name>{NAME}+)\s*(?:{_PEOPLE}\s*)?(?:only|alone)?\s*:(?P<words>[^.;()]*)",
    re.IGNORECASE,
)


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
    for match in _NO_ANTIBODY_OF.finditer(text):
        if re.search(_ANTIBODY, text[: match.start()], re.IGNORECASE):
            before = means(between(here, 0, match.start()))
            found |= before - means(between(here, *match.span("free")))
    return frozenset(found)


_SOME_SPARED = lazy(
    r"\bexceptions?\s*(?::|(?:is|are|being)(?:\s+made)?(?:\s+for)?|will\s+be\s+made\s+for|for|to\s+this\b[^:.;]*:)\s*(?:those\s+)?(?:participants|patients|subjects|people|those|anyone|persons|individuals)\b",
    re.IGNORECASE,
)
# "IBM; however, those with it who can walk may join"
_SAME_SPARED = lazy(
    r"[.;,(–—]\s*(?:(?:but|however|although|though|nevertheless|yet|still|only)\b,?\s*)?(?=[^.;]*\b(?:with\s+it|of\s+it|had\s+it|have\s+it|such\s+(?:patients|participants|subjects|people|persons|cases)"
    r"|(?:this|that|the\s+same)\s+(?:diagnosis|disease|condition)|(?:these|those)\s+(?:patients|participants|subjects|people)))"
    r"[^.;]*?\b(?:are\s+not\s+excluded|(?:may|can)\s+(?!not)(?:still\s+|also\s+)?(?:be\s+(?:enrol\w*|includ\w*|allow\w*|accept\w*|consider\w*)|join|enter|participate|take\s+part)|(?:are|is)\s+(?:still\s+|also\s+)?(?:allowed|permitted|eligible|acceptable|accepted|included))\b",
    re.IGNORECASE,
)
_SPARED = (
    r"(?:is|are|may\s+be|can\s+be)\s+(?:not\s+excluded|accepted|allowed|permitted|eligible|acceptable"
    r"|included|tolerated|no\s+exclusion|fine)"
)
_OVERLAP_SPARED = lazy(
    rf"\boverlap\w*\s+with\b[^.;]*\b{_SPARED}"
    rf"|(?<!\w)(?:secondary\s+)?(?:Sj[\w\u2019']+|lupus|SLE|rheumatoid\s+arthritis|RA|SSc|sclero\w+)(?:\s+(?:syndrome|disease|features))?\s+{_SPARED}",
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
    found = named_in(_WITH_MORE, text, here)
    labelled = named_in(_LABEL, text, here)
    if len(labelled) > 1:
        found |= labelled - {diseases.ANTISYNTHETASE}
    if _OF_OVERLAPS.search(line):
        found.add(diseases.OVERLAP)
    for match in _OF_ONE.finditer(text):
        start = match.start("name")
        # Named before, it is one of several types that the line takes.
        found |= means(between(here, start, start + 1)) & means(between(here, 0, start))
        # An antibody is what makes the antisynthetase syndrome.
        found.discard(diseases.ANTISYNTHETASE)
    for match in _IN_BRACKETS.finditer(text):
        inside = between(here, *match.span("words"))
        found |= means(inside or [m for m in here if m.end == match.end("name")])
    for match in _OF_OTHERS.finditer(text):
        found |= means(here) - means(between(here, *match.span("free")))
    return frozenset(found)


def demanded(line: str, beside: frozenset[str]) -> frozenset[str]:
    """The types of which a line asks more than of the others that a study takes.

    `beside` are the diseases that its titles and other lines name. Of a study of one type alone,
    a line asks the same of everybody.
    """
    if not beside:
        return frozenset()
    here = names.mentions(line)
    text = masked(line, here)
    found = _labelled(text, here, beside)
    if not holds(line, _DEMANDED):
        return frozenset(found)
    found |= _asked_of_some(text, here, beside)
    if len(means(here)) > 1:
        found |= named_in(_POSITIVE, text, here) - {diseases.ANTISYNTHETASE}
    for match in _DEMAND_ON.finditer(text):
        if _TO_CONFIRM.search(match["what"]):
            continue
        slugs = means(between(here, *match.span("name")))
        slugs.discard(diseases.ANTISYNTHETASE)
        if slugs <= beside or _ONE_WAY.match(match["what"]):
            found |= slugs
    return frozenset(slug for slug in found if beside - {slug})
