"""Questions whose words are data: site.toml and pointers.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vocabulary
from vocabulary.folding import words

from .small_talk import Run


@dataclass(frozen=True)
class Asked:
    """One question; the stems of phrases and the words that ask it."""

    name: str
    phrases: frozenset[Run]
    sure: frozenset[str]
    # One word of each part.
    pairs: tuple[tuple[frozenset[str], ...], ...]
    never: frozenset[str]
    # All of its table.
    row: dict[str, Any]

    def is_in(self, said: frozenset[str], stems: Run) -> bool:
        if said & self.never:
            return False
        if said & self.sure or any(all(part & said for part in pair) for pair in self.pairs):
            return True
        return any(vocabulary.places_of(run, stems) for run in self.phrases)


def folded(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words(text))


@cache
def questions(file: str) -> tuple[Asked, ...]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return tuple(
        Asked(
            name=row["name"],
            phrases=frozenset(map(vocabulary.stems, row.get("phrases", []))),
            sure=folded(row.get("sure", "")),
            pairs=tuple(tuple(map(folded, pair.split(" + "))) for pair in row.get("pairs", [])),
            never=folded(row["never"]),
            row=row,
        )
        for row in tomllib.loads(text)["question"]
    )
