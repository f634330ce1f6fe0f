"""What stands in brackets behind a name: "IBM (excluded)", "DM (mild cases are allowed)"."""

import re
from typing import TYPE_CHECKING

from .cues import PEOPLE
from .diseases import OVERLAP
from .wording import lazy

if TYPE_CHECKING:
    from .scopes import Clause, Found

WORD = lazy(rf"[\w'’./{PEOPLE}+-]+")
BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]")
# Behind a name "(other subtypes are allowed)" takes nothing back, "(mild cases are allowed)" does.
_OTHERS = lazy(r"\W*(?:all\s+|any\s+)?others?\b", re.IGNORECASE)
_SOME_PEOPLE = lazy(
    r"\W*(?:children|minors|adolescents|adults|women|men|girls|boys|kids|seniors)\b", re.IGNORECASE
)
_SAME_PEOPLE = lazy(
    r"\b(?:disease|forms?|cases?|patients?|people|those|mild|stable|controlled|inactive|remission|if|only|when|unless)\b",
    re.IGNORECASE,
)


def reach_before(clause: "Clause", cue: "Found", numbers: list[int]) -> None:
    """A verb in brackets of its own, behind a name: "IBM (excluded)"."""
    opening = clause.groups.index(cue.group)
    if not numbers or clause.masked[clause.mentions[numbers[-1]].end : opening].strip():
        cue.is_settled = True
        return
    subject = clause.masked[opening + 1 : cue.start]
    if _SOME_PEOPLE.match(subject):
        # "DM (children are studied elsewhere)"
        cue.is_settled = True
        clause.partly.add(numbers[-1])
    elif len(WORD.findall(subject)) <= 1 and not _OTHERS.match(subject):
        cue.reaches.append(numbers[-1])
    else:
        cue.is_settled = True
        mention = clause.mentions[numbers[-1]]
        name = clause.text[mention.start : mention.end].lower().split()
        if mention.means == (OVERLAP,):
            name.append("overlap")
        same = any(word in subject.lower() for word in name)
        if not _OTHERS.match(subject) and (same or _SAME_PEOPLE.search(subject)):
            clause.partly.add(numbers[-1])
