"""What the answer says of itself."""

import pytest

from tests.studies import study
from trials.search.page import SearchPage

from .made import found, numbers

pytestmark = pytest.mark.django_db


def test_where_nothing_is_open_what_is_closed_is_shown_instead(publish):
    publish(study("NCT99000001", "COMPLETED", title="Rituximab"), study("NCT99000002"))
    search = SearchPage({"q": "rituximab"})
    assert search.result.trials[:] == numbers(1)
    assert search.result.shows_closed_instead
    assert found(q="rituximab", status="open") == []


def test_words_that_no_study_has_together_are_left_out_and_named(publish):
    publish(study("NCT99000001", title="Rituximab in adults"))
    search = SearchPage({"q": "rituximab lawsuit"})
    assert search.result.is_loose
    assert search.request.question.loose_words == ("lawsuit",)
    assert search.result.trials[:] == numbers(1)


def test_a_wish_that_no_record_states_is_left_out_and_said(publish):
    publish(study("NCT99000001", title="Rituximab, open-label"))
    search = SearchPage({"q": "rituximab without placebo"})
    assert search.result.trials[:] == numbers(1)
    assert [(one.text, one.why) for one in search.request.question.not_used] == [
        ("without placebo", "unstated")
    ]
    assert not search.request.is_mended
    assert "Open-label" in search.notes[0].text


def test_a_filter_that_was_chosen_is_never_left_out(publish):
    publish(study("NCT99000001", title="Rituximab, open-label"))
    assert found(q="rituximab", asks="no_placebo") == []
