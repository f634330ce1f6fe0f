"""One polite, limited request to somebody else's address. It uses no tables of ours.

What answers there may be slow, huge, broken, or lead into our own network. libcurl sends the
requests. Each redirect is a separate request. For each we resolve the name once, refuse it if one
of its IP addresses is not public, and make libcurl use these addresses. It also asks us again
before it opens a socket. We read no body: the headers of a response are enough.

With a proxy (OUTBOUND_PROXY), we know no IP addresses: the proxy finds them and refuses what is not
public, by deploy/egress/links.conf.
"""

import re
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

import pycurl
import requests

from .choices import Finding
from .public_numbers import PORTS, is_public, is_public_web

MOST_REDIRECTS = 5
MOST_NUMBERS = 3  # of one name, tried in turn
PERMANENT, TEMPORARY = (301, 308), (302, 303, 307)
TOO_MANY_REQUESTS = 429
CONNECTED, REFUSED_BY_PROXY = 200, 403
# Asking again with GET would give the same, or be impolite.
_SETTLED = (
    Finding.FINE,
    Finding.NOT_LOOKED,
    Finding.NO_NAME,
    Finding.NO_CONNECTION,
    Finding.BAD_TLS,
    Finding.NOT_PUBLIC,
)
_STATUS_LINE = re.compile(rb"HTTP/[\d.]+ \d{3}(?!\d)")
_HEADERS = [
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding: identity",
    "Connection: close",
]
_FINDINGS = {
    pycurl.E_COULDNT_CONNECT: Finding.NO_CONNECTION,
    pycurl.E_SSL_CONNECT_ERROR: Finding.BAD_TLS,
    pycurl.E_PEER_FAILED_VERIFICATION: Finding.BAD_TLS,
    pycurl.E_SSL_CERTPROBLEM: Finding.BAD_TLS,
    pycurl.E_SSL_CIPHER: Finding.BAD_TLS,
    pycurl.E_SSL_ISSUER_ERROR: Finding.BAD_TLS,
    pycurl.E_URL_MALFORMAT: Finding.NOT_LOOKED,
}


@dataclass(frozen=True)
class Limits:
    """The limits of one check, with all its redirects."""

    seconds: float = 20
    # How many of these for HEAD.
    head_seconds: float = 8
    # Until a server has accepted the connection and TLS is negotiated.
    connect_seconds: float = 5
    # Whole seconds, as libcurl counts them.
    silent_seconds: int = 5
    # For the headers of one response.
    bytes: int = 64 * 1024


@dataclass(frozen=True)
class Outcome:
    finding: Finding
    status: int | None = None
    # Where it ended.
    address: str = ""
    # [(status, to where)]
    redirects: tuple[tuple[int, str], ...] = ()
    # In seconds, where the server asks us to wait.
    retry_after: float | None = None

    @property
    def moved_to(self) -> str:
        """The permanent address, as the server says; empty if the page has not moved."""
        found = ""
        for status, address in self.redirects:
            if status not in PERMANENT:
                break
            found = address
        return found


class _Ended(Exception):
    """The check is over, with this outcome."""

    def __init__(self, finding):
        super().__init__(finding)
        self.finding = finding


class _Head:
    """The headers of a response, line by line as libcurl reads them."""

    def __init__(self, most_bytes: int):
        self.bytes_left = most_bytes
        self.fields: dict[str, str] = {}
        self.is_whole = False

    def take(self, line: bytes) -> int:
        """Keep a line. If we return less than its length, libcurl ends the request."""
        self.is_whole = False
        self.bytes_left -= len(line)
        if self.bytes_left < 0:
            return 0
        if line.startswith(b"HTTP/"):
            # libcurl reads the first three digits of a longer number.
            if not _STATUS_LINE.match(line):
                return 0
            # Another head may have come before, such as 100 Continue.
            self.fields = {}
        name, _colon, value = line.decode("latin-1").partition(":")
        self.fields.setdefault(name.strip().lower(), value.strip())
        self.is_whole = not line.strip()
        return len(line)


