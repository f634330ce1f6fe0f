"""How many requests we take from one place, and the response when there are more.

Counts are kept in the cache. Readers' reports are counted in their own table instead, because the
limit has to hold for all processes and to survive a restart; see reader_reports.py.
"""

from functools import lru_cache

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, ngettext

from .audience import audience_of, words_of
from .problem_details import is_for_programs, problem


def is_over(limit: int, seconds: int, what: str) -> bool:
    """Count one more of `what`; whether there were more than `limit` in `seconds`."""
    return count(seconds, what) > limit


def count(seconds: int, what: str) -> int:
    """Count one more of `what`; how many there were in `seconds`.

    `what` may hold a mail or network address, so only a digest of it is kept.
    """
    key = salted_hmac("counted", what).hexdigest()
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # The count expired between the two lines: this is the first of the next period.
        cache.add(key, 1, seconds)
        return 1


def too_many(
    request: HttpRequest, seconds: int, template: str = "429.html", context: dict | None = None
) -> HttpResponse:
    """Answer 429, and say after how many seconds to come back."""
    response: HttpResponse
    if is_for_programs(request):
        detail = ngettext(
            "Too many requests at once. Please try again in %(count)d second.",
            "Too many requests at once. Please try again in %(count)d seconds.",
            seconds,
        )
        response = problem(429, detail % {"count": seconds})
    else:
        response = HttpResponse(_page(request, template, context), status=429)
    response["Retry-After"] = str(seconds)
    # As the IETF's draft on RateLimit header fields has it: nothing remains until then.
    response["RateLimit"] = f'"default";r=0;t={seconds}'
    response["Cache-Control"] = "no-store"
    return response


def _page(request, template, context):
    if context:
        return render_to_string(template, context, request)
    return _page_without_context(template, get_language(), audience_of(request.GET))


@lru_cache(maxsize=100)
def _page_without_context(template, _language, audience):
    """Made once, because a program that sends too many requests is refused very often."""
    return render_to_string(template, words_of(audience))
