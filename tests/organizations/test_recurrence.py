"""When meetings take place, beside a library that reads the files which we write."""

import datetime as dt
import itertools
import random
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from organizations.calendars import calendar_of
from organizations.models import Meeting, Organization
from organizations.recurrence import NeverComes, NotRead, Recurrence, read_rule

ZONES = (
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Sao Paulo put its clocks back for the last time in 2019.
YEARS = (2018, 2019, 2025, 2026, 2027)
CASES = 200
SHORT = 40
NIGHT = [dt.time(hour, minute) for hour in (0, 1, 2, 3, 23) for minute in (0, 15, 30)]
CHANGED = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def changes(zone, year):
    """The days on which clocks change."""
    noon = dt.datetime(year, 1, 1, 12, tzinfo=ZoneInfo(zone))
    days = [noon + dt.timedelta(days=n) for n in range(366)]
    return [
        after.date()
        for before, after in itertools.pairwise(days)
        if before.utcoffset() != after.utcoffset()
    ]


def is_odd(moment):
    """Whether clocks never show it, or show it twice."""
    return moment.utcoffset() != moment.replace(fold=1).utcoffset()


def rule_of(draw, first):
    freq = draw.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={freq}"]
    if draw.random() < 0.4:
        parts.append(f"INTERVAL={draw.randint(2, 4)}")
    if freq == "WEEKLY" and draw.random() < 0.6:
        parts.append("BYDAY=" + ",".join(draw.sample(DAYS, draw.randint(1, 3))))
        if draw.random() < 0.3:
            parts.append(f"WKST={draw.choice(DAYS)}")
    if freq in ("MONTHLY", "YEARLY"):
        if freq == "YEARLY":
            parts.append(f"BYMONTH={first.month}")
        kind = draw.choice(["first", "nth", "day", "last working day"])
        if kind == "nth":
            parts.append(f"BYDAY={draw.choice(['1', '2', '3', '-1', '-2'])}{draw.choice(DAYS)}")
        elif kind == "day":
            days = draw.sample([*range(1, 29), -1, -2], 2)
            parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
        elif kind == "last working day":
            parts.append(f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={draw.choice([1, 2, -1])}")
    if freq == "DAILY" and draw.random() < 0.3:
        parts.append(f"BYDAY={draw.choice(DAYS)},{draw.choice(DAYS)}")
    end = draw.choice(["", "", "COUNT", "UNTIL", "UNTIL day", "UNTIL UTC"])
    last = first + dt.timedelta(days=draw.randint(5, 500))
    if end == "COUNT":
        parts.append(f"COUNT={draw.randint(1, 40)}")
    elif end:
        form = {"UNTIL": "%Y%m%dT%H%M%S", "UNTIL day": "%Y%m%d", "UNTIL UTC": "%Y%m%dT%H%M%SZ"}
        parts.append(f"UNTIL={last.strftime(form[end])}")
    return ";".join(parts)


def case(number):
    """One invented meeting, most of them near a day on which clocks change."""
    draw = random.Random(number)
    zone = ZONES[number % len(ZONES)]
    days = [day for year in YEARS for day in changes(zone, year)] or [dt.date(2026, 3, 29)]
    changed = draw.choice(days)
    # Often at the very hour that is not there, or there twice.
    odd = [time for time in NIGHT if is_odd(dt.datetime.combine(changed, time, ZoneInfo(zone)))]
    time = draw.choice([*odd * 4, *NIGHT, dt.time(18)])
    day = changed - dt.timedelta(days=draw.choice([0, 1, 6, 7, 7, 14, 28, 90]))
    first = dt.datetime.combine(day, time)
    rule = "" if draw.random() < 0.05 else rule_of(draw, first)
    while not ends_after_it_begins(first, zone, rule):
        rule = rule_of(draw, first)
    return meeting(first, zone, rule, minutes=draw.choice([30, 60, 90]))


def ends_after_it_begins(first, zone, rule):
    try:
        return Recurrence(first, zone, rule).earliest
    except NeverComes:
        return None


def meeting(first, zone, rule="", **more):
    return Meeting(
        pk=1,
        organization=Organization(name="Sample organization", slug="sample"),
        title="Sample meeting",
        is_online=True,
        first_day=first.date(),
        starts_at=first.time(),
        time_zone=zone,
        recurrence=rule,
        checked_on=CHANGED.date(),
        updated_at=CHANGED,
        **more,
    )


def file_of(*meetings):
    return calendar_of(meetings, RequestFactory().get("/"))


def ours(meeting, last):
    before = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    return [start for start in meeting.next_dates(2000, before) if start < last]


def theirs(file, last):
    """As a calendar that imports our file shows it: {start: end}."""
    first = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    events = recurring_ical_events.of(Calendar.from_ical(file)).between(first, last)
    found = {event.start.astimezone(dt.UTC): event.end.astimezone(dt.UTC) for event in events}
    assert len(found) == len(events)
    return found


every_case = pytest.mark.parametrize(
    "number",
    [*range(SHORT)] + [pytest.param(n, marks=pytest.mark.exhaustive) for n in range(SHORT, CASES)],
)


@every_case
def test_a_library_finds_the_same_moments_in_our_file(number):
    made = case(number)
    last = dt.datetime.combine(made.first_day, dt.time(), dt.UTC) + dt.timedelta(days=800)
    found = ours(made, last)
    assert found
    expected = {start.astimezone(dt.UTC): start.astimezone(dt.UTC) + made.lasts for start in found}
    read = theirs(file_of(made), last)
    assert sorted(read) == sorted(expected), made.recurrence
    zone = ZoneInfo(made.time_zone)
    for start, end in expected.items():
        # Where clocks change while people meet, the library counts the hours that clocks show; by
        # RFC 5545, 3.3.6, an hour that a file states is an hour.
        if start.astimezone(zone).utcoffset() == end.astimezone(zone).utcoffset():
            assert read[start] == end or start.astimezone(zone).time() != made.starts_at


@every_case
def test_a_calendar_that_knows_no_zones_reads_them_in_our_file(number):
    made = case(number)
    last = dt.datetime.combine(made.first_day, dt.time(), dt.UTC) + dt.timedelta(days=800)
    zone = made.time_zone.encode()
    # The library keeps each zone that it has read by its name: one of a later year knows less.
    file = file_of(made).replace(zone, f"Sample-{number}-".encode() + zone)
    # Of a time that does not exist, the library reads a zone of a file in its own way; by RFC 5545,
    # 3.3.5, and as it reads a zone that it knows, the offset is the one before.
    exist = [start.time() == made.starts_at for start in ours(made, last)]
    expected = [start.astimezone(dt.UTC) for start in ours(made, last)]
    read = sorted(theirs(file, last))
    assert len(read) == len(expected)
    assert [*itertools.compress(read, exist)] == [*itertools.compress(expected, exist)]


def test_the_invented_meetings_lie_where_clocks_change():
    found = {"there once": 0, "not there": 0, "there twice": 0}
    for made in map(case, range(CASES)):
        for start in ours(made, dt.datetime(2030, 1, 1, tzinfo=dt.UTC))[:400]:
            is_gone = start.time() != made.starts_at
            name = "not there" if is_gone else "there twice" if is_odd(start) else "there once"
            found[name] += 1
    assert min(found.values()) > 10, found


# What a person would say


def dates(first, zone, rule, count=3, **more):
    found = meeting(dt.datetime.fromisoformat(first), zone, rule, **more)
    after = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return [start.isoformat(" ", "minutes") for start in found.next_dates(count, after)]


def test_seven_in_the_evening_stays_seven_in_the_evening():
    assert dates("2026-02-22T19:00", "America/New_York", "FREQ=WEEKLY") == [
        "2026-02-22 19:00-05:00",
        "2026-03-01 19:00-05:00",
        "2026-03-08 19:00-04:00",
    ]
    assert dates("2026-10-18T19:00", "Europe/Berlin", "FREQ=WEEKLY") == [
        "2026-10-18 19:00+02:00",
        "2026-10-25 19:00+01:00",
        "2026-11-01 19:00+01:00",
    ]


def test_a_time_that_does_not_exist_is_an_hour_later_on_that_day_only():
    assert dates("2026-03-07T02:30", "America/New_York", "FREQ=DAILY") == [
        "2026-03-07 02:30-05:00",
        "2026-03-08 03:30-04:00",
        "2026-03-09 02:30-04:00",
    ]


def test_of_a_time_that_is_there_twice_the_first_is_meant():
    assert dates("2026-10-25T02:30", "Europe/Berlin", "") == ["2026-10-25 02:30+02:00"]


def test_each_first_saturday_and_the_last_working_day():
    assert dates("2026-01-01T18:00", "UTC", "FREQ=MONTHLY;BYDAY=1SA") == [
        "2026-01-03 18:00+00:00",
        "2026-02-07 18:00+00:00",
        "2026-03-07 18:00+00:00",
    ]
    assert dates("2026-01-01T18:00", "UTC", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1") == [
        "2026-01-30 18:00+00:00",
        "2026-02-27 18:00+00:00",
        "2026-03-31 18:00+00:00",
    ]


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("20260115", 3),
        ("20260114", 2),
        ("20260115T180000", 3),
        ("20260115T175959", 2),
        # In winter, New York is five hours behind.
        ("20260115T230000Z", 3),
        ("20260115T225959Z", 2),
    ],
)
def test_the_last_day_of_a_rule_is_in_it(until, count):
    rule = f"FREQ=WEEKLY;UNTIL={until}"
    assert len(dates("2026-01-01T18:00", "America/New_York", rule, 9)) == count


