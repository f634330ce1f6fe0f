"""Who helps, how to reach them, and when somebody last made sure of it.

Edited on the desk (wagtail_hooks.py) like the pages on diseases, and published by editors: there is
nothing for a clinician to sign. What readers see of a contact follows from the clock, not from a
job that ran.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import available_timezones

from dateutil.rrule import HOURLY, rrulestr
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

import places
from conditions.choices import Kind as ConditionKind
from conditions.models import Condition

from .choices import (
    EUROPE,
    GOVERNMENT_NUMBERS,
    LINKS,
    NORTH_AMERICA,
    Audience,
    ContactKind,
    Fact,
    How,
    Kind,
    Language,
    Mark,
    Nature,
    Reach,
    Scope,
    Way,
)

# A contact that nobody has checked for so many days is marked; then hidden.
DUE_DAYS, HIDDEN_DAYS = 180, 365
# What was read in an older source is not shown unchecked, whatever it is.
OLD_SOURCE_YEARS = 2
# The pages on the whole family, and on the disease of children, where parents look.
FAMILY, JUVENILE = "inflammatory-myopathy", "juvenile-myositis"
MOST_GROUPS, FIRST_GROUPS = 4, 2
# The largest Organization.fit() of those that name a disease, or what it belongs to.
NAMED = 2
LISTS = ("kinds", "audience", "languages", "languages_in_part")
# What people turn to a group for.
SUPPORT = [
    Kind.GROUP,
    Kind.HELPLINE,
    Kind.INFORMATION,
    Kind.PRACTICAL,
    Kind.GRANTS,
    Kind.CAMP,
]


class ManyOf(ArrayField):
    """Several values of a closed list; check boxes on the desk."""

    def formfield(self, **kwargs):
        defaults = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.base_field.choices,
            "widget": forms.CheckboxSelectMultiple,
        }
        # Past ArrayField, which would ask for values between commas.
        return super(ArrayField, self).formfield(**defaults | kwargs)


def many_of(label, choices, **kwargs):
    values = models.CharField(max_length=20, choices=choices)
    return ManyOf(values, default=list, blank=True, verbose_name=label, **kwargs)


class Lines(ArrayField):
    """Texts that may have commas in them: one a line on the desk."""

    def formfield(self, **kwargs):
        defaults = {"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 3})}
        return super().formfield(**defaults | kwargs)


def lines(label, length, help_text=None):
    return Lines(
        models.CharField(max_length=length),
        default=list,
        blank=True,
        verbose_name=label,
        help_text=help_text or _("One a line."),
    )


def validate_country(name):
    try:
        known = places.resolve(name)
    except places.NotResolved:
        known = None
    if not known or known.kind != "country" or known.country != name:
        raise ValidationError(_("“%(name)s” is no country that we know."), params={"name": name})


@dataclass(frozen=True)
class Kin:
    """A disease among its family, for asking who helps with it."""

    slug: str
    above: frozenset[str]
    below: frozenset[str]
    is_of_family: bool

    @classmethod
    def all(cls) -> dict[str, "Kin"]:
        """By its slug."""
        rows = list(Condition.objects.values_list("slug", "parent__slug", "kind"))
        parents = {slug: parent for slug, parent, _kind in rows}

        def above(slug):
            while slug := parents.get(slug):
                yield slug

        return {
            slug: cls(
                slug,
                frozenset(above(slug)),
                frozenset(other for other in parents if slug in above(other)),
                kind != ConditionKind.NEIGHBOUR,
            )
            for slug, _parent, kind in rows
        }


class OrganizationQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True)

    def whole(self):
        """With all that a list of them asks of each."""
        # Not the texts of pages.
        conditions = Condition.objects.only("slug", "name", "live", "position")
        return self.prefetch_related("contacts", "offers", Prefetch("conditions", conditions))

    def groups_for(self, condition, audience="", country="") -> list["Organization"]:
        """A few that a reader of a page on this disease, or on all of them, may turn to.

        The right disease first, then patient groups whose number can be called, then others.
        """
        audience = audience or (Audience.PARENT if condition == JUVENILE else "")
        if not (kin := Kin.all().get(condition or FAMILY)):
            return []
        found = [
            one
            for one in self.live().filter(kinds__overlap=SUPPORT).whole()
            if one.fit(kin) is not None and one.far_from(country) is not None
            if one.audience != [Audience.PROFESSIONAL]
        ]
        found.sort(key=lambda one: (audience not in ("", *one.audience), one.rank(kin, country)))
        groups = [one for one in found if one.is_for_patients]
        right = [one for one in groups if one.fit(kin) <= NAMED]
        with_phone = [one for one in groups if one.phones]
        # Two of the right disease leave room for numbers that work.
        ordered = dict.fromkeys([*right[:FIRST_GROUPS], *with_phone, *right, *found])
        return list(ordered)[:MOST_GROUPS]


class Organization(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One that helps people with myositis, or that they may come across."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    other_names = lines(_("other names"), 200)
    nature = models.CharField(_("what it is"), max_length=20, choices=Nature)
    kinds = many_of(_("help it gives"), Kind)
    audience = many_of(_("for whom"), Audience)
    ways = many_of(
        _("how people meet"),
        Way,
        help_text=_("Only what a source says. Meetings that are listed count by themselves."),
    )
    scope = models.CharField(
        _("for which diseases"), max_length=20, choices=Scope, help_text=_("The widest.")
    )
    conditions = ParentalManyToManyField(
        Condition,
        blank=True,
        related_name="organizations",
        verbose_name=_("named diseases"),
        help_text=_("The whole family stands for all types of myositis."),
    )
    country = models.CharField(
        _("country"),
        max_length=80,
        blank=True,
        validators=[validate_country],
        help_text=_("Where it is at home, in English. None: international."),
    )
    also_in = lines(_("further countries it serves"), 80)
    reach = models.CharField(
        _("whom it serves"), max_length=20, choices=Reach, default=Reach.COUNTRIES
    )
    place = models.CharField(
        _("town"), max_length=120, blank=True, help_text=_("For example: Columbia, MD")
    )
    region = models.CharField(
        _("state or region"), max_length=80, blank=True, help_text=_("None: found by the town.")
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("None: found by the town.")
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    languages = many_of(_("languages"), Language)
    languages_in_part = many_of(_("languages of some of its material"), Language)
    unread = many_of(
        _("not yet read at a source"),
        Fact,
        help_text=_("Readers see “to be reviewed” beside these."),
    )
    sources = lines(_("where the other facts were read"), 500)
    registry_names = lines(
        _("names under which it runs studies"),
        200,
        _("As ClinicalTrials.gov has them, one a line."),
    )
    note = models.TextField(_("note for readers"), blank=True)
    editors_note = models.TextField(_("note for editors"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("place in lists"), default=100, help_text=_("Small numbers come first.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        for name in self.also_in:
            validate_country(name)
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("A point needs both latitude and longitude."))
        self._find_place()

    def _find_place(self):
        """A town that is known gives the region and the point that nobody wrote down."""
        if not self.place or (self.region and self.latitude is not None):
            return
        try:
            found = places.resolve(f"{self.place}, {self.country}".strip(", "))
        except places.NotResolved:
            return
        self.region = self.region or (found.region if found.region != found.name else "")
        if self.latitude is None:
            self.latitude, self.longitude = found.latitude, found.longitude

    def get_absolute_url(self):
        return reverse("organizations:organization", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "organizations/organization.html"

    def get_preview_context(self, request, mode_name):
        return {"organization": self, "is_preview": True}

    @cached_property
    def shown_contacts(self):
        """What readers may use today."""
        return [contact for contact in self.contacts.all() if contact.is_shown]

    @property
    def hides_contacts(self) -> bool:
        return len(self.shown_contacts) < len(self.contacts.all())

    @property
    def phones(self):
        return [contact for contact in self.shown_contacts if contact.kind == ContactKind.PHONE]

    @property
    def is_read(self) -> bool:
        """Whether anything that it does was read at a source."""
        return any(offer.is_read for offer in self.offers.all())

    @property
    def is_for_patients(self) -> bool:
        return self.nature in (Nature.PATIENTS, Nature.FEDERATION)

    def fit(self, kin: Kin) -> int | None:
        """How much it is for this disease: 0 for it above all, more for it among others, or None.

        What is for a part of a family stands after what is for all of it.
        """
        named = self._named
        is_own = self.scope in (Scope.MYOSITIS, Scope.OTHER)
        if kin.slug in named and is_own:
            return 0
        if named & kin.above and is_own:
            return 1
        if kin.slug in named or named & kin.above:
            return NAMED
        if named & kin.below:
            return 3
        return 4 if kin.is_of_family and not is_own else None

    @cached_property
    def _named(self):
        return frozenset(condition.slug for condition in self.conditions.all())

    def far_from(self, country: str) -> int | None:
        """0 where it is at home in this country, more where it serves more than it, or None."""
        if not country or country == self.country:
            return 0
        if country in self.also_in or (self.reach == Reach.EUROPE and country in EUROPE):
            return 1
        return 2 if self.reach == Reach.WORLD else None

    def is_for(self, audience: str) -> bool:
        return audience in self.audience or Audience.ANYONE in self.audience

    def speaks(self, language: str) -> bool:
        return language in self.languages or language in self.languages_in_part

    def rank(self, kin: Kin | None = None, country: str = "") -> tuple:
        """Small for what helps most, of those that fit."""
        fit = self.fit(kin) if kin else 0
        return self.far_from(country), not self.is_read, fit, not self.phones, self.position

    def labels(self, name) -> list:
        """The words for one of its lists: "kinds", "audience", "languages", …"""
        choices = dict(self._meta.get_field(name).base_field.choices)
        return [choices[value] for value in getattr(self, name) if value in choices]

    @property
    def kind_labels(self):
        return self.labels("kinds")

    @property
    def language_labels(self):
        return [*self.labels("languages"), *self.labels("languages_in_part")]

    @property
    def facts(self) -> list[dict]:
        """What readers are told in a word or two, and whether somebody has read it at a source."""
        in_part = [_("%s (some)") % label for label in self.labels("languages_in_part")]
        texts = {
            Fact.AUDIENCE: self.labels("audience"),
            Fact.PLACE: [self.place],
            Fact.COUNTRY: [self.country, *self.also_in],
            Fact.LANGUAGES: [*self.labels("languages"), *in_part],
        }
        return [
            {
                "label": fact.label,
                "text": ", ".join(str(text) for text in found if text),
                "awaits_review": fact in self.unread,
            }
            for fact, found in texts.items()
            if any(found)
        ]

    @property
    def live_conditions(self):
        return [condition for condition in self.conditions.all() if condition.live]

    @property
    def calendars(self):
        return [one for one in self.shown_contacts if one.kind == ContactKind.CALENDAR]

    @property
    def countries(self) -> list[str]:
        return [country for country in (self.country, *self.also_in) if country]

    @property
    def where(self) -> str:
        """The town and the country that it is at home in."""
        return ", ".join(filter(None, [self.place, self.country]))

    @property
    def words(self) -> list[str]:
        """All that a reader's words may find it by."""
        return [
            *(self.name, *self.other_names),
            *(offer.text for offer in self.offers.all()),
            *(str(label) for name in LISTS for label in self.labels(name)),
            *(str(self.get_nature_display()), self.place, self.region, *self.countries, self.note),
        ]


