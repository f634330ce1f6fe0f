import random

import pytest

from trials.reading.nesting import Nesting


def test_brackets_are_numbered_as_they_open():
    nesting = Nesting("a (b [c] d) (e)")
    assert "".join(map(str, nesting.innermost)) == "0011122211103330"
    assert nesting.outermost == [0, 1, 1, 3]
    assert nesting.ends == [15, 11, 8, 15]


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [(0, 0, True), (0, 2, True), (1, 2, True), (2, 1, False), (1, 3, False), (3, 1, False)],
)
def test_brackets_hold_themselves_and_what_opens_in_them(outer, inner, holds):
    assert Nesting("a (b [c] d) (e)").holds(outer, inner) is holds


def test_brackets_that_never_close_end_with_the_text_and_one_that_never_opened_is_none():
    nesting = Nesting("a) (b (c)")
    assert nesting.innermost == [0, 0, 0, 1, 1, 1, 2, 2, 2, 0]
    assert nesting.ends == [9, 9, 9]
    assert nesting.holds(1, 2)


def test_they_are_as_a_slow_count_finds_them():
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices("([)]x", k=chance.randint(0, 30)))
        parents, open_ = {0: None}, [0]
        for character in text:
            if character in "([":
                parents[len(parents)] = open_[-1]
                open_.append(len(parents) - 1)
            elif character in ")]" and len(open_) > 1:
                open_.pop()
        nesting = Nesting(text)
        for inner in parents:
            around = [inner]
            while (parent := parents[around[-1]]) is not None:
                around.append(parent)
            assert [n for n in parents if nesting.holds(n, inner)] == sorted(around)
            assert nesting.outermost[inner] == sorted(around)[min(1, len(around) - 1)]
