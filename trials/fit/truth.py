"""Statements about a person that may be true, false or unknown, and how they are put together.

After Kleene's strong logic of three values: what is unknown decides nothing, and a part that is
known decides where it would decide whatever the others are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from .answers import Answers

# None: nobody can tell from the answers.
Truth = bool | None


class Statement(Protocol):
    def holds(self, answers: Answers) -> Truth:
        """Whether it is true of the person who gave these answers."""

    def questions(self) -> set[str]:
        """The questions whose answers it rests on."""


@dataclass(frozen=True)
class Unclear:
    """Words that no rule of ours reads."""

    def holds(self, answers: Answers) -> Truth:
        return None

    def questions(self) -> set[str]:
        return set()


@dataclass(frozen=True)
class Known:
    """What one answer tells."""

    question: str
    test: Callable[[Answers], Truth]

    def holds(self, answers: Answers) -> Truth:
        return self.test(answers)

    def questions(self) -> set[str]:
        return {self.question}


@dataclass(frozen=True)
class Not:
    part: Statement

    def holds(self, answers: Answers) -> Truth:
        value = self.part.holds(answers)
        return None if value is None else not value

    def questions(self) -> set[str]:
        return self.part.questions()


@dataclass(frozen=True)
class _Parts:
    parts: tuple[Statement, ...]

    def questions(self) -> set[str]:
        return {question for part in self.parts for question in part.questions()}


class All(_Parts):
    def holds(self, answers: Answers) -> Truth:
        values = {part.holds(answers) for part in self.parts}
        return False if False in values else None if None in values else True


class Any(_Parts):
    def holds(self, answers: Answers) -> Truth:
        values = {part.holds(answers) for part in self.parts}
        return True if True in values else None if None in values else False


class Readings(_Parts):
    """Words that can be read in several ways: true or false only where all of these agree."""

    def holds(self, answers: Answers) -> Truth:
        values = {part.holds(answers) for part in self.parts}
        return values.pop() if len(values) == 1 else None


def all_of(parts: Iterable[Statement]) -> Statement:
    found = tuple(parts)
    return _only(found) or All(found)


def any_of(parts: Iterable[Statement]) -> Statement:
    found = tuple(parts)
    return _only(found) or Any(found)


def _only(parts: tuple[Statement, ...]) -> Statement | None:
    if not parts:
        return Unclear()
    return parts[0] if len(parts) == 1 else None