class Looker:
    """Checks addresses one by one. Keeps nothing for the next one, not even a cookie."""

    def __init__(
        self,
        user_agent: str,
        limits: Limits = Limits(),
        may_reach: Callable[[str, int], bool] = is_public_web,
        authorities: str = requests.certs.where(),
        proxy: str = "",
    ):
        """Tests, whose servers are on this machine, give `may_reach(number, port)` and
        `authorities`, a file of the certificates to trust.

        With a proxy, `may_reach` is not asked: the proxy itself may be on a private address.
        """
        self.user_agent = user_agent
        self.limits = limits
        self.may_reach = may_reach
        self.authorities = authorities
        self.proxy = proxy

    def look(self, address: str) -> Outcome:
        """Find out what is there. There is always an outcome, within the limits and the resolver's
        timeout."""
        end = time.monotonic() + self.limits.seconds
        head_end = time.monotonic() + self.limits.head_seconds
        outcome = self._follow("HEAD", address, head_end)
        if outcome.finding in _SETTLED or outcome.status == TOO_MANY_REQUESTS:
            return outcome
        return self._follow("GET", address, end)

    def _follow(self, method, address, end) -> Outcome:
        outcome = Outcome(Finding.NOT_LOOKED, address=address)
        seen, sets_cookies = set(), False
        try:
            while len(outcome.redirects) <= MOST_REDIRECTS:
                parts = _parts(outcome.address)
                here = parts.geturl()
                if here in seen:
                    break
                seen.add(here)
                status, fields = self._ask(method, parts, end)
                outcome = replace(
                    outcome,
                    status=status,
                    finding=_finding(status),
                    retry_after=_seconds(fields.get("retry-after", "")),
                )
                location = fields.get("location")
                if status not in (*PERMANENT, *TEMPORARY) or not location:
                    return outcome
                sets_cookies = sets_cookies or "set-cookie" in fields
                there = _joined(here, location)
                outcome = replace(
                    outcome, address=there, redirects=(*outcome.redirects, (status, there))
                )
        except _Ended as problem:
            return replace(outcome, finding=problem.finding)
        # A browser keeps cookies, so it does get there.
        finding = Finding.NOT_FOR_ROBOTS if sets_cookies else Finding.IN_CIRCLES
        return replace(outcome, finding=finding)

    def _ask(self, method, parts, end) -> tuple[int, dict[str, str]]:
        """The status and the header fields of one answer. Raises _Ended."""
        port = parts.port or PORTS[parts.scheme]
        if self.proxy and port not in PORTS.values():
            raise _Ended(Finding.NOT_LOOKED)
        numbers = [] if self.proxy else self._numbers(parts.hostname, port)
        if (seconds := end - time.monotonic()) <= 0:
            raise _Ended(Finding.NO_ANSWER)
        head = _Head(self.limits.bytes)
        with ExitStack() as sockets, closing(pycurl.Curl()) as curl:
            for option, value in self._options(method, parts, port, numbers, seconds).items():
                curl.setopt(option, value)
            curl.setopt(pycurl.HEADERFUNCTION, head.take)
            curl.setopt(pycurl.OPENSOCKETFUNCTION, partial(self._open, sockets))
            try:
                curl.perform()
            except pycurl.error as problem:
                code = problem.args[0]
                # The body begins. We refuse it, because we have all that we asked for.
                if not (code == pycurl.E_WRITE_ERROR and head.is_whole):
                    found = _of_the_proxy(curl, head) if self.proxy else None
                    raise _Ended(found or _failure(curl, code)) from problem
            # libcurl accepts headers that are cut off as complete.
            status = curl.getinfo(pycurl.RESPONSE_CODE)
            if not head.is_whole or status < 200:
                raise _Ended(Finding.NO_ANSWER)
            return status, head.fields

    def _options(self, method, parts, port, numbers, seconds):
        targets = ",".join(f"[{number}]" if ":" in number else number for number in numbers)
        is_as_it_is = parts.hostname in numbers or not numbers
        return {
            pycurl.URL: parts.geturl(),
            pycurl.NOBODY: method == "HEAD",
            pycurl.USERAGENT: self.user_agent,
            pycurl.HTTPHEADER: _HEADERS,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            # This proxy or none, whatever the environment says; and only tunnels.
            pycurl.PROXY: self.proxy,
            pycurl.NOPROXY: "",
            pycurl.HTTPPROXYTUNNEL: bool(self.proxy),
            # The IP addresses that we judged: a second answer of the resolver changes nothing.
            pycurl.RESOLVE: [] if is_as_it_is else [f"{parts.hostname}:{port}:{targets}"],
            pycurl.CAINFO: self.authorities,
            pycurl.CONNECTTIMEOUT_MS: _milliseconds(min(self.limits.connect_seconds, seconds)),
            pycurl.TIMEOUT_MS: _milliseconds(seconds),
            pycurl.LOW_SPEED_LIMIT: 1,
            pycurl.LOW_SPEED_TIME: self.limits.silent_seconds,
            # Timers without signals, which only the main thread may use.
            pycurl.NOSIGNAL: True,
            pycurl.WRITEFUNCTION: lambda body: 0,
        }

    def _open(self, sockets, purpose, address):
        """Open a socket for libcurl, which uses a copy of it: this one is ours to close."""
        number, port = address.addr[:2]
        if not self.proxy and not self.may_reach(number, port):
            return pycurl.SOCKET_BAD
        found = socket.socket(address.family, address.socktype, address.protocol)
        return sockets.enter_context(found)

    def _numbers(self, host, port):
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise _Ended(Finding.NO_NAME) from problem
        numbers = list(dict.fromkeys(row[4][0] for row in rows))
        # One private address is enough to refuse a name that has public ones too.
        if not all(self.may_reach(number, port) for number in numbers):
            is_within = not all(map(is_public, numbers))
            raise _Ended(Finding.NOT_PUBLIC if is_within else Finding.NOT_LOOKED)
        return numbers[:MOST_NUMBERS]


