"""The public pages on organizations that help."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conditions.addresses import moved
from conditions.models import Guide
from places.map_view import ViewForm
from web.anonymous_forms import accept, sender_of
from web.one_edition import one_edition
from web.reader_reports import TooManyReports

from . import calendars, reports
from .choices import Audience, Kind, Way
from .forms import MeetingForm
from .map import organization_map
from .meetings import MeetingSearch
from .models import Contact, Meeting, Organization, Report
from .page import OrganizationPage
from .search import OrganizationSearch

NO_DIAGNOSIS = "no-diagnosis-yet"


@one_edition
def index(request):
    search = OrganizationSearch(request.GET)
    context = {
        "search": search,
        "page": OrganizationPage(search),
        "often": _often_asked(),
        "undiagnosed": Guide.objects.live().filter(slug=NO_DIAGNOSIS).first(),
    }
    return render(request, "organizations/list.html", context)


@one_edition
def map_of_organizations(request):
    """The organizations of the list, on a map."""
    search = OrganizationSearch(request.GET)
    context = {
        "search": search,
        "page": OrganizationPage(search),
        "map": organization_map(search, ViewForm(request.GET).view),
    }
    response = render(request, "organizations/map.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _often_asked():
    """[(text, parameters)]: shortcuts, so that people with little energy need not type."""
    asked = [
        (_("Groups that meet online"), {"way": Way.ONLINE}),
        (_("A number to call"), {"kind": Kind.HELPLINE}),
        (_("Specialist centers"), {"kind": Kind.CLINIC}),
        (_("Help with money"), {"kind": Kind.GRANTS}),
        (_("For parents"), {"audience": Audience.PARENT}),
        (_("For caregivers"), {"audience": Audience.CAREGIVER}),
    ]
    return [(text, urlencode(values)) for text, values in asked]


@one_edition
def organization(request, slug):
    found = Organization.objects.live().whole().filter(slug=slug).first()
    if found is None:
        return moved(request, Organization)
    context = {"organization": found, "contact_email": settings.CONTACT_EMAIL}
    return render(request, "organizations/organization.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug, pk):
    """“This is wrong”, said with one press.

    Exempt from Django's CSRF check, which needs a cookie that we do not set: readers have no
    session, and no rights that another site could abuse. The form has a signed mark instead.
    """
    if not Organization.objects.live().filter(slug=slug).exists():
        return moved(request, Organization)
    contact = get_object_or_404(
        Contact.objects.shown().filter(organization__live=True).select_related("organization"),
        pk=pk,
        organization__slug=slug,
    )
    if request.method != "POST":
        return _what_is_wrong(request, contact)
    take = partial(Report.objects.take, contact, sender=sender_of(request, reports.SALT))
    try:
        accept(request, reports.ReportForm(contact, request.POST), take)
    except ValidationError as problem:
        return _what_is_wrong(request, contact, problem.message)
    except TooManyReports as problem:
        organization = contact.organization
        back_to = _("Back to %(name)s, to try another number") % {"name": organization.name}
        return problem.answer(request, organization.get_absolute_url(), back_to)
    return HttpResponseRedirect(reverse("organizations:thanks", args=[slug]), status=303)


def _what_is_wrong(request, contact, message=""):
    context = {
        "contact": contact,
        "choices": contact.may_be_wrong,
        "message": message,
        "token": reports.token_for(contact),
    }
    response = render(request, "organizations/report.html", context, status=400 if message else 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def thanks(request, slug):
    found = Organization.objects.live().filter(slug=slug).first()
    if found is None:
        return moved(request, Organization)
    response = render(request, "organizations/thanks.html", {"organization": found})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@one_edition
def meetings(request):
    search = MeetingSearch(request.GET)
    context = {"search": search, "calendars": Contact.objects.calendars()}
    return render(request, "organizations/meetings.html", context)


@one_edition
def meeting(request, pk):
    found = _shown_meeting(pk)
    form = MeetingForm(request.GET)
    zone = form.cleaned_data.get("tz", "")
    context = {
        "meeting": found,
        "form": form,
        "zone": zone,
        "in_zone": f"?{urlencode({'tz': zone})}" if zone else "",
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "organizations/meeting.html", context)


def _shown_meeting(pk):
    found = get_object_or_404(Meeting.objects.live(), pk=pk)
    if not found.is_shown:
        raise Http404
    return found


@one_edition
def meeting_calendar(request, pk):
    found = _shown_meeting(pk)
    response = _calendar([found], request, f"meeting-{pk}.ics")
    changed = max(found.updated_at, found.organization.updated_at)
    response["Last-Modified"] = http_date(changed.timestamp())
    return response


@one_edition
def meetings_calendar(request):
    """Without Last-Modified: a meeting that is no longer shown changes no date of the others."""
    return _calendar(MeetingSearch(request.GET).found, request, "meetings.ics")


def _calendar(meetings, request, name):
    content = calendars.calendar_of(meetings, request)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
