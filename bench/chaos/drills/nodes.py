"""Three sites, two workers and two beats, each on its own node, behind nginx; parts are killed.

Nodes are network namespaces of this machine, so they share its processors and its disk. nginx runs
with deploy/nginx.conf as it is, PostgreSQL as a primary with a streaming replica, and Redis with
the options of docker-compose.yml.
"""

import contextlib
import itertools
import shutil
import signal
import socket
import statistics
import subprocess
import threading
import time
from pathlib import Path

import psycopg2

from bench.chaos.editions import put, shown
from bench.chaos.network import BRIDGE, Network
from bench.chaos.portal import (
    COMMAND,
    FOLDER,
    PROGRAMS,
    Portal,
    ask,
    eventually,
    signal_server,
)
from bench.chaos.promises import Line, Missed, Skipped
from tests.registry import Registry
from web.replica import SECONDS_AFTER_A_FAILURE

ROOT = Path(__file__).resolve().parent.parent.parent.parent
NEEDED = {"nginx": "nginx-light", "redis-server": "redis-server", "ip": "iproute2"}
SITES, WORKERS, BEATS = ("web", "web-2", "web-3"), ("worker", "worker-2"), ("beat", "beat-2")
NODES = (*SITES, *WORKERS, *BEATS, "redis", "postgres", "replica", "balancer")
READERS, STUDIES = 6, 60
# A frozen replica is noticed after 3 seconds; see web/postgresql/deadlines.py.
LONGEST_GAP, LONGEST_GAP_FROZEN = 2, 5
PAGES = ("/", "/trials/", "/trials/NCT98000001/", "/about/", "/trials/?q=reader{0}")


def drill(machine, options):
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        raise Skipped(f"it needs apt install {' '.join(missing)}")
    with contextlib.ExitStack() as at_the_end:
        try:
            network = at_the_end.enter_context(Network(NODES))
        except OSError as refused:
            raise Skipped(f"no network namespaces here: {refused}") from refused
        machine.postgres.stop()
        registry = at_the_end.enter_context(Registry(host=BRIDGE))
        cluster = at_the_end.enter_context(Cluster(machine, network, registry))
        yield from _break(cluster, registry, options.seconds)


