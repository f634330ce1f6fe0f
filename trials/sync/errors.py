"""What can go wrong with a whole sync, rather than with one record."""

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError

# Never the fault of the one record at which they came up.
OF_THE_WHOLE_SYNC = (DatabaseError, SoftTimeLimitExceeded)


class SyncBusy(Exception):
    """Another process is syncing, so there is nothing to do."""


class TooManyFailed(Exception):
    """So many records cannot be published that the fault is probably ours."""
