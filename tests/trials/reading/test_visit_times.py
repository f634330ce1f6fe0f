"""What a sentence says of visits: one thing, or nothing."""

import pytest

from trials.reading.visit_times import MOST, VisitTimes, read


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("There will be 8 clinic visits over six months.", 8),
        ("Participants come for up to five in-person visits.", 5),
        ("A total of twenty-four exercise sessions, three times a week", 24),
        ("12 sessions (2 sessions per week) for 6 weeks", 12),
        (f"There are {MOST} visits", MOST),
    ],
)
def test_a_number_of_visits(sentence, count):
    assert read(sentence) == VisitTimes(count=count)


@pytest.mark.parametrize(
    ("sentence", "every", "unit"),
    [
        ("Participants come for study visits every 4 weeks.", 4, "week"),
        ("You will have monthly follow-up visits.", 1, "month"),
        ("They visit the study site about every week", 1, "week"),
        ("Visits are scheduled quarterly.", 3, "month"),
        ("Annual visits for 10 years", 1, "year"),
        ("Visits will take place every two months", 2, "month"),
    ],
)
def test_the_time_between_visits(sentence, every, unit):
    assert read(sentence) == VisitTimes(every=every, unit=unit)


@pytest.mark.parametrize(
    ("sentence", "at", "unit"),
    [
        ("Visits will take place at weeks 4, 8 and 12.", (4, 8, 12), "week"),
        ("Follow-up visits at 3, 6, 9, and 12 months", (3, 6, 9, 12), "month"),
        ("You return on days 7 and 14, for blood tests", (7, 14), "day"),
    ],
)
def test_the_times_of_visits(sentence, at, unit):
    assert read(sentence) == VisitTimes(at=at, unit=unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "One visit to the clinic",
        "The study has 4 weekly sessions",
        "Three walking sessions per the week",
        "five sessions/week for three weeks",
        "2 sessions of training per week",
        "This study has four visits (3 visits if both are on the same day).",
        "Training over two visits; follow-up visits every 4 months",
        "2-6 video visits",
        "between two and three visits",
        "thirty five visits",
        "one hundred and five visits",
        f"{MOST + 1} visits",
        "study visits at weeks 2 and 6, and at months 3, 6 and 12",
        "visits on days 7, 14 and 30 and months 12 and 18",
        "visits at weeks 8, 4 and 12",
    ],
)
def test_a_sentence_that_can_mean_two_things_says_nothing(sentence):
    assert read(sentence) is None
