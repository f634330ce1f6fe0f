"""Celery tasks: one starts a sync, whose work is in trials/sync/runner.py; one writes the files of
an edition; one deletes the senders of reports.
"""

import logging

from celery import shared_task
from django.conf import settings
from kombu.exceptions import OperationalError

from . import ctgov
from .bulk import write as bulk
from .choices import Outcome
from .models import StudyReportSender, SyncRun
from .sync import runner
from .sync.errors import SyncBusy

logger = logging.getLogger(__name__)

# A message whose worker dies is delivered again; one that kills every worker is given up, and
# the next hour's message tries afresh.
DELIVERIES = 3


@shared_task(bind=True)
def sync_trials(self):
    task_id = self.request.id or ""
    if task_id and SyncRun.objects.filter(task_id=task_id).count() >= DELIVERIES:
        logger.error(
            "task %s was delivered %d times and never ended: given up", task_id, DELIVERIES
        )
        return
    try:
        run = runner.sync(ctgov.Client.from_settings(settings), task_id=task_id)
    except SyncBusy:
        logger.info("another sync is running")
        return
    ask_for_files(run)


def ask_for_files(run: SyncRun | None) -> None:
    """Let a worker write the files of the edition that a sync has just published, if it has."""
    if run is None or run.outcome != Outcome.PUBLISHED:
        return
    try:
        write_bulk_files.delay()
    except (OperationalError, OSError) as error:
        # The edition is there all the same. Without Redis, the queue is a folder that `make run`
        # makes.
        logger.warning("the files to download wait for the daily task: no queue (%s)", error)


@shared_task
def write_bulk_files():
    """Of the edition that readers see, unless they are there."""
    if number := bulk.write():
        logger.info("the files of edition %d are written", number)


@shared_task
def forget_senders():
    StudyReportSender.objects.old().delete()
