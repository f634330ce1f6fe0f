"""The bench of the API still runs: one value in every parameter, and it sees what does not fit."""

import jsonschema
import pytest

from bench import api as bench
from myositis_portal import api
from tests.studies import study

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def port(publish, live_server):
    publish(study())
    return live_server.thread.port


def test_it_asks_every_address_and_finds_nothing_wrong(port, capsys):
    wrong, count = bench.hostile(port, api.description()["paths"], 1)
    assert not wrong, "\n".join(wrong)
    assert count > 100
    printed = capsys.readouterr().out
    assert all(route in printed for route in api.description()["paths"])


@pytest.mark.parametrize(
    ("described", "fault"),
    [
        ({}, "200 is not described"),
        ({"200": ("text/html", None)}, "200 comes as application/json"),
        ({"200": ("application/json", {"required": ["color"]})}, "200 does not fit: 'color'"),
    ],
)
def test_an_answer_that_does_not_fit_is_named(port, monkeypatch, described, fault):
    route = "/api/v1/status/"
    assert list(bench.ask(port, route, route)) == []
    validators = {
        status: (kind, jsonschema.Draft202012Validator(schema or {}))
        for status, (kind, schema) in described.items()
    }
    monkeypatch.setattr(bench, "_described", lambda route: validators)
    [found] = bench.ask(port, route, route)
    assert found.startswith(fault)