def test_a_day_on_which_it_is_called_off_is_left_out_and_counts():
    off = [dt.date(2026, 1, 8)]
    assert dates("2026-01-01T18:00", "UTC", "FREQ=WEEKLY;COUNT=3", 9, not_on=off) == [
        "2026-01-01 18:00+00:00",
        "2026-01-15 18:00+00:00",
    ]
    found = meeting(dt.datetime(2026, 1, 1, 18), "Europe/Berlin", "FREQ=WEEKLY", not_on=off)
    last = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert sorted(theirs(file_of(found), last)) == ours(found, last)


def test_a_meeting_that_still_goes_on_is_the_next():
    found = meeting(dt.datetime(2026, 1, 1, 18), "UTC", "FREQ=WEEKLY", minutes=60)
    for minute, day in ((0, 1), (59, 1), (60, 8)):
        after = dt.datetime(2026, 1, 1, 18, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
        assert found.next_dates(1, after)[0].day == day


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=SU"])
def test_leaving_out_what_is_past_finds_the_same(rule):
    found = Recurrence(dt.datetime(2001, 2, 3, 2, 30), "Europe/Berlin", rule)
    after = dt.datetime(2026, 3, 28, 1, 30, tzinfo=dt.UTC)
    all_of_them = found.next(10_000, dt.datetime(1999, 1, 1, tzinfo=dt.UTC))
    assert found.next(9, after) == [start for start in all_of_them if start > after][:9]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "each Saturday",
        "BYDAY=SA",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYHOUR=1,2,3",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=1SA",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=SATURDAY",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=DAILY\nRDATE:20260101",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=MONTHLY;BYDAY=9WE",
        "FREQ=MONTHLY;BYDAY=-6SU,1MO",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=6MO",
        "FREQ=YEARLY;BYDAY=54SA",
        "FREQ=YEARLY;BYMONTHDAY=31;BYSETPOS=-999",
    ],
)
def test_what_is_no_rule_of_days_or_is_read_in_two_ways_is_not_read(rule):
    with pytest.raises(NotRead):
        read_rule(rule)


