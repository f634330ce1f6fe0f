"""The places of a study on a map, and the list beside it that says the same."""

import re

import pytest

from organizations import map as organization_map
from tests.studies import site, study
from tests.trials.mapped import (
    assert_links_say_what_the_list_says,
    entries,
    leads,
    marks,
    soup,
    words,
)
from trials.presenting import site_map

pytestmark = pytest.mark.django_db

NUMBER = "NCT99000001"
MAP = f"/trials/{NUMBER}/map/"
LYON = {"lat": 45.75, "lon": 4.85}
SUVA, APIA = {"lat": -18.14, "lon": 178.44}, {"lat": -13.83, "lon": -171.77}


def with_sites(publish, *sites, status="RECRUITING"):
    publish(study(NUMBER, status, contactsLocationsModule={"locations": list(sites)}))


def test_every_mark_is_an_entry_of_the_list_and_every_entry_a_mark(client, publish):
    with_sites(
        publish,
        site("Lyon", geoPoint=LYON),
        site("Lyon", status="COMPLETED", facility="Another", geoPoint=LYON),
        site("Suva", "Fiji", status="NOT_YET_RECRUITING", geoPoint=SUVA),
        site("Apia", "Samoa", status="", geoPoint=APIA),
    )
    page = soup(client.get(MAP))
    assert marks(page) == entries(page)
    assert marks(page) == [("open", 2), ("unsure", 2)]
    assert_links_say_what_the_list_says(page)
    label = page.select_one("svg.map")["aria-label"]
    assert label == (
        "Map with 4 locations: 1 open, 1 may be open: ask, 1 opening soon, 1 not open, or by "
        "invitation."
    )
    assert label in words(page.select_one("section"))


def test_few_places_stand_in_the_list_by_their_names_with_their_status(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON), site("Suva", "Fiji", "", geoPoint=SUVA))
    page = words(soup(client.get(MAP)).select_one("ol.on-map"))
    assert "Lyon, France : 1 open" in page
    assert "Example Hospital Lyon – Recruiting" in page
    assert "Suva, Fiji : 1 may be open: ask" in page


def test_islands_beyond_the_antimeridian_stand_side_by_side(client, publish):
    with_sites(publish, site("Suva", "Fiji", geoPoint=SUVA), site("Apia", "Samoa", geoPoint=APIA))
    page = soup(client.get(MAP))
    fiji, samoa = sorted(
        int(re.match(r"M(-?\d+)", mark["d"])[1]) for mark in page.select("svg.map path.mark")
    )
    assert 0 < fiji < samoa < 360
    assert samoa - fiji > 60
    assert page.select_one("svg.map .land")["d"]


def test_many_places_are_one_mark_that_zooming_in_takes_apart(client, publish):
    near = [site(f"Town {n}", geoPoint={"lat": 45 + n / 5, "lon": 4 + n / 5}) for n in range(9)]
    with_sites(publish, *near, site("Suva", "Fiji", geoPoint=SUVA))
    page = soup(client.get(MAP))
    assert marks(page) == entries(page) == [("open", 1), ("open", 9)]
    link = page.select_one("ol.on-map a")
    assert words(link) == "Zoom in to France"
    closer = soup(client.get(MAP + link["href"]))
    assert marks(closer) == entries(closer)
    assert "more location" in words(closer.select_one("section"))
    last = soup(client.get(MAP + "?zoom=6&lat=45.8&lon=4.8"))
    assert marks(last) == entries(last)
    assert len(marks(last)) > 1


@pytest.mark.parametrize("kinds", [site_map.KINDS, organization_map.KINDS])
def test_each_kind_has_a_shape_of_its_own_so_that_no_color_is_needed(kinds):
    assert len({kind.shape for kind in kinds}) == len(kinds)


def test_every_mark_is_a_link_closer_or_to_its_place_in_the_list(client, publish):
    towns = [site(f"Town {n}", geoPoint={"lat": 45 + n / 2, "lon": 4 + n / 2}) for n in range(9)]
    with_sites(publish, *towns, site("Suva", "Fiji", geoPoint=SUVA))
    page = soup(client.get(MAP))
    [closer], [listed] = leads(page)
    assert words(page.select_one(listed).strong) == "Suva, Fiji"
    assert page.select_one("svg.map a:has(text)")["aria-label"] == "Zoom in: France: 9 open"
    assert page.select_one(f'svg.map a[href="{listed}"]')["aria-label"] == (
        "In the list: Suva, Fiji: 1 open"
    )
    assert closer == page.select_one("ol.on-map a")["href"]
    nearer = soup(client.get(MAP + closer))
    assert sum(count for _kind, count in marks(nearer)) == 9
    assert len(leads(nearer)[0] + leads(nearer)[1]) == len(marks(nearer)) > 1


def test_places_that_no_view_takes_apart_are_all_named(client, publish):
    there = [site("Lyon", facility=f"Hospital {n}", geoPoint=LYON) for n in range(12)]
    with_sites(publish, *there, site("Suva", "Fiji", geoPoint=SUVA))
    page = soup(client.get(MAP))
    assert leads(page) == ([], ["#place-1", "#place-2"])
    assert len(page.select("ol.on-map ul li")) == 13


def test_nothing_of_a_closed_study_is_open(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON), status="COMPLETED")
    page = soup(client.get(MAP))
    assert marks(page) == entries(page) == [("closed", 1)]


def test_the_reader_s_place_is_on_the_map_and_goes_along(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON))
    page = soup(client.get(MAP + "?place=Paris, France&for=child"))
    assert len(page.select("svg.map .here")) == 1
    assert "your location" in words(page.select_one(".legend"))
    ways = [a["href"] for a in page.select(".map-ways a")]
    assert len(ways) == 6
    assert all("place=Paris" in address and "for=child" in address for address in ways)


