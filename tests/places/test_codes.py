"""Postcodes, alone and with a town: a ZIP code settles, what several countries have is asked."""

import pytest

import places
from places import extract_postcodes, gazetteer


def label(text, country=""):
    return places.resolve(text, country).label


def _zip_codes():
    """Every 25th of them."""
    lines = (gazetteer.DATA / "names.tsv").read_bytes().split(b"\n")
    keys = sorted(
        {line[:5].decode() for line in lines if line[:5].isdigit() and line[5:6] == b"\t"}
    )
    return keys[::25]


def _is_settled(text):
    try:
        return bool(places.resolve(text))
    except places.NotResolved:
        return False


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
        ("Houston TX77030", "77030, Houston, Texas, United States"),
        ("US-44195 Cleveland", "44195, Cleveland, Ohio, United States"),
        ("Boston, Mass. 02115", "02115, Boston, Massachusetts, United States"),
        ("New Haven, Conn. 6510", "06510, New Haven, Connecticut, United States"),
        ("０２１１５", "02115, Boston, Massachusetts, United States"),
        ("٠٢١١٥", "02115, Boston, Massachusetts, United States"),
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
        ("SE1 7EH", "SE1, London, England, United Kingdom"),
        ("N1", "N1, London, England, United Kingdom"),
        ("D04 T6F4", "D04, Dublin, Leinster, Ireland"),
        ("H91YR71", "H91, Galway, Connacht, Ireland"),
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
        ("75651 Paris Cedex 13", "Paris, Île-de-France, France"),
        ("67098 Strasbourg cedex, France", "Strasbourg, Grand Est, France"),
        ("2100 København Ø", "Copenhagen, Capital Region, Denmark"),
        ("8200 Aarhus N", "Århus, Central Jutland, Denmark"),
        ("150 06 Praha 5", "Prague, Czechia"),
        ("050474 București", "Bucharest, București, Romania"),
        ("Singapore 169608", "Singapore, Singapore"),
        ("C.P. 14080", "14080, Mexico City, Mexico"),
        ("c.p. 28041", "28041, Madrid, Spain"),
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
    with pytest.raises(places.Ambiguous, match="postal code in more than one country") as problem:
        places.resolve(text)
    assert problem.value.is_question
    assert [place.label for place in problem.value.places][: len(choices)] == choices
    for choice in problem.value.places:
        assert places.resolve(choice.label) == choice
    assert label(text, choices[1].rsplit(", ", 1)[1]) == choices[1]


@pytest.mark.parametrize(
    "text",
    [
        "02115",
        "15213",
        "55905",
        "00802",
        "33101",
        "90210",
        "20892",
        "77030",
        "06510",
        "69120",
        "46032",
    ],
)
def test_a_zip_code_is_a_zip_code_where_no_large_city_elsewhere_has_its_digits(text):
    found = places.resolve(text)
    assert found.kind == "zip"
    assert found.country in ("United States", "U.S. Virgin Islands")


def test_the_same_digits_elsewhere_are_offered_beside_the_answer():
    us = places.resolve("69120")
    labels = [place.label for place in places.others("69120", us)]
    assert "69120, Heidelberg, Baden-Württemberg, Germany" in labels
    assert us.label not in labels
    heidelberg = places.resolve("69120", "Germany")
    assert us in places.others("69120", heidelberg)


def test_few_zip_codes_are_asked_about():
    codes = _zip_codes()
    asked = [code for code in codes if not _is_settled(code)]
    assert len(codes) > 1_500
    assert len(asked) < 0.02 * len(codes)


@pytest.mark.parametrize("text", ["2115", " 2115 ", "２１１５", "2115-1234"])
def test_a_zip_code_without_its_zero_is_offered_with_it(text):
    with pytest.raises(places.NotResolved, match="five digits. Did you mean 02115?") as problem:
        places.resolve(text)
    assert problem.value.is_question
    assert problem.value.places[0].label == "02115, Boston, Massachusetts, United States"


def test_four_digits_that_other_countries_have_too_say_so_and_the_country_settles_them():
    with pytest.raises(places.NotResolved, match="It is also a postal code in other countries"):
        places.resolve("2115")
    assert label("2115", "Australia") == "2115, Ermington, New South Wales, Australia"


@pytest.mark.parametrize(
    ("text", "found"),
    [("6510", "06510, New Haven"), ("7103", "07103, Newark"), ("4101", "04101, Portland")],
)
def test_a_lost_zero_of_a_large_town_comes_before_cities_elsewhere(text, found):
    with pytest.raises(places.NotResolved, match="Did you mean 0") as problem:
        places.resolve(text)
    assert problem.value.places[0].label.startswith(found)


@pytest.mark.parametrize(
    ("text", "first", "zip_code"),
    [("1010", "Vienna", "01010"), ("1090", "Vienna", "01090"), ("8001", "Zürich", "08001")],
)
def test_four_digits_of_a_city_elsewhere_come_before_the_lost_zero_of_a_village(
    text, first, zip_code
):
    with pytest.raises(places.Ambiguous, match="postal code in more than one country") as problem:
        places.resolve(text)
    labels = [place.label for place in problem.value.places]
    assert any(first in label for label in labels[:4])
    assert labels[-1].startswith(zip_code)
    assert zip_code in str(problem.value)
    assert "Did you mean" not in str(problem.value)


