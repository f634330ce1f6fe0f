"""“This number or link is wrong”: two presses for a reader, little use for a program."""

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from desk import roles
from organizations import tasks
from organizations.models import (
    Contact,
    Organization,
    Report,
    ReportSender,
)
from tests.client import text_of
from tests.conditions.desk import person
from web.reader_reports import REPORTS_OF_A_SENDER, REPORTS_OF_ALL, TooManyReports

from . import made

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def contact(clock):
    made.family()
    made.organization("one", [made.phone("555-010-0100", timezone.localdate())])
    return Contact.objects.get()


def contacts(count):
    today = timezone.localdate()
    made.family()
    made.organization("many", [made.phone(f"555-010-{n:04}", today) for n in range(count)])
    return list(Contact.objects.filter(organization__slug="many"))


def address(contact):
    return reverse("organizations:report", args=[contact.organization.slug, contact.pk])


def token(client, contact):
    page = client.get(address(contact)).content.decode()
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def press(client, contact, wrong="dead", headers=None, **more):
    """The second press: what a browser sends."""
    sent = {"token": token(client, contact), "wrong": wrong, "website": ""} | more
    return client.post(address(contact), sent, headers=headers or {})


# A reader


def test_two_presses_tell_us_without_an_account_a_cookie_or_a_script(contact):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/organizations/one/").content.decode()
    assert f'href="{address(contact)}"' in page
    form = client.get(address(contact)).content.decode()
    assert contact.value in form
    assert form.count('<button type="submit" name="wrong"') == 3
    assert "<script" not in form.partition("<main")[2].partition("</main>")[0]
    answer = press(client, contact, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"})
    assert answer.status_code == 303
    thanks = client.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert "Thank you" in thanks.content.decode()
    assert not client.cookies
    report = Report.objects.get()
    assert (report.contact, report.value, report.wrong) == (contact, contact.value, ["dead"])
    # A report is no proof: readers see nothing of it.
    assert client.get("/organizations/one/").content.decode() == page


def test_the_form_is_of_today_and_for_no_search_engine(contact, client):
    answer = client.get(address(contact))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("kind", "value", "unlikely"),
    [
        ("phone", "555-010-0100", "The page is about something else"),
        ("website", "https://one.example/", "Someone else answers"),
    ],
)
def test_only_what_may_be_wrong_with_it_is_asked(client, kind, value, unlikely):
    made.family()
    check = {"checked_on": timezone.localdate(), "checked_by": "Editor", "checked_how": "opened"}
    made.organization("one", [Contact(kind=kind, value=value, **check)])
    page = client.get(address(Contact.objects.get())).content.decode()
    assert unlikely not in page
    assert "It does not work" in page


def test_what_readers_do_not_see_cannot_be_reported(client):
    made.family()
    hidden = made.phone("555-010-0101")
    shown = made.phone("555-010-0100", timezone.localdate())
    one = made.organization("one", [hidden, shown])
    hidden, shown = (Contact.objects.get(value=value) for value in ("555-010-0101", shown.value))
    assert client.get(address(hidden)).status_code == 404
    assert client.post(address(hidden)).status_code == 404
    elsewhere = reverse("organizations:report", args=["another", shown.pk])
    assert client.get(elsewhere).status_code == 404
    sent = {"token": token(client, shown), "wrong": "dead"}
    one.unpublish()
    assert client.post(address(shown), sent).status_code == 404
    assert not Report.objects.exists()


def test_a_draft_has_no_such_links(contact):
    page = Organization.objects.get().get_latest_revision_as_object()
    answer = page.make_preview_request()
    assert "/wrong/" not in answer.content.decode()
    assert contact.value in answer.content.decode()


# What several say


def test_a_second_reader_adds_to_the_first_and_makes_no_second_row(contact, client, clock):
    press(client, contact, REMOTE_ADDR="192.0.2.1")
    clock.shift(HOUR)
    client.defaults["REMOTE_ADDR"] = "198.51.100.1"
    press(client, contact, "somebody-else")
    report = Report.objects.get()
    assert (report.count, report.wrong) == (2, ["dead", "somebody-else"])
    assert report.last_at - report.first_at == HOUR


def test_the_same_reader_is_counted_once(contact, client):
    for _ in range(3):
        assert press(client, contact).status_code == 303
    assert Report.objects.get().count == 1


def test_a_report_that_was_handled_does_not_take_up_new_ones(contact):
    Report.objects.take(contact, "dead", "one")
    assert Report.objects.all().handle("Editor") == 1
    Report.objects.take(contact, "dead", "one")
    assert Report.objects.count() == 2
    assert Report.objects.open().count() == 1


