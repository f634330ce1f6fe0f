"""How many kept API responses a server gives per second, compared with an empty view.

    make bench-api-reads [ARGS="--studies 5000 --seconds 5"]

granian as in production. wrk asks for gzip on 50 connections, alternating between the addresses.
`/healthz` is our emptiest view, behind the same middleware; `/nothing` does not even reach Django,
so it shows what the server itself can do. If wrk is not installed, threads in this process send the
requests. They are slower than the server, so only the ratios mean something.
"""

import argparse
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import crowding, search  # noqa: E402 (the folder above is in the path from here on)
from bench.http_load import ask_often  # noqa: E402

CONNECTIONS = 50
EMPTY, BARE = "/healthz", "/nothing"
READS = ("/api/v1/trials/", "/api/v1/trials/{number}/", "/api/v1/readings/{number}/")
GOAL = 0.5
SERVER = [part.replace("myositis_portal.wsgi", "bench.api_reads") for part in crowding.SERVER]

if __name__ != "__main__":  # in a server's worker
    from myositis_portal.wsgi import application as portal

    def application(environ, start_response):
        if environ["PATH_INFO"] == BARE:
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"ok\n"]
        return portal(environ, start_response)


def ask(port, path, seconds):
    return ask_often(port, path, CONNECTIONS, seconds, ("Accept-Encoding", "gzip"))


def measure(port, paths, rounds, seconds):
    """{path: [(answers in a second, p50, p99) of each round]}"""
    figures = {path: [] for path in paths}
    for path in paths:
        ask(port, path, 1)  # each process makes it once and keeps it
    for _ in range(rounds):
        for path in paths:
            figures[path].append(ask(port, path, seconds))
    return figures


def report(figures):
    heads = f"{'answers/s':>12}{'p50, ms':>10}{'p99, ms':>10}  beside the empty view"
    print(f"{f'{CONNECTIONS} connections':47}{heads}")
    empty = statistics.median(rate for rate, *_ in figures[EMPTY])
    shares = {}
    for path, rounds in figures.items():
        rate, p50, p99 = (statistics.median(column) for column in zip(*rounds, strict=True))
        shares[path] = rate / empty
        print(f"{path:47}{rate:>12,.0f}{p50:>10.1f}{p99:>10.1f}  ×{rate / empty:.2f}")
    slowest = min(share for path, share in shares.items() if path not in (EMPTY, BARE))
    print(f"goal: reads of the API are ×{GOAL} or more; the slowest is ×{slowest:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    search.ask("load", arguments.studies)
    with search.database(arguments.studies):
        from trials.models import Trial

        number = Trial.objects.listed().values_list("pk", flat=True).first()
        paths = [EMPTY, BARE, *(path.format(number=number) for path in READS)]
        with search.served(SERVER, EMPTY) as port:
            report(measure(port, paths, arguments.rounds, arguments.seconds))


if __name__ == "__main__":
    main()
