"""Meetings for calendars: files as defined in RFC 5545. The recurrences are our own rules."""

import datetime as dt
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vRecur,
)

# How often a calendar that subscribed may ask again.
AGAIN_AFTER = dt.timedelta(days=1)
# How far ahead a file lists clock changes, at least, if they follow no yearly rule.
YEARS_AHEAD, LAST_YEAR = 12, 2038
# A rule must be true this often before we accept it as one.
FEWEST_YEARS = 6


def calendar_of(meetings, request) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//Myositis Portal//Meetings//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, _("Myositis meetings"))
    calendar.add("REFRESH-INTERVAL", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "P1D")
    # RFC 5545 requires at least one part, so an empty calendar has a zone.
    for zone, year in sorted(_first_years(meetings).items()):
        calendar.add_component(zone_part(zone, year))
    # In an order that does not depend on the date: the same meetings give the same file.
    for meeting in sorted(meetings, key=lambda meeting: meeting.pk):
        calendar.add_component(_event(meeting, request))
    return calendar.to_ical()


def _event(meeting, request):
    takes_place = meeting.takes_place
    zone = ZoneInfo(meeting.time_zone)
    event = Event()
    host = urlsplit(request.build_absolute_uri("/")).hostname
    event.add("UID", f"meeting-{meeting.pk}@{host}")
    event.add("DTSTAMP", meeting.updated_at)
    event.add("LAST-MODIFIED", meeting.updated_at)
    event.add("SUMMARY", f"{meeting.title} ({meeting.organization})")
    # The first day that fits the rule: calendars disagree about a start that does not fit it.
    event.add("DTSTART", takes_place.earliest.replace(tzinfo=zone))
    event.add("DURATION", meeting.lasts)
    if meeting.recurrence:
        event.add("RRULE", vRecur.from_ical(takes_place.as_calendars_write_it))
    if meeting.not_on:
        called_off = (dt.datetime.combine(day, meeting.starts_at) for day in sorted(meeting.not_on))
        event.add("EXDATE", [start.replace(tzinfo=zone) for start in called_off])
    event.add("LOCATION", meeting.place if meeting.is_in_person else _("Online"))
    event.add("URL", request.build_absolute_uri(meeting.get_absolute_url()))
    event.add("DESCRIPTION", _description(meeting))
    return event


def _description(meeting):
    checked = _("Checked on %(date)s.") % {"date": date_format(meeting.checked_on)}
    before = _("Meetings may change. Contact the organization before you join for the first time.")
    return "\n\n".join(filter(None, [meeting.how_to_join, before, checked]))


def _first_years(meetings) -> dict[str, int]:
    """{zone: the year of the first meeting in it}"""
    found: dict[str, int] = {}
    for meeting in meetings:
        year = meeting.takes_place.earliest.year
        found[meeting.time_zone] = min(year, found.get(meeting.time_zone, year))
    return found or {"UTC": dt.datetime.now(dt.UTC).year}


@cache
def zone_part(name: str, year: int) -> Timezone:
    """The zone as a part of a file, from this year on, for calendars that know none by name.

    If clocks change by the same rule each year, the file has that rule: Outlook reads nothing else,
    and would show a meeting an hour off in summer. There are dates only if there is no rule.

    The library's Timezone.from_tzid() leaves out changes that are within two months of each other,
    as around Ramadan in Morocco, and puts the spring change at the hour that clocks show afterward.
    """
    part = Timezone()
    part.add("TZID", name)
    for (before, after, is_daylight), days in _changes(ZoneInfo(name), year).items():
        ruled, rule = _ruled(days)
        for starts, recurs in ((days[: len(days) - len(ruled)], None), (ruled, rule)):
            if starts:
                kind = TimezoneDaylight() if is_daylight else TimezoneStandard()
                kind.TZOFFSETFROM, kind.TZOFFSETTO = before, after
                kind.DTSTART = starts[0]
                if recurs:
                    kind.add("RRULE", vRecur.from_ical(recurs))
                elif starts[1:]:
                    kind.add("RDATE", starts[1:])
                part.add_component(kind)
    return part


def _changes(zone, year):
    """{(offset before, offset after, whether that is summer time): [local times before]}"""
    # The change that is in effect on January 1 is in the year before.
    before = dt.datetime(year - 1, 1, 1, tzinfo=dt.UTC)
    last = dt.datetime(max(LAST_YEAR, year + YEARS_AHEAD), 1, 1, tzinfo=dt.UTC)
    offset = before.astimezone(zone).utcoffset()
    first = ((offset, offset, False), before.replace(tzinfo=None))
    found = {}
    while before < last:
        after = before + dt.timedelta(days=1)
        if after.astimezone(zone).utcoffset() != offset:
            change = _moment_of_change(zone, before, after, offset)
            now = change.utcoffset()
            # Dublin calls its winter time the exception; for us, summer time is when clocks are
            # ahead.
            is_daylight = now > offset and bool(change.dst() or before.astimezone(zone).dst())
            local = (change.astimezone(dt.UTC) + offset).replace(tzinfo=None)
            found.setdefault((offset, now, is_daylight), []).append(local)
            offset = now
        before = after
    starts = min((days[0] for days in found.values()), default=None)
    if starts is None or starts.year >= year:
        # There is no change before the first meeting, so the file has to say which time applied
        # then.
        key, day = first
        found = {key: [day]} | found
    return found


def _moment_of_change(zone, passed, left, offset):
    """To the second: what has passed is still as it was, what is left is not."""
    while left - passed > dt.timedelta(seconds=1):
        middle = passed + (left - passed) // 2
        is_as_before = middle.astimezone(zone).utcoffset() == offset
        passed, left = (middle, left) if is_as_before else (passed, middle)
    return left.replace(microsecond=0).astimezone(zone)


def _ruled(days):
    """(the last of these local times, the yearly rule that gives exactly these); ([], "") if there
    is none.

    The rule has to be true until the end of the period that we looked at.
    """
    run = [days[-1]]
    for day in reversed(days[:-1]):
        if (day.year, day.time()) != (run[0].year - 1, run[0].time()):
            break
        run.insert(0, day)
    last = LAST_YEAR - 1
    while len(run) >= FEWEST_YEARS and run[-1].year >= last:
        if rule := _rule(run):
            return run, rule
        run = run[1:]
    return [], ""


def _rule(days):
    """A yearly rule for days of one weekday, the plainest that fits; "" for none."""
    if len({day.weekday() for day in days}) > 1:
        return ""
    weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][days[0].weekday()]
    months = {day.month for day in days}
    if len(months) == 1:
        month = f"FREQ=YEARLY;BYMONTH={days[0].month}"
        nths = {(day.day - 1) // 7 + 1 for day in days}
        if len(nths) == 1 and nths < {1, 2, 3, 4}:
            return f"{month};BYDAY={nths.pop()}{weekday}"
        if all((day + dt.timedelta(days=7)).month != day.month for day in days):
            return f"{month};BYDAY=-1{weekday}"
        first = min(day.day for day in days)
        if all(day.day < first + 7 for day in days):
            span = ",".join(str(one) for one in range(first, first + 7))
            return f"{month};BYDAY={weekday};BYMONTHDAY={span}"
    # The Friday after the last Thursday of October may fall into November.
    from_end = [(day.replace(month=12, day=31) - day).days + 1 for day in days]
    if min(months) > 2 and max(from_end) < min(from_end) + 7:
        span = ",".join(str(-one) for one in range(max(from_end), max(from_end) - 7, -1))
        return f"FREQ=YEARLY;BYDAY={weekday};BYYEARDAY={span}"
    return ""
