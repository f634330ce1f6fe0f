"""However many beats run, one of them sends the tasks, and another takes over when it is gone."""

import pytest
from django.db import connection

from myositis_portal import beat
from myositis_portal.celery import app
from web.locks import Lock

pytestmark = pytest.mark.django_db


@pytest.fixture
def beats(tmp_path, monkeypatch):
    """Makes schedulers that would send a task at each tick, and note it instead."""
    sent, made = [], []
    monkeypatch.setattr(
        beat.PersistentScheduler, "tick", lambda self, *args: sent.append(made.index(self)) or 1
    )

    def make():
        file = str(tmp_path / f"schedule-{len(made)}")
        made.append(beat.FencedScheduler(app, schedule_filename=file, lazy=True))
        return made[-1]

    make.sent = sent
    yield make
    for scheduler in made:
        scheduler.close()


def holder():
    """The database's process that holds the lock of beats."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [Lock.BEAT],
        )
        return cursor.fetchone()


def close(scheduler):
    """Close it, and wait until the database has ended its session, which takes a moment."""
    scheduler.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.BEAT])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.BEAT])


def test_of_two_beats_only_the_first_sends(beats):
    first, second = beats(), beats()
    assert [first.tick(), second.tick(), second.tick(), first.tick()] == [
        *(1, beat.SECONDS_BETWEEN_TRIES, beat.SECONDS_BETWEEN_TRIES, 1)
    ]
    assert beats.sent == [0, 0]


def test_the_second_takes_over_when_the_first_ends(beats):
    first, second = beats(), beats()
    first.tick()
    second.tick()
    close(first)
    second.tick()
    assert beats.sent == [0, 1]


def test_a_beat_whose_session_is_cut_off_does_not_send_until_it_has_the_lock_again(beats):
    first, second = beats(), beats()
    first.tick()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", holder())
    second.tick()
    assert first.tick() == beat.SECONDS_BETWEEN_TRIES
    assert first.tick() == beat.SECONDS_BETWEEN_TRIES
    assert beats.sent == [0, 1]
    close(second)
    first.tick()
    assert beats.sent == [0, 1, 0]


def test_without_a_database_no_task_is_sent(beats, monkeypatch, caplog):
    one = beats()
    monkeypatch.setitem(one._session.settings_dict, "HOST", "/nowhere")
    assert one.tick() == beat.SECONDS_BETWEEN_TRIES
    assert beats.sent == []
    assert "no task is sent" in caplog.text


def test_the_command_uses_it():
    assert app.conf.beat_scheduler == "myositis_portal.beat:FencedScheduler"
