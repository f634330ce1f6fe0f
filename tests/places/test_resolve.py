import gzip
import json
import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

import places
from places import gazetteer
from places.names import found_of
from tests.environment import ROOT
from trials.reading.countries import country_name

REAL = ROOT.parent / "shared" / "registry" / "studies" / "full-dev.jsonl.gz"


def label(text):
    return places.resolve(text).label


def others(text):
    return [place.label for place in places.others(text, places.resolve(text))]


def labels_of_towns(largest, others):
    """The labels of the largest towns, and of others by chance."""
    lines = (gazetteer.DATA / "names.tsv").read_text(encoding="utf-8").splitlines()
    # Only the chosen ones become places: for all, that takes seconds.
    towns = [row for row in (line.split("\t") for line in lines) if row[3] and row[5]]
    assert len(towns) > 150_000
    towns.sort(key=lambda row: -int(row[5]))
    yield from islice(_labels(towns), largest)
    random.Random(7).shuffle(towns)
    yield from islice(_labels(towns), others)


def _labels(rows):
    for row in rows:
        entry = gazetteer._entry(*row)
        if entry.is_own:
            yield found_of(entry).place.label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pittsburgh", "Pittsburgh, Pennsylvania, United States"),
        ("  pittsburgh   PA ", "Pittsburgh, Pennsylvania, United States"),
        ("Pittsburgh, Pennsylvania", "Pittsburgh, Pennsylvania, United States"),
        ("pittsburgh pa usa", "Pittsburgh, Pennsylvania, United States"),
        ("Pittsburgh, PA, U.S.A.", "Pittsburgh, Pennsylvania, United States"),
        ("London", "London, England, United Kingdom"),
        ("London, UK", "London, England, United Kingdom"),
        ("London, Ontario", "London, Ontario, Canada"),
        ("London ON", "London, Ontario, Canada"),
        ("Paris", "Paris, Île-de-France, France"),
        ("paris france", "Paris, Île-de-France, France"),
        ("Paris Texas", "Paris, Texas, United States"),
        ("Springfield, IL", "Springfield, Illinois, United States"),
        ("Lexington, Kentucky", "Lexington, Kentucky, United States"),
        ("Madrid", "Madrid, Spain"),
        ("Barcelona, Cataluña", "Barcelona, Catalonia, Spain"),
        ("Munich, DE", "Munich, Bavaria, Germany"),
        ("San Juan, PR", "San Juan, Puerto Rico"),
        ("Sao Paulo", "São Paulo, Brazil"),
        ("Sankt Gallen", "Sankt Gallen, Switzerland"),
        ("Ft. Worth", "Fort Worth, Texas, United States"),
        ("Mt. Vernon, NY", "Mount Vernon, New York, United States"),
        ("Ann Arbor, Mich.", "Ann Arbor, Michigan, United States"),
        ("Ontario, Calif.", "Ontario, California, United States"),
        ("Paris, Tenn", "Paris, Tennessee, United States"),
        ("Charleston W. Va.", "Charleston, West Virginia, United States"),
        ("London, Ont.", "London, Ontario, Canada"),
        ("Ｂｏｓｔｏｎ", "Boston, Massachusetts, United States"),
        # Too small for GeoNames, but it has a post office.
        ("Bird in Hand, PA", "Bird In Hand, Pennsylvania, United States"),
    ],
)
def test_a_town_is_found_as_people_write_it(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mayo Clinic, Rochester, MN", "Rochester, Minnesota, United States"),
        ("Some Hospital, Building C, Boston", "Boston, Massachusetts, United States"),
        ("near Boston", "Boston, Massachusetts, United States"),
        ("Greater Boston area", "Boston, Massachusetts, United States"),
        ("United States, Ohio, Cleveland", "Cleveland, Ohio, United States"),
        ("Germany, Berlin", "Berlin, Germany"),
        ("Dublin 4", "Dublin, Leinster, Ireland"),
        ("Paris 13, France", "Paris, Île-de-France, France"),
        ("Lyon 8ème", "Lyon, Auvergne-Rhône-Alpes, France"),
        ("12 High Street, Leeds", "Leeds, England, United Kingdom"),
        ("Praha 2", "Prague, Czechia"),
        ("Taipei City", "Taipei, Taiwan"),
        ("Dallas/Fort Worth, TX", "Dallas, Texas, United States"),
        ("Minneapolis-St. Paul", "Minneapolis, Minnesota, United States"),
        ("São Paulo - SP", "São Paulo, Brazil"),
        ("Sao Paulo, SP", "São Paulo, Brazil"),
        ("Tuebingen", "Tübingen, Baden-Württemberg, Germany"),
        ("San Juan, Puerto Rico, USA", "San Juan, Puerto Rico"),
        ("San Juan, PR, USA", "San Juan, Puerto Rico"),
        ("Puerto Rico, USA", "Puerto Rico"),
        ("Hong Kong, China", "Hong Kong"),
    ],
)
def test_what_people_write_around_a_town_does_not_hide_it(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Some Hospital, Germany",
        "12 High Street, Ohio",
        "Nowhereville, Texas",
        "London, Paris",
        "Area",
        "near",
        "4",
    ],
)
def test_unknown_words_are_never_dropped_for_a_whole_area(text):
    with pytest.raises(places.NotResolved):
        places.resolve(text)


