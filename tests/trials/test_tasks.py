"""The Celery task: delivered again, given up in the end, never two publishes for one dataset."""

import datetime as dt
import os
import re
import signal
import threading
from contextlib import ExitStack

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings

from myositis_portal.celery import app
from tests.editions import environment, eventually, killed_at_the_end, start
from tests.studies import study
from trials import tasks
from trials.choices import Outcome
from trials.models import SyncRun, Trial
from trials.sync import runner
from trials.sync.errors import SyncBusy


@pytest.fixture
def asked(registry, settings):
    """The stand-in, as the registry that the task asks."""
    settings.CTGOV_BASE_URL = registry.url
    registry.put(study())
    return registry


@pytest.mark.django_db
def test_the_task_brings_the_portal_up_to_date(asked):
    tasks.sync_trials.apply(task_id="a task")
    run = SyncRun.objects.get()
    assert (run.outcome, run.task_id) == (Outcome.PUBLISHED, "a task")
    assert Trial.objects.open().count() == 1


@pytest.mark.django_db
def test_a_sync_at_work_is_no_error(asked, monkeypatch):
    def busy(*args, **kwargs):
        raise SyncBusy

    monkeypatch.setattr(runner, "sync", busy)
    assert tasks.sync_trials.apply().successful()


@pytest.mark.django_db
def test_a_registry_that_fails_is_recorded_and_no_error_of_ours(asked):
    asked.fail(403, path="/version")
    assert tasks.sync_trials.apply().successful()
    assert SyncRun.objects.get().outcome == Outcome.FAILED


@pytest.mark.django_db
def test_a_message_is_delivered_as_often_as_it_may_be(asked):
    for _ in range(tasks.DELIVERIES - 1):
        SyncRun.objects.create(task_id="a task", outcome=Outcome.RUNNING)
    tasks.sync_trials.apply(task_id="a task")
    assert SyncRun.objects.latest().outcome == Outcome.PUBLISHED


@pytest.mark.django_db
def test_a_message_that_kills_each_worker_is_given_up(asked):
    for _ in range(tasks.DELIVERIES):
        SyncRun.objects.create(task_id="a poisoned task")
    tasks.sync_trials.apply(task_id="a poisoned task")
    assert asked.requests == []
    assert not Trial.objects.exists()
    # The next hour's message tries afresh.
    tasks.sync_trials.apply(task_id="another task")
    assert Trial.objects.exists()


def test_the_schedule_asks_for_tasks_that_exist_and_hourly_for_the_sync():
    app.loader.import_default_modules()
    every = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert every["trials.tasks.sync_trials"] == 3600
    assert every.keys() <= app.tasks.keys()


def test_a_task_is_acknowledged_late_and_ends_before_it_is_given_away():
    task = tasks.sync_trials
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < 3600
    assert task.acks_late


SYNCED = re.compile(r"trials\.tasks\.sync_trials\[[^\]]+\] succeeded in ")


@pytest.mark.exhaustive
@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_of_two_beats_one_sends_and_two_workers_publish_a_dataset_once(registry, tmp_path):
    for number in range(1, 51):
        registry.put(study(f"NCT99{number:06}"))
    env = environment(registry, VAR_DIR=str(tmp_path))
    (tmp_path / "celery" / "queue").mkdir(parents=True)
    log = tmp_path / "log"
    log.touch()
    # The sync of the one worker is kept at work until the other one has had its message.
    go_on = threading.Event()
    registry.before = lambda request: go_on.wait(60)
    with log.open("a") as stderr, ExitStack() as processes:

        def run(*words):
            words = ("-m", "celery", "--app=myositis_portal", *words, "--loglevel=INFO")
            process = start(*words, env=env, stderr=stderr, start_new_session=True)
            processes.enter_context(killed_at_the_end(process))
            processes.callback(os.killpg, process.pid, signal.SIGKILL)

        for number in (1, 2):
            due(tmp_path / f"schedule-{number}")
            run("beat", f"--schedule={tmp_path}/schedule-{number}", "--pidfile=")
            run("worker", "--concurrency=1", f"--hostname=worker{number}@tests")
        eventually(lambda: "another beat may send them" in log.read_text())
        # The second worker gets a message of its own.
        words = ("-m", "celery", "--app=myositis_portal", "call", "trials.tasks.sync_trials")
        assert start(*words, env=env).wait(60) == 0
        eventually(lambda: "another sync is running" in log.read_text())
        go_on.set()
        eventually(lambda: len(SYNCED.findall(log.read_text())) == 2)
    assert log.read_text().count("Sending due task ask the registry") == 1
    assert [run.outcome for run in SyncRun.objects.all()] == [Outcome.PUBLISHED]
    assert Trial.objects.open().count() == 50


def due(schedule):
    """A beat's schedule last followed two hours ago: an hour is too long to wait."""
    scheduler = PersistentScheduler(app, schedule_filename=str(schedule))
    for entry in scheduler.schedule.values():
        entry.last_run_at -= dt.timedelta(hours=2)
    scheduler.close()
