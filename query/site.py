"""Which questions on using this portal somebody asks: how to print, save, or report a mistake.

The words are in site.toml. They are data, so that a question can be added without code.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import vocabulary
from vocabulary.folding import words

from .small_talk import Run


@dataclass(frozen=True)
class _Asked:
    """One question; the stems of phrases and the words that ask it."""

    name: str
    phrases: frozenset[Run]
    sure: frozenset[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    never: frozenset[str]

    def is_in(self, said: frozenset[str], stems: Run) -> bool:
        if said & self.never:
            return False
        if said & self.sure or any(left & said and right & said for left, right in self.pairs):
            return True
        return any(vocabulary.places_of(run, stems) for run in self.phrases)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words(text))


@cache
def _questions() -> tuple[_Asked, ...]:
    text = Path(__file__).with_name("site.toml").read_text(encoding="utf-8")
    found = []
    for row in tomllib.loads(text)["question"]:
        pairs = (pair.split(" + ") for pair in row.get("pairs", []))
        found.append(
            _Asked(
                name=row["name"],
                phrases=frozenset(map(vocabulary.stems, row["phrases"])),
                sure=_words(row.get("sure", "")),
                pairs=tuple((_words(left), _words(right)) for left, right in pairs),
                never=_words(row["never"]),
            )
        )
    return tuple(found)


def names() -> list[str]:
    return [question.name for question in _questions()]


def asked(text: str) -> list[str]:
    """The names of the questions on using the portal that a text asks; mostly none."""
    words, stems = _words(text), vocabulary.stems(text)
    return [question.name for question in _questions() if question.is_in(words, stems)]