@pytest.mark.parametrize(
    ("text", "found", "region"),
    [
        ("Taipei", "Taipei, Taiwan", "Taipei (region), Taiwan"),
        (
            "Buenos Aires",
            "Buenos Aires, Buenos Aires F.D., Argentina",
            "Buenos Aires (province), Argentina",
        ),
        (
            "Buenos Aires, Argentina",
            "Buenos Aires, Buenos Aires F.D., Argentina",
            "Buenos Aires (province), Argentina",
        ),
        ("Minsk", "Minsk, Belarus", "Minsk (region), Belarus"),
        ("Kiev", "Kyiv, Kyiv City, Ukraine", "Kiev (region), Ukraine"),
        (
            "Southampton",
            "Southampton, England, United Kingdom",
            "Southampton (county), United Kingdom",
        ),
        ("București", "Bucharest, București, Romania", "București (region), Romania"),
        ("Sofia", "Sofia, Sofia-Capital, Bulgaria", "Sofia (region), Bulgaria"),
        ("Falkirk", "Falkirk, Scotland, United Kingdom", "Falkirk (county), United Kingdom"),
    ],
)
def test_a_city_is_meant_before_the_region_that_is_called_after_it(text, found, region):
    assert label(text) == found
    assert region in others(text)
    assert label(region) == region


