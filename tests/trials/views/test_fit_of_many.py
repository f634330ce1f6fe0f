"""A search without the studies that the answers may rule out: what is hidden, and why."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from tests import databases, editions
from tests.client import text_of
from tests.studies import site, study
from trials.search import by_answers
from trials.views import self_check

pytestmark = pytest.mark.django_db

PAGE = "/trials/fit/"
STEROID = "Exclusion Criteria:\n\n* Prednisone > 20 mg/day"
RITUXIMAB = "Exclusion Criteria:\n\n* Rituximab within 6 months of screening"
LYON, PARIS = {"lat": 45.75, "lon": 4.85}, {"lat": 48.85, "lon": 2.35}


def open_at(number, title, criteria, town, point):
    return study(
        number,
        title=title,
        eligibilityModule={"eligibilityCriteria": criteria, "maximumAge": "75 Years"},
        contactsLocationsModule={"locations": [site(town, geoPoint=point)]},
    )


@databases.loaded_once
def _published():
    editions.publish(
        open_at("NCT99000001", "Steroid study", STEROID, "Paris", PARIS),
        open_at("NCT99000002", "Rituximab study", RITUXIMAB, "Lyon", LYON),
        study("NCT99000003", title="Silent study"),
        study("NCT99000004", title="Closed study", status="COMPLETED"),
    )


def shown(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {card.h3.get_text(strip=True) for card in page.select("article.study-card")}


@pytest.mark.usefixtures("_published")
class TestFitOfMany:
    def test_what_a_line_may_rule_out_is_hidden_with_the_line_and_the_answer(self, client):
        page = client.post(PAGE, {"steroid": "to_40"})
        assert shown(page) == {"Rituximab study", "Silent study"}
        text = text_of(page)
        assert (
            "Filter in use: your answers. These are studies 1 to 3 of 3. We hid 1 of them." in text
        )
        assert "Prednisone > 20 mg/day" in text
        assert "your answer: Daily steroid dose" in text
        assert "eligible" not in text.lower()
        assert "Do not stop, skip, or change a medicine" in text

    def test_without_answers_and_in_doubt_everything_stays(self, client):
        for answers in ({}, {"steroid": "to_20"}, {"age": "nonsense"}, {"type": "unsure"}):
            assert len(shown(client.post(PAGE, answers))) == 3

    def test_the_search_of_the_address_is_narrowed_and_one_press_shows_all_again(self, client):
        page = client.post(PAGE + "?q=rituximab&status=all", {"rituximab": "under_1m"})
        assert shown(page) == set()
        assert "No studies are left." in text_of(page)
        assert 'href="/trials/?q=rituximab&amp;status=all"' in page.content.decode()

    def test_the_results_lead_there_with_their_search(self, client):
        page = client.get("/trials/?q=rituximab").content.decode()
        assert f'href="{PAGE}?q=rituximab"' in page
        form = client.get(PAGE + "?q=rituximab")
        assert "no-store" in form["Cache-Control"]
        assert "noindex" in form["X-Robots-Tag"]
        assert 'name="travel"' in form.content.decode()

    def test_what_is_farther_than_somebody_can_travel_is_hidden_with_the_distance(self, client):
        page = client.post(PAGE, {"place": "Lyon, France", "travel": "80"})
        assert shown(page) == {"Rituximab study", "Silent study"}
        assert "Its nearest location listed as open is about 393 km away." in text_of(page)
        assert len(shown(client.post(PAGE, {"place": "Lyon, France", "travel": "400"}))) == 3

    def test_without_a_place_that_we_know_no_distance_hides_anything(self, client):
        for place in ("", "Nowhere at all", "France", "Springfield"):
            assert len(shown(client.post(PAGE, {"place": place, "travel": "40"}))) == 3

    def test_the_next_studies_come_with_the_same_answers(self, client, monkeypatch):
        monkeypatch.setattr(by_answers, "LOOKED_AT", 2)
        answers = {"steroid": "to_40", "place": "Lyon, France"}
        first = client.post(PAGE, answers)
        form = BeautifulSoup(first.content, "html.parser").find("button", {"name": "start"})
        carried = {
            field["name"]: field["value"] for field in form.find_parent("form").select("input")
        }
        assert carried == answers
        second = client.post(PAGE, carried | {"start": "2"})
        assert "These are studies 3 to 3 of 3." in text_of(second)
        assert 'name="start"' not in second.content.decode()
        assert shown(first) | shown(second) == {"Rituximab study", "Silent study"}

    def test_a_start_beyond_the_end_shows_nothing_and_fails_nowhere(self, client):
        assert client.post(PAGE, {"start": "99999"}).status_code == 200
        assert client.post(PAGE, {"start": "-1"}).status_code == 200

    def test_a_form_from_another_site_is_refused(self, client):
        sent = client.post(PAGE, {}, headers={"Sec-Fetch-Site": "cross-site"})
        assert sent.status_code == 403

    def test_takes_only_so_many_pages_from_one_place(self, client, monkeypatch):
        cache.clear()
        monkeypatch.setattr(self_check, "PAGES_OF_MANY", 1)
        assert client.post(PAGE, {}).status_code == 200
        assert client.post(PAGE, {}).status_code == 429