class Offer(Orderable):
    """One thing that it does for people."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="offers")
    text = models.TextField(_("what it offers"), help_text=_("One or two short sentences."))
    mark = models.CharField(_("where it is from"), max_length=10, choices=Mark, default=Mark.MEMORY)
    source = models.URLField(_("source"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("what it offers")

    def __str__(self):
        return self.text

    @property
    def is_read(self) -> bool:
        return self.mark == Mark.READ and bool(self.source)

    def clean(self):
        super().clean()
        if self.mark == Mark.READ and not self.source:
            raise ValidationError({"source": _("What was read at a source needs that source.")})


class Checked(models.Model):
    """Something that somebody has to make sure of, again and again."""

    checked_on = models.DateField(_("checked on"), null=True, blank=True, db_index=True)
    checked_by = models.CharField(
        _("checked by"), max_length=100, blank=True, help_text=_("A role, no name: “Editor”.")
    )
    checked_how = models.CharField(_("how"), max_length=20, choices=How, blank=True)

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("This day has not come yet.")})
        if self.checked_on and not (self.checked_by and self.checked_how):
            raise ValidationError(_("A check needs who made it, and how."))

    @property
    def days_unchecked(self) -> int | None:
        """None where nobody has ever checked it."""
        return self.checked_on and (timezone.localdate() - self.checked_on).days

    @property
    def is_due(self) -> bool:
        """Whether the last check is so long ago that readers are told."""
        return self.checked_on is not None and self.days_unchecked > DUE_DAYS

    @property
    def is_in_time(self) -> bool:
        return self.checked_on is not None and self.days_unchecked <= HIDDEN_DAYS


def _days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


class ContactQuerySet(models.QuerySet):
    def from_government_page(self):
        return self.filter(kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)

    def shown(self):
        """What readers see today; the same rule as Contact.is_shown."""
        return self.filter(
            Q(checked_on__gte=_days_ago(HIDDEN_DAYS))
            | Q(checked_on=None, kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)
        )

    def unchecked_for(self, days):
        """Those whose last check is more than so many days ago, or never was."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=_days_ago(days)))

    def to_check(self):
        """The editors' queue, most urgent first: never checked, then the longest ago."""
        return self.unchecked_for(DUE_DAYS).filter(organization__live=True).oldest_check_first()

    def oldest_check_first(self):
        return self.select_related("organization").order_by(
            models.F("checked_on").asc(nulls_first=True),
            "organization__position",
            "organization__name",
            "sort_order",
        )


