"""“I called, and it was different”: what a reader can tell us about a study in two presses."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trials.choices import Told
from trials.models import StudyReport
from trials.presenting import answer, call_sheet
from trials.search.one_study import find
from web.anonymous_forms import MarkedForm, accept, mark, sender_of
from web.reader_reports import TooManyReports

from .of_one_study import of_one_study

SALT = "trials.reports"


class ReportForm(MarkedForm):
    wrong = forms.ChoiceField()

    def __init__(self, trial, data):
        super().__init__(_seen(trial), SALT, data)
        self.fields["wrong"].choices = [(told.value, told.label) for told in choices(trial)]


def choices(trial) -> list[Told]:
    """What someone who called may have found to be different."""
    found = [] if trial.is_open else [Told.OPEN]
    if trial.may_be_called:
        found = [Told.CLOSED, *found, Told.NUMBER, Told.SILENT]
    return found


def _seen(trial) -> list:
    return [trial.pk, trial.overall_status]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_one_study
def report(request, trial):
    """Exempt from Django's check, which needs a cookie that we do not set; see MarkedForm."""
    if request.method != "POST":
        return _what_is_otherwise(request, trial)
    take = partial(StudyReport.objects.take, trial, sender=sender_of(request, SALT))
    try:
        accept(request, ReportForm(trial, request.POST), take)
    except ValidationError as problem:
        return _what_is_otherwise(request, trial, problem.message)
    except TooManyReports as problem:
        return problem.answer(request, trial.get_absolute_url(), _("Back to the study"))
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
