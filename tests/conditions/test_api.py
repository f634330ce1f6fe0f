"""The pages on diseases and the glossary, as programs read them."""

import datetime as dt

import pytest

from tests import knowledge
from tests.knowledge import section, statement

pytestmark = pytest.mark.django_db


def test_diseases_are_listed_with_their_dates_and_addresses(client):
    parent = knowledge.condition("inflammatory-myopathy", kind="umbrella")
    knowledge.signed(knowledge.condition(parent=parent))
    knowledge.condition("polymyositis").unpublish()
    data = client.get("/api/v1/conditions/").json()
    assert data["count"] == 2
    assert "not medical advice" in data["notice"]
    found = {row["slug"]: row for row in data["results"]}
    row = found["dermatomyositis"]
    assert row["url"] == "http://testserver/conditions/dermatomyositis/"
    assert row["parent"] == "inflammatory-myopathy"
    assert row["is_reviewed"]
    assert row["reviewed_on"] == dt.date.today().isoformat()
    assert row["last_published_at"]


def test_a_disease_has_its_statements_each_with_its_sources(client):
    source = knowledge.reference(seen_on=dt.date(2026, 11, 20))
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    knowledge.condition(
        "dermatomyositis",
        section("signs"),
        statement("A **rash**.", source, label="Skin"),
        statement("Perhaps.", source, checked=False),
        statement("Approved.", source, expires_on=yesterday),
    )
    data = client.get("/api/v1/conditions/dermatomyositis/").json()
    [part] = data["sections"]
    assert part["section"] == "signs"
    sure, unsure, expired = part["statements"]
    assert (sure["label"], sure["text"], sure["checked"]) == ("Skin", "A rash.", True)
    assert sure["sources"][0]["seen_on"] == "2026-11-20"
    assert not unsure["checked"]
    assert (expired["text"], expired["expired"], expired["sources"]) == ("", True, [])
    assert "notice" in data


def test_a_draft_is_not_there(client):
    knowledge.condition().unpublish()
    assert client.get("/api/v1/conditions/dermatomyositis/").status_code == 404


def test_the_glossary_takes_the_parameters_of_its_page(client):
    knowledge.term("Biopsy", references=[knowledge.reference()], checked=True)
    knowledge.term("Phase 1", category="trial")
    data = client.get("/api/v1/glossary/?q=BIOP").json()
    [row] = data["results"]
    assert row["url"] == "http://testserver/glossary/#biopsy"
    assert row["sources"][0]["url"] == knowledge.SOURCE
    assert [
        r["slug"] for r in client.get("/api/v1/glossary/?category=trial").json()["results"]
    ] == ["phase-1"]


def test_lists_have_pages(client):
    for number in range(3):
        knowledge.term(f"Word {number}")
    data = client.get("/api/v1/glossary/?page_size=2").json()
    assert (data["count"], len(data["results"])) == (3, 2)
    assert len(client.get(data["next"]).json()["results"]) == 1


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("glossary/?colour=red", "colour"),
        ("glossary/?category=colour", "category"),
        ("conditions/?q=x", "q"),
    ],
)
def test_a_program_is_told_what_cannot_be_used(client, address, name):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]
