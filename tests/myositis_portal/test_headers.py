"""Every answer has the headers that keep other sites and the browser's devices out."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.myositis_portal import test_errors
from tests.studies import study

urlpatterns = test_errors.urlpatterns
handler404, handler500 = test_errors.handler404, test_errors.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def assert_closed(response):
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *((page, 200) for page in ("/", "/trials/", "/about/", "/status.json", "/healthz")),
        *((file, 200) for file in ("/trials.csv", "/trials.atom", "/organizations/meetings.ics")),
        *((page, 200) for page in ("/api/v1/trials/", "/robots.txt", "/admin/login/")),
        *(("/trials", 301), ("/admin/", 302), ("/bad/", 400), ("/forbidden/", 403)),
        *(("/nothing/", 404), ("/api/v1/trials/?age=x", 400), ("/broken/", 500), ("/away/", 503)),
    ],
)
def test_on_pages_files_and_errors(publish, address, status):
    publish(study())
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert_closed(response)


def test_on_static_files_and_on_missing_ones(client):
    for name, status in ((staticfiles_storage.url("portal.css"), 200), ("/static/nothing", 404)):
        response = client.head(name)  # GET would leave the file open
        assert response.status_code == status
        assert_closed(response)


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "POST", "PURGE"])
def test_on_answers_to_other_methods(client, method):
    assert_closed(client.generic(method, "/trials/"))


def test_on_an_answer_to_a_foreign_host(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert_closed(response)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/api/v1/trials/", 200), ("/api/v1/trials/?age=x", 400), ("/api/v1/nothing/", 404)),
        ("/api/v1/trials/NCT00000000/", 404),
    ],
)
def test_programs_on_other_sites_may_read_what_is_for_programs(publish, address, status):
    publish(study())
    response = Client(raise_request_exception=False).get(
        address, headers={"Origin": "https://a.example"}
    )
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response
    assert_closed(response)


def test_a_browser_that_asks_before_is_told_that_reading_alone_is_allowed(client):
    response = client.options(
        "/api/v1/trials/", headers={"Access-Control-Request-Method": "DELETE"}
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_no_other_site_reads_our_pages_or_the_desk(client):
    for address in ("/", "/trials/", "/admin/login/", "/status.json"):
        assert "Access-Control-Allow-Origin" not in client.get(address)
