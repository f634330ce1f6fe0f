"""Many studies are read in a second process, with the same result as in this one."""

import os
import pickle
import signal
import subprocess
import sys

import msgspec
import pytest

from tests.studies import site, studies
from trials.sync import reader

pytestmark = pytest.mark.processes
OTHER = [sys.executable, "-m", "trials.sync.second_process"]


def written(count):
    sites = {"locations": [site("Lyon"), site("Paris")]}
    return [msgspec.json.encode(one) for one in studies(count, contactsLocationsModule=sites)]


def in_batches(items, size):
    return [items[start : start + size] for start in range(0, len(items), size)]


def test_a_second_process_reads_what_this_one_reads_and_in_the_same_order(caplog):
    known = written(9)
    # A record without a number, among others.
    known[4] = b"{}"
    batches = in_batches(known, 2)
    assert len(batches) >= reader.FEW_BATCHES
    found = list(reader.read_all(batches, lambda study: study))
    assert [[study for study, _found in batch] for batch in found] == batches
    # Why it could not be read stands in the log of this process, in its form.
    [said] = caplog.records
    assert (said.name, said.levelname) == (reader.__name__, "ERROR")
    assert "the record has no nctId" in said.getMessage()
    here = [reader.read(study) for study in known]
    assert [one for batch in found for _study, one in batch] == here
    assert [isinstance(one, reader.Unreadable) for one in here].index(True) == 4
    assert "the record has no nctId" in here[4].problem
    assert len(here[0].sites) == 2


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_few_are_read_here(count, monkeypatch):
    monkeypatch.delattr(reader, "_SecondProcess")
    known = written(count)
    found = list(reader.read_all(in_batches(known, 1), lambda study: study))
    assert [study for batch in found for study, _found in batch] == known


def test_if_the_second_process_is_killed_the_sync_breaks_off(monkeypatch):
    started = []
    enter = reader._SecondProcess.__enter__

    def note(self):
        started.append(enter(self))
        return self

    monkeypatch.setattr(reader._SecondProcess, "__enter__", note)
    found = reader.read_all(in_batches(written(12), 1), lambda study: study)
    next(found)
    os.kill(started[0].process.pid, signal.SIGKILL)
    with pytest.raises(reader.ReaderEnded):
        list(found)
    assert started[0].process.returncode == -signal.SIGKILL


def test_the_second_process_ends_with_its_pipe_and_not_at_an_interruption():
    process = subprocess.Popen(
        OTHER, cwd=reader.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        pickle.dump(written(1), process.stdin)
        process.stdin.flush()
        [[found], said] = pickle.load(process.stdout)
        assert (found, said) == (reader.read(written(1)[0]), [])
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(60) == 0
