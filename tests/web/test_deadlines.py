"""A request does not wait without limit for a database that says nothing; a long job does."""

import contextlib
import os
import signal
import threading

import psycopg2
import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpResponse

from web.one_edition import snapshot
from web.postgresql import base, deadlines
from web.postgresql.deadlines import DeadlineMiddleware, Silence, within

pytestmark = pytest.mark.usefixtures("read_only_db")


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    """Without a memory of what other tests have seen of the database."""
    monkeypatch.setattr(base, "_silences", silences := base.defaultdict(Silence))
    return silences["default"]


@pytest.fixture
def another():
    """Makes further connections to the same database."""
    made = []

    def another():
        made.append(connections.create_connection("default"))
        return made[-1]

    yield another
    for wrapper in made:
        wrapper.close()


def ask(wrapper, sql="SELECT 1"):
    with wrapper.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@contextlib.contextmanager
def frozen(wrapper):
    """The server's process for this connection does nothing, and its connection stays open."""
    if not wrapper.settings_dict["HOST"].startswith("/"):
        pytest.skip("DATABASE_URL names a server that may run elsewhere")
    process = ask(wrapper, "SELECT pg_backend_pid()")
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def test_an_overdue_answer_is_an_error_and_the_next_question_gets_a_new_connection(another):
    wrapper = another()
    with within(0.5), pytest.raises(OperationalError, match=r"no answer within 0\.5 seconds"):
        ask(wrapper, "SELECT pg_sleep(60)")
    wrapper.close_if_unusable_or_obsolete()
    assert ask(wrapper) == 1


def test_what_is_no_request_waits_as_long_as_it_takes(another):
    wrapper = another()
    with within(0.5):
        assert ask(wrapper) == 1
    assert ask(wrapper, "SELECT 1 FROM pg_sleep(1)") == 1


def test_a_deadline_cuts_off_no_other_connection(another):
    late, other = another(), another()
    with within(0.5), pytest.raises(OperationalError):
        ask(late, "SELECT pg_sleep(60)")
    assert ask(other) == 1


def test_a_socket_that_is_gone_does_not_end_the_watch_over_the_others(another):
    wrapper = another()
    ask(wrapper)
    wrapper.connection.socket.close()
    with within(0.2):
        assert ask(wrapper, "SELECT 1 FROM pg_sleep(1)") == 1
    assert wrapper.connection.was_cut_off
    assert deadlines._watch.thread.is_alive()


def test_a_commit_has_a_deadline_too(another):
    wrapper = another()
    wrapper.set_autocommit(False)
    with frozen(wrapper), within(0.5), pytest.raises(OperationalError, match="no answer"):
        wrapper.commit()


def test_a_frozen_server_is_noticed_and_then_refused_at_once(another, silence, monkeypatch):
    monkeypatch.setattr(base, "SECONDS_TO_SAY_ANYTHING", 0.5)
    monkeypatch.setattr(deadlines, "SECONDS_BETWEEN_TRIES", 3600)
    wrapper, other = another(), another()
    ask(other)
    with frozen(wrapper), within(60):
        assert not wrapper.is_usable()
        assert silence.is_on
        # Not asked: it would have answered.
        assert not other.is_usable()
        with pytest.raises(OperationalError, match="has not answered for some seconds"):
            ask(another())
    # A long job asks all the same.
    assert ask(another()) == 1


def test_a_server_that_answers_again_is_used_again(another, silence, monkeypatch):
    monkeypatch.setattr(deadlines, "SECONDS_BETWEEN_TRIES", 0)
    silence.begins()
    with within(60):
        assert ask(another()) == 1
        assert not silence.is_on
        assert another().is_usable() is False  # it has no connection yet


def test_while_one_request_tries_the_others_are_refused(silence, monkeypatch):
    monkeypatch.setattr(deadlines, "SECONDS_BETWEEN_TRIES", 0)
    silence.begins()
    refused = []

    def try_too():
        with within(60):
            try:
                with silence.try_to_connect():
                    pytest.fail("two were let through")
            except psycopg2.OperationalError:
                refused.append(True)

    with within(60), silence.try_to_connect():
        thread = threading.Thread(target=try_too)
        thread.start()
        thread.join()
    assert refused
    assert not silence.is_on


def test_a_server_that_refuses_at_once_is_not_silent(silence, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(deadlines, "monotonic", lambda: clock[0])

    @within(60)
    def connect(seconds):
        with silence.try_to_connect():
            clock[0] += seconds
            raise psycopg2.OperationalError

    def fail(after):
        with pytest.raises(psycopg2.OperationalError):
            connect(after)

    fail(after=0.1)
    assert not silence.is_on
    fail(after=5)
    assert silence.is_on
    clock[0] += deadlines.SECONDS_BETWEEN_TRIES
    fail(after=0.1)
    assert not silence.is_on


@pytest.mark.parametrize(
    ("method", "address", "limit"),
    [
        ("get", "/trials/", deadlines.SECONDS_OF_A_READER),
        ("head", "/readyz", deadlines.SECONDS_OF_A_READER),
        ("get", "/admin/trials/", deadlines.SECONDS_OF_AN_EDITOR),
        ("post", "/trials/", deadlines.SECONDS_OF_AN_EDITOR),
    ],
)
def test_readers_wait_less_long_than_editors_and_forms(rf, method, address, limit):
    seen = []

    def view(_request):
        seen.append(deadlines.seconds())
        return HttpResponse()

    DeadlineMiddleware(view)(getattr(rf, method)(address))
    assert seen == [limit]
    assert deadlines.seconds() is None


def test_a_query_of_a_reader_stops_on_the_server_as_well():
    with within(deadlines.SECONDS_OF_A_READER), snapshot():
        assert ask(connection, "SHOW statement_timeout") == "10s"
    with snapshot():
        assert ask(connection, "SHOW statement_timeout") == "0"
    assert ask(connection, "SHOW statement_timeout") == "0"


def test_the_server_stops_a_query_whose_client_is_gone(another):
    assert ask(another(), "SHOW client_connection_check_interval") == "5s"
