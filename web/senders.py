"""From where reports of readers come, and how many are taken from there.

They are counted in tables, not in the cache: the limit has to hold for all processes and to
survive a restart. A table of senders has a foreign key `report` to the reports that it belongs to.
"""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.utils import timezone

# Who reported something is forgotten after so many days. Until then they may say so much an hour.
SENDER_DAYS = 2
HOUR = dt.timedelta(hours=1)
REPORTS_OF_A_SENDER, REPORTS_OF_ALL = 5, 100


class TooManyReports(Exception):
    """So many came from one place, or from all, that no more are taken for some seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class SenderQuerySet(models.QuerySet[Any]):
    def old(self) -> Self:
        return self.filter(at__lt=timezone.now() - dt.timedelta(days=SENDER_DAYS))

    def seconds_to_wait(self, sender: str) -> int:
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


class Sender(models.Model):
    """From where a report came: a mark that means something for a day only, and to us only.

    Kept for SENDER_DAYS, for nobody to report the same twice or a thousand things at once.
    """

    sender = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = SenderQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
