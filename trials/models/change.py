"""What changed in a study from one published record to the next."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone


class TrialChangeQuerySet(models.QuerySet["TrialChange"]):
    def shown(self) -> Self:
        """Those of studies that no editor hid, with their titles."""
        return (
            self.filter(trial__is_hidden=False)
            .select_related("trial")
            .only(
                *("trial__brief_title", "trial__is_sample"),
                *("field", "before", "after", "changed_at"),
            )
        )

    def narrowed(self, nct_id: str = "", since: dt.datetime | None = None, field: str = "") -> Self:
        """Those of this study, since this moment, of this part of the record."""
        found = self.filter(trial=nct_id.upper()) if nct_id else self
        found = found.filter(changed_at__gte=since) if since else found
        return found.filter(field=field) if field else found


class TrialChange(models.Model):
    """One difference between two published records of a study. Never holds a contact."""

    trial = models.ForeignKey("trials.Trial", models.CASCADE, related_name="changes")
    run = models.ForeignKey("trials.SyncRun", models.SET_NULL, null=True)
    field = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = TrialChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "field"]

    def __str__(self):
        return f"{self.trial_id} {self.field}"
