"""What the desk's door does beside requests: its mail, and tidying up behind people."""

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
    """Forgets who came in, or tried to, 30 days ago, and sessions that are over."""
    now = timezone.now()
    kept_since = now - dt.timedelta(days=DAYS_OF_SIGN_INS)
    AccessLog.objects.filter(attempt_time__lt=kept_since).delete()
    AccessFailureLog.objects.filter(attempt_time__lt=kept_since).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    call_command("clearsessions")


@shared_task
def send_password_reset(email):
    """To the account with this address, if there is one."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc,
            subject_template_name="wagtailadmin/account/password_reset/email_subject.txt",
            email_template_name="wagtailadmin/account/password_reset/email.txt",
        )
