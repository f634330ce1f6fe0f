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

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.core.validators import (
    EmailValidator,
    MaxValueValidator,
    MinValueValidator,
    URLValidator,
)
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
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
    Wrong,
)
from .recurrence import FIRST_YEAR, LAST_YEAR, NeverComes, NotRead, Recurrence, read_rule

# A contact that nobody has checked for so many days is marked; then hidden.
DUE_DAYS, HIDDEN_DAYS = 180, 365
# What was read in an older source is not shown unchecked, whatever it is.
OLD_SOURCE_YEARS = 2
# Who reported something is forgotten after so many days. Until then they may say so much an hour.
SENDER_DAYS = 2
HOUR = dt.timedelta(hours=1)
REPORTS_OF_A_SENDER, REPORTS_OF_ALL = 5, 100
# Any number that no other program on the same database uses as an advisory lock.
REPORTS_LOCK = 0x6D797272
# The pages on the whole family, and on the disease of children, where parents look.
FAMILY, JUVENILE = "inflammatory-myopathy", "juvenile-myositis"
MOST_GROUPS, FIRST_GROUPS = 4, 2
# The largest Organization.fit() of those that name a disease, or what it belongs to.
NAMED = 2
# What lets people into a meeting itself, which is for those who signed up.
ROOM = re.compile(
    r"zoom\.us/(j|w|my|s)/|zoommtg:|meet\.google\.com/|teams\.(microsoft|live)\.com/(l|meet)"
    r"|webex\.com/(meet|join)|[?&]pwd=|(password|passcode|kennwort|contraseña)\s*(is|:|=)",
    re.I,
)
MOST_MINUTES = 24 * 60
# What stands beside organizations: no slug of one.
PAGES = ("meetings",)
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


class LinesField(SimpleArrayField):
    def to_python(self, value):
        """Without empty lines, such as the one after the last."""
        if isinstance(value, str):
            value = [line for line in value.splitlines() if line.strip()]
        return super().to_python(value)


class Lines(ArrayField):
    """Texts that may have commas in them: one a line on the desk."""

    def formfield(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3})
        defaults = {"form_class": LinesField, "delimiter": "\n", "widget": widget}
        return super().formfield(**defaults | kwargs)


class Days(Lines):
    def __init__(self, **kwargs):
        super().__init__(**{"base_field": models.DateField(), **kwargs})

    def to_python(self, value):
        """From a draft they come as it keeps them: as texts."""
        return [self.base_field.to_python(day) for day in super().to_python(value) or []]


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
        if self.slug in PAGES:
            raise ValidationError({"slug": _("This address is that of another page.")})
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
    def outdated_contacts(self):
        """Checked, but more than a year ago: readers have to unfold them."""
        return [one for one in self.contacts.all() if one.checked_on and not one.is_in_time]

    @property
    def hides_contacts(self) -> bool:
        return any(not one.is_shown and not one.checked_on for one in self.contacts.all())

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
        # Who has just been diagnosed has the disease.
        audiences = (audience, Audience.PATIENT) if audience == Audience.NEW else (audience,)
        return Audience.ANYONE in self.audience or any(one in self.audience for one in audiences)

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
    def shown_meetings(self):
        # One that is looked at before it is first saved has none.
        return self.meetings.shown() if self.pk else []

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


def _unchecked_for(days):
    return Q(checked_on=None) | Q(checked_on__lt=_days_ago(days))


