"""The desk for organizations, through HTTP."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from organizations.models import Contact, Meeting, Organization
from tests.client import Browser

from . import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]

CONTACTS = "desk-contacts:index"


def come_in(name, *actions):
    user = User.objects.create(username=name)
    names = [f"{action}_{model}" for action in actions for model in ("organization", "meeting")]
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *names]).exclude(
            content_type__app_label="wagtailcore"
        )
    )
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def editor():
    return come_in("editor", "view", "add", "change", "publish")


@pytest.fixture
def contributor():
    return come_in("contributor", "view", "add", "change")


def address(model, view, *args):
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def form(organization, *contacts, **more):
    fields = ("name", "slug", "nature", "scope", "country", "reach", "position")
    values = {name: getattr(organization, name) for name in fields}
    children = {"offers": inline_formset([]), "contacts": inline_formset(contacts)}
    ticked = {"kinds": ["group", "camp"], "audience": ["patient"], "languages": ["en"]}
    return nested_form_data(values | children | more) | ticked


def contact_row(value, **more):
    return {
        "kind": "phone",
        "value": value,
        "label": "",
        "hours": "",
        "checked_on": "",
        "checked_by": "",
        "checked_how": "",
        "mark": "memory",
        "source": "",
        "source_year": "",
        "editors_note": "",
        **more,
    }


def test_an_editor_writes_and_publishes_without_a_clinician(editor, client):
    one = made.organization("one")
    today = timezone.localdate()
    row = contact_row("555-010-0100", checked_on=today, checked_by="Editor", checked_how="called")
    filled = form(one, row, name="Another name", other_names="First, Second\nThird")
    answer = editor.press(
        address(Organization, "edit", one.pk), filled | {"action-publish": "action-publish"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    one.refresh_from_db()
    assert (one.name, one.other_names) == ("Another name", ["First, Second", "Third"])
    assert one.kinds == ["group", "camp"]
    assert "555-010-0100" in client.get("/organizations/one/").content.decode()


def test_a_draft_changes_nothing_for_readers(editor, client):
    one = made.organization("one")
    editor.press(address(Organization, "edit", one.pk), form(one, name="Not yet"))
    assert Organization.objects.get().get_latest_revision_as_object().name == "Not yet"
    assert b"Not yet" not in client.get("/organizations/one/").content


def test_a_check_needs_who_and_how(editor):
    one = made.organization("one")
    row = contact_row("555-010-0100", checked_on=timezone.localdate())
    answer = editor.press(
        address(Organization, "edit", one.pk), form(one, row) | {"action-publish": "yes"}
    )
    assert answer.status_code == 200
    assert "Please say who made the check, and how." in answer.content.decode()


def test_the_list_says_how_many_contacts_wait(editor):
    made.organization("one", [made.phone(), made.phone("555-010-0101", timezone.localdate())])
    index = address(Organization, "list")
    assert "Contacts to check" in editor.get(index).content.decode()
    checked = made.phone("555-010-0102", timezone.localdate())
    made.organization("checked", [checked])
    page = editor.get(index, {"check": "180"}).content.decode()
    assert "One" in page
    assert "Checked</a>" not in page


def test_the_queue_of_contacts_begins_with_what_was_never_checked(editor):
    today = timezone.localdate()
    contacts = [
        made.phone("555-010-0001", today - dt.timedelta(days=300)),
        made.phone("555-010-0002"),
        made.phone("555-010-0003", today),
    ]
    made.organization("one", contacts)
    page = editor.get(reverse(CONTACTS)).content.decode()
    assert page.index("555-010-0002") < page.index("555-010-0001") < page.index("555-010-0003")
    page = editor.get(reverse(CONTACTS), {"check": "180"}).content.decode()
    assert "555-010-0001" in page
    assert "555-010-0003" not in page


def test_one_press_says_that_it_was_checked_today(editor):
    made.organization("one", [Contact(kind="email", value="a@one.example")])
    contact = Contact.objects.get()
    press = reverse("desk-check-contact", args=[contact.pk])
    assert press in editor.get(reverse(CONTACTS)).content.decode()
    answer = editor.press(press, page=reverse(CONTACTS) + "?check=180")
    assert answer.headers["Location"] == reverse(CONTACTS) + "?check=180"
    contact.refresh_from_db()
    assert (contact.checked_on, contact.checked_how) == (timezone.localdate(), "wrote")
    assert contact.checked_by == "Editor"


def test_who_may_not_publish_cannot_say_that_it_was_checked(contributor, client):
    made.organization("one", [made.phone()])
    press = reverse("desk-check-contact", args=[Contact.objects.get().pk])
    assert contributor.get(reverse(CONTACTS)).status_code == 200
    assert press not in contributor.get(reverse(CONTACTS)).content.decode()
    contributor.send(press)
    client.send(press)
    assert Contact.objects.get().checked_on is None


def test_nobody_checks_by_following_a_link(editor):
    made.organization("one", [made.phone()])
    press = reverse("desk-check-contact", args=[Contact.objects.get().pk])
    assert editor.get(press).status_code == 405
    assert Contact.objects.get().checked_on is None


@pytest.mark.parametrize("what", ["organizations", "contacts", "meetings"])
def test_every_list_can_be_taken_away_as_a_table(editor, what):
    one = made.organization("one", [made.phone()])
    Meeting.objects.create(
        organization=one, title="Evening", first_day="2026-12-01", starts_at="18:00", is_online=True
    )
    index = {
        "organizations": address(Organization, "list"),
        "contacts": reverse(CONTACTS),
        "meetings": address(Meeting, "list"),
    }[what]
    answer = editor.get(index, {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == 2
    assert any("One" in cell for cell in rows[1])


def test_a_page_can_be_looked_at_before_it_goes_out(editor):
    one = made.organization("one")
    preview = address(Organization, "preview_on_edit", one.pk)
    filled = form(one, contact_row("800-821-7356"), name="Soon")
    assert editor.send(preview, filled).json()["is_valid"]
    page = editor.get(preview).content.decode()
    assert "This is a draft." in page
    assert "Soon" in page
    assert "800-821-7356" in page
