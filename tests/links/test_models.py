"""What looks at a link add up to."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from links.choices import FAILURES, Finding
from links.fetch import Outcome
from links.models import Link

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
FINE, GONE = Outcome(Finding.FINE, 200), Outcome(Finding.GONE, 404)


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def link(clock):
    return Link.objects.create(url="https://one.example/")


def wait(clock, days=1):
    clock.shift(days * DAY)


@pytest.mark.parametrize("finding", FAILURES)
def test_three_failures_on_three_days_are_broken(link, clock, finding):
    for _ in range(2):
        link.take(Outcome(finding))
        assert not link.is_broken
        assert not Link.objects.broken().exists()
        wait(clock)
    link.take(Outcome(finding))
    assert link.is_broken
    assert Link.objects.broken().get() == link


def test_any_number_of_failures_on_one_day_is_one(link):
    for _ in range(50):
        link.take(GONE)
    assert len(link.failed_on) == 1
    assert not Link.objects.broken().exists()


def test_one_that_works_again_begins_anew(link, clock):
    for _ in range(2):
        link.take(GONE)
        wait(clock)
    link.take(FINE)
    assert (link.failed_on, link.last_fine_at) == ([], timezone.now())
    link.take(GONE)
    assert not link.is_broken
    for _ in range(2):
        wait(clock)
        link.take(GONE)
    assert link.is_broken
    link.take(FINE)
    assert not Link.objects.broken().exists()


@pytest.mark.parametrize("finding", [Finding.NOT_FOR_ROBOTS, Finding.NOT_LOOKED])
def test_what_was_not_found_out_is_neither_a_failure_nor_a_success(link, clock, finding):
    link.take(GONE)
    for _ in range(5):
        wait(clock)
        link.take(Outcome(finding, 403))
    assert len(link.failed_on) == 1
    assert link.last_fine_at is None


def test_a_link_that_fails_for_months_keeps_its_first_days_alone(link, clock):
    first = timezone.localdate()
    for _ in range(100):
        link.take(GONE)
        wait(clock)
    assert link.failed_on[0] == first
    assert len(link.failed_on) < 10


def test_it_is_looked_at_once_a_week_and_after_a_failure_the_next_day(link, clock):
    assert Link.objects.due().get() == link
    link.take(FINE)
    wait(clock, 6)
    assert not Link.objects.due().exists()
    wait(clock)
    assert Link.objects.due().get() == link
    link.take(GONE)
    assert not Link.objects.due().exists()
    wait(clock)
    assert Link.objects.due().get() == link


@pytest.mark.parametrize(
    ("seconds", "days"), [(3600, 1), (3 * 24 * 3600, 3), (10**9, 7), (float("inf"), 7)]
)
def test_a_server_that_asks_us_to_wait_is_left_alone_for_a_week_at_most(link, seconds, days):
    link.take(Outcome(Finding.SERVER_ERROR, 503, retry_after=seconds))
    assert link.due_at == timezone.now() + days * DAY


def test_an_editor_may_ask_for_a_look_today(link):
    link.take(FINE)
    link.ask_again()
    assert Link.objects.due().get() == link


def test_where_it_has_moved_is_kept_until_it_has_not(link):
    moved = ((301, "https://two.example/"),)
    link.take(Outcome(Finding.FINE, 200, redirects=moved))
    assert Link.objects.moved().get().moved_to == "https://two.example/"
    link.take(Outcome(Finding.NO_ANSWER))
    assert link.moved_to == "https://two.example/"
    link.take(FINE)
    assert not Link.objects.moved().exists()
