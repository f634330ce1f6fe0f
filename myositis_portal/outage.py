"""How to tell an outage of the database from a bug of ours, and how to log it."""

import copy
import logging
import time

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError, connection

SECONDS_BETWEEN_LINES = 60
AWAY = (OperationalError, InterfaceError, psycopg2.OperationalError, psycopg2.InterfaceError)
# PostgreSQL's classes of errors: shutting down or starting, a connection that fails, no room for
# another one. An error without a code is one of the connection.
CODES = ("57P", "08", "53")


def is_outage(error: BaseException | None) -> bool:
    """Whether this error, or one that led to it, says that the database does not answer."""
    return _cause(error) is not None


def _cause(error):
    seen = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, AWAY) or (isinstance(error, DatabaseError) and _is_cut_off()):
            return error
        error = error.__cause__ or error.__context__
    return None


def _is_cut_off():
    """Whether the connection is gone. If it was killed mid-answer, psycopg2 says only "error"
    then."""
    return bool(connection.connection and connection.connection.closed)


class Console(logging.StreamHandler):
    """Log an outage in one line a minute. Otherwise, each request would log it in a hundred lines.

    Each process counts on its own. If PostgreSQL gives a new reason, its traceback is kept.
    """

    last, left_out = None, 0

    def emit(self, record):
        error = _cause(record.exc_info and record.exc_info[1])
        code = _code(error)
        if (code and not code.startswith(CODES)) or not (error or _is_503(record)):
            super().emit(record)
        elif self.last is not None and time.monotonic() < self.last + SECONDS_BETWEEN_LINES:
            self.left_out += 1
        else:
            super().emit(self._in_a_line(record, error))
            self.last, self.left_out = time.monotonic(), 0

    def _in_a_line(self, record, error):
        line = copy.copy(record)
        said = str(error or "").strip().partition("\n")[0]
        line.msg = "%s (the database is away%s; %d more were left out since the last such line)"
        line.args = (record.getMessage(), said and f": {said}", self.left_out)
        line.exc_info = line.exc_text = None
        return line


def _code(error):
    return (
        getattr(error and error.__cause__, "pgcode", None) or getattr(error, "pgcode", None) or ""
    )


def _is_503(record):
    """Leave out Django's own line about an answer with this status, such as that of /readyz."""
    return getattr(record, "status_code", None) == 503
