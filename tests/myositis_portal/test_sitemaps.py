"""/sitemap.xml names every page that readers find on the portal's lists, and no other."""

import datetime as dt
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection

from conditions.models import Condition, GlossaryTerm
from myositis_portal import sitemaps
from organizations.models import Organization
from tests import knowledge
from tests.organizations import made
from tests.studies import studies, study
from trials.choices import Presence
from trials.models import Trial

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def read(client, address):
    """{address of a page or a file: when it last changed, or None}"""
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/xml"
    entries = list(ElementTree.fromstring(response.content))
    found = {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in entries}
    assert len(found) == len(entries)
    return found


def pages(client):
    """Everything that the index leads to."""
    found = {}
    for file in read(client, "/sitemap.xml"):
        found |= read(client, file.removeprefix(HERE))
    return {address.removeprefix(HERE): changed for address, changed in found.items()}


def test_each_page_that_it_names_is_one_that_readers_and_search_engines_may_open(client, publish):
    publish(study())
    knowledge.condition("dermatomyositis")
    knowledge.guide("placebo")
    knowledge.term("Biopsy")
    made.meeting(made.organization("sample-group"))
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    found = pages(client)
    for address in found:
        assert client.get(address).status_code == 200, address
        assert robots.can_fetch("anyone", f"{HERE}{address}"), address
    for address in ("/", "/trials/", "/trials/NCT99000001/", "/conditions/dermatomyositis/",
                    "/guides/placebo/", "/glossary/", "/organizations/sample-group/",
                    "/organizations/meetings/", "/urgent/", "/how-we-read-trials/"):  # fmt: skip
        assert address in found
    assert [one for one in found if one.startswith("/organizations/meetings/")][1:]


def test_robots_txt_says_where_it_is(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt", headers={"host": "localhost"}).text.splitlines())
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


def test_a_study_says_when_its_record_last_changed(client, publish):
    publish(study())
    assert pages(client)["/trials/NCT99000001/"] == "2026-10-20"
    assert read(client, "/sitemap.xml")[f"{HERE}/sitemap-studies.xml"].startswith("2026-10-20")
    Trial.objects.update(last_update_posted_date=None)
    assert pages(client)["/trials/NCT99000001/"] is None


def test_what_an_editor_published_says_when(client):
    today = dt.datetime.now(dt.UTC).date().isoformat()
    knowledge.condition("dermatomyositis")
    knowledge.guide("placebo")
    knowledge.term("Biopsy")
    made.organization("sample-group", conditions=["dermatomyositis"])
    found = pages(client)
    for address in ("/conditions/dermatomyositis/", "/guides/placebo/", "/glossary/",
                    "/organizations/sample-group/"):  # fmt: skip
        assert found[address] == today


@pytest.mark.parametrize(
    "values",
    [
        {"is_hidden": True},
        {"is_sample": True},
        *({"presence": presence} for presence in Presence if presence != Presence.LISTED),
    ],
    ids=str,
)
def test_a_study_that_lists_do_not_show_is_not_named(client, publish, values):
    publish(*studies(2))
    Trial.objects.filter(pk="NCT99000001").update(**values)
    found = pages(client)
    assert "/trials/NCT99000001/" not in found
    assert "/trials/NCT99000002/" in found


def test_what_is_not_published_is_not_named(client):
    made.family()
    knowledge.guide("placebo").unpublish()
    made.meeting(made.organization("left-out")).organization.unpublish()
    made.meeting(made.organization("shown"), title="Over", recurrence="")
    Condition.objects.update(live=False)
    GlossaryTerm.objects.update(live=False)
    found = pages(client)
    assert "/organizations/shown/" in found
    for part in ("/guides/placebo", "/organizations/left-out", "/conditions/derm", "/meetings/1"):
        assert not [address for address in found if address.startswith(part)], part
    assert not [one for one in found if one.startswith("/organizations/meetings/")][1:]
    assert Organization.objects.filter(live=False).exists()


def test_an_empty_portal_names_its_own_pages_alone(client):
    assert set(pages(client)) == {
        *(
            "/",
            "/trials/",
            "/how-we-read-trials/",
            "/research/",
            "/conditions/",
            "/guides/",
            "/glossary/",
        ),
        *("/tracker/", "/corrections/", "/organizations/", "/organizations/meetings/"),
        *(
            "/urgent/",
            "/about/",
            "/privacy/",
            "/accessibility/",
            "/data/",
            "/data/api/",
            "/data/embed/",
        ),
    }


def test_many_studies_are_split_into_files_that_together_name_each_once(
    client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(sitemaps.Studies, "limit", 40)
    numbers = [f"NCT99{number:06}" for number in range(101)]
    Trial.objects.bulk_create(Trial(nct_id=number) for number in numbers)
    files = [file for file in read(client, "/sitemap.xml") if "studies" in file]
    assert files == [f"{HERE}/sitemap-studies.xml{end}" for end in ("", "?p=2", "?p=3")]
    found = []
    for file in files:
        with django_assert_max_num_queries(4):
            found += read(client, file.removeprefix(HERE))
    assert found == [f"{HERE}/trials/{number}/" for number in numbers]


@pytest.mark.parametrize(
    "address",
    ["/sitemap-nothing.xml", "/sitemap-studies.xml?p=2", "/sitemap-studies.xml?p=0",
     "/sitemap-studies.xml?p=x", "/sitemap-.xml"],
)  # fmt: skip
def test_a_file_that_there_is_not_is_404(client, address):
    assert client.get(address).status_code == 404


def test_a_search_engine_that_has_it_already_is_told_so(client, publish):
    publish(study())
    for address in ("/sitemap.xml", "/sitemap-studies.xml"):
        response = client.get(address)
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
        assert not response.cookies


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-studies.xml"])
def test_without_its_database_it_says_when_to_come_back(client, monkeypatch, address):
    def away(*args, **kwargs):
        raise OperationalError

    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", away)
    response = client.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "120"
