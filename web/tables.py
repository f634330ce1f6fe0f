"""Tables (CSV): made whole from one edition of the data, then sent; two at a time a process.

A table is made before its first line leaves: a slow reader keeps no transaction open, and a fault
on the way is an error, not a table that only looks whole. Each costs seconds, and twenty at once
kept other readers waiting for twelve (2026-11).
"""

import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import render

from .one_edition import snapshot

AT_ONCE = 2
SECONDS_TO_COME_BACK = 10
# Larger tables go to a file while they are sent.
BYTES_IN_MEMORY = 4 * 1024 * 1024
BYTES_AT_ONCE = 64 * 1024

_turns = threading.BoundedSemaphore(AT_ONCE)


def table_view(view: Callable[..., Iterable[str]]) -> Callable:
    """Makes a view that gives (file name, lines) the download of such a table."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs):
        if not _turns.acquire(blocking=False):
            busy = render(request, "table_busy.html", status=429)
            busy["Retry-After"] = SECONDS_TO_COME_BACK
            return busy
        try:
            with snapshot():
                filename, lines = view(request, *args, **kwargs)
                file = _written(lines)
        except BaseException:
            _turns.release()
            raise
        response = StreamingHttpResponse(_Sent(file), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        response["Content-Length"] = file.tell()
        file.seek(0)
        return response

    return answer


class _Sent:
    """The content of the file, piece by piece. The turn ends with it, however that comes: it is at
    its end, it fails, the reader goes away, or nobody knows of it any more."""

    def __init__(self, file):
        self.file = file
        self.close = weakref.finalize(self, _end, file)
        self.close.atexit = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            piece = self.file.read(BYTES_AT_ONCE)
        except BaseException:
            self.close()
            raise
        if not piece:
            self.close()
            raise StopIteration
        return piece


def _end(file):
    _turns.release()
    file.close()


def _written(lines):
    file = tempfile.SpooledTemporaryFile(BYTES_IN_MEMORY)
    try:
        for line in lines:
            file.write(line.encode())
    except BaseException:
        file.close()
        raise
    return file
