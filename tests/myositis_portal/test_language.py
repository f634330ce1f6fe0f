"""The language of a page is the one that its address names, and no other."""

import re

import pytest
from django.utils import translation

from tests import pages
from tests.studies import contact, site, study

pytestmark = pytest.mark.django_db

# The same in every language: files, and what programs read.
APART = ("/static/", "/api/", "/data/files/", "/status.json")
RECRUITING = {
    "contactsLocationsModule": {"centralContacts": [contact()], "locations": [site()]},
}


@pytest.fixture(autouse=True)
def no_language_left():
    yield
    translation.deactivate()


@pytest.fixture
def spanish(settings):
    """As if there were a translation. Django has its own, of dates and numbers."""
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]


def language_of(response):
    return re.search(r'<html lang="([^"]*)"', response.content.decode())[1]


@pytest.mark.parametrize("address", ["/es/", "/es/trials/", "/en/", "/xx/about/", "/es-mx/"])
def test_a_language_without_a_translation_has_no_pages(client, settings, address):
    settings.LANGUAGES = [("en", "English")]
    response = client.get(address)
    assert response.status_code == 404
    assert language_of(response) == "en"


def test_pages_below_es_are_spanish_and_lead_to_spanish_pages(client, publish, spanish):
    publish(study(**RECRUITING))
    for address in pages.addresses("/es"):
        response = client.get(address)
        assert (response.status_code, language_of(response)) == (200, "es"), address
        links = re.findall(r'(?:href|action)="(/[^"]*)"', response.content.decode())
        assert links, address
        elsewhere = [link for link in links if not link.startswith(("/es/", *APART))]
        assert not elsewhere, address


def test_a_study_and_what_is_not_found_are_spanish_too(client, publish, spanish):
    publish(study(**RECRUITING))
    found, missing = client.get("/es/trials/NCT99000001/"), client.get("/es/nothing/")
    assert (found.status_code, missing.status_code) == (200, 404)
    assert (language_of(found), language_of(missing)) == ("es", "es")
    assert "20 de octubre de 2026" in found.content.decode()
    assert client.get("/es/trials")["Location"] == "/es/trials/"
    assert client.get("/es/trials/nct99000001/")["Location"] == "/es/trials/NCT99000001/"


def test_an_address_without_a_language_is_english_whatever_the_browser_wants(client, spanish):
    client.cookies["django_language"] = "es"
    client.get("/es/")
    response = client.get("/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert (response.status_code, language_of(response)) == (200, "en")
    assert "Accept-Language" not in response.get("Vary", "")
    assert not response.cookies
    # Neither a foreign form of the code nor one in the middle of an address.
    for address in ("/es-mx/", "/ES/", "/trials/es/"):
        assert client.get(address).status_code == 404


def test_tables_and_feeds_follow_the_language_while_they_are_sent(client, publish, spanish):
    publish(study(**RECRUITING))
    table = client.get("/es/trials.csv")
    client.get("/es/trials/")
    rows = b"".join(table.streaming_content).decode()
    assert "20 de octubre de 2026" in rows
    assert "/es/trials/NCT99000001/" in rows
    assert b"/es/trials/NCT99000001/" in client.get("/es/trials.atom").content
    assert b"/es/" not in b"".join(client.get("/trials.csv").streaming_content)


def test_what_programs_read_has_no_language(client, publish, spanish):
    publish(study(**RECRUITING))
    for address in ("/api/v1/trials/", "/status.json", "/healthz", "/readyz"):
        assert client.get(address).status_code == 200
        assert client.get(f"/es{address}").status_code == 404
    [trial] = client.get("/api/v1/trials/").json()["results"]
    assert trial["url"] == "http://testserver/trials/NCT99000001/"


def test_an_error_page_is_in_the_language_of_its_address(client, spanish, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("myositis_portal.views.Trial", None)
    response = client.get("/es/")
    assert (response.status_code, language_of(response)) == (500, "es")
    assert 'href="/es/"' in response.content.decode()
    # A foreign host is refused before any view; it must not hear the last reader's language.
    assert language_of(client.get("/", headers={"host": "elsewhere.example"})) == "en"
