"""Celery tasks: one starts a sync, whose work is in trials/sync/runner.py; one deletes the senders
of reports.
"""

import logging

from celery import shared_task
from django.conf import settings

from . import ctgov
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
        runner.sync(ctgov.Client.from_settings(settings), task_id=task_id)
    except SyncBusy:
        logger.info("another sync is at work")


@shared_task
def forget_senders():
    StudyReportSender.objects.old().delete()
