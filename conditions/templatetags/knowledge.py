from django import template

from conditions import ck_scale, drawings, help_numbers, json_ld, markup, triage
from conditions.pages import Reading

register = template.Library()
register.simple_tag(triage.box, name="triage_box")
register.simple_tag(triage.box_in)
register.simple_tag(help_numbers.without_crisis_lines)
register.simple_tag(help_numbers.to_dial, name="numbers_to_dial")


@register.simple_tag
def read(page):
    """Everything that a page shows except its title; see pages.Reading."""
    return Reading(page)


@register.filter
def marked_up(text):
    """Our own short text with **bold** in it."""
    return markup.render(str(text))


@register.simple_tag
def numbers_of_countries():
    return list(help_numbers.all_numbers().values())


@register.filter
def and_the_others(own):
    """The numbers of the reader's country, if we know it, before those of other countries."""
    rest = [numbers for numbers in help_numbers.with_crisis_lines() if numbers != own]
    return [own, *rest] if own else rest


@register.simple_tag
def body_of(page):
    """The drawing of where this disease shows first, or None."""
    return drawings.body_of(page.slug)


@register.simple_tag(name="ck_scale")
def scale_of_ck():
    """The parts of the drawing of the scale."""
    return {"boxes": ck_scale.boxes(), "ticks": ck_scale.ticks(), "ranges": ck_scale.RANGES}


@register.simple_tag(takes_context=True)
def data_of_condition(context, page):
    return json_ld.script(json_ld.of_condition(page, _address(context, page)))


@register.simple_tag(takes_context=True)
def data_of_guide(context, page, reading):
    return json_ld.script(json_ld.of_guide(page, reading, _address(context, page)))


def _address(context, page):
    return context["request"].build_absolute_uri(page.get_absolute_url())
