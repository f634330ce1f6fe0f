"""How to reach an organization, and when somebody last checked it."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property
from typing import Self

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from organizations.choices import (
    GOVERNMENT_NUMBERS,
    LINKS,
    NORTH_AMERICA,
    ContactKind,
    How,
    Mark,
    Wrong,
)
from web.contact_links import dialed
from web.safe_links import host_of

from .checks import DUE_DAYS, Checked, unchecked_for
from .organization import Organization

# Nothing that was read in an older source is shown unchecked.
OLD_SOURCE_YEARS = 2
READ_DAYS = 730
# Links are checked weekly; a month without an answer is more than a bad week.
ANSWER_DAYS = 30
_GOVERNMENT = re.compile(
    r"(?:^|\.)(?:gov|mil|(?:gov|gob|gouv|govt|gc|go|gv)\.[a-z]{2}|europa\.eu)$"
)


class ContactQuerySet(models.QuerySet["Contact"]):
    def from_government_page(self) -> Self:
        return self.filter(kind=ContactKind.PHONE, value__in=GOVERNMENT_NUMBERS)

    def with_answers(self) -> Self:
        """With `answered_on` on each, so that it need not be queried one by one."""
        answers = WebsiteAnswer.objects.filter(address=OuterRef("value"))
        return self.annotate(answered_on=Subquery(answers.values("answered_on")[:1]))

    def shown(self) -> Self:
        """What readers see today. Contact.is_shown is the only rule; there are about a hundred
        rows."""
        rows = self.with_answers().prefetch_related("organization__contacts")
        return self.filter(pk__in=[contact.pk for contact in rows if contact.is_shown])

    def calendars(self) -> Self:
        """Where organizations themselves say when people meet."""
        shown = self.shown().filter(kind=ContactKind.CALENDAR, organization__live=True)
        return shown.select_related("organization").order_by("organization__position")

    def unchecked_for(self, days: int) -> Self:
        """Those whose last check is more than this many days ago, or that were never checked."""
        return self.filter(unchecked_for(days))

    def to_check(self) -> Self:
        """The editors' queue: unchecked for long, or reported by a reader."""
        waiting = unchecked_for(DUE_DAYS) | Q(is_reported=True)
        return self.most_urgent_first().filter(waiting, organization__live=True)

    def most_urgent_first(self) -> Self:
        """First the reported ones, then those never checked, then the oldest checks; with
        `is_reported` on each."""
        # Like ReportQuerySet.open, which this module cannot import.
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


