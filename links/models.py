"""Every address on other sites that we show, and what our checks found there.

Only checking.py writes here; editors can only ask for another check.
"""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import FAILURES, Finding

# One check may meet a server that is being repaired; three days are more than a bad day.
DAYS_TO_BROKEN = 3
LOOK_EVERY = dt.timedelta(days=7)
LOOK_AGAIN = dt.timedelta(days=1)


class LinkQuerySet(models.QuerySet):
    def due(self):
        """Put the link that has waited longest first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def broken(self):
        return self.filter(failed_on__len__gte=DAYS_TO_BROKEN).order_by("last_fine_at", "url")

    def moved(self):
        return self.exclude(moved_to="").order_by("url")

    def fine_lately(self):
        """Those that worked at their last check, the latest check first."""
        return self.filter(finding=Finding.FINE).order_by("-last_fine_at")


class Link(models.Model):
    url = models.URLField(_("address"), max_length=500, unique=True)
    due_at = models.DateTimeField(_("next check"), default=timezone.now, db_index=True)
    last_looked_at = models.DateTimeField(_("last check"), null=True)
    last_fine_at = models.DateTimeField(_("last time it worked"), null=True)
    finding = models.CharField(_("what was found"), max_length=20, choices=Finding, blank=True)
    status = models.PositiveSmallIntegerField(_("status of the answer"), null=True)
    # Permanently, as the server says.
    moved_to = models.URLField(_("moved to"), max_length=2000, blank=True)
    # Since it last worked; one entry a day.
    failed_on = ArrayField(models.DateField(), default=list, verbose_name=_("failed on"))

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        default_permissions = ()
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.url

    @property
    def is_broken(self) -> bool:
        return len(self.failed_on) >= DAYS_TO_BROKEN

    @property
    def found_in_words(self) -> str:
        found = self.get_finding_display()
        return f"{found} ({self.status})" if self.status and self.finding != "fine" else found

    def take(self, outcome):
        """Record what a check found, and when the next one is due."""
        now = timezone.now()
        self.last_looked_at = now
        self.finding, self.status = outcome.finding, outcome.status
        wait = LOOK_EVERY
        if outcome.finding == Finding.FINE:
            self.last_fine_at, self.failed_on = now, []
            self.moved_to = outcome.moved_to[:2000]
        elif outcome.finding in FAILURES:
            wait = LOOK_AGAIN
            if (today := timezone.localdate()) not in self.failed_on:
                # The whole list would grow forever. The first says since when, the last few say how
                # many.
                self.failed_on = [*self.failed_on, today][: DAYS_TO_BROKEN + 1]
        asked = dt.timedelta(seconds=min(outcome.retry_after or 0, LOOK_EVERY.total_seconds()))
        self.due_at = now + max(wait, asked)
        self.save()

    def ask_again(self):
        """An editor wants to know now: the next batch will check it."""
        self.due_at = timezone.now()
        self.save(update_fields=["due_at"])
