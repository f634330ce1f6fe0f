"""Maps drawn by the server: no tiles, nothing from other sites, and a list that says the same."""

from urllib.parse import urlencode

from django.shortcuts import render

from places.map_view import ViewForm
from trials.models import Location
from trials.presenting import answer
from trials.presenting.call_sheet import kept
from trials.presenting.site_map import site_map
from trials.search.forms import SiteSearch
from trials.search.page import SearchPage
from web.audience import audience_of
from web.one_edition import one_edition

from .of_one_study import of_one_study_by_title


@one_edition
@of_one_study_by_title
def map_of_study(request, trial):
    search = SiteSearch(request.GET)
    place = search.around
    carried = {"place": place.label if place else "", "for": audience_of(request.GET)}

    def address_of(view: dict[str, str]) -> str:
        return "?" + urlencode({k: v for k, v in (carried | view).items() if v})

    sites = Location.objects.filter(trial=trial)
    context = {
        "trial": trial,
        "title": answer.title(trial),
        "site_search": search,
        "map": site_map(sites, place, ViewForm(request.GET).view, address_of),
        "goes_along": kept(request.GET),
    }
    return _answer(request, "trials/map.html", context)


@one_edition
def map_of_search(request):
    """The places of all studies that a search finds."""
    search = SearchPage(request.GET)
    asked, counts = search.request, search.result.counts
    sites = Location.objects.filter(trial__in=counts.numbers)
    view = ViewForm(request.GET).view

    def address_of(view: dict[str, str]) -> str:
        return asked.address(**view)

    countries = sorted(counts.values["country"].items(), key=lambda one: (-one[1], one[0]))
    context = {
        "search": search,
        "map": site_map(sites, asked.near.place, view, address_of),
        "by_country": [(name, n, asked.address(country=name)) for name, n in countries if n],
    }
    return _answer(request, "trials/map_of_search.html", context)


def _answer(request, template, context):
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex"
    return response
