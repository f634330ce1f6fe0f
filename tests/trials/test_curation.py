"""What editors decide: it outlives the syncs, and readers see whose word it is."""

import csv
import io

import pytest
import time_machine

from desk import roles
from tests.conditions.desk import person
from tests.studies import contact, site, study
from trials.models import SubtypeDecision, Trial, TrialCuration, role_of

from . import decisions
from .decisions import NUMBER, an_open_study, decided

pytestmark = pytest.mark.django_db

IBM = ("inclusion-body-myositis", "included", "The team told us so on the phone.")


def eligibility(text):
    return {"eligibilityModule": {"eligibilityCriteria": text, "sex": "ALL"}}


def page(client, number=NUMBER):
    return client.get(f"/trials/{number}/").content.decode()


def listed(client, **query):
    return client.get("/trials/", query).content.decode()


def test_a_subtype_override_survives_three_syncs_and_is_queued_again_when_its_record_changes(
    client, registry, publish
):
    publish(an_open_study(**eligibility(decisions.BARRED)))
    found = f"/trials/?condition={IBM[0]}"
    assert NUMBER not in client.get(found).content.decode()
    decided(NUMBER, subtypes=[IBM])

    registry.data_timestamp = "2026-11-22T09:00:05"
    publish(an_open_study(**eligibility(decisions.BARRED)))
    registry.data_timestamp = "2026-11-23T09:00:05"
    publish(an_open_study(status="ACTIVE_NOT_RECRUITING", **eligibility(decisions.BARRED)))
    # A change of the status is none of what a verdict on a type rests on.
    assert not TrialCuration.objects.to_look_at_again().exists()
    registry.data_timestamp = "2026-11-24T09:00:05"
    publish(an_open_study(**eligibility(decisions.BARRED + "\n* Children")))

    trial = Trial.objects.get()
    assert IBM[0] in trial.includes
    assert IBM[0] in trial.may_include
    assert [c.trial_id for c in TrialCuration.objects.to_look_at_again()] == [NUMBER]
    assert_shown_as_an_editors(client, found)


def assert_shown_as_an_editors(client, found):
    for text in (page(client), client.get(found).content.decode()):
        assert "An editor decided this on" in text
        assert "(Data steward): The team told us so on the phone." in text
    data = client.get(f"/api/v1/trials/{NUMBER}/").json()
    verdict = next(v for v in data["subtypes"] if v["subtype"] == IBM[0])
    assert (verdict["state"], verdict["quote"], verdict["reason"]) == ("included", None, IBM[2])
    assert data["editors_decision"]["as"] == "Data steward"
    table = client.get(f"/trials.csv?condition={IBM[0]}").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["nct_id"] for row in rows] == [NUMBER]
    assert IBM[0] in rows[0]["types_included"]
    assert rows[0]["decided_by_editors"].endswith(IBM[2])
    assert rows[0]["decided_as"] == "Data steward"
    assert rows[0]["decided_on"] == data["editors_decision"]["on"]


def test_what_nobody_decided_on_says_nothing_of_editors(client, publish):
    publish(an_open_study())
    assert "editor" not in page(client).partition("<footer")[0].replace("#editors", "")
    assert client.get(f"/api/v1/trials/{NUMBER}/").json()["editors_decision"] is None


def test_a_study_taken_off_the_lists_keeps_its_page_which_says_why_and_when(client, publish):
    publish(an_open_study())
    decided(NUMBER, is_hidden=True, hidden_reason="It asks for money before it tells who leads it.")
    assert NUMBER not in listed(client)
    text = page(client)
    assert "An editor took this study off our lists." in text
    assert "It asks for money before it tells who leads it." in text
    assert "An editor decided this (Data steward, " in text
    # Who has the number finds it, and is told.
    assert "Taken off our lists: It asks for money" in listed(client, q=NUMBER)


