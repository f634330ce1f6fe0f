"""What we tell Prometheus at /metrics, if it has METRICS_TOKEN; deploy/alarms.yml relies on it.

Requests are counted in each process, and added up over the files in PROMETHEUS_MULTIPROC_DIR where
there are several. Everything else is looked up when it is asked for.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import redis
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from trials.choices import Outcome, Source
from trials.models import SyncRun
from web import replica

from . import heartbeats, mail
from .outage import is_outage

ADDRESS = "/metrics"
DESK = "/admin/"
FILES = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if FILES:
    Path(FILES).mkdir(parents=True, exist_ok=True)

# By the name of the page, never by its address, which says what someone is looking for.
REQUESTS = Counter("portal_requests", "Answers given.", ["page", "status"], registry=None)
SECONDS = Histogram(
    "portal_request_seconds",
    "Seconds until an answer began.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)
# What anonymous readers asked for: whether it was made for them, or kept from before.
PAGES = Counter("portal_pages", "Pages for readers, made or kept.", ["origin"], registry=None)


class MetricsMiddleware:
    """Counts every answer, and serves the metrics.

    It answers on its own, because Prometheus asks from inside the network, by a name that is not
    the public one, and without TLS.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == ADDRESS and settings.METRICS_TOKEN:
            return answer(request)
        began = time.perf_counter()
        response = self.get_response(request)
        page = page_of(request)
        SECONDS.labels(page).observe(time.perf_counter() - began)
        REQUESTS.labels(page, response.status_code).inc()
        if origin := getattr(request, "page_from", None):
            PAGES.labels(origin).inc()
        return response


def page_of(request) -> str:
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    if request.path_info.startswith(DESK):
        return "desk"
    match = getattr(request, "resolver_match", None)
    return (match and match.view_name) or "other"


def answer(request) -> HttpResponse:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and constant_time_compare(token.strip(), settings.METRICS_TOKEN):
        response = HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
    else:
        response = HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    add_never_cache_headers(response)
    return response


def exposition() -> bytes:
    registry = CollectorRegistry()
    if FILES:
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
        registry.register(PAGES)
    registry.register(LookedUp())
    return generate_latest(registry)


class LookedUp(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _of_the_database()
        yield from _of_the_queue()

    def describe(self) -> list[Metric]:
        """Return nothing. Otherwise everything would also be looked up at registration."""
        return []


def _of_the_database() -> Iterator[Metric]:
    up = GaugeMetricFamily("portal_database_up", "Whether the database answers.")
    try:
        edition = SyncRun.objects.published().first()
        runs = SyncRun.objects.finished().exclude(source=Source.SAMPLES)
        last = runs.first()
    except Exception as error:
        if not is_outage(error):
            raise
        up.add_metric([], 0)
        yield up
        return
    up.add_metric([], 1)
    yield up
    yield from _of_the_replica()
    if edition:
        age = edition.age.total_seconds()
        yield GaugeMetricFamily("portal_data_age_seconds", "Age of the studies shown.", age)
    if last and last.finished_at:
        at = last.finished_at.timestamp()
        yield GaugeMetricFamily("portal_last_sync_timestamp_seconds", "End of the last sync.", at)
        outcome = GaugeMetricFamily(
            "portal_last_sync_outcome", "1 for how the last sync ended.", labels=["outcome"]
        )
        for name in Outcome.values:
            if name != Outcome.RUNNING:
                outcome.add_metric([name], name == last.outcome)
        yield outcome


def _of_the_replica() -> Iterator[Metric]:
    if not replica.is_there():
        return
    behind = replica.bytes_behind()
    yield GaugeMetricFamily(
        "portal_replica_up", "Whether the replica follows the database.", behind is not None
    )
    if behind is not None:
        text = "What the replica lacks of the database."
        yield GaugeMetricFamily("portal_replica_behind_bytes", text, behind)


def _of_the_queue() -> Iterator[Metric]:
    up = GaugeMetricFamily("portal_queue_up", "Whether the queue can be read.")
    try:
        waiting, heard, letters = _tasks_waiting(), heartbeats.latest(), mail.counts()
        workers = heartbeats.workers()
    except (redis.RedisError, OSError):
        # The alarm reports it.
        up.add_metric([], 0)
        yield up
        return
    up.add_metric([], 1)
    yield up
    yield GaugeMetricFamily("portal_queue_tasks", "Tasks that wait for the worker.", waiting)
    heartbeat = GaugeMetricFamily(
        "portal_heartbeat_timestamp_seconds", "When a part was last heard from.", labels=["part"]
    )
    for part in (heartbeats.BEAT, heartbeats.WORKER, heartbeats.TASK):
        # 0 if it has never reported: an alarm, too.
        heartbeat.add_metric([part], heard.get(part, 0))
    for name, at in workers.items():
        heartbeat.add_metric([f"{heartbeats.WORKER} {name}"], at)
    yield heartbeat
    sent = CounterMetricFamily("portal_letters", "E-mails to editors.", labels=["outcome"])
    for outcome, number in letters.items():
        sent.add_metric([outcome], number)
    yield sent


def _tasks_waiting() -> int:
    if settings.REDIS_URL:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1) as server:
            return sum(server.llen(queue) for queue in settings.CELERY_TASK_QUEUES)
    folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]))
    names = [f"*.{queue}.msg" for queue in settings.CELERY_TASK_QUEUES]
    return sum(len(list(folder.glob(name))) for name in names) if folder.exists() else 0
