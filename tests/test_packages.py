"""The list of what the image installs, and the question whether anything is known against it."""

import json
import re

import pytest
import requests

from deploy import packages
from tests import tracked


def run(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["packages.py", *words])
    code = packages.main()
    return code, capsys.readouterr()


@pytest.fixture
def answers(monkeypatch):
    """Lets the database of advisories give these numbers for these packages."""

    def answers(**known):
        def post(_address, json, timeout):
            response = requests.Response()
            response.status_code = 200
            results = [
                {"vulns": [{"id": number} for number in known[query["package"]["name"]]]}
                if query["package"]["name"] in known
                else {}
                for query in json["queries"]
            ]
            response.json = lambda: {"results": results}
            return response

        monkeypatch.setattr(packages.requests, "post", post)

    return answers


def test_every_pinned_package_is_listed_with_its_version(monkeypatch, capsys):
    code, said = run(monkeypatch, capsys)
    listed = {one["purl"] for one in json.loads(said.out)["components"]}
    assert code == 0
    pinned = re.findall(r"(?m)^(\S+)==(\S+)", tracked.read("requirements.txt"))
    assert len(pinned) > 50
    assert listed >= {f"pkg:pypi/{name}@{version}" for name, version in pinned}


def test_a_package_with_an_advisory_fails_the_check_and_is_named(monkeypatch, capsys, answers):
    answers(django=["PYSEC-1", "GHSA-2"])
    code, said = run(monkeypatch, capsys, "--advisories")
    assert code == 1
    assert re.search(r"django \S+: PYSEC-1, GHSA-2\n", said.err)


def test_without_advisories_the_check_goes_on(monkeypatch, capsys, answers):
    answers()
    code, said = run(monkeypatch, capsys, "--advisories")
    assert (code, said.err) == (0, "")
    assert "0 with advisories" in said.out


def test_if_the_database_cannot_be_reached_that_is_said_loudly(monkeypatch, capsys):
    monkeypatch.setattr(packages, "ADVISORIES", "http://127.0.0.1:9/")
    code, said = run(monkeypatch, capsys, "--advisories")
    assert code == 0
    assert said.out.startswith("SKIPPED: no advisories were looked up")
