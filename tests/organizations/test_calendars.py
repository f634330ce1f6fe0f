"""The zones in our calendar files, as different programs read them."""

import datetime as dt
import io
from types import SimpleNamespace
from zoneinfo import ZoneInfo, available_timezones

import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from django.test import RequestFactory
from icalendar import Calendar

from organizations.calendars import calendar_of, zone_part
from organizations.recurrence import Recurrence

YEAR, YEARS = 2026, 10
# Their rules follow the moon or a decree each year.
IRREGULAR = {"Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"}


def written(name, year=YEAR):
    """The zone as it stands in a file."""
    return zone_part(name, year).to_ical().decode()


def in_file(zone):
    return tzical(io.StringIO(zone)).get()


class RulesOnly:
    """A program that reads of each part its start and its yearly rule, as Outlook does."""

    def __init__(self, zone):
        self.changes = []
        for part in Calendar.from_ical(zone).subcomponents:
            start = part["DTSTART"].dt
            days = [start]
            if "RRULE" in part:
                rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=start)
                days = rule.between(start, dt.datetime(YEAR + YEARS + 1, 1, 1), inc=True)
            before = part["TZOFFSETFROM"].td
            self.changes += [(day - before, part["TZOFFSETTO"].td) for day in days]
        self.changes.sort()

    def offset(self, moment):
        past = [offset for at, offset in self.changes if at <= moment.replace(tzinfo=None)]
        return past[-1]


def moments():
    """Every eleventh day of ten years at changing hours, and each hour about the usual changes."""
    start = dt.datetime(YEAR, 1, 1, tzinfo=dt.UTC)
    return [start + dt.timedelta(days=11 * n, hours=5 * n % 24) for n in range(YEARS * 365 // 11)]


def changes(zone):
    """An hour before and after each change of ten years."""
    found, day = [], dt.datetime(YEAR, 1, 1, tzinfo=dt.UTC)
    while day.year < YEAR + YEARS:
        after = day + dt.timedelta(days=1)
        if day.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found += [day + dt.timedelta(hours=hour) for hour in range(25)]
        day = after
    return found


def distinct_zones():
    """One name of each set of clocks."""
    found = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = tuple(moment.astimezone(zone).utcoffset() for moment in moments())
        found.setdefault(offsets, name)
    return sorted(found.values())


def test_every_zone_of_the_world_reads_as_it_is_for_ten_years():
    names = distinct_zones()
    assert len(names) > 60
    for name in names:
        zone = ZoneInfo(name)
        ours, rules = in_file(written(name)), RulesOnly(written(name))
        is_regular = "RDATE" not in written(name)
        for moment in [*moments(), *changes(zone)]:
            expected = moment.astimezone(zone)
            offset = expected.utcoffset()
            if is_regular:
                assert rules.offset(moment) == offset, (name, moment)
            local = expected.replace(tzinfo=None)
            if _is_plain(zone, local):
                assert local.replace(tzinfo=ours).utcoffset() == offset, (name, moment)


def _is_plain(zone, local):
    """Whether a local time is there once: programs differ on those that are there twice."""
    return local.replace(tzinfo=zone).utcoffset() == local.replace(tzinfo=zone, fold=1).utcoffset()


def test_dates_stand_only_where_there_is_no_rule():
    with_dates = {name for name in distinct_zones() if "RDATE" in written(name)}
    assert with_dates <= IRREGULAR
    for name in ("America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Sydney",
                 "America/Santiago", "Asia/Jerusalem", "Africa/Cairo", "America/Nuuk",
                 "Atlantic/Azores", "Australia/Lord_Howe"):  # fmt: skip
        zone = written(name)
        assert zone.count("RRULE:FREQ=YEARLY") == 2, name
        assert zone.count("BEGIN:DAYLIGHT") == zone.count("BEGIN:STANDARD") == 1, name


def test_the_rules_are_those_that_outlook_writes_itself():
    zone = written("America/New_York")
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in zone
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11" in zone
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in written("Europe/Berlin")


@pytest.mark.parametrize("name", ["UTC", "America/Phoenix", "Asia/Kolkata", "Asia/Kathmandu"])
def test_a_zone_without_summer_time_is_one_line_of_time(name):
    zone = written(name)
    assert (zone.count("BEGIN:STANDARD"), zone.count("RRULE"), zone.count("RDATE")) == (1, 0, 0)


@pytest.mark.parametrize("year", [2000, 2006, 2007, 2011, 2040, 2099])
def test_a_meeting_of_any_year_finds_its_clocks(year):
    for name in ("America/New_York", "Europe/Moscow", "Pacific/Apia", "America/Caracas"):
        zone, ours = ZoneInfo(name), in_file(written(name, year))
        for day in range(0, 5 * 365, 9):
            local = dt.datetime(year, 1, 1, 12) + dt.timedelta(days=day)
            expected = local.replace(tzinfo=zone).utcoffset()
            assert local.replace(tzinfo=ours).utcoffset() == expected, (name, local)


def weekly(zone="America/New_York", first=dt.datetime(2026, 12, 1, 19)):
    takes_place = Recurrence(first, zone, "FREQ=WEEKLY")
    return SimpleNamespace(
        pk=1, time_zone=zone, takes_place=takes_place, recurrence="FREQ=WEEKLY", not_on=[],
        updated_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC), title="Sample", organization="One",
        lasts=dt.timedelta(hours=1), is_in_person=False, place="", starts_at=first.time(),
        how_to_join="", checked_on=dt.date(2026, 11, 1), get_absolute_url=lambda: "/m/1/",
    )  # fmt: skip


def test_a_weekly_evening_in_new_york_keeps_its_hour_in_summer():
    file = calendar_of([weekly()], RequestFactory().get("/"))
    calendar = Calendar.from_ical(file)
    for day, hour in ((dt.date(2027, 7, 6), 23), (dt.date(2027, 1, 5), 24)):
        [event] = recurring_ical_events.of(calendar).at(day)
        start = event["DTSTART"].dt
        assert start.replace(tzinfo=None) == dt.datetime.combine(day, dt.time(19))
        utc = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) + dt.timedelta(hours=hour)
        assert start.astimezone(dt.UTC) == utc
        # And by the zone of the file alone, with a program that knows rules only.
        [zone] = calendar.walk("VTIMEZONE")
        assert RulesOnly(zone.to_ical().decode()).offset(utc) == start.utcoffset()
        assert start.replace(tzinfo=in_file(zone.to_ical().decode())).astimezone(dt.UTC) == utc
