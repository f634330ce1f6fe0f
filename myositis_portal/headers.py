"""What every answer tells the browser: pages, files and errors alike."""

from django.utils.cache import patch_vary_headers

# Of what a page may ask a browser for that could harm somebody, ours need nothing; each answer
# carries the list, so what is harmless is left out. Chromium complains in its console of a
# name that it does not know, as of "bluetooth" in its version without windows.
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
    # No other site may take our answers into its pages. A view that means to be embedded sets its
    # own value.
    "Cross-Origin-Resource-Policy": "same-origin",
    # Our pages take nothing from others.
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class HeadersMiddleware:
    """Stands first: static files and refused requests do not get further."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # A page that shows the emergency number of the reader's country; see help_numbers.
        if getattr(request, "depends_on_language", False):
            patch_vary_headers(response, ["Accept-Language"])
        return response
