"""“This number or link is wrong”: what keeps a form open to all from being everybody's toy.

No account, no cookie and nobody else's puzzle: a signed mark in the form, a field that only
programs fill, where the browser says that the form was sent from, and a limit by the hour.
"""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .choices import Wrong

FORM_SECONDS = 2 * 3600
SALT = "organizations.reports"


def token_for(contact) -> str:
    return signing.dumps([contact.pk, contact.value], salt=SALT)


class ReportForm(forms.Form):
    wrong = forms.ChoiceField(choices=Wrong)
    token = forms.CharField(required=False)
    # People do not see it. Programs fill in what has such a name.
    website = forms.CharField(required=False)

    def __init__(self, contact, data):
        self.contact = contact
        super().__init__(data)

    def clean_token(self):
        token = self.cleaned_data["token"]
        try:
            seen = signing.loads(token, salt=SALT, max_age=FORM_SECONDS)
        except signing.BadSignature as problem:
            raise forms.ValidationError(
                _("This page was open for a long time. Please press again."), "old"
            ) from problem
        if seen != [self.contact.pk, self.contact.value]:
            raise forms.ValidationError(
                _("This has changed since you opened the page. If it is still wrong, press again."),
                "other",
            )
        return token

    @property
    def message(self) -> str:
        """Say what to do next, in one sentence."""
        problems = self.errors.get("token") or [_("Please press one of these.")]
        return str(problems[0])

    @property
    def is_filled_by_a_program(self) -> bool:
        return bool(self.data.get("website"))
