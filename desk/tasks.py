"""Background tasks of the sign-in: its mail, and deleting old records."""

import datetime as dt
from urllib.parse import urlsplit

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.admin.forms.auth import PasswordResetForm

DAYS_OF_SIGN_INS = 30


@shared_task
def tidy_up_sign_ins():
    """Delete records of sign-ins after 30 days, and sessions that have ended."""
    now = timezone.now()
    kept_since = now - dt.timedelta(days=DAYS_OF_SIGN_INS)
    AccessLog.objects.filter(attempt_time__lt=kept_since).delete()
    AccessFailureLog.objects.filter(attempt_time__lt=kept_since).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    call_command("clearsessions")


@shared_task
def send_password_reset(email):
    """Send the mail to the account with this address, if there is one."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc,
            subject_template_name="wagtailadmin/account/password_reset/email_subject.txt",
            email_template_name="wagtailadmin/account/password_reset/email.txt",
        )
