"""Random questions: the page and all other ways to the data give the same studies."""

import csv
import gzip
import io
import json
import random
from functools import partial
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

from myositis_portal import mcp_server
from tests.client import soup
from tests.studies import site, study
from trials import feeds
from trials.bulk import editions
from trials.bulk import write as bulk
from trials.models import Trial

pytestmark = pytest.mark.django_db

QUESTIONS = [12, pytest.param(100, marks=pytest.mark.exhaustive)]
DISEASES = ["Dermatomyositis", "Polymyositis", "Inclusion Body Myositis", "Myasthenia Gravis"]
STATUSES = ["RECRUITING", "COMPLETED", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION"]
PARAMETERS = {
    "q": ["", "dermatomyositis", "rituximab", "IVIG children", "NCT99000004", "-placebo", "xyzzy"],
    "condition": ["", "dermatomyositis", "inclusion-body-myositis", "inflammatory-myopathy"],
    "about": ["", "muscle", "mention"],
    "status": ["", "open", "all", "COMPLETED", "RECRUITING,COMPLETED"],
    "phase": ["", "PHASE2", "PHASE1,PHASE3"],
    "type": ["", "INTERVENTIONAL", "OBSERVATIONAL"],
    "country": ["", "France", "United States"],
    "sex": ["", "FEMALE"],
    "age": ["", "9", "45"],
    "sort": ["", "newest", "updated", "relevance"],
}


@pytest.fixture
def portal(publish, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    chance = random.Random(2026)
    publish(
        *(
            study(
                f"NCT99{number:06}",
                chance.choice(STATUSES),
                f"A study of {chance.choice(['rituximab', 'IVIG', 'placebo'])} {number}",
                conditionsModule={"conditions": [chance.choice(DISEASES)]},
                designModule={
                    "studyType": chance.choice(["INTERVENTIONAL", "OBSERVATIONAL"]),
                    "phases": [f"PHASE{chance.randint(1, 3)}"],
                },
                eligibilityModule={
                    "sex": chance.choice(["ALL", "FEMALE", "MALE"]),
                    "minimumAge": chance.choice(["2 Years", "18 Years", "50 Years"]),
                },
                contactsLocationsModule={
                    "locations": [
                        site("Lyon") if chance.random() < 0.5 else site("Boston", "United States")
                    ]
                },
            )
            for number in range(1, 41)
        )
    )
    bulk.write()


def asked(chance):
    """Some of the parameters, some of their values."""
    names = chance.sample(sorted(PARAMETERS), chance.randint(0, 4))
    found = {name: chance.choice(PARAMETERS[name]) for name in names}
    return {name: value for name, value in found.items() if value}


def by_page(client, query):
    found = []
    for number in range(1, 4):
        page = soup(client.get("/trials/", query | {"page": number}))
        cards = page.select("main article.card h2 a, main article.card h3 a")
        found += [link["href"].split("/")[2] for link in cards if "/trials/NCT" in link["href"]]
        if not page.select("main a[rel=next]"):
            break
    return found


def by_api(client, query):
    answer = client.get("/api/v1/trials/", query | {"page_size": 100, "fields": "nct_id"}).json()
    return [row["nct_id"] for row in answer["results"]]


def by_csv(client, query):
    text = b"".join(client.get("/trials.csv", query).streaming_content).decode("utf-8-sig")
    return [row["nct_id"] for row in csv.DictReader(io.StringIO(text))]


def by_atom(client, query):
    feed = ElementTree.fromstring(client.get("/trials.atom", query).content)
    return [entry.findtext("{*}id").split("/")[-2] for entry in feed.findall("{*}entry")]


def by_fhir(client, query):
    bundle = client.get("/fhir/ResearchStudy", query | {"_count": 100}).json()
    return [one["resource"]["id"] for one in bundle.get("entry", ())]


def by_mcp(client, query):
    """Over HTTP, as an assistant asks: twenty studies at a time."""
    names = {"q": "words", "type": "study_type"}
    arguments = {names.get(name, name): value for name, value in query.items()} | {"limit": 20}
    found, count = [], 1
    while len(found) < count:
        arguments["page"] = len(found) // 20 + 1
        called = {"name": "search_trials", "arguments": arguments}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": called}
        response = client.generic(
            "POST",
            "/mcp/",
            json.dumps(message),
            content_type="application/json",
            headers={"accept": "application/json"},
        )
        answer = json.loads(response.json()["result"]["content"][0]["text"])
        found += [study["nct_id"] for study in answer["studies"]]
        count = answer["count"]
    return found


def by_bulk():
    """All files of studies have the same ones."""
    file = partial(editions.file, "latest")
    found = [json.loads(line)["nct_id"] for line in gzip.open(file("trials.jsonl.gz"))]
    with gzip.open(file("trials.csv.gz"), "rt", encoding="utf-8-sig", newline="") as lines:
        assert [row["nct_id"] for row in csv.DictReader(lines)] == found
    assert parquet.read_table(file("trials.parquet"))["nct_id"].to_pylist() == found
    return found


@pytest.mark.parametrize("questions", QUESTIONS)
def test_page_api_csv_fhir_and_mcp_give_the_same_studies_in_the_same_order(
    client, portal, monkeypatch, questions
):
    monkeypatch.setattr(feeds, "ENTRIES", 100)
    # The connection is in a transaction that the test will take back.
    monkeypatch.setattr(mcp_server, "close_old_connections", lambda: None)
    chance = random.Random(22)
    downloaded = by_bulk()
    assert sorted(downloaded) == sorted(Trial.objects.listed().values_list("pk", flat=True))
    sizes = set()
    for _ in range(questions):
        query = asked(chance)
        found = by_api(client, query)
        assert by_csv(client, query) == found, query
        assert by_fhir(client, query) == found, query
        assert by_mcp(client, query) == found, query
        # The feed is in the order of its dates.
        assert sorted(by_atom(client, query)) == sorted(found), query
        assert set(found) <= set(downloaded), query
        assert by_page(client, query) == found, query
        sizes.add(len(found))
    assert len(sizes) > 4


def test_all_studies_of_all_kinds_are_what_the_download_has(client, portal):
    found = set()
    for about in ("", "muscle", "mention"):
        found |= set(by_api(client, {"status": "all", "about": about}))
    assert found == set(by_bulk())
