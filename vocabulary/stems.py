"""Stems of words, and runs of them in a text."""

import threading
from functools import lru_cache

import snowballstemmer

from .folding import words

_stemmer = snowballstemmer.stemmer("english")
# It keeps its position in a word, so two threads at once would get wrong stems, which we would then
# keep.
_one_at_a_time = threading.Lock()


@lru_cache(20_000)
def stem(word: str) -> str:
    """As PostgreSQL's English dictionary does: myopathies and myopathy are one."""
    with _one_at_a_time:
        stemmed: str = _stemmer.stemWord(word)
    return stemmed


def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word.text) for word in words(text))


def word_set(text: str) -> frozenset[str]:
    """The words of a list of ours, as they stand there."""
    return frozenset(text.split())


def places_of(run: tuple[str, ...], said: tuple[str, ...]) -> list[int]:
    """Where a sequence of stems begins among others."""
    if run and run[0] not in said:
        # True of nearly all that are looked for, and ten times as fast as to look everywhere.
        return []
    length = len(run)
    return [at for at in range(len(said) - length + 1) if said[at : at + length] == run]


def without_run(said: tuple[str, ...], run: tuple[str, ...]) -> tuple[str, ...]:
    """A sequence of stems without the first that stand in just this order, one after the other."""
    if not (found := places_of(run, said)):
        return said
    return said[: found[0]] + said[found[0] + len(run) :]
