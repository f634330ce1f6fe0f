"""PostgreSQL's advisory locks: let one process do a job at a time, however many workers run.

A lock has a number that no other lock on the same database uses: see `Lock`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection

from . import replica


class Lock(IntEnum):
    SYNC = 0x6D796F73
    LINKS = 0x6D796C6B
    REPORTS = 0x6D797272
    BEAT = 0x6D796274


@contextmanager
def held(lock: Lock, busy: type[Exception]) -> Iterator[None]:
    """Hold a lock, or raise `busy` if another session holds it. It ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        if not cursor.fetchone()[0]:
            raise busy
    try:
        yield
    finally:
        # If the connection was lost meanwhile, the lock is free already.
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def wait_for(lock: Lock) -> None:
    """Wait for a lock, and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def is_held(lock: Lock) -> bool:
    """Whether a session on this database holds the lock now. A replica knows of no locks."""
    with replica.primary().cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [lock],
        )
        return cursor.fetchone() is not None
