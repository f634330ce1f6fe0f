"""The self-check as a reader meets it, and that nothing of the answers stays anywhere."""

import logging
import re
import sys

import pytest
from celery import Task
from django.apps import apps
from django.core.cache import cache, caches
from django.core.signals import got_request_exception
from django.views.debug import ExceptionReporter

from tests import databases, editions
from tests.client import text_of
from tests.studies import study
from trials.tasks import forget_senders
from trials.views import self_check

pytestmark = pytest.mark.django_db

CRITERIA = """Inclusion Criteria:

* Dermatomyositis or polymyositis
* Able to sign the consent form

Exclusion Criteria:

* Prednisone > 20 mg/day
* Anti-MDA5 antibody positive
* Rituximab within 6 months of screening
"""
FIT = "/trials/NCT99000001/fit/"
# An age that stands nowhere else.
CANARY = "117"
ANSWERS = {
    "type": "DM",
    "age": CANARY,
    "steroid": "to_40",
    "antibody-mda5": "lacks",
    "rituximab": "over_12m",
}


@databases.loaded_once
def _published():
    editions.publish(
        study(eligibilityModule={"eligibilityCriteria": CRITERIA, "maximumAge": "75 Years"})
    )


@pytest.mark.usefixtures("_published")
class TestSelfCheck:
    def test_asks_only_what_the_record_can_use_and_says_why(self, client):
        page = client.get(FIT).content.decode()
        assert 'name="rituximab"' in page
        assert 'name="ivig"' not in page
        assert 'name="antibody-mda5"' in page
        assert "Asked because 1 line of this study mentions it." in page

    def test_puts_answers_beside_the_exact_words_the_gravest_first(self, client):
        page = text_of(client.post(FIT, ANSWERS))
        parts = [
            "We could compare 6 of 7 lines",
            "Do not stop, skip, or change a medicine to join a study.",
            "no clinician has reviewed",
            "May rule you out",
            "Prednisone > 20 mg/day",
            "Ask the team",
            "Able to sign the consent form",
            "Nothing that you said conflicts",
            "Rituximab within 6 months of screening",
        ]
        place = 0
        for part in parts:
            assert part in page[place:]
            place = page.index(part, place) + len(part)
        assert "eligible" not in page.lower()

    def test_an_answer_that_cannot_be_used_is_named_and_the_others_count(self, client):
        page = text_of(client.post(FIT, ANSWERS | {"age": "old"}))
        assert "Enter a whole number." in page
        assert "Prednisone > 20 mg/day" in page

    def test_a_form_from_another_site_is_refused(self, client):
        assert (
            client.post(FIT, ANSWERS, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        )

    def test_takes_only_so_many_pages_from_one_place(self, client, monkeypatch):
        cache.clear()
        monkeypatch.setattr(self_check, "PAGES", 1)
        assert client.post(FIT, {}).status_code == 200
        assert client.post(FIT, {}).status_code == 429

    def test_the_study_leads_there_with_one_press(self, client):
        page = client.get("/trials/NCT99000001/?for=child").content.decode()
        assert f'href="{FIT}?for=child"' in page
        assert "About your child" in client.get(FIT + "?for=child").content.decode()


# Every page that is given answers.
PAGES = [FIT, "/trials/NCT99000001/print/", "/trials/fit/?q=myositis&place=Lyon"]
SENT = ANSWERS | {"with_answers": "on", "place": "Zzyzx", "travel": "80"}
# Answers that stand in no number of a line and in no time that something took.
CANARIES = re.compile("over_12m|to_40|Zzyzx|lacks")


@pytest.fixture
def messages(monkeypatch):
    """What is given to Celery's broker."""
    found = []

    def apply_async(task, args=None, kwargs=None, **options):
        found.append(repr((task.name, args, kwargs, options)))

    monkeypatch.setattr(Task, "apply_async", apply_async)
    return found


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize("address", PAGES)
class TestAnswersStayNowhere:
    def test_not_in_log_address_cookie_cache_or_table(self, client, caplog, address):
        before = {model: [*model.objects.values_list()] for model in apps.get_models()}
        with caplog.at_level(logging.DEBUG):
            response = client.post(address, SENT)
        assert response.status_code == 200
        assert CANARY in response.content.decode()
        assert "Location" not in response
        for link in re.findall(r'(?:href|action)="([^"]*)"', response.content.decode()):
            assert not CANARIES.search(link)
            assert "travel" not in link
        assert not response.cookies
        assert not client.cookies
        assert "no-store" in response["Cache-Control"]
        assert not CANARIES.search(caplog.text)
        for kept in caches:
            assert not CANARIES.search(repr(getattr(caches[kept], "_cache", {})))
        assert {model: [*model.objects.values_list()] for model in apps.get_models()} == before

    def test_not_in_a_message_to_celery(self, client, messages, address):
        client.post(address, SENT)
        assert messages == []
        # The recorder hears what is sent.
        forget_senders.delay()
        assert "forget_senders" in messages[0]

    def test_not_in_an_error_report_nor_in_the_log_of_an_error(
        self, client, monkeypatch, caplog, address
    ):
        seen = []

        def fail(trial, answers):
            assert answers.age == int(CANARY)
            raise RuntimeError("something of ours broke")

        def report(sender, request, **_kwargs):
            reporter = ExceptionReporter(request, *sys.exc_info())
            seen.append(reporter.get_traceback_html() + reporter.get_traceback_text())

        # Deep inside, where all answers are in the variables of our functions.
        monkeypatch.setattr("trials.presenting.self_check._age", fail)
        client.raise_request_exception = False
        got_request_exception.connect(report)
        try:
            with caplog.at_level(logging.DEBUG):
                response = client.post(address, SENT)
        finally:
            got_request_exception.disconnect(report)
        assert response.status_code == 500
        assert "something of ours broke" in seen[0]
        for text in (response.content.decode(), seen[0], caplog.text):
            assert not CANARIES.search(text)


def test_a_record_without_criteria_asks_what_its_fields_say(client, publish):
    publish(study())
    page = client.get(FIT).content.decode()
    assert 'name="type"' in page
    assert 'name="steroid"' not in page
