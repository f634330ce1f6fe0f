"""Each client may ask the API so often in a minute, and is told how often it still may."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from redis.exceptions import RedisError

from web import client_quota, rate_limits

# One that could be somebody's: those for examples are nobody's.
ADDRESS, OTHER = "9.9.9.9", "8.8.4.4"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    now = [60_000_010.0]
    monkeypatch.setattr(client_quota.time, "time", lambda: now[0])
    monkeypatch.setattr(client_quota, "REQUESTS", 3)
    cache.clear()
    return now


def ask(address="/api/v1/trials/", client=ADDRESS):
    answer = client_quota.ClientQuotaMiddleware(lambda request: HttpResponse("ok"))
    return answer(RequestFactory().get(address, REMOTE_ADDR=client))


def test_every_answer_says_how_many_are_left_and_for_how_long():
    assert [ask()["RateLimit"] for _ in range(3)] == [
        f'"default";r={left};t=50' for left in (2, 1, 0)
    ]
    assert ask()["RateLimit-Policy"] == client_quota.POLICY


def test_a_client_over_the_limit_is_refused_until_the_minute_is_over(clock):
    for _ in range(3):
        assert ask().status_code == 200
    refused = ask()
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused["Retry-After"], refused["RateLimit"]) == ("50", '"default";r=0;t=50')
    assert ask(client=OTHER).status_code == 200
    clock[0] += 50
    assert ask().status_code == 200


def test_fhir_is_counted_with_the_api_and_pages_for_people_are_not():
    for _ in range(5):
        assert ask("/trials/").status_code == 200
    assert "RateLimit" not in ask("/trials/")
    ask()
    assert ask("/fhir/ResearchStudy").headers["RateLimit"].startswith('"default";r=1')


@pytest.mark.parametrize("client", ["127.0.0.1", "10.0.0.7", ""])
def test_our_own_proxy_and_unknown_clients_are_not_counted(client):
    assert [ask(client=client).status_code for _ in range(5)] == [200] * 5


def test_without_its_counts_the_api_answers(monkeypatch):
    def away(*_args):
        raise RedisError

    monkeypatch.setattr(rate_limits, "count", away)
    assert [ask().status_code for _ in range(5)] == [200] * 5
