"""What people say around their question, from small_talk.toml."""

import tomllib
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import vocabulary
from vocabulary import folding

Run = tuple[str, ...]


class Intent(Enum):
    """What somebody is looking for, as far as the words say."""

    HELP = "help"
    MEANING = "meaning"
    STUDIES = "studies"
    # A medicine, and nothing else.
    MEDICINE = "medicine"
    ANY = "any"


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("small_talk.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _stems(text: str) -> frozenset[str]:
    return frozenset(vocabulary.stems(text))


@cache
def everyday(language: str) -> frozenset[str]:
    """The everyday words of a language: "english" or "spanish". Not stemmed."""
    return frozenset(word.text for word in folding.words(_data()["everywhere"][language]))


@cache
def words(search: str) -> frozenset[str]:
    """The stems of the words that one search drops: "studies", "organizations" or "knowledge"."""
    everywhere = _data()["everywhere"].values()
    return _stems(" ".join([*everywhere, _data()[search]["words"]]))


@cache
def runs() -> frozenset[Run]:
    """What the search for studies drops: single words, and runs of words."""
    phrases = (vocabulary.stems(phrase) for phrase in _data()["studies"]["phrases"])
    return frozenset([*((word,) for word in words("studies")), *phrases])


@cache
def beside_a_word() -> frozenset[str]:
    return _stems(_data()["knowledge"]["beside_a_word"])


def is_small_talk(phrase: str) -> bool:
    """Whether all words are small talk, which PostgreSQL would not find either."""
    return words("studies").issuperset(vocabulary.stems(phrase))


@cache
def words_of(intent: Intent) -> frozenset[str]:
    rows = (row for row in _data()["intent"] if row["name"] == intent.value)
    return _stems(" ".join(row["words"] for row in rows))


@cache
def _intents() -> list[tuple[Intent, frozenset[str], frozenset[Run]]]:
    return [
        (
            Intent(row["name"]),
            _stems(row["words"]),
            frozenset(vocabulary.stems(text) for text in row.get("begins", [])),
        )
        for row in _data()["intent"]
    ]


def is_weak_help(text: str) -> bool:
    """Whether only a word such as "hospital" asks for help, which may be said beside anything."""
    stems, data = vocabulary.stems(text), _data()["weak_help"]
    strong = words_of(Intent.HELP) - _stems(data["words"])
    phrases = (vocabulary.stems(phrase) for phrase in data["phrases"])
    is_sure = any(vocabulary.places_of(phrase, stems) for phrase in phrases)
    is_weak = not _stems(data["words"]).isdisjoint(stems)
    return is_weak and not (is_sure or strong.intersection(stems))


def speaks_of_research(text: str) -> bool:
    return not _stems(_data()["research"]["words"]).isdisjoint(vocabulary.stems(text))


@cache
def _not_studies() -> frozenset[Run]:
    return frozenset(vocabulary.stems(text) for text in _data()["not_studies"]["phrases"])


def intent_of(text: str) -> Intent:
    stems = vocabulary.stems(text)
    for phrase in _not_studies():
        # "Not a trial, a support group".
        stems = vocabulary.without_run(stems, phrase)
    for intent, said, begins in _intents():
        if said.intersection(stems) or stems[:2] in begins:
            return intent
    return Intent.ANY
