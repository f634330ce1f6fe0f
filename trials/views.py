from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .choices import Presence
from .models import Trial, TrialAlias
from .search import TrialSearch

PER_PAGE = 20


def trial_list(request):
    search = TrialSearch(request.GET)
    page = Paginator(search.trials.on_cards(), PER_PAGE).get_page(request.GET.get("page"))
    status = 200 if search.is_valid() else 400
    return render(request, "trials/list.html", {"search": search, "page": page}, status=status)


def trial_detail(request, nct_id):
    trial = find(nct_id)
    if trial.nct_id != nct_id:
        return redirect(trial, permanent=True)
    if trial.presence == Presence.GONE:
        return render(request, "trials/gone.html", {"trial": trial}, status=410)
    return render(request, "trials/detail.html", {"trial": trial})


def find(nct_id: str) -> Trial:
    """The study of this number, or the one that took it over. Raises Http404."""
    nct_id = nct_id.upper()
    trials = Trial.objects.displayed().prefetch_related("changes")
    found = trials.filter(pk=nct_id).exclude(presence=Presence.RENAMED).first()
    if found:
        return found
    alias = TrialAlias.objects.filter(pk=nct_id).first()
    if not alias:
        raise Http404(_("We do not know a study %(nct_id)s.") % {"nct_id": nct_id})
    return get_object_or_404(trials, pk=alias.nct_id)
