"""The language of a question, and everyday words, which are no misspelled names."""

import tomllib
from functools import cache
from pathlib import Path

import vocabulary
from vocabulary.folding import words
from vocabulary.tokens import Tokens

from . import other_words, small_talk

# Words of both languages tell nothing: "no puedo", "no pain".
_BOTH = frozenset("yo a al as con die do doctor es he me no non son sol te van".split())  # noqa: SIM905


# English words as well, if nothing stands on a letter: "cancer", but not "cáncer".
_ENGLISH_TOO = vocabulary.word_set(
    "alt anti arm arms bin cancer centre clinique cola comment fever general grade gut hat hospital"
    " im infusion juvenile mal muscle od ont or plan position positive respire rouge sang seul"
    " souffle tete tod travers vision"
)

# Words of a name tell no more: "Maria de la Cruz".
_OF_NAMES = frozenset("de del der di du le van von".split())  # noqa: SIM905


def is_spanish(text: str) -> bool:
    """Whether more of its words are everyday Spanish than everyday English."""
    spanish = spanish_words() | small_talk.everyday("spanish")
    english = small_talk.everyday("english")
    no_sign = _BOTH | {"cancer", "cola", "infusion", "vision"}
    said = [
        word.text
        for word in words(text)
        if word.text not in no_sign or not text[word.start : word.end].isascii()
    ]
    return sum((word in spanish) - (word in english) for word in said) > 0


# One word for a study tells the language, where there is nothing else.
_STUDIES = {
    "spanish": vocabulary.word_set("ensayo ensayos estudio estudios"),
    "german": vocabulary.word_set("studie studien"),
    "french": vocabulary.word_set("essai essais etude etudes"),
    "portuguese": vocabulary.word_set("ensaio ensaios estudo estudos"),
}
# Of two languages with as many words, the first.
LANGUAGES = {"spanish": "es", "german": "de", "french": "fr", "portuguese": "pt"}


def language_of(text: str) -> str:
    """The code of the language that a question is in, if it is one of LANGUAGES; "" for others."""
    no_sign = _BOTH | _OF_NAMES | _ENGLISH_TOO | everyday("english")
    said = [
        word.text
        for word in words(text)
        if word.text not in no_sign or not text[word.start : word.end].isascii()
    ]
    # Words for our subjects tell more than small words, of which many stand in two languages.
    ours = {
        name: _count(said, other_words.of_language(name) | _STUDIES[name]) for name in LANGUAGES
    }
    known = {name: _count(said, everyday(name)) for name in LANGUAGES}
    most = max(LANGUAGES, key=lambda name: 2 * ours[name] + known[name])
    return LANGUAGES[most] if ours[most] or known[most] > 1 else ""


def language_of_signs(text: str) -> str:
    """The language of the words for signs of trouble, of which one is enough; "" for English."""
    said = Tokens(text).texts
    known = {name: _count(said, _sign_words(name)) for name in LANGUAGES}
    most = max(LANGUAGES, key=lambda name: known[name])
    return LANGUAGES[most] if known[most] else ""


@cache
def _sign_words(language: str) -> frozenset[str]:
    path = Path(__file__).with_name("sign_words.toml")
    text: str = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    return frozenset(word.text for word in words(text)) - everyday("english")


def _count(said: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in said)


@cache
def everyday(language: str) -> frozenset[str]:
    """Folded everyday words of a language, with those that stand around any question."""
    more = spanish_words() if language == "spanish" else _folded(language)
    return more | small_talk.everyday(language)


@cache
def everyday_stems() -> frozenset[str]:
    """The stems of everyday English. Those of other languages may be all that a question has."""
    return frozenset(map(vocabulary.stem, _folded("english")))


@cache
def spanish_words() -> frozenset[str]:
    """Folded everyday words of Spanish, which are not misspelled English words."""
    path = Path(__file__).with_name("spanish.toml")
    text = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return frozenset(word.text for word in words(text))


@cache
def not_misspelled() -> frozenset[str]:
    """Folded everyday words of English, Spanish, German, French and Portuguese."""
    return spanish_words().union(*map(_folded, _everyday()))


@cache
def _everyday() -> dict[str, str]:
    path = Path(__file__).with_name("everyday.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folded(language: str) -> frozenset[str]:
    return frozenset(word.text for word in words(_everyday()[language]))
