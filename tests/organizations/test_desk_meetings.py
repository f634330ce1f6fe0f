"""The desk for meetings, through HTTP."""

import datetime as dt
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from organizations.models import Meeting
from tests.client import soup, text_of

from . import made
from .test_desk import address, come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]


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
        "repeats": "other",
        "interval": "1",
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
        (
            {"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
            "the meeting would never take place",
        ),
        ({"recurrence": "each Saturday"}, "We can’t read this rule."),
        ({"recurrence": "FREQ=MONTHLY;BYDAY=9WE"}, "There is no such day: 9WE."),
        ({"recurrence": "FREQ=YEARLY;BYMONTH=5;BYDAY=-7MO"}, "There is no such day: -7MO."),
        ({"recurrence": "FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=400"}, "We can’t read this rule."),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=MO" + ",MO" * 120}, "at most 300 characters"),
        ({"not_on": "Christmas"}, "This is not a day that we can read."),
        ({"first_day": ""}, "This field is required."),
        ({"checked_by": ""}, "Please say who made the check, and how."),
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


# Choosing a rule


FIRST_SATURDAY = {"repeats": "monthly-weekday", "weekdays": ["SA"], "positions": ["1"]}


@pytest.fixture
def meeting():
    """As it was published: each Saturday, five times."""
    one = made.organization("one")
    return made.meeting(one, recurrence="FREQ=WEEKLY;COUNT=5")


def filled_in(meeting, **chosen):
    data = form(meeting.organization, **{"recurrence": "", **chosen})
    form_class = Meeting.snippet_viewset.get_edit_handler().get_form_class()
    return form_class(QueryDict(urlencode(data, doseq=True)), instance=meeting)


def fields_of(html):
    """{name: values} as a browser without script would send them."""
    found = {}
    for field in html.find_all(["input", "textarea", "select"]):
        if not (name := field.get("name")) or field.get("type") in ("submit", "button"):
            continue
        if field.name == "select":
            values = [one["value"] for one in field.find_all("option", selected=True)]
        elif field.name == "textarea":
            values = [field.text.strip()]
        elif field.get("type") not in ("radio", "checkbox"):
            values = [field.get("value", "")]
        else:
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        found.setdefault(name, []).extend(values)
    return found


def shown_fields(form):
    return fields_of(BeautifulSoup(form.as_p(), "html.parser"))


@pytest.mark.parametrize(
    ("chosen", "rule"),
    [
        ({"repeats": "once"}, ""),
        ({"repeats": "weekly"}, "FREQ=WEEKLY"),
        ({"repeats": "weekly", "interval": ""}, "FREQ=WEEKLY"),
        (
            {"repeats": "weekly", "interval": "2", "weekdays": ["SA", "MO"], "until": "2027-01-31"},
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;UNTIL=20270131",
        ),
        (FIRST_SATURDAY, "FREQ=MONTHLY;BYDAY=1SA"),
        (
            {**FIRST_SATURDAY, "positions": ["-1", "2"], "times": "12"},
            "FREQ=MONTHLY;BYDAY=2SA,-1SA;COUNT=12",
        ),
        ({"repeats": "monthly-date"}, "FREQ=MONTHLY"),
        ({"repeats": "monthly-date", "month_days": "15, 1,15"}, "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ({"repeats": "yearly"}, "FREQ=YEARLY"),
        (
            {"repeats": "other", "recurrence": "FREQ=DAILY;COUNT=3"},
            "FREQ=DAILY;COUNT=3",
        ),
    ],
)
def test_a_rule_is_chosen_and_stays_when_the_form_is_sent_again(meeting, chosen, rule):
    first = filled_in(meeting, **chosen)
    assert first.is_valid(), first.errors
    assert meeting.recurrence == rule
    again = shown_fields(type(first)(instance=meeting))
    assert again["repeats"] == [chosen["repeats"]]
    assert again["recurrence"] == [chosen.get("recurrence", "")]
    names = ("repeats", "interval", "weekdays", "positions", "month_days", "until", "times")
    second = filled_in(meeting, **{name: again[name] for name in (*names, "recurrence")})
    assert second.is_valid(), second.errors
    assert meeting.recurrence == rule


@pytest.mark.parametrize(
    ("chosen", "name", "message"),
    [
        ({"repeats": "monthly-weekday", "weekdays": ["SA"]}, "positions", "Fill this in"),
        ({"repeats": "monthly-weekday", "positions": ["1"]}, "weekdays", "Fill this in"),
        ({"repeats": "other"}, "recurrence", "Fill this in"),
        ({"repeats": ""}, "repeats", "This field is required."),
        ({"repeats": "sometimes"}, "repeats", "Select a valid choice."),
        ({"repeats": "weekly", "positions": ["1"]}, "positions", "This has no effect with"),
        ({"repeats": "weekly", "recurrence": "FREQ=DAILY"}, "recurrence", "This has no effect"),
        ({"repeats": "once", "interval": "2"}, "interval", "This has no effect"),
        ({"repeats": "yearly", "month_days": "3"}, "month_days", "This has no effect"),
        ({"repeats": "monthly-date", "month_days": "32"}, "month_days", "less than or equal to 31"),
        ({"repeats": "monthly-date", "month_days": "first"}, "month_days", "Enter a whole number"),
        ({"repeats": "weekly", "interval": "0"}, "interval", "greater than or equal to 1"),
        ({"repeats": "weekly", "interval": "1000"}, "interval", "less than or equal to 999"),
        ({"repeats": "weekly", "times": "99999"}, "times", "less than or equal to 9999"),
        ({"repeats": "weekly", "until": "2025-12-31"}, "until", "This is before the first day."),
        ({"repeats": "weekly", "until": "soon"}, "until", "This is not a day"),
        ({"repeats": "weekly", "until": "2027-01-01", "times": "3"}, "times", "not both"),
        ({"repeats": "weekly", "weekdays": ["XX"]}, "weekdays", "Select a valid choice."),
        (
            {"repeats": "monthly-date", "interval": "12", "month_days": "30",
             "first_day": "2026-02-01"},
            "recurrence",
            "the meeting would never take place",
        ),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_right_is_refused_beside_its_field(meeting, chosen, name, message):
    refused = filled_in(meeting, **chosen)
    assert message in " ".join(refused.errors[name])
    shown = shown_fields(refused)
    for field, value in chosen.items():
        if value not in ("", "sometimes", ["XX"]):
            assert shown[field] == (value if isinstance(value, list) else [value]), field
    assert Meeting.objects.get().recurrence == "FREQ=WEEKLY;COUNT=5"


def test_an_editor_chooses_a_rule_and_readers_see_its_dates(editor, client):
    made.organization("one")
    meeting = made.meeting(made.organization("two"), recurrence="FREQ=WEEKLY;COUNT=5")
    there = address(Meeting, "edit", meeting.pk)
    shown = fields_of(soup(editor.get(there)))
    assert (shown["repeats"], shown["times"], shown["recurrence"]) == (["weekly"], ["5"], [""])
    chosen = shown | FIRST_SATURDAY | {"times": "", "action-publish": "yes"}
    answer = editor.press(there, chosen)
    assert answer.status_code == 302, answer.context["form"].errors
    meeting = Meeting.objects.get()
    assert meeting.recurrence == "FREQ=MONTHLY;BYDAY=1SA"
    assert "Saturday, Dec. 5" in client.get(meeting.get_absolute_url()).text


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
    assert "2 meetings are waiting to be checked" in editor.get("/admin/").content.decode()


def test_the_list_can_be_asked_for_what_waits(editor):
    one = made.organization("one")
    made.meeting(one, title="Fresh sample")
    made.meeting(one, title="Old sample", checked_on=timezone.localdate() - dt.timedelta(days=181))
    page = editor.get(address(Meeting, "list"), {"check": "180"}).content.decode()
    assert "Old sample" in page
    assert "Fresh sample" not in page


@time_machine.travel("2026-11-28T12:00:00Z", tick=False)
def test_the_list_says_when_each_takes_place_in_its_own_time_zone_and_in_words(editor):
    made.meeting(made.organization("one"), recurrence="FREQ=MONTHLY;BYDAY=1SA")
    page = text_of(editor.get(address(Meeting, "list")))
    assert "Saturday, Dec. 5, 2026, 7 p.m." in page
    assert "Dec. 6" not in page
    assert "Every month: Saturday (First)" in page
    assert "FREQ=" not in page
