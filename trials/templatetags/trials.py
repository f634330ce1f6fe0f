from django import template
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from trials import doors, labels, markup
from trials.choices import status_label

register = template.Library()

register.filter("label", labels.label)
register.filter("status_label", status_label)
register.filter("part_label", labels.part_label)
register.filter("field_label", labels.field_label)
register.filter("distance", doors.distance)


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


@register.simple_tag
def boxes(group):
    """The choices of a facet, to tick. In Python: there are a hundred, and loops are slow there."""
    return format_html_join(
        "\n",
        '<label><input type="checkbox" name="{}" value="{}"{} /> {} <span>({})</span></label>',
        (
            (group.name, choice.value, _checked(choice), choice.label, choice.studies)
            for choice in group.choices
        ),
    )


@register.simple_tag
def options(group):
    """The choices of a list to unfold."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                choice.value,
                mark_safe(" selected") if choice.is_chosen else "",
                choice.label,
                "" if choice.studies is None else f" ({choice.studies})",
            )
            for choice in group.choices
        ),
    )


def _checked(choice):
    return mark_safe(" checked") if choice.is_chosen else ""
