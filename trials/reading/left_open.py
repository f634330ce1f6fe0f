"""Exclusions of people who may have a disease all the same: "in whom IBM cannot be ruled out"."""

import re

from .lists import first_of_list, last_of_list
from .scopes import Clause
from .wording import lazy


def is_left_open(clause: Clause, number: int) -> bool:
    """Whether people may have a disease all the same: "in whom IBM cannot be ruled out"."""
    first, last = first_of_list(clause, number), last_of_list(clause, number)
    start, end = clause.mentions[first].start, clause.mentions[last].end
    if _NOT_EXCLUDING.search(clause.masked, 0, clause.mentions[number].start):
        return True
    return bool(
        _BEFORE_DOUBT.search(clause.masked, 0, start) and _NOT_RULED_OUT.match(clause.masked, end)
    )


_BEFORE_DOUBT = lazy(
    r"(?:\b(?:in|for)\s+(?:which|whom)|\bwhere|\bwhen|\bif)\s+(?:(?:an?|the|possible|underlying|sporadic)\s+)*$",
    re.IGNORECASE,
)
# "If the biopsy does not exclude IBM"
_NOT_EXCLUDING = lazy(
    r"\b(?:biops\w+|course|histolog\w+|patholog\w+|findings?|features|tests?|results?|picture|examinations?|work-?up|imaging|MRI|EMG|slides?)"
    r"\s+(?:do|does|did|could|can)\s*(?:not|n[’']t)\s+(?:\w+ly\s+)?(?:exclude|rule\s+out)\s+(?:an?\s+|the\s+)?\Z",
    re.IGNORECASE,
)
_NOT_RULED_OUT = lazy(
    r"\s*(?:can\s?not|\w+[’']t|(?:could|has|have|is|are|was|were)\s+not)\s+(?:yet\s+)?(?:(?:be|been)\s+)?(?:\w+ly\s+)?(?:ruled[-\s]out|excluded)\b",
    re.IGNORECASE,
)
