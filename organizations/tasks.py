"""Celery's door to forgetting who reported something."""

from celery import shared_task

from .models import ReportSender


@shared_task
def forget_senders():
    ReportSender.objects.old().delete()
