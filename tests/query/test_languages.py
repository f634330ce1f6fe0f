"""The language of a question, where an English one has a word of another language."""

import pytest

from query import languages


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
