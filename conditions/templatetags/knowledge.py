from django import template

from conditions import drawings, json_ld
from conditions.pages import Reading

register = template.Library()


@register.simple_tag
def read(page):
    """All that a page shows beside its title; see pages.Reading."""
    return Reading(page)


@register.simple_tag
def body_of(page):
    """The drawing of where this disease shows first, or None."""
    return drawings.body_of(page.slug)


@register.simple_tag(takes_context=True)
def data_of_condition(context, page):
    return json_ld.script(json_ld.of_condition(page, _address(context, page)))


@register.simple_tag(takes_context=True)
def data_of_guide(context, page, reading):
    return json_ld.script(json_ld.of_guide(page, reading, _address(context, page)))


def _address(context, page):
    return context["request"].build_absolute_uri(page.get_absolute_url())
