"""Studies as FHIR R4: /fhir/ResearchStudy/<number>, and a search with our own parameters.

FHIR's parameters are taken where ours fit: `_id`, `identifier`, `_count`, and `status` by FHIR's
codes. As on the page, a search without a status is for open studies.
"""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from places.fields import errors_with_choices
from trials.choices import Presence
from trials.models import Trial
from trials.presenting import fhir
from trials.search.one_study import NotListed, find
from trials.search.request import SearchRequest
from trials.search.result import SearchResult
from trials.views.studies import redirected
from web.one_edition import one_edition

CONTENT_TYPE = "application/fhir+json"
PER_PAGE, MOST_ON_A_PAGE = 20, 100
_NCT = re.compile(r"NCT\d{8}", re.ASCII)
# {FHIR's parameter: ours}
NAMES = {"_id": "q", "identifier": "q", "location": "country", "_text": "q"}
# Of these the first two name a study, and never mean words.
NUMBERS = ("_id", "identifier")
# Those of the resource that ours fit, as the server says what it can do.
SEARCH_PARAMETERS = {
    **dict.fromkeys((*NUMBERS, "status", "location"), "token"),
    "_text": "string",
}
# What says how the answer looks, not what is asked for.
_SHAPE = {"_count", "page", "_format", "_pretty"}


@one_edition
def research_study(request: HttpRequest, nct_id: str) -> HttpResponse:
    """One study. An old number redirects to the new one; a study that is gone gives 410."""
    try:
        trial = find(nct_id)
    except NotListed as missing:
        return _answer(fhir.outcome("not-found", str(missing)), 404)
    if trial.nct_id != nct_id:
        return redirected(request, reverse("fhir-study", args=[trial.nct_id]))
    if trial.presence == Presence.GONE:
        gone = _("This study is no longer on the registry.")
        return _answer(fhir.outcome("deleted", gone), 410)
    return _answer(fhir.research_study(trial, _page(request, trial)))


@one_edition
def search(request: HttpRequest) -> HttpResponse:
    """A page of the studies found, in the order of our lists."""
    asked = SearchRequest(_ours(request.GET))
    if wrong := _no_numbers(request.GET) or _wrong(asked):
        return _answer(fhir.outcome("invalid", wrong), 400)
    found = SearchResult(asked).trials
    per_page = min(max(_number(request.GET.get("_count"), PER_PAGE), 1), MOST_ON_A_PAGE)
    page = max(_number(request.GET.get("page"), 1), 1)
    numbers = found[(page - 1) * per_page : page * per_page]
    trials = Trial.objects.displayed().in_bulk(numbers)
    studies = [
        {
            "fullUrl": request.build_absolute_uri(reverse("fhir-study", args=[number])),
            "resource": fhir.research_study(trials[number], _page(request, trials[number])),
        }
        for number in numbers
    ]
    links = {"self": _address(request, page)}
    if page > 1:
        links["previous"] = _address(request, page - 1)
    if page * per_page < len(found):
        links["next"] = _address(request, page + 1)
    return _answer(fhir.search_set(studies, len(found), links))


@one_edition
def metadata(request: HttpRequest) -> HttpResponse:
    """What this server can do, as every FHIR server says it."""
    search_parameters = [{"name": name, "type": kind} for name, kind in SEARCH_PARAMETERS.items()]
    study = {
        "type": "ResearchStudy",
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "searchParam": search_parameters,
    }
    return _answer(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": "2026-11-29",
            "kind": "instance",
            "implementation": {
                "description": "Myositis Portal",
                "url": request.build_absolute_uri("/fhir"),
            },
            "fhirVersion": "4.0.1",
            "format": ["json"],
            "rest": [{"mode": "server", "resource": [study]}],
        }
    )


def _ours(parameters):
    """FHIR's parameters under the names of ours, and its codes as the registry's."""
    found = parameters.copy()
    for name in _SHAPE & {*found}:
        del found[name]
    for theirs, ours in NAMES.items():
        if theirs in found:
            [*_others, value] = found.pop(theirs)
            found[ours] = " ".join(_numbers(value)) if theirs in NUMBERS else value
    if "status" in found:
        codes = [code for value in found.getlist("status") for code in value.split(",")]
        known = (fhir.STATUSES.get(code, (code,)) for code in codes)
        found.setlist("status", [status for several in known for status in several])
    return found


def _numbers(value):
    """The numbers of a list of tokens, each perhaps behind the system that gave it."""
    for token in value.split(","):
        system, _bar, number = token.rpartition("|")
        yield number.strip().upper() if system in ("", fhir.SYSTEM) else ""


def _no_numbers(parameters):
    """What is given as the number of a study and is none, in words; "" for nothing."""
    for name in NUMBERS:
        for value in parameters.getlist(name):
            if not all(map(_NCT.fullmatch, _numbers(value))):
                return f"{name}: {_('Enter NCT numbers, separated by commas.')}"
    return ""


def _wrong(asked):
    """What cannot be used, in words; "" for nothing."""
    errors = errors_with_choices(asked.form)
    said = [f"{name}: {one['message']}" for name, ones in errors.items() for one in ones]
    said += [f"{name}: {why}" for name, why in asked.without_effect.items()]
    unknown = _("This address does not accept this parameter.")
    return " ".join([*said, *(f"{name}: {unknown}" for name in asked.unknown_parameters)])


def _number(text, otherwise):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _page(request, trial):
    return request.build_absolute_uri(trial.get_absolute_url())


def _address(request, page):
    asked = request.GET.copy()
    asked["page"] = page
    return request.build_absolute_uri(f"{request.path}?{urlencode(list(asked.lists()), True)}")


def _answer(data, status=200):
    return JsonResponse(data, status=status, content_type=CONTENT_TYPE)