class Cluster:
    """All nodes, and what runs on each."""

    def __init__(self, machine, network, registry):
        self.network, self.folder = network, FOLDER / "nodes"
        database = ",".join(network.address(name) for name in ("postgres", "replica"))
        self.portal = Portal(
            "portal",
            machine.postgres,
            folder=self.folder,
            registry=registry.url,
            # libpq goes to whichever of the two takes writes; readers' pages come from the other.
            DATABASE_REPLICA_URL=f"postgres://portal@{network.address('replica')}:5432/portal",
            DATABASE_URL=f"postgres://portal@{database}:5432/portal?target_session_attrs=read-write",
            REDIS_URL=f"redis://{network.address('redis')}:6379/0",
            PROXIES="1",
        )
        self.machine = machine

    def __enter__(self):
        with contextlib.ExitStack() as at_the_end:
            at_the_end.callback(self.kill_all)
            self.start_databases()
            self.start_redis()
            for name in SITES:
                self.start_site(name)
            for name in WORKERS:
                self.start_tasks(name, "worker", f"--hostname={name}@nodes")
            for name in BEATS:
                self.start_tasks(name, "beat")
            self.start_balancer()
            at_the_end.pop_all()
        return self

    def __exit__(self, *_):
        self.kill_all()

    def kill_all(self):
        for name in list(self.portal.processes):
            self.portal.kill(name)

    def on(self, node, words, **environment):
        inside = ["ip", "netns", "exec", self.network.name(node), *words]
        return self.portal.start(node, inside, FOLDER / "log" / f"nodes-{node}.log", **environment)

    def start_site(self, name):
        here = self.portal.environment | {
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder / f"metrics-{name}")
        }
        self.on(name, [PROGRAMS / COMMAND[0], *COMMAND[1:]], **here)
        host = self.network.address(name)
        eventually(lambda: ask(8000, "/healthz", host=host).status == 200, 120, f"{name} answers")

    def start_tasks(self, name, service, *more):
        words = [PROGRAMS / "celery", "--app=myositis_portal", service, "--loglevel=INFO", *more]
        if service == "beat":
            words += [f"--schedule={self.folder}/schedule-{name}", "--pidfile="]
        else:
            words += ["--concurrency=1", "--without-gossip", "--without-mingle"]
            words += ["--without-heartbeat"]
        self.on(name, words)

    def start_redis(self):
        folder = self.folder / "redis"
        folder.mkdir(parents=True, exist_ok=True)
        words = ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", folder]
        words += ["--appendonly", "yes", "--maxmemory", "256mb"]
        self.on("redis", [*words, "--maxmemory-policy", "volatile-lru"])
        self.wait_for_port("redis", 6379)

    def start_balancer(self):
        self.on("balancer", ["nginx", "-c", ROOT / "deploy" / "nginx.conf", "-g", "daemon off;"])
        self.wait_for_port("balancer", 8080)

    def wait_for_port(self, node, port):
        def answers():
            with contextlib.suppress(OSError):
                socket.create_connection((self.network.address(node), port), 1).close()
                return True
            return False

        eventually(answers, 30, f"{node} answers")

    # PostgreSQL

    def start_databases(self):
        machine = self.machine.postgres
        data = self.folder / "primary"
        shutil.copytree(machine.data_dir, data, symlinks=True)
        with (data / "pg_hba.conf").open("a") as rules:
            for who in ("all", "replication"):
                rules.write(f"host {who} all {self.network.net} trust\n")
        self.start_postgres("postgres", data)
        copy = self.folder / "replica"
        words = ["pg_basebackup", "-h", self.network.address("postgres"), "-U", "portal"]
        words += ["-D", copy, "-R", "-X", "stream", "--checkpoint=fast"]
        self.as_server(words)
        self.start_postgres("replica", copy)
        eventually(lambda: self.lag() is not None, 30, "the replica streams")

    def start_postgres(self, node, data):
        user = self.machine.postgres._server_user[0]
        server = self.machine.postgres._programs / "postgres"
        options = {
            "listen_addresses": "*",
            "unix_socket_directories": "",
            "max_connections": "120",
            "hot_standby": "on",
        }
        words = [word for pair in options.items() for word in ("-c", "=".join(pair))]
        self.on(node, [*user, server, "-D", data, *words], LC_ALL="C")
        eventually(lambda: self.is_up(node), 60, f"{node} answers")

    def is_up(self, node):
        with contextlib.suppress(psycopg2.OperationalError):
            return self.rows(node, "SELECT true")
        return False

    def as_server(self, words):
        programs, user = self.machine.postgres._programs, self.machine.postgres._server_user[0]
        done = subprocess.run(
            [*user, programs / words[0], *words[1:]], capture_output=True, text=True, cwd="/"
        )
        if done.returncode:
            raise Missed(f"{words[0]}: {done.stderr}")

    def rows(self, node, sql):
        link = psycopg2.connect(
            host=self.network.address(node), port=5432, user="portal", dbname="portal"
        )
        link.autocommit = True
        with contextlib.closing(link), link.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def lag(self):
        """Bytes that the replica has not replayed; None while it is not connected."""
        sql = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) FROM pg_stat_replication"
        rows = self.rows("postgres", sql)
        return int(rows[0][0] or 0) if rows else None

    def transactions(self, node):
        """How many it has had, a second later: backends report once a second."""
        time.sleep(1.5)
        sql = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'portal'"
        return int(self.rows(node, sql)[0][0])

    def promote(self):
        self.rows("replica", "SELECT pg_promote(true, 30)")

    def ask(self, path):
        return ask(8080, path, host=self.network.address("balancer"), timeout=20)


