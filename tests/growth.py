"""Work that grows with the length of a text, and not with its square."""

import time
from collections.abc import Callable


def grows_with_length(work: Callable[[str], object], short: str, long: str) -> bool:
    """Whether a text of four times the length is less than nine times the work, not sixteen."""
    # A busy computer may spoil one measurement.
    return any(_seconds(work, long) < 9 * max(_seconds(work, short), 0.01) for _try in range(3))


def _seconds(work, text):
    started = time.thread_time()
    work(text)
    return time.thread_time() - started
