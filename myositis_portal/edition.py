"""Which edition of the data is being read, and what a reader must know about it on every page."""

from functools import lru_cache

from django.db import connection
from django.utils.functional import SimpleLazyObject

from trials.models import SyncRun
from web import content_version


class EditionMiddleware:
    """Puts the published edition on the request; asked for only where a page shows it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.edition = SimpleLazyObject(_published)
        return self.get_response(request)


def _published():
    if connection.in_atomic_block and content_version.is_read():
        return _of_version(content_version.current(SyncRun))
    # Outside of a snapshot, a newer row could be kept under an older version.
    return SyncRun.objects.published().first()


@lru_cache(maxsize=2)
def _of_version(_version: int) -> SyncRun | None:
    return SyncRun.objects.published().first()
