"""One process at a time, and nothing is held for ever."""

import psycopg2
import pytest
from django.db import connection, transaction

from web import locks
from web.locks import Lock

pytestmark = pytest.mark.usefixtures("read_only_db")


class Busy(Exception):
    pass


@pytest.fixture
def other():
    """Another session on the same database."""
    session = psycopg2.connect(**connection.get_connection_params())
    session.autocommit = True
    yield session
    session.close()


def takes(session, lock) -> bool:
    cursor = session.cursor()
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
    taken = cursor.fetchone()[0]
    if taken:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
    return taken


def test_a_lock_keeps_others_out_and_ends_with_its_block(other):
    with locks.held(Lock.LINKS, Busy):
        assert locks.is_held(Lock.LINKS)
        assert not takes(other, Lock.LINKS)
        assert takes(other, Lock.SYNC)
    assert not locks.is_held(Lock.LINKS)
    assert takes(other, Lock.LINKS)


def test_it_ends_with_its_block_also_after_an_error(other):
    with pytest.raises(ZeroDivisionError), locks.held(Lock.LINKS, Busy):
        raise ZeroDivisionError
    assert takes(other, Lock.LINKS)


def test_a_lock_that_another_session_holds_is_refused(other):
    other.cursor().execute("SELECT pg_advisory_lock(%s)", [Lock.SYNC])
    assert locks.is_held(Lock.SYNC)
    with pytest.raises(Busy), locks.held(Lock.SYNC, Busy):
        pytest.fail("it was let in")
    # The refusal took nothing: the other session can still give it back.
    other.cursor().execute("SELECT pg_advisory_unlock(%s)", [Lock.SYNC])
    assert not locks.is_held(Lock.SYNC)


def test_a_lost_connection_frees_the_lock_and_hides_no_error(other):
    with locks.held(Lock.LINKS, Busy):
        connection.close()
    # The server notices after a moment: wait for it instead of trying once.
    cursor = other.cursor()
    cursor.execute("SET lock_timeout = '30s'")
    cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.LINKS])
    assert locks.is_held(Lock.LINKS)


def test_a_lock_waited_for_ends_with_the_transaction(other):
    with transaction.atomic():
        locks.wait_for(Lock.REPORTS)
        assert not takes(other, Lock.REPORTS)
    assert takes(other, Lock.REPORTS)


def test_each_lock_has_a_number_of_its_own():
    assert len({int(lock) for lock in Lock.__members__.values()}) == len(Lock.__members__)
