"""Read stored records by the rules of today, without asking the registry."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trials import reading
from trials.choices import Outcome
from trials.models import SyncRun, Trial, TrialQuerySet

from . import lexicon
from .batches import BATCH, batches
from .columns import columns_of_reading, read_again, site_rows
from .errors import OF_THE_WHOLE_SYNC
from .write import save

logger = logging.getLogger(__name__)


def read_by_old_rules() -> TrialQuerySet:
    return Trial.objects.exclude(rules_version=reading.rules_hash())


def reread(
    run: SyncRun, trials: TrialQuerySet, watch: Callable[[SyncRun], None] | None = None
) -> None:
    """Read these studies again. `run.fetched` counts them; `watch(run)` is called each batch."""
    with transaction.atomic():
        for batch in batches(trials.iterator(BATCH)):
            locations, read = [], []
            for trial in batch:
                try:
                    locations += site_rows(trial, read_again(trial))
                    read.append(trial)
                except OF_THE_WHOLE_SYNC:
                    raise
                except Exception:
                    logger.exception("%s cannot be read again: it stays, unread", trial.pk)
                    _leave_unread(trial)
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
