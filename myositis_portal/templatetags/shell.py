"""Where in the portal a page stands, for the frame around it."""

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

STUDIES, MYOSITIS, GUIDES, SUPPORT, SAVED = "studies", "myositis", "guides", "support", "saved"
# By the name of the page's address, or else by its namespace.
AREAS = {
    "trials": STUDIES,
    "how-we-read-trials": STUDIES,
    "conditions": MYOSITIS,
    "conditions:guides": GUIDES,
    "conditions:guide": GUIDES,
    "organizations": SUPPORT,
    "saved": SAVED,
}
# The pages that the links of the head lead to themselves.
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


@register.simple_tag
def current(name: str, here: tuple[str, bool]):
    """Marks the link to the area of this page, for eyes and for assistive technology."""
    its_name, is_first = here
    if name != its_name:
        return ""
    return mark_safe(f' aria-current="{"page" if is_first else "true"}"')  # noqa: S308 (ours)
