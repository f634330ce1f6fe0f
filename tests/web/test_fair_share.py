"""Each client has one answer made at a time, and so many seconds of work in a while."""

import threading

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory

from trials.models import SyncRun
from web import fair_share
from web.page_cache import OLDER_FOR_THE_REFUSED, PageCacheMiddleware

ME, OTHER = "192.0.2.1", "198.51.100.7"
# One that could be somebody's: those for examples are nobody's.
ADDRESS = "9.9.9.9"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The time of the shares, in seconds, all of it work; nobody is remembered."""
    now = [1000.0]
    monkeypatch.setattr(fair_share.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(fair_share.time, "thread_time", lambda: now[0])
    monkeypatch.setattr(fair_share, "_shares", {})
    return now


def work(clock, seconds, client=ME):
    with fair_share.turn_of(client) as refused:
        clock[0] += 0 if refused else seconds
    return refused


def test_work_is_refused_when_its_share_is_used_up_and_done_again_later(clock):
    assert work(clock, fair_share.WORK_AT_ONCE - 1) == 0
    assert work(clock, 5) == 0
    refused = work(clock, 5)
    assert refused > fair_share.SECONDS_TO_COME_BACK
    clock[0] += refused
    assert work(clock, 1) == 0


def test_another_client_has_a_share_of_its_own(clock):
    work(clock, 100)
    assert work(clock, 1) > 0
    assert work(clock, 1, OTHER) == 0


def test_a_reader_of_many_pages_is_never_refused(clock):
    for _ in range(500):
        assert work(clock, 0.1) == 0
        clock[0] += 1


def test_no_reader_pays_for_a_machine_that_has_other_work(clock, monkeypatch):
    monkeypatch.setattr(fair_share.time, "thread_time", lambda: clock[0] / 50)
    for _ in range(100):
        assert work(clock, 2) == 0
        clock[0] += 1


def test_work_of_the_database_counts_with_that_of_the_page(clock, monkeypatch):
    monkeypatch.setattr(fair_share.time, "thread_time", lambda: clock[0] / 3)
    assert work(clock, 100) == 0
    assert work(clock, 1) > 0


def test_one_at_a_time_a_few_wait_and_the_next_one_is_refused():
    seen, most = [], []

    def ask():
        with fair_share.turn_of(ME) as refused:
            seen.append(refused)
            most.append(fair_share._at_work)

    with fair_share.turn_of(ME):
        threads = [threading.Thread(target=ask) for _ in range(fair_share.WAITING_AT_MOST)]
        for thread in threads:
            thread.start()
        share = fair_share._shares[ME]
        while share.asking <= fair_share.WAITING_AT_MOST:
            threading.Event().wait(0.001)
        assert seen == []
        with fair_share.turn_of(ME) as refused:
            assert refused == fair_share.SECONDS_TO_COME_BACK
        with fair_share.turn_of(OTHER) as refused:
            assert refused == 0
    for thread in threads:
        thread.join()
    assert seen == [0] * fair_share.WAITING_AT_MOST
    assert set(most) == {1}
    assert share.asking == fair_share._at_work == 0


def test_a_turn_ends_with_an_error(clock):
    with pytest.raises(ZeroDivisionError), fair_share.turn_of(ME):
        raise ZeroDivisionError
    assert work(clock, 1) == 0
    assert fair_share._at_work == 0


def test_a_client_that_stops_asking_is_forgotten(clock, monkeypatch):
    monkeypatch.setattr(fair_share, "MOST_CLIENTS", 3)
    for number in range(9):
        work(clock, 1, f"192.0.2.{number}")
        clock[0] += 10
    assert len(fair_share._shares) <= 3


def test_long_work_gives_way_only_to_others(monkeypatch):
    rests = []
    monkeypatch.setattr(fair_share.time, "sleep", rests.append)
    with fair_share.turn_of(ME):
        fair_share.give_way(0.5)
        assert rests == []
        with fair_share.turn_of(OTHER):
            fair_share.give_way(0.5)
    assert rests == [0.5]


def asked(view, address, client=ADDRESS):
    return PageCacheMiddleware(view)(RequestFactory().get(address, REMOTE_ADDR=client))


@pytest.fixture
def slow(clock):
    def view(_request):
        clock[0] += 100
        return HttpResponse("made")

    return view


@pytest.fixture
def no_pages_kept():
    """Here they are kept; those of the last test are not."""
    caches["pages"].clear()
    caches["questions"].clear()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/trials/", "/api/v1/trials/"])
def test_a_refusal_says_why_and_when_to_come_back(slow, address):
    assert asked(slow, f"{address}?q=1").status_code == 200
    refused = asked(slow, f"{address}?q=2")
    assert refused.status_code == 429
    seconds = int(refused["Retry-After"])
    assert seconds > 100
    assert refused["RateLimit"] == f'"default";r=0;t={seconds}'
    assert refused["Cache-Control"] == "no-store"
    said = refused.content.decode()
    assert (str(seconds) in said) if "api" in address else ("You did nothing wrong" in said)
    # What is kept costs nothing.
    assert asked(slow, f"{address}?q=1").status_code == 200


@pytest.mark.django_db
def test_refusing_a_client_again_and_again_asks_the_database_once_a_second(
    slow, clock, no_pages_kept, django_assert_num_queries
):
    assert asked(slow, "/trials/?q=1").status_code == 200
    clock[0] += 10
    with django_assert_num_queries(1):
        assert [asked(slow, f"/trials/?q={n}").status_code for n in range(2, 9)] == [429] * 7
    # A page that is kept is not made, so it is not refused.
    with django_assert_num_queries(0):
        assert asked(slow, "/trials/?q=1").status_code == 200
    SyncRun.objects.create()
    clock[0] += OLDER_FOR_THE_REFUSED
    assert asked(slow, "/trials/?q=1").status_code == 429
    # Others always get the content of now.
    for _ in range(2):
        with django_assert_num_queries(1):
            assert asked(slow, "/trials/?q=1", OTHER).status_code == 200


def test_a_form_takes_of_the_share_as_a_page_does(slow):
    def send():
        sent = RequestFactory().post("/trials/NCT99000001/fit/", REMOTE_ADDR=ADDRESS)
        return PageCacheMiddleware(slow)(sent)

    assert send().status_code == 200
    assert send().status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize("client", ["127.0.0.1", "10.0.0.7", ""])
def test_our_own_proxy_and_unknown_clients_have_no_share(slow, client):
    for number in range(3):
        assert asked(slow, f"/trials/?q={number}", client).status_code == 200
