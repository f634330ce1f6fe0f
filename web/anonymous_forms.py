"""Forms that anybody may send without a cookie, an account or somebody else's puzzle."""

from urllib.parse import urlsplit

from axes.helpers import get_client_ip_address
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from .one_edition import one_edition


def keeps_no_answers(view):
    """A view whose form is in no cache and no error report.

    It is exempt from Django's check of forms, which needs a cookie: it must change and keep
    nothing, and refuse what `is_from_elsewhere`.
    """
    view = sensitive_variables()(one_edition(view))
    view = require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(view))
    return csrf_exempt(never_cache(view))


def sender_of(request, salt: str) -> str:
    """A mark for where this comes from. Without our key, or the day after, it is nobody's."""
    # The portal's own rule for addresses behind proxies; see AXES_CLIENT_IP_CALLABLE.
    address = get_client_ip_address(request)
    return salted_hmac(salt, f"{timezone.localdate()} {address}", algorithm="sha256").hexdigest()


def is_from_elsewhere(request) -> bool:
    """Whether a browser says that another site sent this.

    Browsers call the origin "null" under our Referrer-Policy; then Sec-Fetch-Site tells.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()
