"""Readers' pages come from a copy of the database, whole, if it has what they have seen."""

import contextlib
import subprocess

import psycopg2
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction

from myositis_portal import metrics
from myositis_portal.environment import env_database
from myositis_portal.local_postgres import LocalPostgres
from tests import databases, editions, pages
from tests.studies import study
from trials.choices import Outcome
from trials.models import SyncRun
from web import content_version, locks, replica
from web.postgresql.deadlines import NotAsked

commits = pytest.mark.django_db(transaction=True)
reads = pytest.mark.usefixtures("read_only_db")


@contextlib.contextmanager
def second(**chosen):
    """A second database, where web/replica.py looks for one."""
    connections.settings["replica"] = connections.settings["default"] | chosen
    connections["replica"] = connections.create_connection("replica")
    # Django's tests refuse to connect to a database of another name.
    connections["replica"].alias = "default"
    try:
        yield connections["replica"]
    finally:
        connections["replica"].close()
        del connections["replica"], connections.settings["replica"]


@pytest.fixture(scope="module")
def other_database(django_db_setup):
    name = f"{connection.settings_dict['NAME']}_copy"
    databases.copy(name)
    with (
        contextlib.closing(psycopg2.connect(editions.database_url(name))) as session,
        session,
        session.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO web_contentchange VALUES (DEFAULT, 1, 'trials_trial', 7)")
    yield name
    databases.drop(name)


@pytest.fixture
def copy(other_database, monkeypatch):
    """Another database that says it has everything, so that one sees who reads from which."""
    monkeypatch.setattr(replica, "_servers", replica._Servers())
    monkeypatch.setattr(replica, "_has_everything", lambda: True)
    with second(NAME=other_database) as copy:
        yield copy


def is_the_copy():
    return connection.settings_dict["NAME"].endswith("_copy")


@commits
def test_rows_version_and_sql_of_our_own_come_from_the_same_server(copy):
    run = SyncRun.objects.create(outcome=Outcome.PUBLISHED)
    before = content_version.current()
    with replica.in_place():
        assert not SyncRun.objects.filter(pk=run.pk).exists()
        assert content_version.current() != before
        with transaction.atomic():
            assert is_the_copy()
    assert SyncRun.objects.filter(pk=run.pk).exists()
    assert content_version.current() == before
    assert not is_the_copy()


@reads
def test_an_error_gives_the_first_server_back(copy):
    with pytest.raises(ZeroDivisionError), replica.in_place():
        raise ZeroDivisionError
    assert not is_the_copy()


@reads
def test_inside_a_transaction_nothing_changes(copy):
    with transaction.atomic(), replica.in_place():
        assert not is_the_copy()


@reads
def test_a_lock_is_held_on_the_first_server(copy):
    with locks.held(locks.Lock.LINKS, ValueError), replica.in_place():
        assert is_the_copy()
        assert locks.is_held(locks.Lock.LINKS)


@pytest.fixture
def asked(client, monkeypatch):
    """Asks for a page, and gives whether its version was read from the copy."""
    seen = []
    read = content_version._read

    def noted(*begin):
        seen.append(is_the_copy())
        return read(*begin)

    monkeypatch.setattr(content_version, "_read", noted)

    def asked(method, address, **more):
        seen.clear()
        response = getattr(client, method)(address, **more)
        assert response.status_code < 500
        return set(seen)

    return asked


@reads
def test_anonymous_pages_come_from_the_copy(copy, asked):
    assert asked("get", "/trials/") == {True}
    assert asked("head", "/conditions/") == {True}
    assert asked("get", "/trials.csv") == {True}
    assert asked("get", "/api/v1/trials/") == {True}


@commits
def test_editors_and_forms_see_the_server_that_takes_writes(copy, asked, client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "something"
    assert asked("get", "/trials/") == {False}
    client.cookies.clear()
    assert True not in asked("post", "/trials/", data={})
    assert True not in asked("get", "/readyz")


@reads
def test_without_one_nothing_is_asked_of_it(asked, django_assert_num_queries):
    assert asked("get", "/trials/") == {False}
    with django_assert_num_queries(0), replica.in_place():
        pass


@commits
def test_no_page_of_a_reader_writes(client, publish):
    publish(study())
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        for address in [*pages.addresses(), "/trials/NCT99000001/", "/trials.csv", "/trials.atom"]:
            assert client.get(address).status_code == 200, address


# When it is used


class Servers:
    """Answers in place of both, with positions that are numbers."""

    def __init__(self):
        self.first, self.copy, self.clock, self.looks = 10, 10, 1000.0, 0

    def ask(self, alias, _sql, *values):
        at = self.first if alias == "default" else self.copy
        self.looks += alias == "default"
        if at is None:
            raise OperationalError("gone")
        return at >= values[0] if values else at


@pytest.fixture
def servers(monkeypatch):
    servers = Servers()
    monkeypatch.setattr(replica, "_servers", replica._Servers())
    monkeypatch.setattr(replica, "_ask", servers.ask)
    monkeypatch.setattr(replica, "monotonic", lambda: servers.clock)
    return servers


def test_the_first_server_is_asked_once_a_second(servers):
    for _ in range(5):
        assert replica._has_everything()
    assert servers.looks == 1
    servers.clock += replica.SECONDS_BETWEEN_LOOKS
    assert replica._has_everything()
    assert servers.looks == 2


def test_a_copy_that_lacks_something_is_not_used_until_it_has_it(servers):
    servers.first = 11
    assert not replica._has_everything()
    # Readers may have seen this by now.
    servers.first, servers.copy = 12, 11
    assert not replica._has_everything()
    servers.copy = 12
    assert replica._has_everything()


def test_a_copy_that_is_away_is_not_used(servers):
    servers.copy = None
    assert not replica._has_everything()
    servers.copy = 10
    assert not replica._has_everything()
    servers.clock += replica.SECONDS_AFTER_A_FAILURE
    assert replica._has_everything()


def test_a_copy_that_another_request_tries_is_asked_again_at_once(servers, monkeypatch):
    def refuse(_alias, _sql, *values):
        if values:
            raise OperationalError from NotAsked()
        return 10

    with monkeypatch.context() as patched:
        patched.setattr(replica, "_ask", refuse)
        assert not replica._has_everything()
    assert replica._has_everything()


def test_without_the_first_server_the_copy_serves_for_an_hour(servers):
    assert replica._has_everything()
    servers.first = None
    servers.clock += replica.SECONDS_WITHOUT_PRIMARY
    assert replica._has_everything()
    servers.copy = 9
    assert not replica._has_everything()
    servers.copy = 10
    servers.clock += 1
    assert not replica._has_everything()


def test_a_process_that_never_reached_the_first_server_does_not_use_the_copy(servers):
    servers.first = None
    assert not replica._has_everything()


@reads
def test_another_server_that_follows_nobody_is_not_used(monkeypatch):
    monkeypatch.setattr(replica, "_servers", replica._Servers())
    with second():
        assert not replica._has_everything()
        assert replica.bytes_behind() is None
        names = [metric.name for metric in metrics._of_the_replica()]
    assert names == ["portal_replica_up"]
    assert list(metrics._of_the_replica()) == []


@pytest.fixture
def streaming(tmp_path, monkeypatch):
    """(a primary, a replica that follows it), as the settings of Django's connections."""
    servers = [LocalPostgres(tmp_path / name) for name in ("primary", "replica")]
    primary, follower = servers
    primary.start()
    try:
        follower.var_dir.mkdir()
        words = ["-h", primary.socket_dir, "-U", "portal", "-D", follower.data_dir, "-R"]
        command = [primary._programs / "pg_basebackup", *words, "-X", "stream", "-c", "fast"]
        subprocess.run([*primary._server_user[0], *command], check=True)
        follower.start()
        found = []
        for server in servers:
            monkeypatch.setenv("DATABASE_URL", server.url())
            found.append(env_database("DATABASE_URL", tmp_path))
        yield found
    finally:
        follower.stop()
        primary.stop()


@pytest.mark.exhaustive
@pytest.mark.processes
@commits
def test_a_real_replica_is_used_while_it_follows(streaming, monkeypatch):
    monkeypatch.setattr(replica, "_servers", replica._Servers())
    monkeypatch.setattr(replica, "SECONDS_BETWEEN_LOOKS", 0)
    host, port = streaming[0]["HOST"], streaming[0]["PORT"]
    first = psycopg2.connect(host=host, port=port, user="portal", dbname="portal")
    first.autocommit = True
    ask_first = first.cursor()
    monkeypatch.setattr(
        replica,
        "_ask",
        lambda alias, sql, *values: one(
            ask_first if alias == "default" else connections[alias].cursor(), sql, values
        ),
    )
    with second(**streaming[1]) as copy, copy.cursor() as ask_copy:
        ask_first.execute("CREATE TABLE written (number integer)")
        editions.eventually(lambda: replica.bytes_behind() == 0)
        assert replica._has_everything()
        ask_copy.execute("SELECT pg_wal_replay_pause()")
        editions.eventually(
            lambda: one(ask_copy, "SELECT pg_get_wal_replay_pause_state()", ()) == "paused"
        )
        ask_first.execute("INSERT INTO written VALUES (1)")
        assert not replica._has_everything()
        assert replica.bytes_behind() > 0
        ask_copy.execute("SELECT pg_wal_replay_resume()")
        editions.eventually(replica._has_everything)
        assert one(ask_copy, "SELECT number FROM written", ()) == 1
        ask_copy.execute("SELECT pg_promote()")
        assert not replica._has_everything()
    first.close()


def one(cursor, sql, values):
    cursor.execute(sql, values)
    return cursor.fetchone()[0]
