"""A database that is away is told from our own faults, and said once a minute."""

import io
import logging

import psycopg2
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from myositis_portal import outage
from myositis_portal.outage import Console, is_outage


def raised(function):
    try:
        function()
    except Exception as error:
        return error


def caused(error, cause):
    try:
        raise error from cause
    except Exception as raised:
        return raised


def with_code(code):
    class WithCode(psycopg2.OperationalError):
        pgcode = code

    return caused(OperationalError("told"), WithCode("told"))


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (psycopg2.OperationalError("gone"), True),
        (caused(TransactionManagementError("rolled back"), OperationalError("gone")), True),
        (caused(ZeroDivisionError(), InterfaceError("gone")), True),
        (DatabaseError("a column is missing"), False),
        (ZeroDivisionError(), False),
        (None, False),
    ],
)
def test_an_outage_is_told_from_a_fault(error, away):
    assert is_outage(error) is away


@pytest.mark.django_db(transaction=True)
def test_a_killed_backend_is_an_outage_and_the_next_question_is_answered():
    def ask():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert is_outage(raised(ask))
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.fixture
def console(monkeypatch):
    console = Console(io.StringIO())
    console.clock = 0
    monkeypatch.setattr(outage.time, "monotonic", lambda: console.clock)
    return console


def say(console, error, message="Service Unavailable: /trials/", **more):
    info = error and (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, message, (), info)
    record.__dict__ |= more
    console.handle(record)


def lines(console):
    return console.stream.getvalue().splitlines()


def test_an_outage_is_one_line_a_minute_that_counts_the_rest(console):
    error = raised(lambda: (_ for _ in ()).throw(OperationalError("gone\nand more of it")))
    for console.clock in range(0, 121):
        say(console, error)
    first, second, third = lines(console)
    assert "Service Unavailable: /trials/ (the database is away: gone; 0 more" in first
    assert "59 more were left out" in second
    assert "59 more were left out" in third


def test_a_watcher_of_readyz_fills_no_log_either(console):
    for _ in range(5):
        say(console, None, "Service Unavailable: /readyz", status_code=503)
    assert len(lines(console)) == 1


def test_everything_else_keeps_its_traceback_also_during_an_outage(console):
    say(console, OperationalError("gone"))
    for _ in range(2):
        say(console, raised(lambda: 1 / 0), "Internal Server Error: /broken/")
    assert console.stream.getvalue().count("ZeroDivisionError: division by zero") == 2


@pytest.mark.parametrize(
    ("code", "tracebacks"),
    [("57P01", 0), ("57P03", 0), ("08006", 0), ("53300", 0), ("40P01", 1), ("57014", 1)],
)
def test_what_postgresql_gives_another_reason_for_keeps_its_traceback(console, code, tracebacks):
    say(console, with_code(code))
    assert console.stream.getvalue().count("utils.OperationalError: told") == tracebacks


def test_a_record_is_not_changed_for_other_handlers(console):
    error = OperationalError("gone")
    record = logging.LogRecord("a", logging.ERROR, "", 1, "m", (), (type(error), error, None))
    console.handle(record)
    assert record.exc_info[1] is error
    assert record.getMessage() == "m"
