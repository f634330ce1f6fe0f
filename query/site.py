"""Which questions on using this portal somebody asks: how to print, save, or report a mistake.

The words are in site.toml. They are data, so that a question can be added without code.
"""

import vocabulary

from .asked import folded, questions


def names() -> list[str]:
    return [question.name for question in questions("site.toml")]


def asked(text: str) -> list[str]:
    """The names of the questions on using the portal that a text asks; mostly none."""
    words, stems = folded(text), vocabulary.stems(text)
    found = questions("site.toml")
    return [question.name for question in found if question.is_in(words, stems)]
