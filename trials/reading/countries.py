"""One name for each country, however a record writes it."""

from functools import lru_cache

from places.countries import country_named


@lru_cache(maxsize=2_000)
def country_name(country: str) -> str:
    """The one name of a country, whatever it is called; as it came, where we do not know it."""
    country = " ".join(country.split())
    return country_named(country) or country