def numbers(most):
    return st.integers(-most, most).map(str)


PARTS = {
    "FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", ""]),
    "INTERVAL": numbers(1000),
    "COUNT": numbers(10_000),
    "UNTIL": st.dates(dt.date(1, 1, 1)).map(lambda day: f"{day.year:04}{day:%m%d}"),
    "BYMONTH": numbers(14),
    "BYMONTHDAY": numbers(33),
    "BYDAY": st.lists(st.tuples(numbers(60), st.sampled_from(DAYS)).map("".join)).map(",".join),
    "BYSETPOS": st.lists(numbers(400)).map(",".join),
    "WKST": st.sampled_from(DAYS),
}
RULES = st.fixed_dictionaries(
    {"FREQ": PARTS["FREQ"]}, optional={name: PARTS[name] for name in PARTS if name != "FREQ"}
).map(lambda parts: ";".join(f"{name}={value}" for name, value in parts.items()))


@given(
    RULES | st.text(max_size=60), st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31))
)
def test_whatever_is_written_is_a_rule_or_is_said_not_to_be_one(rule, first):
    try:
        found = Recurrence(first.replace(microsecond=0), "America/New_York", rule)
        assert found.earliest >= found.first
        assert len(found.next(3, CHANGED)) <= 3
    except (NotRead, NeverComes):
        return