def test_the_reader_s_place_lies_over_the_marks(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON))
    page = soup(client.get(MAP + "?place=Lyon, France"))
    assert page.select("svg.map :is(.mark, .here)")[-1]["class"] == ["here"]


def test_many_places_without_a_position_are_counted(client, publish):
    with_sites(publish, *(site(f"Nowhere {n}", "Atlantis") for n in range(61)))
    assert "61 locations" in words(soup(client.get(MAP)).select_one("section"))


def test_places_without_a_position_are_named_apart(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON), site("Nowhere at All", "Atlantis"))
    page = soup(client.get(MAP))
    assert marks(page) == [("open", 1)]
    assert "Example Hospital Nowhere at All" in words(page.select_one("section"))


@pytest.mark.parametrize("query", ["?zoom=99&lat=x&lon=", "?place=Springfield", "?zoom=3"])
def test_what_cannot_be_used_shows_the_whole(client, publish, query):
    with_sites(publish, site("Lyon", geoPoint=LYON))
    page = soup(client.get(MAP + query))
    assert marks(page) == [("open", 1)]


def test_the_page_of_the_study_leads_here_with_the_place(client, publish):
    with_sites(publish, site("Lyon", geoPoint=LYON))
    page = soup(client.get(f"/trials/{NUMBER}/?place=Paris, France"))
    [link] = page.select(f'a[href^="{MAP}"]')
    assert link["href"] == MAP + "?place=Paris%2C+France"
    without = soup(client.get(f"/trials/{NUMBER}/"))
    assert without.select_one(f'a[href="{MAP}"]')


def test_a_study_that_moved_or_is_unknown_has_no_map(client, publish):
    publish(study(NUMBER))
    assert client.get("/trials/NCT00000000/map/").status_code == 404
    assert client.get("/trials/nct99000001/map/").url == f"/trials/{NUMBER}/"


class TestTheMapOfASearch:
    def test_has_every_place_of_the_studies_found_and_of_no_other(self, client, publish):
        lyon, suva = site("Lyon", geoPoint=LYON), site("Suva", "Fiji", geoPoint=SUVA)
        publish(
            study("NCT99000001", contactsLocationsModule={"locations": [lyon, suva]}),
            study("NCT99000002", title="Two", contactsLocationsModule={"locations": [lyon]}),
            study("NCT99000003", "COMPLETED", contactsLocationsModule={"locations": [lyon]}),
        )
        page = soup(client.get("/trials/map/"))
        assert marks(page) == entries(page) == [("open", 1), ("open", 2)]
        assert "Lyon, France : 2 open (2 studies)" in words(page.select_one("ol.on-map"))
        links = [link["href"] for link in page.select("ol.on-map a")]
        assert "/trials/NCT99000002/" in links
        page = soup(client.get("/trials/map/?status=all"))
        assert marks(page) == entries(page) == [("open", 1), ("open", 3)]

    def test_keeps_the_search_in_its_links(self, client, publish):
        publish(study(NUMBER, contactsLocationsModule={"locations": [site("Lyon", geoPoint=LYON)]}))
        page = soup(client.get("/trials/map/?condition=dermatomyositis&zoom=3&lat=45&lon=5"))
        ways = [link["href"] for link in page.select(".map-ways a")]
        assert ways
        assert all(address.startswith("?condition=dermatomyositis&zoom=") for address in ways)
        assert page.select_one('main a[href="/trials/?condition=dermatomyositis"]')

    def test_counts_studies_by_country_each_leading_to_its_list(self, client, publish):
        lyon, suva = site("Lyon", geoPoint=LYON), site("Suva", "Fiji", geoPoint=SUVA)
        publish(
            study("NCT99000001", contactsLocationsModule={"locations": [lyon, suva]}),
            study("NCT99000002", title="Two", contactsLocationsModule={"locations": [lyon]}),
        )
        rows = soup(client.get("/trials/map/")).select(".entries a")
        assert [words(row) for row in rows] == ["France : 2", "Fiji : 1"]
        for row in rows:
            found = soup(client.get(row["href"])).select(".study-card")
            assert len(found) == int(words(row).split()[-1])

    def test_a_search_that_finds_nothing_shows_an_empty_world(self, client, publish):
        publish(study(NUMBER))
        page = soup(client.get("/trials/map/?q=zebra"))
        assert marks(page) == entries(page) == []

    def test_the_list_leads_here(self, client, publish):
        publish(study(NUMBER))
        page = soup(client.get("/trials/?condition=dermatomyositis"))
        assert page.select_one('.exports a[href="/trials/map/?condition=dermatomyositis"]')


def test_two_marks_in_one_large_country_have_names_of_their_own(client, publish):
    def american(city, state, latitude, longitude):
        point = {"lat": latitude, "lon": longitude}
        return site(city, "United States", state=state, geoPoint=point)

    with_sites(
        publish,
        american("Boston", "Massachusetts", 42.36, -71.06),
        american("Albany", "New York", 42.65, -73.75),
        american("Los Angeles", "California", 34.05, -118.24),
        american("Phoenix", "Arizona", 33.45, -112.07),
    )
    page = soup(client.get(MAP + "?zoom=1&lat=40&lon=-95"))
    names = sorted(words(entry.strong) for entry in page.select("ol.on-map > li"))
    assert names == [
        "United States (Arizona, California)",
        "United States (Massachusetts, New York)",
    ]
