"""Pages about the portal itself: its front door, how fresh it is, whether it is alive."""

from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from trials.choices import Relevance, Source
from trials.models import SyncRun, Trial
from trials.search import TrialSearch
from trials.views import names_to_type

ATTEMPTS_SHOWN = 10


def home(request):
    open_trials = Trial.objects.about_myositis().open()
    context = {
        "search": TrialSearch({}),
        "names": names_to_type(),
        "open": open_trials.count(),
    }
    return render(request, "home.html", context)


@never_cache
def status(request):
    runs = SyncRun.objects
    context = {
        "running": runs.running().first(),
        "runs": runs.exclude(source=Source.SAMPLES)[:ATTEMPTS_SHOWN],
        "counts": _counts(request.edition),
    }
    return render(request, "status.html", context)


@never_cache
def status_json(request):
    edition = request.edition
    last = SyncRun.objects.finished().exclude(source=Source.SAMPLES).first()
    running = SyncRun.objects.running().first()
    return JsonResponse(
        {
            "edition": edition.pk if edition else None,
            "is_sample": bool(edition and edition.is_sample),
            "data_timestamp": edition.data_timestamp if edition else None,
            "published_at": edition.finished_at if edition else None,
            "age_days": edition.age.days if edition else None,
            "trials": _counts(edition),
            "last_sync": last and _summary(last),
            "running": running
            and {
                "step": running.step,
                "label": running.get_step_display(),
                "fetched": running.fetched,
                "expected": running.expected,
            },
        }
    )


def _counts(edition):
    trials = Trial.objects.about_myositis()
    listed = Trial.objects.listed()
    return {
        "total": trials.listed().count(),
        "open": trials.open().count(),
        "quarantined": edition.quarantined if edition else 0,
        "other_muscle": listed.of_relevance(Relevance.OTHER_MUSCLE).count(),
        "mention": listed.of_relevance(Relevance.MENTION).count(),
    }


def _summary(run):
    names = ("started_at", "fetched", "created", "changed", "vanished", "quarantined", "reason")
    return {"outcome": run.outcome, **{name: getattr(run, name) for name in names}}


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """The database answers; how old the data are."""
    try:
        edition = SyncRun.objects.published().first()
    except OperationalError:
        return JsonResponse({"database": "unreachable"}, status=503)
    age = edition.age.days if edition else None
    return JsonResponse({"database": "ok", "edition": edition and edition.pk, "age_days": age})


def not_found(request, exception):
    return render(request, "404.html", {"reason": _reason(exception)}, status=404)


def _reason(exception):
    """Words meant for a reader; Django's own 404s carry none."""
    reason = exception.args[0] if exception.args else ""
    return reason if isinstance(reason, str) and not reason.startswith("No ") else ""
