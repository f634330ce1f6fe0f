"""Remarks behind the types of a line: sentences that name no type, about some of those people.

"IMNM. The seropositive forms of the disease are not part of this study", "PM; those with anti-Jo-1
go to another protocol", under exclusion criteria "IBM; early cases can be accepted". What a remark
does is told by the verbs of cues.toml; whom it is about, by the words before its verb.
"""

import re
from itertools import zip_longest

from . import names
from .cues import NAME, PEOPLE, VERBS, Kind
from .diseases import ANTISYNTHETASE, OVERLAP
from .ground_words import WORDS
from .kinds import tells_a_kind
from .masked_lines import between
from .word_grades import ANTIBODY, is_bounded
from .wording import lazy

# What parts a remark from the words before it.
_REMARK = lazy(
    r"[;!?\n]\s*|(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bresp)\.(?:\s+|$)|\s[-–—]\s|[–—(]|,\s*(?=(?:but|however|while|whereas|although)\b)"
)
# "Seropositive forms", "participants without this antibody", "mild cases"
_OF_SOME = lazy(
    r"\b(?:forms?|variants?|sub-?types?|sub-?sets?|kinds?|cases|sero-?\w+|(?:without|lacking|with)\s+(?:this|that|such|these|any|the\s+said)"
    r"|negative\s+for|positive\s+for|neither|onset|juvenile|childhood|p(?:a)?ediatric|(?:hypo|a)myopathic|paraneoplastic)\b",
    re.IGNORECASE,
)
# Other diseases and all people are no part of those with a type.
_OF_OTHERS = lazy(
    r"\b(?:others?|another|any|controls?|healthy|infections?|dystroph\w*|drugs?|treatments?|therap\w*|vaccin\w*|pregnan\w*|skin\s+cancers?"
    r"|(?:under|below|over|above|aged)\s+\d+|carcinoma|tubercul\w*|hepatitis|HIV|IVIG|doses?|use|vaccines?)\b",
    re.IGNORECASE,
)

# "DM of any onset. Those of juvenile onset must be 21 by now."
_ASKED_OF_THE_YOUNG = lazy(
    r"[.;(–—]\s*(?:(?:for|in|if|the|those|all|patients|participants|subjects|people|cases|of|with|whose|disease)\s+)*(?:juvenile|childhood|p(?:a)?ediatric)\b"
    r"[^.;()]*\b(?:only|provided|unless|not|cannot)\b",
    re.IGNORECASE,
)


def left_out(text: str, here: list[names.Mention]) -> list[names.Mention]:
    """The names of an inclusion, masked in its text, of whose people a remark leaves some out."""
    return _told_of(text, here, (Kind.REFUSES,))


def doubted(text: str, here: list[names.Mention]) -> set[str]:
    """The types of an inclusion of whose people a remark may leave some out, in unknown words."""
    found: set[str] = set()
    for start, end in _remarks(text, here):
        before = {slug for m in here if m.end <= start for slug in m.means}
        named = {slug for m in between(here, start, end) for slug in m.means}
        found |= doubted_by(text[start:end], before, named)
    return found


def doubted_by(remark: str, before: set[str], named: set[str]) -> set[str]:
    """Of the types before a remark, those of whose people it may leave some out."""
    remark = ONLY_OF.sub(" ", _TO_EXCLUDE.sub(" ", _without_plain(remark)))
    refuses = _REFUSES.search(remark)
    if not named and refuses and OVERLAP in before and _OVERLAP.search(remark):
        # "Overlap with lupus will be dealt with in another trial"
        return {OVERLAP}
    if not named:
        is_of_part = refuses and _PEOPLE.search(remark) and _is_of_part(remark)
        return before if is_of_part and not _ORDINAL.search(remark) else set()
    if _ALSO.search(remark) or _NO_KIND.search(remark):
        return set()
    if _ONLY_THESE.search(remark):
        # "DM or PM; for the moment only DM is recruited"
        return before
    if refuses:
        # "PM without an antisynthetase antibody does not qualify"
        return before & (named - {ANTISYNTHETASE} or named)
    restricts = before - named and _RESTRICTS.search(remark) and not _is_of_all(remark)
    # An antibody is what makes the antisynthetase syndrome.
    defined = {ANTISYNTHETASE} if ANTIBODY.search(remark) else set[str]()
    return before & named - defined if restricts else set()


# What a biopsy must show or rule out: "re-read in order to exclude IBM", "without vacuoles".
_TO_EXCLUDE = lazy(
    rf"\b(?:has|have|had|having|been|be|to)\s+(?:\w+ly\s+)?(?:excluded?|ruled?\s+out)(?:\s+(?:an?\s+|the\s+)?{NAME}+|\s+by\b|\s*$)"
    r"|\b(?:no|not\s+show\w+|without(?:\s+any)?)\s+(?:[\w-]+\s+){0,3}(?:suspicion|signs?|hints?|evidence|features?|vacuoles|changes)\b"
    rf"|\b(?:so\s+as\s+|in\s+order\s+)?(?:not\s+to|to\s+not)\s+include\b[^.;]*|\bto\s+(?:keep|leave)\s+[^.;]{{1,40}}\bout\b",
    re.IGNORECASE,
)


# "For the DM subset only, a CDASI of 6": it tells of whom that is asked.
ONLY_OF = lazy(
    rf"\b(?:for|in)\s+(?:(?:the|those|patients|participants|subjects|people|with)\s+)*{NAME}+\s*"
    r"(?:subset|sub-?group|group|cohort|patients|participants|subjects|people|cases)?\s*\(?only(?:\)|(?=\s*(?:[,:;.]|$)))",
    re.IGNORECASE,
)