def test_a_note_and_a_caution_stand_on_page_and_card(client, publish):
    publish(an_open_study())
    decided(NUMBER, caution="pay", note="The fee is named on the sponsor's own page.")
    for text in (page(client), listed(client)):
        assert "Taking part may cost money" in text
        assert "The fee is named on the sponsor&#x27;s own page." in text
        assert "(Data steward, " in text


def test_a_possible_duplicate_is_linked(client, publish):
    publish(an_open_study(), an_open_study("NCT99000002", "Another study of myositis"))
    decided(NUMBER, duplicate_of_id="NCT99000002")
    text = page(client)
    assert "may be the same study as" in text
    assert 'href="/trials/NCT99000002/"' in text
    assert "Possibly the same study as NCT99000002." in listed(client)


def test_a_study_that_an_editor_finds_not_about_myositis_leaves_the_list_and_says_so(
    client, publish
):
    publish(an_open_study())
    decided(NUMBER, relevance="mention")
    assert NUMBER not in listed(client)
    for text in (page(client), listed(client, about="mention")):
        assert "This study is not about myositis" in text
        assert "An editor decided this on" in text
    # The words that our reading rested on say the opposite.
    assert "<q>A study of dermatomyositis</q>" not in page(client)


def test_a_study_that_an_editor_finds_about_myositis_is_listed(client, publish):
    publish(study(title="A study of asthma", conditionsModule={"conditions": ["Asthma"]}))
    assert NUMBER not in listed(client)
    decided(NUMBER, relevance="myositis", subtypes=[IBM])
    assert NUMBER in listed(client, condition=IBM[0])
    assert "This study is about myositis" in page(client)


def test_a_verdict_of_not_stated_stands_with_its_reason(client, publish):
    publish(an_open_study())
    decided(NUMBER, subtypes=[("dermatomyositis", "not_stated", "The title is of another study.")])
    text = page(client)
    assert "The title is of another study." in text
    assert NUMBER not in listed(client, condition="dermatomyositis")


def test_a_pinned_study_stands_first_among_those_that_fit_as_well(client, publish):
    old = {
        "statusVerifiedDate": "2019-01",
        "lastUpdatePostDateStruct": {"date": "2019-01-01"},
    }
    publish(
        an_open_study("NCT99000001"),
        an_open_study("NCT99000002", statusModule=old),
        an_open_study("NCT99000003"),
    )
    decided("NCT99000003", is_pinned=True)
    # Of doubtful freshness, and no better for being pinned.
    decided("NCT99000002", is_pinned=True)
    answer = client.get("/api/v1/trials/").json()
    numbers = [trial["nct_id"] for trial in answer["results"]]
    assert numbers == ["NCT99000003", "NCT99000001", "NCT99000002"]
    assert "Put first by our editors." in listed(client)
    text = page(client, "NCT99000003")
    assert "Our editors put this study first, ahead of others that fit just as well." in text


