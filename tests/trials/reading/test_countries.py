"""One name for each country, however the registry spells it this year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.naming import COUNTRY_ALIASES
from tests.records import texts
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
        ("The Former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("Palestinian Territory, occupied", "Palestinian Territories"),
        ("Congo", "Republic of the Congo"),
        ("Russia (Russian Federation)", "Russia"),
        ("Côte D´Ivoire", "Côte d'Ivoire"),
        ("Korea (South)", "South Korea"),
        ("Netherlands (the)", "Netherlands"),
        ("the gambia", "Gambia"),
        ("Scotland", "United Kingdom"),
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


@given(
    texts | st.sampled_from(sorted(name for names in COUNTRY_ALIASES.values() for name in names))
)
def test_a_name_is_final_and_fits_its_column(spelt):
    name = country_name(spelt[:100])
    assert country_name(name) == name
    assert len(name) <= 100
