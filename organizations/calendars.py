"""Meetings as calendars take them in: files by RFC 5545, whose recurrences are our own rules."""

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
# Between these a file says when clocks change.
FIRST_CHANGE, LAST_CHANGE = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2000, 2038))


def calendar_of(meetings, request) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//Myositis Portal//Meetings//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, _("Myositis meetings"))
    calendar.add("REFRESH-INTERVAL", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "P1D")
    # RFC 5545 has no calendar without a part: an empty one has a zone.
    for zone in sorted({meeting.time_zone for meeting in meetings} or {"UTC"}):
        calendar.add_component(_zone(zone))
    # In an order that no day changes: the same meetings are the same file.
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
    # The first day that fits the rule: what a start beside its rule means, calendars disagree on.
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
    before = _("Meetings may change. Ask the organization before you join the first time.")
    return "\n\n".join(filter(None, [meeting.how_to_join, before, checked]))


@cache
def _zone(name):
    """The zone as a part of a file, for calendars that know none by name.

    Timezone.from_tzid() of the library leaves out changes that lie within two months, as around
    Ramadan in Morocco, and has clocks go forward at the hour that they show afterwards.
    """
    part = Timezone()
    part.add("TZID", name)
    for (before, after, is_daylight), days in _changes(ZoneInfo(name)).items():
        kind = TimezoneDaylight() if is_daylight else TimezoneStandard()
        kind.TZOFFSETFROM, kind.TZOFFSETTO = before, after
        kind.DTSTART = days[0]
        if days[1:]:
            kind.add("RDATE", days[1:])
        part.add_component(kind)
    return part


def _changes(zone):
    """{(offset before, offset after, whether that is summer time): [local times before]}"""
    day = dt.timedelta(days=1)
    before = FIRST_CHANGE
    offset = before.astimezone(zone).utcoffset()
    found = {(offset, offset, False): [FIRST_CHANGE.replace(tzinfo=None)]}
    while before < LAST_CHANGE:
        after = before + day
        if after.astimezone(zone).utcoffset() != offset:
            # To the second: what has passed is still as it was, what is left is not.
            passed, left = before, after
            while left - passed > dt.timedelta(seconds=1):
                middle = passed + (left - passed) // 2
                is_as_before = middle.astimezone(zone).utcoffset() == offset
                passed, left = (middle, left) if is_as_before else (passed, middle)
            change = left.replace(microsecond=0).astimezone(zone)
            key = (offset, change.utcoffset(), bool(change.dst()))
            local = (change.astimezone(dt.UTC) + offset).replace(tzinfo=None)
            found.setdefault(key, []).append(local)
            offset = change.utcoffset()
        before = after
    return found
