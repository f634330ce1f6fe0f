"""Maps, drawn by the server: no tiles, nothing from others, and a list that says the same."""

from django.shortcuts import redirect, render

from places.map_view import ViewForm
from web.audience import audience_of
from web.one_edition import one_edition

from .choices import Presence
from .presenting import answer
from .presenting.call_sheet import kept
from .presenting.site_map import site_map
from .search.forms import SiteSearch
from .search.one_study import find


@one_edition
def map_of_study(request, nct_id):
    trial = find(nct_id)
    if trial.nct_id != nct_id or trial.presence == Presence.GONE:
        return redirect(trial)
    search = SiteSearch(request.GET)
    view = ViewForm(request.GET).view
    carried = {
        "place": search.around.label if search.around else "",
        "for": audience_of(request.GET),
    }
    carried = {name: value for name, value in carried.items() if value}
    context = {
        "trial": trial,
        "title": answer.title(trial),
        "site_search": search,
        "map": site_map(trial, search.around, view, carried),
        "goes_along": kept(request.GET),
    }
    response = render(request, "trials/map.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
