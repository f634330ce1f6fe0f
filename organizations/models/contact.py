"""How to reach an organization, and when somebody last made sure of it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from organizations.choices import GOVERNMENT_NUMBERS, LINKS, NORTH_AMERICA, ContactKind, Mark, Wrong
from web.contact_links import dialed

from .checks import DUE_DAYS, HIDDEN_DAYS, Checked, days_ago, unchecked_for
from .organization import Organization

# What was read in an older source is not shown unchecked, whatever it is.
OLD_SOURCE_YEARS = 2


class ContactQuerySet(models.QuerySet):
    def from_government_page(self):
        return self.filter(kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)

    def shown(self):
        """What readers see today; the same rule as Contact.is_shown."""
        return self.filter(
            Q(checked_on__gte=days_ago(HIDDEN_DAYS))
            | Q(checked_on=None, kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)
        )

    def calendars(self):
        """Where organizations themselves say when people meet."""
        shown = self.shown().filter(kind=ContactKind.CALENDAR, organization__live=True)
        return shown.select_related("organization").order_by("organization__position")

    def unchecked_for(self, days):
        """Those whose last check is more than so many days ago, or never was."""
        return self.filter(unchecked_for(days))

    def to_check(self):
        """The editors' queue: unchecked for long, or reported by a reader."""
        waiting = unchecked_for(DUE_DAYS) | Q(is_reported=True)
        return self.most_urgent_first().filter(waiting, organization__live=True)

    def most_urgent_first(self):
        """Reported, then never checked, then the longest ago; with `is_reported` on each."""
        # As ReportQuerySet.open; reports stand above contacts.
        reported = Contact.objects.filter(
            pk=OuterRef("pk"), reports__pk__gt=0, reports__handled_at=None
        )
        return (
            self.annotate(is_reported=Exists(reported))
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
        if self.source_year and not 1900 <= self.source_year <= timezone.localdate().year:
            raise ValidationError({"source_year": _("Write a year that has come, as 2024.")})
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
        number = dialed(self.value)
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
