"""Where in the portal a page stands, for the frame around it."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from web.audience import words_of

register = template.Library()

STUDIES, MYOSITIS, GUIDES, SUPPORT, SAVED = "studies", "myositis", "guides", "support", "saved"
# By the name of the page's address, or else by its namespace.
AREAS = {
    "trials": STUDIES,
    "how-we-read-trials": STUDIES,
    "conditions": MYOSITIS,
    "conditions:guides": GUIDES,
    "conditions:guide": GUIDES,
    "conditions:tracker": GUIDES,
    "organizations": SUPPORT,
    "saved": SAVED,
}
# The pages that the links in the header lead to.
FIRST_PAGES = {
    "trials:list",
    "conditions:index",
    "conditions:guides",
    "organizations:list",
    "saved",
}


@register.simple_tag(takes_context=True)
def area(context) -> tuple[str, bool]:
    """The area of the portal that the page belongs to, and whether it is the area's first page."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return "", False
    name = AREAS.get(match.view_name) or AREAS.get(match.namespace, "")
    return name, match.view_name in FIRST_PAGES


@register.simple_tag(takes_context=True)
def site_header(context) -> str:
    """The head of the page."""
    return _part("includes/header.html", context.get("audience", ""), area(context))


@register.simple_tag
def footer_links() -> str:
    return _part("includes/footer_links.html")


def _part(template, audience="", here=("", False)):
    # Someone who changes a template wants to see it.
    make = _made_once.__wrapped__ if settings.DEBUG else _made_once
    return make(template, get_language(), audience, here)


@lru_cache(maxsize=500)
def _made_once(template, _language, audience, here):
    """Some 80 addresses and texts, which are on every page."""
    return render_to_string(template, words_of(audience) | {"here": here})


@register.simple_tag
def current(name: str, here: tuple[str, bool]):
    """Marks the link to the area of this page, for eyes and for assistive technology."""
    its_name, is_first = here
    if name != its_name:
        return ""
    return mark_safe(f' aria-current="{"page" if is_first else "true"}"')  # noqa: S308 (ours)
