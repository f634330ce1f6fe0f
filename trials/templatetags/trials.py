from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trials import labels, markup
from trials.choices import status_label

register = template.Library()

register.filter("label", labels.label)
register.filter("status_label", status_label)
register.filter("part_label", labels.part_label)
register.filter("field_label", labels.field_label)


@register.filter
def shape(value):
    """How to show a part of a record: as names and values, as a list, or as itself."""
    return {dict: "names", list: "list", bool: "truth"}.get(type(value), "value")


@register.filter
def registry_markup(text):
    """The registry's Markdown, cleaned."""
    return markup.render(text)


@register.filter
def partial_date(date, text):
    """A date only as precise as the registry has it: a year, a month or a day."""
    if not date:
        return text
    form = {4: "Y", 7: "YEAR_MONTH_FORMAT"}.get(len(text), "DATE_FORMAT")
    return date_format(date, form)


@register.filter
def short(value):
    """A value of the change diary in a few words; nothing where it has too many."""
    if value in (None, "", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            return ""
        value = ", ".join(str(labels.label(item)) for item in value)
    text = str(labels.label(str(value)))
    return text if len(text) <= 120 else ""
