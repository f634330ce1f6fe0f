"""Keep what the registry sends, without showing it to anyone yet."""

import hashlib
import logging
from typing import Any

from django.db import transaction

from trials import ctgov
from trials.choices import CONTACT_STATUSES
from trials.models import StagedStudy, SyncRun

from .batches import batches
from .errors import OF_THE_WHOLE_SYNC
from .rows import insert

logger = logging.getLogger(__name__)


def stage(run: SyncRun, scope: str, page: list[bytes], total: int | None) -> None:
    """Keep a page of undecoded studies, in one transaction with the run's progress."""
    with transaction.atomic():
        for batch in batches(page):
            insert([_staged(run, scope, raw) for raw in batch], "ON CONFLICT DO NOTHING")
        if total is not None:
            run.totals[scope] = total
        run.fetched += len(page)
        run.save()
    logger.info("sync %s: %s, %d of %d records", run.pk, scope, run.fetched, run.expected)


def without_needless_contacts(study: Any) -> Any:
    """A copy without contacts, unless people may call the study in its present status."""
    try:
        status = study["protocolSection"]["statusModule"]["overallStatus"]
    except (TypeError, KeyError, IndexError):
        status = None
    return study if status in CONTACT_STATUSES else ctgov.without_contacts(study)


def _staged(run: SyncRun, scope: str, raw: bytes) -> StagedStudy:
    row = StagedStudy(run=run, scope=scope)
    try:
        row.record = without_needless_contacts(ctgov.decode_study(raw))
        row.key = ctgov.StudyRecord.read(row.record).nct_id
        row.content_hash = ctgov.content_hash(row.record)
    except ctgov.MalformedIdentity as error:
        _set_aside(row, raw, str(error))
    except OF_THE_WHOLE_SYNC:
        raise
    except Exception as error:
        # An unforeseen problem in one record must not cost us the others.
        logger.exception("a record cannot be read")
        _set_aside(row, raw, f"{type(error).__name__}: {error}"[:300])
    return row


def _set_aside(row: StagedStudy, raw: bytes, problem: str) -> None:
    row.record = None
    row.key = row.content_hash = hashlib.sha256(raw).hexdigest()
    row.problem = problem.replace("\0", "")
