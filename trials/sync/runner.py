"""Bringing the portal up to date: stage what the registry sends, judge it, publish it.

A reader sees one whole edition or the next, never a mixture: staging is invisible, and publishing
is one transaction. Whatever goes wrong leaves the last edition standing and says so in its SyncRun.
"""

import gzip
import hashlib
import itertools
import logging
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trials import ctgov
from trials.choices import Outcome, Presence, Source, Step
from trials.models import SYNC_LOCK, StagedStudy, SyncRun, Trial

from .publish import (
    OF_THE_WHOLE,
    READABLE_SHARE,
    TooManyFailed,
    publish,
    read_by_old_rules,
    reread,
    without_needless_contacts,
)

logger = logging.getLogger(__name__)

SAMPLES = Path(__file__).parent.parent / "samples" / "studies.jsonl"
SHRUNKEN_SHARE = 0.9
# So often a released sweep is tried.
RELEASE_TRIES = 2


class SyncBusy(Exception):
    """Another process is syncing; there is nothing to do."""


@contextmanager
def sync_lock():
    """One sync at a time, however many workers; the lock ends with the connection that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SYNC_LOCK])
        if not cursor.fetchone()[0]:
            raise SyncBusy
    try:
        yield
    finally:
        # A connection lost in between took the lock with it.
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SYNC_LOCK])


def sync(client: ctgov.Client, force: bool = False, task_id: str = "", watch=None) -> SyncRun:
    """Brings the portal up to date. Raises SyncBusy where another sync is at work.

    `force` sweeps even where the registry's dataset is the one already published. `watch(run)` is
    called whenever the run has made progress. What the registry does wrong ends in the run that is
    returned; anything else is recorded there and raised.
    """
    with sync_lock():
        _close_interrupted_runs()
        _read_anew(read_by_old_rules(), watch)
        if held := SyncRun.objects.released().first():
            # Noted before the try, so that one that kills its process counts too.
            held.release_tries += 1
            held.outcome = Outcome.RUNNING
            held.save()
            return _attempt(held, lambda run: _settle(run, client, watch), watch)
        run = SyncRun.objects.create(task_id=task_id, scopes_hash=ctgov.SCOPES_HASH)
        return _attempt(run, lambda run: _sweep(run, client, force, watch), watch)


def load_file(path: Path, source: str = Source.FILE, watch=None) -> SyncRun:
    """Loads studies from JSON lines (plain or .gz) through the same staging, gate and publish.

    A file is no proof of absence: studies that it lacks stay as they are.
    """
    with sync_lock():
        _close_interrupted_runs()
        run = SyncRun.objects.create(source=source)
        return _attempt(run, lambda run: _load(run, path, watch), watch)


def load_samples(watch=None) -> SyncRun | None:
    """Loads the sample studies, unless the portal knows real ones or the samples already."""
    if Trial.objects.exists():
        return None
    return load_file(SAMPLES, Source.SAMPLES, watch)


def reread_trials(every: bool = False, watch=None) -> SyncRun | None:
    """Reads the stored studies by the rules of today, without asking the registry.

    `every` reads also those that were read by these rules before. None where there is nothing to
    read. Raises SyncBusy.
    """
    with sync_lock():
        _close_interrupted_runs()
        return _read_anew(Trial.objects.all() if every else read_by_old_rules(), watch)


def _read_anew(trials, watch):
    last = SyncRun.objects.published().first()
    count = trials.count()
    if not last or not count:
        return None
    # The edition stays that of the same dataset.
    run = SyncRun.objects.create(
        source=last.source,
        step=Step.READING,
        data_timestamp=last.data_timestamp,
        scopes_hash=last.scopes_hash,
        totals={"stored": count},
    )

    def work(run):
        with transaction.atomic():
            reread(run, trials, watch)
            # What the last sweep counted, set aside, and got no word of, is handed on.
            run.totals, run.fetched = last.totals, last.fetched
            run.quarantined, run.unanswered = last.quarantined, last.unanswered
            last.staged.update(run=run)
            run.save()

    return _attempt(run, work, watch)


def _attempt(run, work, watch):
    try:
        work(run)
    except ctgov.RegistryError as error:
        _finish(run, Outcome.FAILED, str(error))
    except BaseException as error:
        # Recorded for people, raised for whoever called. A dead connection cannot record it; the
        # next sync will.
        logger.exception("sync %s broke off", run.pk)
        if connection.is_usable():
            _finish(run, Outcome.FAILED, f"{type(error).__name__}: {error}"[:500])
        raise
    if watch:
        watch(run)
    logger.info("sync %s: %s %s", run.pk, run.outcome, run.reason)
    return run


def _finish(run, outcome, reason=""):
    if run.released_at and outcome in (Outcome.FAILED, Outcome.HELD):
        # What an operator released stays released for another try. Then the registry is asked
        # again: a sweep that cannot be published must not block all later ones.
        outcome = Outcome.HELD
        if run.release_tries >= RELEASE_TRIES:
            why = {"tries": run.release_tries, "reason": reason}
            reason = _("Released, but not published in %(tries)d tries: %(reason)s") % why
            run.released_at, run.released_by, run.release_tries = None, "", 0
    # PostgreSQL stores no NUL, and the registry's own words may hold one.
    run.outcome, run.reason = outcome, reason.replace("\0", "\ufffd")
    run.finished_at = timezone.now()
    # Whatever a publish had counted was rolled back with it.
    run.created, run.changed, run.vanished, run.unanswered = 0, 0, 0, []
    with transaction.atomic():
        run.save()
        if outcome == Outcome.HELD:
            # Only the newest held sweep can be released.
            held = StagedStudy.objects.filter(run__outcome=Outcome.HELD, run__released_at=None)
            held.exclude(run=run).delete()
        else:
            run.staged.all().delete()


def _close_interrupted_runs():
    for run in SyncRun.objects.filter(outcome=Outcome.RUNNING):
        _finish(run, Outcome.FAILED, _("The sync was interrupted: its process ended."))


def _sweep(run, client, force, watch):
    version = client.version()
    run.data_timestamp = version.data_timestamp
    last = SyncRun.objects.published().exclude(source=Source.SAMPLES).first()
    if not force and last and _is_of_the_same_dataset(run, last):
        return _follow_up(run, last, client, watch)
    _step(run, Step.FETCHING, watch)
    for scope in ctgov.SCOPES:
        for page in client.sweep(scope):
            stage(run, scope.name, page.studies, total=page.total)
            if watch:
                watch(run)
    _step(run, Step.CHECKING, watch)
    if client.version() != version:
        return _finish(run, Outcome.HELD, _("The registry's data changed during the sweep."))
    problem = gate(run)
    if problem:
        return _finish(run, Outcome.HELD, problem)
    _settle(run, client, watch)


def _load(run, path, watch):
    _step(run, Step.FETCHING, watch)
    opened = gzip.open(path) if path.suffix == ".gz" else path.open("rb")
    with opened as lines:
        filled = (line for line in lines if line.strip())
        while page := list(itertools.islice(filled, ctgov.PAGE_SIZE)):
            stage(run, ctgov.MYOSITIS.name, page, total=None)
            if watch:
                watch(run)
    # Nobody processed the samples.
    if run.source == Source.FILE:
        run.data_timestamp = _snapshot_date(run)
    problem = gate(run)
    if problem:
        return _finish(run, Outcome.HELD, problem)
    _settle(run, client=None, watch=watch)


def _snapshot_date(run):
    """The night on which the registry made the records of a file; they all carry it."""
    path = "record__derivedSection__miscInfoModule__versionHolder"
    dates = run.staged.exclude(record=None).values_list(path, flat=True)
    return max((date for date in dates.distinct() if isinstance(date, str)), default="")


def _is_of_the_same_dataset(run, last):
    return last.source == Source.REGISTRY and (last.data_timestamp, last.scopes_hash) == (
        run.data_timestamp,
        run.scopes_hash,
    )


def _follow_up(run, last, client, watch):
    """What is left to do where the dataset is published: mostly nothing, for one request."""
    answers = dict(client.look_up(last.unanswered)) if last.unanswered else {}
    if all(isinstance(answer, ctgov.Unanswered) for answer in answers.values()):
        return _finish(run, Outcome.UNCHANGED)
    run.totals, run.quarantined = last.totals, last.quarantined
    _step(run, Step.PUBLISHING, watch)
    with transaction.atomic():
        # What was set aside stays so, with its reasons.
        last.staged.update(run=run)
        publish(run, answers)


def _step(run, step, watch=None):
    run.step = step
    run.save()
    if watch:
        watch(run)


def stage(run: SyncRun, scope: str, page: list[bytes], total: int | None) -> None:
    """Keeps a page of undecoded studies, in one transaction with the run's progress."""
    rows = [_staged(run, scope, raw) for raw in page]
    with transaction.atomic():
        StagedStudy.objects.bulk_create(rows, ignore_conflicts=True)
        if total is not None:
            run.totals[scope] = total
        run.fetched += len(rows)
        run.save()
    logger.info("sync %s: %s, %d of %d records", run.pk, scope, run.fetched, run.expected)


