"""What an operator's Prometheus is told, and that its alarms go by what there is."""

import os
import re
import shutil
import subprocess
import sys
import time
from unittest import mock

import pytest
import redis
import yaml
from django.db import OperationalError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from myositis_portal import heartbeats, mail
from tests import tracked
from tests.environment import ROOT
from tests.studies import study
from trials.models import SyncRun
from web import page_cache, replica

pytestmark = pytest.mark.django_db

TOKEN = "a token for tests"
KEEP = page_cache._keep  # before a fixture of all tests takes it away


@pytest.fixture(autouse=True)
def shared(settings, tmp_path):
    settings.METRICS_TOKEN = TOKEN
    settings.CACHES = settings.CACHES | {
        "shared": settings.CACHES["shared"] | {"LOCATION": str(tmp_path)}
    }


def told(token=TOKEN):
    response = Client().get("/metrics", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 200
    families = text_string_to_metric_families(response.content.decode())
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer another", f"Basic {TOKEN}", TOKEN])
def test_without_the_token_nothing_is_told(client, header):
    response = client.get("/metrics", headers={"authorization": header})
    assert (response.status_code, response.content) == (401, b"")


def test_without_a_token_the_page_does_not_exist(client, settings):
    settings.METRICS_TOKEN = ""
    for header in ("", "Bearer ", "Bearer"):
        assert client.get("/metrics", headers={"authorization": header}).status_code == 404


def test_it_answers_under_any_host_name_and_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    headers = {"authorization": f"Bearer {TOKEN}", "host": "web:8000"}
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_answers_are_counted_by_page_and_never_by_what_was_asked(client):
    before = told()
    client.get("/trials/?q=secret")
    client.get("/secret/")
    client.get("/admin/login/?next=/admin/secret/")
    after = told()
    for page, status in (("trials:list", "200"), ("other", "404"), ("desk", "200")):
        key = ("portal_requests_total", ("page", page), ("status", status))
        assert after[key] == before.get(key, 0) + 1
        assert after["portal_request_seconds_count", ("page", page)] >= 1
    assert "secret" not in str(after)


def test_pages_are_counted_by_whether_they_were_kept(client, monkeypatch):
    monkeypatch.setattr(page_cache, "_keep", KEEP)
    address = "/glossary/?q=counted"
    before = told()
    for _ in range(3):
        client.get(address)
    client.get("/admin/login/")
    after = told()
    for origin, number in (("made", 1), ("kept", 2)):
        key = ("portal_pages_total", ("origin", origin))
        assert after[key] == before.get(key, 0) + number


def test_the_age_of_the_data_and_the_end_of_the_last_sync(publish):
    assert ("portal_data_age_seconds",) not in told()
    publish(study())
    after = told()
    assert after["portal_database_up",] == 1
    assert after["portal_data_age_seconds",] == pytest.approx(
        SyncRun.objects.get().age.total_seconds(), abs=60
    )
    assert after["portal_last_sync_outcome", ("outcome", "published")] == 1
    assert after["portal_last_sync_outcome", ("outcome", "failed")] == 0
    assert time.time() - after["portal_last_sync_timestamp_seconds",] < 60


def test_it_says_that_the_database_does_not_answer(monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(SyncRun.objects, "published", away)
    assert told()["portal_database_up",] == 0


def test_it_says_that_the_queue_does_not_answer(client, monkeypatch):
    def away(*_keys):
        raise redis.ConnectionError("gone")

    monkeypatch.setattr(heartbeats, "latest", away)
    assert told()["portal_queue_up",] == 0
    assert client.get("/status.json").json()["silent"] == ["worker", "beat"]


def test_tasks_that_wait_are_counted(settings, tmp_path):
    folder = tmp_path / "queue"
    folder.mkdir()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(folder)}
    assert told()["portal_queue_tasks",] == 0
    (folder / "1_a.celery.msg").touch()
    (folder / "1_b.links.msg").touch()
    assert told()["portal_queue_tasks",] == 2


def test_e_mails_that_did_not_go_out_are_counted(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    with pytest.raises(OSError, match="refused"):
        mail.EmailBackend().send_messages(["a letter"])
    after = told()
    assert after["portal_letters_total", ("outcome", "failed")] == 1
    assert after["portal_letters_total", ("outcome", "sent")] == 0


def test_a_part_that_dies_is_seen_within_two_minutes(client, monkeypatch):
    now = 2_000_000_000.0
    monkeypatch.setattr(heartbeats.time, "time", lambda: now)
    assert client.get("/status.json").json()["silent"] == ["worker", "beat"]
    assert "not heard from yet" in client.get("/status/").content.decode()
    for part in (heartbeats.WORKER, heartbeats.BEAT):
        heartbeats.note(part)
    assert client.get("/status.json").json()["silent"] == []
    assert "What is not running now" not in client.get("/status/").content.decode()
    now += 70
    heartbeats.note(heartbeats.BEAT)
    now += 30
    assert client.get("/status.json").json()["silent"] == ["worker"]
    page = client.get("/status/").content.decode()
    assert "The worker, which fetches studies:" in page
    assert "The worker’s clock:" not in page
    assert told()["portal_heartbeat_timestamp_seconds", ("part", "worker")] == now - 100


def test_of_several_workers_the_dead_one_is_named(client, monkeypatch):
    now = 2_000_000_000.0
    monkeypatch.setattr(heartbeats.time, "time", lambda: now)
    heartbeats.note(heartbeats.BEAT)
    for name in ("celery@one", "celery@two", "celery@three"):
        heartbeats.note_worker(name)
    assert client.get("/status.json").json()["silent"] == []
    heartbeats.forget_worker("celery@three")  # it ended in order
    now += 100
    heartbeats.note(heartbeats.BEAT)
    heartbeats.note_worker("celery@one")
    assert client.get("/status.json").json()["silent"] == ["some workers"]
    page = client.get("/status/").content.decode()
    assert "Some of the workers, which fetch studies and check links:" in page
    assert "celery@two" not in page
    metric = "portal_heartbeat_timestamp_seconds"
    assert told()[metric, ("part", "worker celery@two")] == now - 100
    assert told()[metric, ("part", "worker celery@one")] == now
    assert (metric, ("part", "worker celery@three")) not in told()
    now += 100
    # Without any worker, it is all of them.
    assert client.get("/status.json").json()["silent"] == ["worker", "beat"]


def worker_step(timer, *queues):
    worker = mock.Mock(hostname="celery@one", timer=timer)
    worker.app.conf.task_default_queue = "celery"
    worker.app.amqp.queues.consume_from = dict.fromkeys(queues)
    return worker, heartbeats.WorkerHeartbeat(worker)


def test_a_worker_reports_from_its_start_and_is_forgotten_when_it_ends_in_order():
    timer = mock.Mock()
    worker, step = worker_step(timer, "celery", "links")
    step.start(worker)
    assert {*heartbeats.workers()} == {"celery@one"}
    assert timer.call_repeatedly.call_args.args[1:] == (
        heartbeats.note_worker,
        ("celery@one", True),
    )
    assert "worker" in heartbeats.latest()
    step.stop(worker)
    assert heartbeats.workers() == {}


def test_a_worker_that_only_checks_links_does_not_pass_for_the_one_that_fetches_studies():
    worker, step = worker_step(mock.Mock(), "links")
    step.start(worker)
    assert {*heartbeats.workers()} == {"celery@one"}
    assert "worker" not in heartbeats.latest()


# The alarms


RULES = [
    rule
    for group in yaml.safe_load(tracked.read("deploy/alarms.yml"))["groups"]
    for rule in group["rules"]
]
# What Prometheus itself makes, and the words of its language.
OF_PROMETHEUS = {"up", "time", "rate", "increase", "sum", "by", "histogram_quantile", "le"}
OF_PROMETHEUS |= {"or", "min_over_time"}


def test_an_alarm_names_only_metrics_that_there_are(publish, client, monkeypatch):
    publish(study())
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "bytes_behind", lambda: 0)
    client.get("/trials/")
    there = {name for name, *_ in told()}
    for rule in RULES:
        bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|\"[^\"]*\"", "", rule["expr"])
        names = {*re.findall(r"[a-z_]{2,}", bare)} - OF_PROMETHEUS
        assert names <= there, rule["alert"]
        assert names or "up{" in rule["expr"], rule["alert"]


