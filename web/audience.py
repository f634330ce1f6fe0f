"""For whom a reader looks. `?for=someone` or `?for=child` changes how pages speak, nothing else.

It stands in the address, as everything that a reader chooses does: no cookie is needed.
"""

from trials.search.forms import whom_of


def whom(request):
    """`whom` is "someone", "child" or "" (oneself); `for_whom` is what an address carries on."""
    value = whom_of(request.GET)
    return {"whom": value, "for_whom": f"?for={value}" if value else ""}
