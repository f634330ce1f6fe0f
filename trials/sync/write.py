"""Write the studies that differ from what we had, and record the differences."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction

from trials import ctgov, reading
from trials.choices import Presence, Source
from trials.models import Location, SyncRun, Trial, TrialAlias, TrialChange

from .columns import MACHINE_FIELDS, columns, further_details, read_again, site_rows
from .differences import differences
from .errors import OF_THE_WHOLE_SYNC

logger = logging.getLogger(__name__)


@dataclass
class Incoming:
    """A study as it came, and what we know about it beyond its record."""

    study: Any
    content_hash: str
    scopes: list[str]
    presence: str = Presence.LISTED


@dataclass
class _Row:
    """A study to write, with its sites and its differences from before."""

    trial: Trial
    sites: list[Location]
    changes: list[TrialChange]


def write(run: SyncRun, batch: list[Incoming], known: dict[str, Trial]) -> None:
    """Write those studies of a batch that differ from what is known."""
    fresh = {}
    for incoming in batch:
        record = ctgov.StudyRecord.read(ctgov.legible(incoming.study))
        now = known.get(record.nct_id)
        if run.source == Source.FILE and now:
            incoming.scopes = now.scopes
        if not now or _differs(now, incoming):
            fresh[record.nct_id] = (record, incoming)
    # Lock the rows: a decision that an editor saves now waits, and is applied after this.
    locked = Trial.objects.select_for_update()
    before = locked.prefetch_related("locations").in_bulk(list(fresh))
    rows = []
    for nct_id, (record, incoming) in fresh.items():
        try:
            rows.append(_row(run, record, incoming, before.get(nct_id)))
        except OF_THE_WHOLE_SYNC:
            raise
        except Exception as error:
            _set_aside(run, nct_id, error)
    saved = _save_or_set_aside(run, rows)
    run.created += sum(row.trial.pk not in before for row in saved)
    run.changed += sum(bool(row.changes) for row in saved)
    TrialChange.objects.bulk_create(change for row in saved for change in row.changes)
    _keep_aliases(fresh[row.trial.pk][0] for row in saved)


def save(trials: list[Trial], locations: list[Location]) -> None:
    Trial.objects.bulk_create(
        trials, update_conflicts=True, unique_fields=["nct_id"], update_fields=MACHINE_FIELDS
    )
    Location.objects.filter(trial__in=trials).delete()
    Location.objects.bulk_create(locations)


def _differs(now: Trial, incoming: Incoming) -> bool:
    return (now.content_hash, now.rules_version, now.scopes, now.presence) != (
        incoming.content_hash,
        reading.rules_hash(),
        incoming.scopes,
        incoming.presence,
    )


def _row(run: SyncRun, record: ctgov.StudyRecord, incoming: Incoming, before: Trial | None) -> _Row:
    trial = Trial(
        **columns(record),
        further_details=further_details(ctgov.legible(incoming.study)),
        record=incoming.study,
        content_hash=incoming.content_hash,
        scopes=incoming.scopes,
        presence=incoming.presence,
        is_sample=run.source == Source.SAMPLES,
    )
    sites = site_rows(trial, record)
    if not before:
        return _Row(trial, sites, [])
    trial.decisions = before.decisions
    trial.apply_decisions()
    if before.rules_version != reading.rules_hash():
        # Otherwise a change of our rules would look like a change of the record.
        read_again(before)
    changes = [
        TrialChange(run=run, trial=trial, **change) for change in differences(before, trial, sites)
    ]
    return _Row(trial, sites, changes)


def _save_or_set_aside(run: SyncRun, rows: list[_Row]) -> list[_Row]:
    """Save rows together or, if the database refuses one, one by one. Return the saved ones."""
    try:
        with transaction.atomic():
            save([row.trial for row in rows], [site for row in rows for site in row.sites])
        return rows
    except DatabaseError:
        logger.exception("a batch of %d studies cannot be saved: trying each alone", len(rows))
    saved = []
    for row in rows:
        try:
            with transaction.atomic():
                save([row.trial], row.sites)
            saved.append(row)
        except DatabaseError as error:
            _set_aside(run, row.trial.pk, error)
    return saved


def _set_aside(run: SyncRun, nct_id: str, error: Exception) -> None:
    """Leave one study as it was, and tell the editors why."""
    logger.error("%s cannot be published: it stays as it was", nct_id, exc_info=error)
    problem = f"{nct_id}: {type(error).__name__}: {error}"[:300].replace("\0", "")
    run.staged.filter(key=nct_id).update(problem=problem)
    run.quarantined += 1


def _keep_aliases(records: Iterable[ctgov.StudyRecord]) -> None:
    rows = [
        TrialAlias(alias=alias, nct_id=record.nct_id)
        for record in records
        for alias in record.aliases
    ]
    TrialAlias.objects.bulk_create(
        # Two records can claim the same former number; the last one in the batch gets it.
        {row.alias: row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["alias"],
        update_fields=["nct_id"],
    )