@pytest.mark.parametrize("text", ["Quebec", "Washington", "Oklahoma", "Ibaraki", "Mpumalanga"])
def test_a_state_is_asked_about_beside_a_city_and_a_region_beside_a_smaller_town(text):
    with pytest.raises(places.Ambiguous) as problem:
        places.resolve(text)
    assert {place.kind for place in problem.value.places} == {"region", "town"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("münchen", "Munich, Bavaria, Germany"),
        ("Cologne", "Köln, North Rhine-Westphalia, Germany"),
        ("Roma", "Rome, Lazio, Italy"),
        ("Nueva York", "New York City, New York, United States"),
        ("NYC", "New York City, New York, United States"),
        ("CABA, Argentina", "Buenos Aires, Buenos Aires F.D., Argentina"),
        ("Venezia", "Venice, Veneto, Italy"),
        ("Ciudad de México", "Mexico City, Mexico"),
        ("Lisboa", "Lisbon, Portugal"),
        ("Marburg", "Marburg an der Lahn, Hesse, Germany"),
        # Lomé is called Rome in some language; Granada is Grenada in Spanish.
        ("Rome", "Rome, Lazio, Italy"),
        ("Granada, Spain", "Granada, Andalusia, Spain"),
    ],
)
def test_larger_towns_are_found_by_their_names_in_other_languages(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Texas", "Texas (state), United States"),
        ("TX", "Texas (state), United States"),
        ("New York State", "New York (state), United States"),
        ("Washington state", "Washington (state), United States"),
        ("Wyoming", "Wyoming (state), United States"),
        ("Ontario", "Ontario (province), Canada"),
        ("Yukon", "Yukon (territory), Canada"),
        ("Scotland", "Scotland, United Kingdom"),
        ("Bayern", "Bavaria (state), Germany"),
        ("New South Wales", "New South Wales (state), Australia"),
        ("Georgia, USA", "Georgia (state), United States"),
    ],
)
def test_a_state_or_province_is_found(text, found):
    assert label(text) == found
    assert places.resolve(text).kind == "region"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ontario, CA", "Ontario, California, United States"),
        ("Salem, IN", "Salem, Indiana, United States"),
        ("paris tx", "Paris, Texas, United States"),
        ("Vancouver, WA", "Vancouver, Washington, United States"),
        ("Melbourne, FL", "Melbourne, Florida, United States"),
        ("Dover, DE", "Dover, Delaware, United States"),
        # No town of that name lies in that state.
        ("Toronto, CA", "Toronto, Ontario, Canada"),
        ("Hyderabad, IN", "Hyderabad, Telangana, India"),
        ("Perth, WA", "Perth, Western Australia, Australia"),
        ("Toronto, ON", "Toronto, Ontario, Canada"),
    ],
)
def test_two_letters_after_a_town_are_a_us_state_first(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tuscany", "Tuscany (region), Italy"),
        ("Jalisco", "Jalisco (state), Mexico"),
        ("Kerala", "Kerala (state), India"),
        ("Normandie", "Normandy (region), France"),
        ("Lancashire", "Lancashire (county), United Kingdom"),
        ("County Cork", "Cork (county), Ireland"),
        # A city of another name is in it, or one that has it for a foreign name.
        ("Bahia", "Bahia (state), Brazil"),
        ("Henan", "Henan (province), China"),
        ("Punjab, India", "Punjab (state), India"),
        # A city in the region of its name is meant before it.
        ("Osaka", "Osaka, Japan"),
        ("Lisbon", "Lisbon, Portugal"),
        ("Luxembourg", "Luxembourg"),
        ("Ashford, Kent", "Ashford, England, United Kingdom"),
    ],
)
def test_regions_of_all_countries_weigh_as_much_as_their_people(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "county"),
    [("Kent", "Kent"), ("Norfolk", "Norfolk"), ("Surrey", "Surrey"), ("Sussex", "East Sussex"),
     ("Yorkshire", "West Yorkshire")],
)  # fmt: skip
def test_a_county_is_asked_about_beside_towns_of_its_name(text, county):
    with pytest.raises(places.Ambiguous) as problem:
        places.resolve(text)
    assert f"{county} (county), United Kingdom" in [one.label for one in problem.value.places]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Москва", "Moscow, Russia"),
        ("東京", "Tokyo, Japan"),
        ("北京", "Beijing, China"),
        ("Αθήνα", "Athens, Attica, Greece"),
        ("القاهرة", "Cairo, Egypt"),
        ("서울", "Seoul, South Korea"),
        ("תל אביב", "Tel Aviv, Israel"),
        ("Россия", "Russia"),
    ],
)
def test_large_towns_and_countries_are_found_in_their_own_script(text, found):
    assert label(text) == found


def test_other_names_in_another_script_lead_to_a_hint():
    with pytest.raises(places.NotResolved, match="in Latin letters") as problem:
        places.resolve("Абвгдейка")
    assert problem.value.is_question


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Mexico", "Mexico"),
        ("México", "Mexico"),
        ("USA", "United States"),
        ("U.S.", "United States"),
        ("the united states of america", "United States"),
        ("EE. UU.", "United States"),
        ("Estados Unidos", "United States"),
        ("UK", "United Kingdom"),
        ("Great Britain", "United Kingdom"),
        ("Reino Unido", "United Kingdom"),
        ("Deutschland", "Germany"),
        ("Alemania", "Germany"),
        ("España", "Spain"),
        ("Türkiye", "Turkey"),
        ("Korea, Republic of", "South Korea"),
        ("The Netherlands", "Netherlands"),
        ("Luxembourg", "Luxembourg"),
        ("Georgia (country)", "Georgia"),
    ],
)
def test_a_country_is_found_under_its_names(text, country):
    found = places.resolve(text)
    assert (found.kind, found.country) == ("country", country)


def test_saints_are_found_however_they_are_written():
    assert label("St. Louis, MO") == label("Saint Louis, Missouri") == label("st louis mo")


def test_new_york_is_the_city_and_the_state_is_offered():
    assert label("New York") == "New York City, New York, United States"
    first, *_rest = others("New York")
    assert first == "New York (state), United States"


def test_washington_is_exact_with_its_district():
    for text in ["Washington DC", "Washington, D.C.", "DC", "washington d.c."]:
        assert label(text) == "Washington, District of Columbia, United States"


