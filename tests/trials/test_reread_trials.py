"""Stored studies are read by changed rules, without the registry."""

import pytest
from django.core.management import CommandError, call_command

from tests.studies import studies, study
from trials.models import SyncRun, Trial
from trials.reading import rules_hash
from trials.sync import runner
from trials.sync.columns import columns
from trials.sync.errors import SyncBusy

pytestmark = pytest.mark.django_db


def test_it_reads_what_older_rules_have_read(registry, publish, capsys):
    publish(*studies(3))
    Trial.objects.filter(pk="NCT99000002").update(rules_version=1, relevance="", includes=[])
    asked = len(registry.requests)
    call_command("reread_trials")
    assert capsys.readouterr().out == "All studies were read again, because our rules changed.\n"
    assert len(registry.requests) == asked
    trial = Trial.objects.get(pk="NCT99000002")
    assert (trial.relevance, trial.includes) == ("myositis", ["dermatomyositis"])
    call_command("reread_trials")
    assert capsys.readouterr().out == "All studies have already been read with today's rules.\n"


def test_all_are_read_where_asked_for(publish, capsys):
    publish(*studies(3))
    Trial.objects.update(includes=["polymyositis"])
    call_command("reread_trials", "--all")
    assert set(map(tuple, Trial.objects.values_list("includes", flat=True))) == {
        ("dermatomyositis",)
    }


def test_progress_is_told_with_every_batch(publish):
    publish(*studies(3))
    seen = []
    runner.reread_trials(every=True, watch=lambda run: seen.append((run.fetched, run.expected)))
    assert seen[0] == (3, 3)


def test_it_stays_the_edition_of_the_same_data(publish):
    before = publish(*studies(2))
    run = runner.reread_trials(every=True)
    assert run.pk != before.pk
    for name in ("source", "data_timestamp", "scopes_hash", "totals", "fetched", "quarantined"):
        assert getattr(run, name) == getattr(before, name), name


def test_an_empty_portal_has_nothing_to_read(capsys):
    call_command("reread_trials")
    assert "read with today's rules" in capsys.readouterr().out
    assert not SyncRun.objects.exists()


def test_a_record_that_cannot_be_read_anew_stays_alone_and_unread(publish, monkeypatch):
    publish(*studies(2))
    Trial.objects.update(rules_version=1)

    def fail_once(record):
        if record.nct_id == "NCT99000001":
            raise ValueError("a rule that cannot be applied")
        return columns(record)

    monkeypatch.setattr("trials.sync.columns.columns", fail_once)
    call_command("reread_trials")
    assert dict(Trial.objects.values_list("nct_id", "relevance")) == {
        "NCT99000001": "unread",
        "NCT99000002": "myositis",
    }
    assert set(Trial.objects.values_list("rules_version", flat=True)) == {rules_hash()}


def test_a_sync_reads_anew_first_even_where_the_registry_is_away(registry, publish, client_of):
    publish(study())
    Trial.objects.update(rules_version=1, includes=[])
    registry.fail(403, path="/version")
    assert runner.sync(client_of(registry)).outcome == "failed"
    assert Trial.objects.get().includes == ["dermatomyositis"]


def test_two_do_not_work_at_once(publish, monkeypatch):
    publish(study())

    def busy(**options):
        raise SyncBusy

    monkeypatch.setattr(runner, "reread_trials", busy)
    with pytest.raises(CommandError, match="A sync is running") as error:
        call_command("reread_trials")
    assert error.value.returncode == 75
