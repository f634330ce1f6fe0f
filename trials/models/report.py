"""What readers who called say of a study, and what of that an editor found to be so."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trials.choices import Told
from web import locks
from web.reader_reports import ReaderReport, ReaderReportQuerySet, Sender

if TYPE_CHECKING:
    from .trial import Trial


class StudyReportQuerySet(ReaderReportQuerySet):
    def most_told_first(self) -> Self:
        return self.select_related("trial").order_by("-count", "first_at", "pk")

    @transaction.atomic
    def take(self, trial: "Trial", told: str, sender: str) -> "StudyReport":
        """A reader says something of a study: it joins what others said.

        Raises TooManyReports. Saying the same again counts once.
        """
        locks.wait_for(locks.Lock.REPORTS)
        found = self.open().filter(trial=trial, told=told).first()
        report: StudyReport = found or StudyReport(trial=trial, told=told)
        report.count_one(sender)
        return report


class StudyReport(ReaderReport):
    """What readers say of a study."""

    trial = models.ForeignKey(
        "trials.Trial", models.CASCADE, related_name="reports", verbose_name=_("trial")
    )
    told = models.CharField(_("what readers say"), max_length=20, choices=Told)

    objects = StudyReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("report on a study")
        verbose_name_plural = _("reports on studies")
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "told"],
                condition=Q(handled_at=None),
                name="one_open_report_of_a_study",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.get_told_display()}"

    @transaction.atomic
    def confirm(self, role: str) -> None:
        """An editor found that it is so: readers of the study see it from now on."""
        ConfirmedReport.objects.update_or_create(
            trial=self.trial,
            told=self.told,
            defaults={
                "report": self,
                "told_on": timezone.localdate(self.first_at),
                "checked_on": timezone.localdate(),
                "record_of": self.trial.last_update_posted_date,
            },
        )
        self.handle(role)

    def handle(self, role: str) -> None:
        """An editor looked into it."""
        self.handled_at, self.handled_by = timezone.now(), role
        self.save(update_fields=["handled_at", "handled_by"])

    @transaction.atomic
    def open_again(self) -> bool:
        """Whether it is open now: not where readers have reported the same anew meanwhile."""
        if StudyReport.objects.open().filter(trial=self.trial_id, told=self.told).exists():
            return False
        ConfirmedReport.objects.filter(report=self).delete()
        self.save_as_open()
        return True


class StudyReportSender(Sender):
    report = models.ForeignKey(StudyReport, models.CASCADE, related_name="senders")

    class Meta(Sender.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "sender"], name="each_sender_of_a_study_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}"


class ConfirmedReportQuerySet(models.QuerySet["ConfirmedReport"]):
    def of_the_present_record(self) -> Self:
        """Those of the record as it stands: a later one may have put it right."""
        posted = F("trial__last_update_posted_date")
        neither: Any = Q(record_of=None, trial__last_update_posted_date=None)
        return self.filter(Q(record_of=posted) | neither).order_by("told")


class ConfirmedReport(models.Model):
    """What readers said of a study and an editor found to be so. The study's page shows it."""

    trial = models.ForeignKey("trials.Trial", models.CASCADE, related_name="confirmed_reports")
    report = models.OneToOneField(StudyReport, models.CASCADE, related_name="confirmed")
    told = models.CharField(max_length=20, choices=Told)
    told_on = models.DateField()
    checked_on = models.DateField()
    # When the registry posted the record that it was compared with.
    record_of = models.DateField(null=True)

    objects = ConfirmedReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["trial", "told"], name="confirmed_once_a_study")
        ]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.get_told_display()}"
