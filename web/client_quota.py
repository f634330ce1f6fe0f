"""How often a client may use the API. Every response says so: RateLimit and RateLimit-Policy.

This limits the number of requests; fair_share.py limits how much work they cost us.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from . import rate_limits
from .client_address import known_client
from .problem_details import is_for_programs

logger = logging.getLogger(__name__)

REQUESTS, SECONDS = 300, 60
POLICY = f'"default";q={REQUESTS};w={SECONDS}'


class ClientQuotaMiddleware:
    """It comes before the cache of pages, so that requests for kept pages are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        client = known_client(request)
        if client is None or not is_for_programs(request):
            return self.get_response(request)
        count, seconds = _asked(client)
        if count > REQUESTS:
            response: HttpResponseBase = rate_limits.too_many(request, seconds)
        else:
            response = self.get_response(request)
            # A response that refuses has its own RateLimit already.
            left = REQUESTS - count
            response.headers.setdefault("RateLimit", f'"default";r={left};t={seconds}')
        response.headers["RateLimit-Policy"] = POLICY
        return response


def _asked(client):
    """(how often in this minute, how many seconds it still lasts)"""
    period, since = divmod(int(time.time()), SECONDS)
    try:
        count = rate_limits.count(SECONDS, f"api {client} {period}")
    except RedisError:
        logger.exception("requests cannot be counted")
        count = 1
    return count, SECONDS - since
