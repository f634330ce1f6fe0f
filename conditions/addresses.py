"""Redirect from an old address of a page to the page."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from .models import PublicAddress

# Browsers keep permanent redirects, but another page may take the address, so they should ask again
# soon.
SECONDS_TO_KEEP = 3600


def moved(request, model) -> HttpResponsePermanentRedirect:
    """Answer for an address that no page has now; raise Http404 if no page ever had it.

    A request for a part of the page, or for its data, goes to the same part at the new address.
    """
    asked = request.resolver_match
    page = PublicAddress.objects.page(model, asked.kwargs["slug"])
    if page is None:
        raise Http404
    address = reverse(asked.view_name, kwargs=asked.kwargs | {"slug": page.slug})
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    response = HttpResponsePermanentRedirect(
        address, preserve_request=request.method not in ("GET", "HEAD")
    )
    response["Cache-Control"] = f"max-age={SECONDS_TO_KEEP}"
    return response
