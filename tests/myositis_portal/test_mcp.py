"""A client of the protocol's own library runs every tool: in this process, by a pipe, by HTTP."""

import inspect
import json
import os
import sys

import pytest
from asgiref.sync import async_to_sync
from mcp import Client, StdioServerParameters

from myositis_portal import assistant, mcp_server
from tests import knowledge
from tests.editions import database_url
from tests.environment import ROOT
from tests.organizations import made
from tests.studies import contact, site, study

pytestmark = pytest.mark.django_db

# Every tool, and answers that say no.
QUESTIONS = [
    ("search_trials", {"words": "dermatomyositis"}),
    ("get_trial", {"nct_id": "NCT99000001"}),
    ("compare", {"nct_ids": ["NCT99000001", "NCT99000002"]}),
    ("find_support", {"condition": "dermatomyositis"}),
    ("explain_term", {"term": "biopsy"}),
    ("changes", {}),
    ("get_trial", {"nct_id": "NCT00000000"}),
]


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch):
    """Here it is in a transaction that the test will take back."""
    monkeypatch.setattr(mcp_server, "close_old_connections", lambda: None)


@pytest.fixture
def portal(publish):
    there = {"centralContacts": [contact()], "locations": [site("Lyon")]}
    publish(
        study(title="A study of dermatomyositis", contactsLocationsModule=there),
        study("NCT99000002", "COMPLETED"),
    )
    publish(study("NCT99000002", "WITHDRAWN"))
    knowledge.condition("dermatomyositis")
    knowledge.term("Biopsy", references=[knowledge.reference()])
    made.organization("helpers", [made.phone()], conditions=("dermatomyositis",))


def call(name, **arguments):
    """The answer of a tool, as an assistant gets it."""

    async def ask():
        async with Client(mcp_server.server()) as client:
            return await client.call_tool(name, arguments)

    result = async_to_sync(ask)()
    assert not result.is_error, result.content
    return json.loads(result.content[0].text)


def test_every_tool_is_offered_says_what_it_does_and_only_reads():
    async def ask():
        async with Client(mcp_server.server()) as client:
            return await client.list_tools(), client.instructions

    listed, instructions = async_to_sync(ask)()
    names = [tool.name for tool in listed.tools]
    assert names == [
        *("search_trials", "get_trial", "compare", "find_support", "explain_term", "changes"),
    ]
    for tool in listed.tools:
        assert tool.description
        assert tool.annotations.read_only_hint
    assert "not medical advice" in instructions


@pytest.mark.parametrize(("name", "arguments"), QUESTIONS)
def test_every_answer_says_its_source_its_date_and_that_it_is_no_advice(portal, name, arguments):
    about = call(name, **arguments)["about"]
    assert "not medical advice" in about["notice"]
    assert "ClinicalTrials.gov" in about["sources"]
    assert about["data_of"].startswith("2026-")
    assert about["is_sample"] is False


def test_a_search_finds_what_the_page_finds(portal, client):
    found = call("search_trials", words="dermatomyositis", place="Lyon, France")
    page = client.get("/api/v1/trials/?q=dermatomyositis&place=Lyon,+France").json()
    assert [one["nct_id"] for one in found["studies"]] == [one["nct_id"] for one in page["results"]]
    assert found["studies"][0]["nearest_site"] == page["results"][0]["nearest_site"]
    assert found["studies"][0]["url"].endswith("/trials/NCT99000001/")
    assert call("search_trials", status="all")["count"] == 2
    assert len(call("search_trials", status="all", limit=1)["studies"]) == 1


def test_what_cannot_be_used_is_told_with_its_name(portal):
    found = call("search_trials", place="Cleveland")
    assert "place" in found["problem"]["errors"]
    assert "since" in call("changes", since="soon")["problem"]["errors"]
    assert call("get_trial", nct_id="NCT1")["problem"]["status"] == 400
    assert call("get_trial", nct_id="../../admin")["problem"]["status"] == 400


def test_a_study_has_its_words_and_who_can_be_called(portal):
    found = call("get_trial", nct_id="nct99000001")
    assert found["study"]["nct_id"] == "NCT99000001"
    assert found["study"]["central_contacts"][0]["phone"] == "202-555-0143"
    assert (found["sites"], found["open_sites"]) == (1, 1)
    states = {one["state"] for one in found["study"]["requirements"]}
    assert "not_stated" not in states


def test_studies_stand_side_by_side_up_to_four(portal):
    found = call("compare", nct_ids=["NCT99000002", "NCT99000001", "NCT00000000"] * 2)
    assert [one.get("nct_id") for one in found["studies"]] == [
        *("NCT99000002", "NCT99000001", None, "NCT99000002"),
    ]


def test_help_words_and_changes_are_those_of_the_pages(portal):
    [one] = call("find_support", condition="dermatomyositis")["organizations"]
    assert one["name"] == "Helpers"
    [word] = call("explain_term", term="biopsy")["words"]
    assert (word["term"], word["sources"][0]["url"]) == ("Biopsy", knowledge.SOURCE)
    [change] = [c for c in call("changes")["changes"] if c["field"] == "overall_status"]
    assert (change["nct_id"], change["after"]) == ("NCT99000002", "WITHDRAWN")


def test_no_tool_is_a_way_to_more_than_the_api(portal):
    """Each asks addresses of the API alone."""
    for function in assistant.TOOLS:
        assert inspect.getsource(function).count('"api-') == 1, function


async def answers_by(*where, **how):
    """What a client gets that asks everything, one after the other."""
    async with Client(*where, read_timeout_seconds=120, **how) as client:
        asked = [await client.call_tool(*question) for question in QUESTIONS]
    return [json.loads(result.content[0].text) for result in asked]


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_program_runs_every_tool_of_the_command_over_a_pipe(portal):
    parameters = StdioServerParameters(
        command=sys.executable,
        args=[str(ROOT / "manage.py"), "mcp"],
        env=os.environ | {"DATABASE_URL": database_url()},
    )
    answers = async_to_sync(answers_by)(parameters)
    assert answers == [call(name, **arguments) for name, arguments in QUESTIONS]
    assert [one["nct_id"] for one in answers[0]["studies"]] == ["NCT99000001"]


# With the handshake of 2025, and without one as since 2026.
@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.django_db(transaction=True)
def test_a_program_runs_every_tool_over_http(portal, live_server, mode):
    answers = async_to_sync(answers_by)(f"{live_server.url}/mcp/", mode=mode)
    assert answers == [call(name, **arguments) for name, arguments in QUESTIONS]
