"""Access to the editors' desk: sign-in, length of a session, and headers of its pages."""

import re
import time

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessLog
from csp.constants import HEADER as CSP
from csp.constants import SELF
from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import InvalidPage
from django.db.models import Sum
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDictKeyError
from django_otp import user_has_device

from web.client_address import client_address
from web.rate_limits import is_over, too_many

# People who have not yet given the code of the second step may open these.
OPEN_PAGES = (
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "two_factor_code",
)
# An open form asks every few seconds who else has it open. That does not mean that a person is at
# work.
ASKED_BY_ITSELF = "wagtailadmin_editing_sessions"
SECONDS_BETWEEN_NOTES = 60
# Wagtail lets everybody choose or add steps of a workflow; we ask for this permission.
WORKFLOWS, MAKES_WORKFLOWS = "wagtailadmin_workflows", "wagtailcore.add_workflow"

LOCKED_OUT_SECONDS = int(settings.AXES_COOLOFF_TIME.total_seconds())
RESETS_OF_AN_ADDRESS, RESETS_OF_A_MAILBOX = 10, 3
SECONDS_OF_RESETS = 3600


class DeskMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(self.desk):
            seal(response)
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(self.desk):
            return None
        page = request.resolver_match
        if has_nul(request) or is_not_a_number(page, kwargs, request.GET.get("p", "1")):
            raise Http404
        if request.method == "POST" and has_odd_counts(request.POST):
            raise BadRequest("A count of blocks is not a number.")
        if page.url_name == "wagtailadmin_logout" and request.method != "POST":
            # Wagtail would refuse it too, but delete the cookie anyway.
            return HttpResponseNotAllowed(["POST"])
        if page.url_name == "wagtailadmin_password_reset" and request.method == "POST":
            asked = f"password resets from {client_address(request)}"
            if is_over(RESETS_OF_AN_ADDRESS, SECONDS_OF_RESETS, asked):
                return too_many(request, SECONDS_OF_RESETS)
        if not request.user.is_authenticated:
            return None
        if is_too_old(request.session):
            # The page then redirects to the login.
            logout(request)
        elif not (page.url_name or "").startswith(OPEN_PAGES) and lacks_second_step(request.user):
            if request.headers.get("X-Requested-With") == "XMLHttpRequest":
                raise PermissionDenied
            target = reverse("two_factor_code", query={"next": request.get_full_path()})
            return redirect(target)
        elif WORKFLOWS in page.namespaces and not request.user.has_perm(MAKES_WORKFLOWS):
            raise PermissionDenied
        elif ASKED_BY_ITSELF not in page.namespaces:
            note_activity(request.session)
        return None

    def process_exception(self, request, exception):
        """Answer 404 or 400, not 500, to requests that no page of the desk sends."""
        if not request.path_info.startswith(self.desk):
            return
        if isinstance(exception, InvalidPage):
            raise Http404 from exception
        if isinstance(exception, MultiValueDictKeyError) and request.method == "POST":
            raise BadRequest(f"The form lacks {exception}.") from exception


def is_not_a_number(page, kwargs, number_of_page) -> bool:
    """Whether a text that Wagtail uses as a number without a check is not one.

    There are two: `p`, the page of a list, and the page whose versions are compared.
    """
    row = str(kwargs.get("pk", "1")) if page.url_name == "revisions_compare" else "1"
    return not all(re.fullmatch(r"-?[0-9]{1,18}", text) for text in (row, number_of_page))


def has_odd_counts(posted) -> bool:
    """Whether a count of blocks is not a number. Wagtail would not check, and fail."""
    counts = (posted[name] for name in posted if name.endswith("-count"))
    return not all(re.fullmatch(r"[0-9]{1,6}", count) for count in counts)


def has_nul(request) -> bool:
    """Whether the request has a NUL, which PostgreSQL refuses and no page of ours sends."""
    texts = [request.path_info, *request.COOKIES.values(), *request.GET]
    texts += [value for values in request.GET.lists() for value in values[1]]
    return any("\0" in text for text in texts)


def account_of(request):
    """Return the real user for the log, which ignores the lazy object `request.user`."""
    return get_user_model().objects.get(pk=request.user.pk)


def seal(response):
    """Add the desk's headers. Only the desk itself may frame a page, and only a preview."""
    if response.get("X-Frame-Options") == "SAMEORIGIN":
        # The policy that it got as the response to a public request, which Wagtail simulates.
        response.headers.pop(CSP, None)
        response._csp_replace = {"frame-ancestors": [SELF]}
    # Pages of the desk show such previews.
    response._csp_update = {"frame-src": [SELF]}
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Under "no-referrer" browsers call the origin of a form "null", which Django does not take.
    response["Referrer-Policy"] = "same-origin"


def is_too_old(session):
    """Whether somebody signed in so long ago that they have to sign in again.

    A session also ends after SESSION_COOKIE_AGE without activity, because only activity saves it.
    """
    came_in = session.setdefault("came_in", int(time.time()))
    return time.time() - came_in > settings.SESSION_LONGEST


def note_activity(session):
    if time.time() - session.get("active", 0) > SECONDS_BETWEEN_NOTES:
        session["active"] = int(time.time())


def lacks_second_step(user):
    return not user.is_verified() and user_has_device(user)


def counted_name(request, credentials):
    """Return the name under which a try is counted and stored.

    If no account has the name, store a digest of it instead: some people type their password there.
    """
    typed = str((credentials or request.POST).get("username") or "")
    if get_user_model().objects.filter(username=typed).exists():
        return typed
    return f"unknown {salted_hmac('tried name', typed).hexdigest()[:12]}"


def is_made_up(name: str) -> bool:
    """Whether the name is a digest made by `counted_name`."""
    return bool(re.fullmatch(r"unknown [0-9a-f]{12}", name))


class FailedTries(AxesDatabaseHandler):
    """Count failed sign-ins by name and address, and by address alone, with a higher limit.

    The second count does not apply to an account that signed in from that address recently: in an
    office or a clinic, one person must not lock out all the others.
    """

    def get_failures(self, request, credentials=None):
        of_the_name, of_the_address = (
            tries.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for tries in self.get_user_attempts(request, credentials)
        )
        more = settings.FAILURES_OF_AN_ADDRESS - settings.AXES_FAILURE_LIMIT
        if of_the_address - more <= of_the_name or came_in_from_there(request, credentials):
            return of_the_name
        return of_the_address - more


def came_in_from_there(request, credentials) -> bool:
    """Whether the account signed in from this address in the last 30 days, which is how long we
    keep sign-ins."""
    return AccessLog.objects.filter(
        username=counted_name(request, credentials), ip_address=client_address(request)
    ).exists()


def locked_out(request, response, credentials):
    context = {"minutes": LOCKED_OUT_SECONDS // 60}
    return too_many(request, LOCKED_OUT_SECONDS, "desk/locked_out.html", context)
