"""One edition of the data for each response, however many queries it takes.

A sync publishes in one transaction, but a response needs many queries: first for the numbers of the
studies found, then for their rows, their places, their counts. Without a snapshot, an edition that
is published in between would mix with the one before (seen in /trials.csv, 2026-11).
"""

from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps

from django.db import connection, transaction

from . import content_version
from .postgresql import deadlines

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# A query that takes this long for a reader is a mistake of ours, and stops on the server as well.
QUERY_SECONDS = 10


@contextmanager
def snapshot():
    """Let all queries inside see the database as it was at the first one. They may only read."""
    if connection.in_atomic_block:
        # A caller has already opened a transaction, as tests do.
        yield
        return
    # Connect first: if the database is away, we notice it here, where the answer is 503.
    connection.cursor().close()
    begin = SNAPSHOT
    if deadlines.seconds() is not None:
        begin += f"; SET LOCAL statement_timeout = '{QUERY_SECONDS}s'"
    with transaction.atomic(), content_version.read_as_begins(begin):
        yield


def one_edition(view: Callable) -> Callable:
    """Decorate a view that needs no database after it returns; see web.tables for streams."""

    @wraps(view)
    def of_one_edition(*args, **kwargs):
        with snapshot():
            return view(*args, **kwargs)

    return of_one_edition
