"""One name for each country, however the registry spells it this year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records import texts
from trials.reading import countries
from trials.reading.countries import country_name


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("Turkey (Türkiye)", "Turkey"),
        ("Turkey", "Turkey"),
        ("Korea, Republic of", "South Korea"),
        ("South Korea", "South Korea"),
        ("Czech Republic", "Czechia"),
        ("Russian Federation", "Russia"),
        ("  Viet   Nam ", "Vietnam"),
        ("France", "France"),
        ("Atlantis", "Atlantis"),
        ("", ""),
    ],
)
def test_a_country_has_one_name(spelt, name):
    assert country_name(spelt) == name


def test_the_two_koreas_and_the_two_congos_stay_apart():
    spellings = [
        "Korea, Republic of",
        "Korea, Democratic People's Republic of",
        "Congo",
        "Congo, The Democratic Republic of the",
    ]
    assert len({country_name(spelt) for spelt in spellings}) == 4


def test_no_name_leads_on_to_another():
    for name in countries._ONE_NAME.values():
        assert country_name(name) == name


@given(texts | st.sampled_from(sorted(countries._ONE_NAME)))
def test_a_name_is_final_and_fits_its_column(spelt):
    name = country_name(spelt[:100])
    assert country_name(name) == name
    assert len(name) <= 100
