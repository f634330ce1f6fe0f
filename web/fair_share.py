"""A client that sends many requests waits; the others do not.

Kept responses cost nothing and are not counted. Of the others, each client gets one made at a time,
and has a budget of seconds of work, which refills slowly. Each process counts for itself, in its
memory, so it depends on no other server, and nothing remains of a process that dies.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# If a client opens a few pages at once, we serve them one by one; beyond that we refuse.
# All of them together hold half of the threads of a process at most (8, see Dockerfile).
WAITING_AT_MOST = 3
LONGEST_WAIT = 5
# Seconds of work at once, and how much of that is restored per second: a quarter of a process.
WORK_AT_ONCE = 4
WORK_A_SECOND = 0.25
# On a busy machine a page takes many times as long as its work. What waits for other work than its
# own is not the client's: it pays for the thread's own time, and for so much of the database's.
WITH_DATABASE = 3
SECONDS_TO_COME_BACK = 2
# Above this number of clients, we forget those that are idle.
MOST_CLIENTS = 10_000

_lock = threading.Lock()
_shares: dict[str, "_Share"] = {}
_at_work = 0


class _Share:
    def __init__(self):
        self.turn = threading.Lock()
        self.asking = 0
        self.spent, self.as_of = 0.0, time.monotonic()

    def recover(self):
        now = time.monotonic()
        self.spent = max(0.0, self.spent - (now - self.as_of) * WORK_A_SECOND)
        self.as_of = now

    @property
    def seconds_to_come_back(self) -> int:
        if self.spent >= WORK_AT_ONCE:
            return math.ceil((self.spent - WORK_AT_ONCE) / WORK_A_SECOND) + SECONDS_TO_COME_BACK
        return SECONDS_TO_COME_BACK if self.asking > WAITING_AT_MOST else 0

    @property
    def is_idle(self) -> bool:
        self.recover()
        return not self.asking and not self.spent


@contextmanager
def turn_of(client: str | None) -> Iterator[int]:
    """Wait for the client's turn. Yields 0, or the number of seconds after which to come back.

    A client that is not known (None) does not wait.
    """
    global _at_work
    if client is None:
        yield 0
        return
    with _lock:
        share = _share_of(client)
        share.recover()
        refused = share.seconds_to_come_back
        share.asking += not refused
    if refused:
        yield refused
        return
    try:
        if not share.turn.acquire(timeout=LONGEST_WAIT):
            yield SECONDS_TO_COME_BACK
            return
        with _lock:
            _at_work += 1
        began, work_began = time.monotonic(), time.thread_time()
        try:
            yield 0
        finally:
            share.turn.release()
            with _lock:
                _at_work -= 1
                work = WITH_DATABASE * (time.thread_time() - work_began)
                share.spent += min(time.monotonic() - began, work)
    finally:
        with _lock:
            share.asking -= 1


def has_to_wait(client: str | None) -> bool:
    """Whether a page for this client would be refused now."""
    with _lock:
        share = _shares.get(client) if client else None
        if share is None:
            return False
        share.recover()
        return bool(share.seconds_to_come_back)


def give_way(seconds: float) -> None:
    """Pause as long as a long piece of work took, if another client's answer is being made."""
    if _at_work > 1:
        time.sleep(seconds)


def _share_of(client):
    if client not in _shares:
        if len(_shares) >= MOST_CLIENTS:
            for idle in [name for name, share in _shares.items() if share.is_idle]:
                del _shares[idle]
        _shares[client] = _Share()
    return _shares[client]
