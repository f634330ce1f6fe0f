"""The command behind `make run`, as its users have it: real processes, real signals."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from myositis_portal.local_postgres import LocalPostgres
from tests import databases
from tests.registry import Registry
from tests.studies import studies

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parent.parent.parent
NOWHERE = "http://127.0.0.1:9/api/v2"
UP = "Press Ctrl-C to stop everything."
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def eventually(condition, seconds=600):  # a busy computer takes its time
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return result


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """`manage.py` with a folder, a port and an environment of its portal."""

    def __init__(self, var_dir, registry=NOWHERE, **environment):
        self.var_dir, self.port = var_dir, free_port()
        self.mark = f"PORTAL_OF_A_TEST={uuid.uuid4()}"
        self.printed = var_dir.parent / f"{uuid.uuid4()}.txt"
        hidden = ("DATABASE_URL", "REDIS_URL", "DEBUG", "ALLOWED_HOSTS", "RUN_STARTED")
        self.env = {name: value for name, value in os.environ.items() if name not in hidden}
        self.env |= {
            "VAR_DIR": str(var_dir),
            "PORT": str(self.port),
            "CTGOV_BASE_URL": registry,
            "CTGOV_PAUSE_SECONDS": "0",
            "PYTHON_DOTENV_DISABLED": "1",
            **dict([self.mark.split("=")]),
            **environment,
        }

    def run(self, until=UP):
        with self.printed.open("w") as printed:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "manage.py", "run"],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        eventually(lambda: until in self.said() or self.process.poll() is not None)
        assert until in self.said()
        return self

    def manage(self, *arguments, **environment):
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            env=self.env | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )

    def said(self):
        return self.printed.read_text()

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def answer(self, path):
        """The page, None while nobody answers."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, page = self.get(path)
            return page if status == 200 else None

    def status(self):
        return json.loads(self.get("/status.json")[1])

    def ctrl_c(self):
        os.killpg(self.process.pid, signal.SIGINT)  # as a terminal sends it

    def processes(self):
        """{pid: command line} of what this portal has started; PostgreSQL works in its folder."""
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            try:
                marked = self.mark.encode() in (place / "environ").read_bytes().split(b"\0")
                if marked or (place / "cwd").readlink().is_relative_to(self.var_dir):
                    words = (place / "cmdline").read_bytes().split(b"\0")
                    found[int(place.name)] = b" ".join(words).decode()
            except OSError:
                continue  # it has ended, or belongs to somebody else
        return {pid: line for pid, line in found.items() if line}

    def services(self):
        return {pid: line for pid, line in self.processes().items() if "postgres" not in line}

    def service(self, name):
        found = [pid for pid, line in self.services().items() if f" {name} " in line]
        return found and os.getsid(found[0])

    def clean_up(self):
        for pid in self.services():
            os.kill(pid, signal.SIGKILL)
        if hasattr(self, "process"):
            self.process.kill()
            self.process.wait()
        LocalPostgres(self.var_dir).stop()


@pytest.fixture(scope="module")
def portal_in():
    portals = []

    def build(*arguments, **options):
        portals.append(Portal(*arguments, **options))
        return portals[-1]

    yield build
    for portal in portals:
        portal.clean_up()


@pytest.fixture(scope="module")
def registry():
    with Registry(studies(3)) as registry:
        yield registry


@pytest.fixture(scope="module")
def portal(portal_in, registry, tmp_path_factory):
    """One that runs, for the tests that leave it running."""
    folder = tmp_path_factory.mktemp("portal") / ("a long name " * 9)
    folder.mkdir()
    return portal_in(folder / "var", registry.url, RUN_STARTED=str(int(time.time()))).run()


def test_it_serves_at_once_and_syncs_behind_that(portal):
    assert portal.get("/healthz") == (200, "ok\n")
    assert f"The portal is at http://127.0.0.1:{portal.port}/" in portal.said()
    assert "manage.py createsuperuser" in portal.said()
    eventually(lambda: "The site shows 3 studies" in portal.said())
    assert portal.status()["last_sync"]["outcome"] == "published"
    assert portal.status()["trials"]["total"] == 3


def test_the_access_log_tells_neither_who_reads_nor_what_they_search_for(portal):
    portal.get("/trials/?q=a-private-matter")
    log = portal.var_dir / "log" / "web.log"
    line = eventually(lambda: next((x for x in log.read_text().splitlines() if "/tr" in x), ""))
    assert "GET '/trials/' 200" in line
    assert "127.0.0.1" not in line
    assert not [x for x in log.parent.iterdir() if "a-private-matter" in x.read_text()]


