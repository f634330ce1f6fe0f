"""In which order studies are shown."""

import pytest

from tests.studies import study

from .made import found, numbers

pytestmark = pytest.mark.django_db


def test_words_are_found_with_accents_folded_and_titles_first(publish):
    publish(
        study("NCT99000001", descriptionModule={"briefSummary": "Something about Sjögren."}),
        study("NCT99000002", title="Sjogren and the muscles"),
        study("NCT99000003", title="Another matter"),
    )
    assert found(q="sjogren") == numbers(2, 1)
    assert found(q="Sjögren -muscles") == numbers(1)
    assert found(q='"another matter"') == numbers(3)


def test_near_a_town_the_nearest_that_may_be_open_comes_first(near_and_far):
    assert found(place="Cambridge, MA")[:2] == numbers(2, 1)
    assert set(found(place="Cambridge, MA")) == set(numbers(1, 2, 3, 4, 5))


def test_sort_orders(publish):
    def dated(number, first, update):
        return study(
            f"NCT9900000{number}",
            statusModule={
                "studyFirstPostDateStruct": {"date": first},
                "lastUpdatePostDateStruct": {"date": update},
            },
        )

    publish(dated(1, "2024-01-01", "2026-10-03"), dated(2, "2025-01-01", "2026-10-01"))
    assert found(sort="newest") == numbers(2, 1)
    assert found(sort="updated") == numbers(1, 2)


def test_open_and_confirmed_comes_before_open_and_doubtful(publish):
    publish(
        study("NCT99000001", statusModule={"primaryCompletionDateStruct": {"date": "2020-01"}}),
        study("NCT99000002"),
        study("NCT99000003", "NOT_YET_RECRUITING"),
    )
    assert found(status="all") == numbers(2, 1, 3)


def test_studies_about_the_words_come_before_those_that_mention_them(publish):
    publish(
        study("NCT99000001", eligibilityModule={"eligibilityCriteria": "No rituximab."}),
        study("NCT99000002", "COMPLETED", title="Rituximab in adults"),
    )
    assert found(q="rituximab", status="all") == numbers(2, 1)
