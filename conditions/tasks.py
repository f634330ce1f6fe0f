"""The Celery task that publishes what editors have scheduled."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled():
    """Publish or unpublish pages whose date has come. Only approved versions have a date."""
    call_command("publish_scheduled")
