from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from conditions.forms import WordsField
from desk.access import RESETS_OF_A_MAILBOX, is_one_too_many
from desk.tasks import send_password_reset


class PasswordResetForm(WagtailPasswordResetForm):
    """Asks a task to write the mail: how long an answer takes does not tell who has an account."""

    def save(self, **options):
        email = self.cleaned_data["email"]
        if not is_one_too_many(f"password resets of {email.lower()}", RESETS_OF_A_MAILBOX):
            send_password_reset.delay(email)


class EverythingForm(forms.Form):
    """What may be asked of the whole portal: GET parameters, validated."""

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
