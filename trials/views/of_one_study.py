"""What every page beside a study's own does first: find the study, or send the reader to it."""

from collections.abc import Callable
from functools import wraps

from django.shortcuts import redirect

from trials.choices import Presence
from trials.search.one_study import find


def of_one_study(view: Callable) -> Callable:
    """Give a view the study of its `nct_id`.

    A study under another number, or one that has left the registry, has its own page alone.
    """

    @wraps(view)
    def with_study(request, nct_id):
        trial = find(nct_id)
        if trial.nct_id != nct_id or trial.presence == Presence.GONE:
            return redirect(trial)
        return view(request, trial)

    return with_study
