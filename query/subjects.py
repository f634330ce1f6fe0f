"""What a question is about besides studies and diseases: a price, signs, our data, a past cancer.

The words are in subjects.toml. We do not look for words of these subjects in records: if a reader
asks what a medicine costs, no study has to contain "price".
"""

import re
import tomllib
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import vocabulary
from vocabulary.folding import Word

from .small_talk import Run


class Subject(Enum):
    PRICE = "price"
    # Signs of an illness that has no name yet.
    SIGNS = "signs"
    # How to use our lists on another site or in another program.
    DATA = "data"
    # Who we are, and whether this is advice.
    ABOUT = "about"
    # How to use this portal: print, save, larger letters; see site.py.
    SITE = "site"
    PREGNANCY = "pregnancy"
    # What a study pays to those who take part.
    STUDY_COSTS = "study costs"
    # A disease that this portal does not cover, and has no page on.
    OTHER_DISEASE = "other disease"
    # A past cancer, not one that came with the myositis.
    PAST_CANCER = "past cancer"


_CANCER = (
    r"(?:cancers?|c[áa]ncer|carcinomas?|melanomas?|lymphomas?|linfomas?|leuk[ae]*mias?|leucemias?"
    r"|malignanc(?:y|ies)|tumou?rs?|tumor(?:es)?|sarcomas?|myelomas?|seminomas?)"
)
# Where a cancer was: "breast cancer", "cáncer de mama". Other words before it are not changed.
_PLACE = (
    r"(?:(?:breast|lung|skin|colon|colorectal|bowel|prostate|ovarian|thyroid|kidney|bladder|cervical|uterine"
    r"|stomach|gastric|testicular|pancreatic|liver|brain|blood|throat|hodgkin'?s?|non-hodgkin'?s?)\s+)*"
)
_NAMED = (
    rf"{_PLACE}\b{_CANCER}\b(?:\s+de\s+(?:la\s+)?"
    r"(?:mama|pulm[oó]n|piel|colon|pr[oó]stata|ovario|tiroides|ri[ñn][oó]n))?"
)
_YEARS = r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some|few)"
_AGO = rf"(?:(?:about|over|more than|almost)\s+)?{_YEARS}\+?\s*(?:years?|yrs?|months?)"
_SINCE_THEN = (
    rf"(?:{_AGO}\s+(?:ago|back|earlier)|hace\s+\w+\s+(?:años|meses)|last\s+year|in\s+(?:19|20)\d\d)"
)
# Every wording names a cancer and says that it is over, or that it was.
_PAST_CANCERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?:i|he|she|who|have|has|i've|we|mom|dad)\s+)*(?:had|beat|survived|overcame|tuve|tuvo|super[eé])\s+"
        rf"(?:a|an|my|un|una)?\s*(?:\w+\s+)?{_NAMED}(?:\s+{_SINCE_THEN})?",
        rf"\b(?:(?:personal\s+)?history\s+of|previous(?:ly)?|prior|past|former|earlier|old|treated\s+for|cured\s+of"
        rf"|recovered\s+from|in\s+remission\s+(?:from|for|of)|antecedentes?\s+de|en\s+remisi[oó]n\s+de)\s+"
        rf"(?:a\s+|my\s+)?(?:\w+\s+)?{_NAMED}(?:\s+{_SINCE_THEN})?",
        rf"\b{_NAMED}\s+(?:\w+\s+)?(?:survivors?|in\s+(?:full\s+)?remission|history|en\s+remisi[oó]n)(?:\s+{_SINCE_THEN})?",
        rf"\b{_NAMED}\s+(?:(?:was|that\s+was|treated|removed|cured|surgery|diagnosed)\s+)*{_SINCE_THEN}",
        rf"\b(?:{_AGO}\s+)?cancer[\s-]free(?:\s+(?:for\s+)?{_AGO})?",
        rf"\b{_AGO}\s+(?:after|since|clear\s+of|free\s+of)\s+(?:my\s+)?{_NAMED}",
        rf"\b(?:sobreviviente|superviviente)s?\s+de\s+{_NAMED}",
    )
]
# Words that deny it.
_NEVER = re.compile(
    r"\b(?:no|never|nunca|without|sin|family|mother|father)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)


def find_past_cancer(text: str) -> re.Match[str] | None:
    """The first words about a past cancer: "had lung cancer 4 years ago"."""
    found = (match for pattern in _PAST_CANCERS for match in pattern.finditer(text))
    said = [match for match in found if not _NEVER.search(text[: match.start()])]
    return max(said, key=lambda match: len(match[0]), default=None)


@cache
def _data() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("subjects.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _stems(subject: str, name: str) -> frozenset[str]:
    return frozenset(vocabulary.stems(_data()[subject][name]))


@cache
def _phrases(subject: str) -> tuple[Run, ...]:
    runs = (vocabulary.stems(phrase) for phrase in _data()[subject]["phrases"])
    return tuple(sorted(runs, key=len, reverse=True))


def price_words(tokens: list[Word], names_medicine: bool) -> list[Word]:
    """The words that ask what something costs; none if that is not the question."""
    sure = _found(tokens, _stems("price", "sure"))
    if not names_medicine:
        return sure
    asked = sure + _found(tokens, _stems("price", "beside_a_medicine"), _phrases("price"))
    return asked and asked + _found(tokens, _stems("price", "around"))


def data_words(tokens: list[Word]) -> list[Word]:
    """The words that ask for our data, to use them elsewhere."""
    exact = [token for token in tokens if token.text in _data()["data"]["exact"].split()]
    return exact + _found(tokens, _stems("data", "words"), _phrases("data"))


def about_words(tokens: list[Word]) -> list[Word]:
    """The words that ask who we are, or how current this is."""
    return _found(tokens, frozenset(), _phrases("about"))


def pregnancy_words(tokens: list[Word], names_medicine: bool) -> list[Word]:
    """The words that speak of pregnancy beside a medicine."""
    return _found(tokens, _stems("pregnancy", "words")) if names_medicine else []


def study_costs_words(tokens: list[Word]) -> list[Word]:
    """The words that ask what a study pays for."""
    paid = _found(tokens, _stems("study_costs", "paid"))
    pays = _found(tokens, _stems("study_costs", "pays"))
    return paid + pays if paid and pays else []


def _found(tokens: list[Word], single: frozenset[str], runs: Iterable[Run] = ()) -> list[Word]:
    stems = tuple(vocabulary.stem(token.text) for token in tokens)
    found = {at for at, stem in enumerate(stems) if stem in single}
    for run in runs:
        for at in vocabulary.places_of(run, stems):
            found.update(range(at, at + len(run)))
    return [tokens[at] for at in sorted(found)]


def names_other_disease(stems: Run) -> bool:
    return any(vocabulary.places_of(run, stems) for run in _phrases("other_disease"))


def asks_what_it_is(stems: Run) -> bool:
    """Whether somebody without a diagnosis asks for one: "do I have myositis"."""
    for text in _data()["signs"]["not_phrases"]:
        stems = vocabulary.without_run(stems, vocabulary.stems(text))
    return any(vocabulary.places_of(run, stems) for run in _phrases("signs"))


def speaks_of_signs(stems: Run) -> bool:
    """Whether somebody says what they feel or can no longer do."""
    said = frozenset(stems)
    felt = said & _stems("signs", "felt")
    beside = said & (_stems("signs", "where") | _stems("signs", "trouble"))
    is_of_care = bool(said & _stems("signs", "not_beside"))
    return bool(felt) and len(felt) + len(beside) > 1 and not is_of_care
