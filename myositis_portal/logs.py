"""The log files of `make run`, and their end: each is turned over before it fills the disk."""

import contextlib
import os
import shutil
from pathlib import Path

MOST_BYTES = 10 * 2**20
OLDER = 3


def turn_over(log: Path, most: int = MOST_BYTES) -> bool:
    """Where it has grown too long, `x.log` becomes `x.log.1`, and so on; the oldest one goes.

    Its writers have it open, to append: so it is copied and emptied, not renamed. A line that is
    written between these two is lost.
    """
    try:
        if log.stat().st_size <= most:
            return False
    except FileNotFoundError:
        return False
    # Without room for a copy the log is emptied all the same.
    with contextlib.suppress(OSError):
        for number in range(OLDER - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{log}.{number}", f"{log}.{number + 1}")
        shutil.copy(log, f"{log}.1")
    with contextlib.suppress(OSError):
        os.truncate(log, 0)
    return True
