"""What every answer tells the browser: pages, files and errors alike."""

from django.utils.cache import patch_vary_headers

from web.problem_details import ASSISTANTS, is_for_programs

# Our pages need none of the browser features that could harm someone; each answer carries the list,
# so what is harmless is left out. Chromium complains in its console about a name that it does not
# know, such as "bluetooth" in its headless version.
NOT_NEEDED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
    # No other site may embed our pages. A view that is meant to be embedded sets its own value.
    "Cross-Origin-Resource-Policy": "same-origin",
    # Our pages load nothing from other sites.
    "Cross-Origin-Embedder-Policy": "require-corp",
}
# Scripts on other sites may read what is meant for programs. No cookie is sent, and
# nothing can be written.
OPEN_TO_OTHERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Location, RateLimit, RateLimit-Policy, Retry-After",
    "Access-Control-Max-Age": "86400",
}
# An assistant sends its question, with headers whose names change with each version of its
# protocol.
OPEN_TO_ASSISTANTS = OPEN_TO_OTHERS | {
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
}


class HeadersMiddleware:
    """Comes first, because static files and refused requests do not get any further."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in (HEADERS | _open_to(request)).items():
            response.headers.setdefault(name, value)
        # A page that shows the emergency number of the reader's country; see help_numbers.
        if getattr(request, "depends_on_language", False):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def _open_to(request):
    """Tell a browser that scripts on other sites may read this answer."""
    if request.path_info.startswith(ASSISTANTS):
        return OPEN_TO_ASSISTANTS
    return OPEN_TO_OTHERS if is_for_programs(request) else {}
