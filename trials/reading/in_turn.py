"""Verbs in turn: "DM and IBM are included and excluded, respectively"."""

import re

from .scopes import Clause
from .wording import lazy

_VERB_IN_TURN = (
    r"(?:not\s+)?(?:included|eligible|allowed|permitted|accepted|enrolled|excluded|ineligible"
    r"|barred|refused)"
)
_RESPECTIVELY = lazy(
    rf"\s*(?:patients\s+)?(?:is|are|will\s+be|may\s+be|can\s+be)?\s*(?P<verbs>{_VERB_IN_TURN}(?:\s*(?:,\s*and|,|and|or)\s+{_VERB_IN_TURN})+)"
    r",?\s+respectively\b",
    re.IGNORECASE,
)
_REFUSES_IN_TURN = lazy(r"not\b|exclu|inelig|barred|refused", re.IGNORECASE)


def refused_in_turn(clause: Clause) -> dict[int, bool]:
    """Whether each name is refused that a verb of its own stands for."""
    if "respectively" not in clause.masked.lower():
        return {}
    for number, mention in enumerate(clause.mentions):
        if found := _RESPECTIVELY.match(clause.masked, mention.end):
            verbs = re.findall(_VERB_IN_TURN, found["verbs"], re.IGNORECASE)
            first = number - len(verbs) + 1
            if first >= 0 and all(clause.joined[first:number]):
                return {
                    first + at: bool(_REFUSES_IN_TURN.match(verb)) for at, verb in enumerate(verbs)
                }
    return {}
