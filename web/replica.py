"""Readers' pages from a copy of the database that follows it, if there is one.

While a page is made, the connection to the copy takes the place of the usual one. So the version
of the content and every row of the page come from the same server, whoever asks for them. A router
of Django's would leave out whoever asks `connection` itself, and could mix the two.

A copy is used only while it has everything that the first server had when this process last looked,
at most a second before. If the first server is away, nobody can change anything, so the copy is
used for an hour if it has everything of the last look.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .postgresql.deadlines import NotAsked

ALIAS = "replica"
SECONDS_BETWEEN_LOOKS = 1
SECONDS_WITHOUT_PRIMARY = 3600
# A copy that does not answer is left alone for so long, because a reader waits while we try it.
SECONDS_AFTER_A_FAILURE = 15

# The connection whose place the copy takes.
_replaced: ContextVar[BaseDatabaseWrapper | None] = ContextVar("replaced", default=None)


class _Servers:
    """How far the first one was when this process last looked, and when the copy may be asked."""

    def __init__(self):
        self.ask_copy_at = 0.0
        self.position: str | None = None
        self.looked_at = self.look_again_at = 0.0
        self.looking = threading.Lock()

    def known_position(self) -> str | None:
        """Look again, unless somebody has just done so or is doing it."""
        if monotonic() >= self.look_again_at and self.looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self.looking.release()
        is_old = monotonic() - self.looked_at > SECONDS_WITHOUT_PRIMARY
        return None if is_old else self.position

    def _look(self):
        now = monotonic()
        self.look_again_at = now + SECONDS_BETWEEN_LOOKS
        try:
            self.position = _ask(DEFAULT_DB_ALIAS, "SELECT pg_current_wal_lsn()::text")
            self.looked_at = now
        except (OperationalError, InterfaceError):
            # It is away, so what it had then is all that there is.
            return


_servers = _Servers()


@contextmanager
def in_place() -> Iterator[None]:
    """Let everything inside read from the copy, if it has what readers have seen."""
    first = connections[DEFAULT_DB_ALIAS]
    if not is_there() or first.in_atomic_block or not _has_everything():
        yield
        return
    token = _replaced.set(first)
    connections[DEFAULT_DB_ALIAS] = connections[ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = first
        _replaced.reset(token)


def is_there() -> bool:
    return ALIAS in connections.settings


def primary() -> BaseDatabaseWrapper:
    """The server that takes writes, also while the copy is in its place."""
    return _replaced.get() or connections[DEFAULT_DB_ALIAS]


def bytes_behind() -> int | None:
    """How much the copy lacks now, or None if it does not answer or follows nobody."""
    position = _ask(DEFAULT_DB_ALIAS, "SELECT pg_current_wal_lsn()::text")
    sql = "SELECT CASE WHEN pg_is_in_recovery()"
    sql += " THEN greatest(0, %s::pg_lsn - pg_last_wal_replay_lsn())::bigint END"
    try:
        return _ask(ALIAS, sql, position)
    except (OperationalError, InterfaceError):
        return None


def _has_everything():
    if monotonic() < _servers.ask_copy_at:
        return False
    sql = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"
    position = _servers.known_position()
    try:
        found = bool(position and _ask(ALIAS, sql, position))
    except (OperationalError, InterfaceError) as error:
        if not isinstance(error.__cause__, NotAsked):
            _servers.ask_copy_at = monotonic() + SECONDS_AFTER_A_FAILURE
        found = False
    if not found:
        # Readers now see what is newer than the last look.
        _servers.look_again_at = 0
    return found


def _ask(alias, sql, *values):
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