class WebsiteAnswer(models.Model):
    """The last day on which a website answered the weekly check of links, which writes this.

    It is stored by address, not on the contact, because publishing a draft writes all columns of a
    contact again.
    """

    address = models.URLField(max_length=500, unique=True)
    answered_on = models.DateField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.address}: {self.answered_on}"


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
        _("year of the source"), null=True, blank=True, help_text=_("If it is known.")
    )
    read_on = models.DateField(
        _("source read on"),
        null=True,
        blank=True,
        help_text=_(
            "For two years, readers see what was read on the organization's own site or on a "
            "government page. They are told that no one has checked it."
        ),
    )
    editors_note = models.CharField(_("note for editors"), max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        super().clean()
        if self.source_year and not 1900 <= self.source_year <= timezone.localdate().year:
            raise ValidationError(
                {"source_year": _("Write a year that is not in the future, such as 2024.")}
            )
        checks: dict[str, Callable[[str], None]] = {
            ContactKind.PHONE: _validate_phone,
            ContactKind.EMAIL: EmailValidator(),
            **dict.fromkeys(LINKS, URLValidator(schemes=["https", "http"])),
        }
        validate = checks.get(self.kind)
        if validate:
            try:
                validate(self.value)
            except ValidationError as problem:
                raise ValidationError({"value": problem}) from problem

    @property
    def is_from_government_page(self) -> bool:
        """Whether it is exactly one of the three numbers of that page."""
        return self.kind == ContactKind.PHONE and self.value in GOVERNMENT_NUMBERS

    @property
    def is_shown(self) -> bool:
        """A check is valid for a year. Without one, we show what was read where it must be true, a
        website that answers, and the government's three numbers; each says that nobody has checked
        it."""
        if self.checked_on:
            return self.is_in_time
        return self.is_from_government_page or self.is_read_lately or self.answers

    @property
    def is_read_lately(self) -> bool:
        """Whether it was read within two years on their own site, or on a government page."""
        return bool(
            self.mark == Mark.READ
            and self.read_on
            and (timezone.localdate() - self.read_on).days <= READ_DAYS
            and not self.is_from_old_source
            and (self.is_from_own_site or self.is_from_government)
        )

    @property
    def is_from_own_site(self) -> bool:
        host = host_of(self.source)
        sites = [one for one in self.organization.contacts.all() if one.kind == ContactKind.WEBSITE]
        own = filter(None, (host_of(site.value) for site in sites))
        return any(host == site or host.endswith(f".{site}") for site in own)

    @property
    def is_from_government(self) -> bool:
        return bool(_GOVERNMENT.search(host_of(self.source)))

    @cached_property
    def answered_on(self) -> dt.date | None:
        """The last day on which this website answered our weekly check."""
        answer = WebsiteAnswer.objects.filter(address=self.value).first()
        return answer.answered_on if answer else None

    @property
    def answers(self) -> bool:
        return bool(
            self.kind == ContactKind.WEBSITE
            and self.answered_on
            and (timezone.localdate() - self.answered_on).days <= ANSWER_DAYS
        )

    @property
    def state(self) -> str:
        """Say how we know it, if nobody has checked it."""
        return "; ".join([*self._origin, str(_("we have not checked this yet."))])

    @property
    def origin(self) -> str:
        """The same, but without saying that it is unchecked, for a list that says so once."""
        return f"{'; '.join(self._origin)}."

    @property
    def _origin(self) -> list[str]:
        said: list[str | Promise] = []
        if self.is_read_lately and self.read_on:
            words = {
                "year": self.source_year,
                "month": date_format(self.read_on, "N Y"),
                "site": host_of(self.source),
            }
            said.append(self._copy % words)
        elif self.is_from_government_page:
            said.append(_("From a page of the U.S. government (NINDS)"))
        elif self.mark == Mark.MEMORY:
            said.append(_("From memory"))
        elif self.is_from_own_site and self.source_year:
            said.append(_("From a %(year)s copy of their own page") % {"year": self.source_year})
        else:
            said.append(_("From another source"))
        if self.answers and self.answered_on:
            date = date_format(self.answered_on, "DATE_FORMAT")
            said.append(_("the site answered on %(date)s") % {"date": date})
        return list(map(str, said))

    @property
    def _copy(self) -> str | Promise:
        if self.is_from_own_site and self.source_year:
            return _("From a %(year)s copy of their own page, read in %(month)s")
        if self.is_from_own_site:
            return _("From an undated copy of their own page, read in %(month)s")
        if self.source_year:
            return _("From a %(year)s copy of a government page (%(site)s), read in %(month)s")
        return _("From an undated copy of a government page (%(site)s), read in %(month)s")

    @property
    def is_link(self) -> bool:
        return self.kind in LINKS

    @property
    def may_be_wrong(self) -> list[Wrong]:
        """What a reader may say about a contact of this kind."""
        unlikely = Wrong.SOMEBODY_ELSE if self.is_link else Wrong.OTHER_TOPIC
        return [one for one in Wrong if one != unlikely]

    @property
    def is_from_old_source(self) -> bool:
        """Whether its source may be older than two years; for some we know only the year."""
        return bool(
            self.source_year and timezone.localdate().year - self.source_year >= OLD_SOURCE_YEARS
        )

    @property
    def why_hidden(self) -> str | Promise:
        """Tell editors why readers cannot see it; empty if they can."""
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
        """What it opens when pressed; nothing for a postal address."""
        if self.kind == ContactKind.PHONE:
            return f"tel:{self._dialed}"
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        return self.value if self.is_link else ""

    @property
    def _dialed(self) -> str:
        number = dialed(self.value)
        ten_digits = len(re.sub(r"\D", "", number)) == 10 and not number.startswith("+")
        if ten_digits and self.organization.country in NORTH_AMERICA:
            return f"+1-{number}"
        return number

    @transaction.atomic
    def mark_checked(self, user: User, role: str, how: How) -> None:
        """Record that an editor checked it today: on the page, and in its draft if there is one."""
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


def _validate_phone(value: str) -> None:
    if not re.fullmatch(r"\+?[\d ().-]{3,30}", value) or sum(map(str.isdigit, value)) < 3:
        raise ValidationError(
            _("Please enter only the number. There is another field for what it is for.")
        )
