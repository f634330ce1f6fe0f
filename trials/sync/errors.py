"""What can go wrong with a whole sync, rather than with one record."""

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError

# These are never the fault of the record at which they occur.
OF_THE_WHOLE_SYNC = (DatabaseError, SoftTimeLimitExceeded)


class SyncBusy(Exception):
    """Another process is syncing, so there is nothing to do."""


class TooManyFailed(Exception):
    """So many records cannot be published that the fault is probably ours."""
