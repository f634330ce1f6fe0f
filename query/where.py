"""The place in a question, with what its language says about it."""

import re

import places
import vocabulary
from places.mention import (
    Mention,
    find_code,
    find_country,
    find_country_by_other_words,
    find_large_town,
    find_last,
    find_misspelled,
    find_part_of_us,
    find_state,
    find_zip,
    find_zip_alone,
)
from vocabulary.folding import words

from .lab_values import is_about_a_test
from .languages import language_of
from .small_talk import Intent, Run

# Where a postcode is more likely than in the United States, if a question is in this language.
_POSTCODES_OF = {
    "de": ("Germany",),
    "es": ("Spain", "Mexico"),
    "fr": ("France",),
}


# "Polymyositis 90210". Behind the name of a test, five digits may be its value.
_ZIP_AT_END = re.compile(r"(?<![\w.,-])\d{5}(?:-\d{4})?\W*$")


def _names(text: str) -> bool:
    """Whether a disease or a medicine is named, and no test of the blood."""
    said = [word.text for word in words(text)]
    is_named = any(
        word in vocabulary.single_words() or _is_short_form((vocabulary.stem(word),))
        for word in said
    )
    return is_named and not is_about_a_test(text)


def _is_short_form(run: Run) -> bool:
    return run in vocabulary.readings() or run in vocabulary.abbreviations()


def place_in(text: str, intent: Intent) -> Mention | None:
    """The place in a text; what is introduced as one before what is not."""
    mention = places.find_in(text)
    if mention and (mention.place or mention.within):
        return mention
    mention = mention or find_code(text) or find_country_by_other_words(text)
    mention = mention or find_part_of_us(text) or find_state(text) or find_zip_alone(text)
    # Many organizations have a country or a town in their names, so this is not for them.
    if not mention and intent == Intent.STUDIES:
        mention = find_country(text) or find_zip(text, _postcodes_of(text)) or find_large_town(text)
    if not mention and intent != Intent.HELP:
        mention = find_last(text)
    if not mention and intent != Intent.HELP and _ZIP_AT_END.search(text) and _names(text):
        mention = find_zip(text, _postcodes_of(text))
    if not mention:
        mention = find_misspelled(text, by_itself=intent == Intent.STUDIES)
    return mention


def _postcodes_of(text: str) -> tuple[str, ...]:
    """The countries whose postcodes are likelier than ZIP codes, by the language of the words."""
    return _POSTCODES_OF.get(language_of(text), ())
