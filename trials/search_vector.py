"""The words of a study that the search finds, and how much each part of it counts."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.functions import Left

# English, with accents folded; made by the first migration.
SEARCH_CONFIGURATION = "portal"
# A text-search vector may hold 1 MB: longer texts are searched as far as this.
SEARCHED_CHARACTERS = 100_000


def _vector(weight, *expressions):
    bounded = [Left(expression, Value(SEARCHED_CHARACTERS)) for expression in expressions]
    return SearchVector(*bounded, config=SEARCH_CONFIGURATION, weight=weight)


# What a study is called counts most, then what it is about, then what it says at length.
SEARCH_VECTOR = (
    _vector("A", "nct_id", "brief_title", "acronym")
    + _vector("B", "search_words", "official_title")
    + _vector("C", "brief_summary")
    + _vector("D", "detailed_description", "eligibility_criteria")
)
