"""The front page, the freshness of the data, and whether the portal is alive."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import OperationalError, connection

from tests.studies import site, study
from trials import ctgov
from trials.models import SyncRun
from trials.reading.diseases import SUBTYPES
from trials.sync import runner

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/trials/", "/status/", "/status.json", "/healthz", "/readyz", "/api/v1/trials/"]


def test_home_says_how_many_studies_are_open_and_of_when(client, publish):
    publish(study("NCT99000001"), study("NCT99000002"), study("NCT99000003", "COMPLETED"))
    page = client.get("/").content.decode()
    assert "<strong>2</strong> myositis studies are listed as open to new participants." in page
    assert "Data as of Nov. 20, 2026." in page


def test_home_asks_for_type_place_and_age_and_one_may_not_know_the_type(client, publish):
    publish(study())
    page = client.get("/").content.decode()
    assert page.index("What do you have?") < page.index("Where are you?") < page.index("Your age")
    options = re.findall(r'<option value="([^"]*)">', page)
    assert options == ["", *SUBTYPES]
    assert "I don’t know which type" in page
    answer = client.get("/trials/?condition=&place=&age=").content.decode()
    assert "1 open study" in answer


def test_home_asks_a_volunteer_for_no_disease_and_shows_what_wants_healthy_people(client, publish):
    publish(
        study("NCT99000001", eligibilityModule={"healthyVolunteers": True}),
        study("NCT99000002", eligibilityModule={"healthyVolunteers": False}),
        study("NCT99000003"),
    )
    page = client.get("/?for=volunteer").content.decode()
    assert "What do you have?" not in page
    assert "type of myositis" in page[page.index("Studies of which disease?") :]
    assert "I don’t know which type" not in page
    assert '<input type="hidden" name="for" value="volunteer" />' in page
    assert "<strong>1</strong> open myositis study also accepts healthy people." in page
    assert "NCT99000001" in page
    assert "NCT99000002" not in page
    assert "NCT99000003" not in page
    assert 'href="/">I have myositis</a>' in page
    assert "What is myositis?" in page
    assert "I am healthy and want to volunteer" not in page
    assert 'href="/?for=volunteer">I am healthy' in client.get("/").content.decode()


def test_home_counts_open_places_and_shows_what_is_new_and_what_is_urgent(client, publish):
    places = [site("Lyon"), site("Paris"), site("Bonn", status="COMPLETED")]
    newest = study("NCT99000001", contactsLocationsModule={"locations": places})
    dates = {"studyFirstPostDateStruct": {"date": "2026-11-01", "type": "ACTUAL"}}
    newest["protocolSection"]["statusModule"] |= dates
    publish(newest, study("NCT99000002"), study("NCT99000003", "COMPLETED"))
    page = client.get("/").content.decode()
    assert "<strong>2</strong> locations are listed as open." in page
    assert page.index("NCT99000001") < page.index("NCT99000002")
    assert "NCT99000003" not in page
    assert page.index('href="/urgent/"') < page.index("<h1>")
    # The whole text stands on its own page.
    assert "Call your local emergency number now" not in page
    assert "Call your local emergency number now" in client.get("/urgent/").content.decode()


@pytest.mark.parametrize("address", ["/search/", "/trials/", "/organizations/", "/glossary/"])
def test_words_that_are_too_many_stay_in_their_field_and_we_say_so(client, publish, address):
    publish(study())
    page = client.get(address, {"q": "long " * 100}).content.decode()
    assert f'value="{"long " * 100}"' in page
    assert re.search(r"too long: we can use up to [123]00 letters, and this has (499|500)", page)
    assert "Ensure this value" not in page


def test_what_can_be_saved_works_without_a_server_and_says_what_else_does(client):
    page = client.get("/saved/").content.decode()
    assert "kept only on this device" in page
    assert "<noscript>" in page
    assert 'data-trials="/trials/"' in page


def test_the_page_of_parts_is_for_development_only(client):
    assert client.get("/design/").status_code == 404


def test_before_the_first_sync_every_page_says_that_studies_are_being_loaded(client):
    for address in ("/", "/trials/", "/status/"):
        assert "loading its studies for the first time" in client.get(address).content.decode()


def test_status_json_before_anything_has_been_published(client):
    status = client.get("/status.json").json()
    assert (status["edition"], status["data_timestamp"], status["last_sync"]) == (None, None, None)
    assert status["trials"] == {
        "total": 0,
        "open": 0,
        "quarantined": 0,
        "other_muscle": 0,
        "mention": 0,
    }


def test_status_json_names_the_edition_and_the_last_sync(client, registry, publish):
    registry.put(study("NCT99000003", conditionsModule={"conditions": ["Distal Myopathy"]}))
    registry.put(study("NCT99000004", conditionsModule={"conditions": ["Asthma"]}))
    run = publish(study("NCT99000001"), study("NCT99000002", "COMPLETED"))
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC), tick=False):
        status = client.get("/status.json").json()
    assert status["edition"] == run.pk
    assert status["data_timestamp"] == "2026-11-20T09:00:05"
    assert status["age_days"] == 2
    counts = {"total": 2, "open": 1, "quarantined": 0, "other_muscle": 1, "mention": 1}
    assert status["trials"] == counts
    last = status["last_sync"]
    assert (last["outcome"], last["fetched"], last["created"]) == ("published", 4, 4)
    assert (last["changed"], last["vanished"], last["quarantined"], last["reason"]) == (0, 0, 0, "")
    assert status["running"] is None


def test_a_failed_sync_keeps_the_edition_and_says_why(client, registry, client_of, publish):
    run = publish(study())
    registry.fail(403, path="/version")
    runner.sync(client_of(registry))
    status = client.get("/status.json").json()
    assert status["edition"] == run.pk
    assert status["last_sync"]["outcome"] == "failed"
    assert "refuses us (403)" in status["last_sync"]["reason"]
    assert "refuses us (403)" in client.get("/status/").content.decode()


def test_a_held_sweep_says_why_on_the_status_page(client, registry, publish):
    publish(*[study(f"NCT99{n:06}") for n in range(1, 11)])
    for number in range(3, 11):
        registry.remove(f"NCT99{number:06}")
    registry.data_timestamp = "2026-11-23T09:00:05"
    publish()
    page = client.get("/status/").content.decode()
    assert "only 2 studies; there were 10" in page
    assert client.get("/status.json").json()["last_sync"]["outcome"] == "held"


@pytest.mark.parametrize(
    ("days", "seconds", "stale"), [(7, 1, False), (14, 0, False), (14, 1, True), (40, 0, True)]
)
def test_old_data_are_announced_on_every_page_by_the_clock_alone(
    client, publish, days, seconds, stale
):
    publish(study())
    then = dt.datetime(2026, 11, 20, 9, 0, 5, tzinfo=dt.UTC)
    then += dt.timedelta(days=days, seconds=seconds)
    with time_machine.travel(then, tick=False):
        for address in ("/", "/trials/", "/status/", "/trials/NCT99000001/", "/nothing/"):
            page = client.get(address).content.decode()
            assert (f"These data are {days} days old" in page) == stale, address


def test_where_the_clock_is_behind_the_data_are_not_older_than_nothing(client, publish):
    publish(study())
    with time_machine.travel(dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC), tick=False):
        assert client.get("/status.json").json()["age_days"] == 0
        assert "(0 days ago)" in client.get("/status/").content.decode()


def test_a_dataset_whose_date_is_illegible_still_has_an_age(client, registry, publish):
    registry.data_timestamp = "yesterday, perhaps"
    publish(study())
    assert client.get("/status.json").json()["age_days"] == 0
    assert client.get("/").status_code == 200


def test_a_running_sync_shows_how_far_it_is(client, registry, client_of):
    registry.put(study())
    seen = []

    def look(run):
        seen.append((client.get("/status.json").json()["running"], client.get("/status/")))

    runner.sync(client_of(registry), watch=look)
    running, page = seen[1]
    assert (running["step"], running["fetched"], running["expected"]) == ("fetching", 1, 1)
    assert "An update is running" in page.content.decode()
    assert client.get("/status.json").json()["running"] is None


def test_a_run_whose_process_died_is_not_shown_as_running(client):
    SyncRun.objects.create()
    assert client.get("/status.json").json()["running"] is None


def test_health_and_readiness(client, publish, monkeypatch):
    assert client.get("/healthz").content == b"ok\n"
    publish(study())
    assert client.get("/readyz").json()["database"] == "ok"

    def no_database(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", no_database)
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


@pytest.mark.parametrize("address", [*PUBLIC, "/trials/NCT99000001/", "/nothing/"])
def test_a_reader_gets_no_cookie_and_tells_nobody_where_from(client, publish, address):
    publish(study())
    response = client.get(address)
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Cookie" not in response.get("Vary", "")


def test_pages_load_nothing_from_elsewhere(client, publish):
    publish(study())
    for address in ("/", "/trials/", "/status/", "/trials/NCT99000001/"):
        html = client.get(address).content.decode()
        for attribute in ('src="http', 'src="//', 'rel="stylesheet" href="http', "@import"):
            assert attribute not in html, address


def test_the_scopes_of_the_portal_are_two():
    assert [scope.name for scope in ctgov.SCOPES] == ["myositis", "other-muscle"]


# The audience


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("", "What do you have?"),
        ("?for=someone", "What do they have?"),
        ("?for=child", "What does your child have?"),
        ("?for=my+dog", "What do you have?"),
    ],
)
def test_pages_speak_of_the_person_a_reader_looks_for(client, publish, query, question):
    publish(study())
    assert question in client.get(f"/{query}").content.decode()


def test_links_and_forms_carry_the_audience_on(client, publish):
    places = {"locations": [site("Lyon")]}
    publish(
        *[study(f"NCT99{n:06}", contactsLocationsModule=places) for n in range(1, 23)],
    )
    home = client.get("/?for=child").content.decode()
    assert '<input type="hidden" name="for" value="child"' in home
    assert 'href="/trials/?for=child"' in home
    page = client.get("/trials/?for=child&place=france&status=all").content.decode()
    assert '<input type="hidden" name="for" value="child"' in page
    assert 'href="/trials/NCT99000001/?place=France&amp;for=child"' in page
    assert "for=child&amp;place=france&amp;status=all&amp;page=2" in page
    assert "no filter of this page" not in page
    study_page = client.get("/trials/NCT99000001/?place=France&for=child").content.decode()
    assert "What would it ask of your child?" in study_page
    assert not client.cookies


def test_security_txt_says_where_to_write_and_until_when_that_holds(client, settings):
    settings.SECURITY_EMAIL = "security@example.org"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    left = dt.datetime.fromisoformat(lines["Expires"]) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=30) < left < dt.timedelta(days=365)


def test_without_an_address_there_is_no_security_txt(client, settings):
    settings.SECURITY_EMAIL = ""
    assert client.get("/.well-known/security.txt").status_code == 404
