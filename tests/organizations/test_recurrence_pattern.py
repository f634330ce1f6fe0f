"""Rules as editors choose them: what fields can say is said, and means the same."""

import datetime as dt
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.recurrence import NeverComes, NotRead, Recurrence, read_rule
from organizations.recurrence_pattern import (
    FIELDS,
    Pattern,
    Position,
    Repeats,
    Weekday,
    in_words,
    pattern_of,
)

from .test_recurrence import RULES, rule_of

SATURDAY = dt.datetime(2026, 1, 3, 19)


def some(choices, least=0):
    return st.sets(st.sampled_from(choices.values), min_size=least).map(
        lambda chosen: tuple(value for value in choices.values if value in chosen)
    )


ENDS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"until": st.dates(dt.date(2026, 1, 3), dt.date(2035, 1, 1))}),
    st.fixed_dictionaries({"times": st.integers(1, 9999)}),
)
DAYS = st.one_of(
    st.fixed_dictionaries({"repeats": st.just(Repeats.WEEKLY), "weekdays": some(Weekday)}),
    st.fixed_dictionaries(
        {
            "repeats": st.just(Repeats.MONTHLY_BY_WEEKDAY),
            "weekdays": some(Weekday, 1),
            "positions": some(Position, 1),
        }
    ),
    st.fixed_dictionaries(
        {
            "repeats": st.just(Repeats.MONTHLY_BY_DATE),
            "month_days": st.sets(st.integers(1, 31)).map(lambda days: tuple(sorted(days))),
        }
    ),
    st.fixed_dictionaries({"repeats": st.just(Repeats.YEARLY)}),
)
PATTERNS = st.builds(
    lambda days, ends, interval: Pattern(**days, **ends, interval=interval),
    DAYS,
    ENDS,
    st.integers(1, 999),
)


@given(PATTERNS)
def test_what_an_editor_chose_is_shown_again(pattern):
    read_rule(pattern.rule)
    assert pattern_of(pattern.rule) == pattern


def first_dates(rule, count=8):
    found = Recurrence(SATURDAY, "Europe/Berlin", rule)
    return list(itertools.islice(found._local(), count))


def same(rule):
    """Whether the fields say the rule; then they must mean the same."""
    pattern = pattern_of(rule)
    if pattern is None:
        return False
    assert first_dates(pattern.rule) == first_dates(rule), (rule, pattern.rule)
    return True


@given(RULES | st.text(max_size=60))
def test_whatever_the_rule_the_fields_say_the_same_or_nothing(rule):
    try:
        read_rule(rule)
    except NotRead:
        assert not rule or pattern_of(rule) is None
        return
    same(rule)


def test_most_rules_of_invented_meetings_can_be_said():
    rules = [rule_of(random.Random(number), SATURDAY) for number in range(300)]
    said = [rule for rule in rules if same(rule)]
    assert len(said) > 60
    # Also those with an end, and those of months.
    for part in ("COUNT", "UNTIL", "BYMONTHDAY", "MONTHLY;BYDAY", "INTERVAL", "WEEKLY;BYDAY"):
        assert any(part in rule for rule in said), part


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("", Pattern()),
        ("FREQ=WEEKLY", Pattern(Repeats.WEEKLY)),
        ("freq=weekly;interval=2;byday=su,mo;", Pattern(Repeats.WEEKLY, 2, ("MO", "SU"))),
        ("FREQ=WEEKLY;WKST=MO", Pattern(Repeats.WEEKLY)),
        ("FREQ=MONTHLY;BYDAY=1SA", Pattern(Repeats.MONTHLY_BY_WEEKDAY, 1, ("SA",), ("1",))),
        (
            "FREQ=MONTHLY;BYDAY=-1TU,+2TU",
            Pattern(Repeats.MONTHLY_BY_WEEKDAY, 1, ("TU",), ("2", "-1")),
        ),
        ("FREQ=MONTHLY", Pattern(Repeats.MONTHLY_BY_DATE)),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1", Pattern(Repeats.MONTHLY_BY_DATE, month_days=(1, 15))),
        ("FREQ=YEARLY;UNTIL=20300101", Pattern(Repeats.YEARLY, until=dt.date(2030, 1, 1))),
        ("FREQ=WEEKLY;COUNT=6", Pattern(Repeats.WEEKLY, times=6)),
    ],
)
def test_a_rule_is_shown_as_choices(rule, pattern):
    assert pattern_of(rule) == pattern


@pytest.mark.parametrize(
    "rule",
    [
        "each Saturday",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=SU",
        "FREQ=WEEKLY;UNTIL=20270101T180000Z",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=MONTHLY;BYDAY=SA",
        "FREQ=MONTHLY;BYDAY=SA,1SA",
        "FREQ=MONTHLY;BYDAY=-2SA",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=1SA",
    ],
)
def test_a_rule_that_choices_cannot_say_stays_as_it_is_written(rule):
    assert pattern_of(rule) is None


def test_each_choice_names_the_fields_that_it_takes():
    assert set(FIELDS) == set(Repeats)
    fields = set(Pattern.__dataclass_fields__) - {"repeats"} | {"recurrence"}
    assert set(itertools.chain(*FIELDS.values())) == fields


def test_a_pattern_that_never_comes_is_told():
    rule = Pattern(Repeats.MONTHLY_BY_DATE, 12, month_days=(31,)).rule
    with pytest.raises(NeverComes):
        Recurrence(dt.datetime(2026, 2, 1), "UTC", rule).earliest  # noqa: B018


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "Once"),
        ("FREQ=WEEKLY", "Every week"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "Every 2 weeks: Monday, Friday"),
        ("FREQ=MONTHLY;BYDAY=1SA,-1SA", "Every month: Saturday (First, Last)"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15", "Every 3 months: 1, 15"),
        ("FREQ=YEARLY;UNTIL=20281205", "Every year, until Dec. 5, 2028"),
        ("FREQ=WEEKLY;COUNT=10", "Every week, 10 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_a_rule_stands_in_words_where_fields_can_express_it(rule, words):
    assert in_words(rule) == words
