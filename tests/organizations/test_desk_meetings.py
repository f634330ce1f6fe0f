"""The desk for meetings, through HTTP."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Meeting

from . import made
from .test_desk import address, come_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def conditions():
    made.family()


@pytest.fixture
def editor():
    return come_in("editor", "view", "add", "change", "publish")


@pytest.fixture
def contributor():
    return come_in("contributor", "view", "add", "change")


def form(organization, **more):
    return {
        "organization": organization.pk,
        "title": "Sample meeting",
        "is_online": "on",
        "first_day": "2026-01-03",
        "starts_at": "19:00",
        "minutes": "60",
        "time_zone": "America/New_York",
        "recurrence": "FREQ=MONTHLY;BYDAY=1SA",
        "not_on": "",
        "how_to_join": "",
        "place": "",
        "checked_on": timezone.localdate().isoformat(),
        "checked_by": "Editor",
        "checked_how": "read",
        "source": "",
        **more,
    }


def test_an_editor_adds_a_meeting_and_sees_its_next_dates(editor, client):
    one = made.organization("one")
    day = Meeting(first_day=dt.date(2026, 1, 3), starts_at=dt.time(19), recurrence="FREQ=WEEKLY")
    off = day.next_dates(1)[0].date().isoformat()
    filled = form(one, recurrence="FREQ=WEEKLY", not_on=f"{off}\r\n\r\n2027-01-02\r\n")
    answer = editor.press(address(Meeting, "add"), filled | {"action-publish": "yes"})
    assert answer.status_code == 302, answer.context["form"].errors
    meeting = Meeting.objects.get()
    assert meeting.not_on == [dt.date.fromisoformat(off), dt.date(2027, 1, 2)]
    assert off not in [start.date().isoformat() for start in meeting.next_dates()]
    page = editor.get(address(Meeting, "edit", meeting.pk)).content.decode()
    assert page.count(", 7 p.m.</li>") == 5
    assert "2027-01-02</textarea>" in page
    assert meeting.title in client.get("/organizations/meetings/").content.decode()


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "such a meeting never takes place"),
        ({"recurrence": "each Saturday"}, "This cannot be read."),
        ({"recurrence": "FREQ=MONTHLY;BYDAY=9WE"}, "There is no such day: 9WE."),
        ({"recurrence": "FREQ=YEARLY;BYMONTH=5;BYDAY=-7MO"}, "There is no such day: -7MO."),
        ({"recurrence": "FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=400"}, "This cannot be read."),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=MO" + ",MO" * 120}, "at most 300 characters"),
        ({"not_on": "Christmas"}, "Enter a valid date."),
        ({"first_day": ""}, "This field is required."),
        ({"checked_by": ""}, "A check needs who made it, and how."),
    ],
)
def test_what_is_wrong_is_said_and_stays_written(editor, field, message):
    meeting = made.meeting(made.organization("one"))
    filled = form(meeting.organization, **field)
    answer = editor.press(address(Meeting, "edit", meeting.pk), filled)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert message in page
    assert all(value in page for value in field.values())


def test_one_press_says_that_it_was_checked_today(editor, contributor, client):
    meeting = made.meeting(made.organization("one"), checked_on=None)
    page = editor.get(address(Meeting, "list")).content.decode()
    press = reverse("desk-check-meeting", args=[meeting.pk])
    assert press in page
    contributor.send(press)
    assert Meeting.objects.get().checked_on is None
    assert editor.get(press).status_code == 405
    assert press not in contributor.get(address(Meeting, "list")).content.decode()
    assert client.get(meeting.get_absolute_url()).status_code == 404
    editor.press(press, page=address(Meeting, "list"))
    meeting.refresh_from_db()
    assert (meeting.checked_on, meeting.checked_how) == (timezone.localdate(), "read")
    assert not meeting.has_unpublished_changes
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_a_check_leaves_a_draft_unpublished(editor):
    meeting = made.meeting(made.organization("one"), checked_on=None)
    meeting.title = "Not yet"
    meeting.save_revision()
    press = reverse("desk-check-meeting", args=[meeting.pk])
    editor.press(press, page=address(Meeting, "list"))
    meeting = Meeting.objects.get()
    assert meeting.title == "Sample meeting"
    draft = meeting.get_latest_revision_as_object()
    assert (draft.title, draft.checked_on) == ("Not yet", timezone.localdate())
    assert meeting.is_shown


def test_the_queue_has_meetings_to_come_that_nobody_checked_for_half_a_year(editor):
    one = made.organization("one")
    today = timezone.localdate()
    made.meeting(one, title="Never")
    Meeting.objects.update(checked_on=None)
    made.meeting(one, title="Long ago", checked_on=today - dt.timedelta(days=181))
    made.meeting(one, title="Lately", checked_on=today - dt.timedelta(days=180))
    made.meeting(one, title="Over", recurrence="")
    Meeting.objects.filter(title="Over").update(checked_on=None)
    assert [meeting.title for meeting in Meeting.objects.to_check()] == ["Never", "Long ago"]
    page = editor.get(reverse("desk-queue", args=["meetings"])).content.decode()
    assert "One: Never" in page
    assert "Never checked" in page
    assert "One: Long ago" in page
    assert "Lately" not in page
    assert "Over" not in page
    assert "2 meetings wait to be checked" in editor.get("/admin/").content.decode()


def test_the_list_can_be_asked_for_what_waits(editor):
    one = made.organization("one")
    made.meeting(one, title="Fresh sample")
    made.meeting(one, title="Old sample", checked_on=timezone.localdate() - dt.timedelta(days=181))
    page = editor.get(address(Meeting, "list"), {"check": "180"}).content.decode()
    assert "Old sample" in page
    assert "Fresh sample" not in page
