"""Celery's scheduler, of which only one sends tasks, however many run.

An advisory lock in the database decides which one. The others wait, and one of them takes over as
soon as the lock is free: when the first one ends, or when its connection does. If the machine of
the first one vanishes, the server notices after about a minute (see environment.py).
"""

import logging

from celery.beat import PersistentScheduler
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from web.locks import Lock

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 5


class FencedScheduler(PersistentScheduler):
    """Asks the database before each task whether it still may send."""

    holds_the_lock: bool | None = None

    def __init__(self, *args, **kwargs):
        # A session of its own, which nothing else closes.
        self._session = connections.create_connection(DEFAULT_DB_ALIAS)
        super().__init__(*args, **kwargs)

    def tick(self, *args, **kwargs):
        before, self.holds_the_lock = self.holds_the_lock, self._take_or_keep_the_lock()
        if self.holds_the_lock != before:
            logger.info(
                "this beat sends the tasks" if self.holds_the_lock else "another beat may send them"
            )
        return super().tick(*args, **kwargs) if self.holds_the_lock else SECONDS_BETWEEN_TRIES

    def close(self):
        try:
            super().close()
        finally:
            self._session.close()

    def _take_or_keep_the_lock(self):
        try:
            is_new = self._session.connection is None
            with self._session.cursor() as cursor:
                if self.holds_the_lock and not is_new:
                    # The lock ends with the session, so an answer is enough.
                    cursor.execute("SELECT true")
                else:
                    cursor.execute("SELECT pg_try_advisory_lock(%s)", [Lock.BEAT])
                return cursor.fetchone()[0]
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database does not answer, so no task is sent: %s", error)
            self._session.close()
            return False