def _is_of_all(remark: str) -> bool:
    """Whether a demand is one that all studies of adults make."""
    return bool(_OF_ADULTS.search(remark)) and not is_bounded(remark)


_OF_ADULTS = lazy(r"\b(?:18|adults?|consent\w*|years?|aged?|old(?:er)?)\b", re.IGNORECASE)
_OVERLAP = lazy(r"\boverlap", re.IGNORECASE)
# "Patients in whom IBM was suspected and ruled out may join"
_REVISED = lazy(
    r"\b(?:suspected|considered|rejected|dismissed|ruled|refuted|unlikely|revised|without)\b",
    re.IGNORECASE,
)


def _remarks(text: str, here: list[names.Mention]) -> list[tuple[int, int]]:
    """Where remarks begin and end; one in brackets ends with them."""
    found: list[tuple[int, int]] = []
    places = [*_REMARK.finditer(text, here[0].end)] if here else []
    for place, following in zip_longest(places, places[1:]):
        end = following.start() if following else len(text)
        closing = text.find(")", place.end(), end) if place[0].strip() == "(" else -1
        found.append((place.end(), closing if closing >= 0 else end))
    return found


def _without_plain(words: str) -> str:
    for match in VERBS.all_in(words):
        if VERBS.of_match(match).kind == Kind.PLAIN:
            words = words[: match.start()] + " " * len(match[0]) + words[match.end() :]
    return words


_REFUSES = lazy(rf"(?<![\w-])(?:{WORDS['refusals']})(?!\w)", re.IGNORECASE)
_RESTRICTS = lazy(rf"(?<![\w-])(?:{WORDS['restricts']})(?!\w)", re.IGNORECASE)
_PEOPLE = lazy(
    rf"\b(?:{WORDS['human']}|carriers?|forms?|types?|sub-?types?|variants?|kinds?|disease)\b",
    re.IGNORECASE,
)
_ONLY_THESE = lazy(
    rf"\b(?:only|just|solely|exclusively)\s+(?:(?:those|people|patients|participants|subjects|with|the|adults?)\s+)*{NAME}[^.;]*?\b(?:is|are|will\s+be|can|may)\s+(?:\w+\s+)?(?:recruited|enrol\w+|open|eligible|taken|accepted|included|join|studied)\b",
    re.IGNORECASE,
)
# Which of several types it is about, narrowing.py tells.
_ORDINAL = lazy(r"\bthe\s+(?:former|latter|first|second|third|last)\b", re.IGNORECASE)
_ALSO = lazy(r"\b(?:also|too|as\s+well|equally|likewise)\b", re.IGNORECASE)
# A diagnosis that is not sure is none.
_NO_KIND = lazy(r"\b(?:possible|suspected|toxi\w+|unconfirmed|doubtful)\b", re.IGNORECASE)


def spared(text: str, here: list[names.Mention]) -> list[names.Mention]:
    """The names of an exclusion, masked in its text, of whose people a remark lets some join."""
    found = _told_of(text, here, (Kind.INCLUDES, Kind.UNCLEAR))
    if _OVERLAP.search(text, here[0].end if here else 0):
        # "IBM (overlap with Sjögren's syndrome is allowed)"
        found = [mention for mention in found if mention.means == (OVERLAP,)]
    for start, end in _remarks(text, here):
        if spared_again(text[start:end]):
            named = {slug for m in between(here, start, end) for slug in m.means}
            found += [m for m in here if m.end <= start and named.intersection(m.means)]
    return found


def spared_again(remark: str) -> bool:
    """Whether a remark may let people join with a type that it names again."""
    return (
        NAME in remark
        and not _REVISED.search(remark)
        and any(
            VERBS.of_match(match).kind in (Kind.INCLUDES, Kind.UNCLEAR)
            for match in VERBS.all_in(remark)
        )
    )


def refuses_some(remark: str) -> bool:
    """Whether a line of its own refuses some people, and names no type."""
    return _is_of_some(remark, (Kind.REFUSES,))


def asks_of_the_young(text: str) -> bool:
    """Whether a remark asks more of people whose disease began in childhood."""
    return bool(_ASKED_OF_THE_YOUNG.search(text))


def _told_of(text: str, here: list[names.Mention], kinds: tuple[Kind, ...]) -> list[names.Mention]:
    found: list[names.Mention] = []
    for start, end in _remarks(text, here):
        if _is_of_some(text[start:end], kinds):
            before = [mention for mention in here if mention.end <= start]
            # "IBM, overlap myositis (that with lupus is allowed)"
            found += before[-1:] if text[:start].rstrip().endswith("(") else before
    return found


def _is_of_some(remark: str, kinds: tuple[Kind, ...]) -> bool:
    if NAME in remark:
        return False
    for match in VERBS.all_in(remark):
        cue = VERBS.of_match(match)
        if cue.kind in kinds and cue.where in ("after", "") and match[0] != "included":
            subject = remark[: match.start()].replace(PEOPLE, " ")
            return _is_of_part(subject)
    return False


def _is_of_part(subject: str) -> bool:
    """Whether the subject of a verb is some of the people with a type, and no other disease."""
    if _OF_OTHERS.search(subject):
        return False
    return bool(_OF_SOME.search(subject)) or tells_a_kind(subject)
