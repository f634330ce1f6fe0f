"""“This number or link is wrong”: what a reader sends with the second press."""

from django import forms

from web.anonymous_forms import MarkedForm, mark

from .choices import Wrong

SALT = "organizations.reports"


def token_for(contact) -> str:
    return mark(_seen(contact), SALT)


def _seen(contact) -> list:
    return [contact.pk, contact.value]


class ReportForm(MarkedForm):
    wrong = forms.ChoiceField(choices=Wrong)

    def __init__(self, contact, data):
        super().__init__(_seen(contact), SALT, data)
