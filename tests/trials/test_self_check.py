"""The self-check as a reader meets it, and that nothing of the answers stays anywhere."""

import logging
from html import unescape

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils.html import strip_tags

from tests.studies import study
from trials import self_check

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


def text_of(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


@pytest.fixture
def _published(publish):
    publish(study(eligibilityModule={"eligibilityCriteria": CRITERIA, "maximumAge": "75 Years"}))


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
        places = [page.index(part) for part in parts]
        assert places == sorted(places)
        assert "eligible" not in page.lower()

    def test_an_answer_that_cannot_be_used_is_named_and_the_others_count(self, client):
        page = text_of(client.post(FIT, ANSWERS | {"age": "old"}))
        assert "Enter a whole number." in page
        assert "Prednisone > 20 mg/day" in page

    def test_keeps_the_answers_nowhere(self, client, caplog):
        before = {model: model.objects.count() for model in apps.get_models()}
        with caplog.at_level(logging.DEBUG):
            response = client.post(FIT, ANSWERS)
        assert CANARY in response.content.decode()
        assert not response.cookies
        assert not client.cookies
        assert "no-store" in response["Cache-Control"]
        assert CANARY not in caplog.text
        assert CANARY not in repr(getattr(cache, "_cache", {}))
        assert {model: model.objects.count() for model in apps.get_models()} == before

    def test_an_error_report_hides_the_answers(self, client, monkeypatch):
        def fail(trial, form):
            raise RuntimeError(form.cleaned_data["type"])

        monkeypatch.setattr("trials.presenting.self_check.result", fail)
        client.raise_request_exception = False
        response = client.post(FIT, ANSWERS)
        assert response.status_code == 500
        assert CANARY not in response.content.decode()
        request = response.wsgi_request
        assert request.sensitive_post_parameters == "__ALL__"

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


def test_a_record_without_criteria_asks_what_its_fields_say(client, publish):
    publish(study())
    page = client.get(FIT).content.decode()
    assert 'name="type"' in page
    assert 'name="steroid"' not in page
