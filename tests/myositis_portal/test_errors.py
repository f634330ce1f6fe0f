"""What a reader sees when something is wrong: each page says what to do next."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.template import loader
from django.test import Client
from django.urls import path

from myositis_portal import edition, urls
from tests.studies import study
from trials.models import SyncRun


def fail(error):
    def view(request):
        raise error

    return view


# The portal's addresses, and some at which a view fails.
urlpatterns = [
    *urls.urlpatterns,
    path("bad/", fail(BadRequest("what is this"))),
    path("forbidden/", fail(PermissionDenied("editors only"))),
    path("broken/", fail(ZeroDivisionError("secret words"))),
    path("away/", fail(OperationalError("secret words"))),
    path("cut-off/", fail(InterfaceError("connection already closed"))),
]
handler404 = urls.handler404
handler500 = urls.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def no_database(*args, **kwargs):
    raise OperationalError("secret words")


@pytest.fixture
def without_database(monkeypatch):
    monkeypatch.setattr(connection, "cursor", no_database)


# Without pytest.mark.django_db, so that a page which asks the database fails.
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/bad/", 400, "We could not read this address"),
        ("/forbidden/", 403, "You do not have access to this page"),
        ("/broken/", 500, "Something went wrong on our side"),
        ("/away/", 503, "We will be back in a few minutes"),
        ("/cut-off/", 503, "We will be back in a few minutes"),
    ],
)
def test_an_error_page_needs_no_database_and_helps(client, without_database, address, status, says):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{says}" in page
    assert '<html lang="en">' in page
    assert 'href="/"' in page
    assert "secret words" not in page
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "429", "500", "503"])
def test_an_error_page_needs_no_list_of_static_files(name, monkeypatch):
    """As after a start without collectstatic, when every other page fails."""
    monkeypatch.setattr(staticfiles_storage, "url", fail(ValueError("no such file")))
    assert 'href="/static/portal.css"' in loader.get_template(f"{name}.html").render()


def test_a_foreign_host_is_told_so_kindly(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"We could not read this address" in response.content


def test_a_form_from_elsewhere_changes_nothing_and_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert b"Please send this form again" in response.content


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/trials/", "/status/", "/trials/NCT99000001/", "/nothing/"),
        *("/trials.csv", "/trials.atom"),
    ],
)
def test_without_its_database_the_portal_says_when_to_come_back(client, without_database, address):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "120"
    assert "We will be back in a few minutes" in page
    assert 'href="https://clinicaltrials.gov/search?cond=Myositis"' in page
    assert "secret words" not in page


def test_a_program_is_told_when_to_come_back_when_the_database_is_away(client, without_database):
    response = client.get("/api/v1/trials/")
    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == "We will be back in a few minutes."


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/urgent/", "You have trouble breathing"),
        ("/about/", "What does it do?"),
        ("/saved/", "kept only on this device"),
        ("/privacy/", "Privacy"),
        ("/accessibility/", "Accessibility"),
    ],
)
def test_a_page_that_says_nothing_of_studies_answers_without_a_database(
    client, without_database, address, says
):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert says in page
    assert "This page works without it" in page
    assert "no-store" in response["Cache-Control"]
    for claim in ("days old", "day old", "processed these data on", "first time", "now is from"):
        assert claim not in page
    assert not response.cookies


def test_with_its_database_such_a_page_says_how_old_the_data_are(client, db, publish):
    publish(study())
    page = client.get("/about/").content.decode()
    assert "What you see now is from Nov. 20, 2026." in page
    assert "works without it" not in page
    assert "A clinician has not checked" in client.get("/urgent/").content.decode()


def test_a_fault_of_such_a_page_is_a_fault(client, db, monkeypatch):
    monkeypatch.setattr(SyncRun.objects, "published", lambda: 1 / 0)
    # Another test may have asked for the edition of an equal version.
    edition._of_version.cache_clear()
    assert client.get("/about/").status_code == 500


def test_the_page_on_an_outage_leads_to_what_still_works(client, without_database):
    page = client.get("/").content.decode()
    for address in ("/urgent/", "/saved/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_with_the_database_back_the_portal_is_back(client, db, monkeypatch, publish):
    publish(study())
    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", no_database)
        assert client.get("/trials/").status_code == 503
    assert client.get("/trials/").status_code == 200


def test_the_404_page_offers_a_search(client, db, publish):
    publish(study())
    response = client.get("/nothing/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "We cannot find this page" in page
    assert re.search(r'<form [^>]*action="/trials/"', page)
    assert client.get("/trials/", {"q": "NCT99000001"}).status_code == 200


def test_an_unknown_study_is_named_on_the_404_page(client, db):
    page = client.get("/trials/NCT12345678/").content
    assert b"NCT12345678 is not among the studies we list." in page
