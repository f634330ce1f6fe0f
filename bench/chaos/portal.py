"""A real portal on this machine, to be broken: as the Dockerfile and docker-compose.yml run it.

Its PostgreSQL is its own, because drills kill it. Its queue is files.
"""

import contextlib
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psycopg2
import yaml

from bench.chaos.promises import Missed
from myositis_portal.local_postgres import LocalPostgres

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "chaos"
# A public name, so that the portal runs as in production. This machine's own requests count for no
# client, so no drill meets a limit unless it names clients.
HOST = "portal.example"
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}
DOCKERFILE = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text()).replace("\\\n", " ")
COMMAND = json.loads(re.search(r"(?m)^CMD (\[.*\])", DOCKERFILE)[1])
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
VAR_DIR = re.search(r"VAR_DIR=(\S+)", DOCKERFILE)[1]
PROGRAMS = Path(sys.executable).parent
NOWHERE = "http://127.0.0.1:9/api/v2"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self):
        return self.body.decode(errors="replace")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def eventually(condition, seconds, what):
    """What the condition gives once it holds, and after how many seconds. Raises Missed."""
    began = time.monotonic()
    while not (found := condition()):
        if time.monotonic() - began > seconds:
            raise Missed(f"not within {seconds} s: {what}")
        time.sleep(0.02)
    return found, time.monotonic() - began


def signal_server(data_dir, number):
    """To a PostgreSQL and its children, at once: killed as when memory runs out, or frozen."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "cwd").samefile(data_dir):
                os.kill(int(folder.name), number)


def ask(port, path, method="GET", body=None, timeout=30, host="127.0.0.1", **headers):
    """The answer; its status is 0 if there was none."""
    began = time.monotonic()
    link = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        link.request(method, path, body=body, headers=PROXY | headers)
        response = link.getresponse()
        got = response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    except (OSError, http.client.HTTPException) as problem:
        got = 0, {}, repr(problem).encode()
    finally:
        link.close()
    return Answer(*got, time.monotonic() - began)


class Portal:
    """One database and the processes that work on it."""

    def __init__(
        self, name, postgres=None, folder=None, registry=NOWHERE, code=ROOT, **environment
    ):
        self.name, self.folder, self.code = name, folder or FOLDER / name, code
        self.postgres = postgres or LocalPostgres(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.processes = free_port(), {}
        kept = ("PATH", "HOME", "LANG", "TMPDIR", "POSTGRES_BIN_DIR")
        self.environment = {key: os.environ[key] for key in kept if key in os.environ} | {
            "PYTHON_DOTENV_DISABLED": "1",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": re.sub("/portal$", f"/{name}", self.postgres.url()),
            "SECRET_KEY": "a key for drills only, which guards nothing at all",
            "ALLOWED_HOSTS": HOST,
            "CTGOV_BASE_URL": registry,
            "CTGOV_PAUSE_SECONDS": "0",
            "LINK_CHECKS": "false",
            # In memory in the container: a worker that writes there to a full disk is killed.
            "PROMETHEUS_MULTIPROC_DIR": str(FOLDER / f"metrics-{name}"),
            **environment,
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.processes):
            self.kill(name)

    # Processes

    def start(self, name, words, log=None, **environment):
        log = (log or FOLDER / "log" / f"{self.name}-{name}.log").absolute()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as printed:
            process = subprocess.Popen(
                [str(word) for word in words],
                cwd=self.code,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                start_new_session=True,
            )
        process.log = log
        self.processes[name] = process
        return process

    def kill(self, name, number=signal.SIGKILL):
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait()

    def serve(self, seconds=120, **environment):
        """Start the site as the image does, and wait until it answers."""
        here = {"0.0.0.0": "127.0.0.1", "8000": str(self.port)}
        words = [here.get(word, word) for word in COMMAND]
        self.start("web", [PROGRAMS / words[0], *words[1:]], **environment)
        eventually(lambda: self.ask("/healthz").status == 200, seconds, "the site answers")
        # Both processes of the site; the port is shared.
        for _ in range(10):
            self.ask("/healthz")

    def serve_tasks(self, service, name="", **environment):
        """Start the worker or beat as docker-compose.yml does."""
        words = [word.replace(VAR_DIR, str(self.folder)) for word in SERVICES[service]["command"]]
        return self.start(name or service, [PROGRAMS / words[0], *words[1:]], **environment)

    def manage(self, *words, timeout=600, **environment):
        """(exit code, what it said) of a command."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, words)],
            cwd=self.code,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
        )
        return done.returncode, done.stdout

    def sync(self, *words, expect=(0,), **environment):
        code, said = self.manage("sync_trials", *words, **environment)
        if code not in expect:
            raise Missed(f"sync_trials ended with {code}: {said[-500:]}")
        return said

    # Questions

    def ask(self, path, **options):
        return ask(self.port, path, **options)

    def rows(self, sql, *values):
        host = str(self.postgres.socket_dir)
        link = psycopg2.connect(host=host, port=5432, user="portal", dbname=self.name)
        with contextlib.closing(link), link, link.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def log_of(self, name):
        return (FOLDER / "log" / f"{self.name}-{name}.log").read_text(errors="replace")


class Machine:
    """The PostgreSQL of all drills, with a database that has all tables and the first content."""

    def __init__(self):
        self.folder = FOLDER / "machine"
        self.postgres = LocalPostgres(self.folder)

    def __enter__(self):
        # What a run that was killed has left.
        self.postgres.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            self._fill()
        except BaseException:
            # Also where somebody ends the program.
            self.postgres.stop()
            raise
        return self

    def _fill(self):
        self.postgres.start()
        with Portal("portal", self.postgres) as portal:
            commands = ["migrate --verbosity 0", "load_starter --verbosity 0"]
            if not os.environ.get("BENCH_DATABASE_URL"):  # the tests have collected them
                commands.append("collectstatic --noinput --verbosity 0")
            for command in commands:
                code, said = portal.manage(*shlex.split(command))
                if code:
                    raise SystemExit(f"manage.py {command}: {said}")

    def __exit__(self, *_):
        self.postgres.stop()

    def portal(self, name, **options):
        """A portal with a new database of this name."""
        self.postgres.start()
        with Portal("postgres", self.postgres) as server:
            host = str(server.postgres.socket_dir)
            link = psycopg2.connect(host=host, port=5432, user="portal", dbname="postgres")
            link.autocommit = True
            with contextlib.closing(link), link.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE portal')
        return Portal(name, self.postgres, **options)

    def signal_postgres(self, number):
        signal_server(self.postgres.data_dir, number)
