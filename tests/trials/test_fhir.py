"""Studies as FHIR R4: valid by the models of fhir.resources, and no more than the record says."""

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.researchstudy import ResearchStudy

from tests.studies import contact, site, study
from trials.choices import Presence, Status
from trials.models import Trial
from trials.sync import runner

pytestmark = pytest.mark.django_db

ONE = "/fhir/ResearchStudy/NCT99000001"
CRITERIA = "Inclusion Criteria:\n* Dermatomyositis\nExclusion Criteria:\n* Inclusion body myositis"


def read(client, address, kind=ResearchStudy, status=200):
    """The answer, valid."""
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/fhir+json"
    data = response.json()
    kind.model_validate(data)
    return data


def test_a_study_says_what_its_record_says(client, publish):
    publish(
        study(
            title="A study of dermatomyositis",
            designModule={"phases": ["PHASE2", "PHASE3"], "studyType": "INTERVENTIONAL"},
            statusModule={"startDateStruct": {"date": "2025-03", "type": "ESTIMATED"}},
            eligibilityModule={"eligibilityCriteria": CRITERIA, "sex": "FEMALE"},
            contactsLocationsModule={
                "centralContacts": [contact()],
                "locations": [site("Lyon", geoPoint={"lat": 45.7, "lon": 4.8})],
            },
        )
    )
    found = read(client, ONE)
    assert (found["id"], found["title"]) == ("NCT99000001", "A study of dermatomyositis")
    assert found["identifier"][0]["value"] == "NCT99000001"
    assert found["status"] == "active"
    assert found["phase"]["coding"][0]["code"] == "phase-2-phase-3"
    assert found["period"] == {"start": "2025-03"}
    assert found["condition"] == [{"text": "Dermatomyositis"}]
    assert found["contact"][0]["telecom"][0] == {"system": "phone", "value": "202-555-0143"}
    place, people = found["contained"]
    assert found["site"] == [{"reference": f"#{place['id']}"}]
    assert place["address"] == {"city": "Lyon", "country": "France"}
    assert place["position"] == {"longitude": 4.8, "latitude": 45.7}
    assert found["enrollment"] == [{"reference": f"#{people['id']}"}]
    of = {one["code"]["text"]: one for one in people["characteristic"]}
    assert of["Age"]["valueRange"]["low"]["value"] == 18
    assert of["Type of myositis"]["exclude"] is True
    assert of["Type of myositis"]["valueCodeableConcept"]["text"] == "Inclusion body myositis"


@pytest.mark.parametrize("status", [*Status.values, "", "ODD"])
def test_a_study_of_any_status_is_valid_and_keeps_the_registrys_word(client, publish, status):
    publish(study(status=status or "RECRUITING"))
    Trial.objects.update(overall_status=status)
    found = read(client, ONE)
    assert found["note"] == [{"text": f"ClinicalTrials.gov: {status}".strip()}]
    if status in ("UNKNOWN", "WITHHELD", "", "ODD"):
        assert found["_status"]["extension"][0]["valueCode"] == "unknown"
    else:
        assert found["status"]


def test_every_sample_is_valid_alone_and_in_a_search(client):
    runner.load_samples()
    numbers = list(Trial.objects.values_list("pk", flat=True))
    assert len(numbers) > 5
    for number in numbers:
        read(client, f"/fhir/ResearchStudy/{number}")
    whole = read(client, "/fhir/ResearchStudy?status=all&_count=100", Bundle)
    assert {one["resource"]["id"] for one in whole["entry"]} <= set(numbers)


def test_hostile_and_empty_texts_are_valid(client, publish):
    publish(study(title=" \u0007 ", descriptionModule={"briefSummary": "\n\t "}))
    found = read(client, ONE)
    assert "title" not in found
    assert "description" not in found


def test_a_search_is_that_of_the_page_with_pages_to_follow(client, publish):
    publish(*[study(f"NCT99{n:06}") for n in range(1, 6)], study("NCT99000009", "COMPLETED"))
    first = read(client, "/fhir/ResearchStudy?condition=dermatomyositis&_count=2", Bundle)
    assert (first["type"], first["total"], len(first["entry"])) == ("searchset", 5, 2)
    found, address = [], first["link"][0]["url"]
    while address:
        page = read(client, address, Bundle)
        found += [one["resource"]["id"] for one in page["entry"]]
        address = next((one["url"] for one in page["link"] if one["relation"] == "next"), None)
    page = client.get("/api/v1/trials/?condition=dermatomyositis&page_size=100").json()
    assert found == [trial["nct_id"] for trial in page["results"]]
    assert first["entry"][0]["fullUrl"] == f"http://testserver/fhir/ResearchStudy/{found[0]}"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=completed", ["NCT99000002"]),
        ("status=active", ["NCT99000001"]),
        ("status=active,completed&sort=newest", ["NCT99000001", "NCT99000002"]),
        ("_id=NCT99000002", ["NCT99000002"]),
        ("identifier=https://clinicaltrials.gov|NCT99000002", ["NCT99000002"]),
        ("identifier=NCT99000002", ["NCT99000002"]),
        ("_id=nct99000001,NCT99000002", ["NCT99000001", "NCT99000002"]),
        ("_id=NCT00000000", []),
        ("_text=something", ["NCT99000001"]),
        ("location=France", ["NCT99000001"]),
        ("status=withdrawn", []),
    ],
)
def test_fhirs_own_parameters_are_taken_where_ours_fit(client, publish, asked, found):
    publish(
        study(contactsLocationsModule={"locations": [site("Lyon")]}),
        study("NCT99000002", "COMPLETED"),
    )
    bundle = read(client, f"/fhir/ResearchStudy?{asked}", Bundle)
    assert sorted(one["resource"]["id"] for one in bundle.get("entry", ())) == found


@pytest.mark.parametrize(
    "asked",
    [
        *("colour=red", "age=x", "status=open,x", "within=50"),
        # Words are no number of a study, and other registries have others.
        *("_id=dermatomyositis", "identifier=https://a.example|NCT99000001", "_id=", "_id=NCT1,"),
    ],
)
def test_what_cannot_be_used_is_an_outcome_that_names_it(client, publish, asked):
    publish(study())
    data = read(client, f"/fhir/ResearchStudy?{asked}", OperationOutcome, 400)
    assert asked.partition("=")[0] in data["issue"][0]["diagnostics"]


def test_a_study_that_is_not_here_or_gone_is_an_outcome(client, publish):
    publish(study())
    read(client, "/fhir/ResearchStudy/NCT00000000", OperationOutcome, 404)
    Trial.objects.update(presence=Presence.GONE)
    read(client, ONE, OperationOutcome, 410)


def test_the_server_says_what_it_can_do(client):
    found = read(client, "/fhir/metadata", CapabilityStatement)
    assert found["fhirVersion"] == "4.0.1"
    [resource] = found["rest"][0]["resource"]
    assert resource["type"] == "ResearchStudy"
    names = {one["name"] for one in resource["searchParam"]}
    assert names == {"_id", "identifier", "status", "location", "_text"}


def test_old_numbers_and_small_letters_redirect_wherever_a_study_has_an_address(client, publish):
    record = study()
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record)
    for before, after in (
        *(("/trials/", "/"), ("/api/v1/trials/", "/"), ("/api/v1/readings/", "/")),
        ("/fhir/ResearchStudy/", ""),
    ):
        for number in ("nct99000001", "NCT99000901"):
            response = client.get(f"{before}{number}{after}?for=child")
            assert response.status_code == 301
            assert response["Location"] == f"{before}NCT99000001{after}?for=child"
