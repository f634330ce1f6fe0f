"""How old the data are, how many studies there are, and how the last sync ended."""

from typing import Any

from trials.choices import Source
from trials.models import SyncRun, Trial
from trials.reading.relevance import Relevance

from . import heartbeats


def status_of_the_data(edition: SyncRun | None) -> dict[str, Any]:
    """For programs."""
    last = SyncRun.objects.finished().exclude(source=Source.SAMPLES).first()
    running = SyncRun.objects.running().first()
    return {
        "edition": edition.pk if edition else None,
        "is_sample": bool(edition and edition.is_sample),
        "data_timestamp": edition.data_timestamp if edition else None,
        "published_at": edition.finished_at if edition else None,
        "age_days": edition.age.days if edition else None,
        "trials": counts(edition),
        "last_sync": last and _summary(last),
        "silent": list(heartbeats.silent()),
        "running": running
        and {
            "step": running.step,
            "label": running.get_step_display(),
            "fetched": running.fetched,
            "expected": running.expected,
        },
    }


def counts(edition):
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
