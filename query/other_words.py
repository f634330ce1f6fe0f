"""Words that people use, and the words of our pages for the same, from other_words.toml."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import vocabulary
from vocabulary import folding

from .small_talk import Run

# What French puts before a vowel, with an apostrophe that we drop.
_BEFORE_A_VOWEL = frozenset("cdjlmnst")


@cache
def _tables() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("other_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _ours() -> dict[Run, Run]:
    """{stems that people type: the stems that our pages have}"""
    return {
        vocabulary.stems(said): vocabulary.stems(ours)
        for table in _tables().values()
        for said, ours in table.items()
    }


@cache
def _longest() -> int:
    return max(map(len, _ours()))


@cache
def of_language(language: str) -> frozenset[str]:
    """The folded words of a language that we know in English."""
    return frozenset(word.text for said in _tables()[language] for word in folding.words(said))


def runs(stems: Run) -> Iterator[tuple[Run, Run]]:
    """Each part of a text with our words for it, which may be none: the longest known first."""
    at = 0
    while at < len(stems):
        length = min(_longest(), len(stems) - at)
        while length > 1 and stems[at : at + length] not in _ours():
            length -= 1
        run = stems[at : at + length]
        yield run, _ours().get(run) or _behind_an_article(run[0])
        at += length


def _behind_an_article(stem: str) -> Run:
    """Our words for a French word with what stands before it: "j'avale", "l'éruption"."""
    return _french().get(stem[1:], ()) if stem[:1] in _BEFORE_A_VOWEL else ()


@cache
def _french() -> dict[str, Run]:
    found = map(vocabulary.stem, of_language("french"))
    return {stem: _ours()[(stem,)] for stem in found if stem[0] in "aeiouh"}


def in_english(stems: Run) -> Run:
    """The stems, with ours in place of those that we know."""
    return tuple(stem for run, ours in runs(stems) for stem in ours or run)


def knows(stem: str) -> bool:
    return (stem,) in _ours()
