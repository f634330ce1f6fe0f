"""The drill: what was backed up comes back, row by row, and nothing else is ever put in place."""

import json
import os
import stat

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from myositis_portal import backup
from tests import databases
from tests.registry import Registry
from tests.studies import studies
from trials import ctgov
from trials.models import Trial
from trials.sync import runner

pytestmark = pytest.mark.processes

STUDIES = 12


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker):
    """A database of its own, with pages, studies and a session, in which things are committed."""
    name = f"{connection.settings_dict['NAME']}_portal"
    with django_db_blocker.unblock():
        databases.copy(name, databases.template_with_starter())
        with databases.connected_to(name):
            with Registry() as registry:
                for study in studies(STUDIES):
                    registry.put(study)
                runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0), force=True)
            Session.objects.create(session_key="k" * 32, expire_date=timezone.now())
            yield name
        for left in databases_named(name):
            databases.drop(left)


@pytest.fixture(scope="module")
def written(portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups") / "first"
    call_command("backup", str(folder), verbosity=0)
    return folder


@pytest.fixture
def elsewhere(portal):
    """Connected to a new database with this name, which is empty."""
    name = f"{portal}_elsewhere"
    databases.copy(name, "template0")
    with databases.connected_to(name):
        yield name
    for left in databases_named(name):
        databases.drop(left)


def databases_named(beginning):
    with databases.server() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning]
        )
        return sorted(name for (name,) in cursor)


def every_row():
    """{table: its rows as JSON, sorted}: another way to compare than the backup's own."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(row)::text FROM "{table}" AS row ORDER BY 1')
            found[table] = [text for (text,) in cursor.fetchall()]
    return found


def said(capsys):
    return capsys.readouterr().out


def test_what_was_backed_up_comes_back_row_by_row_apart_from_sessions(portal, written, elsewhere):
    with databases.connected_to(portal):
        before = every_row()
    call_command("restore", str(written), verbosity=0)
    after = every_row()
    assert before.pop("django_session")
    assert not after.pop("django_session")
    assert after == before
    assert Trial.objects.count() == STUDIES
    # It is a whole database: a new row gets a number of its own.
    User.objects.create_user("ada")
    assert databases_named(elsewhere) == [elsewhere]


def test_the_manifest_counts_each_table(written):
    manifest = json.loads((written / backup.MANIFEST).read_text())
    assert manifest["tables"]["trials_trial"]["rows"] == STUDIES
    assert not {*backup.LEFT_OUT} & {*manifest["tables"]}
    assert manifest["bytes"] == (written / backup.DUMP).stat().st_size


def test_only_its_owner_reads_a_backup(written):
    for path, mode in ((written, 0o700), (written / backup.DUMP, 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_backup_can_be_checked_beside_the_portal_that_runs(portal, written, capsys):
    Trial.objects.update(brief_title="another")
    call_command("restore", str(written), "--check")
    assert "every table is as it was when it was saved" in said(capsys)
    assert set(Trial.objects.values_list("brief_title", flat=True)) == {"another"}
    assert databases_named(portal) == [portal]


def test_data_are_replaced_only_where_that_is_said_and_are_kept(portal, written, capsys):
    Trial.objects.update(brief_title="since then")
    with pytest.raises(CommandError, match="holds data .* add --replace"):
        call_command("restore", str(written))
    assert set(Trial.objects.values_list("brief_title", flat=True)) == {"since then"}

    call_command("restore", str(written), "--replace")
    assert not Trial.objects.filter(brief_title="since then").exists()
    there, kept = databases_named(portal)
    assert there == portal
    assert f"What was there before is now “{kept}”" in said(capsys)
    with databases.connected_to(kept):
        assert Trial.objects.filter(brief_title="since then").count() == STUDIES
    databases.drop(kept)


def test_a_database_that_is_not_there_is_made(written, elsewhere):
    connection.close()
    databases.drop(elsewhere)
    call_command("restore", str(written), verbosity=0)
    assert Trial.objects.count() == STUDIES


def copy_of(written, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in written.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_a_damaged_or_half_backup_is_refused(written, tmp_path):
    folder = copy_of(written, tmp_path)
    dump = folder / backup.DUMP
    dump.write_bytes(dump.read_bytes()[:-1])
    with pytest.raises(CommandError, match="is damaged"):
        call_command("restore", str(folder), "--check")
    dump.unlink()
    with pytest.raises(CommandError, match="not a complete backup"):
        call_command("restore", str(folder), "--check")
    (folder / backup.MANIFEST).write_text("{")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", str(folder), "--check")
    with pytest.raises(CommandError, match="not a complete backup"):
        call_command("restore", str(tmp_path / "nothing"), "--check")


def test_what_does_not_come_back_as_written_is_not_put_in_place(written, tmp_path, elsewhere):
    folder = copy_of(written, tmp_path)
    manifest = json.loads((folder / backup.MANIFEST).read_text())
    tables = manifest["tables"]
    tables["trials_trial"]["rows"] += 1
    tables["conditions_condition"]["checksum"] = "1"
    tables["another"] = {"rows": 0, "checksum": "0"}
    (folder / backup.MANIFEST).write_text(json.dumps(manifest))
    differ = "differs from the backup in: another, conditions_condition, trials_trial"
    with pytest.raises(CommandError, match=differ):
        call_command("restore", str(folder))
    assert databases_named(elsewhere) == [elsewhere]
    assert every_row() == {}


@pytest.mark.django_db
def test_a_backup_of_a_newer_release_is_refused():
    with connection.cursor() as cursor:
        backup._require_known_migrations(cursor)
        newer = ["trials", "9999_of_another_release"]
        cursor.execute("INSERT INTO django_migrations VALUES (DEFAULT, %s, %s, now())", newer)
        with pytest.raises(backup.BackupError, match="not have: trials.9999_of_another_release"):
            backup._require_known_migrations(cursor)


def test_nothing_is_overwritten(written):
    before = (written / backup.DUMP).read_bytes()
    with pytest.raises(CommandError, match="already exists, so nothing was written"):
        call_command("backup", str(written))
    assert (written / backup.DUMP).read_bytes() == before


def test_a_dump_that_fails_leaves_nothing_that_looks_whole(portal, tmp_path, monkeypatch):
    program = tmp_path / "pg_dump"
    program.write_text(
        "#!/bin/sh\n"
        'for word; do case "$word" in --file=*) echo half > "${word#--file=}";; esac; done\n'
        "echo 'pg_dump: error: could not write: No space left on device' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(backup, "find_programs", lambda: tmp_path)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", str(tmp_path / "backups" / "one"))
    assert os.listdir(tmp_path / "backups") == []


def test_without_a_database_it_says_so(portal, tmp_path, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    with pytest.raises(CommandError, match="The database cannot be reached"):
        call_command("backup", str(tmp_path / "one"))
    assert os.listdir(tmp_path) == []
