"""Serve public pages again without making them, as long as nothing in them can have changed.

The key of a page names everything that it depends on: the release, the version of the content (see
content_version.py), five minutes of time, the host and the address, which has the language and
everything that a reader chooses. Everything else is taken out of the request before a view sees it,
so a page cannot depend on what its key does not name.
"""

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import (
    get_conditional_response,
    has_vary_header,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import parse_http_date_safe
from redis.exceptions import RedisError

from . import content_version, fair_share, replica
from .client_address import known_client
from .exports import TRACKING
from .rate_limits import too_many

logger = logging.getLogger(__name__)

# A page can say that a meeting is going on now, and most meetings begin on a five-minute mark.
SECONDS_OF_A_KEY = 300
# How old a page may be that we serve while the database is away.
SLOTS_IN_AN_OUTAGE = 12
# How long a browser may show a page again without asking, and while it asks.
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60"
OF_ONE_PERSON = "private, no-cache"
IN_AN_OUTAGE = "public, no-cache"
LONGEST_QUERY = 1000
OLDER_FOR_THE_REFUSED = 1  # second
# Health checks must work without the database.
HEALTH = ("/healthz", "/readyz")
# What a view needs to write its own address.
OF_ITS_ADDRESS = {
    *("HTTP_HOST", "HTTP_X_FORWARDED_HOST"),
    *("HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PROTO"),
}
LANGUAGE = "HTTP_ACCEPT_LANGUAGE"
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){1,2}")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.I)


class Page(NamedTuple):
    """A public response. Its body is kept as gzip, and clients that accept gzip get it as it is."""

    zipped: bytes
    headers: dict[str, str]