def _of_the_proxy(curl, head) -> Finding | None:
    """Why there is no tunnel through the proxy; None if there is one, or no proxy."""
    status = curl.getinfo(pycurl.HTTP_CONNECTCODE)
    if status == CONNECTED:
        return None
    if status == REFUSED_BY_PROXY:
        return Finding.NOT_PUBLIC
    # Squid's words for a name that it cannot find, the second one if it has looked before.
    said = head.fields.get("x-squid-error", "")
    is_unknown = said.startswith(("ERR_DNS_FAIL", "ERR_CANNOT_FORWARD"))
    return Finding.NO_NAME if is_unknown else Finding.NO_CONNECTION


def _failure(curl, code):
    if code == pycurl.E_OPERATION_TIMEDOUT and not curl.getinfo(pycurl.CONNECT_TIME):
        return Finding.NO_CONNECTION
    return _FINDINGS.get(code, Finding.NO_ANSWER)


def _milliseconds(seconds):
    return max(1, round(seconds * 1000))


def _parts(address) -> SplitResult:
    """An address as browsers send it: names in ASCII, odd characters escaped, no fragment."""
    try:
        if urlsplit(address).scheme.lower() not in PORTS:
            raise _Ended(Finding.NOT_PUBLIC)
        prepared = requests.Request("GET", address).prepare().url or ""
        parts = urlsplit(urldefrag(prepared).url)
        if not parts.hostname or "@" in parts.netloc:
            raise _Ended(Finding.NOT_LOOKED)
    except (ValueError, requests.RequestException) as problem:
        raise _Ended(Finding.NOT_LOOKED) from problem
    return parts


def _joined(here, location):
    """Where a redirect leads; servers write UTF-8 there, which _Head reads as Latin-1."""
    try:
        return urljoin(here, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as problem:
        raise _Ended(Finding.NOT_PUBLIC) from problem


def _finding(status):
    if 200 <= status < 300:
        return Finding.FINE
    if status in (404, 410):
        return Finding.GONE
    return Finding.SERVER_ERROR if 500 <= status < 600 else Finding.NOT_FOR_ROBOTS


def _seconds(retry_after):
    """The seconds of a Retry-After header, which has seconds or a date."""
    try:
        if retry_after.strip().isdecimal():
            return float(retry_after)
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