class ContactQuerySet(models.QuerySet):
    def from_government_page(self):
        return self.filter(kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)

    def shown(self):
        """What readers see today; the same rule as Contact.is_shown."""
        return self.filter(
            Q(checked_on__gte=_days_ago(HIDDEN_DAYS))
            | Q(checked_on=None, kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)
        )

    def calendars(self):
        """Where organizations themselves say when people meet."""
        shown = self.shown().filter(kind=ContactKind.CALENDAR, organization__live=True)
        return shown.select_related("organization").order_by("organization__position")

    def unchecked_for(self, days):
        """Those whose last check is more than so many days ago, or never was."""
        return self.filter(_unchecked_for(days))

    def to_check(self):
        """The editors' queue: unchecked for long, or reported by a reader."""
        waiting = _unchecked_for(DUE_DAYS) | Q(is_reported=True)
        return self.most_urgent_first().filter(waiting, organization__live=True)

    def most_urgent_first(self):
        """Reported, then never checked, then the longest ago; with `is_reported` on each."""
        reports = Report.objects.open().filter(contact=OuterRef("pk"))
        return (
            self.annotate(is_reported=Exists(reports))
            .select_related("organization")
            .order_by(
                "-is_reported",
                models.F("checked_on").asc(nulls_first=True),
                "organization__position",
                "organization__name",
                "sort_order",
            )
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
    def may_be_wrong(self) -> list[Wrong]:
        """What a reader may say of one of its kind."""
        unlikely = Wrong.SOMEBODY_ELSE if self.is_link else Wrong.OTHER_TOPIC
        return [one for one in Wrong if one != unlikely]

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
        self.reports.open().handle(role)
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
    try:
        read_rule(rule)
    except NotRead as error:
        raise ValidationError(
            _(
                "This cannot be read. Write for example FREQ=MONTHLY;BYDAY=1SA or FREQ=WEEKLY: "
                "once a day or less often."
            )
        ) from error


class MeetingQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live=True, organization__live=True).select_related("organization")

    def shown(self) -> list["Meeting"]:
        """What readers see today, the next first: checked within a year, with a date to come."""
        checked = self.live().filter(checked_on__gte=_days_ago(HIDDEN_DAYS))
        conditions = Condition.objects.only("slug", "name", "live", "position")
        paths = ("conditions", "organization__conditions")
        checked = checked.prefetch_related(*(Prefetch(path, conditions) for path in paths))
        to_come = [meeting for meeting in checked if meeting.next]
        return sorted(to_come, key=lambda meeting: (meeting.next, meeting.title, meeting.pk))

    def unchecked_for(self, days):
        """Those whose last check is more than so many days ago, or never was."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=_days_ago(days)))

    def to_check(self) -> list["Meeting"]:
        """The editors' queue: never checked, or long ago, and still to come."""
        due = self.live().unchecked_for(DUE_DAYS)
        oldest_first = due.order_by(models.F("checked_on").asc(nulls_first=True), "title")
        return [meeting for meeting in oldest_first if meeting.next]


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
    minutes = models.PositiveSmallIntegerField(
        _("minutes it lasts"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
    )
    recurrence = models.CharField(
        _("recurrence"),
        max_length=300,
        blank=True,
        validators=[validate_recurrence],
        help_text=_(
            "None: once. As calendars write it: FREQ=MONTHLY;BYDAY=1SA is each first Saturday."
        ),
    )
    not_on = Days(
        default=list,
        blank=True,
        verbose_name=_("days on which it is called off"),
        help_text=_("One a line, as the first day is written: 2026-12-26."),
    )
    audience = many_of(_("for whom"), Audience)
    conditions = ParentalManyToManyField(
        Condition, blank=True, related_name="meetings", verbose_name=_("diseases")
    )
    languages = many_of(_("languages"), Language)
    how_to_join = models.TextField(
        _("how to join"),
        blank=True,
        help_text=_("How people sign up. No link to the room itself, and no password of it."),
    )
    place = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "title"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("organizations:meeting", args=[self.pk])

    def clean(self):
        super().clean()
        if not (self.is_online or self.is_in_person):
            raise ValidationError(_("A meeting is online, or in person, or both."))
        self._clean_dates()
        if ROOM.search(self.how_to_join):
            room = _("A link that opens the room lets anybody in. Say how people sign up.")
            raise ValidationError({"how_to_join": room})
        if self.is_in_person and not self.place:
            raise ValidationError({"place": _("Where do people meet?")})
        if self.latitude is None and self.place:
            try:
                found = places.resolve(self.place)
            except places.NotResolved:
                return
            self.latitude, self.longitude = found.latitude, found.longitude

    def _clean_dates(self):
        if not (self.first_day and self.starts_at and self.time_zone in available_timezones()):
            return
        if not FIRST_YEAR <= self.first_day.year <= LAST_YEAR:
            raise ValidationError({"first_day": _("This year cannot be right.")})
        try:
            self.takes_place.earliest  # noqa: B018 (asks)
        except NeverComes as error:
            never = _("No day fits this: such a meeting never takes place.")
            raise ValidationError({"recurrence": never}) from error
        except NotRead:
            # Its own field says so.
            return

    @property
    def takes_place(self) -> Recurrence:
        first = dt.datetime.combine(self.first_day, self.starts_at)
        not_on = frozenset(self.not_on)
        return Recurrence(first, self.time_zone, self.recurrence, not_on)

    @property
    def lasts(self):
        return dt.timedelta(minutes=self.minutes)

    def next_dates(self, count=5, after=None) -> list[dt.datetime]:
        """When it begins, by the clocks of its own zone; one that still goes on is the first."""
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
        """For editors, of a published one; empty where readers see it."""
        if not self.next:
            return _("It has no date to come")
        if not self.checked_on:
            return _("Never checked")
        return "" if self.is_in_time else _("Last checked more than a year ago")

    def labels(self, name) -> list:
        choices = dict(self._meta.get_field(name).base_field.choices)
        return [choices[value] for value in getattr(self, name) if value in choices]

    @property
    def language_labels(self):
        return self.labels("languages")

    @property
    def audience_labels(self):
        return self.labels("audience")

    @property
    def live_conditions(self):
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

    def is_for(self, audience: str) -> bool:
        # Who has just been diagnosed has the disease.
        audiences = (audience, Audience.PATIENT) if audience == Audience.NEW else (audience,)
        return Audience.ANYONE in self.audience or any(one in self.audience for one in audiences)

    def fits(self, kin: Kin) -> bool:
        """Whether it is for this disease, or for what that belongs to, or for a type of it."""
        named = {condition.slug for condition in self.conditions.all()}
        if not named:
            return self.organization.fit(kin) is not None
        return bool(named & ({kin.slug} | kin.above | kin.below))

    @transaction.atomic
    def mark_checked(self, user, role, how):
        """An editor made sure of it today: for readers, and in a draft of it if there is one."""
        has_draft = self.has_unpublished_changes
        values = {"checked_on": timezone.localdate(), "checked_by": role, "checked_how": how}
        type(self).objects.filter(pk=self.pk).update(**values, updated_at=timezone.now())
        draft = self.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        revision = draft.save_revision(user=user, log_action=True)
        if not has_draft:
            revision.publish(user=user, skip_permission_checks=True)


class TooManyReports(Exception):
    """So many came from one place, or from all, that no more are taken for some seconds."""

    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(handled_at=None)

    def handle(self, role) -> int:
        """Somebody looked into it."""
        return self.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=role)

    def most_told_first(self):
        return self.select_related("organization", "contact").order_by("-count", "first_at", "pk")

    @transaction.atomic
    def take(self, contact, wrong, sender) -> "Report":
        """A reader says what is wrong with a contact: it joins what others said of it.

        Raises TooManyReports. Saying the same again counts once.
        """
        with connection.cursor() as cursor:
            # Two at the same moment would count the same rows and both be let in.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REPORTS_LOCK])
        report = self.open().filter(contact=contact, value=contact.value).first()
        if report and report.senders.filter(sender=sender).exists():
            return report
        if seconds := ReportSender.objects.seconds_to_wait(sender):
            raise TooManyReports(seconds)
        report = report or Report(
            contact=contact, organization=contact.organization, value=contact.value
        )
        report.count += 1
        report.last_at = timezone.now()
        if wrong not in report.wrong:
            report.wrong.append(wrong)
        report.save()
        report.senders.create(sender=sender)
        return report


