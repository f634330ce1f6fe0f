"""Types that a line speaks of again by their place: "the latter", "the last only if ..."."""

import re

from . import diseases, names
from .masked_lines import between, means
from .wording import lazy

# Behind the types that a line takes: "for the latter, anti-SRP must be positive"
_LIMITS_ONE = lazy(
    r"\bthe\s+(?:(?P<which>former|latter)\b|(?P<place>first|last|second|third)\s+(?:-?(?:named|mentioned|listed|one|type|group|disease|diagnosis)\b\s*)*(?=\W*(?:only|if|when|provided|is\b|are\b|may\b|can\b|cannot\b|will\b|must|ha[sv]e?\b|needs?|requires?|should|an?ti|[\w-]+\s+(?:must|needs?|should|is\s+required))))"
    r"(?=(?:(?!\bthe\s+(?:former|latter)\b)[^.;])*\b(?:only|provided|unless|except|as\s+long\s+as|cannot|not|never|exclu\w+|ineligible|closed|refused|barred|elsewhere|separate|alone|reserved|limited|restricted)\b)"
    r"(?!\s*,?\s*(?:without\s+(?:any\s+)?(?:further\s+|other\s+)?(?:restrict|limit|condition|demand)\w*|regardless|irrespective|independent|whichever|whatever|with(?:\s+or\s+|/|\s+and\s+|\s+\(or\s+)without|also|too|even)\b|\s+(?:is|are|can|may|will)\s+(?:also\s+|be\s+)*(?:not\s+(?:required|needed|asked|limited|restricted|excluded)|without)\b)",
    re.IGNORECASE,
)


def _one_of(line: str, before: list[names.Mention], which: str) -> set[str]:
    """The former or the last of several types, or of a type and another disease."""
    types = [slug for mention in before for slug in _in_order(line, mention)]
    if which.lower() in ("second", "third"):
        return {*types[_PLACES[which.lower()] :][:1]}
    is_former = which.lower() in ("former", "first")
    if len(types) == 1 and not (
        _JOINED_BEHIND.match(line, before[0].end)
        if is_former
        else _JOINED_BEFORE.search(line[: before[0].start])
    ):
        return set()
    return {types[0] if is_former else types[-1]} if types else set()


_PLACES = {"second": 1, "third": 2}
# "scleroderma or IMNM"
_JOINED_BEFORE = lazy(r"\w\s*(?:\b(?:or|and)\s+(?:\w+\s+)?|[,/]\s*)\Z", re.IGNORECASE)
_JOINED_BEHIND = lazy(r"\s*(?:,?\s*\b(?:or|and)\b|[,/])\s*\w", re.IGNORECASE)


def _in_order(line: str, mention: names.Mention) -> list[str]:
    """The types of a name, as the line has them: "PM or DM" is one name."""
    types = [slug for slug in mention.means if slug in diseases.SUBTYPES]
    return types[::-1] if line[mention.start].lower() == "p" else types


# Behind the types that an exclusion names: "the latter only if anti-SRP positive"
_ONE_OF_TWO = lazy(
    r"\bthe\s+(?:(?P<former>former|first)|latter|last|second)\b(?:\s+\w+){0,4}?\s*,?\s+(?:\w+\s+)?(?:only|if|when|unless|provided|where|with|except)\b",
    re.IGNORECASE,
)


def limited(line: str, text: str, here: list[names.Mention]) -> set[str]:
    """The types of an inclusion, masked in its text, of which it takes only some people."""
    found: set[str] = set()
    for match in _LIMITS_ONE.finditer(text):
        named = between(here, 0, match.start())
        found |= _one_of(line, named, match["which"] or match["place"])
    return found


def spared(line: str, here: list[names.Mention]) -> set[str]:
    """The types of an exclusion of which it lets some people join."""
    one = _ONE_OF_TWO.search(line)
    before = between(here, 0, one.start()) if one else []
    return means(before[:1] if one and one["former"] else before[-1:])


def is_of_last(text: str, last: names.Mention, form: re.Match[str]) -> bool:
    """Whether an exception is of the last type of a list: "DM, or IMNM other than the SRP form"."""
    between_them = text[last.end : form.start()]
    is_of_necrotizing = last.means == (diseases.NECROTIZING,) and _OF_NECROTIZING.search(form[0])
    return "(" in between_them or bool(is_of_necrotizing and not between_them.strip())


_OF_NECROTIZING = lazy(r"\b(?:SRP|HMG\w*|signal\s+recognition)", re.IGNORECASE)
