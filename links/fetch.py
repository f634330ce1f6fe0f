"""One polite, bounded look at an address of somebody else. Knows no tables of ours.

What answers there may be slow, huge, broken, or lead into our own network. So each step asks for
the numbers of a name once, refuses any that is not public, and connects to just these numbers; a
redirect is such a step again. Every read has a deadline of its own, cut to what is left of the
whole, so that a byte now and then buys no time. No body is read: the head of an answer says all.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

import requests

from .choices import Finding

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
MOST_NUMBERS = 3  # of one name, tried in turn
PERMANENT, TEMPORARY = (301, 308), (302, 303, 307)
TOO_MANY_REQUESTS = 429
# Asking in another way would find the same, or be impolite.
_SETTLED = (
    Finding.FINE,
    Finding.NOT_LOOKED,
    Finding.NO_NAME,
    Finding.NO_CONNECTION,
    Finding.BAD_TLS,
    Finding.NOT_PUBLIC,
)
# Where the public addresses of IPv6 lie. What else counts as one there reaches IPv4 in disguise.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Special ranges that Python, by its version, holds for public.
_SPECIAL = [
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]


@dataclass(frozen=True)
class Limits:
    """Of one look, with all its redirects."""

    seconds: float = 20
    # Of these, for the question HEAD.
    head_seconds: float = 8
    connect_seconds: float = 5
    silent_seconds: float = 5
    # Of one answer.
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
        """Where the page is for good, as its server says; empty where it has not moved."""
        found = ""
        for status, address in self.redirects:
            if status not in PERMANENT:
                break
            found = address
        return found


def is_public(number: str) -> bool:
    """Whether anybody on the internet may speak with this address."""
    address = ipaddress.ip_address(number)
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _SPECIAL)
    )


def is_public_web(number: str, port: int) -> bool:
    return is_public(number) and port in PORTS.values()


class _Ended(Exception):
    """The look is over, with this."""

    def __init__(self, finding):
        super().__init__(finding)
        self.finding = finding


class _Wire(io.RawIOBase):
    """What http.client takes for a socket: it ends at a moment, and after so many bytes."""

    def __init__(self, sock, seconds_left, limits):
        self.sock = sock
        self.seconds_left = seconds_left
        self.limits = limits
        self.bytes_left = limits.bytes

    def _wind_up(self):
        self.sock.settimeout(min(self.limits.silent_seconds, self.seconds_left()))

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.bytes_left <= 0:
            raise _Ended(Finding.NO_ANSWER)
        self._wind_up()
        count = self.sock.recv_into(memoryview(buffer)[: self.bytes_left])
        if not count:
            # http.client takes a head that is cut off for a whole one.
            raise _Ended(Finding.NO_ANSWER)
        self.bytes_left -= count
        return count

    def sendall(self, data):
        self._wind_up()
        self.sock.sendall(data)

    def makefile(self, mode):
        return io.BufferedReader(self)

    def close(self):
        """Who opened the socket closes it."""


class Looker:
    """Looks at addresses, one after the other. Keeps nothing of one for the next: no cookies."""

    def __init__(
        self,
        user_agent: str,
        limits: Limits = Limits(),
        may_reach: Callable[[str, int], bool] = is_public_web,
        context: ssl.SSLContext | None = None,
    ):
        """`may_reach(number, port)` and `context` are doors for tests, whose servers are here."""
        self.user_agent = user_agent
        self.limits = limits
        self.may_reach = may_reach
        self.context = context or ssl.create_default_context(cafile=requests.certs.where())

    def look(self, address: str) -> Outcome:
        """What is there? Always an answer, within the limits and the patience of the resolver."""
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
                status, headers = self._ask(method, parts, end)
                outcome = replace(
                    outcome,
                    status=status,
                    finding=_finding(status),
                    retry_after=_seconds(headers.get("Retry-After", "")),
                )
                location = headers.get("Location")
                if status not in (*PERMANENT, *TEMPORARY) or not location:
                    return outcome
                sets_cookies = sets_cookies or "Set-Cookie" in headers
                there = _joined(here, location)
                outcome = replace(
                    outcome, address=there, redirects=(*outcome.redirects, (status, there))
                )
        except _Ended as problem:
            return replace(outcome, finding=problem.finding)
        # Who needs a cookie to arrive does arrive, in a browser.
        finding = Finding.NOT_FOR_ROBOTS if sets_cookies else Finding.IN_CIRCLES
        return replace(outcome, finding=finding)

    def _ask(self, method, parts, end):
        """(status, headers) of one answer. Raises _Ended."""

        def seconds_left():
            if (left := end - time.monotonic()) <= 0:
                raise _Ended(Finding.NO_ANSWER)
            return left

        headers = {
            "Host": parts.netloc,
            "User-Agent": self.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            # No body is unpacked here; a small one that grows is not to be had at all.
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            with self._connected(parts, seconds_left) as sock:
                connection = http.client.HTTPConnection(parts.hostname)
                connection.sock = _Wire(sock, seconds_left, self.limits)
                connection.request(method, target, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.headers
        except ssl.SSLError as problem:
            raise _Ended(Finding.BAD_TLS) from problem
        except (OSError, ValueError, http.client.HTTPException) as problem:
            raise _Ended(Finding.NO_ANSWER) from problem

    def _connected(self, parts, seconds_left):
        port = parts.port or PORTS[parts.scheme]
        for number in self._numbers(parts.hostname, port):
            patience = min(self.limits.connect_seconds, seconds_left())
            try:
                # The very number that was judged: a second answer of the resolver changes nothing.
                sock = socket.create_connection((number, port), timeout=patience)
                break
            except OSError:
                continue
        else:
            raise _Ended(Finding.NO_CONNECTION)
        if parts.scheme == "http":
            return sock
        try:
            secured = self.context.wrap_socket(
                sock, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
        except BaseException:
            sock.close()
            raise
        try:
            # Python counts this for the whole handshake.
            secured.settimeout(min(self.limits.silent_seconds, seconds_left()))
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
        return secured

    def _numbers(self, host, port):
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise _Ended(Finding.NO_NAME) from problem
        numbers = list(dict.fromkeys(row[4][0] for row in rows))
        # One number within is enough to refuse a name that has others without.
        if not all(self.may_reach(number, port) for number in numbers):
            is_within = not all(map(is_public, numbers))
            raise _Ended(Finding.NOT_PUBLIC if is_within else Finding.NOT_LOOKED)
        return numbers[:MOST_NUMBERS]


def _parts(address) -> SplitResult:
    """Of an address as browsers send it: names in ASCII, odd characters escaped, no fragment."""
    try:
        if urlsplit(address).scheme.lower() not in PORTS:
            raise _Ended(Finding.NOT_PUBLIC)
        parts = urlsplit(urldefrag(requests.Request("GET", address).prepare().url).url)
        if not parts.hostname or "@" in parts.netloc:
            raise _Ended(Finding.NOT_LOOKED)
    except (ValueError, requests.RequestException) as problem:
        raise _Ended(Finding.NOT_LOOKED) from problem
    return parts


def _joined(here, location):
    """Where a redirect leads; servers write UTF-8 there, which http.client reads as Latin-1."""
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
    """Of a Retry-After header, which has seconds or a moment."""
    try:
        if retry_after.strip().isdecimal():
            return float(retry_after)
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