class Contact(Checked, Orderable):
    """One way to reach an organization: a number, an address, a page."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    value = models.CharField(_("number or address"), max_length=500)
    label = models.CharField(
        _("what it is for"), max_length=120, blank=True, help_text=_("For example: helpline")
    )
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    mark = models.CharField(_("where it is from"), max_length=10, choices=Mark, default=Mark.MEMORY)
    source = models.URLField(_("source"), max_length=500, blank=True)
    source_year = models.PositiveSmallIntegerField(
        _("year of the source"), null=True, blank=True, help_text=_("As far as it is known.")
    )
    editors_note = models.CharField(_("note for editors"), max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self):
        super().clean()
        validate = {
            ContactKind.PHONE: _validate_phone,
            ContactKind.EMAIL: EmailValidator(),
            **dict.fromkeys(LINKS, URLValidator(schemes=["https", "http"])),
        }.get(self.kind)
        if validate:
            try:
                validate(self.value)
            except ValidationError as problem:
                raise ValidationError({"value": problem}) from problem

    @property
    def is_from_government_page(self) -> bool:
        """Whether it is one of the three numbers of that page: exactly so, a changed one is not."""
        return self.kind == ContactKind.PHONE and self.value in GOVERNMENT_NUMBERS

    @property
    def is_shown(self) -> bool:
        """A check holds for a year. Without any, only the government's three numbers stand."""
        if self.checked_on:
            return self.is_in_time
        return self.is_from_government_page

    @property
    def is_link(self) -> bool:
        return self.kind in LINKS

    @property
    def is_from_old_source(self) -> bool:
        """Whether its source may be older than two years; of some we know the year only."""
        return bool(
            self.source_year and timezone.localdate().year - self.source_year >= OLD_SOURCE_YEARS
        )

    @property
    def why_hidden(self) -> str:
        """For editors; empty where readers see it."""
        if self.is_shown:
            return ""
        if self.checked_on:
            return _("Last checked more than a year ago")
        if self.mark == Mark.MEMORY:
            return _("From memory, never checked")
        if self.is_from_old_source:
            return _("From an old source, never checked")
        return _("Never checked")

    @property
    def address(self) -> str:
        """What a press on it opens; nothing for a postal address."""
        if self.kind == ContactKind.PHONE:
            return f"tel:{self._dialed}"
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        return self.value if self.is_link else ""

    @property
    def _dialed(self):
        number = re.sub(r"[^\d+-]+", "-", self.value).strip("-")
        ten_digits = len(re.sub(r"\D", "", number)) == 10 and not number.startswith("+")
        if ten_digits and self.organization.country in NORTH_AMERICA:
            return f"+1-{number}"
        return number

    @transaction.atomic
    def mark_checked(self, user, role, how):
        """An editor made sure of it today: on the page, and in a draft of it if there is one."""
        page = self.organization
        has_draft = page.has_unpublished_changes
        values = {"checked_on": timezone.localdate(), "checked_by": role, "checked_how": how}
        type(self).objects.filter(pk=self.pk).update(**values)
        draft = page.get_latest_revision_as_object()
        for contact in draft.contacts.all():
            if contact.pk == self.pk and contact.value == self.value:
                for name, value in values.items():
                    setattr(contact, name, value)
        revision = draft.save_revision(user=user, log_action=True)
        if not has_draft:
            revision.publish(user=user, skip_permission_checks=True)


