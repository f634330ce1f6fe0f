"""When people meet."""

import datetime as dt
import re
from functools import cached_property
from typing import Self, cast

from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

import places
from conditions.models import Condition
from organizations import zones
from organizations.choices import Audience, How, Language, Way
from organizations.recurrence import (
    FIRST_YEAR,
    LAST_YEAR,
    NeverComes,
    NoSuchDay,
    NotRead,
    Recurrence,
    read_rule,
)

from .checks import DUE_DAYS, HIDDEN_DAYS, Checked, days_ago, unchecked_for
from .fields import Days, many_of
from .organization import Organization, RelatedConditions

# Links that let people into a meeting itself, which only those who signed up should get.
ROOM = re.compile(
    r"zoom\.us/(j|w|my|s)/|zoommtg:|meet\.google\.com/|teams\.(microsoft|live)\.com/(l|meet)"
    r"|webex\.com/(meet|join)|[?&]pwd=|(password|passcode|kennwort|contraseña)\s*(is|:|=)",
    re.I,
)
MOST_MINUTES = 24 * 60


def validate_time_zone(name: str) -> None:
    if name not in zones.every():
        raise ValidationError(
            _("We can’t find a time zone called “%(name)s.” Write, for example, America/New_York."),
            params={"name": name},
        )


def validate_recurrence(rule: str) -> None:
    try:
        read_rule(rule)
    except NoSuchDay as error:
        raise ValidationError(
            _(
                "There is no such day: %(day)s. Within a month, the number before a day is 1 to 5: "
                "1SA is the first Saturday, and -1SA the last. Within a year, it is 1 to 53."
            ),
            params={"day": str(error)},
        ) from error
    except NotRead as error:
        raise ValidationError(
            _(
                "We can’t read this rule. Write, for example, FREQ=MONTHLY;BYDAY=1SA or "
                "FREQ=WEEKLY. A meeting can repeat once a day at most."
            )
        ) from error


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def live(self) -> Self:
        return self.filter(live=True, organization__live=True).select_related("organization")

    def shown(self) -> list["Meeting"]:
        """What readers see today, the next first: checked within a year, with a future date."""
        checked = self.live().filter(checked_on__gte=days_ago(HIDDEN_DAYS))
        conditions = Condition.objects.only("slug", "name", "live", "position")
        paths = ("conditions", "organization__conditions")
        checked = checked.prefetch_related(*(Prefetch(path, conditions) for path in paths))
        to_come = [meeting for meeting in checked if meeting.next]
        return sorted(to_come, key=lambda meeting: (meeting.next, meeting.title, meeting.pk))

    def unchecked_for(self, days: int) -> Self:
        """Those whose last check is more than this many days ago, or that were never checked."""
        return self.filter(unchecked_for(days))

    def to_check(self) -> list["Meeting"]:
        """The editors' queue: never checked, or long ago, and still to come."""
        due = self.live().unchecked_for(DUE_DAYS)
        oldest_first = due.order_by(models.F("checked_on").asc(nulls_first=True), "title")
        return [meeting for meeting in oldest_first if meeting.next]


