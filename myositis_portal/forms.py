from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from conditions.forms import WordsField
from desk.access import RESETS_OF_A_MAILBOX, SECONDS_OF_RESETS
from desk.tasks import send_password_reset
from web.rate_limits import is_over


class PasswordResetForm(WagtailPasswordResetForm):
    """Let a task send the mail, so that the response time does not reveal who has an account."""

    def save(self, **options):
        email = self.cleaned_data["email"]
        asked = f"password resets of {email.lower()}"
        if not is_over(RESETS_OF_A_MAILBOX, SECONDS_OF_RESETS, asked):
            send_password_reset.delay(email)


class EverythingForm(forms.Form):
    """What readers may ask of the whole portal: validated GET parameters."""

    q = WordsField(
        label=_("Your words"),
        required=False,
        max_length=300,
        help_text=_("A disease, a medicine, a word you heard, or the help that you need."),
    )
    verbatim = forms.BooleanField(label=_("Exactly these words"), required=False)

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.errors  # noqa: B018 (validates)
