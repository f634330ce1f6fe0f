"""What a request means: words, place, address."""

import pytest
from django.http import QueryDict

from tests.studies import site, study
from trials.search.page import SearchPage

from .made import found, numbers

pytestmark = pytest.mark.django_db


def test_a_country_or_a_state_is_an_area_without_distances(near_and_far):
    assert found(place="France") == numbers(4)
    publish_state = SearchPage({"place": "Illinois"})
    assert publish_state.request.near.point is None
    assert publish_state.request.near.within_km is None


def test_a_place_among_the_words_is_used_unless_another_is_given(near_and_far):
    assert found(q="near Boston")[:1] == numbers(2)
    search = SearchPage({"q": "trials within 50 miles of Boston", "place": "Chicago"})
    assert search.request.near.place.name == "Chicago"
    assert search.request.near.within_km is None


def test_a_country_beside_a_name_of_several_places_settles_it(near_and_far):
    search = SearchPage({"place": "75001", "country": "france"})
    assert not search.request.errors
    assert search.request.near.place.label == "75001, Paris, Île-de-France, France"
    assert "place" in SearchPage({"place": "75001"}).request.errors


def test_a_country_beside_the_digits_of_a_zip_code_makes_them_its_own(publish):
    lyon, berlin = site(), site("Berlin", "Germany")
    publish(study(contactsLocationsModule={"locations": [lyon, berlin]}))
    assert SearchPage({"place": "69120"}).request.near.place.country == "United States"
    heidelberg = SearchPage({"place": "69120", "country": "DE"})
    assert heidelberg.request.near.place.label == "69120, Heidelberg, Baden-Württemberg, Germany"
    # France has no such postcode.
    assert (
        SearchPage({"place": "44106", "country": "France"}).request.near.place.country
        == "United States"
    )


def test_a_misspelt_name_is_mended_and_can_be_searched_for_as_it_is(publish):
    publish(study("NCT99000001", title="Rituximab in adults"))
    search = SearchPage({"q": "ritxuimab"})
    assert search.request.is_mended
    assert search.request.question.text == "rituximab"
    assert search.result.trials[:] == numbers(1)
    verbatim = SearchPage({"q": "ritxuimab", "verbatim": "on"})
    assert not verbatim.request.is_mended
    assert verbatim.result.trials[:] == []


def test_a_word_of_any_study_is_no_misspelling(publish):
    publish(study("NCT99000001", descriptionModule={"briefSummary": "Mysterious ritximab."}))
    assert not SearchPage({"q": "ritximab"}).request.is_mended


def test_the_address_is_canonical(publish):
    search = SearchPage(QueryDict("age=30&phase=PHASE2&q=a&phase=PHASE1&within=&page=3&utm_x=1"))
    assert search.request.address() == "?q=a&phase=PHASE1,PHASE2&age=30"
    assert search.request.address(q=None) == "?phase=PHASE1,PHASE2&age=30"
