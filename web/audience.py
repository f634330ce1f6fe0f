"""Who the page is about, other than the reader: `?for=someone` or `?for=child` changes how pages
speak.

`?for=volunteer` is for healthy people: it also narrows the search to studies that want them. It is
in the address, like everything that a reader chooses, so no cookie is needed.
"""

# Other than the reader.
AUDIENCES = ("someone", "child", "volunteer")


def audience_of(parameters) -> str:
    """One of AUDIENCES; "" for the reader, and for a value that we do not know."""
    value = parameters.get("for", "")
    return value if value in AUDIENCES else ""


def audience(request):
    """For the context of each template."""
    return words_of(audience_of(request.GET))


def words_of(audience: str) -> dict[str, str]:
    """`audience` is one of AUDIENCES or "" (the reader); `for_audience` goes into addresses."""
    return {"audience": audience, "for_audience": f"?for={audience}" if audience else ""}
