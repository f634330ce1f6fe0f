"""Clients that send slowly, read slowly, or send too much, while others read."""

import contextlib
import socket
import statistics
import threading
import time
from pathlib import Path

from bench.chaos.editions import put
from bench.chaos.portal import HOST
from bench.chaos.promises import Line, Missed
from tests.registry import Registry

HEAD = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\n".encode()
# granian gives headers 5 seconds; see the Dockerfile.
SECONDS_TO_CUT_OFF = 10
GOAL_SECONDS = 2
MEGABYTES = 50


def drill(machine, options):
    with Registry() as registry, machine.portal("slow", registry=registry.url) as portal:
        put(registry, 1, 300)
        portal.sync()
        portal.serve()
        for path in ("/", "/trials/", "/about/"):
            for _ in range(10):
                if portal.ask(path).status != 200:
                    raise Missed(f"{path} does not answer before the drill")
        yield _slow_heads(portal, options.clients)
        yield _slow_bodies(portal, options.clients)
        yield _slow_readers(portal, options.clients)
        yield _big_bodies(portal)


class Reader:
    """Reads kept and new pages all the time; for how long each answer took."""

    def __init__(self, portal):
        self.portal, self.ended, self.answers = portal, threading.Event(), []
        self.thread = threading.Thread(target=self.read)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def read(self):
        number = 0
        while not self.ended.wait(0.05):
            number += 1
            path = ("/", f"/trials/?q=reader{number}{time.time_ns()}", "/about/")[number % 3]
            self.answers.append(self.portal.ask(path))

    @property
    def said(self):
        seconds = [answer.seconds for answer in self.answers]
        wrong = sum(answer.status != 200 for answer in self.answers)
        return (
            f"others meanwhile: {len(seconds)} answers, median {statistics.median(seconds):.2f} s, "
            f"slowest {max(seconds):.2f} s, {wrong} failed"
        )

    @property
    def is_served(self):
        return all(a.status == 200 and a.seconds <= GOAL_SECONDS for a in self.answers)


@contextlib.contextmanager
def connected(portal, count):
    links = [socket.create_connection(("127.0.0.1", portal.port), timeout=60) for _ in range(count)]
    try:
        yield links
    finally:
        for link in links:
            link.close()


def _drip(links, seconds, piece):
    """Send a little on each connection every half second; the seconds until all were cut off."""
    began, open_ones = time.monotonic(), set(links)
    while open_ones and time.monotonic() < began + seconds:
        for link in list(open_ones):
            try:
                link.settimeout(0)
                link.sendall(piece)
                if link.recv(4096) == b"":
                    open_ones.discard(link)
            except BlockingIOError:
                continue
            except OSError:
                open_ones.discard(link)
        time.sleep(0.5)
    return len(open_ones), time.monotonic() - began


def _slow_heads(portal, clients):
    with connected(portal, clients) as links, Reader(portal) as reader:
        for link in links:
            link.sendall(b"GET /trials/ HTTP/1.1\r\n" + HEAD + b"X-Slow: ")
        left, seconds = _drip(links, 3 * SECONDS_TO_CUT_OFF, b"x")
    return Line(
        f"{clients} clients that send headers slowly",
        f"{clients - left} cut off within {seconds:.0f} s; {reader.said}",
        not left and seconds <= SECONDS_TO_CUT_OFF and reader.is_served,
    )


def _slow_bodies(portal, clients):
    """A form that never ends. Each client has its own address, as it would in an attack."""
    with connected(portal, clients) as links, Reader(portal) as reader:
        for number, link in enumerate(links):
            source = f"X-Forwarded-For: 9.{number // 250 + 1}.9.{number % 250 + 1}\r\n".encode()
            head = b"POST /admin/login/ HTTP/1.1\r\n" + HEAD + source
            form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n"
            link.sendall(head + form + b"Cookie: __Host-csrftoken=" + b"a" * 32 + b"\r\n\r\n")
        left, seconds = _drip(links, 2 * SECONDS_TO_CUT_OFF, b"a")
    return Line(
        f"{clients} clients that send a form slowly",
        f"{clients - left} cut off within {seconds:.0f} s; {reader.said}",
        reader.is_served,
    )


def _slow_readers(portal, clients):
    """Ask for a large table, and do not read it."""
    with connected(portal, clients) as links, Reader(portal) as reader:
        for number, link in enumerate(links):
            source = f"X-Forwarded-For: 9.{number // 250 + 1}.8.{number % 250 + 1}\r\n".encode()
            path = b"GET /trials.csv?status=all&age=%d HTTP/1.1\r\n" % (number % 80 + 18)
            link.sendall(path + HEAD + source + b"\r\n")
        time.sleep(SECONDS_TO_CUT_OFF)
    return Line(f"{clients} clients that do not read a table", reader.said, reader.is_served)


def _big_bodies(portal):
    """One that says how long it is, and one in pieces that does not."""
    before = _memory(portal)
    said = []
    for kind in (b"Content-Length: %d\r\n" % (MEGABYTES << 20), b"Transfer-Encoding: chunked\r\n"):
        piece = b"x" * (1 << 20)
        if b"chunked" in kind:
            piece = b"%x\r\n%s\r\n" % (len(piece), piece)
        with connected(portal, 1) as [link]:
            answer, sent = b"", 0
            with contextlib.suppress(OSError):
                link.sendall(b"POST /admin/login/ HTTP/1.1\r\n" + HEAD + kind + b"\r\n")
                while sent < MEGABYTES:
                    link.sendall(piece)
                    sent += 1
            with contextlib.suppress(OSError):
                link.settimeout(5)
                answer = link.recv(4096)
            said.append((answer[9:12].decode() or "cut off", sent))
    grown = _memory(portal) - before
    kinds = "; ".join(f"{status} after {sent} MB" for status, sent in said)
    is_kept = not any(status.startswith(("2", "5")) for status, _ in said) and grown < MEGABYTES
    return Line(
        f"bodies of {MEGABYTES} MB",
        f"with a length and in pieces: {kinds}; memory of the site grew by {grown} MB",
        is_kept and portal.ask("/about/").status == 200,
    )


def _memory(portal):
    """MB of the site's processes."""
    session = portal.processes["web"].pid
    kilobytes = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[3]) == session:
                status = (folder / "status").read_text()
                kilobytes += int(status.partition("VmRSS:")[2].split()[0])
    return kilobytes // 1024
