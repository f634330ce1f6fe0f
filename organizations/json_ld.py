"""What an organization's page says to search engines, in the words of schema.org.

Only what readers see as well: no contact that is hidden, nothing that waits for its review.
"""

from .choices import ContactKind, Fact, Language, Reach


def of_organization(one, url: str) -> dict:
    found = {
        "@type": "Organization",
        "name": one.name,
        "alternateName": one.other_names,
        "mainEntityOfPage": url,
        "url": [c.value for c in one.contact_book.shown if c.kind == ContactKind.WEBSITE],
        "telephone": [c.value for c in one.contact_book.phones],
        "email": [c.value for c in one.contact_book.shown if c.kind == ContactKind.EMAIL],
        "address": [c.value for c in one.contact_book.shown if c.kind == ContactKind.POSTAL],
    }
    if Fact.LANGUAGES not in one.unread:
        found["knowsLanguage"] = [code for code in one.languages if code in Language]
    if Fact.COUNTRY not in one.unread and one.reach == Reach.COUNTRIES:
        found["areaServed"] = one.countries
    return {name: _plain(value) for name, value in found.items() if value}


def _plain(value):
    """A list of one is that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