@pytest.mark.parametrize(
    "text",
    [
        "Springfield", "Cambridge", "Portland", "Birmingham", "Rochester", "Georgia", "Quebec",
        "Washington", "Vancouver",
    ],
)  # fmt: skip
def test_a_name_of_several_places_is_asked_about(text):
    with pytest.raises(places.Ambiguous, match="There is more than one") as problem:
        places.resolve(text)
    assert 2 <= len(problem.value.places) <= 8
    assert text in str(problem.value)
    for place in problem.value.places:
        assert places.resolve(place.label) == place


def test_the_others_of_a_name_can_be_had_where_nothing_was_asked():
    assert others("London")[0] == "London, Ontario, Canada"
    assert len(others("Paris")) <= 8
    assert label("Paris") not in others("Paris")
    assert others("Pittsburgh") == []
    ontario = places.resolve("London, Ontario")
    assert places.others("London", ontario)[0].label == "London, England, United Kingdom"
    assert places.others("no such place", ontario) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15213", "15213, Pittsburgh, Pennsylvania, United States"),
        ("15213-1234", "15213, Pittsburgh, Pennsylvania, United States"),
        ("15213 Pittsburgh", "15213, Pittsburgh, Pennsylvania, United States"),
        ("Pittsburgh, PA 15213", "15213, Pittsburgh, Pennsylvania, United States"),
        ("15213, USA", "15213, Pittsburgh, Pennsylvania, United States"),
        # German and French numbers that are ZIP codes too.
        ("75013 Paris", "Paris, Île-de-France, France"),
        ("75013 Paris, France", "Paris, Île-de-France, France"),
        ("Berlin 10115", "Berlin, Germany"),
        ("London SW1A 1AA", "London, England, United Kingdom"),
        ("1012 AB Amsterdam", "Amsterdam, North Holland, Netherlands"),
    ],
)
def test_a_zip_code_is_a_place_unless_a_town_elsewhere_stands_beside_it(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "00000", "D-1010", "ZZ1 1ZZ", "Q99 X285", "Q1A 1A1",
    ],
)  # fmt: skip
def test_postcodes_that_we_do_not_have_are_kindly_declined(text):
    with pytest.raises(places.ForeignPostcode, match="Please type your city or town"):
        places.resolve(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", ",", "Nowhereville", "London, Narnia", "Pittsburgh, Texas, Germany", "x" * 121,
        "x" * 10_000, "Boston," * 2_000, "\0", "\ud800", "🦵", "%", "';-- DROP TABLE", "..", "\t\t",
    ],
)  # fmt: skip
def test_what_is_unknown_is_said_to_be(text):
    with pytest.raises(places.Unknown, match="We can’t find a place") as problem:
        places.resolve(text)
    str(problem.value).encode()
    assert len(str(problem.value)) < 300


@given(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=130)
    | st.from_regex(r"[0-9A-Za-z -]{1,12}", fullmatch=True)
    | st.lists(
        st.sampled_from(["paris", "75013", "tx", "SW1A 1AA", ",", "new", "york", "us", "-", "\0"]),
        max_size=8,
    ).map(" ".join)
)
def test_no_text_makes_it_fail_otherwise(text):
    try:
        place = places.resolve(text)
        assert len(places.others(text, place)) <= 8
        found = place.label
    except places.NotResolved as problem:
        found = str(problem)
    assert found


@pytest.mark.parametrize(
    ("largest", "others"), [(50, 100), pytest.param(2000, 500, marks=pytest.mark.exhaustive)]
)
def test_a_label_finds_its_place_again(largest, others):
    labels = [*labels_of_towns(largest, others)]
    assert len(labels) == largest + others
    for text in labels:
        assert (text, label(text)) == (text, text)


def test_states_countries_and_zip_codes_find_themselves_again():
    for area in gazetteer.areas().values():
        for entry in gazetteer.look_up(area.keys[0]):
            if not entry.point:
                place = found_of(entry).place
                assert places.resolve(place.label) == place
    for code in ["15213", "00501", "99501", "00901"]:
        assert places.resolve(label(code)) == places.resolve(code)


def test_miles_are_for_those_who_think_in_them():
    assert places.resolve("Boston").uses_miles
    assert places.resolve("Leeds").uses_miles
    assert places.resolve("Monrovia, Liberia").uses_miles
    assert places.resolve("Myanmar").uses_miles
    assert not places.resolve("Lyon").uses_miles


