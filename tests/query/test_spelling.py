import pytest

from query import reader, spelling


def corrected(text, known=(), alike=()):
    return spelling.corrected(reader.read(text), lambda word: word in known, lambda word: alike)


def test_an_unknown_word_becomes_the_nearest_of_our_names():
    assert corrected("ritxuimab trial") == "rituximab trial"


def test_a_word_that_a_text_uses_stays():
    assert corrected("ritxuimab", known=["ritxuimab"]) == ""


def test_a_word_of_the_texts_corrects_what_we_have_no_name_for():
    assert corrected("exercisse", alike=[("exercise", 12)]) == "exercise"


def test_a_short_word_may_be_a_code_and_stays():
    assert corrected("xqz") == ""


@pytest.mark.parametrize("text", ["nearly", "sister", "throat", "añitos", "juvénile"])
def test_an_everyday_word_is_never_mended(text):
    question = reader.read(f"dermatomyositis {text}")
    similar = [("early", 9), ("system", 9), ("actos", 9)]
    assert spelling.corrected(question, lambda word: False, lambda word: similar) == ""


def test_what_studies_misspell_too_is_no_correction():
    assert corrected("myositis autoimunne", alike=[("autoimunne", 1)]) == ""


def test_our_prefix_is_not_put_before_a_word_that_has_it():
    question = reader.read("antisynthatase lung")
    pages = {"synthetase": "antisynthetase"}
    mended = spelling.corrected(
        question, lambda word: word == "lung", lambda word: (), lambda word: pages.get(word, word)
    )
    assert mended == "antisynthetase lung"
