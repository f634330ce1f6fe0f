"""Things that a process keeps in memory. Those not used for the longest time are dropped."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class LastUsed(Generic[Thing]):
    def __init__(self, most: int):
        self.most = most
        self._things: dict[Hashable, Thing] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._things

    def get(self, key: Hashable) -> Thing | None:
        with self._lock:
            thing = self._things.pop(key, None)
            if thing is not None:
                # Now it is at the end: the first one was not used for the longest time.
                self._things[key] = thing
            return thing

    def keep(self, key: Hashable, thing: Thing) -> None:
        with self._lock:
            self._things[key] = thing
            if len(self._things) > self.most:
                del self._things[next(iter(self._things))]

    def clear(self) -> None:
        with self._lock:
            self._things.clear()
