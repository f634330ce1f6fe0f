"""What every other page of a study does first: find the study, or send the reader to it."""

from collections.abc import Callable
from functools import wraps

from django.shortcuts import redirect

from trials.choices import Presence
from trials.models import Trial, TrialQuerySet
from trials.search.one_study import find


def of_one_study(view: Callable) -> Callable:
    """Give a view the study of its `nct_id`, with all that the study's own page shows.

    A study under another number, or one that has left the registry, has its own page alone.
    """
    return _with_study(view, lambda: None)


def of_one_study_by_title(view: Callable) -> Callable:
    """The same with the study's title alone: its sites may be more than a thousand rows."""
    return _with_study(view, lambda: Trial.objects.contained().only("brief_title", "presence"))


def _with_study(view: Callable, studies: Callable[[], TrialQuerySet | None]) -> Callable:
    @wraps(view)
    def with_study(request, nct_id):
        trial = find(nct_id, studies())
        if trial.nct_id != nct_id or trial.presence == Presence.GONE:
            return redirect(trial)
        return view(request, trial)

    return with_study
