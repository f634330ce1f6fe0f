"""What readers say is wrong with a contact."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.choices import Wrong
from web import locks
from web.senders import Sender, TooManyReports

from .contact import Contact
from .fields import many_of
from .organization import Organization


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(handled_at=None)

    def handle(self, role: str) -> int:
        """Somebody looked into it."""
        return self.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=role)

    def most_told_first(self) -> Self:
        return self.select_related("organization", "contact").order_by("-count", "first_at", "pk")

    @transaction.atomic
    def take(self, contact: Contact, wrong: str, sender: str) -> "Report":
        """A reader says what is wrong with a contact: it joins what others said of it.

        Raises TooManyReports. Saying the same again counts once.
        """
        # Two at the same moment would count the same rows, and both be let in.
        locks.wait_for(locks.Lock.REPORTS)
        said = self.open().filter(contact=contact, value=contact.value)
        report: Report | None = said.first()
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
        _("handled by"), max_length=100, blank=True, help_text=_("A role, not a name.")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("report from readers")
        verbose_name_plural = _("reports from readers")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "value"],
                condition=Q(handled_at=None),
                name="one_open_report_of_a_contact",
            )
        ]

    def __str__(self) -> str:
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


class ReportSender(Sender):
    report = models.ForeignKey(Report, models.CASCADE, related_name="senders")

    class Meta(Sender.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "sender"], name="each_sender_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}"
