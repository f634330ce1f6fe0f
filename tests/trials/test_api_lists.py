"""Readings, freshness and changes for programs."""

import pytest

from tests.studies import site, study
from tests.trials.decisions import decided
from trials.models import Trial, TrialChange

pytestmark = pytest.mark.django_db

CRITERIA = "Inclusion Criteria:\n* Dermatomyositis\nExclusion Criteria:\n* Inclusion body myositis"


def whole_list(client, address):
    """All rows of a list, page after page."""
    rows = []
    while address:
        answer = client.get(address).json()
        rows += answer["results"]
        address = answer["next"]
    return rows


def test_readings_have_the_quotes_that_they_rest_on_and_the_words_that_decided(client, publish):
    publish(study(eligibilityModule={"eligibilityCriteria": CRITERIA}))
    [row] = client.get("/api/v1/readings/").json()["results"]
    of = {verdict["subtype"]: verdict for verdict in row["subtypes"]}
    assert of["dermatomyositis"]["state"] == "included"
    barred = of["inclusion-body-myositis"]
    assert (barred["state"], barred["quote"]) == ("excluded", "Inclusion body myositis")
    assert barred["field"] == "eligibility_criteria"
    assert isinstance(barred["cues"], list)
    assert row["relevance"] == "myositis"
    assert row["relevance_quote"]["text"] in ("Dermatomyositis", "A study of something")
    assert {answer["name"] for answer in row["requirements"]} >= {"groups", "biopsy"}
    assert client.get("/api/v1/readings/NCT99000001/").json() == row


def test_a_page_of_a_long_list_begins_where_the_last_one_ended(client, publish):
    publish(*[study(f"NCT99{n:06}") for n in range(1, 8)])
    first = client.get("/api/v1/readings/?page_size=3&fields=nct_id").json()
    assert [row["nct_id"] for row in first["results"]] == [f"NCT99{n:06}" for n in (1, 2, 3)]
    # One of those that were seen goes: by numbers of pages, one would be missed.
    Trial.objects.filter(pk="NCT99000002").update(is_hidden=True)
    rest = whole_list(client, first["next"])
    assert [row["nct_id"] for row in rest] == [f"NCT99{n:06}" for n in (4, 5, 6, 7)]


def test_hidden_studies_are_in_none_of_the_lists(client, publish):
    publish(study(), study("NCT99000002"))
    publish(study("NCT99000002", "COMPLETED"))
    Trial.objects.filter(pk="NCT99000002").update(is_hidden=True)
    for name in ("readings", "requirements", "freshness", "changes"):
        rows = whole_list(client, f"/api/v1/{name}/")
        assert "NCT99000002" not in {row["nct_id"] for row in rows}, name


def test_readings_of_one_kind_alone(client, publish):
    publish(study(), study("NCT99000002"))
    Trial.objects.filter(pk="NCT99000002").update(relevance="mention")
    rows = whole_list(client, "/api/v1/readings/?relevance=mention")
    assert [row["nct_id"] for row in rows] == ["NCT99000002"]


def test_requirements_of_one_question_with_its_words(client, publish):
    publish(study())
    answer = client.get("/api/v1/requirements/?name=biopsy").json()
    [row] = answer["results"]
    assert [one["name"] for one in row["requirements"]] == ["biopsy"]
    questions = {one["name"]: one["question"] for one in answer["questions"]}
    assert questions["biopsy"]


def test_freshness_is_that_of_the_page_and_null_where_the_status_says_no(client, publish):
    publish(
        study(contactsLocationsModule={"locations": [site()]}),
        study("NCT99000002", "COMPLETED"),
    )
    open_one, closed = whole_list(client, "/api/v1/freshness/")
    [found] = client.get("/api/v1/trials/?q=NCT99000001").json()["results"]
    assert open_one["freshness"] == found["freshness"]
    assert open_one["freshness"]["reasons"]
    assert (closed["freshness"], closed["is_open"]) == (None, False)


def test_changes_say_what_was_and_what_is_the_newest_first(client, publish):
    publish(study(), study("NCT99000002"))
    publish(study("NCT99000001", "COMPLETED"))
    publish(study("NCT99000002", "SUSPENDED"))
    rows = [r for r in whole_list(client, "/api/v1/changes/") if r["field"] == "overall_status"]
    assert [(row["nct_id"], row["before"], row["after"]) for row in rows] == [
        ("NCT99000002", "RECRUITING", "SUSPENDED"),
        ("NCT99000001", "RECRUITING", "COMPLETED"),
    ]
    only = whole_list(client, "/api/v1/changes/?nct_id=nct99000001&field=overall_status")
    assert [row["nct_id"] for row in only] == ["NCT99000001"]
    assert whole_list(client, "/api/v1/changes/?since=2100-01-01") == []
    assert len(whole_list(client, "/api/v1/changes/?page_size=1")) == TrialChange.objects.count()


@pytest.mark.parametrize(
    "asked",
    [
        *("since=soon", "since=9999-12-31T23:59:59-05:00", "since=0001-01-01T00:00:00%2B14:00"),
        *("nct_id=NCT1", "nct_id=x"),
    ],
)
def test_a_filter_of_changes_that_cannot_be_used_is_named(client, asked):
    response = client.get(f"/api/v1/changes/?{asked}")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {asked.partition("=")[0]}


@pytest.mark.parametrize(
    "since", ["4515-12-27T04:08:09.203-23:23", "2026-01-01T00:00:00%2B23:59", "0001-01-01"]
)
def test_a_moment_in_a_zone_that_the_database_does_not_know_is_a_moment(client, since):
    assert client.get(f"/api/v1/changes/?since={since}").json()["results"] == []


def test_an_editors_decision_stands_beside_our_reading(client, publish):
    publish(study())
    decided(Trial.objects.get(), note="Call first.")
    [row] = client.get("/api/v1/readings/").json()["results"]
    assert row["editors_decision"]["note"] == "Call first."


def test_an_old_number_redirects_to_the_reading_of_the_new_one(client, publish):
    record = study()
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record)
    response = client.get("/api/v1/readings/NCT99000901/?fields=nct_id")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/readings/NCT99000001/?fields=nct_id"
