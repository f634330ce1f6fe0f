"""Read studies by our rules: many of them in a second process, while this one writes the others.

The second process gets JSON through a pipe and answers with columns and with its messages for the
log. It has no database and nothing to clean up, and it ends with the pipe, even if this process is
killed.
"""

import itertools
import logging
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeVar, cast

import msgspec

from . import columns
from .errors import OF_THE_WHOLE_SYNC

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
# To start a second process takes longer than to read fewer batches than this.
FEW_BATCHES = 4

Item = TypeVar("Item")


@dataclass
class Unreadable:
    """A study that our rules cannot read, and why."""

    problem: str


Found = columns.Read | Unreadable


class ReaderEnded(Exception):
    """The second process has ended, so the sync cannot go on."""


def read_all(
    batches: Iterable[list[Item]], study: Callable[[Item], bytes]
) -> Iterator[list[tuple[Item, Found]]]:
    """Each batch with what we read in its studies. `study` gives the JSON of an item."""
    waiting = iter(batches)
    few = list(itertools.islice(waiting, FEW_BATCHES))
    if len(few) < FEW_BATCHES:
        for batch in few:
            yield [(item, read(study(item))) for item in batch]
        return
    with _SecondProcess() as other:
        asked: list[Item] = []
        for batch in itertools.chain(few, waiting, [[]]):
            found = other.receive() if asked else []
            # It reads these while the caller writes the ones before.
            if batch:
                other.send([bytes(study(item)) for item in batch])
            if asked:
                yield list(zip(asked, found, strict=True))
            asked = batch


def read(study: bytes) -> Found:
    try:
        return columns.read(msgspec.json.decode(study))
    except OF_THE_WHOLE_SYNC:
        raise
    except Exception as error:
        # What is wrong with one record must not cost us the others.
        logger.exception("a study cannot be read")
        return Unreadable(f"{type(error).__name__}: {error}")


class _SecondProcess:
    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.second_process"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.questions = cast(IO[bytes], self.process.stdin)
        self.answers = cast(IO[bytes], self.process.stdout)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def send(self, studies: list[bytes]) -> None:
        try:
            pickle.dump(studies, self.questions)
            self.questions.flush()
        except BrokenPipeError as error:
            raise ReaderEnded("The process that reads studies has ended.") from error

    def receive(self) -> list[Found]:
        try:
            answer = pickle.load(self.answers)  # noqa: S301 (from our own process)
        except (EOFError, pickle.UnpicklingError) as error:
            raise ReaderEnded("The process that reads studies has ended.") from error
        found: list[Found]
        said: list[logging.LogRecord]
        found, said = answer
        for message in said:
            logging.getLogger(message.name).handle(message)
        return found
