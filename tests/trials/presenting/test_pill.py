"""A green pill needs a fresh yes."""

import datetime as dt
from types import SimpleNamespace

import pytest

from trials.models import Trial
from trials.presenting import freshness_mark
from trials.presenting.pill import pill

TODAY = dt.date(2026, 11, 28)


def pill_of(status="RECRUITING", verified=TODAY, sites="open", has_contact=True, **more):
    trial = Trial(
        overall_status=status,
        status_verified_date=verified,
        status_verified_date_text=f"{verified:%Y-%m}",
        **more,
    )
    nearest = SimpleNamespace(sites=sites, has_contact=has_contact)
    return pill(trial, freshness_mark.read(trial, nearest, TODAY))


def test_open_and_freshly_confirmed_is_green():
    assert (pill_of().kind, pill_of().text) == ("open", "Open · call first")
    assert pill_of("AVAILABLE").text == "Available · ask your doctor"


@pytest.mark.parametrize(
    "doubt",
    [
        {"verified": dt.date(2026, 3, 1)},
        {"verified": dt.date(2020, 3, 1)},
        {"sites": "silent"},
        {"sites": "none"},
        {"sites": "closed"},
        {"has_contact": False},
        {"primary_completion_date": dt.date(2026, 1, 1)},
    ],
)
def test_old_silent_or_with_nobody_to_call_is_amber(doubt):
    assert pill_of(**doubt).is_unsure
    assert pill_of(**doubt).text == "Unsure · ask if it is open"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("COMPLETED", "Not open: completed"),
        ("NOT_YET_RECRUITING", "Not open yet"),
        ("UNKNOWN", "Status unknown"),
        ("PAUSED_BY_MOONLIGHT", "PAUSED_BY_MOONLIGHT"),
        ("", "No status given"),
    ],
)
def test_what_is_not_open_has_an_outline(status, text):
    assert (pill_of(status).kind, pill_of(status).text) == ("no", text)


@pytest.mark.parametrize("presence", ["missing", "out-of-scope"])
def test_a_study_that_is_not_listed_is_never_open(presence):
    assert pill_of(presence=presence).kind == "no"
