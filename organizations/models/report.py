"""What readers say is wrong with a contact."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.choices import Wrong
from web import locks
from web.reader_reports import ReaderReport, ReaderReportQuerySet, Sender

from .contact import Contact
from .fields import many_of
from .organization import Organization


class ReportQuerySet(ReaderReportQuerySet):
    def handle(self, role: str) -> int:
        """Record that somebody looked into it."""
        return self.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=role)

    def most_told_first(self) -> Self:
        return self.select_related("organization", "contact").order_by("-count", "first_at", "pk")

    @transaction.atomic
    def take(self, contact: Contact, wrong: str, sender: str) -> "Report":
        """Record what a reader says is wrong with a contact, together with what others said about
        it.

        Raises TooManyReports. Saying the same again counts once.
        """
        locks.wait_for(locks.Lock.REPORTS)
        report: Report = self.open().filter(contact=contact, value=contact.value).first() or Report(
            contact=contact, organization=contact.organization, value=contact.value
        )
        if report.count_one(sender) and wrong not in report.wrong:
            report.wrong.append(wrong)
            report.save(update_fields=["wrong"])
        return report


class Report(ReaderReport):
    """What readers say is wrong with a contact."""

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
        _("number or address"), max_length=500, help_text=_("As it was shown there.")
    )
    wrong = many_of(_("what is wrong"), Wrong)

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
    def wrong_labels(self) -> list[str]:
        return [str(Wrong(value).label) for value in self.wrong]

    @property
    def is_past(self) -> bool:
        """Whether the reported value is no longer there."""
        return self.contact is None or self.contact.value != self.value

    def open_again(self) -> bool:
        """Whether it can be opened again: not if readers have reported the same thing since."""
        newer = Report.objects.open().filter(contact=self.contact_id, value=self.value)
        if self.contact_id and newer.exists():
            return False
        self.save_as_open()
        return True


class ReportSender(Sender):
    report = models.ForeignKey(Report, models.CASCADE, related_name="senders")

    class Meta(Sender.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "sender"], name="each_sender_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}"
