"""How long readers wait while one client sends many requests at once, compared with a quiet portal.

    make bench-crowding [ARGS="--seconds 20 --balancer"]

granian as in production, with the studies of `make bench-search`; each request names its client, as
a proxy would. Two readers ask for pages that nobody has asked for before. A third client sends
requests on twenty connections without a pause, whatever the answers: for tables, for long searches,
for API pages of 100 studies. To tell how much of that is the price of twenty busy connections, it
also asks for the emptiest view, and for tables but waits as long as Retry-After says. It is a
process of its own: otherwise the readers' clocks would wait for its threads. Quiet times and each
attack take turns, so that a machine that is busy with something else affects all alike. With
`--balancer`, all of them ask nginx with deploy/nginx.conf, as in the compose profile `scale`.
"""

import argparse
import collections
import contextlib
import http.client
import itertools
import json
import multiprocessing
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import search  # noqa: E402 (the folder above is in the path from here on)

HOST = "portal.example"
READERS = ("9.9.9.1", "9.9.9.2")
ATTACKER, ATTACKERS = "9.9.9.9", 20
TOWNS = ("Boston", "Chicago", "Lyon", "Berlin", "London", "Toronto", "Tokyo", "Miami")
# How long a reader reads between two pages.
PAUSE = 0.25
ROUNDS = 3
GOAL = 2
SERVER = [
    *(sys.executable, "-m", "granian", "myositis_portal.wsgi:application", "--interface", "wsgi"),
    *("--http", "1", "--host", "127.0.0.1", "--port", "{port}"),
    *("--workers", "2", "--blocking-threads", "8", "--workers-kill-timeout", "5"),
]
WORDS = "dermatomyositis polymyositis inclusion body myositis antisynthetase overlap necrotizing"
ATTACKS = {
    "quiet": None,
    "20 tables at once": "/trials.csv?status=all&q=myositis",
    "20 long searches at once": "/trials/?q=" + urllib.parse.quote(WORDS * 3),
    "20 API pages of 100 at once": "/api/v1/trials/?status=all&page_size=100",
    "20 empty views at once": "/healthz?",
    "20 tables, waiting as told": "/trials.csv?status=all&q=rituximab",
}
WAITS = "20 tables, waiting as told"


class Client:
    """Requests one address after the other, and keeps (status, seconds) of each answer."""

    def __init__(self, port, source, addresses, pause, until, waits=False):
        self.port, self.source, self.addresses = port, source, addresses
        self.pause, self.until, self.waits = pause, until, waits
        self.answers = []
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while time.monotonic() < self.until:
            began = time.monotonic()
            status, told = self.ask(next(self.addresses))
            self.answers.append((status, time.monotonic() - began))
            pause = told if self.waits and told else self.pause
            time.sleep(min(pause, max(0, self.until - time.monotonic())))

    def ask(self, address):
        """(status, seconds that the answer says to wait)"""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.source}
        with contextlib.closing(link), contextlib.suppress(OSError, http.client.HTTPException):
            link.request("GET", address, headers=told)
            answer = link.getresponse()
            answer.read()
            return answer.status, int(answer.headers.get("Retry-After", 0))
        return 0, 0


class Addresses:
    """Endless new addresses, also for many threads."""

    def __init__(self, ways):
        self.ways, self.lock = ways, threading.Lock()

    def __next__(self):
        with self.lock:
            return next(self.ways)


def pages(numbers):
    """A study, a list and a search in turn; each only once."""
    asked = itertools.product(range(1, 9), range(18, 90), TOWNS)
    for nct_id, (page, age, town) in zip(itertools.cycle(numbers), asked, strict=False):
        near = f"age={age}&place={town}"
        yield f"/trials/{nct_id}/?{near}"
        yield f"/trials/?{near}&page={page}"
        yield f"/trials/?q=dermatomyositis&status=RECRUITING&{near}&page={page}"


