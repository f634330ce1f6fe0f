"""The place in a question, with what its language says about it."""

import places
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

from .languages import language_of
from .small_talk import Intent

# Where a postcode is more likely than in the United States, if a question is in this language.
_POSTCODES_OF = {
    "de": ("Germany",),
    "es": ("Spain", "Mexico"),
    "fr": ("France",),
}


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
    if not mention:
        mention = find_misspelled(text, by_itself=intent == Intent.STUDIES)
    return mention


def _postcodes_of(text: str) -> tuple[str, ...]:
    """The countries whose postcodes are likelier than ZIP codes, by the language of the words."""
    return _POSTCODES_OF.get(language_of(text), ())
