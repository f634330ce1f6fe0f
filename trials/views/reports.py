"""“I called, and it was otherwise”: what a reader can tell us of a study with two presses."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trials.choices import Presence, Told
from trials.models import StudyReport
from trials.presenting import answer, call_sheet
from trials.search.one_study import find
from web.anonymous_forms import MarkedForm, is_from_elsewhere, mark, sender_of
from web.rate_limits import too_many
from web.senders import TooManyReports

SALT = "trials.reports"


class ReportForm(MarkedForm):
    wrong = forms.ChoiceField()

    def __init__(self, trial, data):
        super().__init__(_seen(trial), SALT, data)
        self.fields["wrong"].choices = [(told.value, told.label) for told in choices(trial)]


def choices(trial) -> list[Told]:
    """What somebody who called may have found to be otherwise."""
    found = [] if trial.is_open else [Told.OPEN]
    if trial.may_be_called:
        found = [Told.CLOSED, *found, Told.NUMBER, Told.SILENT]
    return found


def _seen(trial) -> list:
    return [trial.pk, trial.overall_status]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, nct_id):
    """Exempt from Django's check, which needs a cookie that we do not set; see MarkedForm."""
    trial = find(nct_id)
    if trial.nct_id != nct_id or trial.presence == Presence.GONE:
        return redirect(trial)
    if request.method != "POST":
        return _what_is_otherwise(request, trial)
    if is_from_elsewhere(request):
        raise PermissionDenied
    form = ReportForm(trial, request.POST)
    if not form.is_filled_by_a_program:
        if not form.is_valid():
            return _what_is_otherwise(request, trial, form.message)
        try:
            StudyReport.objects.take(trial, form.cleaned_data["wrong"], sender_of(request, SALT))
        except TooManyReports as problem:
            context = {
                "minutes": -(-problem.seconds // 60),
                "trial": trial,
                "contact_email": settings.CONTACT_EMAIL,
            }
            return too_many(request, problem.seconds, "trials/too_many_reports.html", context)
    thanked = reverse("trials:report-thanks", args=[trial.pk]) + call_sheet.kept(request.GET)
    return HttpResponseRedirect(thanked, status=303)


def _what_is_otherwise(request, trial, message=""):
    context = {
        "trial": trial,
        "title": answer.title(trial),
        "choices": choices(trial),
        "message": message,
        "token": mark(_seen(trial), SALT),
        "goes_along": call_sheet.kept(request.GET),
    }
    response = render(request, "trials/report.html", context, status=400 if message else 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def thanks(request, nct_id):
    trial = find(nct_id)
    context = {"trial": trial, "goes_along": call_sheet.kept(request.GET)}
    response = render(request, "trials/report_thanks.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
