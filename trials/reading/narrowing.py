"""Types of which a line takes only some people, by their antibodies.

"DM (anti-MDA5 positive DM is excluded)", "DM, PM. PM patients must have a positive MSA": a person
with such a type may or may not join, so the line does not include the type as a whole.
"""

import re

from . import names
from .cues import NAME
from .wording import holds

_WORDS = ("ntibod", "nti-", "MSA", "sero", "Sero")
_ANTIBODY = r"(?:anti-?\w|MDA-?5|Jo-?1|antibod|autoantibod|MSAs?\b|sero-?(?:positiv|negativ))"
_REFUSED = (
    r"(?:exclu\w+|ineligible|cannot|can\s?not\s+be|not\s+(?:be\s+)?(?:eligible|included|enrolled|allowed|accepted|permitted|recruited)"
    r"|will\s+not)"
)
# "DM (patients with anti-MDA5 are not eligible)"
_IN_BRACKETS = re.compile(
    rf"(?P<name>{NAME})\s*[(\[](?!\W*(?:all\s+)?others?\b)(?=[^()]*\b{_ANTIBODY})(?P<words>[^();]*\b{_REFUSED}\b[^();]*)[)\]]",
    re.IGNORECASE,
)
_DEMANDS = r"(?:must|needs?|should|require|have\s+to|has\s+to|only\s+(?:with|if|when))\b"
# "... PM patients must have a positive MSA or a biopsy"
_OF_ONE = re.compile(
    rf"[.;,(]\s*(?:(?:and|but|for|in|the|all|patients|subjects|participants|people|those|with)\s+)*(?P<name>{NAME}+)"
    rf"(?:\s*,)?(?:\s+(?:patients|subjects|participants|cases))?\s+{_DEMANDS}(?=[^.;]*\b{_ANTIBODY})",
    re.IGNORECASE,
)
# "DM can be included without antibodies, all others need one"
_OF_OTHERS = re.compile(
    rf"(?P<free>[^.;]*{NAME}[^.;]*\b(?:without|no)\s(?:[\w-]+\s){{0,2}}(?:auto-?)?antibod[^.;]*)[.,;]\s*(?:but\s+)?(?:all\s+)?(?:the\s+)?others?\b[^.;]*?\b{_DEMANDS}",
    re.IGNORECASE,
)


def narrowed(line: str) -> frozenset[str]:
    """The types of a line under inclusion criteria of which only some people may join."""
    if not holds(line, _WORDS):
        return frozenset()
    here = names.mentions(line)
    if not here:
        return frozenset()
    masked = list(line)
    for mention in here:
        masked[mention.start : mention.end] = NAME * (mention.end - mention.start)
    text = "".join(masked)
    found: set[str] = set()
    for match in _OF_ONE.finditer(text):
        start = match.start("name")
        # Named before, it is one of several types that the line takes.
        found |= _means(_between(here, start, start + 1)) & _means(_between(here, 0, start))
        # An antibody is what makes the antisynthetase syndrome.
        found.discard(names.ANTISYNTHETASE)
    for match in _IN_BRACKETS.finditer(text):
        inside = _between(here, *match.span("words"))
        found |= _means(inside or [m for m in here if m.end == match.end("name")])
    for match in _OF_OTHERS.finditer(text):
        found |= _means(here) - _means(_between(here, *match.span("free")))
    return frozenset(found)


def _means(mentions: list[names.Mention]) -> set[str]:
    return {slug for mention in mentions for slug in mention.means}


def _between(here: list[names.Mention], start: int, end: int) -> list[names.Mention]:
    return [m for m in here if start <= m.start < end]
