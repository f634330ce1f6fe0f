"""The Celery task that deletes the senders of reports."""

from celery import shared_task

from .models import ReportSender


@shared_task
def forget_senders():
    ReportSender.objects.old().delete()
