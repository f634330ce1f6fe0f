import pytest

import places
from places.mention import (
    find_code,
    find_country_by_other_words,
    find_large_town,
    find_last,
    find_misspelled,
    find_others,
    find_zip,
)
from tests.growth import grows_with_length


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("trials in London that accept overlap", "London, England, United Kingdom", "in London"),
        (
            "antisynthetase specialists in Texas",
            "Texas (state), United States",
            "in Texas",
        ),
        ("support group near Baltimore", "Baltimore, Maryland, United States", "near Baltimore"),
        ("around Toronto, Ontario please", "Toronto, Ontario, Canada", "around Toronto, Ontario"),
        ("cerca de Madrid", "Madrid, Spain", "cerca de Madrid"),
        ("polimiositis en México", "Mexico", "en México"),
        ("en la Ciudad de México", "Mexico City, Mexico", "en la Ciudad de México"),
        ("myositis in the US", "United States", "in the US"),
        ("myositis in uk please", "United Kingdom", "in uk"),
        ("in Springfield, IL today", "Springfield, Illinois, United States", "in Springfield, IL"),
        ("in springfield il today", "Springfield, Illinois, United States", "in springfield il"),
        ("in new york adults", "New York City, New York, United States", "in new york"),
        ("in Los Angeles", "Los Angeles, California, United States", "in Los Angeles"),
        ("in Madrid, myositis", "Madrid, Spain", "in Madrid"),
        ("in TX?", "Texas (state), United States", "in TX"),
        ("near 15213", "15213, Pittsburgh, Pennsylvania, United States", "near 15213"),
        ("JDM in 15213", "15213, Pittsburgh, Pennsylvania, United States", "in 15213"),
        # Words that are towns as well are believed where the state is said.
        ("in Reading, PA", "Reading, Pennsylvania, United States", "in Reading, PA"),
        ("in Mobile, AL", "Mobile, Alabama, United States", "in Mobile, AL"),
        # Several are possible; the likeliest is taken, and the page offers the others.
        ("near Springfield", "Springfield, Missouri, United States", "near Springfield"),
        # The first that is a place.
        ("in remission in Germany", "Germany", "in Germany"),
        ("near me in Boston", "Boston, Massachusetts, United States", "in Boston"),
        ("in boston, in adults", "Boston, Massachusetts, United States", "in boston"),
        ("I live outside Columbus Ohio", "Columbus, Ohio, United States", "outside Columbus Ohio"),
        ("PM OR DM near Bethesda", "Bethesda, Maryland, United States", "near Bethesda"),
    ],
)
def test_a_place_behind_a_preposition_is_found(text, place, words):
    found = places.find_in(text)
    assert found.place.label == place
    assert text[found.start : found.end] == words
    assert (found.within, found.unit, found.near_me) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "within", "unit", "words"),
    [
        (
            "trials within 50 miles of Pittsburgh dermatomyositis",
            *(50, "mi", "within 50 miles of Pittsburgh"),
        ),
        ("a menos de 50 km de Barcelona", 50, "km", "a menos de 50 km de Barcelona"),
        ("myositis 100 km from Munich", 100, "km", "100 km from Munich"),
        ("30mi around Boston", 30, "mi", "30mi around Boston"),
        ("within 50 miles of 15213", 50, "mi", "within 50 miles of 15213"),
        ("100 kilómetros de Lima", 100, "km", "100 kilómetros de Lima"),
    ],
)
def test_a_distance_goes_with_it(text, within, unit, words):
    found = places.find_in(text)
    assert (found.within, found.unit) == (within, unit)
    assert text[found.start : found.end] == words
    assert found.place


@pytest.mark.parametrize(
    ("text", "within", "words"),
    [
        ("trials near me", None, "near me"),
        ("ensayos cerca de mí", None, "cerca de mí"),
        ("within 25 miles of me", 25, "within 25 miles of me"),
        ("myositis near my home", None, "near my home"),
        ("cerca de mi casa", None, "cerca de mi casa"),
    ],
)
def test_near_me_is_heard_and_nobody_guesses_where(text, within, words):
    found = places.find_in(text)
    assert (found.near_me, found.place, found.within) == (True, None, within)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "", "Boston", "in", "in ", "near", "in patients", "in remission", "in adults", "in trials",
        "studies in children", "in men", "in women", "en niños", "en español", "en remisión",
        "in reading", "in nice weather", "in mobile app", "in phase 2", "in or out", "in me",
        "in us", "in combination with IVIG", "in the muscle", "in the arm", "in the oral",
        "near normal CK", "near the Mayo clinic", "close to home", "around age 50",
        "within 6 months", "rituximab in the last 6 months", "10 mg in 12345 patients",
        "in PM", "in DM", "in MS", "in MG", "in IBM", "in ARM 2", "in act",
        "support in Hershey", "specialist in myositis", "de México",
    ],
)  # fmt: skip
def test_ordinary_words_and_illnesses_are_no_places(text):
    assert places.find_in(text) is None


def test_a_small_town_needs_more_than_in():
    assert places.find_in("in Hershey") is None
    assert places.find_in("near Hershey").place.name == "Hershey"
    assert places.find_in("in Hershey, PA").place.name == "Hershey"
    assert places.find_in("within 10 miles of Intercourse, PA").place.name == "Intercourse"


