"""Whether a question is in Spanish, and everyday words, which are no misspelled names."""

import tomllib
from functools import cache
from pathlib import Path

from vocabulary.folding import words

from . import small_talk

# Words of both languages tell nothing: "no puedo", "no pain".
_BOTH = frozenset("a al as con die do doctor es he me no non son sol te van".split())  # noqa: SIM905


def is_spanish(text: str) -> bool:
    """Whether more of its words are everyday Spanish than everyday English."""
    spanish = spanish_words() | small_talk.everyday("spanish")
    english = small_talk.everyday("english")
    said = [word.text for word in words(text) if word.text not in _BOTH]
    return sum((word in spanish) - (word in english) for word in said) > 0


@cache
def spanish_words() -> frozenset[str]:
    """Folded everyday words of Spanish, which are not misspelled English words."""
    path = Path(__file__).with_name("spanish.toml")
    text = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return frozenset(word.text for word in words(text))


@cache
def not_misspelled() -> frozenset[str]:
    """Folded everyday words of English, Spanish, German and French."""
    path = Path(__file__).with_name("everyday.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8")).values()
    return spanish_words() | {word.text for text in lists for word in words(text)}