def test_a_changed_number_is_a_matter_of_its_own(contact):
    Report.objects.take(contact, "dead", "one")
    contact.value = "555-010-0199"
    contact.save()
    assert Report.objects.get().is_past
    Report.objects.take(contact, "dead", "one")
    assert Report.objects.open().count() == 2


# Programs


def test_a_program_that_fills_in_everything_is_thanked_and_leaves_nothing(contact, client):
    answer = press(client, contact, website="https://spam.example/")
    assert answer.status_code == 303
    assert not Report.objects.exists()
    form = client.get(address(contact)).content.decode()
    field = form.partition('name="website"')
    assert "hidden" in field[0].rpartition("<p")[2]
    assert 'autocomplete="off"' in field[2].partition(">")[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "nonsense"},
    ],
)
def test_another_site_cannot_press_for_a_reader(contact, client, headers):
    assert press(client, contact, headers=headers).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}])
def test_a_browser_that_says_less_is_believed(contact, client, headers):
    assert press(client, contact, headers=headers).status_code == 303
    assert Report.objects.exists()


@pytest.mark.parametrize(
    "mark",
    ["", "nonsense", signing.dumps([1, "x"]), "a" * 5000],
    ids=["none", "nonsense", "of another", "long"],
)
def test_without_the_mark_of_the_form_nothing_is_kept_and_the_form_comes_again(
    contact, client, mark
):
    answer = press(client, contact, token=mark)
    assert answer.status_code == 400
    assert "Please press the button again." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_form_that_was_open_for_long_comes_again_and_then_works(contact, client, clock):
    old = token(client, contact)
    clock.shift(3 * HOUR)
    answer = press(client, contact, token=old)
    assert answer.status_code == 400
    assert "This page was open for a long time." in answer.content.decode()
    assert press(client, contact).status_code == 303


def test_a_form_is_good_for_its_own_contact_as_it_stood_there(client):
    one, two = contacts(2)
    assert press(client, one, token=token(client, two)).status_code == 400
    seen = token(client, one)
    Contact.objects.filter(pk=one.pk).update(value="555-010-0199")
    answer = press(client, one, token=seen)
    assert "This has changed since you opened the page." in answer.content.decode()
    assert "555-010-0199" in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("wrong", ["", "nonsense", "dead\0"])
def test_a_reason_that_there_is_not_is_asked_for_again(contact, client, wrong):
    answer = press(client, contact, wrong)
    assert answer.status_code == 400
    assert "Please press one of these buttons." in answer.content.decode()


def test_many_reports_of_one_program_leave_five_rows(client, clock):
    many = contacts(20)
    tokens = {contact: token(client, contact) for contact in many}
    answers = [
        client.post(address(contact), {"token": tokens[contact], "wrong": "dead"}).status_code
        for contact in many * 3
    ]
    assert Report.objects.count() == REPORTS_OF_A_SENDER
    assert set(answers) == {303, 429}
    assert ReportSender.objects.count() == REPORTS_OF_A_SENDER


def test_who_has_to_wait_is_told_how_long_and_what_else_there_is(client, clock, settings):
    settings.CONTACT_EMAIL = "editors@example.org"
    many = contacts(REPORTS_OF_A_SENDER + 1)
    for contact in many[:-1]:
        press(client, contact)
        clock.shift(dt.timedelta(minutes=1))
    answer = press(client, many[-1])
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    text = answer.content.decode()
    assert "in 56 minutes" in text
    assert "editors@example.org" in text
    assert many[-1].organization.get_absolute_url() in text
    clock.shift(dt.timedelta(seconds=int(answer.headers["Retry-After"])))
    assert press(client, many[-1]).status_code == 303


def test_many_senders_together_have_a_limit_too(clock):
    contact, *others = contacts(3)
    for number in range(REPORTS_OF_ALL):
        Report.objects.take(contact, "dead", f"sender {number}")
    with pytest.raises(TooManyReports):
        Report.objects.take(others[0], "dead", "one more")
    clock.shift(HOUR)
    Report.objects.take(others[0], "dead", "one more")


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_moment_are_counted_one_by_one():
    many = contacts(20)
    outcomes = []

    def report(contact):
        try:
            outcomes.append(Report.objects.take(contact, "dead", "the same sender"))
        except TooManyReports:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=report, args=[contact]) for contact in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 20
    assert len(list(filter(None, outcomes))) == REPORTS_OF_A_SENDER == Report.objects.count()


