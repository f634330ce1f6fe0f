"""Organizations on a map, and the list beside it."""

import pytest
from bs4 import BeautifulSoup

from tests.organizations import made

pytestmark = pytest.mark.django_db


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def marks(page):
    """How many organizations stand in each mark, sorted."""
    found = []
    for mark in page.select("svg.map path.mark"):
        after = mark.find_next_sibling()
        found.append(int(after.text) if after is not None and after.name == "text" else 1)
    return sorted(found)


def entries(page):
    return sorted(len(entry.select("ul > li")) for entry in page.select("ol.on-map > li"))


@pytest.fixture
def _some():
    made.family()
    made.organization("in-columbia", place="Columbia, MD")
    made.organization("in-baltimore", place="Baltimore, MD", kinds=["clinic"])
    made.organization("in-lyon", place="Lyon", country="France")
    made.organization("nowhere")


@pytest.mark.usefixtures("_some")
class TestTheMap:
    def test_every_mark_is_an_entry_of_the_list(self, client):
        page = soup(client.get("/organizations/map/"))
        assert marks(page) == entries(page) == [1, 2]
        assert (
            "Map with 3 organizations. specialist clinic: 1, other organization: 2."
            in (page.select_one("svg.map")["aria-label"])
        )

    def test_one_without_a_town_is_listed_apart(self, client):
        page = soup(client.get("/organizations/map/"))
        assert page.select_one("section ul.alone a").text == "Nowhere"

    def test_shows_what_the_list_finds_and_leads_back_to_it(self, client):
        page = soup(client.get("/organizations/map/?country=France"))
        assert marks(page) == entries(page) == [1]
        assert page.select_one('main a[href="/organizations/?country=France"]')
        listed = soup(client.get("/organizations/?country=France"))
        assert listed.select_one('.exports a[href="/organizations/map/?country=France"]')

    def test_zooming_in_takes_a_mark_apart_and_keeps_the_question(self, client):
        page = soup(client.get("/organizations/map/"))
        link = page.select_one("ol.on-map > li > a")["href"]
        closer = soup(client.get("/organizations/map/" + link))
        assert marks(closer) == entries(closer)
        ways = soup(client.get("/organizations/map/?country=France")).select(".map-ways a")
        assert all(link["href"].startswith("?country=France&zoom=") for link in ways)


def test_without_organizations_the_map_is_the_world(client):
    made.family()
    assert marks(soup(client.get("/organizations/map/"))) == []
