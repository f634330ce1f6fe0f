"""Days that make sense: what every form of the desk asks of a date."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_REVIEW = dt.timedelta(days=3 * 366)


def has_come(day: dt.date) -> None:
    """For what somebody did: today or before."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))


def is_to_come(day: dt.date) -> None:
    if day <= timezone.localdate():
        raise ValidationError(_("Choose a day after today."))


def is_soon_enough(day: dt.date) -> None:
    """For the next review: texts on medicine are out of date long before."""
    if day > timezone.localdate() + LONGEST_REVIEW:
        raise ValidationError(_("Choose a day within the next three years."))