CALL_FIRST = {
    # Open, not looked at for more than half a year, less than a whole one.
    "statusVerifiedDate": "2026-04",
    "lastUpdatePostDateStruct": {"date": "2026-04-10"},
}


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_a_pinned_study_that_is_open_stands_before_those_that_were_confirmed_lately(
    client, publish
):
    publish(
        an_open_study("NCT99000001"),
        an_open_study("NCT99000002", statusModule=CALL_FIRST),
        an_open_study("NCT99000003", statusModule=CALL_FIRST),
    )
    decided("NCT99000003", is_pinned=True)
    for query in ({}, {"condition": "dermatomyositis"}, {"q": "dermatomyositis"}):
        assert numbers(client, **query) == ["NCT99000003", "NCT99000001", "NCT99000002"], query


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_pinning_changes_nothing_in_an_order_that_the_reader_chose(client, publish):
    publish(an_open_study("NCT99000001"), an_open_study("NCT99000002", statusModule=CALL_FIRST))
    decided("NCT99000002", is_pinned=True)
    for sort in ("updated", "newest"):
        assert numbers(client, sort=sort)[-1] == "NCT99000002"


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_a_nearer_study_stands_before_a_pinned_one(client, publish):
    here = {"state": "Massachusetts", "country": "United States"}
    near = site(city="Boston", geoPoint={"lat": 42.36, "lon": -71.06}, **here)
    far = site(city="Worcester", geoPoint={"lat": 42.26, "lon": -71.8}, **here)
    for number, where in (("NCT99000001", near), ("NCT99000002", far), ("NCT99000003", far)):
        there = {"centralContacts": [contact()], "locations": [where]}
        publish(an_open_study(number, contactsLocationsModule=there))
    decided("NCT99000003", is_pinned=True)
    query = {"place": "Boston, MA", "within": "100"}
    assert numbers(client, **query) == ["NCT99000001", "NCT99000003", "NCT99000002"]


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_a_study_that_only_mentions_the_words_is_not_put_before_those_about_them(client, publish):
    publish(
        an_open_study("NCT99000001", title="Zerbatumab in dermatomyositis"),
        an_open_study("NCT99000002", descriptionModule={"briefSummary": "Unlike zerbatumab."}),
    )
    decided("NCT99000002", is_pinned=True)
    for query in ({"q": "zerbatumab"}, {"q": "zerbatumab", "condition": "dermatomyositis"}):
        assert numbers(client, **query) == ["NCT99000001", "NCT99000002"], query


def numbers(client, **query):
    return [trial["nct_id"] for trial in client.get("/api/v1/trials/", query).json()["results"]]


def test_a_decision_taken_back_restores_our_reading(client, publish):
    publish(an_open_study())
    curation = decided(NUMBER, is_hidden=True, hidden_reason="A test.", subtypes=[IBM])
    curation.delete()
    assert NUMBER in listed(client)
    assert Trial.objects.get().includes == ["dermatomyositis"]
    assert "An editor" not in page(client)


def test_many_decisions_taken_back_at_once_restore_our_readings(publish):
    publish(an_open_study(), an_open_study("NCT99000002"))
    for number in (NUMBER, "NCT99000002"):
        decided(number, is_hidden=True, hidden_reason="A test.")
    TrialCuration.objects.all().delete()
    assert Trial.objects.listed().count() == 2
    assert [trial.decisions for trial in Trial.objects.all()] == [{}, {}]


def test_the_registrys_text_stays_as_it_is(client, publish):
    publish(an_open_study(**eligibility(decisions.BARRED)))
    before = Trial.objects.values("brief_title", "eligibility_criteria", "record").get()
    decided(NUMBER, relevance="mention", note="A note.", subtypes=[IBM])
    assert Trial.objects.values("brief_title", "eligibility_criteria", "record").get() == before


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([roles.STEWARDS], "Data steward"),
        ([roles.ADMINISTRATORS], "Administrator"),
        ([roles.ADMINISTRATORS, roles.STEWARDS], "Data steward"),
        ([roles.EDITORS, roles.ADMINISTRATORS], "Administrator"),
        ([], "Editor"),
    ],
)
def test_a_decision_is_signed_with_the_role_of_its_group(groups, role):
    assert role_of(person("somebody", *groups)) == role


def test_the_page_on_how_we_read_says_that_editors_can_overrule_us(client):
    text = client.get("/how-we-read-trials/").content.decode()
    assert 'id="editors"' in text
    assert "“An editor decided" in text


def test_the_feed_tells_of_a_caution(client, publish):
    publish(an_open_study())
    decided(NUMBER, caution="site")
    assert "lists no location for the study" in client.get("/trials.atom").content.decode()


def test_a_hand_that_decides_nothing_shows_nothing(client, publish):
    publish(an_open_study())
    curation = decided(NUMBER, settled=["subtypes"])
    assert not curation.is_empty
    assert "From our editors" not in page(client)
    assert client.get(f"/api/v1/trials/{NUMBER}/").json()["editors_decision"] is None
    assert SubtypeDecision.objects.count() == 0
