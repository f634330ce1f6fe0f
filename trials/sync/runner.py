"""Bring the portal up to date: stage what the registry sends, judge it, publish it.

A reader sees one whole edition or the next, never a mixture: staged studies are not shown, and
publishing is one transaction. If anything goes wrong, the last edition stays and the SyncRun says
why.
"""

import gzip
import itertools
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trials import ctgov
from trials.choices import Outcome, Presence, Source, Step
from trials.models import StagedStudy, SyncRun, Trial, TrialQuerySet
from web import locks

from .errors import SyncBusy, TooManyFailed
from .gate import gate
from .publish import publish
from .reread import read_by_old_rules, reread
from .retire import Answers
from .stage import stage

logger = logging.getLogger(__name__)

SAMPLES = Path(__file__).parent.parent / "samples" / "studies.jsonl"
# How often we try to publish a sweep that a person released.
RELEASE_TRIES = 2

# Is called with the run whenever it has made progress.
Watch = Callable[[SyncRun], None]


def sync_lock() -> AbstractContextManager[None]:
    """Allow one sync at a time."""
    return locks.held(locks.Lock.SYNC, SyncBusy)


def sync(
    client: ctgov.Client, force: bool = False, task_id: str = "", watch: Watch | None = None
) -> SyncRun:
    """Bring the portal up to date. Raises SyncBusy if another sync is running.

    `force` fetches all studies even if the registry's dataset is the one already published. The run
    that is returned says what the registry did wrong. Any other error is recorded there and raised.
    """
    with sync_lock():
        _close_interrupted_runs()
        _reread(read_by_old_rules(), watch)
        if held := SyncRun.objects.released().first():
            # Noted before the try, so that one that kills its process counts too.
            held.release_tries += 1
            held.outcome = Outcome.RUNNING
            held.save()
            return _attempt(held, lambda run: _settle(run, client, watch), watch)
        run = SyncRun.objects.create(task_id=task_id, scopes_hash=ctgov.SCOPES_HASH)
        return _attempt(run, lambda run: _sweep(run, client, force, watch), watch)


def load_file(path: Path, source: str = Source.FILE, watch: Watch | None = None) -> SyncRun:
    """Load studies from JSON lines (plain or .gz) by the same steps.

    Studies that the file lacks stay as they are: a file does not prove that they are gone.
    """
    with sync_lock():
        _close_interrupted_runs()
        run = SyncRun.objects.create(source=source)
        return _attempt(run, lambda run: _load(run, path, watch), watch)


def load_samples(watch: Watch | None = None) -> SyncRun | None:
    """Load the sample studies, unless the portal has any studies."""
    if Trial.objects.exists():
        return None
    return load_file(SAMPLES, Source.SAMPLES, watch)


def reread_trials(every: bool = False, watch: Watch | None = None) -> SyncRun | None:
    """Read the stored studies by the rules of today, without asking the registry.

    `every` includes studies that these rules have read already. Returns None if there is nothing to
    read. Raises SyncBusy.
    """
    with sync_lock():
        _close_interrupted_runs()
        return _reread(Trial.objects.all() if every else read_by_old_rules(), watch)


def _reread(trials: TrialQuerySet, watch: Watch | None) -> SyncRun | None:
    last = SyncRun.objects.published().first()
    count = trials.count()
    if not last or not count:
        return None
    # The edition still shows the same dataset.
    run = SyncRun.objects.create(
        source=last.source,
        step=Step.READING,
        data_timestamp=last.data_timestamp,
        scopes_hash=last.scopes_hash,
        totals={"stored": count},
    )

    def work(run: SyncRun) -> None:
        with transaction.atomic():
            reread(run, trials, watch)
            # Keep what the last sweep counted, set aside and got no answer for.
            run.totals, run.fetched = last.totals, last.fetched
            run.quarantined, run.unanswered = last.quarantined, last.unanswered
            last.staged.update(run=run)
            run.save()

    return _attempt(run, work, watch)


def _attempt(run: SyncRun, work: Callable[[SyncRun], None], watch: Watch | None) -> SyncRun:
    try:
        work(run)
    except ctgov.RegistryError as error:
        _finish(run, Outcome.FAILED, str(error))
    except BaseException as error:
        # Record it for people and raise it for the caller. If the connection is dead, the next
        # sync records it.
        logger.exception("sync %s broke off", run.pk)
        if connection.is_usable():
            _finish(run, Outcome.FAILED, f"{type(error).__name__}: {error}"[:500])
        raise
    if watch:
        watch(run)
    logger.info("sync %s: %s %s", run.pk, run.outcome, run.reason)
    return run