def test_the_dead_worker_alarm_waits_as_long_as_the_status_page():
    [rule] = [rule for rule in RULES if rule["alert"] == "WorkerOrBeatDead"]
    assert f"> {heartbeats.SILENT_AFTER}" in rule["expr"]
    scrape = 15
    assert heartbeats.SILENT_AFTER + scrape + int(rule["for"].removesuffix("s")) < 120


def test_the_runbook_says_what_to_do_for_each_alarm():
    runbook = tracked.read("docs/operations.md")
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert f"\n- **{rule['alert']}**" in runbook
        assert rule["labels"]["severity"] in ("page", "ticket")


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool (prometheus) is not installed")
def test_alarms_fire_in_time_and_only_then():
    subprocess.run(["promtool", "test", "rules", "deploy/alarms_test.yml"], cwd=ROOT, check=True)


@pytest.mark.processes
def test_processes_add_up_what_each_counted(tmp_path):
    """In the way of production, which the library chooses when it is first imported."""
    count = """
import os
import django

django.setup()
from myositis_portal import metrics

metrics.LookedUp.collect = lambda self: []
for _ in range(2):
    if not os.fork():
        metrics.REQUESTS.labels("home", 200).inc()
        print(metrics.exposition().decode(), flush=True)
        os._exit(0)
    assert os.wait()[1] == 0
"""
    env = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "DJANGO_SETTINGS_MODULE": "myositis_portal.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", count], env=env, capture_output=True, text=True, check=True
    )
    counted = re.findall(
        r'^portal_requests_total{page="home",status="200"} (.+)$', done.stdout, re.M
    )
    assert counted == ["1.0", "2.0"]
