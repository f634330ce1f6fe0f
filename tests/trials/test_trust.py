import datetime as dt
import itertools

import pytest
import time_machine

from trials import doors, trust
from trials.models import Trial

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)


def a_study(number=1, **fields):
    fields = {"overall_status": "RECRUITING", "status_verified_date": dt.date(2026, 9, 1)} | fields
    return Trial(nct_id=f"NCT99{number:06}", **fields)


def trust_of(trial):
    return trust.read(trial, doors.NearestDoor(trial, "km"), TODAY)


def test_the_mark_says_why_in_words():
    found = trust_of(
        a_study(
            status_verified_date=dt.date(2025, 9, 1), primary_completion_date=dt.date(2026, 3, 1)
        )
    )
    assert found.mark == "doubtful"
    assert found.reasons[:2] == [
        "The sponsor last confirmed this 14 months ago.",
        "Its planned end (March 2026) has passed.",
    ]
    assert found.as_data()["label"] == "Doubtful"


def test_a_study_that_is_not_listed_has_no_mark():
    assert trust_of(a_study(presence="missing")) is None


def test_no_mark_says_go():
    for label in trust.MARKS.values():
        assert "call" in str(label).lower() or str(label) == "Doubtful"


def test_the_order_agrees_with_the_marks():
    """Wherever the mark rests on dates and status alone."""
    dates = [None, dt.date(2026, 9, 1), dt.date(2026, 3, 1), dt.date(2025, 3, 1)]
    ends = [None, dt.date(2026, 11, 1), dt.date(2026, 10, 1)]
    cases = list(itertools.product(["RECRUITING", "AVAILABLE", "COMPLETED"], dates, dates, ends))
    Trial.objects.bulk_create(
        a_study(
            number,
            overall_status=status,
            status_verified_date=verified,
            last_update_posted_date=updated,
            primary_completion_date=end,
        )
        for number, (status, verified, updated, end) in enumerate(cases)
    )
    for trial in Trial.objects.annotate(rank=trust.trust_rank(TODAY)):
        found = trust.freshness.read(
            TODAY,
            trial.overall_status,
            trial.status_verified_date,
            trial.last_update_posted_date,
            trial.primary_completion_date,
        )
        marks = {"confirmed": 0, "call-first": 1, "doubtful": 2}
        assert trial.rank == (marks[found.mark.value] if found else 5)


def test_what_is_not_open_comes_after_all_that_is():
    statuses = ["NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "UNKNOWN", "WITHDRAWN"]
    Trial.objects.bulk_create(a_study(n, overall_status=s) for n, s in enumerate(statuses))
    a_study(9, presence="missing").save()
    ranks = Trial.objects.annotate(rank=trust.trust_rank(TODAY)).order_by("nct_id")
    assert list(ranks.values_list("rank", flat=True)) == [3, 4, 5, 5, 5]


@pytest.mark.parametrize("day", ["2026-01-31", "2026-12-01", "2028-02-29"])
def test_every_day_of_the_calendar_has_an_order(day):
    a_study().save()
    with time_machine.travel(day):
        assert Trial.objects.annotate(rank=trust.trust_rank(dt.date.fromisoformat(day))).get()
