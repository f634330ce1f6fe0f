"""Counties of the United States, for extract.py: each is another name of its largest town."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypedDict

from .extract_postcodes import Row
from .naming import OUTLYING, key


class ZipCode(TypedDict):
    """A ZIP code of zipcodes, which has numbers as text."""

    zip_code: str
    zip_code_type: str
    city: str
    county: str
    state: str
    lat: str
    long: str


def counties(rows: list[Row], zip_codes: list[ZipCode]) -> Iterator[Row]:
    """A line for each county, with the point of its largest town, of all the lines of towns.

    A town lies where most of its ZIP codes do: Houston has some in other counties.
    """
    of_towns: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for zip_code in zip_codes:
        if zip_code["county"]:
            of_towns[key(zip_code["city"]), area_of(zip_code)][zip_code["county"]] += 1
    largest: dict[tuple[str, str], Row] = {}
    for row in rows:
        name, shown, area, _north, _east, people = row
        is_own = not shown or key(shown) == name
        if not is_own or not int(people or 0) or (name, area) not in of_towns:
            continue
        county = key(of_towns[name, area].most_common(1)[0][0])
        if (county, area) not in largest or int(people) > int(largest[county, area][5]):
            largest[county, area] = row
    for (county, area), (name, shown, _area, north, east, people) in largest.items():
        if county != name:
            yield county, shown or name.title(), area, north, east, people


def area_of(zip_code: ZipCode) -> str:
    """The code of the state or the outlying country that a ZIP code is in."""
    return zip_code["state"] if zip_code["state"] in OUTLYING else f"US.{zip_code['state']}"