class Meeting(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, Checked, ClusterableModel
):
    """When people meet, in the time of the place that sets it, with that place's clock changes."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="meetings", verbose_name=_("organization")
    )
    title = models.CharField(_("title"), max_length=150)
    is_online = models.BooleanField(_("online"), default=False)
    is_in_person = models.BooleanField(_("in person"), default=False)
    first_day = models.DateField(_("first day"))
    starts_at = models.TimeField(_("begins at"), help_text=_("Local time in its time zone."))
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="America/New_York", validators=[validate_time_zone]
    )
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
    )
    recurrence = models.CharField(
        _("recurrence"),
        max_length=300,
        blank=True,
        validators=[validate_recurrence],
        help_text=_(
            "Empty means once. Write it as calendars do: FREQ=MONTHLY;BYDAY=1SA is the first "
            "Saturday of each month."
        ),
    )
    not_on = Days(
        default=list,
        blank=True,
        verbose_name=_("days when it is canceled"),
        help_text=_("One per line, written like the first day: 2026-12-26."),
    )
    audience = many_of(_("who it is for"), Audience)
    conditions = ParentalManyToManyField(
        Condition, blank=True, related_name="meetings", verbose_name=_("diseases")
    )
    languages = many_of(_("languages"), Language)
    how_to_join = models.TextField(
        _("how to join"),
        blank=True,
        help_text=_(
            "How people sign up. Do not enter the link to the room itself, or its password."
        ),
    )
    place = models.CharField(_("city or town"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "title"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("organizations:meeting", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if not (self.is_online or self.is_in_person):
            raise ValidationError(_("A meeting must be online, in person, or both."))
        self._clean_dates()
        if ROOM.search(self.how_to_join):
            room = _("A link that opens the room lets anyone in. Say how people sign up.")
            raise ValidationError({"how_to_join": room})
        if self.is_in_person and not self.place:
            raise ValidationError({"place": _("Say where people meet.")})
        if self.latitude is None and self.place:
            try:
                found = places.resolve(self.place)
            except places.NotResolved:
                return
            self.latitude, self.longitude = found.latitude, found.longitude

    def _clean_dates(self) -> None:
        if not (self.first_day and self.starts_at and self.time_zone in zones.every()):
            return
        if not FIRST_YEAR <= self.first_day.year <= LAST_YEAR:
            raise ValidationError({"first_day": _("This year cannot be right.")})
        try:
            self.takes_place.earliest  # noqa: B018 (asks)
        except NeverComes as error:
            never = _("No day fits this rule, so the meeting would never take place.")
            raise ValidationError({"recurrence": never}) from error
        except NotRead:
            # The field itself already says so.
            return

    @property
    def takes_place(self) -> Recurrence:
        first = dt.datetime.combine(self.first_day, self.starts_at)
        not_on = frozenset(self.not_on)
        return Recurrence(first, self.time_zone, self.recurrence, not_on)

    @property
    def lasts(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.minutes)

    def next_dates(self, count: int = 5, after: dt.datetime | None = None) -> list[dt.datetime]:
        """When it begins, in its own time zone; one that is still going on is the first."""
        return self.takes_place.next(count, (after or timezone.now()) - self.lasts)

    @cached_property
    def next(self) -> dt.datetime | None:
        return next(iter(self.next_dates(1)), None)

    @property
    def is_shown(self) -> bool:
        """The same rule as MeetingQuerySet.shown()."""
        return self.live and self.organization.live and self.is_in_time and bool(self.next)

    @property
    def why_hidden(self) -> str:
        """Why readers cannot see a published meeting, for editors; empty if they can."""
        if not self.next:
            return gettext("It has no upcoming date")
        if not self.checked_on:
            return gettext("Never checked")
        return "" if self.is_in_time else gettext("Last checked more than a year ago")

    def labels(self, name: str) -> list[str | Promise]:
        field = cast(ArrayField, self._meta.get_field(name))
        choices = dict(field.base_field.flatchoices)
        return [choices[value] for value in getattr(self, name) if value in choices]

    @property
    def language_labels(self) -> list[str | Promise]:
        return self.labels("languages")

    @property
    def audience_labels(self) -> list[str | Promise]:
        return self.labels("audience")

    @property
    def live_conditions(self) -> list[Condition]:
        return [condition for condition in self.conditions.all() if condition.live]

    @property
    def where(self) -> str:
        """Online, or the town, or both."""
        labels = {Way.ONLINE: Way.ONLINE.label, Way.IN_PERSON: self.place}
        return ", ".join(str(labels[way]) for way in self.ways)

    @property
    def has_begun(self) -> bool:
        return self.next is not None and self.next <= timezone.now()

    @property
    def ways(self) -> list[Way]:
        """Online, in person, or both."""
        found = {Way.ONLINE: self.is_online, Way.IN_PERSON: self.is_in_person}
        return [way for way, is_so in found.items() if is_so]

    def fits(self, related: RelatedConditions) -> bool:
        """Whether it is for this disease, for a group that includes it, or for a type of it."""
        named = {condition.slug for condition in self.conditions.all()}
        if not named:
            return self.organization.fit(related) is not None
        return bool(named & ({related.slug} | related.above | related.below))

    @transaction.atomic
    def mark_checked(self, user: User, role: str, how: How) -> None:
        """Record that an editor checked it today: for readers, and in its draft if there is one."""
        has_draft = self.has_unpublished_changes
        values = {"checked_on": timezone.localdate(), "checked_by": role, "checked_how": how}
        type(self).objects.filter(pk=self.pk).update(**values, updated_at=timezone.now())
        draft = self.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        revision = draft.save_revision(user=user, log_action=True)
        if not has_draft:
            revision.publish(user=user, skip_permission_checks=True)
