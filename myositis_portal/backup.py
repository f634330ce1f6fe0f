"""Backups of the database, and the way back: pg_dump, pg_restore, and a manifest beside the dump.

A backup is a folder with two files. It gets its name when both are on the disk, so a folder of
that name is whole. The manifest has a count and a checksum for each table, taken from the snapshot
that is dumped; a restored database must have the same before it is put in place.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.sql import SQL, Identifier

from .local_postgres import LocalPostgresError, find_programs

DUMP, MANIFEST, UNFINISHED = "portal.dump", "manifest.json", ".unfinished"
FORMAT = 1
# Sessions are keys to the desk, and tables of sign-ins hold network addresses, which are kept for
# 30 days only. After a restore editors sign in again.
LEFT_OUT = (
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_session",
)
LINES_KEPT = 8
TRIES_TO_SWAP = 20

Counts = dict[str, dict[str, Any]]
Watch = Callable[[str], None]


class BackupError(Exception):
    """The backup or the restore did not happen; nothing was changed."""


def write(folder: Path, watch: Watch = lambda table: None) -> dict:
    """Write a backup to a new folder, and return its manifest.

    `watch` is called with the name of each table while it is written.
    """
    if folder.exists():
        raise BackupError(f"{folder} already exists, so nothing was written. Choose another name.")
    unfinished = folder.with_name(folder.name + UNFINISHED)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Accounts and their mail addresses are in it.
        unfinished.mkdir(mode=0o700)
    except OSError as error:
        raise BackupError(f"{error.filename}: {error.strerror}") from error
    try:
        manifest = _write_into(unfinished, watch)
        _sync(unfinished)
        os.rename(unfinished, folder)
        _sync(folder.parent)
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror}") from error
    except psycopg2.Error as error:
        raise BackupError(f"The database could not be read: {_first_line(error)}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def _write_into(folder: Path, watch: Watch) -> dict:
    dump = folder / DUMP
    with closing(_connect(_name())) as session:
        session.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            snapshot, version = cursor.fetchone()
            left_out = [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
            _run(
                *("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--verbose"),
                *(f"--snapshot={snapshot}", f"--file={dump}", f"--dbname={_name()}", *left_out),
                said="dumping contents of table",
                watch=watch,
            )
            tables = counts(cursor, LEFT_OUT)
    manifest = {
        "format": FORMAT,
        "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "postgresql": version,
        "sha256": _sha256(dump),
        "bytes": dump.stat().st_size,
        "tables": tables,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    for file in (dump, folder / MANIFEST):
        file.chmod(0o600)
        _sync(file)
    return manifest


def read_manifest(folder: Path) -> dict:
    """Return the manifest of a complete backup whose dump has not changed."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        if folder.name.endswith(UNFINISHED) or manifest.get("format") != FORMAT:
            raise BackupError(f"{folder} is not a backup that this release can read.")
        found = _sha256(folder / DUMP)
    except (ValueError, AttributeError) as error:
        raise BackupError(f"{folder / MANIFEST} cannot be read: {error}") from error
    except OSError as error:
        raise BackupError(
            f"{folder} is not a complete backup: {error.filename} is missing."
        ) from error
    if found != manifest["sha256"]:
        raise BackupError(f"{folder / DUMP} is damaged: it is not what {MANIFEST} says.")
    return manifest


def check(folder: Path, watch: Watch = lambda table: None) -> dict:
    """Restore a backup into a database of its own, compare it, and drop that database."""
    manifest = read_manifest(folder)
    with _restored(folder, manifest, watch):
        return manifest


def restore(folder: Path, replace: bool = False, watch: Watch = lambda table: None) -> str:
    """Replace the portal's database with a backup.

    Return the name under which the old database is kept, or "" if it was empty. Raises BackupError
    if it holds data and `replace` is false.
    """
    manifest = read_manifest(folder)
    is_there, found = _what_is_there()
    if found and not replace:
        raise BackupError(
            f"The database “{_name()}” holds data ({found} rows). To put the backup in its place "
            "and keep what is there under another name, add --replace."
        )
    with _restored(folder, manifest, watch) as restored:
        kept = f"{_name()}_before_{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}" if is_there else ""
        _swap(restored, kept)
    if found or not is_there:
        return kept
    with _server() as cursor:
        cursor.execute(SQL("DROP DATABASE {}").format(Identifier(kept)))
    return ""


@contextmanager
def _restored(folder: Path, manifest: dict, watch: Watch) -> Iterator[str]:
    """Make a new database that matches the manifest; drop it at the end if it still has its
    name."""
    name = f"{_name()}_restoring"
    drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    with _server() as cursor:
        # One left behind by a restore that was killed.
        cursor.execute(drop)
        try:
            cursor.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        except psycopg2.Error as error:
            raise BackupError(
                f"A new database could not be created: {_first_line(error)}"
            ) from error
    try:
        _run(
            *("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--verbose"),
            *(f"--dbname={name}", folder / DUMP),
            said="processing data for table",
            watch=watch,
        )
        with closing(_connect(name)) as session, session.cursor() as cursor:
            _compare(manifest["tables"], counts(cursor, LEFT_OUT))
            _require_known_migrations(cursor)
        yield name
    finally:
        with _server() as cursor:
            cursor.execute(drop)


