"""Lists in one column, and how the desk asks for them."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ManyOf(ArrayField):
    """Several values of a closed list; check boxes on the desk."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults: dict[str, Any] = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.base_field.choices,
            "widget": forms.CheckboxSelectMultiple,
        }
        # Bypass ArrayField, which would ask for values between commas.
        return super(ArrayField, self).formfield(**defaults | kwargs)


def many_of(label: "StrOrPromise", choices: type[models.TextChoices], **kwargs: Any) -> ManyOf:
    values = models.CharField(max_length=20, choices=choices)
    return ManyOf(values, default=list, blank=True, verbose_name=label, **kwargs)


class LinesField(SimpleArrayField):
    def to_python(self, value):
        """Without empty lines, such as the one after the last."""
        if isinstance(value, str):
            value = [line for line in value.splitlines() if line.strip()]
        return super().to_python(value)


class Lines(ArrayField):
    """Texts that may contain commas: one per line on the desk."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        widget = forms.Textarea(attrs={"rows": 3})
        defaults: dict[str, Any] = {"form_class": LinesField, "delimiter": "\n", "widget": widget}
        return super().formfield(**defaults | kwargs)


class Days(Lines):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"base_field": models.DateField(), **kwargs})

    def to_python(self, value: str | list[str | dt.date] | None) -> list[dt.date | None]:
        """In a draft they are stored as texts."""
        return [self.base_field.to_python(day) for day in super().to_python(value) or []]


def lines(label: "StrOrPromise", length: int, help_text: "StrOrPromise" = "") -> Lines:
    return Lines(
        models.CharField(max_length=length),
        default=list,
        blank=True,
        verbose_name=label,
        help_text=help_text or _("One per line."),
    )