def attacks(address, numbers):
    """The same address again and again, each time for a different age, so that none is kept."""
    for number in numbers:
        age, town = 18 + number % 80, TOWNS[number // 80 % len(TOWNS)]
        yield f"{address}&age={age}&place={town}&within=500"


def crowd(port, attack, seconds, waits, begun, told):
    """The client that sends many requests, in a process of its own."""
    until = time.monotonic() + seconds
    addresses = Addresses(attacks(attack, itertools.count(1)))
    clients = [Client(port, ATTACKER, addresses, 0, until, waits) for _ in range(ATTACKERS)]
    begun.set()
    for client in clients:
        client.thread.join()
    statuses = [status for client in clients for status, _seconds in client.answers]
    told.put(collections.Counter(statuses))


def measured(port, readers, attack, seconds, waits=False):
    apart = multiprocessing.get_context("spawn")
    begun, told = apart.Event(), apart.Queue()
    if attack:
        # It may end after the readers, not before.
        wanted = (port, attack, seconds + 1, waits, begun, told)
        apart.Process(target=crowd, args=wanted, daemon=True).start()
        begun.wait()
    until = time.monotonic() + seconds
    asking = [Client(port, source, readers, PAUSE, until) for source in READERS]
    for client in asking:
        client.thread.join()
    got = [answer for client in asking for answer in client.answers]
    wrong = [status for status, _seconds in got if status != 200]
    if wrong:
        raise SystemExit(f"readers were answered {wrong}")
    answers = told.get() if attack else collections.Counter()
    return [1000 * seconds for _status, seconds in got], answers


@contextlib.contextmanager
def balanced(port):
    """The port of nginx in front of this one, with deploy/nginx.conf."""
    config = (ROOT / "deploy" / "nginx.conf").read_text()
    config = re.sub(r"(?m)^ *server web-\d:.*\n", "", config)
    config = config.replace("server web:8000", f"server 127.0.0.1:{port}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nginx.conf"

        def command(front):
            listening = config.replace("listen 8080", f"listen 127.0.0.1:{front}")
            path.write_text(listening.replace("/tmp/", f"{folder}/"))
            return ["nginx", "-c", str(path), "-g", "daemon off; user root;"]

        with search.served(command, "/healthz") as front:
            yield front


def inside(seconds, rounds, balancer):
    """{kind of time: (milliseconds of the readers' answers, {status: answers to the client})}"""
    from trials.models import Trial

    readers = Addresses(pages(list(Trial.objects.values_list("nct_id", flat=True)[:1000])))
    times = {name: [] for name in ATTACKS}
    told = {name: collections.Counter() for name in ATTACKS}
    for turn in range(rounds):
        for name in list(ATTACKS)[:: -1 if turn % 2 else 1]:
            # Each time with a new server, which knows no client yet.
            with contextlib.ExitStack() as servers:
                port = servers.enter_context(search.served(SERVER, "/healthz"))
                if balancer:
                    port = servers.enter_context(balanced(port))
                measured(port, readers, None, 1)
                got, answers = measured(port, readers, ATTACKS[name], seconds, waits=name == WAITS)
            times[name] += got
            told[name] += answers
    return {name: [times[name], told[name]] for name in ATTACKS}


def report(figures):
    quiet = search.p95(figures["quiet"][0])
    print(f"\n{'':30}{'answers':>9}{'median':>9}{'p95 ms':>9}{'ratio':>8}  the client was answered")
    for name, (times, told) in figures.items():
        ratio = search.p95(times) / quiet
        line = f"{name:30}{len(times):>9}{statistics.median(times):>9.0f}{search.p95(times):>9.0f}"
        print(f"{line}{ratio:>8.2f}  {told or ''}")
    worst = max(search.p95(times) for times, _told in figures.values()) / quiet
    word = "met" if worst < GOAL else "MISSED"
    print(f"goal: readers' p95 under {GOAL} times its quiet value: ×{worst:.2f}, {word}")


def run_as_server(parser, measure, report):
    """Parse the options, load the studies, and report what `measure(options)` gives.

    It is measured by a second process, in the environment of a server under a public name; see
    environment.py.
    """
    parser.add_argument("--studies", type=int, default=5_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        os.environ |= {"ALLOWED_HOSTS": HOST, "SECRET_KEY": secrets.token_hex(32)}
        with search.database(options.studies):
            figures = measure(options)
        print(json.dumps(figures))
        return
    search.ask("load", options.studies)
    done = subprocess.run(
        [sys.executable, *sys.argv, "--inside"], stdout=subprocess.PIPE, check=True
    )
    report(json.loads(done.stdout.splitlines()[-1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--balancer", action="store_true", help="with nginx in front")

    def measure(options):
        # nginx is a second proxy behind the one that the bench plays.
        os.environ["PROXIES"] = "2" if options.balancer else "1"
        return inside(options.seconds, options.rounds, options.balancer)

    run_as_server(parser, measure, report)


if __name__ == "__main__":
    main()