def test_countries_and_states_have_no_point_and_towns_have_one():
    assert places.resolve("France").latitude is None
    assert places.resolve("Texas").longitude is None
    boston = places.resolve("Boston")
    assert (round(boston.latitude, 1), round(boston.longitude, 1)) == (42.4, -71.1)


def test_distances_are_those_of_the_sphere():
    assert places.kilometers(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert places.kilometers(48.85, 2.35, 51.51, -0.13) == pytest.approx(343, abs=2)
    assert places.kilometers(5, 5, 5, 5) == 0


def test_a_site_without_a_point_is_placed_by_its_town_if_there_is_but_one():
    assert places.locate("Pittsburgh", "Pennsylvania", "United States")
    assert places.locate("Springfield", "Illinois", "United States")
    assert places.locate("Springfield", "", "United States") is None
    assert places.locate("Pittsburgh", "Nowhere", "United States") is None
    assert places.locate("Lyon", "", "France")
    assert places.locate("Lyon Cedex 08", "Rhône", "France") == places.locate("Lyon", "", "France")
    assert places.locate("Lyon", "", "Germany") is None
    assert places.locate("", "", "") is None
    assert places.locate("\ud800" * 200, "\0", "France") is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Korea, Democratic People's Republic of", "North Korea"),
        ("Moldova, Republic of", "Moldova"),
        ("The Former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("Congo, The Democratic Republic of the", "Democratic Republic of the Congo"),
        ("Congo", "Republic of the Congo"),
        ("Côte D´Ivoire", "Côte d'Ivoire"),
        ("Palestinian Territory, occupied", "Palestinian Territories"),
        ("Holy See (Vatican City State)", "Vatican City"),
        ("Lao People's Democratic Republic", "Laos"),
        ("Slovak Republic", "Slovakia"),
    ],
)
def test_what_a_record_calls_a_country_can_be_typed_as_well(text, country):
    assert places.resolve(text).country == country
    assert country_name(text) == country


@pytest.mark.skipif(not REAL.exists(), reason="no real records lie beside the project")
def test_every_country_of_the_real_records_is_known():
    countries = set()
    with gzip.open(REAL) as lines:
        for line in lines:
            module = json.loads(line)["protocolSection"].get("contactsLocationsModule", {})
            countries |= {
                country_name(site.get("country", "")) for site in module.get("locations", [])
            }
    assert len(countries) > 50
    names = {area.name for code, area in gazetteer.areas().items() if "." not in code}
    assert countries - {""} <= names


def test_parts_of_an_address_may_be_separated_by_semicolons():
    assert places.resolve("12 High Street; Leeds, United Kingdom").label.startswith("Leeds")
    with pytest.raises(places.NotResolved):
        places.resolve("1;0x10")


@pytest.mark.parametrize("text", ["near me", "Home", "ONLINE", "anywhere", "n/a", "cerca de mí"])
def test_words_that_name_no_place_are_asked_about(text):
    with pytest.raises(places.NotResolved, match="leave this empty") as problem:
        places.resolve(text)
    assert problem.value.is_question


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Cook County, Illinois", "Chicago, Illinois, United States"),
        ("Orleans Parish", "New Orleans, Louisiana, United States"),
        ("Orange County, FL", "Orlando, Florida, United States"),
    ],
)
def test_a_county_of_the_united_states_is_its_largest_town(text, town):
    assert label(text) == town


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("orange county", "Anaheim, California", "Orlando, Florida"),
        ("DFW", "Dallas, Texas", "Fort Worth, Texas"),
        ("LA", "Louisiana (state)", "Los Angeles, California"),
    ],
)
def test_a_name_of_several_towns_is_asked_about(text, first, second):
    with pytest.raises(places.Ambiguous) as problem:
        places.resolve(text)
    labels = [place.label.removesuffix(", United States") for place in problem.value.places]
    assert labels[:2] == [first, second]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Royaume-Uni", "United Kingdom"),
        ("États-Unis", "United States"),
        ("Nouveau-Brunswick", "New Brunswick (province), Canada"),
        ("N. Ireland", "Northern Ireland, United Kingdom"),
    ],
)
def test_names_with_a_hyphen_or_a_period_are_found(text, found):
    assert label(text) == found
