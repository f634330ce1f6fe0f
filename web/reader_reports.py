"""What readers report without an account: how reports are merged, and how many we accept.

Senders are counted in tables, not in the cache: the limit has to hold for all processes and to
survive a restart. A table of senders has a foreign key `report`, with `senders` as its other end.
"""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .rate_limits import too_many

# After this many days we forget who reported. Until then, they may report this often an hour.
SENDER_DAYS = 2
HOUR = dt.timedelta(hours=1)
REPORTS_OF_A_SENDER, REPORTS_OF_ALL = 5, 100


class TooManyReports(Exception):
    """Too many came from one place, or from all places: no more are accepted for some seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def answer(self, request: HttpRequest, back: str, back_to: str) -> HttpResponse:
        context = {
            "minutes": -(-self.seconds // 60),
            "contact_email": settings.CONTACT_EMAIL,
            "back": back,
            "back_to": back_to,
        }
        return too_many(request, self.seconds, "includes/too_many_reports.html", context)


class SenderQuerySet(models.QuerySet[Any]):
    def old(self) -> Self:
        return self.filter(at__lt=timezone.now() - dt.timedelta(days=SENDER_DAYS))

    def seconds_to_wait(self, sender: str) -> int:
        """Seconds until we accept one more from there; 0 if we do now."""
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


class Sender(models.Model):
    """Where a report came from: a mark that means something only to us, and only for a day.

    Kept for SENDER_DAYS, so that no one reports the same thing twice, or a thousand things at once.
    """

    sender = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = SenderQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class ReaderReportQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(handled_at=None)


class ReaderReport(models.Model):
    """What readers say is wrong, and how often, until an editor has looked. Never who said it."""

    count = models.PositiveIntegerField(_("how many said so"), default=0)
    first_at = models.DateTimeField(_("first reported"), auto_now_add=True)
    last_at = models.DateTimeField(_("last reported"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, db_index=True)
    handled_by = models.CharField(
        _("handled by"), max_length=100, blank=True, help_text=_("A role, not a name.")
    )

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.handled_at is None

    def count_one(self, sender: str) -> bool:
        """Save it with one more sender; False if this sender has said so before.

        Raises TooManyReports. Two senders at the same moment would count the same rows, and both
        would be accepted. So callers must hold Lock.REPORTS.
        """
        senders: Any = self._meta.get_field("senders").related_model
        if self.pk and senders.objects.filter(report=self, sender=sender).exists():
            return False
        if seconds := senders.objects.seconds_to_wait(sender):
            raise TooManyReports(seconds)
        self.count += 1
        self.last_at = timezone.now()
        self.save()
        senders.objects.create(report=self, sender=sender)
        return True

    def save_as_open(self) -> None:
        self.handled_at, self.handled_by = None, ""
        self.save(update_fields=["handled_at", "handled_by"])
