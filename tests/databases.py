"""The databases of a test run: two templates, and copies of them.

Migrating takes ten seconds of work, loading the starter content ten more, and a copy of a database
a tenth of one. Each template is named by a hash of all that decides what is in it, and stays from
run to run.
"""

import datetime as dt
import hashlib
import os
import subprocess
from contextlib import closing, contextmanager
from functools import cache

import psycopg2
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from conditions import starter as conditions
from myositis_portal.local_postgres import find_programs
from organizations import starter as organizations
from tests import editions
from tests.environment import ROOT

MIGRATED, STARTED = "test_template_", "test_starter_"
PACKAGES = (
    *("conditions", "desk", "links", "myositis_portal", "organizations", "places", "query"),
    *("trials", "vocabulary", "web"),
)


# Asked once: files that somebody changes during a run change nothing for it.
@cache
def template() -> str:
    """The name of a database that holds just what the migrations leave; made if it is not there."""
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/roles.py"),
        *(ROOT / name for name in ("web/content_version.py", "myositis_portal/settings.py")),
        ROOT / "requirements.txt",
    ]
    return _made_once(MIGRATED, _hash_of(files), "template0", _migrate)


@cache
def template_with_starter() -> str:
    """The same with the starter content of pages and organizations."""
    migrated = template()
    files = [
        ROOT / "requirements.txt",
        *(
            file
            for package in PACKAGES
            for file in (ROOT / package).rglob("*")
            if file.suffix in (".py", ".yaml", ".json", ".txt", ".csv", ".tsv")
        ),
    ]
    # Some of what it loads is dated today.
    return _made_once(STARTED, _hash_of(files, str(dt.date.today())), migrated, _start)


def _hash_of(files, more="") -> str:
    whole = hashlib.sha256(more.encode())
    for file in sorted(files):
        whole.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()[:16]


def _made_once(kind, digest, original, fill) -> str:
    name = kind + digest
    with server() as cursor:
        # Of several processes the first makes it, and the others wait.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [kind])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [kind + "%"])
        there = {found for (found,) in cursor}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            # A run that is killed here leaves a database of another name, which the next one drops.
            half = f"{name}_half"
            cursor.execute(f'CREATE DATABASE "{half}" TEMPLATE "{original}"')
            with connected_to(half):
                fill()
            cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


def _migrate():
    call_command("migrate", verbosity=0)


def _start():
    conditions.load()
    organizations.load()


def copy(name: str, original: str = "") -> None:
    """Make a database of this name that is as migrations leave it, or a copy of another one.

    One that was there goes.
    """
    original = original or template()
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')


def fill_elsewhere(url: str, password: str = "") -> None:
    """Fill an empty database of another server with all tables and the starter content."""
    folder = find_programs()
    dump = [folder / "pg_dump", "--no-owner", editions.database_url(template_with_starter())]
    words = subprocess.run(dump, check=True, stdout=subprocess.PIPE).stdout
    # A server before PostgreSQL 17 does not know it.
    words = words.replace(b"SET transaction_timeout = 0;", b"")
    fill = [folder / "psql", "--no-psqlrc", "--quiet", "--single-transaction"]
    fill += ["--set", "ON_ERROR_STOP=1", url]
    env = os.environ | {"PGPASSWORD": password}
    subprocess.run(fill, input=words, env=env, check=True, stdout=subprocess.DEVNULL)


def drop(name: str) -> None:
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use_new_copy(name: str) -> None:
    """Connect Django to a new copy of the template."""
    connection.close()
    copy(name)
    _connect_to(name)
    # A test that emptied the database has others, which the next one would take for its own.
    ContentType.objects.clear_cache()


@contextmanager
def connected_to(name: str):
    before = connection.settings_dict["NAME"]
    connection.close()
    _connect_to(name)
    try:
        yield
    finally:
        connection.close()
        _connect_to(before)


def _connect_to(name: str):
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def server():
    """A cursor that can make databases, outside of any transaction."""
    here = connection.settings_dict
    session = psycopg2.connect(
        dbname="postgres",
        user=here["USER"],
        password=here["PASSWORD"],
        host=here["HOST"],
        port=here["PORT"],
    )
    with closing(session):
        session.autocommit = True
        with session.cursor() as cursor:
            yield cursor


def with_starter():
    """A fixture: a module works in a database with the starter content, and leaves it as it was.

    It is a copy of the template, made when a process first needs it.
    """

    @pytest.fixture(scope="module")
    def started(django_db_setup, django_db_blocker):
        name = f"{connection.settings_dict['NAME']}_started"
        with django_db_blocker.unblock():
            if not _is_there(name):
                copy(name, template_with_starter())
            with connected_to(name), transaction.atomic():
                yield
                transaction.set_rollback(True)

    return started


def _is_there(name: str) -> bool:
    with server() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def loaded_once(load):
    """A fixture: what `load` writes is there for all tests of a module, and is then taken back.

    Its value is what `load` gives. Each test still works in a savepoint of its own.
    """

    @pytest.fixture(scope="module")
    def loaded(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            yield load()
            transaction.set_rollback(True)

    return loaded
