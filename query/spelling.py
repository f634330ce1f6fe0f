"""Correct misspelled words, with our own names and the words of the texts that are searched."""

import itertools
import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

import vocabulary
from vocabulary.folding import words

from . import other_words
from .languages import not_misspelled
from .question import Question
from .subjects import Subject

# A shorter word is more likely an unknown code than a misspelled name.
SHORTEST = 4
# How much of a word may be wrong: one letter in four; two swapped letters count once.
WRONG_AT_MOST = 0.25
# We fold "antisynthatase" to "anti" and the rest; what it is nearest to may begin with "anti", too.
_TWICE = re.compile(r"^anti anti")
# [(word that texts use, in how many of them)]
Used = Iterable[tuple[str, int]]


def corrected(
    question: Question,
    is_known: Callable[[str], bool],
    alike: Callable[[str], Used],
    written: Callable[[str], str] = str,
) -> str:
    """The reader's text with each unknown word replaced by the nearest known; "" if none is.

    `is_known` says whether any text has the word; `alike` gives similar words from the texts;
    `written` gives a folded word as the texts write it.
    """
    if Subject.SIGNS in question.subjects:
        # People describe signs in everyday words, which studies do not have. They are not
        # misspelled.
        return ""
    better = {}
    # A word of another language is not a misspelled English one, but may be one of our names.
    is_english = not question.language
    for word in question.words:
        if word in not_misspelled():
            continue
        if not is_known(word) and (nearest := _nearest(word, alike(word) if is_english else ())):
            better[word] = written(nearest)
    mended = _replaced(question.text, better) if better else ""
    # A word that studies misspell in the same way is no better.
    return "" if mended.casefold() == question.text.casefold() else mended


def _replaced(text: str, better: dict[str, str]) -> str:
    shift = 0
    # One written word may be several of ours: antisynthetase.
    for (start, end), written in itertools.groupby(words(text), key=lambda word: word[1:]):
        tokens = [token.text for token in written]
        if any(token in better for token in tokens):
            new = " ".join(better.get(token, token) for token in tokens)
            new = _TWICE.sub("anti", new)
            text = text[: start + shift] + new + text[end + shift :]
            shift += len(new) - (end - start)
    return text


def _nearest(word: str, used: Used) -> str:
    """Prefer our own names: they are few, and most readers look for one of them."""
    if len(word) < SHORTEST:
        return ""
    own = dict.fromkeys([*vocabulary.single_words(), *other_words.of_language("english")], 0)
    allowed = max(1, int(len(word) * WRONG_AT_MOST))
    # "Gotrons" is more like "Gottron" without its s.
    forms = {word, word.removesuffix("s")} if len(word) > SHORTEST + 1 else {word}
    scored = [
        (min(OSA.distance(form, other) for form in forms), other not in own, -texts, other)
        for other, texts in [*own.items(), *used]
        if len(other) >= SHORTEST and abs(len(other) - len(word)) <= allowed + 1
    ]
    return min(scored)[3] if scored and min(scored)[0] <= allowed else ""
