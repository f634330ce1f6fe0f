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
            if key not in self._things:
                return None
            # Move it to the end: the first one is the one that was not used for the longest time.
            self._things[key] = self._things.pop(key)
            return self._things[key]

    def keep(self, key: Hashable, thing: Thing) -> None:
        with self._lock:
            self._things[key] = thing
            if len(self._things) > self.most:
                del self._things[next(iter(self._things))]

    def clear(self) -> None:
        with self._lock:
            self._things.clear()
