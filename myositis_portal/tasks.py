"""The task that proves that tasks run; see heartbeats.py."""

from celery import shared_task

from . import heartbeats


@shared_task
def heartbeat():
    heartbeats.note(heartbeats.TASK)
