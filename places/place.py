"""A place, as readers see it, and how far two of them are apart."""

import math
import re
from dataclasses import dataclass

from django.utils.translation import get_language

from .naming import key, region_word

# Where people think in miles.
MILES = {"United States", "United Kingdom", "Liberia", "Myanmar"}
# The only country that shares a name with a region that is a place of its own.
_LIKE_A_STATE = "Georgia"
# Countries that English names with an article inside a sentence: "in the United States".
_WITH_THE = re.compile(
    r"United |Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Vatican|Isle of"
    r"|Czech Republic|Dominican Republic|Central African Republic|Democratic |Republic of "
    r"|.* Islands$|.* Territor(y|ies)$|.* Emirates$|.* Federation$"
)


@dataclass(frozen=True)
class Place:
    """A place on the map. `kind`: "town", "zip", "region" or "country"; the last two have no point.

    A "zip" is a postcode of any country. `country` is the registry's name of it. `area` is the
    code of the country, region or county that it is or lies in, as in data/areas.tsv.
    """

    kind: str
    name: str
    region: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    area: str = ""

    @property
    def label(self) -> str:
        """What a reader sees. Typed again, it finds this very place; so it is not translated."""
        if self.kind == "country":
            return f"{self.name} (country)" if self.name == _LIKE_A_STATE else self.name
        if self.kind == "region":
            word = region_word(self.area)
            name = f"{self.name} ({word})" if word else self.name
            return f"{name}, {self.country}"
        # "Madrid, Spain"; of two such towns extract.py keeps the larger.
        town = self.name.partition(", ")[2] if self.kind == "zip" else self.name
        region = "" if key(self.region) == key(town) else self.region
        return ", ".join(filter(None, [self.name, region, self.country]))

    @property
    def uses_miles(self) -> bool:
        return self.country in MILES


def in_a_sentence(country: str) -> str:
    """Add the article that English needs: "all of the United States". Other languages add none."""
    if (get_language() or "en").startswith("en") and _WITH_THE.match(country):
        return f"the {country}"
    return country


def kilometers(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """As the crow flies, on a sphere."""
    lat, other_lat = math.radians(latitude), math.radians(other_latitude)
    height = math.sin((other_lat - lat) / 2) ** 2
    width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    share = height + math.cos(lat) * math.cos(other_lat) * width
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(share)))
