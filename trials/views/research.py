"""What is being studied, in numbers, some of them drawn."""

from django.shortcuts import render

from trials.search.research import COUNTRIES_SHOWN, Research
from web.one_edition import one_edition


@one_edition
def research(request):
    context = {"research": Research(request.GET), "countries_shown": COUNTRIES_SHOWN}
    response = render(request, "trials/research.html", context)
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response
