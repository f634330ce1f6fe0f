"""One name for each country that the registry spells in more than one way (seen 2026-11)."""

from places.countries import country_named

_ONE_NAME = {
    "Turkey (Türkiye)": "Turkey",
    "Türkiye": "Turkey",
    "Korea, Republic of": "South Korea",
    "Korea, Democratic People's Republic of": "North Korea",
    "Czech Republic": "Czechia",
    "Russian Federation": "Russia",
    "Iran, Islamic Republic of": "Iran",
    "Viet Nam": "Vietnam",
    "Moldova, Republic of": "Moldova",
    "Macedonia, The Former Yugoslav Republic of": "North Macedonia",
    "The Former Yugoslav Republic of Macedonia": "North Macedonia",
    "Syrian Arab Republic": "Syria",
    "Lao People's Democratic Republic": "Laos",
    "Libyan Arab Jamahiriya": "Libya",
    "Tanzania, United Republic of": "Tanzania",
    "Congo, The Democratic Republic of the": "Democratic Republic of the Congo",
    "Congo": "Republic of the Congo",
    "Côte D'Ivoire": "Côte d'Ivoire",
    "Palestinian Territories, Occupied": "Palestinian Territories",
    "Palestinian Territory, occupied": "Palestinian Territories",
    "Swaziland": "Eswatini",
    "Burma": "Myanmar",
    "Holy See (Vatican City State)": "Vatican City",
    "Brunei Darussalam": "Brunei",
    "Cape Verde": "Cabo Verde",
}


def country_name(country: str) -> str:
    """The one name of a country, whatever it is called; as it came, where we do not know it."""
    country = " ".join(country.split())
    country = _ONE_NAME.get(country, country)
    return country_named(country) or country
