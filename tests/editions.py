"""What the portal's tables hold, in forms by which two moments or two runs can be compared."""

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.registry import Registry
from trials import ctgov
from trials.models import Location, SyncRun, Trial, TrialAlias
from trials.sync import runner
from web.locks import Lock

ROOT = Path(__file__).resolve().parent.parent
# Keys and moments, which differ from run to run; the search vector follows from the rest.
APART = {"id", "search", "first_published_at", "missing_since"}
EDITION_TABLES = ("trials_trial", "trials_location", "trials_trialalias", "trials_trialchange")


def publish(*studies) -> SyncRun:
    """Sync these studies from a stand-in registry of their own."""
    with Registry() as registry:
        for study in studies:
            registry.put(study)
        return runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0), force=True)


def edition() -> dict[str, list]:
    """Every row of the edition in use, apart from keys and moments."""
    return {
        "trials": _rows(Trial, "nct_id"),
        "locations": _rows(Location, "trial_id", "position"),
        "aliases": _rows(TrialAlias, "alias"),
    }


def _rows(model, *order):
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in APART]
    return list(model.objects.order_by(*order).values(*names))


def row_versions() -> dict[str, list]:
    """Where each row of the edition lies and who wrote it: equal only where nothing was written."""
    versions = {}
    with connection.cursor() as cursor:
        for table in EDITION_TABLES:
            cursor.execute(f"SELECT ctid::text, xmin::text FROM {table} ORDER BY ctid")
            versions[table] = cursor.fetchall()
    return versions


def lock_holders() -> list[int]:
    """The database's processes that hold the lock of the sync."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [Lock.SYNC],
        )
        return [pid for (pid,) in cursor.fetchall()]


def eventually(condition, seconds=60):
    """What the condition gives once it holds: for what another process does in its own time."""
    for _ in range(seconds * 100):
        if found := condition():
            return found
        threading.Event().wait(0.01)
    raise AssertionError("it never came to be")


def wait_for_no_lock():
    """A killed client's lock ends when the database notices."""
    eventually(lambda: not lock_holders())


def database_url(name: str = "") -> str:
    """The tests' database, or another one beside it, for other processes."""
    its = connection.settings_dict
    password = f":{quote(its['PASSWORD'], safe='')}" if its["PASSWORD"] else ""
    host = quote(its["HOST"] or "localhost", safe="")
    port = its["PORT"] or 5432
    return f"postgres://{quote(its['USER'], safe='')}{password}@{host}:{port}/{name or its['NAME']}"


def environment(registry, **more) -> dict[str, str]:
    """The environment of a process that works on the tests' database and a stand-in registry."""
    return os.environ | {
        "DATABASE_URL": database_url(),
        "CTGOV_BASE_URL": registry.url,
        "CTGOV_PAUSE_SECONDS": "0",
        **more,
    }


def start(*words, **options) -> subprocess.Popen:
    """A Python program of the project, as a process of its own."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, **(quiet | options))


@contextmanager
def killed_at_the_end(process):
    try:
        yield process
    finally:
        process.kill()
        process.wait()
