import pytest

from query import reader, small_talk
from query.small_talk import Intent


@pytest.mark.parametrize("search", ["studies", "organizations", "knowledge"])
def test_every_search_drops_what_says_nothing_anywhere(search):
    assert {"the", "whi", "porqu"} <= small_talk.words(search)


def test_a_word_that_one_search_looks_for_is_small_talk_only_in_the_others():
    assert "clinic" in small_talk.words("studies")
    assert "clinic" not in small_talk.words("organizations")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("myositis helpline", Intent.HELP),
        ("what is dermatomyositis", Intent.MEANING),
        ("why do muscles hurt", Intent.MEANING),
        ("recruiting in Texas", Intent.STUDIES),
        ("grupo de apoyo", Intent.HELP),
        ("rituximab", Intent.MEDICINE),
        ("rituximab swelling", Intent.ANY),
        ("dermatomyositis", Intent.ANY),
    ],
)
def test_the_words_tell_what_somebody_is_after(text, intent):
    assert reader.read(text).intent == intent


def test_who_does_not_want_a_study_is_asked_for_nothing_else():
    assert small_talk.intent_of("not a study, I need a group") == Intent.HELP
    assert small_talk.intent_of("no trials, where can I get a drip") == Intent.ANY
