"""How the desk writes dates."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple

register = template.Library()


@register.filter
def how_long_ago(moment: dt.date) -> str:
    """Write a past date as "3 days ago", and a future one as its date, "Nov. 28, 2027"."""
    if isinstance(moment, dt.datetime):
        if moment > timezone.now():
            return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    elif moment == timezone.localdate():
        return _("today")
    elif moment > timezone.localdate():
        return date_format(moment, "DATE_FORMAT")
    return timesince_simple(moment)
