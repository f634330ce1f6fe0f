"""How the desk reads dates and times that people type: as they were meant, or not at all.

Django would also read 12/5/2026, which is in December for some editors and in May for others.
static/desk.js keeps Wagtail's calendar from replacing what it cannot read itself.
"""

from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Fields of a form that is written by hand may exist before the change below, and need it as well.
NO_DAY: dict[str, "StrOrPromise"] = {
    "invalid": _("This is not a day that we can read. Write it like this: 2026-12-31.")
}
# 7pm, 7 pm, 7:30pm, 7:30 pm
_AM_PM = ("%I%p", "%I %p", "%I:%M%p", "%I:%M %p")


def read_strictly() -> None:
    """Change the fields themselves: Wagtail makes some of them where nothing can be passed on."""
    forms.DateField.input_formats = ["%Y-%m-%d"]
    forms.DateField.default_error_messages = NO_DAY
    forms.TimeField.input_formats = ["%H:%M", "%H:%M:%S", *_AM_PM]
    forms.TimeField.default_error_messages = {
        "invalid": _("This is not a time that we can read. Write it like this: 19:30, or 7:30 pm.")
    }
    # Only on the desk: the API has a field of this kind as well, and says itself what it reads.
    register_form_field_override(
        models.DateTimeField,
        override={
            "widget": AdminDateTimeInput,
            "input_formats": ["%Y-%m-%d %H:%M"],
            "error_messages": {
                "invalid": _(
                    "This is not a day and time that we can read. Write them like this: "
                    "2026-12-31 19:30."
                )
            },
        },
    )
