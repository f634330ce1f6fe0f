"""Sheets of paper: for calling a study, for the doctor if wanted, and a list of studies."""

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone

from trials.presenting import answer, pill, self_check
from trials.presenting import short_list as short_lists
from trials.presenting.call_sheet import call_sheet, doctor_lines, kept, spaced
from trials.presenting.freshness_mark import read
from trials.presenting.nearest_site import nearest_sites, sites_of
from trials.search import asked_numbers
from trials.search.forms import NearForm, ShortListForm
from web.anonymous_forms import is_from_elsewhere, keeps_no_answers
from web.audience import audience_of
from web.one_edition import one_edition

from .of_one_study import of_one_study

LARGE = "large"


@keeps_no_answers
@of_one_study
def call_sheet_of(request, trial):
    """A form comes here from the self-check, with its answers: they stand on no other sheet."""
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    place = NearForm(request.GET).around
    unit = "mi" if place and place.uses_miles else "km"
    nearest = nearest_sites([trial], place, unit)[trial.pk]
    is_large = request.GET.get("size") == LARGE
    doctor = _for_the_doctor(request, trial)
    lines = doctor_lines(doctor) if doctor else []
    context = {
        "trial": trial,
        "title": answer.title(trial) if is_large else trial.brief_title or trial.nct_id,
        "about": answer.about(trial),
        "number": spaced(trial.nct_id),
        "pill": pill.pill(trial, read(trial, nearest, timezone.localdate())),
        "place": place,
        "unit": unit,
        "sheet": call_sheet(
            trial, sites_of(trial, place), audience_of(request.GET), is_large=is_large
        ),
        "is_large": is_large,
        "goes_along": kept(request.GET),
        "today": timezone.localdate(),
        "address": request.build_absolute_uri(trial.get_absolute_url()),
        "doctor": doctor,
        "doctor_lines": lines,
        "doctor_print": _print_of(doctor, lines) if doctor else "",
    }
    response = render(request, "trials/call_sheet.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _for_the_doctor(request, trial):
    """The second sheet: the criteria, and the answers that somebody ticked. None without."""
    if request.method == "POST" and request.POST.get("with_answers"):
        form = self_check.form_for(trial, request.POST)
        form.is_valid()
        return self_check.result(trial, form)
    if request.method == "POST" or "doctor" in request.GET:
        return self_check.criteria_alone(trial)
    return None


# So many characters fill a sheet of paper in regular print; more are smaller, in two columns.
SIZES = {"smallest": 12_500, "longest": 9_000, "longer": 7_000, "long": 4_200}
# Part of the last line of each criterion stays empty.
END_OF_LINE = 18
# A heading stands alone on its line, with room above it.
HEADING = 100


def _print_of(result, lines):
    """How small the criteria are printed, for one sheet to hold those of nearly all studies."""
    answers = [f"{label}: {given}" for label, given in result.given]
    # Answers stand below a heading and a note on the marks.
    characters = sum(map(len, answers)) + (500 if answers else 0)
    characters += sum(len(line.text) + END_OF_LINE for line in lines)
    characters += HEADING * sum(1 for _ in groupby(line.where for line in lines))
    return next((size for size, most in SIZES.items() if characters > most), "")


@one_edition
def short_list(request):
    """Studies that a reader chose, one below the other, with room for notes."""
    form = ShortListForm(request.GET)
    place = form.around
    unit = "mi" if place and place.uses_miles else "km"
    asked = asked_numbers.look_up(form.numbers)
    found = [one.found for one in asked if one.found]
    context = {
        "form": form,
        "place": place,
        "unit": unit,
        "entries": short_lists.entries(found[: short_lists.LONGEST], place, unit),
        "left_out": found[short_lists.LONGEST :],
        "messages": [one.message for one in asked if one.message],
        "today": timezone.localdate(),
        "address": request.build_absolute_uri("/"),
    }
    response = render(request, "trials/short_list.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
