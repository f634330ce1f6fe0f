"""Write the studies that differ from what we had, and record the differences."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from trials import reading
from trials.choices import Presence, Source
from trials.models import Location, SyncRun, Trial, TrialAlias, TrialChange

from .batches import batches
from .columns import Read, read
from .differences import MACHINE_FIELDS, differences
from .errors import OF_THE_WHOLE_SYNC
from .reader import Found, Unreadable, read_all
from .rows import WrittenJson, insert, update_if_there

logger = logging.getLogger(__name__)


@dataclass
class Incoming:
    """A study as it came, and what we know about it beyond its record."""

    nct_id: str
    study: WrittenJson
    content_hash: str
    scopes: list[str]
    presence: str = Presence.LISTED


@dataclass
class _Row:
    """A study to write, with its sites, its former numbers and its differences from before."""

    trial: Trial
    sites: list[Location]
    aliases: list[str]
    changes: list[TrialChange]


def write(run: SyncRun, incoming: Iterable[Incoming], known: dict[str, Trial]) -> None:
    """Write those studies that differ from what is known."""
    fresh = (one for one in incoming if _is_fresh(run, one, known))
    for batch in read_all(batches(fresh), lambda one: one.study):
        _write(run, batch)


def _is_fresh(run: SyncRun, incoming: Incoming, known: dict[str, Trial]) -> bool:
    now = known.get(incoming.nct_id)
    if run.source == Source.FILE and now:
        incoming.scopes = now.scopes
    return not now or _differs(now, incoming)


def _write(run: SyncRun, batch: list[tuple[Incoming, Found]]) -> None:
    # Lock the rows: a decision that an editor saves now waits, and is applied after this.
    locked = Trial.objects.select_for_update().defer("search", "names")
    # Two former numbers may lead to one study.
    studies = {incoming.nct_id: (incoming, found) for incoming, found in batch}
    before = locked.prefetch_related("locations").in_bulk(list(studies))
    rows = []
    for nct_id, (incoming, found) in studies.items():
        if isinstance(found, Unreadable):
            _set_aside(run, nct_id, found.problem)
            continue
        try:
            rows.append(_row(run, incoming, found, before.get(nct_id)))
        except OF_THE_WHOLE_SYNC:
            raise
        except Exception as error:
            logger.exception("%s has a problem", nct_id)
            _set_aside(run, nct_id, f"{type(error).__name__}: {error}")
    saved = _save_or_set_aside(run, rows)
    run.created += sum(row.trial.pk not in before for row in saved)
    run.changed += sum(bool(row.changes) for row in saved)
    TrialChange.objects.bulk_create(change for row in saved for change in row.changes)
    _keep_aliases(saved)


def save(trials: list[Trial], locations: list[Location]) -> None:
    insert(trials, update_if_there("nct_id", MACHINE_FIELDS))
    Location.objects.filter(trial__in=trials).delete()
    insert(locations)


def read_again(trial: Trial, found: Read) -> list[Location]:
    """Set the columns of a study to what we read in its stored record. Return its sites."""
    for name, value in found.trial.items():
        setattr(trial, name, value)
    trial.apply_decisions()
    return site_rows(trial, found)


def site_rows(trial: Trial, found: Read) -> list[Location]:
    return [Location(trial=trial, **site) for site in found.sites]


def _differs(now: Trial, incoming: Incoming) -> bool:
    return (now.content_hash, now.rules_version, now.scopes, now.presence) != (
        incoming.content_hash,
        reading.rules_hash(),
        incoming.scopes,
        incoming.presence,
    )


def _row(run: SyncRun, incoming: Incoming, found: Read, before: Trial | None) -> _Row:
    trial = Trial(
        **found.trial,
        record=incoming.study,
        content_hash=incoming.content_hash,
        scopes=incoming.scopes,
        presence=incoming.presence,
        is_sample=run.source == Source.SAMPLES,
    )
    sites = site_rows(trial, found)
    if not before:
        return _Row(trial, sites, found.aliases, [])
    trial.decisions = before.decisions
    trial.apply_decisions()
    if before.rules_version != reading.rules_hash():
        # Otherwise a change of our rules would look like a change of the record.
        read_again(before, read(before.record))
    changes = [
        TrialChange(run=run, trial=trial, **change) for change in differences(before, trial, sites)
    ]
    return _Row(trial, sites, found.aliases, changes)


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
            logger.exception("%s has a problem", row.trial.pk)
            _set_aside(run, row.trial.pk, f"{type(error).__name__}: {error}")
    return saved


def _set_aside(run: SyncRun, nct_id: str, problem: str) -> None:
    """Leave one study as it was, and tell the editors why."""
    logger.error("%s cannot be published: it stays as it was (%s)", nct_id, problem)
    problem = f"{nct_id}: {problem}"[:300].replace("\0", "")
    run.staged.filter(key=nct_id).update(problem=problem)
    run.quarantined += 1


def _keep_aliases(rows: Iterable[_Row]) -> None:
    found = [TrialAlias(alias=alias, nct_id=row.trial.pk) for row in rows for alias in row.aliases]
    TrialAlias.objects.bulk_create(
        # Two records can claim the same former number; the last one in the batch gets it.
        {alias.alias: alias for alias in found}.values(),
        update_conflicts=True,
        unique_fields=["alias"],
        update_fields=["nct_id"],
    )
