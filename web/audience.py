"""The person that the reader looks for: `?for=someone` or `?for=child` changes how pages speak.

`?for=volunteer` is for healthy people: it also narrows the search to studies that want them.
It stands in the address, as everything that a reader chooses does: no cookie is needed.
"""

# Beside oneself.
AUDIENCES = ("someone", "child", "volunteer")


def audience_of(parameters) -> str:
    """One of AUDIENCES; "" for oneself, and for a value that we do not know."""
    value = parameters.get("for", "")
    return value if value in AUDIENCES else ""


def audience(request):
    """For the context of each template."""
    return words_of(audience_of(request.GET))


def words_of(audience: str) -> dict[str, str]:
    """`audience` is "someone", "child" or "" (oneself); `for_audience` goes into addresses."""
    return {"audience": audience, "for_audience": f"?for={audience}" if audience else ""}
