"""What an exception is made from: a disease ("myopathy other than DM"), or something else."""

import re

from .cues import NAME, Kind
from .governors import part_begin
from .scopes import Clause, Found
from .wording import lazy


def tells_of_others(clause: Clause, number: int, here: list[Found]) -> bool:
    """Whether words behind an excepted name tell of the others: "disease other than DM that"."""
    start, end = clause.mentions[number].start, clause.mentions[number].end
    turn = next((c for c in here if c.kind == Kind.EXCEPTS and c.end <= start), None)
    if turn is None or NAME in clause.masked[: turn.start]:
        return False
    return bool(_OTHER_DISEASE.search(clause.masked, 0, turn.end)) and bool(
        _WHICH.match(clause.masked, end)
    )


_OTHER_DISEASE = lazy(
    r"\b(?:disease|disorder|condition|illness|diagnosis)s?\s*,?\s*(?:other\s+than|apart\s+from|aside\s+from|besides|except(?:\s+for)?|different\s+from)(?:\s+(?:an?|the))?\s*\Z",
    re.IGNORECASE,
)
_WHICH = lazy(
    r"\s*,?\s*(?:which|that|requiring|needing|likely|in\s+need\s+of)\s(?![^.;]*\bfor\s+(?:more|less|at|over))",
    re.IGNORECASE,
)


def is_of_diseases(clause: Clause, number: int, here: list[Found]) -> bool:
    """Whether what an exception is made from is a kind of disease: "myopathy other than DM"."""
    start = clause.mentions[number].start
    turn = next((c for c in here if c.kind == Kind.EXCEPTS and c.end <= start), None)
    if turn is None or any(cue.kind in (Kind.INCLUDES, Kind.REFUSES) for cue in here):
        return True
    if _NEXT_ITEM.search(clause.masked, turn.end, start):
        return False
    head = part_begin(clause, number)
    before = clause.masked[head : turn.end]
    if _CAUSE_OF_WEAKNESS.search(before):
        return True
    if _PART_OF.search(clause.masked, turn.end, start):
        # "Lung disease other than ILD of DM"
        return False
    return turn.start == head or bool(_DISEASES.search(before) and not _NO_DISEASE.search(before))


# "Diseases other than myositis (lupus, RA), and overlap myositis"
_NEXT_ITEM = lazy(r"\)\s*,\s*(?:and|or)\b", re.IGNORECASE)
_DISEASES = lazy(
    rf"[{NAME}]|myopath|myosit|diseas|disorder|condition|diagnos|illness|syndrome|auto-?immun|rheumat|type|form|kind|subset|any|CTD|dermatos|itis\b|dystroph|one\b|none|all\b",
    re.IGNORECASE,
)
_PART_OF = lazy(
    r"\b(?:ILD|lungs?|skin|rash\w*|weakness|symptoms?|signs?|involvement|manifestations?|cancer|that)\b.*\b(?:of|in)\b",
    re.IGNORECASE,
)
# "Muscle weakness with a cause other than DM"
_CAUSE_OF_WEAKNESS = lazy(
    r"\b(?:weakness|myopath\w*|muscle\s+\w+|ILD|interstitial\s+\w+\s+\w+|lung\s+(?:disease|fibrosis))\s+(?:(?:with|of|that\s+has|having|from|due\s+to|caused\s+by)\s+)(?:(?:an?|any|some|another|other|known)\s+)*"
    r"(?:causes?|origins?|aetiolog\w+|etiolog\w+|something(?:\s+else)?|anything(?:\s+else)?)\s*(?:other\s+|different\s+)?(?:than|from|apart)",
    re.IGNORECASE,
)
_NO_DISEASE = lazy(r"\b(?:causes?|reasons?|lesions?|rash(?:es)?|pain|symptoms?)\b", re.IGNORECASE)
