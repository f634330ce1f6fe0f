"""The API as a whole: what it says of itself holds for what it answers."""

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from openapi_spec_validator import validate

from myositis_portal import api
from tests import knowledge
from tests.organizations import made
from tests.studies import contact, site, study
from tests.trials.decisions import decided
from trials.models import Trial

pytestmark = pytest.mark.django_db

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture
def portal(publish):
    """Something of everything."""
    publish(
        study(
            title="A study of dermatomyositis",
            contactsLocationsModule={
                "centralContacts": [contact()],
                "locations": [site("Lyon", contacts=[contact()])],
            },
            eligibilityModule={
                "eligibilityCriteria": "Inclusion Criteria:\n* Dermatomyositis\n"
                "Exclusion Criteria:\n* Inclusion body myositis"
            },
        ),
        study("NCT99000002", "COMPLETED"),
    )
    publish(study("NCT99000002", "WITHDRAWN"))
    decided(Trial.objects.get(pk="NCT99000002"), note="A note.")
    disease = knowledge.condition(
        "dermatomyositis", knowledge.section("signs"), knowledge.statement("A rash.")
    )
    knowledge.signed(disease)
    knowledge.guide()
    knowledge.term("Biopsy", references=[knowledge.reference()])
    helps = made.organization("helpers", [made.phone()], conditions=("dermatomyositis",))
    made.meeting(helps)


ASKED = [
    *("", "trials/", "trials/?status=all&fields=nct_id,locations", "trials/NCT99000001/"),
    *("trials/?q=dermatomyositis+near+Lyon", "trials/NCT99000001/?fields=nct_id"),
    *("readings/", "readings/NCT99000001/", "readings/?relevance=myositis&fields=subtypes"),
    *("requirements/?name=biopsy", "freshness/", "changes/", "changes/?since=2026-01-01"),
    *("conditions/", "conditions/dermatomyositis/", "guides/", "glossary/?q=biopsy"),
    *("organizations/?place=Lyon,+France", "organizations/helpers/", "meetings/", "status/"),
    *("places/?q=Boston", "places/?q=Cleveland", "places/?q=Nowhereville"),
    *("trials/?age=x", "trials/NCT00000000/", "conditions/x/"),
]


def route_of(address):
    """The address as the description has it."""
    path = f"/api/v1/{address}".partition("?")[0]
    for named in api.description()["paths"]:
        parts, wanted = path.split("/"), named.split("/")
        if len(parts) == len(wanted) and all(
            a == b or (b.startswith("{") and a) for a, b in zip(parts, wanted, strict=True)
        ):
            return named
    raise LookupError(address)


def test_every_answer_fits_the_description(client, portal):
    assert {address: told for address in ASKED if (told := misfits(client, address))} == {}


def misfits(client, address):
    """What of an answer is not as the description says."""
    response = client.get(f"/api/v1/{address}")
    described = api.description()["paths"][route_of(address)]["get"]
    [(kind, content)] = described["responses"][str(response.status_code)]["content"].items()
    if response["Content-Type"].partition(";")[0] != kind:
        return [response["Content-Type"]]
    components = api.description()["components"]
    whole = {"$schema": SCHEMA, **content["schema"], "components": components}
    errors = jsonschema.Draft202012Validator(whole).iter_errors(response.json())
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def test_the_description_is_valid_and_nothing_in_it_was_guessed():
    GENERATOR_STATS.reset()
    api.description.cache_clear()
    validate(api.description())
    assert not GENERATOR_STATS


def test_the_description_is_the_one_that_was_written_down():
    """Whoever changes the API sees in the difference of this file what breaks."""
    written = api.DOCUMENT.read_text(encoding="utf-8")
    assert written == api.description_as_yaml(), "run: .venv/bin/python manage.py describe_api"


def test_a_change_that_was_not_written_down_fails_the_check(monkeypatch, tmp_path):
    call_command("describe_api", "--check")
    old = tmp_path / "openapi.yaml"
    old.write_text("openapi: 3.1.0\n")
    monkeypatch.setattr(api, "DOCUMENT", old)
    with pytest.raises(CommandError, match=r"openapi\.yaml"):
        call_command("describe_api", "--check")
    assert old.read_text() == "openapi: 3.1.0\n"


def test_examples_fit_what_they_are_examples_of():
    components = api.description()["components"]
    found = [
        (name, example)
        for name, schema in components["schemas"].items()
        for example in schema.get("examples", ())
    ]
    assert {"FoundTrial", "Reading", "Organization", "Condition"} <= {name for name, _ in found}
    for name, example in found:
        whole = {"$ref": f"#/components/schemas/{name}", "components": components}
        jsonschema.Draft202012Validator(whole).validate(example)


def test_every_address_of_the_api_is_described_and_every_list_is_in_the_index(client):
    routes = {
        str(before.pattern) + str(inside.pattern)
        for before in get_resolver().url_patterns
        if str(before.pattern).startswith(api.PREFIX)
        for inside in getattr(before, "url_patterns", ())
    }
    assert len(routes) > 10
    described = api.description()["paths"]
    assert {route.count("/") for route in routes} <= {path.count("/") - 1 for path in described}
    index = client.get("/api/v1/").json()
    assert set(index["addresses"]) == set(api.LISTS)
    for name, address in index["addresses"].items():
        path = address.removeprefix("http://testserver")
        assert client.get(path, {"q": "Boston"} if name == "places" else {}).status_code == 200
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"


def test_fields_leave_out_all_others(client, portal):
    rows = client.get("/api/v1/trials/?status=all&fields=nct_id,url").json()["results"]
    assert {frozenset(row) for row in rows} == {frozenset({"nct_id", "url"})}
    rows = client.get("/api/v1/trials/?status=all&fields=nct_id&fields=url").json()["results"]
    assert {frozenset(row) for row in rows} == {frozenset({"nct_id", "url"})}
    one = client.get("/api/v1/organizations/helpers/?fields=name").json()
    assert set(one) == {"name", "notice"}


def test_a_typed_place_is_what_every_search_takes_it_for(client):
    boston = client.get("/api/v1/places/?q=Boston").json()
    assert boston["is_settled"]
    assert boston["results"][0]["label"] == "Boston, Massachusetts, United States"
    cleveland = client.get("/api/v1/places/?q=Cleveland").json()
    assert not cleveland["is_settled"]
    assert len(cleveland["results"]) > 1
    nowhere = client.get("/api/v1/places/?q=Nowhereville").json()
    assert (nowhere["is_settled"], nowhere["results"]) == (False, [])
    assert nowhere["message"]


def test_the_status_is_what_the_other_address_says(client, portal):
    response = client.get("/api/v1/status/")
    said, other = response.json(), client.get("/status.json").json()
    assert set(said) == set(other)
    assert (said["edition"], said["trials"]) == (other["edition"], other["trials"])
    assert response["Cache-Control"] == "no-store"


def test_what_did_not_change_is_not_sent_again(client, portal):
    for address in ("trials/", "readings/", "glossary/", "openapi.json"):
        first = client.get(f"/api/v1/{address}")
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    Trial.objects.update(brief_title="Another")
    first = client.get("/api/v1/glossary/")["ETag"]
    assert client.get("/api/v1/trials/", headers={"If-None-Match": first}).status_code == 200
