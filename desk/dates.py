"""Checks of dates that the forms of the desk share."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_REVIEW = dt.timedelta(days=3 * 366)


def has_come(day: dt.date) -> None:
    """Check the date of something that has happened."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is in the future."))


def is_to_come(day: dt.date) -> None:
    if day <= timezone.localdate():
        raise ValidationError(_("Choose a day in the future."))


def is_soon_enough(day: dt.date) -> None:
    """Check the date of the next review: medical text must not wait longer than three years."""
    if day > timezone.localdate() + LONGEST_REVIEW:
        raise ValidationError(_("Choose a day within the next three years."))