@pytest.mark.parametrize("text", ["in London\0", "in \ud800", "\0in London"])
def test_text_that_is_none_is_read_or_not_at_all(text):
    found = places.find_in(text)
    assert found is None or found.place.name == "London"


@pytest.mark.parametrize("piece", ["in ", "near St. ", "é", "in é"])
def test_work_does_not_grow_with_the_square_of_the_length(piece):
    assert grows_with_length(places.find_in, piece * 1_000, piece * 4_000)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dermatomyositis EH3 9YL", "EH3, Edinburgh, Scotland, United Kingdom"),
        ("IBM study V6B 1A1 please", "V6B, Vancouver, British Columbia, Canada"),
        ("Myositis Studie 50667 Köln", "Köln, North Rhine-Westphalia, Germany"),
    ],
)
def test_a_postcode_that_is_no_other_word_needs_no_preposition(text, place):
    assert place.partition(",")[0] in find_code(text).place.label


@pytest.mark.parametrize(
    "text", ["anti PL7 2nd test", "p155/140", "TIF1 g", "PM 12345 patients", "mi2 3rd"]
)
def test_an_antibody_is_no_postcode(text):
    assert find_code(text) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("French trials for IBM", "France"),
        ("canadian clinical trials", "Canada"),
        ("IVIG on the NHS", "United Kingdom"),
        ("ensayos en USA", "United States"),
    ],
)
def test_a_country_is_known_by_other_words(text, country):
    assert find_country_by_other_words(text).place.name == country


@pytest.mark.parametrize("text", ["a leaflet in German", "French press", "Spanish speaking"])
def test_a_language_is_no_country(text):
    assert find_country_by_other_words(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("polymyositis Paris Texas", "Paris, Texas, United States"),
        ("IBM study Hamilton Ontario", "Hamilton, Ontario, Canada"),
        ("miositis Bogotá", "Bogotá, Bogota D.C., Colombia"),
    ],
)
def test_a_town_at_the_end_needs_no_preposition_if_it_is_large_or_has_its_state(text, place):
    assert find_last(text).place.label == place


@pytest.mark.parametrize(
    "text", ["myositis and cancer", "trouble in spring", "is it in the muscle", "Victoria", "home"]
)
def test_other_last_words_are_no_towns(text):
    assert find_last(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dermatomyositis trials 60614", "60614, Chicago, Illinois, United States"),
        ("73 and IBM, zip 15213, trials", "15213, Pittsburgh, Pennsylvania, United States"),
        ("studies 02115 within 50 miles", "02115, Boston, Massachusetts, United States"),
    ],
)
def test_a_zip_code_needs_no_preposition(text, place):
    assert find_zip(text).place.label == place


@pytest.mark.parametrize(
    "text", ["in 12345 patients", "#60614", "1.60614", "60614 ng/mL", "NCT60614", "99999"]
)
def test_other_numbers_of_five_digits_are_no_zip_codes(text):
    assert find_zip(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ensayos dermatomiositis madrid mujer 45 años", "Madrid, Spain"),
        ("ibm study houston phase 2", "Houston, Texas, United States"),
        ("Studien Nähe München 72 Jahre", "Munich, Bavaria, Germany"),
    ],
)
def test_a_large_town_is_known_wherever_it_stands(text, place):
    assert find_large_town(text).place.label == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("studio clinico dermatomiosite Milano", "Milan, Lombardy, Italy"),
        ("studies of IBM Praha", "Prague, Czechia"),
        ("trial Wien", "Vienna, Austria"),
    ],
)
def test_a_large_town_is_known_by_its_own_name_inside_a_sentence(text, place):
    assert find_large_town(text).place.label == place


@pytest.mark.parametrize(
    "text",
    [
        *("reading and mobile phones", "florence nightingale", "nice"),
        *("trials Bristol Myers Squibb", "Bristol-Myers studies", "trials of Orencia"),
    ],
)
def test_ordinary_words_are_no_large_towns(text):
    assert find_large_town(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("JDM study 7 year old Cincinatti", "Cincinnati"),
        ("trials pitsburgh", "Pittsburgh"),
        ("myositis doctor near Philadelfia", "Philadelphia"),
        ("within 30 miles of Minneapolus please", "Minneapolis"),
    ],
)
def test_a_large_town_is_known_although_it_is_misspelled(text, name):
    assert find_misspelled(text, by_itself=True).place.name == name


@pytest.mark.parametrize(
    "text", ["southern", "readings", "near relatives", "trials of rituximab", "near remission"]
)
def test_ordinary_words_are_no_misspelled_towns(text):
    assert find_misspelled(text, by_itself=True) is None


def test_further_countries_and_whole_parts_of_the_world_are_found():
    text = "trials in Spain or Italy"
    assert [text[start:end] for start, end in find_others(text, places.find_in(text))] == [
        " or Italy"
    ]
    assert find_others("all of Scandinavia", None) == [(7, 18)]
    assert find_others("trials in Spain or rituximab", places.find_in("trials in Spain")) == []
