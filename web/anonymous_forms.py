"""Forms that anybody may send without a cookie, an account or somebody else's puzzle."""

from urllib.parse import urlsplit

from axes.helpers import get_client_ip_address
from django.utils import timezone
from django.utils.crypto import salted_hmac


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
