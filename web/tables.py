"""Tables (CSV) to download: made completely from one edition of the data, then sent.

A table is complete before its first line is sent. So a slow reader keeps no transaction open, and
an error gives an error page, not a table that looks complete. A process makes two at a time,
because each takes seconds: twenty at once kept other readers waiting for twelve (2026-11); one
client has one made at a time (fair_share.py).
"""

import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from django.http import HttpRequest, StreamingHttpResponse

from .exports import CSV, csv_lines
from .fair_share import give_way
from .one_edition import snapshot
from .rate_limits import too_many

AT_ONCE = 2
SECONDS_TO_COME_BACK = 10
# Larger tables go to a file while they are sent.
BYTES_IN_MEMORY = 4 * 1024 * 1024
BYTES_AT_ONCE = 64 * 1024
# After this many rows, responses to other readers go first.
LINES_AT_ONCE = 20

_turns = threading.BoundedSemaphore(AT_ONCE)


def table_view(view: Callable[..., tuple[str, Iterable[Iterable]]]) -> Callable:
    """Offer (file name, rows) as a download. Every cell goes through the formula guard."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs):
        if not _turns.acquire(blocking=False):
            return too_many(request, SECONDS_TO_COME_BACK, "table_busy.html")
        try:
            with snapshot():
                filename, rows = view(request, *args, **kwargs)
                file = _written(csv_lines(rows))
        except BaseException:
            _turns.release()
            raise
        response = StreamingHttpResponse(_Sent(file), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        response["Content-Length"] = file.tell()
        file.seek(0)
        return response

    # The tests list all tables by it.
    answer.is_table = True  # type: ignore[attr-defined]  # functions have no such attribute
    return answer


class _Sent:
    """The content of the file, piece by piece.

    When it ends, the next table may begin, whether it was read to its end, failed, was closed
    because the reader left, or was collected as garbage.
    """

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
    began = time.monotonic()
    try:
        for number, line in enumerate(lines, start=1):
            file.write(line.encode())
            if not number % LINES_AT_ONCE:
                give_way(time.monotonic() - began)
                began = time.monotonic()
    except BaseException:
        file.close()
        raise
    return file
