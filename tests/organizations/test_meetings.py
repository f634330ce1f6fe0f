"""Meetings as readers find them, and as their calendars do."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from icalendar import Calendar

from conditions.readability.grades import HIGHEST, grade, sentences
from organizations.models import Contact, Meeting, Organization
from tests.test_reading_grade import of_page

from . import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
MEETINGS = "/organizations/meetings/"
CALENDAR = "/organizations/meetings.ics"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def one():
    return made.organization("one")


def read(client, address=MEETINGS, **asked):
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def titles(client, **asked):
    """The meetings of the list, in its order."""
    page = read(client, **asked)
    return re.findall(r'<h3>\s*<a href="/organizations/meetings/[^"]+">([^<]+)</a>', page)


def days_ago(days):
    return NOW.date() - dt.timedelta(days=days)


def events(client, address=CALENDAR, **asked):
    response = client.get(address, asked)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).events


# The empty state


def test_without_a_meeting_the_page_says_so_and_leads_to_their_own_calendars(client):
    calendar = Contact(
        kind="calendar",
        value="https://one.example/calendar",
        checked_on=days_ago(1),
        checked_by="Editor",
        checked_how="opened",
    )
    made.organization("one", [calendar])
    page = read(client)
    assert "We have no meetings to list yet." in page
    assert '<a href="https://one.example/calendar">Calendar of One</a>' in page
    assert "<select" not in page
    page = read(client, "/organizations/one/")
    assert "We do not list any of its meetings yet." in page
    assert '<a href="https://one.example/calendar">Its own calendar</a>' in page


def test_a_calendar_that_nobody_checked_is_not_shown(client):
    made.organization("one", [Contact(kind="calendar", value="https://one.example/calendar")])
    assert "one.example" not in read(client)


# What is shown, by the clock


def test_the_next_meeting_comes_first(client, one):
    made.meeting(one, title="Sample Saturday")
    made.meeting(one, title="Sample Sunday", first_day=dt.date(2026, 11, 22))
    made.meeting(one, title="Sample past", recurrence="")
    made.meeting(one, title="Sample once", recurrence="", first_day=dt.date(2026, 11, 30))
    assert titles(client) == ["Sample Saturday", "Sample Sunday", "Sample once"]
    assert [meeting.title for meeting in Meeting.objects.shown()] == titles(client)
    assert "2 meetings" not in read(client)
    assert "3 meetings" in read(client)


@pytest.mark.parametrize("address", ["/", "/organizations/", "/search/?q=one"])
def test_its_day_is_the_one_in_its_own_time_zone_even_if_utc_has_the_next(client, one, address):
    made.meeting(one, recurrence="FREQ=MONTHLY;BYDAY=1SA")
    page = read(client, address)
    assert "Dec. 5, 2026" in text(page)
    assert "Dec. 6, 2026" not in text(page)


def test_programs_get_its_next_time_with_its_own_day(client, one):
    made.meeting(one, recurrence="FREQ=MONTHLY;BYDAY=1SA")
    found = client.get("/api/v1/organizations/").json()["results"][0]
    assert found["next_meeting"] == "2026-12-05T19:00:00-05:00"
    [meeting] = client.get("/api/v1/meetings/").json()["results"]
    assert meeting["next_dates"][0] == found["next_meeting"]


def test_a_meeting_shows_for_a_year_after_its_check_and_is_marked_after_half_of_one(
    client, one, clock
):
    meeting = made.meeting(one)
    for days, is_shown, is_marked in ((180, True, False), (181, True, True), (366, False, False)):
        clock.move_to(NOW + dt.timedelta(days=days))
        page = read(client)
        assert ("Sample meeting" in page) == is_shown
        assert ("This may have changed." in page) == is_marked
        status = 200 if is_shown else 404
        assert client.get(meeting.get_absolute_url()).status_code == status
        assert client.get(f"{MEETINGS}{meeting.pk}.ics").status_code == status
        assert len(events(client)) == is_shown
        assert Meeting.objects.get().is_shown == is_shown


def hide(meeting, why):
    if why == "organization":
        Organization.objects.update(live=False)
    elif why == "live":
        Meeting.objects.update(live=False)
    else:
        Meeting.objects.update(checked_on=None)


@pytest.mark.parametrize("why", ["organization", "live", "unchecked"])
def test_what_is_not_published_or_not_checked_is_nowhere(client, one, why):
    meeting = made.meeting(one)
    assert titles(client) == ["Sample meeting"]
    hide(meeting, why)
    assert titles(client) == []
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert events(client) == []


def test_a_meeting_that_is_over_for_good_has_no_page(client, one, clock):
    meeting = made.meeting(one, first_day=dt.date(2026, 11, 21), recurrence="", minutes=60)
    clock.move_to(dt.datetime(2026, 11, 22, 0, 59, tzinfo=dt.UTC))
    assert "The first of these meetings has already started." in read(
        client, meeting.get_absolute_url()
    )
    assert "It has started:" in read(client)
    clock.move_to(dt.datetime(2026, 11, 22, 1, tzinfo=dt.UTC))
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_the_page_of_its_organization_lists_it(client, one):
    made.meeting(one)
    made.organization("two")
    assert "Sample meeting</a>" in read(client, "/organizations/one/")
    assert "Sample meeting" not in read(client, "/organizations/two/")


# When, in words


def test_five_dates_in_the_time_of_its_own_place(client, one):
    meeting = made.meeting(one, not_on=[dt.date(2026, 11, 28)])
    page = text(read(client, meeting.get_absolute_url()))
    days = re.findall(r"Saturday, ([^,]+, \d+), 7 p.m. Eastern Time \(New York, Toronto\)", page)
    assert days == [
        *("Nov. 21, 2026", "Dec. 5, 2026", "Dec. 12, 2026"),
        *("Dec. 19, 2026", "Dec. 26, 2026"),
    ]


def test_a_chosen_zone_stands_before_the_one_of_the_meeting(client, one):
    meeting = made.meeting(one, not_on=[dt.date(2026, 11, 21)])
    for page in (
        read(client, tz="Asia/Calcutta"),
        read(client, meeting.get_absolute_url(), tz="Asia/Calcutta"),
    ):
        words = text(page)
        assert "Sunday, Nov. 29, 2026, 5:30 a.m. Calcutta (UTC+5:30)" in words
        assert (
            "In the meeting’s own time zone: Saturday, Nov. 28, 2026, 7 p.m., Eastern Time "
            "(New York, Toronto)." in words
        )
        assert '<option value="Asia/Calcutta" selected>' in page
        assert "data-own-time" not in page
        assert '<time datetime="2026-11-28T19:00:00-05:00">' in page
    assert f'href="{meeting.get_absolute_url()}?tz=Asia%2FCalcutta"' in read(
        client, tz="Asia/Calcutta"
    )


def test_in_the_same_time_nothing_is_said_twice(client, one):
    meeting = made.meeting(one, time_zone="Europe/Berlin")
    page = text(read(client, meeting.get_absolute_url(), tz="Europe/Paris"))
    assert "Saturday, Nov. 21, 2026, 7 p.m. Paris (UTC+1)" in page
    assert "In the meeting’s own time zone" not in page


def test_clocks_that_change_on_one_side_only_are_told_right(client, one):
    """New York changes on March 14, Berlin on March 28."""
    meeting = made.meeting(one, first_day=dt.date(2027, 3, 10), recurrence="FREQ=WEEKLY;COUNT=4")
    page = text(read(client, meeting.get_absolute_url(), tz="Europe/Berlin"))
    assert re.findall(r"Thursday, ([^C]+) Central", page) == [
        *("March 11, 2027, 1 a.m.", "March 18, 2027, midnight"),
        *("March 25, 2027, midnight", "April 1, 2027, 1 a.m."),
    ]


def test_without_a_choice_the_page_leaves_a_place_for_the_time_of_the_device(client, one):
    made.meeting(one)
    page = read(client)
    assert 'data-own-time="2026-11-21T19:00:00-05:00"' in page
    assert 'data-offset="-300"' in page
    assert "cookie" not in str(client.get(MEETINGS).headers).lower()


def test_a_zone_that_nobody_knows_is_said_and_nothing_is_lost(client, one):
    meeting = made.meeting(one, languages=["de"])
    made.meeting(one, title="Another sample")
    asked = {"tz": "Mars/Olympus<b>", "language": "de"}
    page = read(client, **asked)
    assert "We can’t find a time zone called “Mars/Olympus&lt;b&gt;.”" in page
    assert "Each time is in the meeting’s own time zone." in page
    assert titles(client, **asked) == ["Sample meeting"]
    page = read(client, meeting.get_absolute_url(), tz="../../etc/passwd")
    assert "We can’t find a time zone" in page
    assert "Eastern Time" in text(page)


# What is asked


@pytest.fixture
def several(one):
    two = made.organization("two", conditions=["juvenile-myositis"])
    ibm = ["inclusion-body-myositis"]
    made.meeting(one, title="A", conditions=ibm, languages=["en", "es"], audience=["patient"])
    made.meeting(two, title="B", audience=["parent"], first_day=dt.date(2026, 11, 22))
    made.meeting(
        one,
        title="C",
        is_online=False,
        is_in_person=True,
        place="Pittsburgh, PA",
        audience=["anyone"],
        languages=[],
        first_day=dt.date(2026, 11, 23),
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "ABC"),
        ({"condition": "inclusion-body-myositis"}, "AC"),
        ({"condition": "juvenile-myositis"}, "BC"),
        ({"condition": "inflammatory-myopathy"}, "ABC"),
        ({"condition": "muscular-dystrophy"}, ""),
        ({"language": "es"}, "A"),
        ({"language": "en"}, "AB"),
        ({"audience": "parent"}, "BC"),
        ({"audience": "patient"}, "AC"),
        ({"way": "online"}, "AB"),
        ({"way": "in-person"}, "C"),
        ({"organization": "two"}, "B"),
        ({"organization": "one", "way": "online"}, "A"),
        ({"organization": "nobody", "way": "in-person"}, "C"),
        ({"condition": "cold", "language": "xx", "audience": "all", "way": "by bus"}, "ABC"),
        ({"colour": "red"}, "ABC"),
    ],
)
def test_each_filter_leaves_what_fits(client, several, asked, expected):
    assert "".join(titles(client, **asked)) == expected
    assert len(events(client, **asked)) == len(expected)


def test_what_cannot_be_used_is_said(client, several):
    page = read(client, condition="cold")
    assert "We left these out of your search:" in page
    assert "<strong>Condition:</strong>" in page


def test_each_choice_says_how_many_it_leaves(client, several):
    page = read(client, way="online")
    assert '<option value="es" >Spanish (1)</option>' in page
    assert '<option value="online" selected>Online (2)</option>' in page
    assert '<option value="in-person" >In person (1)</option>' in page
    # None that is online is in French.
    assert 'value="fr"' not in page


def test_where_nothing_fits_the_page_says_so_and_leads_back(client, several):
    page = read(client, way="in-person", organization="two", tz="Europe/Berlin")
    assert "None of the meetings that we list match everything that you asked for." in page
    assert f'href="{MEETINGS}?tz=Europe%2FBerlin">Show all</a>' in page


def test_a_list_asks_the_database_the_same_few_times(client, one, django_assert_max_num_queries):
    for number in range(12):
        made.meeting(one, title=f"Sample {number}")
    with django_assert_max_num_queries(8):
        read(client)


# In calendars


def test_a_file_of_one_meeting(client, one):
    meeting = made.meeting(
        one,
        not_on=[dt.date(2026, 12, 26)],
        how_to_join="Write to us, and sign up.",
        minutes=90,
    )
    response = client.get(f"{MEETINGS}{meeting.pk}.ics")
    assert response["Content-Disposition"] == f'attachment; filename="meeting-{meeting.pk}.ics"'
    (event,) = Calendar.from_ical(response.content).events
    assert event["SUMMARY"] == "Sample meeting (One)"
    assert event.start.isoformat() == "2026-01-03T19:00:00-05:00"
    assert event.duration == dt.timedelta(minutes=90)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY"
    assert [day.isoformat() for day in event.exdates] == ["2026-12-26T19:00:00-05:00"]
    assert event["URL"] == f"http://testserver{meeting.get_absolute_url()}"
    assert event["LOCATION"] == "Online"
    assert "Write to us, and sign up." in event["DESCRIPTION"]
    assert "Checked on Nov. 21, 2026." in event["DESCRIPTION"]
    assert event.last_modified == event["DTSTAMP"].dt == NOW


def test_a_subscription_is_sent_again_only_when_something_changed(client, one, clock):
    meeting = made.meeting(one)
    for address in (CALENDAR, f"{MEETINGS}{meeting.pk}.ics"):
        clock.move_to(NOW)
        first = client.get(address)
        clock.move_to(NOW + dt.timedelta(days=30))
        known = {"If-None-Match": first["ETag"]}
        assert client.get(address, headers=known).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304
    meeting.title = "Another sample"
    meeting.save()
    for headers in (known, since):
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        assert b"Another sample" in response.content


def test_a_calendar_that_lost_a_meeting_is_sent_again(client, one):
    made.meeting(one, title="Stays")
    known = {"If-None-Match": client.get(CALENDAR)["ETag"]}
    made.meeting(one, title="Goes")
    both = client.get(CALENDAR, headers=known)
    assert both.status_code == 200
    assert not both.has_header("Last-Modified")
    Meeting.objects.filter(title="Goes").delete()
    assert client.get(CALENDAR, headers={"If-None-Match": both["ETag"]}).status_code == 200


def test_an_empty_calendar_can_be_followed(client):
    response = client.get(CALENDAR)
    assert response.status_code == 200
    assert Calendar.from_ical(response.content).events == []
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in response.content


def test_the_address_to_follow_holds_what_was_asked_and_not_the_zone(client, several):
    page = read(client, way="online", language="en", tz="Europe/Berlin")
    address = "/organizations/meetings.ics?language=en&amp;way=online"
    assert f'href="webcal://testserver{address}"' in page
    assert f'href="{address}"' in page
    assert "part of the address" in page


# What editors may write


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ({"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "recurrence"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20250101"}, "recurrence"),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20261399"}, "recurrence"),
        ({"recurrence": "FREQ=WEEKLY;BYHOUR=8,9"}, "recurrence"),
        ({"first_day": dt.date(26, 1, 1)}, "first_day"),
        ({"first_day": dt.date(9999, 1, 1)}, "first_day"),
        ({"how_to_join": "Go to https://us02web.zoom.us/j/123?pwd=abc"}, "how_to_join"),
        ({"how_to_join": "The passcode is 1234."}, "how_to_join"),
        ({"how_to_join": "https://meet.google.com/abc-defg-hij"}, "how_to_join"),
        ({"minutes": 0}, "minutes"),
    ],
)
def test_what_cannot_be_right_or_opens_a_room_is_refused(one, field, wrong):
    with pytest.raises(ValidationError) as problem:
        made.meeting(one, **field)
    assert list(problem.value.message_dict) == [wrong]


def test_how_to_join_may_tell_of_zoom_and_of_a_password(one):
    made.meeting(one, how_to_join="We use Zoom (https://zoom.us/). A mail brings the password.")


def test_no_organization_has_the_address_of_the_meetings():
    with pytest.raises(ValidationError, match="Another page"):
        made.organization("meetings")


def test_days_called_off_live_through_a_draft(one):
    meeting = made.meeting(one)
    meeting.not_on = [dt.date(2026, 11, 21), dt.date(2026, 12, 5)]
    meeting.save_revision()
    draft = Meeting.objects.get().get_latest_revision_as_object()
    assert [start.day for start in draft.next_dates(2)] == [28, 12]
    assert Meeting.objects.get().next_dates(1)[0].day == 21


def test_the_pages_can_be_read_after_eight_years_of_school(client, one):
    empty = of_page(client.get(MEETINGS))[True]
    meeting = made.meeting(one)
    pages = [of_page(client.get(url))[True] for url in (MEETINGS, meeting.get_absolute_url())]
    for page in (empty, *pages):
        assert grade(list(sentences(page))) <= HIGHEST
