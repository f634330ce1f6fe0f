"""The Celery task that publishes what editors have scheduled."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled():
    """Pages whose day has come go out, or go away. Only approved versions wait for a day."""
    call_command("publish_scheduled")
