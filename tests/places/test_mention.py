import pytest

import places


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "myositis trials in London that accept overlap",
            "London, England, United Kingdom",
            "in London",
        ),
        ("specialists in Texas", "Texas (state), United States", "in Texas"),
        ("support near Baltimore", "Baltimore, Maryland, United States", "near Baltimore"),
        ("around Toronto, Ontario please", "Toronto, Ontario, Canada", "around Toronto, Ontario"),
        ("cerca de Madrid", "Madrid, Spain", "cerca de Madrid"),
        ("polimiositis en México", "Mexico", "en México"),
        ("myositis in the US", "United States", "in the US"),
        ("in Springfield, IL today", "Springfield, Illinois, United States", "in Springfield, IL"),
        ("near 15213", "15213, Pittsburgh, Pennsylvania, United States", "near 15213"),
        # Several are possible; the largest is taken, and the page offers the others.
        ("near Springfield", "Springfield, Missouri, United States", "near Springfield"),
    ],
)
def test_a_place_behind_a_preposition_is_found(text, place, words):
    found = places.find_in(text)
    assert found.place.label == place
    assert text[found.start : found.end] == words
    assert found.within is None


@pytest.mark.parametrize(
    ("text", "within", "unit"),
    [
        ("trials within 50 miles of Pittsburgh", 50, "mi"),
        ("a menos de 50 km de Barcelona", 50, "km"),
        ("100 kilometers from Munich", 100, "km"),
    ],
)
def test_a_distance_goes_with_it(text, within, unit):
    found = places.find_in(text)
    assert (found.within, found.unit) == (within, unit)


@pytest.mark.parametrize("text", ["trials near me", "ensayos cerca de mí"])
def test_near_me_is_heard_and_nobody_guesses_where(text):
    found = places.find_in(text)
    assert found.near_me
    assert found.place is None


@pytest.mark.parametrize(
    "text",
    [
        "in patients", "in remission", "in adults", "studies in children", "in men", "in reading",
        "in nice weather", "en niños", "en español", "in phase 2", "in or out", "within 6 months",
        "in trials", "in mobile app", "Boston", "rituximab in the last 6 months", "in me", "",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_towns(text):
    assert places.find_in(text) is None
