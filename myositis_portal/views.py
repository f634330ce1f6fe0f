"""Pages about the portal itself: the front page, its status, its health checks."""

import datetime as dt
import sys

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

import vocabulary
from conditions.forms import GlossarySearch
from conditions.models import Guide
from organizations.forms import OrganizationForm
from organizations.models import Meeting, Organization
from trials.choices import Source
from trials.models import Location, SyncRun, Trial
from trials.presenting.cards import results
from trials.reading.diseases import SUBTYPES
from trials.search.forms import SearchForm
from trials.search.request import SearchRequest
from web.audience import audience_of
from web.one_edition import one_edition
from web.problem_details import is_for_programs, problem

from . import heartbeats, restarts
from .outage import is_outage
from .search import Search
from .search_page import EverythingPage
from .status import counts, status_of_the_data

# When somebody last compared the accessibility statement with the tests.
ACCESSIBILITY_WRITTEN = dt.date(2026, 11, 21)
ATTEMPTS_SHOWN = 10
SECONDS_TO_COME_BACK = 120
NEWEST_SHOWN = 3
GUIDES_SHOWN = 4
MEETINGS_SHOWN = 2
HOW_STUDIES_WORK = "understanding-clinical-trials"


@one_edition
def home(request):
    open_trials = Trial.objects.about_myositis().open()
    if audience_of(request.GET) == "volunteer":
        open_trials = open_trials.for_healthy_people()
    terms = vocabulary.terms()
    newest = list(open_trials.newest().values_list("nct_id", flat=True)[:NEWEST_SHOWN])
    guides = Guide.objects.live()
    context = {
        "fields": SearchForm.base_fields,
        "conditions": [terms[slug] for slug in SUBTYPES],
        "open": open_trials.count(),
        "open_sites": Location.objects.open().filter(trial__in=open_trials).count(),
        "newest": results(SearchRequest(request.GET), newest),
        "organizations": Organization.objects.live().count(),
        "meetings": Meeting.objects.shown()[:MEETINGS_SHOWN],
        "guides": guides.order_by("-last_published_at", "title")[:GUIDES_SHOWN],
        "how_studies_work": guides.filter(slug=HOW_STUDIES_WORK).first(),
    }
    return render(request, "home.html", context)


@one_edition
def search(request):
    found = Search(request.GET)
    if study := found.studies.address_of_the_one:
        carried = f"?for={found.audience}" if found.audience else ""
        return redirect(f"{study}{carried}")
    response = render(request, "search.html", {"search": found, "page": EverythingPage(found)})
    response["X-Robots-Tag"] = "noindex"
    return response


def design(request):
    """Every part that pages are made of, for those who build them."""
    return render(request, "design.html")


def saved(request):
    return _in_any_case(request, "saved.html")


def urgent(request):
    """When to call for help. This page works even while the database is down."""
    return _in_any_case(request, "urgent.html")


def about(request):
    return _in_any_case(request, "about.html", {"contact_email": settings.CONTACT_EMAIL})


def privacy(request):
    return _in_any_case(request, "privacy.html", {"contact_email": settings.CONTACT_EMAIL})


def accessibility(request):
    context = {"contact_email": settings.CONTACT_EMAIL, "written": ACCESSIBILITY_WRITTEN}
    return _in_any_case(request, "accessibility.html", context)


def _in_any_case(request, template, context=None):
    """Render a page that says nothing about studies, without a database and without the data's
    age."""
    try:
        return render(request, template, context)
    except Exception as error:
        if not is_outage(error):
            raise
    request.edition = None
    away = {"database_is_away": True, "emergency_sign_off": None}
    response = render(request, template, {**(context or {}), **away})
    add_never_cache_headers(response)
    return response


@never_cache
def status(request):
    runs = SyncRun.objects
    context = {
        "running": runs.running().first(),
        "runs": runs.exclude(source=Source.SAMPLES)[:ATTEMPTS_SHOWN],
        "counts": counts(request.edition),
        "restarts": restarts.latest(),
        "silent": [(heartbeats.LABELS[part], at) for part, at in heartbeats.silent().items()],
    }
    return render(request, "status.html", context)


@never_cache
def status_json(request):
    return JsonResponse(status_of_the_data(request.edition))


def robots(request):
    """What robots should leave out: files, and lists for a question, which show the same studies
    again.

    Each parameter is named, because an address that ends in a question mark is read as one without
    it.
    """
    lists = [
        (reverse("trials:list"), SearchForm),
        (reverse("trials-atom"), SearchForm),
        (reverse("organizations:list"), OrganizationForm),
        (reverse("conditions:glossary"), GlossarySearch),
    ]
    filtered = [
        f"{address}?{name}=" for address, form in lists for name in (*form.base_fields, "for")
    ]
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    context = {"filtered": filtered, "sitemap": sitemap}
    return render(request, "robots.txt", context, content_type="text/plain")


def security_txt(request):
    """Say where to report a security hole. RFC 9116 asks for an expiry date."""
    if not settings.SECURITY_EMAIL:
        raise Http404
    expires = timezone.now().date() + dt.timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.SECURITY_EMAIL}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
def healthz(request):
    """Answer that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """The database answers; how old the data are."""
    try:
        edition = SyncRun.objects.published().first()
    except Exception as error:
        if not is_outage(error):
            raise
        return JsonResponse({"database": "unreachable"}, status=503)
    age = edition.age.days if edition else None
    return JsonResponse({"database": "ok", "edition": edition and edition.pk, "age_days": age})


def no_such_room(request, rest=""):
    raise Http404


def not_found(request, exception):
    if is_for_programs(request):
        reason = _reason(exception) or _("There is nothing at this address.")
        return problem(404, reason, index=reverse("api-index"))
    number = getattr(exception, "number", None)
    context = {"reason": _reason(exception), "numbers": [number] if number else []}
    return render(request, "404.html", context, status=404)


def _reason(exception):
    """Words meant for a reader; Django's own 404s carry none."""
    reason = exception.args[0] if exception.args else ""
    return reason if isinstance(reason, str) and not reason.startswith("No ") else ""


def server_error(request):
    """The page of last resort: it needs no database and nothing from the request.

    An outage of the database also ends here, wherever it was noticed. The status is then 503, so
    that search engines and programs come back.
    """
    if is_outage(sys.exc_info()[1]):
        page, status, headers = "503.html", 503, {"Retry-After": str(SECONDS_TO_COME_BACK)}
    else:
        page, status, headers = "500.html", 500, {}
    if is_for_programs(request):
        response: HttpResponse = problem(status, _sorry(status))
        for name, value in headers.items():
            response[name] = value
        return response
    return HttpResponse(loader.get_template(page).render(), status=status, headers=headers)


def _sorry(status):
    if status == 503:
        return _("We will be back in a few minutes.")
    return _("Something went wrong on our side.")
