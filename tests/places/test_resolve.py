import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

import places
from places.resolve import DATA
from tests.environment import ROOT
from trials.reading.countries import country_name


def label(text):
    return places.resolve(text).label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pittsburgh", "Pittsburgh, Pennsylvania, United States"),
        ("pittsburgh  pa", "Pittsburgh, Pennsylvania, United States"),
        ("Pittsburgh, Pennsylvania", "Pittsburgh, Pennsylvania, United States"),
        ("London", "London, England, United Kingdom"),
        ("London, Ontario", "London, Ontario, Canada"),
        ("Paris", "Paris, France"),
        ("Paris Texas", "Paris, Texas, United States"),
        ("Springfield, IL", "Springfield, Illinois, United States"),
        ("New York", "New York City, New York, United States"),
        ("New York State", "New York (state), United States"),
        ("Washington, D.C.", "Washington, District of Columbia, United States"),
        ("Texas", "Texas (state), United States"),
        ("TX", "Texas (state), United States"),
        ("Mexico", "Mexico"),
        ("México", "Mexico"),
        ("U.S.A.", "United States"),
        ("Reino Unido", "United Kingdom"),
        ("Deutschland", "Germany"),
        ("münchen", "Munich, Bavaria, Germany"),
        ("Nueva York", "New York City, New York, United States"),
        ("15213", "15213, Pittsburgh, Pennsylvania, United States"),
        ("15213-1234", "15213, Pittsburgh, Pennsylvania, United States"),
        ("75013 Paris", "Paris, France"),
        ("Bethesda", "Bethesda, Maryland, United States"),
        ("Sao Paulo", "São Paulo, Brazil"),
    ],
)
def test_a_place_is_found_as_people_write_it(text, found):
    assert label(text) == found


def test_saints_and_mountains_are_found_however_they_are_written():
    assert label("St. Louis, MO") == label("Saint Louis, Missouri") == label("st louis mo")


@pytest.mark.parametrize(
    "text", ["Springfield", "Cambridge", "Portland", "Birmingham", "Rochester", "Georgia", "Quebec"]
)
def test_a_name_of_several_places_is_asked_about(text):
    with pytest.raises(places.Ambiguous) as problem:
        places.resolve(text)
    assert 2 <= len(problem.value.places) <= 8
    assert text in str(problem.value)
    for place in problem.value.places:
        assert places.resolve(place.label) == place


def test_the_largest_is_meant_where_it_is_much_larger_and_the_others_can_be_had():
    assert places.others("London")[0].label == "London, Ontario, Canada"
    assert places.others("no such place") == []


@pytest.mark.parametrize(
    "text",
    ["SW1A 1AA", "M13 9PL", "M5G 1X5", "M5G", "1012 AB", "00000", "1010", "D-1010", "00-950"],
)
def test_postcodes_of_other_countries_are_kindly_declined(text):
    with pytest.raises(places.ForeignPostcode, match="Please type your town"):
        places.resolve(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "Nowhereville", "x" * 121, "\0", "\ud800", "🦵", "%", "';--"]
)
def test_what_is_unknown_is_said_to_be(text):
    with pytest.raises(places.Unknown):
        places.resolve(text)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=130))
def test_no_text_makes_it_fail_otherwise(text):
    try:
        found = places.resolve(text).label
    except places.NotResolved as problem:
        found = str(problem)
    assert found


def test_a_label_finds_its_place_again():
    rows = sqlite3.connect(DATA).execute(
        "SELECT name, region, country FROM place WHERE kind = 'town' ORDER BY population DESC"
    )
    rows = rows.fetchall()
    for name, region, country in rows[:2000] + random.Random(7).sample(rows, 500):
        text = ", ".join(filter(None, [name, region, country]))
        assert (label(text), text) == (text, text)


def test_states_and_countries_find_themselves_again():
    rows = sqlite3.connect(DATA).execute(
        "SELECT kind, name, region, country FROM place WHERE kind IN ('region', 'country')"
    )
    for row in rows:
        place = places.Place(*row)
        assert places.resolve(place.label) == place


def test_miles_are_for_those_who_think_in_them():
    assert places.resolve("Boston").uses_miles
    assert places.resolve("Leeds").uses_miles
    assert not places.resolve("Lyon").uses_miles


def test_countries_have_no_point_and_towns_have_one():
    assert places.resolve("France").latitude is None
    boston = places.resolve("Boston")
    assert (round(boston.latitude, 1), round(boston.longitude, 1)) == (42.4, -71.1)


def test_distances_are_those_of_the_sphere():
    assert places.kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert places.kilometres(48.85, 2.35, 51.51, -0.13) == pytest.approx(343, abs=2)
    assert places.kilometres(5, 5, 5, 5) == 0


def test_a_site_without_a_point_is_placed_by_its_town_if_there_is_but_one():
    assert places.locate("Pittsburgh", "Pennsylvania", "United States")
    assert places.locate("Springfield", "Illinois", "United States")
    assert places.locate("Springfield", "", "United States") is None
    assert places.locate("Lyon", "", "France")
    assert places.locate("Lyon", "", "Germany") is None
    assert places.locate("", "", "") is None


REAL = ROOT.parent / "shared" / "registry" / "studies" / "full-dev.jsonl.gz"


@pytest.mark.skipif(not REAL.exists(), reason="no real records lie beside the project")
def test_every_country_of_the_real_records_is_known():
    import gzip
    import json

    countries = set()
    with gzip.open(REAL) as lines:
        for line in lines:
            people = json.loads(line)["protocolSection"].get("contactsLocationsModule", {})
            countries |= {
                country_name(site.get("country", "")) for site in people.get("locations", [])
            }
    for country in countries - {""}:
        assert places.resolve(places.Place("country", country, "", country).label)
