"""When somebody last checked things that have to be checked again and again.

What readers see depends on the clock, not on a job that ran.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.dates import has_come
from organizations.choices import How

# A contact that nobody has checked for this many days is marked, and then hidden.
DUE_DAYS, HIDDEN_DAYS = 180, 365


class Checked(models.Model):
    """Something that somebody has to check again and again."""

    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, db_index=True, validators=[has_come]
    )
    checked_by = models.CharField(
        _("checked by"),
        max_length=100,
        blank=True,
        help_text=_("A role, not a name, such as “Editor.”"),
    )
    checked_how = models.CharField(_("how"), max_length=20, choices=How, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.checked_on and not (self.checked_by and self.checked_how):
            raise ValidationError(_("Please say who made the check, and how."))

    @property
    def days_unchecked(self) -> int | None:
        """Days since the last check; None if nobody has ever checked it."""
        return (timezone.localdate() - self.checked_on).days if self.checked_on else None

    @property
    def is_due(self) -> bool:
        """Whether readers are told that the last check was long ago."""
        return (self.days_unchecked or 0) > DUE_DAYS

    @property
    def is_in_time(self) -> bool:
        return self.days_unchecked is not None and self.days_unchecked <= HIDDEN_DAYS


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def unchecked_for(days: int) -> Q:
    return Q(checked_on=None) | Q(checked_on__lt=days_ago(days))
