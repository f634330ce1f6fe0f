"""What a record says in words, sorted by where it says it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from trials.reading.effects import Part
from trials.reading.passages import Passage, Quote

from ..wording import lazy

# The places where a rule can look: titles, descriptions of the study, what its groups are given,
# what is measured, and the lines of the criteria.
TITLE, TOLD, GIVEN, MEASURED, INCLUDES, EXCLUDES = (
    "title",
    "told",
    "given",
    "measured",
    "includes",
    "excludes",
)
ABOUT = (TOLD, GIVEN)
_PLACE_OF_FIELD = {
    "brief_title": TITLE,
    "official_title": TITLE,
    "brief_summary": TOLD,
    "detailed_description": TOLD,
    "arm_groups": GIVEN,
    "interventions": GIVEN,
    "primary_outcomes": MEASURED,
    "secondary_outcomes": MEASURED,
    "other_outcomes": MEASURED,
}
_PLACE_OF_EFFECT = {Part.INCLUSION: INCLUDES, Part.EXCLUSION: EXCLUDES}
_LONGEST_QUOTE = 300
# Words before a finding that make it about other studies, or about what is usually done.
BACKGROUND = lazy(
    r"\b(?:studies|trials|literature|previous(?:ly)?|prior(?! to)|earlier|reported|shown"
    r"|demonstrated|usually|typically|commonly|routinely|traditional(?:ly)?|historically|until"
    r"|standard of care|in clinical practice|alive)\b",
    re.ASCII,
)


class Text(NamedTuple):
    """A title, a sentence or a line of the criteria, with the column of `Trial` that holds it."""

    field: str
    text: str
    low: str

    def quote(self, start: int = 0, end: int = 0) -> Quote:
        """The whole text, or the part of a long one around these words, cut between words."""
        words, longest = self.text, _LONGEST_QUOTE
        if len(words) > longest:
            end = min(end, start + longest)
            left = max(0, start - (longest - (end - start)) // 2)
            left = words.rfind(" ", 0, left) + 1 if left else 0
            right = max(end, left + longest)
            space = words.find(" ", right, right + 40)
            words = words[left : space if space > 0 else right]
        return Quote(self.field, words.strip())


class Texts:
    """All texts of a record, by place."""

    def __init__(self, passages: Iterable[Passage]):
        self._raw = _by_place(list(passages))
        self._texts: dict[str, list[Text]] = {}
        # Each place as one string in ASCII, as all keys are: it is searched faster.
        self.whole = {
            place: "\n".join([text for _field, text in found])
            .lower()
            .encode("ascii", "replace")
            .decode()
            for place, found in self._raw.items()
        }

    def at(self, *places: str) -> list[Text]:
        return [text for place in places for text in self._at(place)]

    def _at(self, place: str) -> list[Text]:
        if place not in self._texts:
            found = self._raw.get(place, ())
            self._texts[place] = [Text(field, text, lower(text)) for field, text in found]
        return self._texts[place]


def lower(text: str) -> str:
    """Lower case of the same length, so that positions hold: the Turkish dotted I would grow."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join([c.lower() if len(c.lower()) == 1 else c for c in text])
    return low.replace("\n", " ") if "\n" in low else low


def _by_place(passages: list[Passage]) -> dict[str, list[tuple[str, str]]]:
    """{place: [(field, text)]}

    Join the clauses of a line of the criteria where they have the same effect: "rituximab
    (MabThera) within 6 months" is two clauses. Leave out criteria inside a description, since
    what follows them can be about something else.
    """
    texts: dict[str, list[tuple[str, str]]] = {}
    at, end = 0, len(passages)
    while at < end:
        first, at = passages[at], at + 1
        text, line = first.text, first.line
        if first.field == "eligibility_criteria":
            place = _PLACE_OF_EFFECT.get(first.effect)
            last = first
            while at < end and _continues(first, passages[at]):
                last, at = passages[at], at + 1
            if last is not first:
                text = _joined(line, first.text, last.text)
        else:
            place = _PLACE_OF_FIELD.get(first.field)
        if place:
            texts.setdefault(place, []).append((first.field, text))
    return texts


def _continues(first: Passage, other: Passage) -> bool:
    return (other.line, other.effect, other.field) == (first.line, first.effect, first.field)


def _joined(line: str, first: str, last: str) -> str:
    start = line.find(first)
    return line[start : line.find(last, start) + len(last)]
