"""Signs of life of beat and the worker, for `/status/` and the metrics.

Both write the time every 30 seconds to the cache that all processes share, and so does a task that
went the whole way from beat through the queue to the worker. A worker does so alongside its tasks,
so a long sync does not make it look dead. Each worker does so under its own name as well: otherwise
nobody would notice that one of several is dead.
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
# A worker that ends in order is forgotten at once. One that dies is missed for an hour: where
# machines come and go, another one has taken its place under another name by then.
SECONDS_REMEMBERED = 3600
BEAT, WORKER, SOME_WORKERS, TASK = "beat", "worker", "some workers", "task"
# Where the names of all workers are kept.
NAMES = "heartbeat.names"
LABELS = {
    WORKER: _("The worker, which fetches studies"),
    SOME_WORKERS: _("Some of the workers, which fetch studies and check links"),
    BEAT: _("The worker’s clock"),
}


def note(part: str) -> None:
    caches["shared"].set(f"heartbeat.{part}", time.time(), timeout=None)


def note_worker(name: str, is_main: bool = True) -> None:
    """Only a worker that fetches studies counts as the worker: another one only checks links."""
    if is_main:
        note(WORKER)
    caches["shared"].set(f"heartbeat.worker.{name}", time.time(), timeout=SECONDS_REMEMBERED)
    known = workers()
    if name not in caches["shared"].get(NAMES, ()):
        # If two begin at once, one may be missing here until it reports again.
        caches["shared"].set(NAMES, [*known, name], timeout=None)


def forget_worker(name: str) -> None:
    caches["shared"].delete(f"heartbeat.worker.{name}")


def workers() -> dict[str, float]:
    """{name of a worker: when it was last heard}; without those that ended in order."""
    keys = {name: f"heartbeat.worker.{name}" for name in caches["shared"].get(NAMES, ())}
    return _heard(keys)


def latest() -> dict[str, float]:
    """{part: when it was last heard, in seconds since 1970}; without those never heard."""
    return _heard({part: f"heartbeat.{part}" for part in (BEAT, WORKER, TASK)})


def _heard(keys):
    found = caches["shared"].get_many(keys.values())
    return {name: found[key] for name, key in keys.items() if key in found}


def silent() -> dict[str, dt.datetime | None]:
    """The parts that should be reporting and are not, with their last report, or None.

    /metrics names each worker; this is for a public page.
    """
    try:
        heard, named = latest(), workers()
    except redis.RedisError:
        # Without the queue, neither can do anything.
        logger.exception("the queue does not answer")
        heard, named = {}, {}
    since = time.time() - SILENT_AFTER
    found = {
        part: dt.datetime.fromtimestamp(heard[part], dt.UTC) if part in heard else None
        for part in (WORKER, BEAT)
        if heard.get(part, 0) < since
    }
    if WORKER not in found and (dead := [at for at in named.values() if at < since]):
        found[SOME_WORKERS] = dt.datetime.fromtimestamp(min(dead), dt.UTC)
    return found


class WorkerHeartbeat(bootsteps.StartStopStep):
    requires = {"celery.worker.components:Timer"}
    timer = None

    def __init__(self, parent, **options):
        """Accept the arguments that Celery passes to every step."""

    def start(self, parent):
        is_main = parent.app.conf.task_default_queue in parent.app.amqp.queues.consume_from
        heard = (parent.hostname, is_main)
        note_worker(*heard)
        self.timer = parent.timer.call_repeatedly(SECONDS, note_worker, heard)

    def stop(self, parent):
        if self.timer:
            self.timer.cancel()
            forget_worker(parent.hostname)


def watch(app: Celery) -> None:
    app.steps["worker"].add(WorkerHeartbeat)


@after_task_publish.connect(sender="myositis_portal.tasks.heartbeat")
def note_beat(**_message):
    """Note that beat lives: nothing else sends this task."""
    note(BEAT)
