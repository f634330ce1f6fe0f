"""Which edition of the data is being read, and what a reader must know about it on every page."""

from django.utils.functional import SimpleLazyObject

from trials.models import SyncRun


class EditionMiddleware:
    """Puts the published edition on the request; asked for only where a page shows it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.edition = SimpleLazyObject(lambda: SyncRun.objects.published().first())
        return self.get_response(request)
