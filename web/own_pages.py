"""Whether an address of our own leads to a page.

Each app registers how to look for its rows when it starts: an address with any name in it fits the
pattern of a page.
"""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

_exists: dict[str, Callable[..., bool]] = {}


def register(view_name: str, exists: Callable[..., bool]) -> None:
    """Add a function that is called with what the pattern of the view captures."""
    _exists[view_name] = exists


def leads_somewhere(address: str) -> bool:
    """Whether this address, as editors write it (without a language), leads to a page.

    A page that is not published yet counts, since two new pages may have links to each other.
    """
    with translation.override(settings.LANGUAGE_CODE):
        try:
            found = resolve(unquote(urlsplit(address).path))
        except Resolver404:
            return False
    exists = _exists.get(found.view_name)
    return exists is None or exists(**found.kwargs)
