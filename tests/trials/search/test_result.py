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
