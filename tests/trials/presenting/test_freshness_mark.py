import datetime as dt
import itertools
import types

import pytest
import time_machine

from trials.models import Trial
from trials.presenting import freshness_mark, nearest_site

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)


def a_study(number=1, **fields):
    fields = {"overall_status": "RECRUITING", "status_verified_date": dt.date(2026, 9, 1)} | fields
    return Trial(nct_id=f"NCT99{number:06}", **fields)


def mark_of(trial):
    return freshness_mark.read(trial, nearest_site.NearestSite(trial, "km"), TODAY)


def test_the_mark_says_why_in_words():
    found = mark_of(
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
    assert mark_of(a_study(presence="missing")) is None


def test_no_mark_says_go():
    for label in freshness_mark.MARKS.values():
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
    for trial in Trial.objects.annotate(rank=freshness_mark.freshness_rank(TODAY)):
        found = freshness_mark.freshness.read(
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
    ranks = Trial.objects.annotate(rank=freshness_mark.freshness_rank(TODAY)).order_by("nct_id")
    assert list(ranks.values_list("rank", flat=True)) == [3, 4, 5, 5, 5]


@pytest.mark.parametrize("day", ["2026-01-31", "2026-12-01", "2028-02-29"])
def test_every_day_of_the_calendar_has_an_order(day):
    a_study().save()
    with time_machine.travel(day):
        assert Trial.objects.annotate(
            rank=freshness_mark.freshness_rank(dt.date.fromisoformat(day))
        ).get()


# A year alone


AN_OPEN_PLACE = types.SimpleNamespace(sites="open", has_contact=True)


@pytest.mark.parametrize(
    ("end", "text", "today", "passed"),
    [
        (dt.date(2026, 1, 1), "2026", "2026-11-28", False),
        (dt.date(2026, 1, 1), "2026", "2026-12-31", False),
        (dt.date(2026, 1, 1), "2026", "2027-01-01", True),
        (dt.date(2025, 1, 1), "2025", "2026-11-28", True),
        (dt.date(2027, 1, 1), "2027", "2026-11-28", False),
        (dt.date(2026, 3, 1), "2026-03", "2026-03-31", False),
        (dt.date(2026, 3, 1), "2026-03", "2026-04-01", True),
        (dt.date(2026, 1, 1), "2026-01", "2026-11-28", True),
        (dt.date(2026, 1, 1), "2026-01-01", "2026-11-28", True),
        (dt.date(2026, 11, 5), "2026-11-05", "2026-11-28", False),
        (dt.date(2024, 2, 1), "2024-02", "2024-02-29", False),
    ],
)
def test_a_planned_end_has_passed_when_its_period_has(end, text, today, passed):
    today = dt.date.fromisoformat(today)
    trial = a_study(
        status_verified_date=today,
        status_verified_date_text=today.isoformat(),
        primary_completion_date=end,
        primary_completion_date_text=text,
    )
    found = freshness_mark.read(trial, nearest_site.NearestSite(trial, "km"), today)
    assert any("planned end" in reason for reason in found.reasons) == passed
    trial.save()
    ranked = Trial.objects.annotate(rank=freshness_mark.freshness_rank(today)).get()
    assert (ranked.rank == 2) == passed


def test_a_year_that_has_passed_is_shown_as_a_year():
    found = mark_of(
        a_study(primary_completion_date=dt.date(2025, 1, 1), primary_completion_date_text="2025")
    )
    assert "Its planned end (2025) has passed." in found.reasons


@pytest.mark.parametrize(
    ("verified", "text", "updated", "rank", "says"),
    [
        (dt.date(2026, 1, 1), "2026", None, 0, "The sponsor last confirmed this in 2026."),
        (dt.date(2025, 1, 1), "2025", None, 1, "The sponsor last confirmed this in 2025."),
        (dt.date(2024, 1, 1), "2024", None, 2, "The sponsor last confirmed this in 2024."),
        (dt.date(2026, 1, 1), "2026-01", None, 1, "confirmed this 10 months ago."),
        (dt.date(2023, 11, 1), "2023-11", None, 2, "confirmed this 3 years ago."),
        (dt.date(2005, 6, 1), "2005-06", None, 2, "confirmed this 21 years ago."),
        # An update in the same year tells more than the year.
        (dt.date(2026, 1, 1), "2026", dt.date(2026, 3, 2), 1, "confirmed this 8 months ago."),
        (dt.date(2026, 1, 1), "2026", dt.date(2026, 10, 2), 0, "confirmed this in October 2026."),
        (dt.date(2025, 1, 1), "2025", dt.date(2026, 10, 2), 0, "confirmed this in October 2026."),
        (dt.date(2026, 1, 1), "2026", dt.date(2025, 3, 2), 0, "confirmed this in 2026."),
        (dt.date(2026, 9, 1), "2026-09", dt.date(2025, 3, 2), 0, "in September 2026."),
        (None, "soon", dt.date(2026, 9, 2), 0, "in September 2026."),
    ],
)
def test_a_year_of_verification_is_not_its_january(verified, text, updated, rank, says):
    place = {"primary_completion_date": None, "last_update_posted_date": updated}
    trial = a_study(status_verified_date=verified, status_verified_date_text=text, **place)
    [reason] = freshness_mark.read(trial, AN_OPEN_PLACE, TODAY).reasons
    assert reason.endswith(says)
    trial.save()
    assert Trial.objects.annotate(rank=freshness_mark.freshness_rank(TODAY)).get().rank == rank
