"""A short list to print: some studies below each other, each with whom to call."""

import pytest

from tests import databases, editions
from tests.client import text_of
from tests.studies import contact, site, study

pytestmark = pytest.mark.django_db

LIST = "/trials/print/"


@databases.loaded_once
def _published():
    lyon = site("Lyon", contacts=[contact("Ana Example")], geoPoint={"lat": 45.75, "lon": 4.85})
    paris = site("Paris", contacts=[contact("Bo Example")], geoPoint={"lat": 48.85, "lon": 2.35})
    there = {"centralContacts": [contact("Cy Example")], "locations": [paris, lyon]}
    editions.publish(
        study("NCT99000001", title="Invented tablets", contactsLocationsModule=there),
        *[
            study(f"NCT99{number:06}", title=f"Study {number}", status="COMPLETED")
            for number in range(2, 13)
        ],
    )


@pytest.mark.usefixtures("_published")
class TestShortList:
    def test_shows_each_study_with_people_to_call_in_the_order_asked(self, client):
        page = client.get(LIST, {"q": "NCT99000002 nct99000001", "place": "Lyon, France"})
        text = text_of(page)
        parts = [
            "My short list of studies, from Lyon",
            "Study 2",
            "NCT 9900 0002",
            "we show no contacts",
            "Invented tablets",
            "NCT 9900 0001",
            "Nearest location listed as open",
            "Ana Example",
            "202-555-0143",
            "Do not stop, skip, or change a medicine",
        ]
        places = [text.index(part) for part in parts]
        assert places == sorted(places)
        assert "Bo Example" not in text
        assert page.content.decode().count('class="notes-room"') == 2
        assert "noindex" in page["X-Robots-Tag"]

    def test_ten_studies_fit_and_the_others_are_named(self, client):
        numbers = [f"NCT99{number:06}" for number in range(1, 13)]
        page = client.get(LIST, {"q": " ".join(numbers)})
        assert page.content.decode().count('class="notes-room"') == 10
        assert "Left off: NCT99000011, NCT99000012." in text_of(page)

    def test_an_unknown_number_is_named_and_a_repeated_one_is_listed_once(self, client):
        page = client.get(LIST, {"q": "NCT99000001, NCT99000001, NCT98000000"})
        assert "NCT98000000 is not among the studies we list." in text_of(page)
        assert page.content.decode().count('class="notes-room"') == 1

    def test_a_place_with_several_meanings_is_asked_about_and_the_numbers_stay(self, client):
        page = client.get(LIST, {"q": "NCT99000001", "place": "Springfield"}).content.decode()
        assert "q=NCT99000001" in page.partition('class="banner"')[2].partition("</div>")[0]

    def test_without_numbers_it_asks_for_them(self, client):
        page = client.get(LIST).content.decode()
        assert 'name="q"' in page
        assert "<article" not in page
