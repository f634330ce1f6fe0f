"""Text of others stays within its place."""

import unicodedata

import pytest

from web.shown_text import MOST_MARKS, contained, contained_value

ZALGO = "m" + "\u0301\u0336\u0489\u035f" * 10 + "yositis"


def depth(text):
    """How many changes of direction are open at its end; None where one closes what it never
    opened."""
    open_ones = 0
    for sign in text:
        open_ones += sign in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
        open_ones -= sign in "\u202c\u2069"
        if open_ones < 0:
            return None
    return open_ones


@pytest.mark.parametrize(
    "text",
    [
        "\u202eabc", "\u2066abc", "a\u202bb\u2067c", "abc\u202c", "\u2069\u2069abc",
        "\u202e\u2069abc",
        "\u2068\u202e\u202c\u202cabc\u2069", "\u202a" * 200, "\u202d\u202eabc\u202c",
        "\u2066a\u202cb\u2069",
    ],
)  # fmt: skip
def test_every_change_of_direction_ends_with_the_text(text):
    found = contained(text)
    assert depth(found) == 0
    assert [s for s in found if s.isalnum()] == [s for s in text if s.isalnum()]


@pytest.mark.parametrize(
    "text",
    [
        "plain", "Universit\u00e9", "Universite\u0301", "Nguye\u0302\u0303n",
        "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
        "\u0e17\u0e35\u0e48", "\u0939\u093f\u0928\u094d\u0926\u0940", "\u65e5\u672c\u8a9e",
        "\u202babc\u202c", "\u2067abc\u2069 (x)", "\U0001f469\u200d\u2695\ufe0f",
    ],
)  # fmt: skip
def test_what_languages_write_is_left_as_it_is(text):
    assert contained(text) == text


@pytest.mark.parametrize(
    "text", [ZALGO, ZALGO * 3, "\u0301" * 500, "a" + "\u0488" * 9, "e" + "\u0e48" * 30]
)
def test_a_heap_of_marks_is_clipped(text):
    run = longest = 0
    for sign in contained(text):
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        longest = max(longest, run)
    assert longest == MOST_MARKS
    assert [s for s in contained(text) if s.isalpha()] == [s for s in text if s.isalpha()]


def test_lists_and_dictionaries_are_gone_through():
    value = {"a": ["\u202ex", {"b": ZALGO}], "c": 1, "d": None}
    found = contained_value(value)
    assert found["a"][0] == "\u202ex\u202c"
    assert found["a"][1]["b"] == contained(ZALGO)
    assert (found["c"], found["d"]) == (1, None)