# Whom it tells of


def test_who_reported_is_a_mark_for_a_day_and_forgotten_after_two(contact, client, clock):
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    press(client, contact)
    first = ReportSender.objects.get()
    assert "203.0.113.7" not in str(ReportSender.objects.values())
    Report.objects.all().handle("Editor")
    clock.shift(dt.timedelta(days=1))
    press(client, contact)
    assert ReportSender.objects.exclude(pk=first.pk).get().sender != first.sender
    clock.shift(dt.timedelta(days=1, seconds=1))
    tasks.forget_senders.apply()
    assert not ReportSender.objects.filter(pk=first.pk).exists()
    assert ReportSender.objects.count() == 1
    assert Report.objects.count() == 2


def test_behind_a_proxy_each_reader_is_one_of_their_own(contact, client, settings):
    settings.PROXIES = 1
    for end in (1, 2, 1):
        forwarded = f"10.0.0.9, 203.0.113.{end}"
        press(client, contact, headers={"X-Forwarded-For": forwarded})
    assert Report.objects.get().count == 2


# Editors


def test_checked_today_handles_what_was_reported(contact):
    Report.objects.take(contact, "dead", "one")
    contact.mark_checked(person("editor", roles.EDITORS), "Editor", "called")
    report = Report.objects.get()
    assert (report.is_open, report.handled_by) == (False, "Editor")


def test_a_contact_that_goes_leaves_its_report(contact):
    Report.objects.take(contact, "dead", "one")
    page = contact.organization
    page.contacts = []
    page.save()
    report = Report.objects.get()
    assert (report.contact, report.value, report.is_past) == (None, "555-010-0100", True)
    page.delete()
    assert not Report.objects.exists()


def test_a_report_is_handled_and_opened_again_with_one_press_and_both_are_logged(contact, client):
    report = Report.objects.take(contact, "dead", "one")
    client.force_login(person("editor", roles.EDITORS))
    index = reverse("desk-reports:index")
    handle = reverse("desk-handle-report", args=[report.pk])
    again = reverse("desk-open-report", args=[report.pk])
    assert handle in client.get(index).content.decode()
    assert client.press(handle, page=index).headers["Location"] == index
    report.refresh_from_db()
    assert report.handled_by == roles.EDITORS
    assert again in client.get(index).content.decode()
    client.press(again, page=index)
    report.refresh_from_db()
    assert report.is_open
    logged = ModelLogEntry.objects.filter(action__startswith="organizations.report").order_by("pk")
    assert [entry.formatter.format_message(entry) for entry in logged] == [
        "Handled what readers reported about 555-010-0100",
        "Opened again what readers reported about 555-010-0100",
    ]
    assert {entry.user.username for entry in logged} == {"editor"}
    history = Organization.snippet_viewset.get_url_name("history")
    page = client.get(reverse(history, args=[contact.organization_id])).content.decode()
    assert "Handled what readers reported about 555-010-0100" in page


def test_who_handles_a_report_second_is_told_that_somebody_was_before(contact, client):
    report = Report.objects.take(contact, "dead", "one")
    Report.objects.all().handle("Data stewards")
    client.force_login(person("editor", roles.EDITORS))
    client.send(reverse("desk-handle-report", args=[report.pk]))
    told = text_of(client.get(reverse("desk-reports:index")))
    assert "Nothing was changed. Handled before:" in told
    assert "by Data stewards on" in told
    assert not ModelLogEntry.objects.filter(action="organizations.report_handled").exists()


def test_a_report_does_not_open_again_beside_a_newer_one(contact, client):
    old = Report.objects.take(contact, "dead", "one")
    Report.objects.all().handle("Editor")
    newer = Report.objects.take(contact, "dead", "two")
    client.force_login(person("editor", roles.EDITORS))
    client.press(reverse("desk-open-report", args=[old.pk]), page=reverse("desk-reports:index"))
    assert Report.objects.open().get() == newer


def test_reports_can_be_taken_away_as_a_table_and_seen_by_what_is_open(contact, client):
    Report.objects.take(contact, "dead", "one")
    client.force_login(person("editor", roles.EDITORS))
    index = reverse("desk-reports:index")
    answer = client.get(index, {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert len(rows) == 2
    assert "555-010-0100" in rows[1]
    for still_open, is_there in (("true", True), ("false", False)):
        page = client.get(index, {"handled_at": still_open}).content.decode()
        assert ("555-010-0100" in page) == is_there
