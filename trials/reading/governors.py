"""Prepositions that tie a name to something, and so may turn its item into one about that.

"Fits DM", "about PM". Which of them change nothing, and who may stand before them: ground.toml.
"""

import re

from .cues import PEOPLE
from .ground_words import WORDS
from .scopes import Clause
from .wording import lazy

_GOVERNOR = lazy(
    rf"(?P<known>\b(?:{WORDS['known_governors']})(?!\w)|^\W*(?:for|in|of|by|from|as(?!\s+well\b)|to)\b)"
    rf"|(?<![\w-])(?:{WORDS['governors']})\b(?!-)",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]")
# "Lung disease on CT in patients with", "seen at our hospital, suffering from": whatever stands
# before says more of those people ...
_HOLDERS = lazy(
    rf"{PEOPLE}+|\b(?:suffer(?:ing|s)?\s+from|affected\s+(?:by|with)|diagnosed\s+(?:with|as|by\s+\w+\s+with)|diagnosis\s+(?:(?:made\s+)?by\s+(?:[\w-]+\s+){{1,3}})?(?:of|as)|(?:confirmed|verified)(?:\s+\w+){{0,6}}\s+as)\s",
    re.IGNORECASE,
)
# ... unless it names other people, or what is only known from them.
_OTHER_HOLDERS = lazy(
    rf"(?<![\w-])(?:{WORDS['other_holders']})(?![\w-])|\d\s*(?:mg|g)(?=\s*/|\s+(?:per|daily|a|of|\w*pred\w*)\b)",
    re.IGNORECASE,
)
_OTHER_MATTERS = lazy(rf"(?<![\w-])(?:{WORDS['other_matters']})(?![\w-])", re.IGNORECASE)
_WITH_OR_WITHOUT = lazy(r"\bwith\s*(?:or|and|/)\s*without\b", re.IGNORECASE)
# "At most 20 mg of prednisone in patients with DM"
_OF_A_DOSE = lazy(
    rf"\d\s*mg(?:\s*/|\s+(?:per|daily|a|of|\w*pred\w*)\b)[^.;,:()]*(?:\b(?:in|for|if)\s+(?:(?:all|the|adult|with)\s+|{PEOPLE}++\s*+)*+|\(\s*)\Z",
    re.IGNORECASE,
)


def is_governed(clause: Clause, begin: int, number: int) -> bool:
    """Whether a preposition that we do not know stands between a place and a name."""
    text = without_brackets(clause.masked[begin : clause.mentions[number].start])
    if _is_of_a_dose(clause, number):
        return True
    holders = [*_HOLDERS.finditer(text)]
    if holders and not _names_another(clause, number, begin + holders[-1].start()):
        begin += holders[-1].end()
        text = text[holders[-1].end() :]
    if any(mention.end == begin for mention in clause.mentions):
        # "DM from PM": the preposition stands between two names, and opens no item.
        text, begin = f"_{text}", begin - 1
    return any(
        not found["known"]
        and not any(cue.start <= begin + found.start() < cue.end for cue in clause.cues)
        for found in _GOVERNOR.finditer(text)
    )


def is_of_another(clause: Clause, begin: int, number: int) -> bool:
    """Whether a preposition ties a name to other people, or to what is only known of it.

    "Parents of a child with JDM", "the guideline on DM". Other prepositions say more of those who
    have it: "a biopsy for suspected IMNM".
    """
    if not is_governed(clause, begin, number):
        return False
    start = clause.mentions[number].start
    return (
        _is_of_a_dose(clause, number)
        or _names_another(clause, number, start)
        or bool(_OTHER_MATTERS.search(clause.masked, part_begin(clause, number), start))
    )


def _is_of_a_dose(clause: Clause, number: int) -> bool:
    start = clause.mentions[number].start
    return bool(_OF_A_DOSE.search(clause.masked, part_begin(clause, number), start))


def _names_another(clause: Clause, number: int, end: int) -> bool:
    """Whether the words before a name, up to a place, tell of other people or of another source."""
    before = _WITH_OR_WITHOUT.sub(" ", clause.masked[part_begin(clause, number) : end])
    return bool(_OTHER_HOLDERS.search(before))


def part_begin(clause: Clause, number: int) -> int:
    """Where the part of a clause begins that a name stands in."""
    start = clause.mentions[number].start
    return max((boundary for boundary in clause.boundaries if boundary < start), default=0)


def without_brackets(text: str) -> str:
    return _IN_BRACKETS.sub(lambda found: " " * len(found[0]), text)