class Report(models.Model):
    """What readers say is wrong with a contact, until somebody of us has looked into it.

    It says what, and how often; never who.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="reports", verbose_name=_("organization")
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        related_name="reports",
        verbose_name=_("contact"),
    )
    value = models.CharField(
        _("number or address"), max_length=500, help_text=_("As it stood there.")
    )
    wrong = many_of(_("what is wrong"), Wrong)
    count = models.PositiveIntegerField(_("how many said so"), default=0)
    first_at = models.DateTimeField(_("first reported"), auto_now_add=True)
    last_at = models.DateTimeField(_("last reported"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, db_index=True)
    handled_by = models.CharField(
        _("handled by"), max_length=100, blank=True, help_text=_("A role, no name.")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("report of readers")
        verbose_name_plural = _("reports of readers")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "value"],
                condition=Q(handled_at=None),
                name="one_open_report_of_a_contact",
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.value}"

    @property
    def is_open(self) -> bool:
        return self.handled_at is None

    @property
    def wrong_labels(self) -> list[str]:
        return [str(Wrong(value).label) for value in self.wrong]

    @property
    def is_past(self) -> bool:
        """Whether what was reported does not stand there any more."""
        return self.contact is None or self.contact.value != self.value

    def open_again(self) -> bool:
        """Whether it is open now: not where readers have reported the same anew meanwhile."""
        newer = Report.objects.open().filter(contact=self.contact_id, value=self.value)
        if self.contact_id and newer.exists():
            return False
        self.handled_at, self.handled_by = None, ""
        self.save(update_fields=["handled_at", "handled_by"])
        return True


class ReportSenderQuerySet(models.QuerySet):
    def old(self):
        return self.filter(at__lt=timezone.now() - dt.timedelta(days=SENDER_DAYS))

    def seconds_to_wait(self, sender) -> int:
        """Until one more is taken from there; 0 where it is now."""
        now = timezone.now()
        lately = self.filter(at__gt=now - HOUR).order_by("-at").values_list("at", flat=True)
        waits = [
            times[limit - 1] + HOUR - now
            for times, limit in (
                (list(lately.filter(sender=sender)[:REPORTS_OF_A_SENDER]), REPORTS_OF_A_SENDER),
                (list(lately[:REPORTS_OF_ALL]), REPORTS_OF_ALL),
            )
            if len(times) == limit
        ]
        return max((int(wait.total_seconds()) + 1 for wait in waits), default=0)


class ReportSender(models.Model):
    """From where a report came: a mark that means something for a day only, and to us only.

    Kept for SENDER_DAYS, for nobody to report the same twice or a thousand things at once.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="senders")
    sender = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ReportSenderQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["report", "sender"], name="each_sender_once")
        ]

    def __str__(self):
        return f"{self.report_id}"
