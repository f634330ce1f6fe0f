"""What changed in a study from one published record to the next."""

from django.db import models
from django.utils import timezone


class TrialChange(models.Model):
    """One difference between two published records of a study. Never holds a contact."""

    trial = models.ForeignKey("trials.Trial", models.CASCADE, related_name="changes")
    run = models.ForeignKey("trials.SyncRun", models.SET_NULL, null=True)
    field = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "field"]

    def __str__(self):
        return f"{self.trial_id} {self.field}"
