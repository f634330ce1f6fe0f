"""Methods that nothing here needs are refused before a page is run for them."""

import pytest
from django.test import Client
from django.urls import reverse

PUBLIC = [
    *("/", "/search/", "/saved/", "/trials/", "/trials/NCT99000001/", "/conditions/", "/guides/"),
    *("/glossary/", "/corrections/", "/organizations/", "/organizations/meetings/", "/status/"),
    *("/about/", "/privacy/", "/accessibility/", "/how-we-read-trials/", "/robots.txt"),
    *("/sitemap.xml", "/sitemap-studies.xml"),
    *("/trials.csv", "/trials.atom", "/organizations.csv", "/organizations/meetings.ics"),
    *("/api/v1/trials/", "/api/v1/trials/NCT99000001/", "/api/v1/conditions/", "/api/v1/glossary/"),
    *("/api/v1/organizations/", "/status.json", "/healthz", "/readyz", "/nothing/"),
]
UNKNOWN = ["TRACE", "TRACK", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "GETX", "-"]


# Without pytest.mark.django_db: an address that asks the database fails.
@pytest.mark.parametrize("method", UNKNOWN)
def test_other_methods_are_refused_at_every_public_address(client, method):
    for address in [*PUBLIC, "/static/portal.css"]:
        response = client.generic(method, address)
        assert response.status_code == 405, address
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        if address.startswith("/api/"):
            assert response.json()["status"] == 405
        else:
            assert response.content == b""


def test_options_says_what_is_allowed_and_runs_no_page(client):
    for address in [*PUBLIC, "/static/portal.css", reverse("wagtailadmin_home")]:
        response = client.options(address)
        assert response.status_code == 204, address
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response.content == b""
        assert not response.cookies


def test_a_form_is_refused_where_none_is_taken():
    client = Client(enforce_csrf_checks=True)
    for address in PUBLIC:
        if address != "/nothing/":
            assert client.post(address, {"q": "x"}).status_code == 405, address


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "PROPFIND"])
def test_the_desk_refuses_what_its_pages_do_not_use(client, method):
    assert client.generic(method, "/admin/").status_code == 405


@pytest.mark.django_db
def test_the_desk_still_takes_what_its_own_pages_send(client, admin_user):
    client.force_login(admin_user)
    assert client.send(reverse("wagtailadmin_logout")).status_code == 302
    client.force_login(admin_user)
    hints = reverse("wagtailadmin_dismissibles")
    token = {"X-CSRFToken": client.token()}
    answer = client.patch(hints, "{}", content_type="application/json", headers=token)
    assert answer.status_code == 200


@pytest.mark.parametrize("length", ["2500001", "9" * 30])
def test_a_body_that_is_too_large_is_refused_unread(client, length):
    for address in ("/trials/", "/admin/login/", "/static/portal.css"):
        response = client.generic("POST", address, CONTENT_LENGTH=length)
        assert response.status_code == 413, address


@pytest.mark.parametrize("length", ["", "x", "-5", "2500000"])
def test_a_body_of_another_length_goes_on(client, length):
    assert client.generic("POST", "/trials/", CONTENT_LENGTH=length).status_code == 405
