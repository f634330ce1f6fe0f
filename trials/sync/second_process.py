"""The process that reads batches of studies for a sync; see reader.py. Nobody else starts it."""

import gc
import logging
import pickle
import queue
import signal
import sys
from logging.handlers import QueueHandler

from .reader import read


def main() -> None:
    """Answer batches until the pipe is closed."""
    # The first process decides what an interruption means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded by now stays: no search for circles need look through it.
    gc.freeze()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    # So that nothing else gets into the pipe.
    sys.stdout = sys.stderr
    # The first process knows where messages go, and in which form.
    said: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    logging.getLogger().addHandler(QueueHandler(said))
    while True:
        try:
            studies: list[bytes] = pickle.load(asked)  # noqa: S301 (from the process that started it)
        except EOFError:
            return
        found = [read(study) for study in studies]
        pickle.dump((found, [said.get() for _ in range(said.qsize())]), answers)
        answers.flush()


if __name__ == "__main__":
    main()
