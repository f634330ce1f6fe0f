"""Record what became of the studies that are no longer in the registry's answer."""

import datetime as dt
import logging

import msgspec
from django.utils import timezone

from trials import ctgov
from trials.choices import Presence
from trials.models import SyncRun, Trial, TrialAlias, TrialChange

from .rows import WrittenJson
from .stage import without_needless_contacts
from .write import Incoming, write

logger = logging.getLogger(__name__)

# What the registry says of each study that the sweep did not bring.
Answers = dict[str, ctgov.Found | ctgov.Renamed | ctgov.Absent | ctgov.Unanswered]

# How long a study must be missing, in two datasets, before its page says that it is gone.
MISSING_FOR = dt.timedelta(hours=24)


def retire(run: SyncRun, answers: Answers, known: dict[str, Trial]) -> None:
    written = []
    for nct_id, answer in answers.items():
        match answer:
            case ctgov.Found(raw):
                written.append(_out_of_scope(nct_id, raw, known[nct_id].scopes))
            case ctgov.Renamed(successor, raw):
                TrialAlias.objects.update_or_create(alias=nct_id, defaults={"nct_id": successor})
                if raw is not None and not Trial.objects.filter(nct_id=successor).exists():
                    written.append(_out_of_scope(successor, raw, known[nct_id].scopes))
                _mark(run, nct_id, Presence.RENAMED)
            case ctgov.Absent():
                _absent(run, nct_id)
            case ctgov.Unanswered(reason):
                logger.warning("%s is not in the sweep, and we got no answer: %s", nct_id, reason)
                run.unanswered.append(nct_id)
    write(run, written, known)


def _out_of_scope(nct_id: str, raw: bytes, scopes: list[str]) -> Incoming:
    study = without_needless_contacts(ctgov.decode_study(raw))
    written = WrittenJson(msgspec.json.encode(study))
    return Incoming(nct_id, written, ctgov.content_hash(study), scopes, Presence.OUT_OF_SCOPE)


def _absent(run: SyncRun, nct_id: str) -> None:
    """Mark a study missing at once, and gone if a later dataset, a day on, lacks it too."""
    trial = Trial.objects.only("presence", "missing_since", "missing_from_dataset").get(pk=nct_id)
    if trial.presence in (Presence.LISTED, Presence.OUT_OF_SCOPE):
        _mark(run, nct_id, Presence.MISSING)
    elif (
        trial.presence == Presence.MISSING
        and trial.missing_since
        and timezone.now() - trial.missing_since >= MISSING_FOR
        and run.data_timestamp != trial.missing_from_dataset
    ):
        _mark(run, nct_id, Presence.GONE)


def _mark(run: SyncRun, nct_id: str, presence: Presence) -> None:
    """Note that the registry no longer answers for a study, and delete everyone's contacts."""
    trial = Trial.objects.get(pk=nct_id)
    TrialChange.objects.create(
        run=run, trial=trial, field="presence", before=trial.presence, after=presence
    )
    if presence == Presence.MISSING:
        trial.missing_since, trial.missing_from_dataset = timezone.now(), run.data_timestamp
    trial.presence = presence
    trial.record = ctgov.without_contacts(trial.record)
    trial.central_contacts = []
    # So that it is written again if it comes back.
    trial.content_hash = ""
    trial.save(
        update_fields=[
            *("presence", "missing_since", "missing_from_dataset"),
            *("record", "central_contacts", "content_hash"),
        ]
    )
    trial.locations.update(contacts=[])
