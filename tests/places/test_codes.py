"""Postcodes, alone and with a town: a ZIP code settles, what several countries have is asked."""

import pytest

import places


def label(text, country=""):
    return places.resolve(text, country).label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ontario, CA 91758", "91758, Ontario, California, United States"),
        ("Richmond, CA 94801", "94801, Richmond, California, United States"),
        ("Boston, MA 02115, USA", "02115, Boston, Massachusetts, United States"),
        ("Boston, Massachusetts 02115", "02115, Boston, Massachusetts, United States"),
        ("Boston MA 02115-1234 USA", "02115, Boston, Massachusetts, United States"),
        ("123 Main Street, Boston, MA 02115", "02115, Boston, Massachusetts, United States"),
        ("Beverly Hills, CA 90210", "90210, Beverly Hills, California, United States"),
        ("Springfield 62701", "62701, Springfield, Illinois, United States"),
        ("Boston 2115", "02115, Boston, Massachusetts, United States"),
        ("zip code 10117", "10117, New York, United States"),
    ],
)
def test_a_known_zip_code_settles_an_address(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("M13 9PL", "M13, Manchester, England, United Kingdom"),
        ("m139pl", "M13, Manchester, England, United Kingdom"),
        ("SW1A 1AA", "SW1A, London, England, United Kingdom"),
        ("BT9 7AB", "BT9, Belfast, Northern Ireland, United Kingdom"),
        ("K1A 0B1", "K1A, Ottawa, Ontario, Canada"),
        ("H3Z2Y7", "H3Z, Montréal, Quebec, Canada"),
        ("T2N", "T2N, Calgary, Alberta, Canada"),
        ("1012 AB", "1012, Amsterdam, North Holland, Netherlands"),
        ("00-950", "00-950, Warsaw, Mazovia, Poland"),
        ("114 28", "114 28, Stockholm, Sweden"),
        ("D-10115", "10115, Berlin, Germany"),
        ("100-0001", "100-0001, Chiyoda, Tokyo, Japan"),
        ("01310-100", "01310-100, São Paulo, Brazil"),
    ],
)
def test_a_postcode_of_one_country_is_its_town(text, found):
    assert label(text) == label(found) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10117 Berlin", "Berlin, Germany"),
        ("75001 Paris", "Paris, Île-de-France, France"),
        ("80331 München, Germany", "Munich, Bavaria, Germany"),
        ("60590 Frankfurt", "Frankfurt am Main, Hesse, Germany"),
        ("Via Roma 1, 00184 Roma, Italia", "Rome, Lazio, Italy"),
        ("10 Downing Street, London SW1A 2AA, United Kingdom", "London, England, United Kingdom"),
        ("Toronto, ON M5G 2C4, Canada", "Toronto, Ontario, Canada"),
        ("PLZ 10117", "10117, Berlin, Germany"),
        ("CAP 20121", "20121, Milan, Lombardy, Italy"),
        ("10117, Germany", "10117, Berlin, Germany"),
        ("75013, France", "75013, Paris, Île-de-France, France"),
    ],
)
def test_a_town_a_country_or_a_word_settles_a_postcode(text, found):
    assert label(text) == found


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("10117", ["10117, New York, United States", "10117, Berlin, Germany"]),
        ("75001", ["75001, Addison, Texas, United States", "75001, Paris, Île-de-France, France"]),
        ("28001", ["28001, Albemarle, North Carolina, United States", "28001, Madrid, Spain"]),
        ("20121", ["20121, Centreville, Virginia, United States", "20121, Milan, Lombardy, Italy"]),
    ],
)
def test_a_number_of_several_countries_is_asked_about_and_a_choice_settles_it(text, choices):
    with pytest.raises(places.Ambiguous, match="postcode in more than one country") as problem:
        places.resolve(text)
    assert problem.value.is_question
    assert [place.label for place in problem.value.places][: len(choices)] == choices
    for choice in problem.value.places:
        assert places.resolve(choice.label) == choice
    assert label(text, choices[1].rsplit(", ", 1)[1]) == choices[1]


@pytest.mark.parametrize("text", ["02115", "15213", "55905", "00802", "33101"])
def test_a_zip_code_is_asked_about_only_beside_countries_with_many_sites(text):
    assert places.resolve(text).kind == "zip"


def test_a_zip_code_without_its_zero_is_offered_with_it():
    with pytest.raises(places.NotResolved, match="five digits. Did you mean 02115?") as problem:
        places.resolve("2115")
    assert problem.value.is_question
    assert problem.value.places[0].label == "02115, Boston, Massachusetts, United States"
    assert label("2115", "Australia") == "2115, Ermington, New South Wales, Australia"


@pytest.mark.parametrize("text", ["09012", "APO AE 09012", "96201", "09180-1234"])
def test_a_military_code_is_told_from_a_mistake(text):
    with pytest.raises(places.NotResolved, match="military post code.*type your town") as problem:
        places.resolve(text)
    assert problem.value.is_question
    assert all(place.country != "United States" for place in problem.value.places)


def test_words_are_not_taken_for_postcodes():
    for text in ["in B12 deficiency", "in 2020", "near 1010", "in 10115 patients", "in IL6"]:
        assert places.find_in(text) is None
    assert places.find_in("near M13 9PL").place.label.startswith("M13, Manchester")
    assert places.find_in("near 10117 Berlin").place.label == "Berlin, Germany"