class PageCacheMiddleware:
    """Runs outside of everything that knows readers: sessions, forms, accounts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response
        self.never = (reverse("wagtailadmin_home"), *HEALTH)
        # Done here, so that no reader waits for it.
        release()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(self.never):
            return self.get_response(request)
        if getattr(request, "is_dummy", False):
            # The desk shows a draft as it would be at its address.
            return self.get_response(request)
        client = known_client(request)
        if request.method not in ("GET", "HEAD"):
            # A form that somebody sends costs us time like a page.
            return self._made(request, client)
        if {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys():
            # An editor, or someone signing in: made for this person only.
            response = self._made(request, client)
            response.headers.setdefault("Cache-Control", OF_ONE_PERSON)
            return response
        with _reduced(request):
            response, is_public = self._answer(request, client)
        if not is_public:
            return response
        modified = response.get("Last-Modified")
        modified = modified and parse_http_date_safe(modified)
        etag = response.get("ETag")
        return get_conditional_response(request, etag, modified, response) or response

    def _answer(self, request, client):
        """The answer, and whether everybody may keep it."""
        # A program that sends hundreds of requests a second is refused without asking the database
        # each time. It still gets kept pages, at most this much older than those of others.
        seconds_old = OLDER_FOR_THE_REFUSED if fair_share.has_to_wait(client) else 0
        with replica.in_place(), content_version.read_once(seconds_old) as is_known:
            if is_known:
                return self._kept_or_made(request, client)
            if page := _kept_before_the_outage(request):
                return _again(page, request), True
            # Each page knows what it can say without the database.
            return self._made(request, client), False

    def _kept_or_made(self, request, client):
        key = _key(request, content_version.current(), _slot())
        if page := _kept([key], request):
            return _again(page, request), True
        # /metrics counts these; see MetricsMiddleware.
        request.page_from = "made"
        response = self._made(request, client)
        if not _is_public(response):
            return response, False
        set_response_etag(response)
        response.headers["Cache-Control"] = CACHE_CONTROL
        patch_vary_headers(response, ["Accept-Encoding"])
        page = Page(gzip.compress(response.content, 6, mtime=0), dict(response.headers))
        if request.method == "GET" and len(request.META["QUERY_STRING"]) <= LONGEST_QUERY:
            _keep(key, request, page)
        return _as_response(page, request, response), True

    def _made(self, request, client):
        with fair_share.turn_of(client) as seconds_to_come_back:
            if seconds_to_come_back:
                return too_many(request, seconds_to_come_back)
            return self.get_response(request)


def asked_language(request: HttpRequest) -> str:
    """The browser's first language, if it names a region, as "en-gb", or "".

    The answer then depends on it, and says so: see HeadersMiddleware.
    """
    request.depends_on_language = True  # type: ignore[attr-defined]  # our own mark
    return getattr(request, "asked_language", "") or _first_language(request)


def _first_language(request):
    first = request.META.get(LANGUAGE, "").partition(",")[0].partition(";")[0].strip().lower()
    return first if _TAG.fullmatch(first) else ""


@contextmanager
def _reduced(request) -> Iterator[None]:
    """While the view runs, take out of the request whatever is not part of the key."""
    environ = request.META
    request.asked_language = _first_language(request)
    request.takes_gzip = bool(_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")))
    apart = {
        name: environ[name]
        for name in environ
        if name.startswith(("HTTP_", "REMOTE_")) and name not in OF_ITS_ADDRESS
    }
    for name in apart:
        del environ[name]
    apart["QUERY_STRING"] = environ.get("QUERY_STRING", "")
    parameters = apart["QUERY_STRING"].split("&")
    environ["QUERY_STRING"] = "&".join(p for p in parameters if p and not p.startswith(TRACKING))
    _forget_what_was_read(request)
    try:
        yield
    finally:
        environ.update(apart)
        _forget_what_was_read(request)


def _forget_what_was_read(request):
    for name in ("GET", "COOKIES", "headers"):
        request.__dict__.pop(name, None)


def _slot():
    return int(timezone.now().timestamp()) // SECONDS_OF_A_KEY


def _key(request, version, slot):
    address = (request.scheme, request.get_host(), request.path, request.META["QUERY_STRING"])
    named = (release(), version, slot, *address)
    return hashlib.sha256(repr(named).encode()).hexdigest()


def _language_key(key, request):
    return f"{key}.{request.asked_language}"


def _is_public(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not has_vary_header(response, "Cookie")
    )


def _cache(request):
    """What someone asked stays in the memory of this process: Redis writes to a disk."""
    return caches["questions" if request.META["QUERY_STRING"] else "pages"]


def _kept(keys, request) -> Page | None:
    """The page under the first of these keys that has one."""
    try:
        found = _cache(request).get_many(keys)
        key = next((key for key in keys if key in found), None)
        page = found.get(key)
        if page == LANGUAGE:
            page = _cache(request).get(_language_key(key, request))
            request.depends_on_language = True
    except RedisError:
        logger.exception("the cache of pages does not answer")
        return None
    return page


def _kept_before_the_outage(request) -> Page | None:
    """The newest page that was true when the database went away."""
    version, now = content_version.before_the_outage(), _slot()
    if version is None:
        return None
    slots = range(now, now - SLOTS_IN_AN_OUTAGE, -1)
    page = _kept([_key(request, version, slot) for slot in slots], request)
    # Browsers ask again each time, so they notice at once that the database is back.
    return page and page._replace(headers=page.headers | {"Cache-Control": IN_AN_OUTAGE})


def _keep(key, request, page):
    pages = {key: page}
    if getattr(request, "depends_on_language", False):
        pages = {key: LANGUAGE, _language_key(key, request): page}
    try:
        _cache(request).set_many(pages)
    except RedisError:
        logger.exception("the cache of pages does not answer")


def _again(page, request):
    request.page_from = "kept"
    # Answers are counted by their routes.
    request.resolver_match = resolve(request.path_info)
    return _as_response(page, request)


def _as_response(page, request, made=None):
    """The response in a form that this client accepts. It has no secrets, so its length reveals
    none."""
    if not request.takes_gzip:
        return made or HttpResponse(gzip.decompress(page.zipped), headers=page.headers)
    # The same content in different bytes needs a weak tag; see RFC 9110, 8.8.3.
    zipped = {"Content-Encoding": "gzip", "ETag": f"W/{page.headers['ETag']}"}
    return HttpResponse(page.zipped, headers=page.headers | zipped)


@cache
def release() -> str:
    """A digest of the code, its texts and its settings, so that no release shows another one's
    pages."""
    whole = hashlib.sha256()
    for file in _files():
        whole.update(f"{file}\0".encode() + file.read_bytes())
    for name in filter(str.isupper, dir(settings)):
        value = getattr(settings, name)
        if isinstance(value, str | int | float | tuple | list):
            whole.update(f"{name}={value}\0".encode())
    return whole.hexdigest()


def _files():
    root = settings.BASE_DIR
    packages = [found.parent for found in root.glob("*/__init__.py")]
    folders = [package for package in packages if package.name not in ("bench", "tests")]
    folders += [root / name for name in ("templates", "static", "locale")]
    yield root / "requirements.txt"
    for folder in sorted(folders):
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
