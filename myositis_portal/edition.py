"""Which edition of the data is being read, and what a reader must know about it on every page."""

from functools import lru_cache

from django.utils.functional import SimpleLazyObject

from trials.models import SyncRun
from web import content_version


class EditionMiddleware:
    """Puts the published edition on the request; looked up only if a page shows it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.edition = SimpleLazyObject(_current)
        return self.get_response(request)


def _current() -> SyncRun | None:
    version = content_version.of_snapshot(SyncRun)
    # Do not keep it if we do not know that it is of that version.
    return _published() if version is None else _of_version(version)


@lru_cache(maxsize=2)
def _of_version(_version: int) -> SyncRun | None:
    return _published()


def _published() -> SyncRun | None:
    return SyncRun.objects.published().first()
