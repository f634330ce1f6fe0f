"""Addresses in texts that somebody else wrote: which of them may become links.

A reader must be able to see where a link leads. https://clinicaltrials.gov@host/ leads to host;
names in other scripts, or in their encoding (xn--), may look like another name.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

LONGEST = 2000
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)


def web_address(address: str | None) -> str:
    """The address as it may be in a link; "" if it is no web page, or hides where it leads."""
    address = (address or "").strip(" ")
    if len(address) > LONGEST or "\\" in address or any(map(_is_hidden, address)):
        return ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    is_plain = (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and port in (None, 80, 443, 8080, 8443)
        and _HOST.fullmatch(host)
        and not any(label.lower().startswith("xn--") for label in host.split("."))
    )
    return iri_to_uri(address) if is_plain else ""


def host_of(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _is_hidden(sign):
    """Blanks and invisible characters: controls, marks of direction, characters without a width."""
    return sign.isspace() or unicodedata.category(sign)[0] in "CZ"
