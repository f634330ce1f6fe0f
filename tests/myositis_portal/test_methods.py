"""Methods that nothing here needs are refused before a page is run for them."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from myositis_portal import methods

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
    body = b"x" * 2_500_000 if length == "2500000" else b""
    assert client.generic("POST", "/trials/", body, CONTENT_LENGTH=length).status_code == 405


class Slow:
    """A body that arrives while others are still arriving, and then breaks off."""

    def __init__(self, arrives):
        self.arrives = arrives

    def close(self):
        pass

    def read(self, *_size):
        return self.arrives()


def posted(body, path="/admin/login/"):
    request = RequestFactory().post(path, b"a=b", content_type="text/plain")
    request._stream = body
    return methods.MethodsMiddleware(lambda request: HttpResponse(request.body))(request)


@pytest.mark.parametrize("path", ["/admin/login/", "/api/v1/trials/"])
def test_slow_bodies_hold_half_of_the_threads_and_the_next_one_is_asked_to_come_back(path):
    answers = []

    def arrives(left):
        if left:
            answers.append(posted(Slow(lambda: arrives(left - 1)), path).status_code)
        else:
            refused = posted(Slow(lambda: b""), path)
            answers.append((refused.status_code, refused["Retry-After"]))
        return b"a=b"

    assert posted(Slow(lambda: arrives(methods.BODIES_AT_ONCE - 1)), path).content == b"a=b"
    assert answers == [(429, "2"), *[200] * (methods.BODIES_AT_ONCE - 1)]
    # And then there is room again.
    assert posted(Slow(lambda: b"a=b"), path).content == b"a=b"


def test_a_body_that_breaks_off_is_no_error_of_ours():
    def breaks():
        raise OSError("the client hung up")

    for _ in range(methods.BODIES_AT_ONCE + 1):
        assert posted(Slow(breaks)).status_code == 400
