"""The address for assistants, as plain HTTP: one message, one answer, nothing kept in between."""

import json

import pytest
from django.core.cache import cache

from myositis_portal import mcp_server, open_data
from tests.studies import study
from web import client_quota, fair_share

pytestmark = pytest.mark.django_db

SOMEBODY = "9.9.9.9"


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch):
    """Here it is in a transaction that the test will take back."""
    monkeypatch.setattr(mcp_server, "close_old_connections", lambda: None)


def message(method, **parameters):
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}


def send(client, body, address="/mcp/", **headers):
    return client.generic(
        "POST",
        address,
        body if isinstance(body, bytes) else json.dumps(body).encode(),
        content_type=headers.pop("content_type", "application/json"),
        headers={"accept": "application/json, text/event-stream"} | headers,
        REMOTE_ADDR=SOMEBODY,
    )


def use(client, tool, **arguments):
    response = send(client, message("tools/call", name=tool, arguments=arguments))
    assert response.status_code == 200
    return json.loads(response.json()["result"]["content"][0]["text"])


def test_one_message_has_one_answer_and_needs_none_before_it(client, publish):
    publish(study(title="A study of dermatomyositis"))
    assert use(client, "search_trials", words="dermatomyositis")["count"] == 1
    listed = send(client, message("tools/list"))
    assert listed["Content-Type"] == "application/json"
    assert len(listed.json()["result"]["tools"]) == 6
    assert "Mcp-Session-Id" not in listed.headers
    assert not listed.cookies


def test_the_address_without_its_slash_answers_too(client):
    assert send(client, message("tools/list"), "/mcp").status_code == 200


def test_what_needs_no_answer_gets_none(client):
    told = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    response = send(client, told)
    assert (response.status_code, response.content) == (202, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_with_a_browser_is_told_how_to_ask(client, method):
    response = client.generic(method, "/mcp/", headers={"accept": "text/event-stream"})
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"


def test_nothing_can_be_ended_because_nothing_is_kept(client):
    assert client.generic("DELETE", "/mcp/").status_code == 405


def test_scripts_of_other_sites_may_ask(client):
    asked = {"Access-Control-Request-Method": "POST", "Origin": "https://a.example"}
    before = client.options("/mcp/", headers=asked)
    assert "POST" in before["Access-Control-Allow-Methods"]
    assert before["Access-Control-Allow-Headers"] == "*"
    response = send(client, message("tools/list"), origin="https://a.example")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize(
    "body",
    [
        *(
            b'"\\ud800"',
            b"x",
            b"null",
            b"[]",
            b"{}",
            b"\xff\xfe",
            b"1" * 4000,
            b"[" * 60_000,
            b"\x00",
        ),
        b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": 7}',
        b'[{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]',
    ],
)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28", "x", "9" * 3000])
def test_anything_that_is_not_a_message_is_refused(client, body, version):
    response = send(client, body, **{"mcp-protocol-version": version})
    assert response.status_code in (200, 400), response.content
    assert "error" in response.json(), response.content


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *(("nothing", {}), ("search_trials", {"limit": "x"}), ("compare", {"nct_ids": "x" * 999})),
        *(("get_trial", {}), ("changes", {"limit": None}), ("__init__", {})),
    ],
)
def test_a_question_that_no_tool_takes_is_refused(client, name, arguments):
    response = send(client, message("tools/call", name=name, arguments=arguments))
    assert response.status_code == 200
    answer = response.json()
    assert "error" in answer or answer["result"]["isError"]


@pytest.mark.parametrize("text", ["\x00", "x" * 20_000, "' OR 1=1 --", "{{ 7*7 }}", "%"])
def test_odd_words_are_words(client, text):
    found = use(client, "search_trials", words=text, place=text, condition=text)
    assert "problem" in found
    assert use(client, "explain_term", term=text)["about"]


def test_a_message_that_is_too_long_is_refused_unread(client):
    assert send(client, message("tools/list", cursor="x" * 70_000)).status_code == 413


def test_another_kind_of_content_is_refused(client):
    assert send(client, b"<a/>", content_type="text/xml").status_code == 400


def test_it_is_counted_with_the_api(client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(client_quota, "REQUESTS", 2)
    left = [send(client, message("tools/list")).headers["RateLimit"] for _ in range(2)]
    assert [one.split(";")[1] for one in left] == ["r=1", "r=0"]
    refused = send(client, message("tools/list"))
    assert (refused.status_code, refused.json()["status"]) == (429, 429)
    assert refused["Retry-After"]


def test_a_client_that_had_its_share_of_work_waits(client, monkeypatch):
    monkeypatch.setattr(fair_share, "_shares", {})
    monkeypatch.setattr(fair_share, "WORK_AT_ONCE", 0)
    assert send(client, message("tools/list")).status_code == 429


def test_an_error_on_our_side_gives_away_no_details(client, monkeypatch):
    def fails(*_args):
        raise RuntimeError("the password is secret")

    monkeypatch.setattr("myositis_portal.assistant._ask", fails)
    question = message("tools/call", name="changes", arguments={})
    response = send(client, question)
    assert response.json()["result"]["isError"]
    assert b"secret" not in response.content


def test_the_page_on_our_data_shows_the_address(client):
    assert "http://testserver/mcp/" in client.get("/data/").text
    assert "http://testserver/mcp/" in client.get("/llms.txt").text


def test_a_portal_without_the_library_runs_and_says_so(client, monkeypatch):
    monkeypatch.setattr(open_data, "find_spec", lambda name: None)
    response = send(client, message("tools/list"))
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    for address in ("/data/", "/llms.txt"):
        page = client.get(address)
        assert page.status_code == 200
        assert "/mcp/" not in page.text
