"""The databases of a test run: one template with all migrations, and copies of it.

Migrating takes ten seconds of work, a copy of a migrated database a tenth of one. The template is
named by a hash of all that decides what migrations leave behind, and stays from run to run.
"""

import hashlib
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tests.environment import ROOT

PREFIX = "test_template_"


def template() -> str:
    """The name of a database that holds just what the migrations leave; made if it is not there."""
    name = PREFIX + _hash_of_migrations()
    with server() as cursor:
        # Of several processes the first makes it, and the others wait.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        there = {found for (found,) in cursor}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            _migrate(cursor, name)
    return name


def _hash_of_migrations() -> str:
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/roles.py"),
        ROOT / "requirements.txt",
    ]
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()[:16]


def _migrate(cursor, name: str):
    # A run that is killed here leaves a database of another name, which the next one drops.
    half = f"{name}_half"
    cursor.execute(f'CREATE DATABASE "{half}" TEMPLATE template0')
    with connected_to(half):
        call_command("migrate", verbosity=0)
    cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


def copy(name: str) -> None:
    """Make a database of this name that is as migrations leave it; one that was there goes."""
    original = template()
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')


def drop(name: str) -> None:
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use_new_copy(name: str) -> None:
    """Connect Django to a new copy of the template."""
    connection.close()
    copy(name)
    _connect_to(name)


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
