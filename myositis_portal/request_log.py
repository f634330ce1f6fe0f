"""One line of the log for each request, and its number on every line that it causes.

Lines hold neither addresses of readers nor what follows a "?": filters can reveal an illness.
"""

import json
import logging
import re
import time
import uuid
from contextvars import ContextVar

logger = logging.getLogger("portal.access")

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
# A table is still written when its request has gone through here, so nothing resets it.
number: ContextVar[str] = ContextVar("number of the request", default="")
OF_A_REQUEST = ("method", "path", "status", "ms")


class RequestLogMiddleware:
    """Takes the number that the proxy gave, or makes one, and returns it in the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        number.set(given if GIVEN.fullmatch(given) else uuid.uuid4().hex)
        began = time.perf_counter()
        response = self.get_response(request)
        values = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(1000 * (time.perf_counter() - began), 1),
        }
        logger.info("%(method)s %(path)r %(status)d %(ms).1f ms", values, extra=values)
        response[HEADER] = number.get()
        return response


class JsonFormatter(logging.Formatter):
    """One JSON object per line, so that no text can forge a line."""

    default_msec_format = "%s.%03dZ"
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    converter = staticmethod(time.gmtime)

    def format(self, record):
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number.get():
            line["request_id"] = number.get()
        if record.name == logger.name:
            line |= {name: getattr(record, name) for name in OF_A_REQUEST}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
