"""“I called: it is closed”: two presses for a reader, and readers see it once an editor agrees."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.client import text_of
from tests.studies import study
from tests.trials.decisions import NUMBER, an_open_study, steward
from trials import tasks
from trials.models import ConfirmedReport, StudyReport, StudyReportSender, Trial
from web.reader_reports import REPORTS_OF_A_SENDER, REPORTS_OF_ALL, TooManyReports

pytestmark = pytest.mark.django_db

PAGE = f"/trials/{NUMBER}/"
WRONG = PAGE + "wrong/"
QUEUE = "/admin/queues/study-reports/"
LIST = "/admin/study-reports/"


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def trial(publish, clock):
    publish(an_open_study())
    return Trial.objects.get()


def token(client, address=WRONG):
    return re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())[1]


def press(client, told="closed", headers=None, **more):
    sent = {"token": token(client), "wrong": told, "website": ""} | more
    return client.post(WRONG, sent, headers=headers or {})


def take(trial, told="closed", sender="one"):
    return StudyReport.objects.take(trial, told, sender)


class TestReader:
    def test_two_presses_tell_us_without_an_account_a_cookie_or_a_script(self, trial):
        client = Client(enforce_csrf_checks=True)
        page = client.get(PAGE).content.decode()
        assert f'href="{WRONG}"' in page
        form = client.get(WRONG)
        assert form.content.decode().count('<button type="submit" name="wrong"') == 3
        assert "no-store" in form["Cache-Control"]
        assert "noindex" in form["X-Robots-Tag"]
        answer = press(client, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"})
        assert answer.status_code == 303
        assert "Thank you" in text_of(client.get(answer.headers["Location"]))
        assert not client.cookies
        report = StudyReport.objects.get()
        assert (report.trial, report.told, report.count) == (trial, "closed", 1)
        # A report is no proof: readers see nothing of it.
        assert client.get(PAGE).content.decode() == page

    def test_for_a_closed_study_readers_can_only_report_that_it_is_open(self, client, publish):
        publish(study(status="COMPLETED"))
        page = client.get(WRONG).content.decode()
        assert re.findall(r'name="wrong" value="(\w+)"', page) == ["open"]
        assert f'href="{WRONG}"' in client.get(PAGE).content.decode()

    def test_the_town_goes_along_and_back(self, client, trial):
        sent = {"token": token(client), "wrong": "closed"}
        thanks = client.post(WRONG + "?place=Lyon&x=1", sent).headers["Location"]
        assert thanks.endswith("/wrong/thanks/?place=Lyon")
        assert f'href="{PAGE}?place=Lyon"' in client.get(thanks).content.decode()

    def test_a_second_reader_adds_to_the_first_and_the_same_one_counts_once(self, client, trial):
        for end in (1, 2, 2):
            client.defaults["REMOTE_ADDR"] = f"192.0.2.{end}"
            assert press(client).status_code == 303
        assert StudyReport.objects.get().count == 2

    @pytest.mark.parametrize("told", ["", "nonsense", "open", "closed\0"])
    def test_what_the_page_does_not_offer_is_asked_for_again(self, client, trial, told):
        answer = press(client, told)
        assert answer.status_code == 400
        assert "Please press one of these buttons." in text_of(answer)
        assert not StudyReport.objects.exists()


class TestPrograms:
    def test_a_program_that_fills_in_everything_is_thanked_and_leaves_nothing(self, client, trial):
        assert press(client, website="https://spam.example/").status_code == 303
        assert not StudyReport.objects.exists()

    @pytest.mark.parametrize(
        "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
    )
    def test_another_site_cannot_press_for_a_reader(self, client, trial, headers):
        assert press(client, headers=headers).status_code == 403
        assert not StudyReport.objects.exists()

    def test_a_form_is_good_for_its_own_study_as_it_stood_there_for_two_hours(
        self, client, trial, clock
    ):
        seen = token(client)
        assert press(client, token="nonsense").status_code == 400
        Trial.objects.update(overall_status="NOT_YET_RECRUITING")
        assert "has changed since you opened" in text_of(press(client, token=seen))
        Trial.objects.update(overall_status="RECRUITING")
        clock.shift(dt.timedelta(hours=3))
        assert "was open for a long time" in text_of(press(client, token=seen))
        assert not StudyReport.objects.exists()

    def test_reports_are_limited_per_hour_for_one_place_and_for_all(self, client, trial, publish):
        numbers = [f"NCT99{number:06}" for number in range(1, REPORTS_OF_A_SENDER + 2)]
        publish(*[an_open_study(number) for number in numbers])
        for number in numbers[1:]:
            take(Trial.objects.get(pk=number), sender="one")
        with pytest.raises(TooManyReports):
            take(trial, sender="one")
        for count in range(REPORTS_OF_ALL - REPORTS_OF_A_SENDER):
            take(trial, sender=f"sender {count}")
        answer = press(client)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 3601
        assert f'href="{PAGE}"' in answer.content.decode()

    def test_the_mark_of_who_reported_is_forgotten_after_two_days(self, client, trial, clock):
        client.defaults["REMOTE_ADDR"] = "203.0.113.7"
        press(client)
        assert "203.0.113.7" not in str(StudyReportSender.objects.values())
        clock.shift(dt.timedelta(days=2, seconds=1))
        tasks.forget_senders.apply()
        assert not StudyReportSender.objects.exists()
        assert StudyReport.objects.exists()


class TestEditor:
    @pytest.fixture
    def client(self, client, trial):
        client.force_login(steward())
        return client

    def test_readers_see_it_once_an_editor_agrees_until_that_is_undone(self, client, trial):
        report = take(trial)
        StudyReport.objects.update(first_at=report.first_at - dt.timedelta(days=1))
        assert "They said that it is not accepting anyone now (1 reader)" in text_of(
            client.get(QUEUE)
        )
        client.press(reverse("desk-confirm-study-report", args=[report.pk]), page=QUEUE)
        told = (
            "A reader told us on Nov. 20, 2026 that this study is not accepting anyone now; "
            "we checked on Nov. 21, 2026."
        )
        assert told in text_of(client.get(PAGE))
        assert "Nothing is waiting here." in text_of(client.get(QUEUE))
        assert "Readers told" in text_of(client.get(LIST))
        client.press(reverse("desk-open-study-report", args=[report.pk]), page=LIST)
        assert "told us on" not in text_of(client.get(PAGE))
        assert not ConfirmedReport.objects.exists()
        logged = ModelLogEntry.objects.filter(action__startswith="trials.report").order_by("pk")
        assert [entry.message for entry in logged] == [
            "Confirmed a report from readers",
            "Opened a report from readers again",
        ]

    def test_readers_are_told_nothing_if_the_record_is_right(self, client, trial):
        report = take(trial)
        client.press(reverse("desk-handle-study-report", args=[report.pk]), page=QUEUE)
        report.refresh_from_db()
        assert report.handled_by == "Data steward"
        assert "told us on" not in text_of(client.get(PAGE))
        assert "Readers not told" in text_of(client.get(LIST))

    def test_who_answers_second_is_told_that_nothing_was_changed(self, client, trial):
        report = take(trial)
        confirm = reverse("desk-confirm-study-report", args=[report.pk])
        handle = reverse("desk-handle-study-report", args=[report.pk])
        again = reverse("desk-open-study-report", args=[report.pk])
        client.press(confirm, page=QUEUE)
        client.get(QUEUE)
        for late in (handle, confirm):
            client.send(late)
            told = text_of(client.get(QUEUE))
            assert "Nothing was changed. Someone handled this report before" in told
            assert "(Readers told, by Data steward on Nov. 21, 2026" in told
        assert "told us on" in text_of(client.get(PAGE))
        for _press in range(2):
            client.send(again)
        actions = ModelLogEntry.objects.filter(action__startswith="trials.report")
        assert [entry.action for entry in actions.order_by("pk")] == [
            "trials.report_confirmed",
            "trials.report_opened_again",
        ]

    def test_a_new_record_takes_away_what_was_said_of_the_old_one(self, client, trial):
        take(trial).confirm("Data steward")
        assert "told us on" in text_of(client.get(PAGE))
        Trial.objects.update(last_update_posted_date="2026-11-30")
        assert "told us on" not in text_of(client.get(PAGE))
        Trial.objects.update(last_update_posted_date=None)
        ConfirmedReport.objects.update(record_of=None)
        assert "told us on" in text_of(client.get(PAGE))

    def test_a_report_after_a_check_adds_a_report_but_no_second_sentence(self, client, trial):
        first = take(trial)
        first.confirm("Data steward")
        second = take(trial, sender="two")
        client.press(reverse("desk-open-study-report", args=[first.pk]), page=LIST)
        assert StudyReport.objects.open().get() == second
        second.confirm("Data steward")
        assert text_of(client.get(PAGE)).count("told us on") == 1

    def test_reports_can_be_taken_away_as_a_table(self, client, trial):
        take(trial, "silent")
        answer = client.get(LIST, {"export": "csv"})
        content = b"".join(answer.streaming_content).decode()
        [_heads, row] = csv.reader(io.StringIO(content))
        assert row[:3] == [NUMBER, "A study of dermatomyositis", "No one answers"]
        for still_open, is_there in (("true", True), ("false", False)):
            page = client.get(LIST, {"handled_at": still_open}).content.decode()
            assert (NUMBER in page) == is_there

    @pytest.mark.parametrize("what", ["confirm", "handle", "open"])
    def test_an_address_that_is_opened_changes_nothing(self, client, trial, what):
        report = take(trial)
        address = reverse(f"desk-{what}-study-report", args=[report.pk])
        assert client.get(address).status_code == 405
        assert StudyReport.objects.open().exists()
