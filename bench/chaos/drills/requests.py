"""Thousands of random requests at every address: none is an error of ours."""

import contextlib
import json
import random
import socket
import sys
import threading
import urllib.parse
from collections import Counter

from bench.chaos.editions import put
from bench.chaos.portal import HOST
from bench.chaos.promises import Line
from tests.registry import Registry

THREADS = 6
ROUTES = """
import json
from django.urls import get_resolver
from trials.search.forms import SearchForm
from organizations.forms import OrganizationForm
from conditions.models import Condition, Guide
from organizations.models import Organization

def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route

names = {*SearchForm.base_fields, *OrganizationForm.base_fields, "for", "id", "page_size", "since",
    "fields", "next", "format", "cursor", "zoom", "x", "y", "utm_source", "_id", "_count"}
slugs = [slug for model in (Condition, Guide, Organization)
    for slug in model.objects.values_list("slug", flat=True)[:20]]
print(json.dumps([sorted(set(routes(get_resolver()))), sorted(names), slugs]))
"""
WORDS = (
    *("", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "true", "null", "[]", "a", "\0"),
    *("RECRUITING", "all", "Boston", "dermatomyositis", "NCT98000001", "nct98000002", "NCT0"),
    *("'", '"', "' OR 1=1 --", "%", "%00", "%s", "{0}", "../../etc/passwd", "..%2f", "\\", "\r\n"),
    *("<script>", "((((", "a & | b", "*" * 50, "\u202e", "👩‍⚕️", "\ud800", "x" * 900, "é" * 300),
    *("2026-13-45", "2026-11-01T00:00:00Z", "2026-02-30", "9999-12-31", "text/html", "csv", "json"),
)
METHODS = ["GET"] * 16 + ["HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"]
HEADERS = (
    *("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since"),
    *("Range", "Cookie", "Origin", "Referer", "X-Forwarded-For", "X-Request-ID", "Content-Type"),
    *("X-Forwarded-Host", "X-HTTP-Method-Override", "Authorization", "X-Requested-With"),
)


class Requests:
    """Makes random requests out of everything that the portal has addresses and parameters for."""

    def __init__(self, seed, routes, names, slugs):
        self.chance = random.Random(seed)
        self.routes, self.names, self.slugs = routes, names, slugs

    def word(self):
        if self.chance.random() < 0.2:
            return "".join(
                map(chr, self.chance.choices(range(1, 600), k=self.chance.randint(1, 20)))
            )
        return self.chance.choice([*WORDS, *self.slugs[:10]])

    def path(self):
        if self.chance.random() < 0.05:
            return "/" + _quoted("/".join(self.word() for _ in range(self.chance.randint(1, 4))))
        path, rest = "/", self.chance.choice(self.routes).replace("^", "").replace("$", "")
        while rest:
            fixed, mark, rest = rest.partition("<") if "<" in rest else (rest, "", "")
            path += urllib.parse.quote(fixed.replace("\\", "").replace("(?P", ""))
            if mark:
                rest = rest.partition(">")[2]
                path += _quoted(self.value())
        return path

    def value(self):
        return self.chance.choice(
            ["1", "NCT98000001", "NCT98000005", *self.chance.choices(self.slugs, k=2), self.word()]
        )

    def query(self):
        pairs = [
            f"{_quoted(self.chance.choice(self.names))}={_quoted(self.word())}"
            for _ in range(self.chance.choice((0, 1, 1, 2, 3, 6)))
        ]
        return "?" + "&".join(pairs) if pairs else ""

    def request(self):
        headers = {
            name: self.word().encode("utf-8", "replace").translate(None, b"\r\n\0").strip()
            for name in self.chance.sample(HEADERS, self.chance.choice((0, 0, 1, 2)))
        }
        method, body = self.chance.choice(METHODS), None
        if method in ("POST", "PUT", "PATCH"):
            body = self.query()[1:].encode() or self.chance.randbytes(self.chance.randint(0, 300))
            headers.setdefault("Content-Type", b"application/x-www-form-urlencoded")
        return method, self.path() + self.query(), body, headers

    def raw(self):
        """Bytes that are hardly a request."""
        line = self.chance.choice((b"GET / HTTP/1.1", b"GET /trials/?q=%ff%fe HTTP/1.1", b"", b"G"))
        head = f"\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n".encode()
        return line + head + self.chance.randbytes(self.chance.randint(0, 400)) + b"\r\n\r\n"


def _quoted(text):
    return urllib.parse.quote(text.encode("utf-8", "surrogatepass"), safe="")


def drill(machine, options):
    with Registry() as registry, machine.portal("requests", registry=registry.url) as portal:
        put(registry, 1, 60)
        portal.sync()
        _, said = portal.manage("shell", "--no-imports", "-c", ROUTES)
        made = Requests(options.seed, *json.loads(said.splitlines()[-1]))
        portal.serve()
        counts, wrong = Counter(), []
        todo, lock = iter(range(options.requests)), threading.Lock()

        def send():
            while True:
                with lock:
                    if (number := next(todo, None)) is None:
                        return
                    sent = made.raw() if number % 50 == 0 else made.request()
                status, told = _send(portal, sent)
                with lock:
                    counts[f"{str(status)[0]}xx" if status else "none"] += 1
                    if status >= 500 or (not status and isinstance(sent, tuple)):
                        wrong.append(f"{status}: {str(sent)[:300]} {told}")

        threads = [threading.Thread(target=send) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for line in wrong[:20]:
            print(f"    {line}", file=sys.stderr)
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
        yield Line(
            f"{options.requests} random requests",
            f"at {len(made.routes)} addresses, seed {options.seed}: {told}; "
            f"{len(wrong)} errors of ours or without an answer",
            not wrong and portal.ask("/").status == 200,
        )


def _send(portal, sent):
    """(status, what was wrong) of one request; the status is 0 if there was no answer."""
    if isinstance(sent, bytes):
        answer = b""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", portal.port), timeout=30) as link,
        ):
            link.sendall(sent)
            answer = link.recv(4096)
        status = answer[9:12]
        return (int(status) if status.isdigit() else 0), ""
    method, path, body, headers = sent
    answer = portal.ask(path, method=method, body=body, **headers)
    return answer.status, answer.text[:200] if answer.status in (0, 500) else ""
