from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from .desk import RESETS_OF_A_MAILBOX, is_one_too_many
from .tasks import send_password_reset


class PasswordResetForm(WagtailPasswordResetForm):
    """Asks a task to write the mail: how long an answer takes does not tell who has an account."""

    def save(self, **options):
        email = self.cleaned_data["email"]
        if not is_one_too_many(f"password resets of {email.lower()}", RESETS_OF_A_MAILBOX):
            send_password_reset.delay(email)
