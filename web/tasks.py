"""Celery task that keeps the list of changes short."""

from celery import shared_task

from . import content_version


@shared_task
def merge_content_changes():
    content_version.merge()
