"""Studies that name the reader's disease only to say that no one with it may join."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.client import text_of
from tests.studies import site, study
from trials.models import Trial
from trials.search.page import SearchPage
from trials.search.ways_on import ways_on

from .made import at, found, numbers

pytestmark = pytest.mark.django_db

MIAMI = at(site("Miami", "United States", state="Florida"))
IBM = {"conditions": ["Inclusion Body Myositis"]}


def barring(number, **modules):
    criteria = {"eligibilityCriteria": "Exclusion Criteria:\n\n* Inclusion body myositis"}
    return study(number, title="Sample tablets", eligibilityModule=criteria, **modules)


def search(**asked):
    data = QueryDict(mutable=True)
    data.update(asked)
    return SearchPage(data)


@pytest.fixture
def one_elsewhere(publish):
    publish(
        barring("NCT99000001", **MIAMI),
        barring("NCT99000002", **MIAMI),
        study("NCT99000003", title="Sample cream", conditionsModule=IBM, **at(site())),
    )


def test_no_study_that_keeps_out_the_typed_disease_stands_as_an_answer(client, one_elsewhere):
    assert search(q="IBM tablets in Florida").title == (
        "2 open studies with “IBM tablets in Florida” near Florida (state), United States, none of "
        "which accepts inclusion body myositis"
    )
    for address, card in (("/search/", False), ("/trials/", True)):
        page = text_of(client.get(address, {"q": "IBM tablets in Florida"}))
        said = page.index("None of the 2 studies with your words accepts inclusion body myositis.")
        assert ("Sample tablets" in page[said:]) == card
        assert "Sample tablets" not in page[:said]
        assert "See all 2 studies" not in page
        assert "near Florida (state), United States: 0" in page
        assert "Open studies for inclusion body myositis, anywhere: 1" in page


def test_the_ways_on_are_searches_for_the_disease_alone(client, one_elsewhere):
    ways = ways_on(search(q="IBM tablets in Florida").request)
    assert [(way.open_studies, way.is_limited) for way in ways] == [(0, True), (1, False)]
    assert "Sample cream" in text_of(client.get(f"/trials/{ways[1].address}"))
    assert client.get(reverse("trials-atom") + ways[0].address).status_code == 200
    near_a_town = ways_on(search(q="IBM tablets near Miami, Florida").request)
    assert [(way.open_studies, way.is_limited) for way in near_a_town] == [(1, False)]


def test_where_some_may_accept_it_those_that_do_not_come_last_and_apart(client, publish):
    publish(
        barring("NCT99000001"),
        study("NCT99000002", title="Sample tablets", conditionsModule=IBM),
        barring("NCT99000003"),
    )
    assert found(q="IBM tablets") == numbers(2, 1, 3)
    assert found(q="IBM tablets", sort="relevance")[0] == numbers(2)[0]
    assert search(q="IBM tablets").title == (
        "3 open studies with “IBM tablets”, 2 of which do not accept inclusion body myositis"
    )
    page = text_of(client.get("/trials/?q=IBM+tablets"))
    assert "None of the" not in page
    parts = ("Accepts inclusion body", "Do not accept inclusion body myositis: 2", "NCT99000003")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    everything = text_of(client.get("/search/?q=IBM+tablets"))
    assert "2 of all with your words do not accept inclusion body myositis" in everything
    newest = text_of(client.get("/trials/?q=IBM+tablets&sort=newest"))
    assert "Do not accept inclusion body myositis: 2" not in newest


def test_only_a_no_to_every_type_that_was_named_counts(publish):
    publish(barring("NCT99000001"), study("NCT99000002", title="Sample tablets"))
    assert search(q="IBM tablets").result.barring == 1
    assert search(q="IBM OR dermatomyositis").result.barring == 0
    assert search(q="tablets").result.barring == 0
    assert search(q="IBM tablets", **{"for": "volunteer"}).result.barring == 0


def test_what_an_editor_decided_about_the_type_counts(publish):
    publish(barring("NCT99000001"))
    decided = {"inclusion-body-myositis": {"state": "included", "reason": "Sample"}}
    Trial.objects.update(decisions={"subtypes": decided})
    assert search(q="IBM tablets").result.barring == 0
    decided["inclusion-body-myositis"]["state"] = "excluded"
    Trial.objects.update(decisions={"subtypes": decided}, readings={})
    assert search(q="IBM tablets").result.none_accepts
