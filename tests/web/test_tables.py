"""At most two tables at a time; a turn always ends; every cell is guarded against formulas."""

import gc

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from web import tables
from web.tables import AT_ONCE, table_view

pytestmark = pytest.mark.django_db


@table_view
def table(request):
    return "sample.csv", iter([("a", "b"), (1, "=2")])


@table_view
def broken_at_once(request):
    raise ZeroDivisionError


@table_view
def broken_on_the_way(request):
    return "sample.csv", ([1 / (1 - n)] for n in range(3))


def asked(view=table):
    return view(RequestFactory().get("/sample.csv"))


@pytest.fixture(autouse=True)
def every_turn_ends():
    yield
    gc.collect()
    assert tables._turns._value == AT_ONCE


def test_a_table_is_sent_whole_with_its_length():
    response = asked()
    content = b"".join(response.streaming_content)
    assert content.decode() == "\ufeffa,b\r\n1,'=2\r\n"
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Disposition"] == 'attachment; filename="sample.csv"'


def test_a_third_one_is_asked_to_come_back_and_told_when():
    held = [asked() for _ in range(AT_ONCE)]
    busy = asked()
    assert (busy.status_code, busy["Retry-After"]) == (429, str(tables.SECONDS_TO_COME_BACK))
    assert "Please try again in ten seconds." in busy.content.decode()
    assert [response.status_code for response in held] == [200, 200]


def test_a_turn_ends_with_the_last_piece():
    held = [asked() for _ in range(AT_ONCE)]
    assert asked().status_code == 429
    list(held[0])
    assert asked().status_code == 200


def test_a_turn_ends_when_the_reader_goes_away():
    held = [asked() for _ in range(AT_ONCE)]
    next(iter(held[0]))
    held[0].close()
    held[0].close()
    assert asked().status_code == 200
    assert asked().status_code == 200


def test_a_turn_ends_when_the_answer_is_forgotten():
    held = [asked() for _ in range(AT_ONCE)]
    held.clear()
    gc.collect()
    assert asked().status_code == 200


@pytest.mark.parametrize("view", [broken_at_once, broken_on_the_way])
def test_a_turn_ends_with_a_fault_and_no_half_table_is_sent(view):
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            asked(view)
    assert asked().status_code == 200


def test_a_turn_ends_when_sending_fails():
    response = asked()
    stream = response._iterator
    stream.file.close()
    with pytest.raises(ValueError, match="closed"):
        next(stream)
    response.close()
    assert [asked().status_code, asked().status_code] == [200, 200]


def test_both_tables_of_the_portal_take_turns(client):
    held = [client.get("/trials.csv"), client.get("/organizations.csv")]
    assert client.get("/trials.csv").status_code == 429
    assert client.get("/organizations.csv").status_code == 429
    for response in held:
        list(response.streaming_content)
    assert client.get("/organizations.csv").status_code == 200


def test_the_request_reaches_the_view():
    seen = []

    @table_view
    def view(request, slug):
        seen.append((request, slug))
        return "x.csv", []

    request = HttpRequest()
    assert view(request, slug="a").status_code == 200
    assert seen == [(request, "a")]
