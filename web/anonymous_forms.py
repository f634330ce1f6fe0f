"""Forms that anyone may send without a cookie, an account, or another site's puzzle.

These protect such a form from abuse: a signed mark in it, a field that only programs fill in, the
browser's word on where the form was sent from, and a limit per hour (reader_reports.py).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from axes.helpers import get_client_ip_address
from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from .one_edition import one_edition

FORM_SECONDS = 2 * 3600


def mark(seen: list, salt: str) -> str:
    """Sign what a reader sees, for the form to bring back; see MarkedForm."""
    return signing.dumps(seen, salt=salt)


class MarkedForm(forms.Form):
    """A form with one question, `wrong`, that is valid only for what its reader saw."""

    token = forms.CharField(required=False)
    # People do not see this field. Programs fill in a field with such a name.
    website = forms.CharField(required=False)

    def __init__(self, seen: list, salt: str, data):
        self.seen, self.salt = seen, salt
        super().__init__(data)

    def clean_token(self):
        token = self.cleaned_data["token"]
        try:
            seen = signing.loads(token, salt=self.salt, max_age=FORM_SECONDS)
        except signing.BadSignature as problem:
            raise forms.ValidationError(
                _("This page was open for a long time. Please press the button again."), "old"
            ) from problem
        if seen != self.seen:
            raise forms.ValidationError(
                _(
                    "This has changed since you opened the page. If it is still wrong, press the "
                    "button again."
                ),
                "other",
            )
        return token

    @property
    def message(self) -> str:
        """Say what to do next, in one sentence."""
        problems = self.errors.get("token") or [_("Please press one of these buttons.")]
        return str(problems[0])

    @property
    def is_filled_by_a_program(self) -> bool:
        return bool(self.data.get("website"))


def accept(request, form: MarkedForm, take: Callable[[str], object]) -> None:
    """Give what a reader pressed to `take`, unless a program filled in the form.

    Raises PermissionDenied where another site sent it, and ValidationError with what to do next.
    """
    if is_from_elsewhere(request):
        raise PermissionDenied
    if form.is_filled_by_a_program:
        return
    if not form.is_valid():
        raise forms.ValidationError(form.message)
    take(form.cleaned_data["wrong"])


def keeps_no_answers(view):
    """A view whose form is in no cache and no error report.

    It is exempt from Django's CSRF check, which needs a cookie. So it must change and store
    nothing, and refuse what `is_from_elsewhere`.
    """
    view = sensitive_variables()(one_edition(view))
    view = require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(view))
    return csrf_exempt(never_cache(view))


def sender_of(request, salt: str) -> str:
    """A mark for where this came from. Without our key, or a day later, it identifies no one."""
    # The portal's own rule for addresses behind proxies; see AXES_CLIENT_IP_CALLABLE.
    address = get_client_ip_address(request)
    return salted_hmac(salt, f"{timezone.localdate()} {address}", algorithm="sha256").hexdigest()


def is_from_elsewhere(request) -> bool:
    """Whether the browser says that another site sent this.

    Browsers call the origin "null" under our Referrer-Policy; then we use Sec-Fetch-Site.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()
