"""Whether a bar reaches a disease that stands in brackets: "IIM (DM, PM) with severe weakness".

What stands behind the brackets may be about the people in them, and brackets may only tell whom a
limit is for: "prednisone over 1 mg/kg (if DM)".
"""

import re

from . import ground
from .cues import PEOPLE
from .diseases import AMYOPATHIC
from .effects import Part
from .scopes import Clause, Found
from .wording import lazy


def is_of_all(clause: Clause, number: int, within: Part, here: list[Found]) -> bool:
    """Whether an exclusion without a verb is of all people with a disease in brackets."""
    group = clause.group_of(number)
    if here or not group or within != Part.EXCLUSION:
        return True
    group = clause.brackets.outermost[group]
    start, end = clause.groups.index(group), clause.brackets.ends[group]
    mention = clause.mentions[number]
    if _FOR_SOME.fullmatch(clause.masked, start, mention.start):
        return False
    head = _ITEMS.split(clause.masked[:start])[-1]
    if _LIMIT.search(head) and not _DISEASE.search(head):
        return False
    if mention.means == (AMYOPATHIC,) and _WITHOUT_MUSCLE.match(clause.masked, end):
        return True
    return ground.are_plain(clause, end, here)


# "Skin disease alone (CADM) with normal enzymes" says again what it is.
_WITHOUT_MUSCLE = lazy(r"[\s,]*(?:with\s+(?:an?\s+)?normal|with\s+no|without)\b", re.IGNORECASE)


_ITEMS = lazy(r"[,;\ue000]|\b(?:and|or)\s")
_FOR_SOME = lazy(
    rf"[(\[]\s*(?:only\s+|but\s+)?(?:for|in|if|when|among|of)\s+(?:(?:the|an?|all|any|those|those\s+with|patients|participants|subjects|people|with|cohort|arm|case)\s+|[{PEOPLE}\s])*(?:\ue000[\s\ue000,/]*(?:(?:and|or)\s+)?)*",
    re.IGNORECASE,
)
_LIMIT = lazy(
    r"[<>≤≥=]|\d\s*(?:mg|kg|%|weeks?|months?|days?|years?|hours?|points?|U/L|ml|g)\b|\b(?:above(?!\s*$)|below|over|under(?!\s+(?:study|investigation))|within|dose|doses|change|started|last)\b",
    re.IGNORECASE,
)
_DISEASE = lazy(
    r"myopath|myosit|diseas|disorder|condition|diagnos|illness|syndrome|muscle|types?\b|forms?\b|itis\b",
    re.IGNORECASE,
)
