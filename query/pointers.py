"""Questions that one guide or one statement of ours answers, from pointers.toml."""

from collections.abc import Iterable

import vocabulary

from .asked import Asked, folded, questions
from .small_talk import Intent, intent_of

_FILE = "pointers.toml"


def names() -> list[str]:
    return [question.name for question in questions(_FILE)]


def asked(text: str) -> tuple[str, ...]:
    """The names of these questions that a text asks; mostly none."""
    words, stems = folded(text), vocabulary.stems(text)
    is_of_studies = intent_of(text) == Intent.STUDIES
    return tuple(
        question.name
        for question in questions(_FILE)
        if question.is_in(words, stems)
        and (not is_of_studies or question.row.get("even_in_studies", False))
    )


def guides(names: Iterable[str]) -> list[str]:
    """The slugs of the guides that answer, the best first."""
    found = [slug for row in _rows(names) for slug in row.row.get("guides", [])]
    return list(dict.fromkeys(found))


def beside(names: Iterable[str]) -> set[str]:
    """The slugs of guides and glossary words that only have the same words."""
    return {slug for row in _rows(names) for slug in row.row.get("beside", [])}


def is_enough(names: Iterable[str]) -> bool:
    """Whether further statements would only hide the answer."""
    return any(row.row.get("only", False) for row in _rows(names))


def statements(names: Iterable[str]) -> list[tuple[str, str]]:
    """[(slug of a page, words of the statement that answers)]"""
    found = []
    for row in _rows(names):
        for text in row.row.get("statements", []):
            slug, _, said = text.partition(": ")
            found.append((slug, said))
    return found


def _rows(names: Iterable[str]) -> list[Asked]:
    wanted = set(names)
    return [question for question in questions(_FILE) if question.name in wanted]
