"""Search boxes of the desk: find the words exactly as an editor typed them.

Editors look for something they know, by half a title or a part of an address. So words are not
stemmed and synonyms are not added, unlike in the search for readers.
"""

import unicodedata
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet


def with_words(rows: QuerySet, text: str, fields) -> QuerySet:
    """Return the rows that have every word in one of these fields."""
    if not text.split():
        return rows
    each = (
        reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
        for word in text.split()
    )
    found = rows.filter(reduce(and_, each))
    # Fields of other tables return a row once for each of their own rows.
    return found.distinct() if any("__" in field for field in fields) else found


def has_words(texts, text: str) -> bool:
    """Whether these texts have every word. Accents and capitals do not matter."""
    found = _plain(" ".join(texts))
    words = [word for word in map(_plain, text.split()) if word]
    return bool(words) and all(word in found for word in words)


def _plain(text):
    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))
