"""Correct misspelled words with the words that studies and our own pages use."""

from django.contrib.postgres.search import TrigramSimilarity

from conditions import search as knowledge
from query import spelling
from query.question import Question
from trials.models import LexiconWord, Trial

# How many of the words that studies use we compare.
_NEAREST = 20


def corrected(question: Question) -> str:
    """The reader's text with its spelling corrected; "" if we know nothing better."""
    return spelling.corrected(question, _is_known, _alike, knowledge.written)


def _is_known(word: str) -> bool:
    return knowledge.knows(word) or Trial.objects.listed().matching(f"'{word}'").any_by_index()


def _alike(word: str) -> list[tuple[str, int]]:
    used = LexiconWord.objects.filter(word__trigram_similar=word)
    used = used.annotate(similarity=TrigramSimilarity("word", word)).order_by("-similarity")
    of_studies = used.values_list("word", "studies")[:_NEAREST]
    return [*of_studies, *knowledge.used()]
