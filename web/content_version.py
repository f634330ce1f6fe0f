"""The version of the content that a page is made from. It changes with anything a page can show.

The database keeps it, so no way of writing can forget it: a save, an update of many rows, a publish
or a statement typed by hand. Every table has a trigger, except those that the settings list as
shown on no public page. So the table of a new model counts as shown until somebody says otherwise.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import reduce
from operator import xor

from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections, models

from .models import ContentChange

TRIGGER = "notes_content_change"


# {table: its version}, while an answer is made of it.
_known: ContextVar[dict[str, int] | None] = ContextVar("known", default=None)

# If the database goes away, we believe what it said at most this many seconds before: a browser
# may show a page for that long without asking.
SECONDS_BELIEVED = 60
# What the database last told this process, and until when we believe it without asking.
_last: tuple[dict[str, int], float] = ({}, 0)


def current(*tables: type[models.Model]) -> int:
    """The version of all content, or of these models' rows alone.

    Read it before the content. If a page is then made from newer rows, it has the older version,
    which nobody asks for again.
    """
    versions = _known.get()
    if versions is None:
        versions = _read()
    names = [model._meta.db_table for model in tables] or versions
    return reduce(xor, (versions.get(name, 0) for name in names), 0)


def of_snapshot(*tables: type[models.Model]) -> int | None:
    """The version of what a response sees, for things to keep in memory. None if each query may see
    a different version, so that a newer row could be kept under an older version."""
    if not connection.in_atomic_block or _known.get() is None:
        return None
    return current(*tables)


@contextmanager
def read_once(seconds_old: float = 0) -> Iterator[bool]:
    """Ask the database once, now, for everything made inside. Return whether it answered.

    Do not ask it if this process asked at most `seconds_old` seconds ago.
    """
    global _last
    versions: dict[str, int] | None
    versions, until = _last
    age = time.monotonic() - (until - SECONDS_BELIEVED)
    if not 0 <= age < seconds_old:
        versions = None
        with suppress(OperationalError, InterfaceError):
            versions = _read()
        if versions is not None:
            _last = (versions, time.monotonic() + SECONDS_BELIEVED)
    with _reading(versions):
        yield versions is not None


def before_the_outage() -> int | None:
    """The version when the database went away, or None if this process had not asked lately.

    Call it only when the database does not answer.
    """
    global _last
    versions, until = _last
    if time.monotonic() > until:
        return None
    # It does not grow older: while the database is away, nobody can change anything.
    _last = (versions, math.inf)
    return reduce(xor, versions.values(), 0)


@contextmanager
def read_as_begins(transaction: str) -> Iterator[None]:
    """Read it together with the statement that begins a snapshot, which may see newer content than
    was there when the answer began."""
    with _reading(_read(f"{transaction}; ")):
        yield


@contextmanager
def _reading(versions: dict[str, int] | None) -> Iterator[None]:
    token = _known.set(versions)
    try:
        yield
    finally:
        _known.reset(token)


def _read(begin=""):
    with connection.cursor() as cursor:
        cursor.execute(
            f'{begin}SELECT "table", bit_xor(mark) FROM web_contentchange GROUP BY "table"'  # noqa: S608
        )
        return dict(cursor.fetchall())


def merge() -> None:
    """Make one row of all changes of a table. The version stays the same."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            'WITH noted AS (DELETE FROM web_contentchange RETURNING "table", mark)'
            ' INSERT INTO web_contentchange (transaction, "table", mark)'
            ' SELECT 0, "table", bit_xor(mark) FROM noted GROUP BY "table"'
        )


def shown_tables() -> set[str]:
    """The tables whose rows public pages show, even in part or only as a number."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not settings.SHOWN_ON_NO_PUBLIC_PAGE & {model._meta.app_label, model._meta.label}
    }


def watch_tables(using: str, **_kwargs) -> None:
    """Give each shown table its trigger, and take it from those that are no longer shown."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if ContentChange._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [TRIGGER]
        )
        watched = {table for (table,) in cursor}
        for table in sorted(shown_tables() & tables - watched):
            cursor.execute(
                f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
                f" ON {connection.ops.quote_name(table)}"
                " FOR EACH STATEMENT EXECUTE FUNCTION note_content_change()"
            )
        for table in sorted(watched - shown_tables()):
            cursor.execute(f"DROP TRIGGER {TRIGGER} ON {connection.ops.quote_name(table)}")
