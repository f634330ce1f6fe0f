"""Misspelt words, mended by what studies and our own vocabulary call things."""

import itertools

from django.contrib.postgres.search import TrigramSimilarity
from rapidfuzz.distance import OSA

import vocabulary
from trials.models import LexiconWord, Trial
from vocabulary.folding import words

# A shorter word is more likely a code that we do not know than a name with a slip in it.
SHORTEST = 4
# How much of a word may be wrong: one letter in four, a swapped pair counting once.
WRONG_AT_MOST = 0.25
# How many words that studies use are looked at.
_NEAREST = 20


def mended(question) -> str:
    """The reader's text with each unknown word replaced by the nearest known; "" if none is."""
    better = {}
    for word in question.words:
        if not _is_known(word) and (nearest := _nearest(word)):
            better[word] = nearest
    if not better:
        return ""
    text, shift = question.text, 0
    # One written word may be several of ours: antisynthetase.
    for (start, end), written in itertools.groupby(words(text), key=lambda word: word[1:]):
        tokens = [token.text for token in written]
        if any(token in better for token in tokens):
            new = " ".join(better.get(token, token) for token in tokens)
            text = text[: start + shift] + new + text[end + shift :]
            shift += len(new) - (end - start)
    return text


def _is_known(word):
    return Trial.objects.listed().matching(f"'{word}'").any_by_index()


def _nearest(word):
    """Our own names come first: they are few, and what most readers are after."""
    own = [(name, 0) for name in vocabulary.single_words()]
    used = LexiconWord.objects.filter(word__trigram_similar=word)
    used = used.annotate(similarity=TrigramSimilarity("word", word)).order_by("-similarity")
    used = list(used.values_list("word", "studies")[:_NEAREST])
    scored = [
        (OSA.distance(word, other), -studies, other)
        for other, studies in [*own, *used]
        if abs(len(other) - len(word)) <= len(word) * WRONG_AT_MOST + 1
    ]
    allowed = max(1, round(len(word) * WRONG_AT_MOST))
    scored = [score for score in scored if score[0] <= allowed]
    return min(scored)[2] if scored and len(word) >= SHORTEST else ""
