import pytest
from django.db.models import Q

from tests.studies import site, studies, study
from trials.models import Trial
from trials.search import bitmaps, facets

pytestmark = pytest.mark.django_db

RECRUITING = Q(overall_status__in=["RECRUITING"])
PHASE_2 = Q(phases__overlap=["PHASE2"])


def count(filters):
    """Of all studies, with conditions that PostgreSQL works out."""
    known = bitmaps.current()
    found = {
        name: known.of_query(
            str(condition), lambda condition=condition: Trial.objects.filter(condition)
        )
        for name, condition in filters.items()
    }
    everything = known.of_query("all", Trial.objects.all)
    return facets.count(known, everything, found)


def phase(*phases):
    return {"designModule": {"phases": list(phases)}}


@pytest.fixture
def four(publish):
    publish(
        study("NCT99000001", "RECRUITING", **phase("PHASE2")),
        study("NCT99000002", "RECRUITING", **phase("PHASE2", "PHASE3")),
        study("NCT99000003", "COMPLETED", **phase("PHASE2")),
        study("NCT99000004", "COMPLETED", **phase("PHASE1")),
    )


def test_a_facet_is_counted_without_its_own_filter_and_with_all_others(four):
    counts = count({"status": RECRUITING, "phase": PHASE_2})
    assert counts.total == 2
    # Of phase 2, whatever the status:
    assert counts.values["status"] == {"RECRUITING": 2, "COMPLETED": 1}
    # Recruiting, whatever the phase:
    assert counts.values["phase"] == {"PHASE2": 2, "PHASE3": 1}
    # Both filters hold for every other facet.
    assert counts.values["sex"] == {"ALL": 2}


def test_it_tells_how_many_more_there_are_without_each_filter(four):
    counts = count({"status": RECRUITING, "phase": PHASE_2})
    assert counts.without == {"status": 1}


def test_without_filters_everything_counts(four):
    counts = count({})
    assert counts.total == 4
    assert counts.values["status"] == {"RECRUITING": 2, "COMPLETED": 2}
    assert counts.without == {}


def test_nothing_at_all_is_counted_too():
    counts = count({"status": RECRUITING})
    assert counts.total == 0
    assert not any(counts.values.values())


def test_a_value_that_is_absent_counts_for_no_choice(publish):
    publish(study())
    assert count({}).values["healthy"] == {}


def test_a_study_counts_once_for_each_of_its_countries(publish):
    publish(
        study(
            contactsLocationsModule={"locations": [site(), site("Nice"), site("Graz", "Austria")]}
        )
    )
    assert count({}).values["country"] == {"Austria": 1, "France": 1}


def test_more_than_can_be_counted_is_said_to_be_more(publish, monkeypatch):
    monkeypatch.setattr(facets, "SHOWN_AT_MOST", 3)
    publish(*studies(3))
    assert not count({}).is_capped
    publish(*studies(4))
    assert count({}).is_capped


def test_those_that_do_not_pass_take_no_place_of_those_that_do(publish, monkeypatch):
    monkeypatch.setattr(facets, "SHOWN_AT_MOST", 3)
    publish(*studies(9, status="COMPLETED"), study("NCT99000900"))
    counts = count({"status": RECRUITING})
    assert not counts.is_capped
    assert counts.numbers == ["NCT99000900"]
    assert counts.total == 1
    assert counts.without == {"status": 9}


def test_it_agrees_with_counting_one_by_one(four):
    filters = {"status": RECRUITING, "phase": PHASE_2, "age": Q(minimum_age_years__lte=20)}
    counts = count(filters)
    for facet in facets.FACETS:
        rows = Trial.objects.all()
        for name, condition in filters.items():
            rows = rows if name == facet.name else rows.filter(condition)
        expected = {}
        for value in rows.values_list(facet.column, flat=True):
            for one in value if facet.is_array else [value]:
                if one is not None:
                    expected[str(one)] = expected.get(str(one), 0) + 1
        assert counts.values[facet.name] == expected