@pytest.mark.parametrize(
    "text",
    ["09012", "APO AE 09012", "96201", "09180-1234", "PSC 1, APO AE 09090", "FPO AP 96349 USA"],
)
def test_a_military_code_is_told_from_a_mistake(text):
    with pytest.raises(
        places.NotResolved, match="military postal code.*type your city or town"
    ) as problem:
        places.resolve(text)
    assert problem.value.is_question
    assert all(place.country != "United States" for place in problem.value.places)


def test_words_are_not_taken_for_postcodes():
    for text in ["in B12 deficiency", "in 2020", "near 1010", "in 10115 patients", "in IL6"]:
        assert places.find_in(text) is None
    assert places.find_in("near M13 9PL").place.label.startswith("M13, Manchester")
    assert places.find_in("near 10117 Berlin").place.label == "Berlin, Germany"


@pytest.mark.parametrize(
    "text", ["123 Main Street", "12345 Main St", "77 Mass Ave", "450 Elm Road NW"]
)
def test_the_number_of_a_house_is_no_postcode(text):
    with pytest.raises(places.Unknown):
        places.resolve(text)


@pytest.mark.parametrize("text", ["7030 NJ", "Hoboken NJ 7030", "Hoboken, New Jersey 7030"])
def test_a_zero_that_is_lost_beside_a_state_is_found(text):
    assert places.resolve(text).label == "07030, Hoboken, New Jersey, United States"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25000, Mexico", "25000, Saltillo, Coahuila, Mexico"),
        ("31000, Mexico", "31000, Chihuahua, Mexico"),
        ("27000, México", "27000, Torreón, Coahuila, Mexico"),
        ("33800, Mexico", "33800, Hidalgo del Parral, Chihuahua, Mexico"),
        ("113-8655, Japan", "113-8655, Bunkyo, Tokyo, Japan"),
        ("140-0001, Japan", "140-0001, Shinagawa, Tokyo, Japan"),
        ("403001, India", "403001, Panjim, Goa, India"),
        ("533101, India", "533101, Rajamahendravaram, Andhra Pradesh, India"),
        ("799001, India", "799001, Agartala, Tripura, India"),
        ("4004, Australia", "4004, Brisbane, Queensland, Australia"),
        ("59140, France", "59140, Dunkirk, Hauts-de-France, France"),
        ("22630, France", "22630, Évran, Brittany, France"),
    ],
)
def test_a_postcode_is_not_that_of_a_namesake_far_away(text, found):
    assert label(text) == found


# The first two digits of a Mexican code tell the state: the last of each, and GeoNames' number.
MEXICAN_STATES = extract_postcodes.MEXICAN


def test_every_mexican_postcode_is_in_its_state():
    lines = (gazetteer.DATA / "postcodes.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line.startswith("mx ")]
    assert len(rows) > 30_000
    for key, _name, area, *_rest in rows:
        state = next(state for last, state in MEXICAN_STATES if int(key[3:5]) <= last)
        assert area == f"MX.{state}", key


@pytest.mark.parametrize(
    "ward", ["Shinagawa", "Suginami", "Bunkyo", "品川区", "文京", "Koto City, Tokyo"]
)
def test_a_ward_of_tokyo_is_in_tokyo(ward):
    place = places.resolve(ward)
    assert place.region == "Tokyo"
    assert abs(place.latitude - 35.7) < 0.2
    assert abs(place.longitude - 139.7) < 0.2


def test_a_small_namesake_does_not_hide_a_city_that_is_known_by_that_name():
    with pytest.raises(places.Ambiguous) as problem:
        places.resolve("Bruges")
    assert "Brugge, Flanders, Belgium" in [place.label for place in problem.value.places]


def row(code, name, north, east, area="AT.03"):
    return code, name, area, f"{north:.3f}", f"{east:.3f}", "1000"


def test_a_code_far_from_those_around_it_takes_the_town_of_one_of_them():
    around = [row(f"at 33{n:02}", f"Town {n}", 48.1, 14.8 + n / 100) for n in range(8)]
    odd = row("at 3304", "Namesake", 47.9, 16.9)
    rows = [one for one in around if one[0] != odd[0]] + [odd]
    mended = {one[0]: one for one in extract_postcodes.mended(rows, {})}
    assert mended["at 3304"][1] in ("Town 3", "Town 5")
    assert [mended[one[0]] for one in around if one[0] != odd[0]] == [
        one for one in around if one[0] != odd[0]
    ]


def test_a_remote_town_with_a_code_of_its_own_stays():
    around = [row(f"au 44{n:02}", f"Town {n}", -28.0, 148.0 + n / 10, "AU.04") for n in range(8)]
    remote = row("au 4404", "Remote", -28.0, 142.0, "AU.04")
    rows = [one for one in around if one[0] != remote[0]] + [remote]
    assert remote in extract_postcodes.mended(rows, {})
