"""What the portal says to search engines, language models and people who use its data."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from django.templatetags.static import static
from PIL import Image

from myositis_portal import open_data
from myositis_portal.management.commands.draw_share_pictures import DRAWINGS, FOLDER
from tests import knowledge
from tests.client import soup
from tests.organizations import made
from tests.studies import site, study
from trials.bulk import write as bulk

pytestmark = pytest.mark.django_db


def data_of(response):
    blocks = soup(response).find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in blocks]


def graph_of(response):
    """{property: content} of Open Graph."""
    found = soup(response).find_all("meta", property=re.compile("^og:"))
    assert len(found) == len({one["property"] for one in found})
    return {one["property"]: one["content"] for one in found}


def picture_of(kind):
    return f"http://testserver{static(f'share/{kind}.png')}"


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
    for address, title, picture in (
        ("/", "Myositis: understand it, find support, find a study", "portal"),
        (disease.get_absolute_url(), disease.name, "disease"),
        (guide.get_absolute_url(), guide.title, "guide"),
        (helps.get_absolute_url(), helps.name, "group"),
        (meeting.get_absolute_url(), meeting.title, "meeting"),
    ):
        graph = graph_of(client.get(f"{address}?for=child"))
        assert graph["og:title"] == title
        assert graph["og:image"] == picture_of(picture)
        assert graph["og:site_name"] == "Myositis Portal"
        # Without what the reader chose.
        assert graph["og:url"] == f"http://testserver{address}"
    response = client.get("/trials/NCT99000001/")
    assert "<b>study" not in response.text
    graph = graph_of(response)
    assert graph["og:type"] == "article"
    assert graph["og:image"] == picture_of("study")


def test_each_picture_has_the_size_that_pages_say():
    pictures = sorted(DRAWINGS)
    assert sorted(path.stem for path in FOLDER.iterdir()) == pictures
    for picture in pictures:
        path = FOLDER / f"{picture}.png"
        with Image.open(path) as found:
            assert (found.format, found.size) == ("PNG", (1200, 630))
        # Some sites that show links fetch no large ones.
        assert path.stat().st_size < 60_000


def test_language_models_learn_where_things_are_and_how_to_pass_them_on(client):
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


def test_the_page_shows_an_example_in_each_language_with_our_own_address(client):
    shown = [code.text for code in soup(client.get("/data/")).select("pre code")]
    files = [*open_data.FILE_EXAMPLES.values(), *open_data.EXAMPLES.values()]
    assert shown == [open_data.example(file, "http://testserver") for file in files]
    for text, file in zip(shown, files, strict=True):
        place = "/data/files/latest/" if file.startswith("files") else "/api/v1/trials/"
        assert f"http://testserver{place}" in text
        assert "{{" not in text


RUN = {
    "Python": [sys.executable, "-c"],
    "curl": ["bash", "-c"],
    "JavaScript": ["node", "-e"],
}


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_examples_run_and_find_the_study_near_boston(publish, live_server):
    ibm = {"conditions": ["Inclusion Body Myositis"]}
    point = {"lat": 42.36, "lon": -71.06}
    boston = site("Boston", "United States", state="Massachusetts", geoPoint=point)
    there = {"locations": [boston]}
    publish(
        study(title="A study near Boston", conditionsModule=ibm, contactsLocationsModule=there),
        *(study(f"NCT99{n:06}", conditionsModule=ibm) for n in range(2, 26)),
        study("NCT99000099", title="A study of something else"),
    )
    ran = []
    for language, command in RUN.items():
        if not shutil.which(command[0]) or (language == "curl" and not shutil.which("curl")):
            continue
        text = open_data.example(open_data.EXAMPLES[language], live_server.url)
        done = subprocess.run([*command, text], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "A study near Boston" in done.stdout, language
        assert "NCT99000099" not in done.stdout
        if language != "curl":
            # It followed the pages to the end.
            assert "NCT99000025" in done.stdout, language
        ran.append(language)
    assert "Python" in ran


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_example_that_reads_a_file_makes_a_chart_of_years(
    publish, live_server, settings, tmp_path
):
    settings.VAR_DIR = tmp_path

    def began(number, year, condition="Inclusion Body Myositis"):
        return study(
            f"NCT99{number:06}",
            conditionsModule={"conditions": [condition]},
            statusModule={"startDateStruct": {"date": f"{year}-05"}},
        )

    publish(began(1, 2024), began(2, 2026), began(3, 2026), began(4, 2025, "Polymyositis"))
    bulk.write()
    text = open_data.example(open_data.FILE_EXAMPLES["Python"], live_server.url)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["2024 # 1", "2026 ## 2"], done.stderr
