"""The language of a question, where an English one has a word of another language."""

import pytest

from query import languages
from query.reader import read


@pytest.mark.parametrize("text", ["13 yo jdm vomiting blood", "my 9 yo has a rash"])
def test_a_short_form_for_years_is_not_spanish(text):
    assert not languages.is_spanish(text)
    assert languages.language_of(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gürtelrose im gesicht unter azathioprin", "de"),
        ("dermatomiosite juvenil tem cura?", "pt"),
        ("yo tengo miositis y me duele", "es"),
    ],
)
def test_few_words_tell_the_language(text, language):
    assert languages.language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("me ahogo", "es"),
        ("taquicardia", "es"),
        ("perdió el conocimiento", "es"),
        ("je m'étouffe", "fr"),
        ("je crache du sang", "fr"),
        ("selles noires", "fr"),
        ("Herzrasen", "de"),
        ("Kind atmet nicht", "de"),
        ("Nebennierenkrise", "de"),
        ("sem fôlego", "pt"),
        ("não respira", "pt"),
        ("quero morrer", "pt"),
    ],
)
def test_a_word_for_a_sign_tells_the_language_of_the_box(text, language):
    assert read(text).language_of_the_box == language


@pytest.mark.parametrize(
    "text",
    [
        "trouble breathing",
        "dark urine",
        "temperature 39.2",
        "palpitations",
        "I want to die",
        "lost force in my arm",
    ],
)
def test_an_english_sign_gets_the_english_box(text):
    assert read(text).language_of_the_box == ""
