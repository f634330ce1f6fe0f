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
    """Write what is past as "3 days ago", and what is to come as its date, "Nov. 28, 2027"."""
    if isinstance(moment, dt.datetime):
        moment, now, form = timezone.localtime(moment), timezone.now(), "DATETIME_FORMAT"
    else:
        now, form = timezone.localdate(), "DATE_FORMAT"
        if moment == now:
            return _("today")
    return date_format(moment, form) if moment > now else timesince_simple(moment)
