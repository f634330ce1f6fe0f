import pytest

from places.suggested import suggested


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Albequerque", "Albuquerque, New Mexico, United States"),
        ("Edinbrugh", "Edinburgh, Scotland, United Kingdom"),
        ("chicgo", "Chicago, Illinois, United States"),
        ("Pittsburg, PA", "Pittsburgh, Pennsylvania, United States"),
        ("Tucson, Arisona", "Tucson, Arizona, United States"),
        ("minneapolis minesota", "Minneapolis, Minnesota, United States"),
        ("50 miles from Cleveland", "Cleveland, Ohio, United States"),
        ("I live in Tucson, Arizona", "Tucson, Arizona, United States"),
        ("hotel in denver", "Denver, Colorado, United States"),
        ("Houston Methodist Houston TX", "Houston, Texas, United States"),
    ],
)
def test_a_place_that_is_misspelled_or_among_other_words_is_offered(text, first):
    assert suggested(text)[0].label == first


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Boston or New York",
            ["Boston, Massachusetts, United States", "New York City, New York, United States"],
        ),
        ("Paris / Lyon", ["Paris, Île-de-France, France", "Lyon, Auvergne-Rhône-Alpes, France"]),
        (
            "Mayo Clinic Rochester",
            ["Rochester, New York, United States", "Rochester, Minnesota, United States"],
        ),
    ],
)
def test_all_that_may_be_meant_are_offered(text, labels):
    assert [place.label for place in suggested(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "",
        "asdfghjkl",
        "123 Main Street",
        "'; DROP TABLE sites; --",
        "🏠",
        "in the near future",
        "we want something closer but with good doctors",
        "x" * 500,
    ],
)
def test_nothing_is_offered_where_no_place_is_named(text):
    assert suggested(text) == []