class Readers:
    """Read through the balancer all the time."""

    def __init__(self, cluster):
        self.cluster, self.ended, self.answers = cluster, threading.Event(), []
        self.threads = [threading.Thread(target=self.read, args=(n,)) for n in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def read(self, number):
        while not self.ended.wait(0.05):
            number += READERS
            path = PAGES[number % len(PAGES)].format(number)
            answer = self.cluster.ask(path)
            self.answers.append((time.monotonic(), path, answer.status, answer.seconds))

    @property
    def failed(self):
        return [answer for answer in self.answers if answer[2] != 200]

    @property
    def gap(self):
        """The longest time in which no reader was answered."""
        good = sorted(when for when, _path, status, _s in self.answers if status == 200)
        return max((b - a for a, b in itertools.pairwise(good)), default=float("inf"))

    @property
    def said(self):
        kinds = sorted({status for _w, _p, status, _s in self.failed})
        seconds = [answer[3] for answer in self.answers]
        return (
            f"{len(self.answers)} answers, {len(self.failed)} failed {kinds or ''}, longest gap "
            f"{self.gap:.2f} s, median {statistics.median(seconds):.2f} s, "
            f"slowest {max(seconds):.1f} s"
        )


def _during(cluster, seconds, name, happen):
    """Readers read a while; then something happens; then they read on."""
    with Readers(cluster) as readers:
        time.sleep(2)
        happen()
        time.sleep(seconds)
    return Line(f"nodes: {name}", readers.said, not readers.failed and readers.gap <= LONGEST_GAP)


def _break(cluster, registry, seconds):
    put(registry, 1, STUDIES)
    _send_a_sync(cluster)
    eventually(lambda: _shown(cluster) == {1}, 120, "the first sync")
    for path in PAGES * 10:
        cluster.ask(path.format(0))
    yield from _nothing(cluster, seconds)
    yield _during(cluster, seconds, "a site is killed", lambda: cluster.portal.kill("web-2"))
    yield _during(cluster, 2, "it comes back", lambda: cluster.start_site("web-2"))
    yield _during(cluster, seconds, "Redis is killed", lambda: cluster.portal.kill("redis"))
    yield _during(cluster, 2, "Redis comes back", cluster.start_redis)
    yield from _kill_a_worker(cluster, registry)
    yield _kill_the_beat(cluster)
    yield _lose_the_replica(cluster, seconds, "killed")
    yield _lose_the_replica(cluster, seconds, "frozen")
    # Until then, some processes leave the replica alone.
    time.sleep(SECONDS_AFTER_A_FAILURE)
    yield from _fail_over(cluster, registry, seconds)


def _nothing(cluster, seconds):
    before = [cluster.transactions(node) for node in ("postgres", "replica")]
    line = _during(cluster, seconds, "nothing happens", lambda: None)
    after = [cluster.transactions(node) for node in ("postgres", "replica")]
    first, copy = (b - a for a, b in zip(before, after, strict=True))
    yield line._replace(
        measured=f"{line.measured}; the primary had {first} transactions, the replica {copy}",
        is_kept=line.is_kept and copy > first,
    )


def _lose_the_replica(cluster, seconds, how):
    """Pages come from the primary then, and from the replica once it has caught up."""
    data = cluster.folder / "replica"
    with Readers(cluster) as readers:
        time.sleep(2)
        if how == "frozen":
            signal_server(data, signal.SIGSTOP)
        else:
            cluster.portal.kill("replica")
        time.sleep(seconds)
        if how == "frozen":
            signal_server(data, signal.SIGCONT)
        else:
            cluster.start_postgres("replica", data)
    eventually(lambda: cluster.lag() is not None, 60, "the replica streams again")
    # Each reader may have been waiting for it just then.
    longest = LONGEST_GAP_FROZEN if how == "frozen" else LONGEST_GAP
    is_kept = len(readers.failed) <= READERS and readers.gap <= longest
    return Line(f"nodes: the replica is {how}", readers.said, is_kept)


def _send_a_sync(cluster):
    words = [PROGRAMS / "celery", "--app=myositis_portal", "call", "trials.tasks.sync_trials"]
    subprocess.run(
        words, cwd=ROOT, env=cluster.portal.environment, check=True, stdout=subprocess.DEVNULL
    )


def _shown(cluster):
    return shown(cluster.ask("/trials/?status=all").body)


def _kill_a_worker(cluster, registry):
    """In the middle of a sync; then another sync is asked for, as beat does each hour."""
    asked, go_on = threading.Event(), threading.Event()

    def hold(_request):
        asked.set()
        go_on.wait(30)

    registry.before = hold
    put(registry, 2, STUDIES)
    with Readers(cluster) as readers:
        _send_a_sync(cluster)
        eventually(asked.is_set, 60, "a worker asks the registry")
        busy = _busy_worker(cluster)
        cluster.portal.kill(busy)
        registry.before = None
        go_on.set()
        began = time.monotonic()
        _send_a_sync(cluster)
        eventually(lambda: _shown(cluster) == {2}, 60, "the other worker publishes")
        seconds = time.monotonic() - began
    cluster.start_tasks(busy, "worker", f"--hostname={busy}@nodes")
    yield Line(
        "nodes: a worker is killed in a sync",
        f"the other one publishes the next sync {seconds:.1f} s after it was sent; {readers.said}",
        not readers.failed and readers.gap <= LONGEST_GAP,
    )


def _busy_worker(cluster):
    """The one whose node holds the lock of the sync."""
    sql = """SELECT host(a.client_addr) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.objid = 1836674931"""
    [(address,)] = cluster.rows("postgres", sql)
    return next(name for name in WORKERS if cluster.network.address(name) == address)


def _sends(cluster):
    """{beat: whether it says that it sends the tasks}"""
    logs = {name: FOLDER / "log" / f"nodes-{name}.log" for name in BEATS}
    said = {name: log.read_text(errors="replace") for name, log in logs.items()}
    return {name: "this beat sends the tasks" in text for name, text in said.items()}


def _kill_the_beat(cluster):
    before = _sends(cluster)
    [first] = [name for name, sends in before.items() if sends]
    other = next(name for name in BEATS if name != first)
    cluster.portal.kill(first)
    _, seconds = eventually(lambda: _sends(cluster)[other], 60, "the other beat takes over")
    return Line(
        "nodes: of two beats the one that sends is killed",
        f"only one sent before; the other takes over after {seconds:.1f} s",
        list(before.values()).count(True) == 1,
    )


def _fail_over(cluster, registry, seconds):
    lag = cluster.lag()
    with Readers(cluster) as readers:
        time.sleep(2)
        cluster.portal.kill("postgres", signal.SIGKILL)
        time.sleep(seconds)
        away = len(readers.failed)
        promoted = time.monotonic()
        cluster.promote()
        eventually(
            lambda: cluster.ask(f"/trials/?q=promoted{time.time_ns()}").status == 200,
            60,
            "new pages after the promotion",
        )
        back = time.monotonic() - promoted
        time.sleep(2)
    put(registry, 3, STUDIES)
    _send_a_sync(cluster)
    eventually(lambda: _shown(cluster) == {3}, 60, "a sync on the promoted replica")
    kept = [status for when, path, status, _s in readers.answers if "?" not in path]
    wrong = sum(status != 200 for status in kept)
    kinds = {status for _w, _p, status, _s in readers.failed}
    yield Line(
        f"nodes: the primary is killed, and the replica promoted {seconds:.0f} s later",
        f"{lag} bytes behind before; of {len(kept)} kept pages {wrong} failed; of new ones "
        f"{away} failed before the promotion; new pages {back:.1f} s after it, and a sync "
        f"publishes; {readers.said}",
        not wrong and kinds <= {503} and back <= 10,
    )
