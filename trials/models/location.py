"""The sites of studies, and which of them are near a point."""

import math
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from trials.choices import (
    CONTACT_STATUSES,
    OPEN_STATUSES,
    Presence,
    SiteStatus,
    lower_first,
    site_status_of,
    status_label,
)

from .sql import ShownQuerySet

KM_PER_DEGREE = 111.19


class Haversine(models.Func):
    """Kilometers between a site and a point on a sphere. NULL if the site has no point."""

    # LEAST keeps rounding from going past 1. It ignores NULL, so we ask for NULL first.
    template = (
        "CASE WHEN place_latitude IS NOT NULL THEN 2 * 6371.0088 * asin(least(1, sqrt("
        "sin(radians(%(latitude)s - place_latitude) / 2) ^ 2"
        " + cos(radians(%(latitude)s)) * cos(radians(place_latitude))"
        " * sin(radians(%(longitude)s - place_longitude) / 2) ^ 2))) END"
    )
    output_field = models.FloatField()

    def __init__(self, latitude: float, longitude: float):
        super().__init__(latitude=float(latitude), longitude=float(longitude))


class Spot(NamedTuple):
    """Where a site stands, and what its status is made of. Its texts are as sponsors wrote them."""

    pk: int
    trial_id: str
    city: str
    state: str
    country_name: str
    latitude: float | None
    longitude: float | None
    status: str
    trial_status: str
    presence: str

    @property
    def own_statuses(self) -> tuple[str, str]:
        """What `site_status_of` takes."""
        return (self.trial_status if self.presence == Presence.LISTED else "", self.status)


class LocationQuerySet(ShownQuerySet["Location"]):
    def open(self) -> Self:
        """Open sites of listed, open studies: the same rule as Location.is_open."""
        return self.filter(
            trial__presence=Presence.LISTED,
            status__in=OPEN_STATUSES,
            status=F("trial__overall_status"),
        )

    def spots(self) -> "list[Spot]":
        """What a map needs of each site. There may be thousands, too many for whole rows."""
        rows = self.order_by("trial_id", "position").values_list(
            *("pk", "trial_id", "city", "state", "country_name", "place_latitude"),
            *("place_longitude", "status", "trial__overall_status", "trial__presence"),
        )
        return list(map(Spot._make, rows.iterator(chunk_size=2000)))

    def on_map(self) -> Self:
        """Load what the list beside a map shows of a site by its name."""
        return (
            self.contained()
            .select_related("trial")
            .only(
                *("facility", "city", "country", "status"),
                *("trial__overall_status", "trial__presence", "trial__brief_title"),
                *("trial__status_verified_date", "trial__status_verified_date_text"),
                "trial__last_update_posted_date",
            )
        )

    def that_may_be_open(self) -> Self:
        """Sites that do not say that they are closed. Sites of closed studies say nothing."""
        return self.filter(status__in=["", *CONTACT_STATUSES])

    def in_area(self, area: str) -> Self:
        """Sites in a state, province or county of this code."""
        return self.filter(Q(area=area) | Q(area__startswith=f"{area}."))

    def with_distance_from(self, latitude: float, longitude: float) -> Self:
        """Annotate with `distance` in kilometers."""
        return self.annotate(distance=Haversine(latitude, longitude))

    def shortest_distance_from(
        self, latitude: float, longitude: float
    ) -> models.QuerySet[Any, Any]:
        """The distance of the nearest one in kilometers, for a subquery."""
        measured = self.annotate(distance=Haversine(latitude, longitude))
        return measured.order_by(F("distance").asc(nulls_last=True)).values("distance")[:1]

    def within(self, latitude: float, longitude: float, kilometers: float) -> Self:
        """Look in a box by the index first: three times as fast as the distance alone."""
        height = kilometers / KM_PER_DEGREE
        box = Q(place_latitude__range=(latitude - height, latitude + height))
        # The widest part of the circle is nearer the pole than its middle.
        widest = math.cos(math.radians(min(90, abs(latitude) + height)))
        if widest * 180 > height:
            west, east = longitude - height / widest, longitude + height / widest
            across = Q(place_longitude__range=(west, east))
            if west < -180:
                across |= Q(place_longitude__gte=west + 360)
            if east > 180:
                across |= Q(place_longitude__lte=east - 360)
            box &= across
        near = LessThanOrEqual(Haversine(latitude, longitude), Value(kilometers))
        return self.filter(box, near)


class Location(models.Model):
    """A site of a study. The registry may list the same one twice."""

    trial = models.ForeignKey("trials.Trial", models.CASCADE, related_name="locations")
    position = models.PositiveIntegerField()
    facility = models.TextField(blank=True)
    status = models.CharField(max_length=100, blank=True)
    city = models.TextField(blank=True)
    state = models.TextField(blank=True)
    zip = models.TextField(blank=True)
    country = models.CharField(max_length=100, blank=True)
    # One name for a country that the registry spells in several ways.
    country_name = models.CharField(max_length=100, blank=True, db_index=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    contacts = models.JSONField(default=list)
    # The state, province or county, by the code of data/areas.tsv, or the country's: sponsors write
    # states in many ways, or leave them out. See places.site_area.
    area = models.CharField(max_length=80, blank=True, db_index=True)
    # Where distances are measured from: the registry's point or, where it gives none, the town's.
    place_latitude = models.FloatField(null=True)
    place_longitude = models.FloatField(null=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["trial", "position"]
        # With all that "near a place" asks of a site, so that the index alone answers.
        indexes = [
            models.Index(
                fields=["place_latitude", "place_longitude"],
                include=["trial", "status"],
                name="location_by_place",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["trial", "position"], name="one_location_a_position")
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.facility, self.city, self.country]))

    @property
    def status_label(self):
        """Its status in words; of a study that is not open, never as if one could still come."""
        if self.status not in CONTACT_STATUSES or self.is_open:
            return status_label(self.status)
        words = {"status": lower_first(status_label(self.status))}
        if self.trial.is_listed and self.trial.overall_status in CONTACT_STATUSES:
            return self._label_beside_the_study(words)
        words["date"] = self.trial.last_confirmed
        if not words["date"]:
            return _("was “%(status)s” when last confirmed; the record does not say when") % words
        if self.status == "RECRUITING":
            return _("was recruiting when last confirmed, %(date)s") % words
        return _("was “%(status)s” when last confirmed, %(date)s") % words

    def _label_beside_the_study(self, words):
        """Of a place that is not open, of a study that is or will be."""
        if self.status not in OPEN_STATUSES:
            return status_label(self.status)
        if self.trial.is_open:
            return _("Listed as “%(status)s,” but the study is not; call first") % words
        if self.trial.overall_status == "ENROLLING_BY_INVITATION":
            return _("Listed as “%(status)s,” but the study is by invitation only") % words
        return _("Listed as “%(status)s,” but the study is not open yet") % words

    @property
    def site_status(self):
        return site_status_of(
            self.trial.overall_status if self.trial.is_listed else "", self.status
        )

    @property
    def is_open(self):
        return self.site_status == SiteStatus.OPEN
