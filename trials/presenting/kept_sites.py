"""The sites of studies, kept in memory to find the nearest: cards show the same studies often."""

import itertools
import math
import operator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

import places
from trials.models import Location
from web import content_version
from web.last_used import LastUsed

Point = tuple[float, float]


class Row(NamedTuple):
    """What is needed of a site. Its texts are as sponsors wrote them."""

    trial: str
    facility: str
    city: str
    state: str
    country: str
    status: str
    latitude: float | None
    longitude: float | None
    names_somebody: bool


@dataclass(frozen=True)
class Alike:
    """The sites of a study that have the same status and country, in the order of the record."""

    sites: list[Row]
    names_somebody: bool
    with_point: list[tuple[Row, Point]]
    # Where they are on a globe of radius 1: the nearest needs no sine for each of a thousand sites.
    vectors: list[tuple[float, float, float]]

    @classmethod
    def of(cls, sites: list[Row]) -> "Alike":
        names_somebody = any(site.names_somebody for site in sites)
        with_point = [
            (site, (site.latitude, site.longitude))
            for site in sites
            if site.latitude is not None and site.longitude is not None
        ]
        vectors = [_vector(*point) for _site, point in with_point]
        return cls(sites, names_somebody, with_point, vectors)

    def nearest(self, point: Point | None) -> tuple[Row, float | None]:
        """The first of the nearest sites, and its distance in kilometers. Without any distance, the
        first site."""
        if point is None or not self.with_point:
            return self.sites[0], None
        x, y, z = _vector(*point)
        closeness = [x * a + y * b + z * c for a, b, c in self.vectors]
        site, its_point = self.with_point[closeness.index(max(closeness))]
        return site, places.kilometers(*point, *its_point)


def _vector(latitude, longitude):
    latitude, longitude = math.radians(latitude), math.radians(longitude)
    across = math.cos(latitude)
    return across * math.cos(longitude), across * math.sin(longitude), math.sin(latitude)


# The sites of one study in one version. Most have fewer than ten.
kept: LastUsed[list[Alike]] = LastUsed(500)


def alike(numbers: list[str]) -> dict[str, list[Alike]]:
    """{nct_id: its sites}, from memory if they were asked for since the last change."""
    version = content_version.of_snapshot(Location)
    if version is None:
        return _read(numbers)
    found = {n: sites for n in numbers if (sites := kept.get((version, n))) is not None}
    if missing := [number for number in numbers if number not in found]:
        for number, sites in _read(missing).items():
            kept.keep((version, number), sites)
            found[number] = sites
    return found


def _read(numbers):
    found: dict[str, list[Alike]] = {number: [] for number in numbers}
    same = operator.attrgetter("trial", "status", "country")
    for (number, _status, _country), sites in itertools.groupby(_rows(numbers), same):
        found[number].append(Alike.of(list(sites)))
    return found


def _rows(numbers):
    sites = Location.objects.filter(trial__in=numbers)
    sites = sites.annotate(names_somebody=ExpressionWrapper(~Q(contacts=[]), BooleanField()))
    rows = sites.order_by("trial_id", "status", "country_name", "position").values_list(
        *("trial_id", "facility", "city", "state", "country_name", "status"),
        *("place_latitude", "place_longitude", "names_somebody"),
    )
    return map(Row._make, rows)
