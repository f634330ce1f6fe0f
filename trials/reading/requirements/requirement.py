"""The parts of a question: how it is asked, the rules that look for its answer, and the answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trials.reading.passages import Quote

from .texts import Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


class AnswerState(StrEnum):
    STATED = "stated"
    NOT_STATED = "not_stated"
    # The record says in words, or in a field, that it is not so.
    STATED_NOT = "stated_not"


@dataclass(frozen=True)
class Answer:
    """The answer to one question. `detail` holds plain values, ready for JSON."""

    name: str
    state: AnswerState = AnswerState.NOT_STATED
    quotes: tuple[Quote, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A pattern of words, in lower case, that answers a question in one of the `places`."""

    words: str
    places: tuple[str, ...]
    value: str = ""
    # A pattern that, anywhere in the same sentence or line, makes the words mean something else.
    unless: str = ""
    # One of these must stand in the same text, but not as in "the first dose of …".
    beside: tuple[str, ...] = ()
    # Every match of `words` contains this. It saves most of the time.
    key: str = ""
    # False for words that say no, such as "no biopsy is required".
    states: bool = True

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        # \w and \b are found faster without the letters of all scripts.
        return re.compile(self.words, re.ASCII)

    @cached_property
    def exception(self) -> re.Pattern[str]:
        return re.compile(self.unless, re.ASCII)


@dataclass(frozen=True)
class Requirement:
    """A question that readers have about taking part, and how we find its answer.

    Every text that `rules` match contains one of `keys`; we don't look at other texts. `values` is
    the name in `detail` that lists the values of the rules that matched.
    """

    name: str
    question: str
    explanation: str
    keys: tuple[str, ...] = ()
    values: str = ""
    rules: tuple[Rule, ...] = ()
    # Reads the answer where rules alone cannot.
    reader: "Reader | None" = None
    # Whether a page warns, where this is stated, not to change a medicine in order to join.
    warns: bool = False

    @cached_property
    def by_place(self) -> dict[str, list[tuple[int, Rule]]]:
        """{place: [(number of the rule, rule)]}"""
        found: dict[str, list[tuple[int, Rule]]] = {}
        for number, rule in enumerate(self.rules):
            for place in rule.places:
                found.setdefault(place, []).append((number, rule))
        return found


Reader = Callable[[Requirement, "StudyRecord", Texts], Answer]
