"""No regular expression of ours tries the same characters in ever more ways.

`(?:a+,?)*` reads "aaaa" in eight ways, and twice as many with each further "a": a reader's question
or a record then takes for ever. Each pattern is tried on texts of its own words that do not match
at their end. A good pattern needs milliseconds for all of them, one that doubles never comes back.

A pattern over masked names ("not eligible: " and a row of stand-ins) does so only behind the words
that it begins with. So each loop of a pattern is also tried on a text that is written after the
pattern itself: what stands before the loop, many rounds of it, and what it does not expect.
"""

import importlib
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from re import _parser as parser

import pytest

from tests.databases import PACKAGES
from trials.reading.wording import LazyPattern

SEPARATORS = (" ", "/", ", ", "", " and/or ", "  ", "-")
# Stand-ins that readings put in the place of names and of people.
STAND_INS = ("a", "1", "\ue000", "ᚠ")
TEXTS = [40, pytest.param(400, marks=pytest.mark.exhaustive)]
# Characters of a text.
MOST = 200
# What does not come back within this will not come back at all.
SECONDS = 20


def patterns_of(package: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages([package], f"{package}."):
        if not re.search(r"\.(?:migrations|management)\b", module.name):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in patterns_in(value):
                    yield f"{module.name}.{name}", pattern


def patterns_in(value, depth=0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value, also those within lists, tables and rows of tables."""
    inner = ()
    if isinstance(value, re.Pattern | LazyPattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, list | tuple | set | frozenset):
        inner = value
    elif isinstance(value, dict):
        inner = value.values()
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, field.name, None) for field in fields(value)]
    if depth < 4:
        for part in inner:
            yield from patterns_in(part, depth + 1)


def hostile_texts(pattern: re.Pattern[str], count: int) -> Iterator[str]:
    """Texts that repeat a few words of a pattern, and end in what it does not expect."""
    chance = random.Random(ascii(pattern.pattern))
    literal = re.sub(r"\\[a-zA-Z]|\?P<\w+>|\(\?[:<!=]*", " ", pattern.pattern)
    words = [*dict.fromkeys(re.findall(r"[A-Za-z]+|\d+", literal)), *STAND_INS]
    # What a pattern begins with must be there for the rest to be tried.
    longest = max(words[:8], key=len)
    for _ in range(count):
        first = chance.choice((longest, chance.choice(words)))
        some = chance.sample(chance.choice((words, STAND_INS)), chance.choice((1, 1, 2, 3)))
        repeated = chance.choice(SEPARATORS).join(chance.choice(some) for _ in range(60))
        yield f"{first} {repeated}"[:MOST] + chance.choice((" qq!", "!", "qz"))


# Rounds of a loop. One that doubles its work with each does not come back from so many.
ROUNDS = 40
_REPEATS = (parser.MAX_REPEAT, parser.MIN_REPEAT, parser.POSSESSIVE_REPEAT)
_CLASSES = {
    parser.CATEGORY_SPACE: " ",
    parser.CATEGORY_DIGIT: "1",
    parser.CATEGORY_WORD: "a",
    parser.CATEGORY_NOT_SPACE: "a",
    parser.CATEGORY_NOT_DIGIT: " ",
    parser.CATEGORY_NOT_WORD: " ",
}


class Written:
    """Texts that follow a pattern up to one of its loops, and repeat that; no lookarounds."""

    def __init__(self, pattern: re.Pattern[str], chance: random.Random):
        self.chance = chance
        self.tree = parser.parse(pattern.pattern, pattern.flags)
        # Looked up for every part of every text: {a part: the loops in it}.
        self.loops_of = {}
        self.loops = self._loops(self.tree)

    def texts(self, count: int) -> Iterator[str]:
        """So many, each with many rounds of one loop; none if there is no loop."""
        for _ in range(count if self.loops else 0):
            self.pumped = self.chance.choice(self.loops)
            self.is_done = False
            yield self.text(self.tree)

    def _loops(self, items) -> list:
        # The tree stays, so no other part gets the same id.
        if id(items) not in self.loops_of:
            self.loops_of[id(items)] = [*self._find_loops(items)]
        return self.loops_of[id(items)]

    def _find_loops(self, items):
        for kind, value in items:
            if kind in _REPEATS:
                if value[1] > ROUNDS:
                    yield value
                yield from self._loops(value[2])
            elif kind == parser.SUBPATTERN:
                yield from self._loops(value[3])
            elif kind == parser.ATOMIC_GROUP:
                yield from self._loops(value)
            elif kind == parser.BRANCH:
                for branch in value[1]:
                    yield from self._loops(branch)

    def _holds(self, items) -> bool:
        return any(loop is self.pumped for loop in self._loops(items))

    def text(self, items) -> str:
        return "".join(self._one(kind, value) for kind, value in items)

    def _one(self, kind, value) -> str:
        if self.is_done:
            # What the pattern goes on with is what the text must not have.
            return ""
        if kind in _REPEATS:
            least, _most, body = value
            if value is self.pumped:
                repeated = self.text(body) * ROUNDS
                self.is_done = True
                return repeated
            return self.text(body) * max(least, self._holds(body) or self.chance.choice((0, 1)))
        if kind == parser.SUBPATTERN:
            return self.text(value[3])
        if kind == parser.ATOMIC_GROUP:
            return self.text(value)
        if kind == parser.BRANCH:
            branches = [branch for branch in value[1] if self._holds(branch)] or value[1]
            return self.text(self.chance.choice(branches))
        if kind == parser.LITERAL:
            return chr(value)
        if kind == parser.IN:
            return self._of_class(value)
        return self.chance.choice(STAND_INS) if kind in (parser.ANY, parser.NOT_LITERAL) else ""

    def _of_class(self, members) -> str:
        if members[0][0] == parser.NEGATE:
            taken = {chr(value) for kind, value in members[1:] if kind == parser.LITERAL}
            return self.chance.choice([one for one in (*STAND_INS, " ", "-") if one not in taken])
        kind, value = self.chance.choice(members)
        if kind == parser.RANGE:
            return chr(value[0])
        return _CLASSES[value] if kind == parser.CATEGORY else chr(value)


def pumped_texts(pattern: re.Pattern[str], count: int) -> Iterator[str]:
    """Texts that go many times round one loop of a pattern, behind what the pattern begins with."""
    chance = random.Random(ascii(pattern.pattern))
    for text in Written(pattern, chance).texts(count):
        yield text[:MOST] + chance.choice(("\x00", " qq!", "qz"))


@contextmanager
def given_up_after(seconds):
    def give_up(_signal, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def is_ever_slower(pattern: re.Pattern[str], texts: int) -> str:
    """The text that the pattern does not come back from; "" if there is none."""
    written = [*hostile_texts(pattern, texts), *pumped_texts(pattern, texts // 4)]
    text = ""
    try:
        with given_up_after(SECONDS):
            for text in written:
                pattern.search(text)
                pattern.match(text)
    except TimeoutError:
        return text
    return ""


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("package", PACKAGES)
def test_no_pattern_hangs_on_its_own_words(package, texts):
    found = {pattern: name for name, pattern in patterns_of(package)}
    assert found or package == "links"
    slow = {name: is_ever_slower(pattern, texts) for pattern, name in found.items()}
    assert {name: text for name, text in slow.items() if text} == {}


def test_a_pattern_that_doubles_its_work_is_found(monkeypatch):
    monkeypatch.setattr(f"{__name__}.SECONDS", 1)
    assert is_ever_slower(re.compile(r"(?:[a-z]+,?)*\d"), 100)


@pytest.mark.parametrize(
    "pattern",
    [
        "not (?:yet )?eligible: (?:\ue000+[ ,]*)+;",
        "except(?:ing)? (?:for )?(?:(?:\ue000+|ᚠ+)(?: or)? ?)*[.]",
    ],
)
def test_a_pattern_that_doubles_its_work_with_each_masked_name_is_found(monkeypatch, pattern):
    monkeypatch.setattr(f"{__name__}.SECONDS", 1)
    assert is_ever_slower(re.compile(pattern), 40)