def _finish(run: SyncRun, outcome: Outcome, reason: str = "") -> None:
    if run.released_at and outcome in (Outcome.FAILED, Outcome.HELD):
        # Keep a released sweep for another try. After the last try, ask the registry again: a
        # sweep that cannot be published must not block all later ones.
        outcome = Outcome.HELD
        if run.release_tries >= RELEASE_TRIES:
            why = {"tries": run.release_tries, "reason": reason}
            reason = _("Released, but not published in %(tries)d attempts: %(reason)s") % why
            run.released_at, run.released_by, run.release_tries = None, "", 0
    # PostgreSQL cannot store NUL, and the registry's own words may contain one.
    run.outcome, run.reason = outcome, reason.replace("\0", "\ufffd")
    run.finished_at = timezone.now()
    # These were rolled back together with the publish that counted them.
    run.created, run.changed, run.vanished, run.unanswered = 0, 0, 0, []
    with transaction.atomic():
        run.save()
        if outcome == Outcome.HELD:
            # Only the newest held sweep can be released.
            held = StagedStudy.objects.filter(run__outcome=Outcome.HELD, run__released_at=None)
            held.exclude(run=run).delete()
        else:
            run.staged.all().delete()


def _close_interrupted_runs() -> None:
    for run in SyncRun.objects.filter(outcome=Outcome.RUNNING):
        _finish(run, Outcome.FAILED, _("The sync was interrupted: its process ended."))


def _sweep(run: SyncRun, client: ctgov.Client, force: bool, watch: Watch | None) -> None:
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
        return _finish(run, Outcome.HELD, _("The registry’s data changed as we fetched them."))
    problem = gate(run)
    if problem:
        return _finish(run, Outcome.HELD, problem)
    _settle(run, client, watch)


def _load(run: SyncRun, path: Path, watch: Watch | None) -> None:
    _step(run, Step.FETCHING, watch)
    opened = gzip.open(path) if path.suffix == ".gz" else path.open("rb")
    with opened as lines:
        filled = (line for line in lines if line.strip())
        while page := list(itertools.islice(filled, ctgov.PAGE_SIZE)):
            stage(run, ctgov.MYOSITIS.name, page, total=None)
            if watch:
                watch(run)
    # The samples are invented, so the registry has never processed them.
    if run.source == Source.FILE:
        run.data_timestamp = _snapshot_date(run)
    problem = gate(run)
    if problem:
        return _finish(run, Outcome.HELD, problem)
    _settle(run, client=None, watch=watch)


def _snapshot_date(run: SyncRun) -> str:
    """The night when the registry made the records of a file. Each record carries it."""
    path = "record__derivedSection__miscInfoModule__versionHolder"
    dates = run.staged.exclude(record=None).values_list(path, flat=True)
    return max((date for date in dates.distinct() if isinstance(date, str)), default="")


def _is_of_the_same_dataset(run: SyncRun, last: SyncRun) -> bool:
    return last.source == Source.REGISTRY and (last.data_timestamp, last.scopes_hash) == (
        run.data_timestamp,
        run.scopes_hash,
    )


def _follow_up(run: SyncRun, last: SyncRun, client: ctgov.Client, watch: Watch | None) -> None:
    """Ask again about studies without an answer, if the dataset is already published."""
    answers = dict(client.look_up(last.unanswered)) if last.unanswered else {}
    if all(isinstance(answer, ctgov.Unanswered) for answer in answers.values()):
        return _finish(run, Outcome.UNCHANGED)
    run.totals, run.quarantined = last.totals, last.quarantined
    _step(run, Step.PUBLISHING, watch)
    with transaction.atomic():
        # Keep what was set aside, with its reasons.
        last.staged.update(run=run)
        publish(run, answers)


def _step(run: SyncRun, step: Step, watch: Watch | None) -> None:
    run.step = step
    run.save()
    if watch:
        watch(run)


def _settle(run: SyncRun, client: ctgov.Client | None, watch: Watch | None) -> None:
    """Ask what became of the studies that are not in the sweep, then publish.

    Don't ask when the studies came from a file (there is no `client` then).
    """
    answers: Answers = {}
    if client and run.source == Source.REGISTRY:
        staged = run.staged.filter(problem="").values("key")
        known = Trial.objects.exclude(presence=Presence.RENAMED).filter(is_sample=False)
        vanished = known.exclude(nct_id__in=staged).values_list("nct_id", flat=True)
        answers = dict(client.look_up(vanished))
    _step(run, Step.PUBLISHING, watch)
    try:
        publish(run, answers)
    except TooManyFailed as error:
        _finish(run, Outcome.HELD, str(error))
