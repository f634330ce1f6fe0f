"""Attempts to bring the portal up to date, and the studies that they have fetched."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trials.choices import Outcome, Source, Step

from .trial import Trial

STALE_AFTER = dt.timedelta(days=7)
# Any number that no other program on the same database uses as an advisory lock.
SYNC_LOCK = 0x6D796F73


class SyncRunQuerySet(models.QuerySet):
    def published(self):
        return self.filter(outcome=Outcome.PUBLISHED)

    def finished(self):
        return self.exclude(outcome=Outcome.RUNNING)

    def releasable(self):
        """Held sweeps whose studies are still staged: only the newest one, ever."""
        staged = StagedStudy.objects.filter(run=models.OuterRef("pk"))
        return self.filter(models.Exists(staged), outcome=Outcome.HELD)

    def to_release(self):
        """Held sweeps that wait for a person."""
        return self.releasable().filter(released_at=None)

    def released(self):
        """Held sweeps that the next sync publishes."""
        return self.releasable().exclude(released_at=None)

    def release(self, by):
        """Mark held sweeps for the next sync to publish; say how many could be."""
        return self.releasable().update(released_at=timezone.now(), released_by=by, release_tries=0)

    def take_back(self):
        """End the release of sweeps that no sync is publishing yet; say how many could be."""
        return self.released().update(released_at=None, released_by="", release_tries=0)

    def running(self):
        """The run at work: none where its process died, for then nobody holds the lock."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                [SYNC_LOCK],
            )
            held = cursor.fetchone()
        return self.filter(outcome=Outcome.RUNNING) if held else self.none()


class SyncRun(models.Model):
    """One attempt to bring the portal up to date. The last published one is the edition in use."""

    source = models.CharField(max_length=20, choices=Source, default=Source.REGISTRY)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    step = models.CharField(max_length=20, choices=Step, default=Step.ASKING)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    # As the registry writes it, UTC without a zone; equality is all that may be asked of it.
    data_timestamp = models.TextField(blank=True)
    scopes_hash = models.CharField(max_length=16, blank=True)
    # {scope: studies that the registry counts}, and how many of them were fetched so far.
    totals = models.JSONField(default=dict)
    fetched = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    # Numbers of vanished studies that the registry gave no word of.
    unanswered = ArrayField(models.TextField(), default=list)
    quarantined = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    released_by = models.TextField(blank=True)
    # How often its publication was tried since it was released.
    release_tries = models.PositiveSmallIntegerField(default=0)
    task_id = models.TextField(blank=True)

    objects = SyncRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        get_latest_by = "pk"
        permissions = [("release_syncrun", "Can release a held sync")]
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")

    def __str__(self):
        return f"{self.pk} {self.outcome}"

    @property
    def expected(self):
        """How many records will be fetched in all, as far as the registry has said so yet."""
        if self.step == Step.PUBLISHING:
            # By now `fetched` counts each study once, whatever its scopes.
            return self.fetched
        return max(sum(self.totals.values()), self.fetched)

    @property
    def data_date(self):
        """When ClinicalTrials.gov processed the data; None where it did not say so legibly."""
        try:
            moment = dt.datetime.fromisoformat(self.data_timestamp)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    @property
    def age(self):
        return timezone.now() - (self.data_date or self.finished_at)

    def would_vanish(self):
        """The listed studies that are not in this sweep; none of those that a file lacks."""
        if self.source != Source.REGISTRY:
            return Trial.objects.none()
        here = self.staged.values("key")
        return Trial.objects.in_latest_sync().filter(is_sample=False).exclude(pk__in=here)

    @property
    def is_stale(self):
        return self.age > STALE_AFTER

    @property
    def is_sample(self):
        return self.source == Source.SAMPLES


class StagedStudyQuerySet(models.QuerySet):
    def quarantined(self):
        return self.exclude(problem="")


class StagedStudy(models.Model):
    """A study of a sweep that is not published yet, or one that cannot be: its problem says why."""

    run = models.ForeignKey(SyncRun, models.CASCADE, related_name="staged")
    scope = models.TextField()
    # The NCT number; the hash of what came, where it has none.
    key = models.TextField()
    record = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64)
    problem = models.TextField(blank=True)

    objects = StagedStudyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "scope", "key"], name="one_row_a_study_and_scope"
            )
        ]

    def __str__(self):
        return f"{self.key} {self.problem}"
