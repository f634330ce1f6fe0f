"""Signs of life of beat and the worker, for `/status/` and the metrics.

Both write the time every 30 seconds to the cache that all processes share, and so does a task that
went the whole way from beat through the queue to the worker. A worker does so alongside its tasks,
so a long sync does not make it look dead.
"""

import datetime as dt
import logging
import time

import redis
from celery import Celery, bootsteps
from celery.signals import after_task_publish
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

SECONDS = 30
# Two may be missed: with the scrape and the alarm, we notice a dead part within two minutes.
SILENT_AFTER = 75
BEAT, WORKER, TASK = "beat", "worker", "task"
LABELS = {
    WORKER: _("The worker, which fetches studies"),
    BEAT: _("The worker’s clock"),
}


def note(part: str) -> None:
    caches["shared"].set(f"heartbeat.{part}", time.time(), timeout=None)


def latest() -> dict[str, float]:
    """{part: when it was last heard, in seconds since 1970}; without those never heard."""
    names = {part: f"heartbeat.{part}" for part in (BEAT, WORKER, TASK)}
    found = caches["shared"].get_many(names.values())
    return {part: found[name] for part, name in names.items() if name in found}


def silent() -> dict[str, dt.datetime | None]:
    """The parts that should be reporting and are not, with their last report, or None."""
    try:
        heard = latest()
    except redis.RedisError:
        # Without the queue, neither can do anything.
        logger.exception("the queue does not answer")
        heard = {}
    since = time.time() - SILENT_AFTER
    return {
        part: dt.datetime.fromtimestamp(heard[part], dt.UTC) if part in heard else None
        for part in LABELS
        if heard.get(part, 0) < since
    }


class WorkerHeartbeat(bootsteps.StartStopStep):
    requires = {"celery.worker.components:Timer"}
    timer = None

    def __init__(self, parent, **options):
        """Accept the arguments that Celery passes to every step."""

    def start(self, parent):
        note(WORKER)
        self.timer = parent.timer.call_repeatedly(SECONDS, note, (WORKER,))

    def stop(self, parent):
        if self.timer:
            self.timer.cancel()


def watch(app: Celery) -> None:
    app.steps["worker"].add(WorkerHeartbeat)


@after_task_publish.connect(sender="myositis_portal.tasks.heartbeat")
def note_beat(**_message):
    """Note that beat lives: nothing else sends this task."""
    note(BEAT)
