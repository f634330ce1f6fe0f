import datetime as dt

import pytest

from trials.reading import freshness
from trials.reading.freshness import Mark, Reason

TODAY = dt.date(2026, 11, 21)
FRESH = dt.date(2026, 9, 1)


def read(**facts):
    facts = {"status": "RECRUITING", "verified": FRESH, "updated": FRESH, "end": None} | facts
    return freshness.read(TODAY, **facts)


def reasons(found):
    return [reason for reason, _value in found.reasons]


def test_what_was_looked_at_lately_is_recently_confirmed():
    found = read()
    assert found.mark == Mark.CONFIRMED
    assert found.reasons == ((Reason.VERIFIED, FRESH),)


@pytest.mark.parametrize(
    ("month", "mark"),
    [
        (dt.date(2026, 5, 1), Mark.CONFIRMED),
        (dt.date(2026, 4, 30), Mark.CALL_FIRST),
        (dt.date(2025, 11, 1), Mark.CALL_FIRST),
        (dt.date(2025, 10, 31), Mark.DOUBTFUL),
    ],
)
def test_it_ages_by_whole_months(month, mark):
    assert read(verified=month, updated=None).mark == mark


def test_an_update_counts_as_a_look():
    assert read(verified=dt.date(2024, 1, 1)).mark == Mark.CONFIRMED
    assert read(updated=dt.date(2024, 1, 1)).mark == Mark.CONFIRMED


def test_an_end_that_has_passed_makes_it_doubtful_but_not_in_its_own_month():
    assert read(end=dt.date(2026, 10, 31)).mark == Mark.DOUBTFUL
    assert read(end=dt.date(2026, 11, 1)).mark == Mark.CONFIRMED


@pytest.mark.parametrize(
    ("facts", "mark", "reason"),
    [
        ({"status": "UNKNOWN"}, Mark.DOUBTFUL, Reason.UNKNOWN),
        ({"verified": None, "updated": None}, Mark.DOUBTFUL, Reason.NEVER_VERIFIED),
        ({"sites": "closed"}, Mark.DOUBTFUL, Reason.NO_OPEN_SITE),
        ({"sites": "silent"}, Mark.CALL_FIRST, Reason.SITES_SILENT),
        ({"sites": "none"}, Mark.CALL_FIRST, Reason.NO_SITE),
        ({"has_contact": False}, Mark.CALL_FIRST, Reason.NO_CONTACT),
    ],
)
def test_each_doubt_is_named(facts, mark, reason):
    found = read(**facts)
    assert found.mark == mark
    assert reason in reasons(found)


def test_all_doubts_are_named_and_the_worst_decides():
    found = read(
        verified=dt.date(2025, 9, 1), updated=None, end=dt.date(2026, 3, 1), has_contact=False
    )
    assert found.mark == Mark.DOUBTFUL
    assert found.reasons == (
        (Reason.VERIFIED_LONG_AGO, 14),
        (Reason.END_PASSED, dt.date(2026, 3, 1)),
        (Reason.NO_CONTACT, None),
    )


@pytest.mark.parametrize("status", ["COMPLETED", "WITHDRAWN", "", "SOMETHING_NEW"])
def test_a_status_that_says_no_needs_no_mark(status):
    assert read(status=status) is None


def test_a_date_in_the_future_is_no_age():
    assert freshness.months_between(dt.date(2030, 1, 1), TODAY) == 0