def _validate_phone(value):
    if not re.fullmatch(r"\+?[\d ().-]{3,30}", value) or sum(map(str.isdigit, value)) < 3:
        raise ValidationError(_("A number only, please: what it is for has a field of its own."))


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write for example America/New_York."),
            params={"name": name},
        )


def validate_recurrence(rule):
    """What dateutil reads, without a start of its own, and not many times a day."""
    try:
        read = rrulestr(rule, dtstart=dt.datetime(2026, 1, 1))
        is_fine = "DTSTART" not in rule.upper() and "\n" not in rule and read._freq < HOURLY
    except (ValueError, TypeError, AttributeError):
        is_fine = False
    if not is_fine:
        raise ValidationError(
            _("This cannot be read. Write for example FREQ=MONTHLY;BYDAY=1SA or FREQ=WEEKLY.")
        )


class MeetingQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True, organization__live=True)


class Meeting(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, Checked, ClusterableModel
):
    """When people meet, in the time of the place that sets it: clocks there change as they do."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="meetings", verbose_name=_("organization")
    )
    title = models.CharField(_("title"), max_length=150)
    is_online = models.BooleanField(_("online"), default=False)
    is_in_person = models.BooleanField(_("in person"), default=False)
    first_day = models.DateField(_("first day"))
    starts_at = models.TimeField(_("begins at"), help_text=_("The local time of its time zone."))
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="America/New_York", validators=[validate_time_zone]
    )
    minutes = models.PositiveSmallIntegerField(_("minutes it lasts"), default=60)
    recurrence = models.CharField(
        _("recurrence"),
        max_length=300,
        blank=True,
        validators=[validate_recurrence],
        help_text=_(
            "None: once. As calendars write it: FREQ=MONTHLY;BYDAY=1SA is each first Saturday."
        ),
    )
    audience = many_of(_("for whom"), Audience)
    conditions = ParentalManyToManyField(
        Condition, blank=True, related_name="meetings", verbose_name=_("diseases")
    )
    languages = many_of(_("languages"), Language)
    how_to_join = models.TextField(_("how to join"), blank=True)
    place = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "title"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if not (self.is_online or self.is_in_person):
            raise ValidationError(_("A meeting is online, or in person, or both."))
        if self.is_in_person and not self.place:
            raise ValidationError({"place": _("Where do people meet?")})
        if self.latitude is None and self.place:
            try:
                found = places.resolve(self.place)
            except places.NotResolved:
                return
            self.latitude, self.longitude = found.latitude, found.longitude
