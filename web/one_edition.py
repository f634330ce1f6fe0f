"""One edition of the data for each answer, however many queries it takes.

A sync publishes in one transaction, but an answer asks the database many times: first for the
numbers of the studies found, then for their rows, their places, their counts. Without a snapshot an
edition that is published in between mixes with the one before (seen in /trials.csv, 2026-11).
"""

from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps

from django.db import connection, transaction

from . import content_version

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def snapshot():
    """Let all queries inside see the database as it was at the first one. None may write."""
    if connection.in_atomic_block:
        # Somebody above has chosen what is seen, as tests do.
        yield
        return
    # Connects first: a database that is away is noticed here, where it is answered with 503.
    connection.cursor().close()
    with transaction.atomic(), content_version.read_as_begins(SNAPSHOT):
        yield


def one_edition(view: Callable) -> Callable:
    """Decorate a view that needs no database after it returns; see web.tables for streams."""

    @wraps(view)
    def of_one_edition(*args, **kwargs):
        with snapshot():
            return view(*args, **kwargs)

    return of_one_edition
