"""Behind `make run`: PostgreSQL, the tables, the site, Celery and the first sync, until Ctrl-C.

This one process starts the others, waits for what happens first (a child ends, somebody presses
Ctrl-C), restarts what ended on its own, and stops what it started.
"""

import collections
import contextlib
import ctypes
import fcntl
import functools
import http.client
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myositis_portal.local_postgres import LocalPostgres, LocalPostgresError
from myositis_portal.logs import turn_over
from myositis_portal.outage import is_outage
from myositis_portal.restarts import Restarts
from trials.management.commands.sync_trials import BUSY, HELD
from trials.models import SyncRun, Trial
from trials.sync import runner
from trials.sync.errors import SyncBusy
from trials.tasks import ask_for_files

BEGAN = time.time()
HOST = "127.0.0.1"
ADDRESS = f"http://{HOST}:{settings.PORT}/"
SECONDS_TO_START, SECONDS_TO_STOP, SECONDS_BETWEEN_LOOKS = 60, 10, 1
STOPPING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

# Log neither who reads nor what they search for: no address and no query string. The path is
# quoted, or a line break in it would forge a line.
ACCESS_LOG = "[%(time)s] %(method)s %(path)r %(status)d %(dt_ms).1f ms"
SERVICES = {
    "web": f"granian --interface wsgi --host {HOST} --port {settings.PORT} --workers 1"
    f" --blocking-threads 4 --workers-kill-timeout 5 --respawn-failed-workers"
    f" --access-log --access-log-fmt '{ACCESS_LOG}'"
    " myositis_portal.wsgi:application",
    "worker": "celery --app myositis_portal worker --concurrency 1 --loglevel INFO"
    " --without-gossip --without-mingle --without-heartbeat",
    "beat": "celery --app myositis_portal beat --loglevel INFO --pidfile=",
}


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or closed the terminal."""


class Children:
    """Processes, each the leader of its own session: the terminal's Ctrl-C reaches only us.

    A signal interrupts nothing: it stays in a pipe until `wait` is called.
    """

    def __init__(self):
        self.processes = {}
        self.signals, written = os.pipe()
        os.set_blocking(self.signals, False)
        os.set_blocking(written, False)
        signal.set_wakeup_fd(written, warn_on_full_buffer=False)
        for number in {*STOPPING, signal.SIGCHLD}:
            # Under nohup the portal should outlive its terminal.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda *_: None)

    def start(self, name, arguments, **options):
        self.processes[name] = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            # Otherwise SIGTERM would make Celery's worker finish its task first, however long it
            # takes.
            env=os.environ | {"REMAP_SIGTERM": "SIGQUIT"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # Allowed because this process has no threads.
            preexec_fn=functools.partial(end_with, os.getpid()) if LIBC else None,
            **options,
        )

    def wait(self, seconds):
        """Wait until something happens or the time is up. Raises Stopped."""
        if self._hear(seconds) & STOPPING:
            raise Stopped

    def status(self, name):
        """The exit status; None while it runs."""
        return self.processes[name].poll()

    def clear_away(self, name):
        """Forget a child that ended, and stop anything it left running, which may hold the port."""
        self._signal(signal.SIGKILL, self.processes.pop(name))

    def end(self):
        for number in STOPPING:
            # pg_ctl, which will stop PostgreSQL in a moment, also ignores the signal then.
            signal.signal(number, signal.SIG_IGN)
        self._signal(signal.SIGTERM, *self.processes.values())
        deadline = time.monotonic() + SECONDS_TO_STOP
        while any(process.poll() is None for process in self.processes.values()):
            if time.monotonic() > deadline:
                break
            self._hear(deadline - time.monotonic())
        # Also kill what is left of a child that could not stop its own children.
        self._signal(signal.SIGKILL, *self.processes.values())
        for process in self.processes.values():
            process.wait()

    def _hear(self, seconds):
        select.select([self.signals], [], [], seconds and max(0, seconds))
        try:
            return set(os.read(self.signals, 4096))
        except BlockingIOError:
            return set()

    def _signal(self, number, *processes):
        for process in processes:
            # macOS raises PermissionError for a group in which only zombies are left.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)


class Command(BaseCommand):
    help = "Starts the whole portal on this computer, and stops it on Ctrl-C."
    # Ours to look after; not the one that DATABASE_URL names.
    postgres = None

    def handle(self, **options):
        require_free_port()
        with only_run():
            self.children, self.restarts = Children(), Restarts()
            try:
                self.run()
            except LocalPostgresError as error:
                raise CommandError(str(error)) from error
        self.say(_("Stopped."))

    def run(self):
        with contextlib.ExitStack() as at_the_end:
            try:
                if not os.environ.get("DATABASE_URL", "").strip():
                    self.start_postgres(at_the_end)
                at_the_end.callback(self.children.end)
                self.prepare()
                self.serve()
            except Stopped:
                pass
            finally:
                self.say(_("Stopping everything …"))

    def start_postgres(self, at_the_end):
        postgres = self.postgres = LocalPostgres(settings.VAR_DIR)
        # It stays behind if a run is killed. The next run then stops the server instead.
        ours = settings.VAR_DIR / "postgres.started-by-run"
        if ours.exists() or not postgres.is_ready():
            ours.touch()
            at_the_end.callback(ours.unlink)
            at_the_end.callback(postgres.stop)
        try:
            postgres.start()
        except LocalPostgresError:
            # Ctrl-C, which the terminal sends to pg_ctl as well, is no error.
            self.children.wait(0)
            raise

    def prepare(self):
        self.children.wait(0)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_starter", verbosity=0)
        connections.close_all()
        self.children.wait(0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
            self.children.wait(0)

    def serve(self):
        # The site first: the others would only take the processor from it while it starts.
        self.start_service("web")
        self.wait_for_the_site()
        self.greet()
        self.start_service("worker")
        self.start_service("beat")
        # On our terminal, for its progress bar. What it says at the end is said better below.
        self.children.start("sync", ["manage.py", "sync_trials"], stdout=subprocess.DEVNULL)
        while True:
            self.children.wait(SECONDS_BETWEEN_LOOKS)
            for log in (settings.VAR_DIR / "log").glob("*.log"):
                turn_over(log)
            # First: without it the others fail as well.
            self.look_after_postgres()
            for name in SERVICES:
                self.look_after(name)
            if "sync" in self.children.processes and self.children.status("sync") is not None:
                self.tell_of_sync(self.children.processes.pop("sync").returncode)

    def look_after(self, name):
        """After a pause, restart a service that ended on its own."""
        if self.restarts.is_due(name):
            self.start_service(name)
            self.restarts.started(name)
            self.say(_("%(name)s is running again.") % {"name": name})
        elif not self.restarts.is_waiting(name):
            status = self.children.status(name)
            if status is not None:
                self.children.clear_away(name)
                self.say_ended(name, _("stopped on its own (%(status)d)") % {"status": status})

    def look_after_postgres(self):
        if self.restarts.is_due("postgres"):
            try:
                self.postgres.start()
            except LocalPostgresError as error:
                # Ctrl-C, which the terminal sends to pg_ctl as well, is no error.
                self.children.wait(0)
                self.say(str(error))
                self.say_ended("postgres", _("could not be started"))
                return
            self.restarts.started("postgres")
            self.say(_("%(name)s is running again.") % {"name": "postgres"})
        elif not self.postgres or self.restarts.is_waiting("postgres"):
            return
        elif not self.postgres.is_running():
            self.say_ended("postgres", _("stopped on its own"))

    def say_ended(self, name, how):
        pause = self.restarts.ended(name)
        self.say(
            ngettext(
                "%(name)s %(how)s. It will start again in %(pause)d second. Its log: %(log)s",
                "%(name)s %(how)s. It will start again in %(pause)d seconds. Its log: %(log)s",
                pause,
            )
            % {"name": name, "how": how, "pause": pause, "log": log_of(name)}
        )

    def start_service(self, name):
        with log_of(name).open("a") as log:
            print(f"--- {timezone.now():%F %T %Z} {name} starts", file=log, flush=True)
            words = ["-m", *shlex.split(SERVICES[name])]
            self.children.start(name, words, stdout=log, stderr=subprocess.STDOUT)

    def wait_for_the_site(self):
        deadline = time.monotonic() + SECONDS_TO_START
        while not health():
            self.children.wait(0.05)
            # If it fails at the start, such as with a wrong setting, trying again would not help.
            if time.monotonic() > deadline or self.children.status("web") is not None:
                told = _("The site does not answer.")
                raise CommandError(f"{told} {end_of_log('web')}")

    def greet(self):
        since = float(os.environ.get("RUN_STARTED") or BEGAN)
        self.say(
            _(
                "The portal is at %(address)s\n"
                "Up in %(seconds)d s.\n"
                "To make an editor's account, run in another terminal: .venv/bin/python manage.py "
                "createsuperuser\nThen go to %(address)sadmin/\n"
                "Logs: %(logs)s\n"
                "Press Ctrl-C to stop everything."
            )
            % {
                "address": ADDRESS,
                "seconds": max(1, round(time.time() - since)),
                "logs": log_of("web").parent,
            }
        )

    def tell_of_sync(self, status):
        try:
            if status not in (0, HELD, BUSY):
                ask_for_files(runner.load_samples())
            self.say(outcome(status))
        except SyncBusy:
            self.say(outcome(BUSY))
        except Exception as error:
            if not is_outage(error):
                raise
            told = _("The first sync is over, but the database does not answer: see %(page)s.")
            self.say(told % {"page": f"{ADDRESS}status/"})
        finally:
            connections.close_all()

    def say(self, text):
        with contextlib.suppress(OSError):  # The terminal may be gone.
            self.stdout.write(text)
            self.stdout.flush()


def outcome(status):
    """What readers find on the site after the first sync."""
    count = Trial.objects.about_myositis().listed().count()
    edition = SyncRun.objects.published().first()
    if status == HELD:
        text = _("The sync was held back and changed nothing: %(page)s says why.")
    elif status == BUSY:
        text = _("Another sync is already running: %(page)s shows how far along it is.")
    elif status == 0:
        text = ngettext(
            "The site shows %(count)d study, up to date with ClinicalTrials.gov.",
            "The site shows %(count)d studies, up to date with ClinicalTrials.gov.",
            count,
        )
    elif edition and edition.is_sample:
        text = _(
            "ClinicalTrials.gov could not be reached: the site shows SAMPLE STUDIES, NOT REAL. The "
            "portal tries again every hour and will replace them with the real ones."
        )
    else:
        text = _(
            "The sync failed (%(page)s says why): the site keeps the studies that it has. The "
            "portal tries again every hour."
        )
    return text % {"count": count, "page": f"{ADDRESS}status/"}


def end_with(parent):
    """Have the kernel end this process when its parent ends, even if that was killed with -9."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def require_free_port():
    with socket.socket() as probe:
        # As any server does, so that a connection closed just now does not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, settings.PORT))
            return
        except OSError as error:
            reason = error.strerror
    if health() == 200:
        reason = _("the portal seems to be running there already: %(address)s") % {
            "address": ADDRESS
        }
    raise CommandError(
        _("Port %(port)d is not free (%(reason)s). To use another one: PORT=8765 make run")
        % {"port": settings.PORT, "reason": reason}
    )


def health():
    """The status of the site's answer, or None if there is none. Bypasses any proxy."""
    connection = http.client.HTTPConnection(HOST, settings.PORT, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@contextlib.contextmanager
def only_run():
    """Makes the folders. Two portals must not share them: two beats, one queue, one PostgreSQL."""
    folders = [settings.VAR_DIR / "log", settings.VAR_DIR / "celery"]
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        folders += settings.CELERY_BROKER_TRANSPORT_OPTIONS.values()
    try:
        for folder in folders:
            os.makedirs(folder, exist_ok=True)
        lock = open(settings.VAR_DIR / "run.lock", "a")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(
            _("A portal is already running from %(folder)s. To run a second one, set VAR_DIR too.")
            % {"folder": settings.VAR_DIR}
        ) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    with lock:
        yield


def log_of(name):
    return settings.VAR_DIR / "log" / f"{name}.log"


def end_of_log(name):
    with log_of(name).open(errors="replace") as lines:
        last = "".join(collections.deque(lines, maxlen=20)).rstrip()
    return _("Its log, %(path)s, ends like this:\n%(last)s") % {"path": log_of(name), "last": last}