def _staged(run, scope, raw) -> StagedStudy:
    row = StagedStudy(run=run, scope=scope)
    try:
        row.record = without_needless_contacts(ctgov.decode_study(raw))
        row.key = ctgov.StudyRecord.read(row.record).nct_id
        row.content_hash = ctgov.content_hash(row.record)
    except ctgov.MalformedIdentity as error:
        _set_aside(row, raw, str(error))
    except OF_THE_WHOLE:
        raise
    except Exception as error:
        # What nobody foresaw in one record must not cost us the others.
        logger.exception("a record cannot be read")
        _set_aside(row, raw, f"{type(error).__name__}: {error}"[:300])
    return row


def _set_aside(row, raw, problem):
    row.record = None
    row.key = row.content_hash = hashlib.sha256(raw).hexdigest()
    row.problem = problem.replace("\0", "")


def gate(run: SyncRun) -> str:
    """Why this sweep must not be published by itself; empty where it is provably whole.

    The rules stand in docs/registry.md, "Why a whole sweep".
    """
    # Until here each scope's studies were counted; a study may stand in both.
    run.fetched = run.staged.values("key").distinct().count()
    run.quarantined = run.staged.exclude(problem="").values("key").distinct().count()
    if not run.fetched:
        return _("The answer holds no studies.")
    if run.quarantined > run.fetched * (1 - READABLE_SHARE):
        return ngettext(
            "%(count)d record cannot be read.",
            "%(count)d records cannot be read.",
            run.quarantined,
        ) % {"count": run.quarantined}
    last = SyncRun.objects.published().filter(source=Source.REGISTRY).first()
    dated = SyncRun.objects.published().exclude(data_timestamp="")
    newest = dated.exclude(source=Source.SAMPLES).first()
    if run.source == Source.FILE and newest and _is_older(run, newest):
        return _("The file (%(file)s) is older than what is published (%(published)s).") % {
            "file": run.data_timestamp,
            "published": newest.data_timestamp,
        }
    for scope in sorted({*run.totals, *run.staged.values_list("scope", flat=True)}):
        count = run.staged.filter(scope=scope).count()
        total = run.totals.setdefault(scope, count)
        if count != total:
            return _(
                "%(scope)s: %(count)d different studies came, but the registry counts %(total)d."
            ) % {
                "scope": scope,
                "count": count,
                "total": total,
            }
        before = last.totals.get(scope, 0) if last else 0
        if run.source != Source.FILE and count < before * SHRUNKEN_SHARE:
            return _("%(scope)s: only %(count)d studies; there were %(before)d.") % {
                "scope": scope,
                "count": count,
                "before": before,
            }
    return ""


def _is_older(run, last):
    """A file's date is the night before, or the day of, the registry's own timestamp."""
    return bool(run.data_date and last.data_date and (last.data_date - run.data_date).days > 1)


def _settle(run, client, watch=None):
    """Asks what became of the studies that are not in the sweep, then publishes.

    Nothing became of those that a file lacks.
    """
    answers = {}
    if run.source == Source.REGISTRY:
        staged = run.staged.filter(problem="").values("key")
        known = Trial.objects.exclude(presence=Presence.RENAMED).filter(is_sample=False)
        vanished = known.exclude(nct_id__in=staged).values_list("nct_id", flat=True)
        answers = dict(client.look_up(vanished))
    _step(run, Step.PUBLISHING, watch)
    try:
        publish(run, answers)
    except TooManyFailed as error:
        _finish(run, Outcome.HELD, str(error))
