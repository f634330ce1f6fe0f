"""The words of a question, and where its clauses end."""

import re
from typing import NamedTuple

from .folding import words
from .stems import places_of, stem, word_set

# "J'avale", "l'aria": the word behind is what is looked for.
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|dell|nell|all|dall|sull|un)['’ʼ](?=[^\W\d_]{2})", re.I)
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_THOUSAND = re.compile(r"(?<=\d)k\b", re.I)
_ENDS = re.compile(r"[.;:!?/()\n–—]|\s-\s")
# These begin another thought: "no fever but trouble breathing".
_TURNS = word_set(
    "but however though although yet only just except pero sino aunque aber sondern mais però porem"
)


class Token(NamedTuple):
    text: str
    stem: str
    # Whether a comma stands before it, and whether another thought begins with it.
    after_comma: bool = False
    begins: bool = False


class Tokens:
    def __init__(self, text: str | list[Token]):
        self.all = _read(text) if isinstance(text, str) else text
        self.stems = tuple(token.stem for token in self.all)
        self.texts = [token.text for token in self.all]

    def __len__(self) -> int:
        return len(self.all)

    def without(self, run: tuple[str, ...]) -> "Tokens":
        """These without every place where such a run stands."""
        gone = {at + n for at in places_of(run, self.stems) for n in range(len(run))}
        return Tokens([t for at, t in enumerate(self.all) if at not in gone]) if gone else self

    def breaks(self, at: int) -> bool:
        """Whether a comma or more stands before this word."""
        return self.all[at].after_comma or self.all[at].begins

    def end_of_clause(self, at: int, most: int) -> int:
        """The first place behind `at` that another clause begins at, or `most`."""
        end = min(most, len(self))
        return next((place for place in range(at + 1, end) if self.breaks(place)), end)

    def start_of_clause(self, at: int, least: int) -> int:
        start = max(least, 0)
        return next((place for place in range(at, start, -1) if self.breaks(place)), start)


def _read(text: str) -> list[Token]:
    text = _THOUSAND.sub("000", _THOUSANDS.sub("", _ELISION.sub(" ", text)))
    found: list[Token] = []
    last = 0
    for word in words(text):
        gap = text[last : word.start] if found else ""
        begins = bool(_ENDS.search(gap)) or word.text in _TURNS
        found.append(Token(word.text, stem(word.text), "," in gap, begins))
        last = word.end
    return found
