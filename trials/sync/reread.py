"""Read stored records by the rules of today, without asking the registry."""

import logging
from collections.abc import Callable

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trials import reading
from trials.choices import Outcome
from trials.models import SyncRun, Trial, TrialQuerySet

from . import lexicon
from .batches import BATCH, batches
from .columns import columns_of_reading
from .reader import Unreadable, read_all
from .write import read_again, save

logger = logging.getLogger(__name__)


def read_by_old_rules() -> TrialQuerySet:
    return Trial.objects.exclude(rules_version=reading.rules_hash())


def reread(
    run: SyncRun, trials: TrialQuerySet, watch: Callable[[SyncRun], None] | None = None
) -> None:
    """Read these studies again. `run.fetched` counts them; `watch(run)` is called each batch."""
    with transaction.atomic():
        stored = trials.defer("search", "names").iterator(BATCH)
        for batch in read_all(batches(stored), lambda trial: msgspec.json.encode(trial.record)):
            locations, read = [], []
            for trial, found in batch:
                if isinstance(found, Unreadable):
                    logger.error("%s cannot be read again: it stays, unread", trial.pk)
                    _leave_unread(trial)
                else:
                    locations += read_again(trial, found)
                    read.append(trial)
            save(read, locations)
            run.fetched += len(batch)
            if watch:
                watch(run)
        lexicon.rebuild()
        run.outcome, run.finished_at = Outcome.PUBLISHED, timezone.now()
        run.reason = _("All studies were read again, because our rules changed.")
        run.save()


def _leave_unread(trial: Trial) -> None:
    """Keep everything that we had about a study except its readings, which the current rules do not
    confirm."""
    Trial.objects.filter(pk=trial.pk).update(
        **columns_of_reading(reading.UNREAD), rules_version=reading.rules_hash()
    )
