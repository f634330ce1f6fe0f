"""How long readers wait at a busy portal, and what the server needs: 80 % of requests are for kept
pages, the others for pages that nobody has asked for before.

    make bench-journeys [ARGS="--connections 10 50 200 --seconds 20"]

granian as in production, with the studies of `make bench-search`. Each connection asks again as
soon as it is answered, each time as another reader, whom nobody refuses. The connections are
threads of this process, so the server has only a part of the machine. Also measured: the first
pages after a start, and the memory of each process after them and after the load.
"""

import argparse
import http.client
import random
import statistics
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import crowding, search  # noqa: E402 (the folder above is in the path from here on)

KEPT_SHARE = 0.8
PAGES = (
    "/",
    "/trials/",
    "/conditions/",
    "/organizations/",
    "/about/",
    "/trials/?q=dermatomyositis",
)
STUDIES = 20
FIRST = ("/healthz", "/", "/trials/", "/trials/?q=dermatomyositis&place=Boston")


class Reader:
    """Asks on one connection until the time is over, and keeps the milliseconds of each answer."""

    def __init__(self, port, number, kept, fresh, until):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.chance, self.kept, self.fresh = random.Random(number), kept, fresh
        self.until, self.took, self.faults = until, [], []
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while (began := time.monotonic()) < self.until:
            is_kept = self.chance.random() < KEPT_SHARE
            path = self.chance.choice(self.kept) if is_kept else next(self.fresh)
            try:
                status = self.ask(path)
            except (OSError, http.client.HTTPException) as problem:
                status = repr(problem)
            if status != 200:
                self.faults.append(f"{path}: {status}")
                return
            self.took.append(1000 * (time.monotonic() - began))

    def ask(self, path):
        source = ".".join(["9", *(str(self.chance.randrange(256)) for _ in range(3))])
        told = {"Host": crowding.HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": source}
        self.link.request("GET", urllib.parse.quote(path, safe="/?=&,"), headers=told)
        answer = self.link.getresponse()
        answer.read()
        return answer.status


def journey(port, connections, kept, fresh, seconds):
    """(answers a second, p50, p95, p99 in ms)"""
    until = time.monotonic() + seconds
    readers = [Reader(port, number, kept, fresh, until) for number in range(connections)]
    for reader in readers:
        reader.thread.start()
    for reader in readers:
        reader.thread.join()
    if faults := [fault for reader in readers for fault in reader.faults]:
        raise SystemExit(f"{len(faults)} answers were not 200, such as {faults[0]}")
    took = [time for reader in readers for time in reader.took]
    hundredths = statistics.quantiles(took, n=100)
    return len(took) / seconds, hundredths[49], hundredths[94], hundredths[98]


def processes():
    """[(name, MB of its own)] of the server and its workers, the largest last."""
    own = [
        child.memory_full_info().uss / 2**20
        for child in psutil.Process().children(recursive=True)
        if "granian" in " ".join(child.cmdline())
    ]
    return sorted(own)


def inside(connections, seconds):
    from trials.models import Trial

    numbers = list(Trial.objects.listed().values_list("nct_id", flat=True)[:1000])
    kept = [*PAGES, *(f"/trials/{number}/" for number in numbers[:STUDIES])]
    fresh = crowding.Addresses(crowding.pages(numbers))
    figures = {"first": {}, "load": {}}
    began = time.monotonic()
    with search.served(crowding.SERVER, "/healthz") as port:
        figures["ready"] = time.monotonic() - began
        one = Reader(port, 0, kept, fresh, 0)
        for path in FIRST:
            began = time.monotonic()
            one.ask(path)
            figures["first"][path] = 1000 * (time.monotonic() - began)
        figures["memory after the first pages"] = processes()
        # Each process makes each page once, and keeps it.
        for path in kept * 6:
            Reader(port, 1, kept, fresh, 0).ask(path)
        for count in connections:
            figures["load"][count] = journey(port, count, kept, fresh, seconds)
        figures["memory after the load"] = processes()
    return figures


def report(figures):
    print(f"\nready after {figures['ready']:.1f} s; first pages, ms:")
    for path, took in figures["first"].items():
        print(f"{path:50}{took:>9.0f}")
    for name in ("memory after the first pages", "memory after the load"):
        print(f"{name}, MB of each process: " + ", ".join(f"{mb:.0f}" for mb in figures[name]))
    print(f"\n{KEPT_SHARE:.0%} kept{'answers/s':>23}{'p50, ms':>10}{'p95':>10}{'p99':>10}")
    for count, row in figures["load"].items():
        print(f"{count:>4} connections{row[0]:>15.0f}" + "".join(f"{ms:>10.0f}" for ms in row[1:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--connections", type=int, nargs="+", default=[10, 50, 200])
    parser.add_argument("--seconds", type=float, default=20)
    crowding.run_as_server(
        parser, lambda options: inside(options.connections, options.seconds), report
    )


if __name__ == "__main__":
    main()
