"""The pages of the portal, taken from its addresses: who adds one need not add it here."""

from django.urls import URLPattern, get_resolver

# For editors and for programs.
APART = ("admin/", "api/", "data/files/", "embed/", "mcp")


def addresses(language="") -> list[str]:
    """Every page that has no variable in its address."""
    return [f"{language}/{path}" for path in sorted(_paths(get_resolver().url_patterns))]


def _paths(patterns, before=""):
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if "<" in path or path.startswith(APART):
            continue
        if not isinstance(pattern, URLPattern):
            yield from _paths(pattern.url_patterns, path)
        elif not path or path.endswith("/"):
            yield path
