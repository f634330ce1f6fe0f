import pytest

from tests.studies import contact, site, study
from trials.choices import Presence
from trials.models import Trial
from trials.sync import runner

pytestmark = pytest.mark.django_db

LIST = "/api/v1/trials/"


def test_the_list_holds_the_rows_of_the_page(client, publish):
    publish(study("NCT99000001"), study("NCT99000002", "COMPLETED"))
    answer = client.get(LIST).json()
    assert {"count", "next", "previous", "results", "facets"} <= set(answer)
    assert answer["facets"]["status"] == {"RECRUITING": 1, "COMPLETED": 1}
    assert answer["results"][0]["nearest_site"]["is_open"] is False
    assert [trial["nct_id"] for trial in answer["results"]] == ["NCT99000001"]
    assert client.get(LIST + "?status=all").json()["count"] == 2
    assert client.get(LIST + "?status=COMPLETED&status=RECRUITING").json()["count"] == 2
    assert client.get(LIST + "?q=nothing+like+it").json()["results"] == []


def test_pages_hold_up_to_100(client, publish):
    publish(*[study(f"NCT99{n:06}") for n in range(1, 106)])
    assert len(client.get(LIST).json()["results"]) == 20
    first = client.get(LIST + "?page_size=100").json()
    assert (first["count"], len(first["results"]), first["previous"]) == (105, 100, None)
    second = client.get(first["next"]).json()
    assert (len(second["results"]), second["next"]) == (5, None)
    assert len(client.get(LIST + "?page_size=1000").json()["results"]) == 100
    assert client.get(LIST + "?page=3&page_size=100").status_code == 404


def test_what_cannot_be_used_is_400_and_says_where(client, publish):
    publish(study())
    response = client.get(LIST + "?status=OPENISH&age=old&stauts=open")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"status", "age", "stauts"}


def test_a_filter_without_what_it_needs_is_400_and_says_which(client, publish):
    publish(study())
    for asked, name in [("within=50", "within"), ("sort=distance", "sort"), ("fit=takes", "fit")]:
        response = client.get(f"{LIST}?{asked}")
        assert (response.status_code, set(response.json()["errors"])) == (400, {name})
    assert client.get(LIST + "?within=50&place=Boston").status_code == 200
    assert client.get("/trials.csv?within=50").status_code == 200


def test_a_place_that_can_be_several_is_400_with_its_choices(client, publish):
    publish(study())
    response = client.get(LIST + "?place=Cleveland")
    (error,) = response.json()["errors"]["place"]
    assert response.status_code == 400
    assert error["choices"][0] == "Cleveland, Ohio, United States"
    assert client.get(LIST, {"place": error["choices"][0]}).status_code == 200
    assert client.get(LIST + "?place=Nowhereville").json()["errors"]["place"][0]["choices"] == []


def test_one_study_has_the_fields_of_the_registry_by_their_usual_names(client, publish):
    publish(
        study(
            contactsLocationsModule={
                "centralContacts": [contact()],
                "locations": [
                    site(
                        "Ankara",
                        "Turkey (Türkiye)",
                        geoPoint={"lat": 39.9, "lon": 32.8},
                        contacts=[contact("Site Contact")],
                    )
                ],
            },
            statusModule={"startDateStruct": {"date": "2025-03", "type": "ESTIMATED"}},
        )
    )
    trial = client.get(LIST + "NCT99000001/").json()
    assert trial["url"] == "http://testserver/trials/NCT99000001/"
    assert trial["registry_url"] == "https://clinicaltrials.gov/study/NCT99000001"
    assert trial["overall_status"] == "RECRUITING"
    assert (trial["start_date"], trial["start_date_text"]) == ("2025-03-01", "2025-03")
    assert trial["minimum_age"] == "18 Years"
    assert trial["registry_conditions"] == ["Dermatomyositis"]
    assert trial["central_contacts"][0]["name"] == "Sample Contact"
    assert trial["locations"] == [
        {
            "facility": "Example Hospital Ankara",
            "status": "RECRUITING",
            "status_in_words": "Recruiting",
            "is_open": True,
            "city": "Ankara",
            "state": "",
            "zip": "",
            "country": "Turkey (Türkiye)",
            "latitude": 39.9,
            "longitude": 32.8,
            "contacts": [
                {
                    "name": "Site Contact",
                    "role": "CONTACT",
                    "phone": "202-555-0143",
                    "email": "a@example.org",
                    "links": ["tel:2025550143", "mailto:a@example.org"],
                }
            ],
        }
    ]


def test_small_letters_and_former_numbers_redirect(client, publish):
    record = study()
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record)
    for number in ("nct99000001", "NCT99000901"):
        response = client.get(f"{LIST}{number}/")
        assert (response.status_code, response["Location"]) == (301, f"{LIST}NCT99000001/")


def test_unknown_is_404_and_gone_is_410_both_as_json(client, publish):
    publish(study())
    assert client.get(LIST + "NCT00000000/").json()["detail"]
    assert client.get(LIST + "NCT00000000/").status_code == 404
    Trial.objects.update(presence=Presence.GONE)
    response = client.get(LIST + "NCT99000001/")
    assert response.status_code == 410
    assert "no longer on the registry" in response.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_can_write(client, publish, method):
    publish(study())
    assert getattr(client, method)(LIST + "NCT99000001/").status_code == 405
    assert getattr(client, method)(LIST).status_code == 405


def test_samples_are_marked_in_the_list_and_in_each_study(client):
    runner.load_samples()
    answer = client.get(LIST).json()
    assert answer["notice"] == "Sample studies, not real"
    assert all(trial["is_sample"] for trial in answer["results"])
    number = answer["results"][0]["nct_id"]
    assert client.get(f"{LIST}{number}/").json()["notice"] == "Sample studies, not real"


def test_real_studies_carry_no_such_notice(client, publish):
    runner.load_samples()
    publish(study())
    answer = client.get(LIST + "?status=all").json()
    assert "notice" not in answer
    assert [trial["is_sample"] for trial in answer["results"]] == [False]
