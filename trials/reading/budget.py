"""Limits on how much of a record our rules read at a time, and for how long.

Anyone can post a record, and one that is written to keep us busy must not hold up the others. The
time of most patterns grows with the square of the text's length, so they get short texts only. We
give up on records that still take too long.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Longer than any line or sentence of the 922 real records that we know (1,681 characters).
LONGEST_TEXT = 2_000
# A real record takes 2 ms, and none of those that we know takes half a second.
SECONDS = 5.0

# Asking for the time takes longer than many of the rules' checks.
_CHECKS_PER_LOOK = 16


class _Deadline:
    """When the time for a record is up, and how often we checked."""

    def __init__(self, at: float) -> None:
        self.at, self.checks = at, 0


_deadline: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


class OverBudget(Exception):
    """A record takes too long to read."""


@contextmanager
def budget() -> Iterator[None]:
    """Limit the time that the rules may take inside this block.

    Only the work of this thread counts, so a busy computer leaves no record unread.
    """
    token = _deadline.set(_Deadline(time.thread_time() + SECONDS))
    try:
        yield
    finally:
        _deadline.reset(token)


def check() -> None:
    """Raise OverBudget if the time is up. Without a budget, do nothing."""
    deadline = _deadline.get()
    if deadline is None:
        return
    deadline.checks += 1
    if deadline.checks % _CHECKS_PER_LOOK == 1 and time.thread_time() > deadline.at:
        raise OverBudget


def cut(text: str) -> list[str]:
    """Cut a text after sentences or words into parts of at most LONGEST_TEXT characters."""
    parts: list[str] = []
    start = 0
    while len(text) - start > LONGEST_TEXT:
        end = start + LONGEST_TEXT
        for mark in (". ", " "):
            found = text.rfind(mark, start + LONGEST_TEXT // 2, end)
            if found >= 0:
                end = found + len(mark)
                break
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]] if start else [text]