@pytest.mark.parametrize("day", ["20261301", "20260230T180000Z"])
def test_an_end_that_is_no_day_is_not_read(day):
    with pytest.raises(NotRead):
        Recurrence(dt.datetime(2026, 1, 1), "UTC", f"FREQ=DAILY;UNTIL={day}").earliest  # noqa: B018


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1SA;BYMONTHDAY=20",
        "FREQ=WEEKLY;UNTIL=20200101",
    ],
)
def test_what_never_comes_is_told_without_waiting_for_the_year_9999(rule):
    with pytest.raises(NeverComes):
        Recurrence(dt.datetime(2026, 1, 1), "UTC", rule).earliest  # noqa: B018


# Files


def starts(kind):
    """The local times of a part of a zone, until 2038."""
    if "RRULE" in kind:
        rule = rrulestr(kind["RRULE"].to_ical().decode(), dtstart=kind.DTSTART)
        return rule.between(kind.DTSTART, dt.datetime(2038, 1, 1), inc=True)
    return [kind.DTSTART, *(date for date, _period in kind.rdates)]


@pytest.mark.parametrize(
    "zone", [*ZONES, "America/Caracas", "Asia/Pyongyang", "Pacific/Apia", "UTC"]
)
def test_a_file_says_to_the_second_when_clocks_change(zone):
    part = Calendar.from_ical(file_of(meeting(dt.datetime(2026, 1, 1), zone))).walk("VTIMEZONE")[0]
    told = sorted(
        (start.replace(tzinfo=dt.UTC) - kind.TZOFFSETFROM, kind.TZOFFSETFROM, kind.TZOFFSETTO)
        for kind in part.subcomponents
        for start in starts(kind)
        if kind.TZOFFSETFROM != kind.TZOFFSETTO
    )
    known = ZoneInfo(zone)
    for moment, before, after in told:
        a_second_before = moment - dt.timedelta(seconds=1)
        assert a_second_before.astimezone(known).utcoffset() == before
        assert moment.astimezone(known).utcoffset() == after
    day, last = dt.datetime(2025, 1, 2, tzinfo=dt.UTC), dt.datetime(2038, 1, 1, tzinfo=dt.UTC)
    hours = (day + dt.timedelta(hours=hour) for hour in range(0, (last - day).days * 24, 6))
    offsets = (hour.astimezone(known).utcoffset() for hour in hours)
    assert len(told) == sum(one != next_one for one, next_one in itertools.pairwise(offsets))


def test_a_file_is_one_that_calendars_take():
    """RFC 5545, 3.1 and 3.6: its lines, and what each part must have."""
    hostile = "Sample; \\, \n:BEGIN:VEVENT\r\nATTENDEE:mailto:a@b.example 日本語 " + "long " * 40
    made = meeting(dt.datetime(2026, 1, 1, 18), "Europe/Berlin", "FREQ=WEEKLY;UNTIL=20261231")
    made.title = made.how_to_join = hostile
    file = file_of(made)
    lines = file.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)
    calendar = Calendar.from_ical(file)
    (event,) = calendar.events
    assert {"PRODID", "VERSION"} <= calendar.keys()
    assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL"} <= event.keys()
    assert not {"ATTENDEE", "ORGANIZER"} & event.keys()
    assert not event.alarms.times
    assert not event.errors
    assert str(event["SUMMARY"]).startswith(hostile.replace("\r\n", "\n").strip()[:60])
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261231T225959Z"
    assert event["UID"] == "meeting-1@testserver"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert calendar.timezones[0].tz_name == "Europe/Berlin"


def test_a_start_beside_its_rule_is_written_as_the_first_day_that_fits():
    made = meeting(dt.datetime(2026, 1, 1, 18), "UTC", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SA")
    (event,) = Calendar.from_ical(file_of(made)).events
    assert event.start.isoformat() == "2026-01-31T18:00:00+00:00"


def test_a_calendar_without_a_meeting_is_one_as_well():
    calendar = Calendar.from_ical(file_of())
    assert calendar.events == []
    # It must have one part at least.
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
