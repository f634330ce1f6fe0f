"""Celery task that starts a sync. The work is in trials/sync/runner.py."""

import logging

from celery import shared_task
from django.conf import settings

from . import ctgov
from .models import SyncRun
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
