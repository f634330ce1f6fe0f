"""Every error of the API is a problem as RFC 9457 has it, and names what it is about."""

from http import HTTPStatus

import pytest

from tests.studies import study
from web.problem_details import CONTENT_TYPE

pytestmark = pytest.mark.django_db

LISTS = [
    *("trials", "readings", "requirements", "freshness", "changes", "conditions", "guides"),
    *("glossary", "organizations", "meetings", "status", "places"),
]


def problem_of(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == CONTENT_TYPE
    data = response.json()
    assert (data["type"], data["status"]) == ("about:blank", status)
    assert data["title"] == HTTPStatus(status).phrase
    assert data["detail"]
    return data


@pytest.mark.parametrize("name", [*LISTS, ""])
def test_an_unknown_parameter_is_named(client, name):
    address = f"/api/v1/{name}/" if name else "/api/v1/"
    data = problem_of(client.get(address, {"q": "Boston", "stauts": "open"}), 400)
    assert data["errors"]["stauts"][0]["code"] == "unknown"
    assert "stauts" in data["detail"]


def test_whatever_cannot_be_used_has_a_message_and_a_code(client):
    asked = {"age": "x", "place": "Cleveland", "within": "7", "status": "odd", "odd": "1"}
    errors = problem_of(client.get("/api/v1/trials/", asked), 400)["errors"]
    assert set(errors) == set(asked)
    for name, problems in errors.items():
        assert all(one["message"] and one["code"] for one in problems), name


@pytest.mark.parametrize("name", LISTS[:-2])
def test_an_unknown_field_is_named(client, name):
    data = problem_of(client.get(f"/api/v1/{name}/", {"fields": "colour"}), 400)
    [error] = data["errors"]["fields"]
    assert "colour" in error["message"]


# "p=\\ud800" and "p=9999…" as cursors write them.
@pytest.mark.parametrize(
    "cursor", ["x", "cD1cdWQ4MDA=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=", "9" * 3000]
)
@pytest.mark.parametrize("name", ["readings", "changes"])
def test_an_invalid_cursor_is_named(client, name, cursor):
    data = problem_of(client.get(f"/api/v1/{name}/", {"cursor": cursor}), 400)
    assert set(data["errors"]) == {"cursor"}


@pytest.mark.parametrize(
    "address",
    [
        *("/api/v1/nothing/", "/api/v2/", "/api/v1/trials/x/", "/api/v1/trials/?page=99"),
        *("/api/v1/trials/NCT00000000/", "/api/v1/readings/NCT00000000/"),
        *("/api/v1/conditions/x/", "/api/v1/guides/x/", "/api/v1/organizations/x/"),
    ],
)
def test_a_missing_row_is_a_problem_too(client, address):
    problem_of(client.get(address), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_a_method_that_writes_is_a_problem_and_is_told_which_do_not(client, method):
    response = client.generic(method, "/api/v1/trials/")
    problem_of(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_study_that_is_not_listed_says_where_its_record_stands(client, publish):
    publish(study())
    data = problem_of(client.get("/api/v1/trials/NCT04789070/"), 404)
    assert data["registry_url"] == "https://clinicaltrials.gov/study/NCT04789070"
