"""What the page of results says of a search."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from tests.studies import study
from trials.search.page import SearchPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "OPENISH"),
        ("phase", "PHASE9"),
        ("sex", "X"),
        ("age", "old"),
        ("age", "-1"),
        ("age", "121"),
        ("country", "Narnia"),
        ("q", "x" * 301),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(publish, name, value):
    publish(study())
    search = SearchPage(QueryDict(urlencode({name: value})))
    assert name in search.request.errors
    assert [label for label, _why in search.ignored] == [search.request.fields[name].label]
    assert search.result.counts.total == 1


def test_a_place_that_can_be_several_is_asked_about(near_and_far):
    search = SearchPage({"place": "Springfield"})
    assert search.request.near.place is None
    labels = [place.label for place, _address in search.place_choices]
    assert "Springfield, Illinois, United States" in labels
    assert all("place=Springfield" in address for _place, address in search.place_choices)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"within": "50"}, "within"),
        ({"within": "50", "place": "Germany"}, "within"),
        ({"sort": "distance"}, "sort"),
        ({"fit": "takes"}, "fit"),
        ({"fit": "takes", "condition": "ici-myositis"}, "fit"),
    ],
)
def test_a_filter_without_what_it_needs_is_said_and_left_out(near_and_far, asked, name):
    search = SearchPage(asked)
    assert [label for label, _why in search.ignored] == [search.request.fields[name].label]
    assert name not in search.request.address()
    assert name not in search.result.filters


def test_a_distance_waits_for_the_place_that_is_asked_about(near_and_far):
    search = SearchPage({"within": "50", "place": "Springfield"})
    assert search.ignored == []
    assert all("within=50" in address for _place, address in search.place_choices)
    assert SearchPage({"within": "50", "q": "near Boston"}).ignored == []
    assert SearchPage({"fit": "takes", "condition": "dermatomyositis"}).ignored == []


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ({"place": "Boston, MA"}, "miles"),
        ({"place": "Lyon, France"}, "km"),
        ({"place": "Boston, MA", "unit": "km"}, "km"),
        ({"place": "Springfield"}, "miles or km"),
    ],
)
def test_a_distance_has_its_unit_in_the_list_and_among_what_was_chosen(near_and_far, asked, unit):
    search = SearchPage({"within": "250"} | asked)
    assert f"How far: 250 {unit}" in [text for text, _address in search.chips]
    within = next(one for one in search.filter_panel.lists if one.name == "within")
    assert [choice.label for choice in within.choices][:2] == ["Any distance", f"25 {unit}"]


def test_an_empty_list_names_the_filters_that_emptied_it(publish):
    publish(
        study("NCT99000001", eligibilityModule={"minimumAge": "40 Years"}),
        study("NCT99000002", eligibilityModule={"minimumAge": "50 Years"}),
    )
    search = SearchPage({"age": "30"})
    assert search.result.counts.total == 0
    [(label, studies, address)] = search.wider
    assert (str(label), studies, address) == ("Age", 2, "?")


def test_sorting_by_match_without_words_gives_the_usual_order(client, publish):
    publish(study())
    search = SearchPage({"sort": "relevance"})
    assert search.sorted_by == SearchPage({}).sorted_by
    assert client.get("/trials/?sort=relevance").status_code == 200
