"""Which area a site of the registry lies in, however the record writes it."""

import pytest

import places
from places import gazetteer
from trials.reading.countries import country_name


@pytest.mark.parametrize(
    ("city", "state", "country", "area"),
    [
        ("Montreal", "Montreal", "Canada", "CA.10"),
        ("Québec", "QC", "Canada", "CA.10"),
        ("Toronto", "Ont.", "Canada", "CA.08"),
        ("Clayton", None, "Australia", "AU.07"),
        ("Perth", "WA", "Australia", "AU.08"),
        ("Houston", "TX", "United States", "US.TX"),
        ("Houston", "Texas", "United States", "US.TX"),
        ("Nowhere at all", "tx", "United States", "US.TX"),
        ("Chicago", "", "United States", "US.IL"),
        ("Nowhere at all", "Calif.", "United States", "US.CA"),
        ("Nowhere at all", "Que.", "Canada", "CA.10"),
        ("Nowhere at all", "N. Dak.", "United States", "US.ND"),
        ("Nowhere at all", "Jal.", "Mexico", "MX.14"),
        ("Nowhere at all", "Bayern", "Germany", "DE.02"),
        ("Nowhere at all", "Toscana", "Italy", "IT.16"),
        ("Kobe, Hyogo", "", "Japan", "JP.13"),
        ("Hyogo", "", "Japan", "JP.13"),
        ("Shandong", None, "China", "CN.25"),
        ("South Yorkshire", "Dn1 2et", "United Kingdom", "GB.ENG.south-yorkshire"),
        ("Belem", "PA", "Brazil", "BR.16"),
        ("Hagatna", "GU", "United States", "GU"),
        ("Lyon Cedex 08", "Rhône", "France", "FR.84"),
        ("Kagoshima", "Kagoshima-Ken", "Japan", "JP.18"),
        ("Macau", "Macau SAR", "China", "MO"),
        ("Firenze", "FI", "Italy", "IT.16"),
        ("Maidstone", "", "United Kingdom", "GB.ENG.kent"),
        ("Hong Kong", "Hksar", "China", "HK"),
        ("San Juan", "Puerto Rico", "United States", "PR"),
        ("Saint Thomas", None, "Virgin Islands (U.S.)", "VI"),
        ("Anywhere", "", "Narnia", ""),
        ("\ud800", "\0", "France", "FR"),
    ],
)
def test_a_site_lies_in_its_state_however_the_record_writes_it(city, state, country, area):
    found = places.site_area(city, state, country)
    assert f"{found}.".startswith(f"{area}.")
    assert bool(found) == bool(area)


def test_the_postcode_and_the_point_tell_where_the_town_does_not():
    assert places.site_area("Somewhere", "", "Australia", "3168") == "AU.07"
    assert places.site_area("Somewhere", "", "United States", "02115") == "US.MA"
    assert places.site_area("Somewhere", "", "Canada", "K1A 0B1") == "CA.08"
    assert places.site_area("Somewhere", "", "Canada", "", (45.5, -73.6)) == "CA.10"
    assert places.site_area("Springfield", "", "United States", "", (39.8, -89.6)) == "US.IL"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("turkey", "Turkey"),
        ("Türkiye", "Turkey"),
        ("Turkey (Türkiye)", "Turkey"),
        ("USA", "United States"),
        ("united states of america", "United States"),
        ("Virgin Islands (U.S.)", "U.S. Virgin Islands"),
        ("Hong Kong SAR", "Hong Kong"),
        ("Macao", "Macau"),
        ("Czech Republic", "Czechia"),
        ("Korea, Republic of", "South Korea"),
        ("Russian Federation", "Russia"),
        ("Taiwan, Province of China", "Taiwan"),
        ("UK", "United Kingdom"),
        ("Deutschland", "Germany"),
        ("Narnia", "Narnia"),
    ],
)
def test_a_country_has_one_name(text, name):
    assert country_name(text) == name


@pytest.mark.parametrize(
    ("point", "is_astray"),
    [
        ((45.75, 4.85), False),
        ((45.9, 5.3), False),
        # swapped, a sign lost, one number left empty, another town
        ((4.85, 45.75), True),
        ((-45.75, 4.85), True),
        ((45.75, -4.85), True),
        ((0, 4.85), True),
        ((45.75, 0), True),
        ((48.85, 2.35), True),
    ],
)
def test_a_point_far_from_its_own_town_is_astray(point, is_astray):
    assert places.is_astray(point, "Lyon", "", "France") == is_astray
    assert places.is_astray(point, "Lyon Cedex 08", "Rhône", "France") == is_astray


def test_the_points_of_a_country_are_those_of_its_towns():
    towns = {
        (entry.area, *entry.point)
        for entry in gazetteer.entries()
        if entry.area[:2] == "LU" and entry.point and entry.is_own
    }
    found = {
        (area, north, east)
        for area, points in gazetteer.points_in("LU")
        for north, east in zip(points[::2], points[1::2], strict=True)
    }
    assert found == towns
    assert len(found) > 50
    assert not list(gazetteer.points_in(""))


def test_of_a_town_that_we_do_not_know_a_point_outside_of_its_country_is_astray():
    assert not places.is_astray((45.75, 4.85), "Nowhereville", "", "France")
    assert places.is_astray((4.85, 45.75), "Nowhereville", "", "France")
    assert places.is_astray((77.2, 28.6), "Nowhereville", "", "India")
    assert not places.is_astray((0, 32.5), "Nowhereville", "", "Uganda")
    assert not places.is_astray((4.85, 45.75), "Nowhereville", "", "Nowhere")


def test_other_towns_of_the_same_name_do_not_make_a_point_astray():
    assert not places.is_astray((39.8, -89.65), "Springfield", "Illinois", "United States")
    assert places.is_astray((42.1, -72.59), "Springfield", "Illinois", "United States")
    # Which Springfield it is nobody says.
    assert not places.is_astray((42.1, -72.59), "Springfield", "", "United States")
    assert places.is_astray((39.29, 76.61), "Baltimore", "Maryland", "United States")
