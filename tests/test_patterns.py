"""No regular expression of ours tries the same characters in ever more ways.

`(?:a+,?)*` reads "aaaa" in eight ways, and twice as many with each further "a": a reader's question
or a record then takes for ever. Each pattern is tried on texts of its own words that do not match
at their end. A good pattern needs milliseconds for all of them, one that doubles never comes back.
"""

import importlib
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass

import pytest

from tests.databases import PACKAGES
from trials.reading.wording import LazyPattern

SEPARATORS = (" ", "/", ", ", "", " and/or ", "  ", "-")
# Stand-ins that readings put in the place of names and of people.
STAND_INS = ("a", "1", "\ue000", "ᚠ")
TEXTS = [40, pytest.param(400, marks=pytest.mark.exhaustive)]
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
        yield f"{first} {repeated}"[:200] + chance.choice((" qq!", "!", "qz"))


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
    text = ""
    try:
        with given_up_after(SECONDS):
            for text in hostile_texts(pattern, texts):
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
