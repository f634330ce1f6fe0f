"""A typed text, and what we say where it is too long."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TextField(forms.CharField):
    default_error_messages = {
        "max_length": _(
            "It is too long: we can use up to %(limit_value)d letters, and this has %(show_value)d."
        )
    }
