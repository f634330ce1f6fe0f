"""“Could I join?”: a form that anybody may send, and whose answers are never kept.

They are in no address, cookie, log, cache or table: the page is made from them and forgotten.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from trials.presenting import answer, call_sheet, self_check
from trials.presenting.cards import results
from trials.search import by_answers
from trials.search.page import SearchPage
from web.anonymous_forms import is_from_elsewhere, keeps_no_answers, sender_of
from web.rate_limits import is_over, too_many

from .of_one_study import of_one_study

SALT = "trials.self_check"
# From one place. A page takes a tenth of a second of our time, one of many studies half a second.
PAGES, PAGES_OF_MANY, SECONDS = 100, 30, 600


@keeps_no_answers
@of_one_study
def fit(request, trial):
    is_sent = request.method == "POST"
    if is_sent and is_from_elsewhere(request):
        raise PermissionDenied
    if is_sent and is_over(PAGES, SECONDS, f"self-check {sender_of(request, SALT)}"):
        return too_many(request, SECONDS)
    form = self_check.form_for(trial, request.POST if is_sent else None)
    form.is_valid()
    context = {
        "trial": trial,
        "title": answer.title(trial),
        "form": form,
        "goes_along": call_sheet.kept(request.GET),
        "result": self_check.result(trial, form) if is_sent else None,
    }
    response = render(request, "trials/fit.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@keeps_no_answers
def fit_of_many(request):
    """A search in the address, and the answers in the form alone: see by_answers."""
    is_sent = request.method == "POST"
    if is_sent and is_from_elsewhere(request):
        raise PermissionDenied
    if is_sent and is_over(PAGES_OF_MANY, SECONDS, f"answers {sender_of(request, SALT)}"):
        return too_many(request, SECONDS)
    search = SearchPage(request.GET)
    form = by_answers.AnswersForm(request.POST if is_sent else None)
    form.is_valid()
    page = by_answers.page_of(search.request, search.result, form) if is_sent else None
    context = {
        "search": search,
        "form": form,
        "page": page,
        "results": results(search.request, page.kept) if page else [],
        "near": search.request.near.place,
        "back": search.request.address(),
    }
    response = render(request, "trials/fit_of_many.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
