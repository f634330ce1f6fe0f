"""Which HTTP methods we answer, and how much a request may send, before anything else sees it."""

import threading

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.utils.translation import gettext as _

from web.problem_details import is_for_programs, problem
from web.rate_limits import too_many

DESK = "/admin/"
READING = ("GET", "HEAD", "OPTIONS")
# The desk's own pages also switch hints off (PATCH) and throw previews away (DELETE).
EDITING = (*READING, "POST", "PATCH", "DELETE")
# A thread waits for a body that arrives slowly. So half of a process's threads (see the Dockerfile)
# may, and the others are left to readers.
BODIES_AT_ONCE, SECONDS_TO_COME_BACK = 4, 2
_bodies = threading.BoundedSemaphore(BODIES_AT_ONCE)


class MethodsMiddleware:
    """Answer OPTIONS without running a page, and refuse every method that nothing here needs.

    Django's view functions would treat TRACE or a made-up method as GET, and run the whole page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_desk = request.path_info.startswith(DESK)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(READING)})
        if request.method != "POST" and request.method not in (EDITING if is_desk else READING):
            return _not_allowed(request, EDITING if is_desk else READING)
        if length_of(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return HttpResponse(status=413)
        return _refusal_of_body(request) or self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Refuse a form that is sent to a page that takes none.

        Public pages set no cookie, so a form to one of them can only arrive where Django's check
        of forms is switched off. Everywhere else its sender would be told to send it again.
        """
        if request.method != "POST" or request.path_info.startswith(DESK):
            return None
        # The views of the API are exempt as well, and take no form either.
        api = getattr(view, "cls", None)
        is_taken = hasattr(api, "post") if api else getattr(view, "csrf_exempt", False)
        return None if is_taken else _not_allowed(request, READING)


def _refusal_of_body(request):
    """Read the body, before anything else holds a lock or a turn. Why not, if that fails."""
    if request.method in READING or not length_of(request):
        return None
    if not _bodies.acquire(blocking=False):
        return too_many(request, SECONDS_TO_COME_BACK)
    try:
        request.body  # noqa: B018 (Django keeps it)
    except UnreadablePostError:
        # Its sender hung up, and reads no answer.
        return HttpResponse(status=400)
    finally:
        _bodies.release()
    return None


def _not_allowed(request, methods):
    response = HttpResponseNotAllowed(methods)
    if is_for_programs(request):
        allowed = response["Allow"]
        response = problem(405, _("Everything here is read-only: use GET or HEAD."))
        response["Allow"] = allowed
    return response


def length_of(request) -> int:
    """How many bytes the request says it sends; 0 if that is not a number."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said[:20]) if said.isascii() and said.isdigit() else 0
