"""Which server runs the portal: gunicorn (sync and threads) against granian (WSGI), side by side.

    make bench-server [ARGS="--rounds 3 --seconds 3 /trials/"]

Everything runs in a copy of the checkout with its own PostgreSQL and sample studies, only on
127.0.0.1. The load comes from `wrk` if it is installed, else from threads in this process, which
are slower than the servers; then only the ratios mean something. `--short` only shows that the
bench still runs, with granian alone.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import psycopg2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.http_load import ask_often  # noqa: E402 (the folder above is in the path from here on)

PATHS = ["/healthz", "/", "/trials/"]
SLOW, SLOW_SECONDS = "/slow", 2
CONNECTIONS = 8
WORKERS, THREADS = "2", "4"
APP = "bench.web_server:application"
GUNICORN = ["gunicorn", APP, "--workers", WORKERS, "--bind", "127.0.0.1:{port}"]
GUNICORN += ["--access-logfile", "-", "--access-logformat", '"%(m)s %(U)s" %(s)s %(M)s ms']
GUNICORN += ["--no-control-socket"]
GRANIAN = ["granian", APP, "--interface", "wsgi", "--workers", WORKERS, "--http", "1"]
GRANIAN += ["--host", "127.0.0.1", "--port", "{port}", "--access-log"]
GRANIAN += ["--access-log-fmt", '"%(method)s %(path)s" %(status)d %(dt_ms).0f ms']
GRANIAN += ["--workers-kill-timeout", "15"]
# An idle thread ends after 5 seconds instead of 30: `connections_left` waits for that.
GRANIAN += ["--blocking-threads-idle-timeout", "5"]
SERVERS = {
    "gunicorn sync": GUNICORN,
    "gunicorn threads": [*GUNICORN, "--worker-class", "gthread", "--threads", THREADS],
    "granian": [*GRANIAN, "--blocking-threads", "1"],
    "granian threads": [*GRANIAN, "--blocking-threads", THREADS],
}

if __name__ != "__main__":  # in a server's worker
    from myositis_portal.wsgi import application as portal

    def application(environ, start_response):
        if environ["PATH_INFO"] == SLOW:
            time.sleep(SLOW_SECONDS)
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"late\n"]
        return portal(environ, start_response)


class Server:
    def __init__(self, name, checkout, env):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        words = [
            word.format(port=self.port) if "{port}" in word else word for word in SERVERS[name]
        ]
        started = time.monotonic()
        self.log = open(checkout / "server.log", "w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=checkout, env=env, stdout=self.log, stderr=self.log
        )
        while self.status("/healthz") is None:
            if self.process.poll() is not None or time.monotonic() > started + 30:
                sys.exit(f"{name} did not start: {(checkout / 'server.log').read_text()}")
            time.sleep(0.01)
        self.started_in = time.monotonic() - started

    def status(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", path)
            return connection.getresponse().status

    def processes(self):
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]

    def megabytes(self):
        """Resident memory of all its processes; shared memory counts for each of them."""
        return sum(process.memory_info().rss for process in self.processes()) / 2**20

    def cpu_seconds(self):
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def stop_under_way(name, checkout, env):
    """Whether a request in progress is answered when the server is told to stop, and how long that
    takes while a client (the proxy) keeps an idle connection open."""
    server = Server(name, checkout, env)
    idle = http.client.HTTPConnection("127.0.0.1", server.port)
    idle.request("GET", "/healthz")
    idle.getresponse().read()
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.status(SLOW)))
    asking.start()
    time.sleep(SLOW_SECONDS / 4)
    start = time.monotonic()
    server.stop()
    took = time.monotonic() - start
    asking.join()
    idle.close()
    return answers == [200], took, server.process.returncode


def slowest_beside_a_slow_one(name, checkout, env, times):
    """Seconds that a quick request takes at worst while a slow one is running."""
    server = Server(name, checkout, env)
    worst = 0
    for _ in range(times):
        asking = threading.Thread(target=server.status, args=(SLOW,))
        asking.start()
        time.sleep(0.1)
        for _ in range(5):
            start = time.monotonic()
            server.status("/healthz")
            worst = max(worst, time.monotonic() - start)
        asking.join()
    server.stop()
    return worst


def connections_left(name, checkout, env, bursts):
    """Database connections that stay open after each burst of requests."""
    server = Server(name, checkout, env)
    watch = psycopg2.connect(env["DATABASE_URL"])
    watch.autocommit = True
    left = []
    for _ in range(bursts):
        ask_often(server.port, "/readyz", CONNECTIONS, 1)
        time.sleep(7)
        with watch.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
            left += cursor.fetchone()
    watch.close()
    server.stop()
    return left


@contextlib.contextmanager
def portal_with_data():
    """A copy of the checkout with a database and studies, and the environment to run it in."""
    from myositis_portal.local_postgres import LocalPostgres

    # Not in somebody's private /tmp, because PostgreSQL may run as another user.
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.chmod(folder, 0o755)
        checkout, var = Path(folder, "checkout"), Path(folder, "var")
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (checkout / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, checkout / name)
        env = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "PYTHON_DOTENV_DISABLED": "1"}
        env |= {"CTGOV_BASE_URL": "http://127.0.0.1:9/api/v2"}  # nothing listens there
        with contextlib.ExitStack() as at_the_end:
            url = os.environ.get("BENCH_DATABASE_URL")
            if not url:
                database = LocalPostgres(var, durable=False)
                at_the_end.callback(database.stop)
                database.start()
                url = database.url()
            env["DATABASE_URL"] = url
            manage = [sys.executable, "manage.py"]
            samples = "from trials.sync import runner; runner.load_samples()"
            for words in (["collectstatic", "--noinput"], ["migrate"], ["shell", "-c", samples]):
                subprocess.run(
                    [*manage, *words], cwd=checkout, env=env, check=True, capture_output=True
                )
            yield checkout, env


def measure(args):
    figures = {}
    with portal_with_data() as (checkout, env):
        for number in range(args.rounds):
            # The order is reversed each time, so that no server always gets the warm or the tired
            # machine.
            for name in list(args.servers)[:: 1 if number % 2 else -1]:
                server = Server(name, checkout, env)
                try:
                    note = figures.setdefault
                    note(("start-up, s", name), []).append(server.started_in)
                    for path in args.paths:
                        if server.status(path) != 200:
                            print(f"{path} does not answer 200: left out")
                            args.paths.remove(path)
                            continue
                        ask_often(server.port, path, CONNECTIONS, min(1, args.seconds))
                        before = server.cpu_seconds()
                        answers = ask_often(server.port, path, CONNECTIONS, args.seconds)
                        cpu = (server.cpu_seconds() - before) / (answers[0] * args.seconds)
                        note((f"{path}  CPU ms/request", name), []).append(cpu * 1000)
                        for label, value in zip(
                            ("requests/s", "p50, ms", "p99, ms"), answers, strict=True
                        ):
                            note((f"{path}  {label}", name), []).append(value)
                    note(("memory after that, MB", name), []).append(server.megabytes())
                finally:
                    server.stop()
        stops = {name: stop_under_way(name, checkout, env) for name in args.servers}
        slowest = {
            name: slowest_beside_a_slow_one(name, checkout, env, args.times)
            for name in args.servers
        }
        left = {name: connections_left(name, checkout, env, args.times) for name in args.servers}
    return figures, stops, slowest, left


def report(figures, stops, slowest, left):
    print(f"{'':32}" + "".join(f"{name:>26}" for name in stops))
    for label in dict.fromkeys(label for label, _ in figures):
        base = statistics.median(figures[label, next(iter(stops))])
        row = ""
        for name in stops:
            rounds = figures[label, name]
            middle = statistics.median(rounds)
            spread = (max(rounds) - min(rounds)) / middle
            row += f"{middle:>12.2f} ±{spread / 2:>4.0%} ×{middle / base:<5.2f}"
        print(f"{label:32}{row}")
    for name, (answered, took, code) in stops.items():
        word = "answered" if answered else "LOST"
        print(f"{name}: at SIGTERM, request under way {word}; ended in {took:.1f} s with {code}")
        print(f"{name}: slowest quick answer beside one of {SLOW_SECONDS} s: {slowest[name]:.2f} s")
        bursts = ", ".join(map(str, left[name]))
        print(f"{name}: open database connections after each burst of requests: {bursts}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", default=PATHS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--short", action="store_true")
    parser.set_defaults(servers=[*SERVERS], times=3)
    args = parser.parse_args()
    if args.short:
        args.servers, args.times, args.rounds, args.seconds = ["granian threads"], 1, 1, 1
    report(*measure(args))