def counts(cursor, left_out: tuple[str, ...] = ()) -> Counts:
    """{table: its number of rows, and a checksum that does not depend on their order}"""
    cursor.execute("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'")
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " ORDER BY relname"
    )
    found: Counts = {}
    for (table,) in cursor.fetchall():
        if table not in left_out:
            # The first 64 bits of each row's MD5, added up.
            cursor.execute(
                SQL(
                    "SELECT count(*), coalesce(sum(('x' || left(md5(row::text), 16))::bit(64)"
                    "::bigint::numeric), 0) FROM public.{} AS row"
                ).format(Identifier(table))
            )
            rows, checksum = cursor.fetchone()
            found[table] = {"rows": rows, "checksum": str(checksum)}
    return found


def _compare(written: Counts, restored: Counts) -> None:
    differ = sorted(
        table for table in {*written, *restored} if written.get(table) != restored.get(table)
    )
    if differ:
        raise BackupError(f"What was restored differs from the backup in: {', '.join(differ)}.")


def _require_known_migrations(cursor) -> None:
    """Refuse a backup of a newer release, whose tables this one does not know."""
    cursor.execute("SELECT app, name FROM django_migrations")
    loader = MigrationLoader(None)
    ours = {app for app, _ in loader.disk_migrations}
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in cursor.fetchall()
        if app in ours and (app, name) not in {*loader.disk_migrations, *replaced}
    )
    if unknown:
        raise BackupError(
            "The backup was made by a release with migrations that this one does not have: "
            f"{', '.join(unknown)}. Install that release, or a newer one, and try again."
        )


def _what_is_there() -> tuple[bool, int]:
    """Whether the portal's database is there, and how many rows its tables hold."""
    with _server() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [_name()])
        if cursor.fetchone() is None:
            return False, 0
    with closing(_connect(_name())) as session, session.cursor() as cursor:
        return True, sum(table["rows"] for table in counts(cursor).values())


def _swap(restored: str, kept: str) -> None:
    """Give the restored database the portal's name, and rename the old one to `kept`.

    `kept` is empty if there was none.
    """
    connection.close()
    rename = SQL("ALTER DATABASE {} RENAME TO {}")
    steps = [rename.format(Identifier(restored), Identifier(_name()))]
    if kept:
        steps.insert(0, rename.format(Identifier(_name()), Identifier(kept)))
    in_one = SQL("BEGIN; {}; COMMIT").format(SQL("; ").join(steps))
    last: psycopg2.Error | None = None
    with _server() as cursor:
        for _ in range(TRIES_TO_SWAP):
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = %s",
                [_name()],
            )
            try:
                cursor.execute(in_one)
                return
            except psycopg2.errors.ObjectInUse as error:
                # Someone else reconnected first.
                last = error
                cursor.execute("ROLLBACK")
    raise BackupError(
        f"The database “{_name()}” is in use: stop the site, the worker and beat, and try again. "
        f"({_first_line(last)})"
    )


def _name() -> str:
    return connection.settings_dict["NAME"]


def _connect(name: str):
    parameters = connection.get_connection_params()
    for unused in ("cursor_factory", "context"):
        parameters.pop(unused, None)
    try:
        return psycopg2.connect(**parameters | {"dbname": name})
    except psycopg2.OperationalError as error:
        raise BackupError(f"The database cannot be reached: {_first_line(error)}") from error


@contextmanager
def _server():
    """A cursor that can make and rename databases, outside of any transaction."""
    with closing(_connect("postgres")) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            yield cursor


def _run(program: str, *words: Any, said: str, watch: Watch) -> None:
    """Run one of PostgreSQL's programs; its lines that contain `said` end with a table's name."""
    try:
        path = find_programs() / program
    except LocalPostgresError as error:
        raise BackupError(str(error)) from error
    last: deque[str] = deque(maxlen=LINES_KEPT)
    try:
        with subprocess.Popen(
            [path, *words], env=_environment(), stderr=subprocess.PIPE, text=True, errors="replace"
        ) as process:
            try:
                for line in process.stderr or ():
                    last.append(line.rstrip())
                    if said in line:
                        watch(line.split()[-1].strip('"').removeprefix("public."))
            except BaseException:
                process.kill()
                raise
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from error
    if process.returncode:
        told = "\n".join(line for line in last if "error" in line) or "\n".join(last)
        raise BackupError(f"{program} failed:\n{told}")


def _environment() -> dict[str, str]:
    """The server and its password where others on this machine cannot see them."""
    given = connection.settings_dict
    options = given.get("OPTIONS", {})
    chosen = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGCONNECT_TIMEOUT": options.get("connect_timeout"),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return os.environ | {"LC_ALL": "C"} | {name: str(to) for name, to in chosen.items() if to}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Wait until it is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _first_line(error: BaseException | None) -> str:
    return str(error or "").strip().partition("\n")[0]
