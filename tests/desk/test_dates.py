"""How the desk writes dates: what is past, what is today, and what is to come."""

import datetime as dt

import pytest
import time_machine

from conditions.models import Condition
from desk import roles
from desk.templatetags.desk import how_long_ago
from tests.conditions import desk

NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (dt.date(2027, 11, 28), "Nov. 28, 2027"),
        (dt.date(2026, 11, 29), "Nov. 29, 2026"),
        (dt.date(2026, 11, 28), "today"),
        (dt.date(2026, 11, 21), "1\xa0week ago"),
        (NOON + dt.timedelta(seconds=1), "Nov. 28, 2026, noon"),
        (NOON + dt.timedelta(days=400, minutes=5), "Jan. 2, 2028, 12:05 p.m."),
        (NOON - dt.timedelta(hours=3), "3\xa0hours ago"),
        (NOON, "just now"),
    ],
)
def test_only_what_is_past_is_so_long_ago(moment, written):
    with time_machine.travel(NOON, tick=False):
        assert how_long_ago(moment) == written


@pytest.mark.django_db
def test_lists_and_pages_say_on_which_day_a_review_is_due():
    browser = desk.come_in("editor", roles.EDITORS)
    due = dt.date.today() + dt.timedelta(days=365)
    desk.a_condition(live=True, review_due=due)
    listed = browser.get(desk.address(Condition, "list")).content.decode()
    assert due.strftime("%Y") in listed.partition(f'datetime="{due}')[2].partition("</time>")[0]
