"""What the portal says to search engines, language models and people who use its data."""

import json
import re

import pytest

from tests import knowledge
from tests.client import soup
from tests.organizations import made
from tests.studies import study

pytestmark = pytest.mark.django_db


def data_of(response):
    blocks = soup(response).find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in blocks]


def graph_of(response):
    """{property: content} of Open Graph."""
    found = soup(response).find_all("meta", property=re.compile("^og:"))
    assert len(found) == len({one["property"] for one in found})
    return {one["property"]: one["content"] for one in found}


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("INTERVENTIONAL", "MedicalTrial"),
        ("OBSERVATIONAL", "MedicalObservationalStudy"),
    ],
)
def test_a_study_is_told_by_its_kind(client, publish, kind, says):
    publish(study(designModule={"studyType": kind}))
    [data] = data_of(client.get("/trials/NCT99000001/"))
    assert (data["@context"], data["@type"]) == ("https://schema.org", says)


def test_a_meeting_is_told_with_its_next_date_and_how_people_meet(client):
    meeting = made.meeting(made.organization("helpers"))
    [data] = data_of(client.get(meeting.get_absolute_url()))
    assert (data["@type"], data["name"]) == ("Event", meeting.title)
    assert data["startDate"] == meeting.next.isoformat()
    assert data["organizer"]["name"] == "Helpers"
    way = "Online" if meeting.is_online else "Offline"
    assert data["eventAttendanceMode"] == f"https://schema.org/{way}EventAttendanceMode"


def test_pages_that_people_share_say_what_they_are(client, publish):
    publish(study(title='A <b>study</b> of "things"'))
    disease, guide = knowledge.condition(), knowledge.guide()
    helps = made.organization("helpers")
    meeting = made.meeting(helps)
    for address, title in (
        (disease.get_absolute_url(), disease.name),
        (guide.get_absolute_url(), guide.title),
        (helps.get_absolute_url(), helps.name),
        (meeting.get_absolute_url(), meeting.title),
    ):
        graph = graph_of(client.get(f"{address}?for=child"))
        assert graph["og:title"] == title
        assert graph["og:site_name"] == "Myositis Portal"
        # Without what the reader chose.
        assert graph["og:url"] == f"http://testserver{address}"
    response = client.get("/trials/NCT99000001/")
    assert "<b>study" not in response.text
    assert graph_of(response)["og:type"] == "article"


def test_language_models_are_told_where_things_are_and_how_to_pass_them_on(client):
    response = client.get("/llms.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.text
    assert text.startswith("# Myositis Portal\n\n> ")
    assert "not medical advice" in text
    links = re.findall(r"\]\(http://testserver(/[^)]*)\)", text)
    assert len(links) > 10
    for address in links:
        assert client.get(address).status_code == 200, address


def test_robots_leave_out_what_is_for_programs(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /api/", "Disallow: /fhir/"} <= set(lines)


@pytest.mark.parametrize("address", ["/data/", "/data/api/", "/data/embed/"])
def test_every_link_of_the_pages_on_our_data_leads_somewhere(client, publish, address):
    publish(study())
    page = soup(client.get(address))
    links = {link["href"] for link in page.main.find_all("a", href=True)}
    anchors = {one["id"] for one in page.find_all(id=True)}
    for link in links:
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif link.startswith("/"):
            response = client.get(link)
            assert response.status_code == 200, link
            if response.streaming:
                assert b"".join(response.streaming_content)
