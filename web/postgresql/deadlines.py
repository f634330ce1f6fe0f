"""How long a request waits for PostgreSQL.

A server that is frozen, or whose network is cut, does not close its connections. A question on an
open connection then waits without limit, and psycopg2 can set none. So a thread closes the socket
if an answer is overdue, and psycopg2 raises OperationalError, as for any server that is gone.

Only requests have a deadline. A sync, a backup or a migration takes as long as it needs.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic

import psycopg2
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

# For each question. An editor's save may wait for a sync that is publishing the same study.
SECONDS_OF_A_READER, SECONDS_OF_AN_EDITOR = 12, 120
# For "SELECT 1", which a server answers at once even if it has much to do.
SECONDS_TO_SAY_ANYTHING = 3
SECONDS_BETWEEN_LOOKS = 0.25
# A server that refuses a connection does so at once. One that takes longer is silent.
SECONDS_OF_SILENCE = 1
# A reader waits while we try it again, so not for long (libpq knows nothing shorter).
SECONDS_TO_TRY, SECONDS_BETWEEN_TRIES = 2, 2

_seconds: ContextVar[float | None] = ContextVar("seconds for each question", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Wait this long for each answer to the questions asked inside."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


def seconds() -> float | None:
    """How long a question may take here, or None if there is no limit."""
    return _seconds.get()


class DeadlineMiddleware:
    """Comes first, because middlewares and /metrics ask the database as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reads = request.method in ("GET", "HEAD") and not request.path_info.startswith(self.desk)
        with within(SECONDS_OF_A_READER if reads else SECONDS_OF_AN_EDITOR):
            return self.get_response(request)


class Connection(psycopg2.extensions.connection):
    """Gives up on a server that does not answer by the deadline."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_cut_off = False
        # A second handle of the same socket: its number is never another one's meanwhile.
        self.socket = socket.socket(fileno=socket.dup(self.fileno()))

    def close(self):
        super().close()
        self.socket.close()

    def commit(self):
        with _watch.answer_to(self):
            super().commit()

    def rollback(self):
        with _watch.answer_to(self):
            super().rollback()


class Cursor(psycopg2.extensions.cursor):
    def execute(self, *args, **kwargs):
        with _watch.answer_to(self.connection):
            super().execute(*args, **kwargs)

    def executemany(self, *args, **kwargs):
        with _watch.answer_to(self.connection):
            super().executemany(*args, **kwargs)

    def fetchmany(self, *args, **kwargs):
        # Of a named cursor, the server still has the rows.
        with _watch.answer_to(self.connection):
            return super().fetchmany(*args, **kwargs)


class _Watch:
    """Which connections wait for an answer, and until when."""

    def __init__(self):
        self.lock = threading.Lock()
        self.until: dict[Connection, float] = {}
        self.thread: threading.Thread | None = None

    @contextmanager
    def answer_to(self, asking: Connection) -> Iterator[None]:
        limit = _seconds.get()
        if limit is None:
            yield
            return
        with self.lock:
            self.until[asking] = monotonic() + limit
            # After a fork, no thread of the parent is alive.
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._look, name="deadlines", daemon=True)
                self.thread.start()
        try:
            yield
        except psycopg2.Error as error:
            if asking.was_cut_off:
                raise psycopg2.OperationalError(f"no answer within {limit} seconds") from error
            raise
        finally:
            with self.lock:
                del self.until[asking]

    def _look(self):
        while True:
            # Not `sleep`: under libfaketime, by which `make chaos` moves the clock, it fails with
            # EINVAL (2026-11-30), and the thread would end.
            threading.Event().wait(SECONDS_BETWEEN_LOOKS)
            with self.lock:
                now = monotonic()
                for asking in [one for one, until in self.until.items() if until < now]:
                    if not asking.was_cut_off:
                        asking.was_cut_off = True
                        # If the other end is gone by now, the question has ended by itself. This
                        # thread goes on for the others.
                        with suppress(OSError):
                            asking.socket.shutdown(socket.SHUT_RDWR)


_watch = _Watch()


class NotAsked(psycopg2.OperationalError):
    """The server was silent a moment ago, and another request is trying it."""


class Silence:
    """Lets one request at a time try a server that does not answer, and refuses the others.

    Otherwise all threads would wait for it, and nobody would get a kept page.
    """

    def __init__(self):
        self.try_again_at = 0.0
        self.trying = threading.Lock()

    @property
    def is_on(self) -> bool:
        return self.try_again_at > 0

    def begins(self) -> None:
        self.try_again_at = monotonic() + SECONDS_BETWEEN_TRIES

    @contextmanager
    def try_to_connect(self) -> Iterator[None]:
        if _seconds.get() is None:
            yield
        elif not self.is_on:
            with self._noticed():
                yield
        elif monotonic() < self.try_again_at or not self.trying.acquire(blocking=False):
            raise NotAsked("the server has not answered for some seconds")
        else:
            try:
                with self._noticed():
                    yield
            finally:
                self.trying.release()

    @contextmanager
    def _noticed(self):
        began = monotonic()
        try:
            yield
        except psycopg2.OperationalError:
            if monotonic() - began > SECONDS_OF_SILENCE:
                self.begins()
            else:
                self.try_again_at = 0
            raise
        self.try_again_at = 0
