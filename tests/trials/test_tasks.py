"""Celery's door: delivered again, given up in the end, and never two publishes for one dataset."""

import datetime as dt

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings

from myositis_portal.celery import app
from tests.editions import environment, eventually, killed_at_the_end, start
from tests.studies import study
from trials import ingest, tasks
from trials.models import Outcome, SyncRun, Trial


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
        raise ingest.SyncBusy

    monkeypatch.setattr(ingest, "sync", busy)
    assert tasks.sync_trials.apply().successful()


@pytest.mark.django_db
def test_a_registry_that_fails_is_recorded_and_no_error_of_ours(asked):
    asked.fail(403, path="/version")
    assert tasks.sync_trials.apply().successful()
    assert SyncRun.objects.get().outcome == Outcome.FAILED


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


def test_the_schedule_asks_hourly_for_a_task_that_exists():
    [entry] = settings.CELERY_BEAT_SCHEDULE.values()
    assert entry["schedule"] == 3600
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks


def test_a_task_is_acknowledged_late_and_ends_before_it_is_given_away():
    task = tasks.sync_trials
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < 3600
    assert task.acks_late


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_beats_publish_a_dataset_once(registry, tmp_path):
    for number in range(1, 51):
        registry.put(study(f"NCT99{number:06}"))
    env = environment(registry, VAR_DIR=str(tmp_path))
    (tmp_path / "celery" / "queue").mkdir(parents=True)
    processes = []
    for number in (1, 2):
        schedule = tmp_path / f"schedule-{number}"
        due(schedule)
        beat = ("beat", f"--schedule={schedule}", "--pidfile=")
        worker = (
            "worker",
            "--concurrency=1",
            "--without-gossip",
            "--without-mingle",
            f"-nw{number}@",
        )
        processes += [start("-m", "celery", "--app=myositis_portal", *beat, env=env)]
        processes += [start("-m", "celery", "--app=myositis_portal", *worker, env=env)]
    try:
        # Each beat sends one message, each message becomes one run; unless it found the lock taken.
        eventually(lambda: SyncRun.objects.published().exists())
        eventually(lambda: not list((tmp_path / "celery" / "queue").iterdir()))
        eventually(lambda: not SyncRun.objects.filter(outcome=Outcome.RUNNING).exists())
    finally:
        for process in processes:
            with killed_at_the_end(process):
                process.terminate()
    assert SyncRun.objects.published().count() == 1
    assert {run.outcome for run in SyncRun.objects.all()} <= {"published", "unchanged"}
    assert Trial.objects.open().count() == 50


def due(schedule):
    """A beat's schedule last followed two hours ago: an hour is too long to wait."""
    scheduler = PersistentScheduler(app, schedule_filename=str(schedule))
    for entry in scheduler.schedule.values():
        entry.last_run_at -= dt.timedelta(hours=2)
    scheduler.close()
