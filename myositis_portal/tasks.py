"""The task that shows that tasks are being done; see heartbeats.py."""

from celery import shared_task

from . import heartbeats


@shared_task
def heartbeat():
    heartbeats.note(heartbeats.TASK)
