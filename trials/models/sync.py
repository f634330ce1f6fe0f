"""Syncs, and the studies that they fetched but have not published."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trials.choices import Outcome, Source, Step
from web import locks

from .trial import Trial
from .trial_queryset import TrialQuerySet

STALE_AFTER = dt.timedelta(days=14)


class SyncRunQuerySet(models.QuerySet["SyncRun"]):
    def published(self) -> Self:
        return self.filter(outcome=Outcome.PUBLISHED)

    def finished(self) -> Self:
        return self.exclude(outcome=Outcome.RUNNING)

    def releasable(self) -> Self:
        """Held sweeps whose studies are still staged. There is never more than one."""
        staged = StagedStudy.objects.filter(run=models.OuterRef("pk"))
        return self.filter(models.Exists(staged), outcome=Outcome.HELD)

    def to_release(self) -> Self:
        """Held sweeps that wait for a person."""
        return self.releasable().filter(released_at=None)

    def released(self) -> Self:
        """Held sweeps that the next sync publishes."""
        return self.releasable().exclude(released_at=None)

    def release(self, by: str) -> int:
        """Mark held sweeps for the next sync to publish, and return how many there were."""
        return self.releasable().update(released_at=timezone.now(), released_by=by, release_tries=0)

    def take_back(self) -> int:
        """Undo the release of sweeps that no sync is publishing yet, and return how many."""
        return self.released().update(released_at=None, released_by="", release_tries=0)

    def running(self) -> Self:
        """The run that is working now. If its process died, nobody holds the lock."""
        held = locks.is_held(locks.Lock.SYNC)
        return self.filter(outcome=Outcome.RUNNING) if held else self.none()


class SyncRun(models.Model):
    """One attempt to bring the portal up to date. The last published run is the current edition."""

    source = models.CharField(max_length=20, choices=Source, default=Source.REGISTRY)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    step = models.CharField(max_length=20, choices=Step, default=Step.ASKING)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    # As the registry writes it, UTC without a zone. Compare it for equality only.
    data_timestamp = models.TextField(blank=True)
    scopes_hash = models.CharField(max_length=16, blank=True)
    # {scope: studies that the registry counts}, and how many we have fetched.
    totals = models.JSONField(default=dict)
    fetched = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    # NCT numbers of vanished studies about which the registry gave no answer.
    unanswered = ArrayField(models.TextField(), default=list)
    quarantined = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    released_by = models.TextField(blank=True)
    # How often we tried to publish it since it was released.
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
    def expected(self) -> int:
        """How many records we expect to fetch in all, by what the registry has said so far."""
        if self.step == Step.PUBLISHING:
            # `fetched` now counts each study once, not once for each scope.
            return self.fetched
        return int(max(sum(self.totals.values()), self.fetched))

    @property
    def data_date(self) -> dt.datetime | None:
        """When ClinicalTrials.gov processed the data, if it says so legibly."""
        try:
            moment = dt.datetime.fromisoformat(self.data_timestamp)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    @property
    def age(self) -> dt.timedelta:
        since = self.data_date or self.finished_at or self.started_at
        # A clock that is behind would make the data come from the future.
        return max(timezone.now() - since, dt.timedelta())

    def would_vanish(self) -> TrialQuerySet:
        """Listed studies that are not in this sweep. A file lets none vanish."""
        if self.source != Source.REGISTRY:
            return Trial.objects.none()
        here = self.staged.values("key")
        return Trial.objects.in_latest_sync().filter(is_sample=False).exclude(pk__in=here)

    @property
    def is_stale(self) -> bool:
        return self.age > STALE_AFTER

    @property
    def is_sample(self) -> bool:
        return self.source == Source.SAMPLES


class StagedStudyQuerySet(models.QuerySet["StagedStudy"]):
    def quarantined(self) -> Self:
        return self.exclude(problem="")


class StagedStudy(models.Model):
    """A fetched study that is not published yet, or cannot be: then `problem` says why."""

    run = models.ForeignKey(SyncRun, models.CASCADE, related_name="staged")
    scope = models.TextField()
    # The NCT number, or a hash of the record if it has none.
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
