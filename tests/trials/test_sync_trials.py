"""The command line: what it says, and with which code it ends."""

import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from tests.editions import database_url, environment, start
from tests.studies import studies, study
from trials.models import SyncRun, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(registry, settings):
    """The stand-in, as the registry that the command asks."""
    settings.CTGOV_BASE_URL = registry.url
    for one in studies(10):
        registry.put(one)
    return registry


def shrink(registry):
    for number in range(3, 11):
        registry.remove(f"NCT99{number:06}")
    registry.data_timestamp = "2026-11-23T09:00:05"


def test_it_says_what_it_did(asked, capsys):
    call_command("sync_trials")
    assert capsys.readouterr().out == (
        "Published: 10 studies fetched, 10 new, 0 changed, 0 vanished, 0 unreadable.\n"
    )
    call_command("sync_trials")
    assert capsys.readouterr().out.startswith("Nothing new:")
    assert len(asked.requests) == 5


def test_forced_it_sweeps_the_same_dataset_again(asked):
    call_command("sync_trials")
    call_command("sync_trials", "--force")
    assert len([request for request in asked.requests if request.path == "/studies"]) == 4


def test_a_failure_ends_with_1_and_its_reason(asked):
    asked.fail(403, path="/version")
    with pytest.raises(CommandError, match=r"refuses us \(403\)") as error:
        call_command("sync_trials")
    assert error.value.returncode == 1


def test_a_held_sweep_ends_with_2_and_says_how_to_release_it(asked, capsys):
    call_command("sync_trials")
    shrink(asked)
    with pytest.raises(CommandError, match="held back") as error:
        call_command("sync_trials")
    assert error.value.returncode == 2
    number = SyncRun.objects.latest().pk
    assert f"--release {number}" in str(error.value)
    call_command("sync_trials", "--release", str(number))
    assert Trial.objects.open().count() == 2


@pytest.mark.parametrize("number", ["0", "999999"])
def test_what_was_not_held_cannot_be_released(asked, number):
    with pytest.raises(CommandError, match="no held sweep with that number"):
        call_command("sync_trials", "--release", number)
    assert asked.requests == []


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_a_file_is_loaded_through_the_same_gate(tmp_path, asked, ending, capsys):
    lines = "".join(json.dumps(one) + "\n" for one in studies(3)).encode()
    path = tmp_path / f"studies.{ending}"
    path.write_bytes(gzip.compress(lines) if ending.endswith("gz") else lines)
    call_command("sync_trials", "--from-file", str(path))
    assert "3 studies fetched, 3 new" in capsys.readouterr().out
    assert asked.requests == []
    assert Trial.objects.open().count() == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("absent.jsonl", None),
        ("no.gz", b"plain"),
        ("cut.gz", gzip.compress(b"{}" * 999, mtime=0)[:-9]),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_changed(tmp_path, name, content):
    path = tmp_path / name
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=name):
        call_command("sync_trials", "--from-file", str(path))
    assert not Trial.objects.exists()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_while_another_sync_is_at_work_it_ends_with_75(registry, tmp_path):
    registry.put(study())
    ended = []

    def second(request):
        registry.before = None
        process = start("manage.py", "sync_trials", env=environment(registry))
        ended.append(process.wait(60))

    registry.before = second
    first = start("manage.py", "sync_trials", env=environment(registry))
    assert first.wait(60) == 0
    assert ended == [75]
    assert SyncRun.objects.count() == 1
    assert "test_" in database_url()