def test_a_taken_port_is_said_before_anything_is_started(portal, tmp_path):
    second = portal.manage("run", VAR_DIR=str(tmp_path / "var"))
    assert second.returncode == 1
    assert f"Port {portal.port} is not free" in second.stdout
    assert "the portal seems to be running there already" in second.stdout
    assert "PORT=8765 make run" in second.stdout
    assert len(second.stdout.splitlines()) == 1
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.exhaustive
def test_a_port_that_another_program_holds_is_said(portal, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        number = other.getsockname()[1]
        refused = portal.manage("run", PORT=str(number), VAR_DIR=str(tmp_path / "var"))
    assert refused.returncode == 1
    assert f"Port {number} is not free (Address already in use)" in refused.stdout


def test_two_portals_cannot_share_a_folder(portal):
    second = portal.manage("run", PORT=str(free_port()))
    assert second.returncode == 1
    assert f"A portal is already running from {portal.var_dir}" in second.stdout
    assert portal.get("/readyz")[0] == 200


@pytest.fixture(scope="module")
def filled_var(tmp_path_factory, django_db_setup, django_db_blocker):
    """A folder whose database has all that the first start makes, which the other portal shows."""
    var_dir = tmp_path_factory.mktemp("migrated") / "var"
    server = LocalPostgres(var_dir, durable=False)
    try:
        server.start()
        with django_db_blocker.unblock():
            databases.fill_elsewhere(server.url())
    finally:
        server.stop()
    return var_dir


@pytest.fixture(scope="module")
def killed(portal_in, filled_var):
    """A portal whose run was killed in the middle of the first sync."""
    with Registry(studies(3)) as registry:
        registry.fail("timeout", times=2)
        portal = portal_in(filled_var, registry.url).run()
        eventually(lambda: registry.requests)
        portal.process.kill()
        portal.process.wait()
        yield portal


@pytest.mark.exhaustive
@ON_LINUX
def test_a_killed_run_leaves_nothing_but_postgresql(killed):
    eventually(lambda: not killed.services(), seconds=20)
    assert LocalPostgres(killed.var_dir).is_ready()


@pytest.mark.exhaustive
@ON_LINUX
def test_the_next_run_goes_on_and_ctrl_c_ends_everything_even_when_pressed_twice(killed):
    eventually(lambda: not killed.services(), seconds=20)
    server = (killed.var_dir / "postgres" / "postmaster.pid").read_text()
    killed.run()
    assert (killed.var_dir / "postgres" / "postmaster.pid").read_text() == server
    eventually(lambda: killed.status()["running"])  # the next sync hangs as well
    assert any("sync_trials" in line for line in killed.services().values())
    killed.ctrl_c()
    eventually(lambda: "Stopping everything" in killed.said())
    killed.ctrl_c()
    assert killed.process.wait(timeout=30) == 0
    assert killed.said().endswith("Stopped.\n")
    eventually(lambda: not killed.processes(), seconds=2)
    assert not LocalPostgres(killed.var_dir).is_ready()


@ON_LINUX
def test_without_the_registry_it_shows_sample_studies(portal_in, filled_var):
    portal = portal_in(filled_var, NOWHERE).run(until="SAMPLE STUDIES, NOT REAL")
    assert "ClinicalTrials.gov could not be reached" in portal.said()
    assert portal.status()["is_sample"] is True
    assert portal.status()["trials"]["total"] > 0
    assert portal.process.poll() is None
    portal.ctrl_c()
    assert portal.process.wait(timeout=30) == 0


def kill(portal, name):
    """Kill the head of a service, with nobody to tell its children."""
    pid = eventually(lambda: portal.service(name))
    os.kill(pid, signal.SIGKILL)
    return pid


@pytest.mark.exhaustive
@ON_LINUX
def test_a_postgresql_that_is_not_ours_is_left_alone(portal_in, killed, tmp_path):
    eventually(lambda: not killed.services())
    # One that has its tables already.
    elsewhere = LocalPostgres(killed.var_dir, durable=False)
    try:
        elsewhere.start()
        portal = portal_in(tmp_path / "var", DATABASE_URL=elsewhere.url()).run()
        assert not (portal.var_dir / "postgres").exists()
        elsewhere.stop()
        eventually(lambda: portal.get("/readyz")[0] == 503)
        kill(portal, "beat")
        eventually(lambda: "beat is running again." in portal.said())
        assert not elsewhere.is_ready()
        elsewhere.start()
        eventually(lambda: portal.get("/readyz")[0] == 200)
        assert "postgres is running again" not in portal.said()
        portal.ctrl_c()
        assert portal.process.wait(timeout=30) == 0
        assert elsewhere.is_ready()
    finally:
        elsewhere.stop()


def test_a_command_without_postgresql_says_in_a_line_what_to_do(portal_in, tmp_path):
    told = portal_in(tmp_path / "var").manage("sync_trials")
    assert told.returncode == 1
    assert len(told.stdout.splitlines()) == 1
    assert "start it with `make run`" in told.stdout


# The last two leave the portal with other processes than it had.


@ON_LINUX
def test_a_killed_service_is_started_again_and_that_is_said(portal):
    names = ("worker", "beat", "granian")
    killed = {name: kill(portal, name) for name in names}
    for name in ("worker", "beat", "web"):
        eventually(lambda name=name: f"{name} is running again." in portal.said())
        assert f"{name} stopped on its own (-9). It will start again in 1 second." in portal.said()
    for name in names:
        assert eventually(lambda name=name: portal.service(name)) != killed[name]
    page = eventually(lambda: portal.answer("/status/"))
    for label in ("The site", "The worker, which fetches studies", "The worker’s clock"):
        assert f"<strong>{label}:</strong>" in page
    assert page.count("It has been running again since") >= 3
    assert portal.process.poll() is None


@ON_LINUX
def test_a_killed_postgresql_is_started_again_while_the_site_goes_on(portal):
    lock = portal.var_dir / "postgres" / "postmaster.pid"
    server = int(lock.read_text().split()[0])
    site = portal.service("granian")
    for folder in Path("/proc").glob("[0-9]*"):  # all its processes, as when memory runs out
        with contextlib.suppress(OSError):
            if (folder / "cwd").samefile(lock.parent):
                os.kill(int(folder.name), signal.SIGKILL)
    statuses = set()

    def is_back():
        statuses.add(portal.get("/trials/")[0])
        assert portal.get("/about/")[0] == 200
        return "postgres is running again." in portal.said()

    eventually(is_back)
    assert statuses <= {200, 503}
    assert portal.get("/trials/")[0] == 200
    assert int(lock.read_text().split()[0]) != server
    assert portal.service("granian") == site
    assert "<strong>The database:</strong>" in portal.get("/status/")[1]
    assert portal.status()["trials"]["total"] == 3
