"""What `make run` had to start again, and when: kept in a file, for /status/ alone."""

import contextlib
import datetime as dt
import json
import os
import time
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FILE = settings.VAR_DIR / "restarts.json"
LABELS = {
    "web": _("The site"),
    "worker": _("The worker, which fetches studies"),
    "beat": _("The worker’s clock"),
    "postgres": _("The database"),
}
FIRST_PAUSE, LONGEST_PAUSE = 1, 60
# A part that has run this long is healthy. If it ends again, the cause is a new one.
SECONDS_TO_BE_WELL = 60


@dataclass
class Restart:
    """One part of the portal that ended by itself since `make run` began."""

    name: str
    times: int
    ended_at: dt.datetime
    # None while it is not running.
    started_at: dt.datetime | None = None

    @property
    def label(self):
        return LABELS.get(self.name, self.name)


class Restarts:
    """What ended by itself, and when it is due to be started again."""

    def __init__(self):
        self.found = {}
        self.due, self.pauses, self.up_since = {}, {}, {}
        self._keep()

    def ended(self, name: str) -> int:
        """Note that it ended. Return the seconds to wait: more each time it soon ends again."""
        was_up_for = time.monotonic() - self.up_since.get(name, float("-inf"))
        was_well = name not in self.due and was_up_for > SECONDS_TO_BE_WELL
        pause = FIRST_PAUSE if was_well else self.pauses.get(name, FIRST_PAUSE)
        self.pauses[name] = min(2 * pause, LONGEST_PAUSE)
        self.due[name] = time.monotonic() + pause
        times = self.found[name].times + 1 if name in self.found else 1
        self.found[name] = Restart(name, times, timezone.now())
        self._keep()
        return pause

    def is_waiting(self, name: str) -> bool:
        return name in self.due

    def is_due(self, name: str) -> bool:
        return name in self.due and time.monotonic() >= self.due[name]

    def started(self, name: str) -> None:
        del self.due[name]
        self.up_since[name] = time.monotonic()
        self.found[name].started_at = timezone.now()
        self._keep()

    def _keep(self):
        fresh = FILE.with_suffix(".new")
        # A full disk must not stop the portal.
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps([asdict(one) for one in self.found.values()], default=str))
            os.replace(fresh, FILE)


def latest() -> list[Restart]:
    """The newest first; empty where the portal was not started by `make run`."""
    try:
        rows = json.loads(FILE.read_text())
    except (OSError, ValueError):
        return []
    found = []
    for row in rows:
        started = row["started_at"] and dt.datetime.fromisoformat(row["started_at"])
        ended = dt.datetime.fromisoformat(row["ended_at"])
        found.append(Restart(row["name"], row["times"], ended, started))
    return sorted(found, key=lambda one: one.ended_at, reverse=True)
