"""When a part of the portal that ended by itself is due again, and what is kept of that."""

import pytest

from myositis_portal import restarts
from myositis_portal.restarts import Restarts, latest


@pytest.fixture
def clock(monkeypatch, tmp_path):
    now = [1000.0]
    monkeypatch.setattr(restarts.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(restarts, "FILE", tmp_path / "restarts.json")
    return now


def test_the_pause_doubles_up_to_a_minute_and_begins_anew_for_what_was_well(clock):
    found = Restarts()
    pauses = []
    for _ in range(8):
        pauses.append(found.ended("worker"))
        assert not found.is_due("worker")
        clock[0] += pauses[-1]
        assert found.is_due("worker")
        found.started("worker")
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    clock[0] += 61
    assert found.ended("worker") == 1


def test_what_cannot_be_started_is_tried_at_longer_and_longer_pauses(clock):
    found = Restarts()
    pauses = []
    for _ in range(3):
        pauses.append(found.ended("postgres"))
        clock[0] += 100
    assert pauses == [1, 2, 4]


def test_the_status_page_learns_what_ended_and_what_runs_again(clock):
    found = Restarts()
    found.ended("beat")
    found.ended("worker")
    clock[0] += 1
    found.started("worker")
    worker, beat = latest()
    assert (worker.name, worker.times, worker.started_at > worker.ended_at) == ("worker", 1, True)
    assert (beat.name, beat.times, beat.started_at) == ("beat", 1, None)
    Restarts()  # the next `make run`
    assert latest() == []


@pytest.mark.parametrize("text", ["", "[", "not json"])
def test_a_file_that_cannot_be_read_says_nothing(clock, text):
    restarts.FILE.write_text(text)
    assert latest() == []


@pytest.mark.django_db
def test_it_stands_on_the_status_page(clock, client):
    assert "What had to be restarted" not in client.get("/status/").content.decode()
    found = Restarts()
    found.ended("beat")
    page = client.get("/status/").content.decode()
    assert "<strong>The worker’s clock:</strong>" in page
    assert "It is not running now." in page
