import re
from functools import lru_cache

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from places import distance_in_words
from trials.choices import status_label
from trials.partial_dates import date_in_words
from trials.presenting import confirmed_reports, explanations, kept_cards, labels, markup
from trials.presenting.contacts import Linked

register = template.Library()

_SPACES = re.compile(r"\s\s+")

register.filter("label", labels.label)
register.filter("status_label", status_label)
register.filter("part_label", labels.part_label)
register.filter("field_label", labels.field_label)
register.filter("distance", distance_in_words)
register.filter("partial_date", date_in_words)


@register.filter
def shape(value):
    """How to show a part of a record: as names and values, as a list, or as itself."""
    return {dict: "names", list: "list", bool: "truth"}.get(type(value), "value")


@register.filter
def registry_markup(text):
    """The registry's Markdown, cleaned."""
    return markup.render(text)


@register.filter
def explained(text, glossary):
    """A text of the registry with links to meanings, on a page that has a glossary."""
    return glossary.in_text(text) if glossary else text


@register.filter
def explained_markup(text, glossary):
    """The registry's Markdown, cleaned, with links to meanings."""
    rendered = markup.render(text)
    return glossary.in_markup(rendered) if glossary else rendered


@register.filter
def linked(contact, is_sample=False):
    """A contact of a record, its numbers and addresses as links."""
    return Linked(contact, is_sample)


@register.filter
def as_links(parts):
    """Words and links, as web.contact_links has them."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


@register.filter
def plain(parts):
    """The words of web.contact_links without the links."""
    return "".join(part.text for part in parts)


def _part(part):
    if not part.href:
        return part.text
    kind = "phone" if part.href.startswith("tel:") else "mail"
    return format_html('<a class="{}" href="{}">{}</a>', kind, part.href, part.text)


register.filter("told", confirmed_reports.in_words)
register.filter("decision", explanations.decision)
register.filter("decided_types", explanations.decided_types)


@register.filter
def taken_by_name(trial):
    """The names of the types that a record takes by our reading, an editor's verdicts apart."""
    verdicts = (v for v in trial.verdicts if v["state"] == "included" and v["reason"] is None)
    return [explanations.condition_name(verdict["subtype"]) for verdict in verdicts]


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


# Written in Python, and not as loops of a template: there are a hundred of them on every page.


@register.simple_tag
def boxes(group):
    """The choices of a facet, to tick."""
    rows = (
        f'<label><input type="checkbox" name="{group.name}" value="{_safe(choice.value)}"'
        f"{' checked' if choice.is_chosen else ''} /> {_safe(choice.label)}"
        f" <span>({choice.studies})</span></label>"
        for choice in group.choices
    )
    return mark_safe("\n".join(rows))  # noqa: S308 (every text in it is escaped)


@register.simple_tag
def options(group):
    """The choices of a list to unfold."""
    rows = (
        f'<option value="{_safe(choice.value)}"{" selected" if choice.is_chosen else ""}>'
        f"{_safe(choice.label)}{'' if choice.studies is None else f' ({choice.studies})'}</option>"
        for choice in group.choices
    )
    return mark_safe("\n".join(rows))  # noqa: S308 (every text in it is escaped)


@register.simple_tag(takes_context=True)
def card(context, result):
    """One study of a list; `ticked` in the context says whether it can be chosen to compare."""
    audience, is_ticked = context.get("audience", ""), bool(context.get("ticked"))
    of_card = context.template.engine.get_template("trials/card.html")

    def render(result):
        about = {"result": result, "trial": result.trial, "audience": audience}
        return packed(of_card.render(template.Context(about | {"ticked": is_ticked})))

    html = kept_cards.html(result, audience, is_ticked, render)
    return mark_safe(html)  # noqa: S308 (a template rendered it, and what was filled in is escaped)


@register.simple_block_tag
def packed(content):
    """HTML without the indentation of templates, which is a third of a page of cards.

    The portal itself sends its pages uncompressed.
    """
    return mark_safe(_SPACES.sub(" ", content))  # noqa: S308 (only spaces are taken out)


@lru_cache(2000)
def _escaped(text: str):
    return escape(text)


def _safe(text):
    return _escaped(str(text))
