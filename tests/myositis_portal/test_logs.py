"""Logs have an end: they are turned over while their writers go on."""

import os

from myositis_portal import logs


def test_a_short_log_and_a_missing_one_are_left_alone(tmp_path):
    log = tmp_path / "web.log"
    assert not logs.turn_over(log)
    log.write_text("a line\n")
    assert not logs.turn_over(log)
    assert os.listdir(tmp_path) == ["web.log"]


def test_a_long_log_begins_anew_and_its_writer_goes_on(tmp_path):
    log = tmp_path / "web.log"
    with log.open("a") as writer:
        print("before", file=writer, flush=True)
        assert logs.turn_over(log, most=3)
        print("after", file=writer, flush=True)
    assert log.read_text() == "after\n"
    assert (tmp_path / "web.log.1").read_text() == "before\n"


def test_the_oldest_go(tmp_path):
    log = tmp_path / "web.log"
    for number in range(logs.OLDER + 3):
        log.write_text(f"{number} is a long line")
        assert logs.turn_over(log, most=3)
    kept = {path.name: path.read_text()[0] for path in tmp_path.iterdir() if path != log}
    assert kept == {"web.log.1": "5", "web.log.2": "4", "web.log.3": "3"}


def test_without_room_for_a_copy_the_log_is_emptied_all_the_same(tmp_path, monkeypatch):
    def no_room(*paths):
        raise OSError("No space left on device")

    log = tmp_path / "web.log"
    log.write_text("a long line")
    monkeypatch.setattr(logs.shutil, "copy", no_room)
    assert logs.turn_over(log, most=3)
    assert log.read_text() == ""
