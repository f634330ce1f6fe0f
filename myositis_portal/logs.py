"""The log files of `make run`. Each is rotated before it fills the disk."""

import contextlib
import os
import shutil
from pathlib import Path

MOST_BYTES = 10 * 2**20
OLDER = 3


def turn_over(log: Path, most: int = MOST_BYTES) -> bool:
    """If it has grown too long, move `x.log` to `x.log.1`, and so on, and delete the oldest one.

    Its writers have it open for appending, so it is copied and emptied, not renamed. A line that is
    written between these two steps is lost.
    """
    try:
        if log.stat().st_size <= most:
            return False
    except FileNotFoundError:
        return False
    # If there is no room for a copy, the log is emptied anyway.
    with contextlib.suppress(OSError):
        for number in range(OLDER - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{log}.{number}", f"{log}.{number + 1}")
        shutil.copy(log, f"{log}.1")
    with contextlib.suppress(OSError):
        os.truncate(log, 0)
    return True
