"""Django's PostgreSQL, with a deadline for each question of a request: see deadlines.py."""

from collections import defaultdict
from typing import Any

from django.db.backends.postgresql import base

from .deadlines import (
    SECONDS_TO_SAY_ANYTHING,
    SECONDS_TO_TRY,
    Connection,
    Cursor,
    Silence,
    seconds,
    within,
)

# {name of a database: whether it answers}, for all threads of a process.
_silences: defaultdict[str, Silence] = defaultdict(Silence)


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def silence(self) -> Silence:
        return _silences[self.alias]

    def get_connection_params(self) -> dict[str, Any]:
        ours = {"connection_factory": Connection, "cursor_factory": Cursor}
        return super().get_connection_params() | ours

    def get_new_connection(self, conn_params):
        if self.silence.is_on and seconds() is not None:
            conn_params = conn_params | {"connect_timeout": SECONDS_TO_TRY}
        with self.silence.try_to_connect():
            return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Django asks this at the beginning of each request."""
        if self.connection is None or seconds() is None:
            return super().is_usable()
        if self.silence.is_on:
            return False
        with within(SECONDS_TO_SAY_ANYTHING):
            answers = super().is_usable()
        if self.connection.was_cut_off:
            self.silence.begins()
        return answers
