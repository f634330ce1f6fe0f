import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from organizations.models import Contact, Meeting, Organization

from . import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]

TODAY = dt.date(2026, 11, 21)
GOVERNMENT = ("586-776-3900", "800-821-7356", "800-572-1717")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), dt.UTC), tick=False):
        yield


def days_ago(days):
    return TODAY - dt.timedelta(days=days)


def only(*contacts, **more):
    """The contacts of one organization, as they are stored."""
    return list(made.organization("one", contacts, **more).contacts.all())


# Contacts by the clock


@pytest.mark.parametrize(
    ("days", "is_shown", "is_due"),
    [
        (0, True, False),
        (180, True, False),
        (181, True, True),
        (365, True, True),
        (366, False, True),
        (4000, False, True),
    ],
)
def test_a_check_holds_for_a_year_and_is_marked_after_half_of_one(days, is_shown, is_due):
    (contact,) = only(made.phone(checked_on=days_ago(days)))
    assert (contact.is_shown, contact.is_due) == (is_shown, is_due)
    assert Contact.objects.shown().exists() == is_shown
    assert Contact.objects.unchecked_for(180).exists() == is_due
    assert Contact.objects.to_check().exists() == is_due
    assert Contact.objects.unchecked_for(365).exists() == (not is_shown)


def test_what_is_shown_today_hides_by_itself():
    (contact,) = only(made.phone(checked_on=TODAY))
    assert contact.is_shown
    with time_machine.travel(dt.datetime(2027, 11, 22, tzinfo=dt.UTC)):
        assert not contact.is_shown
        assert contact.why_hidden == "Last checked more than a year ago"
        assert not Contact.objects.shown().exists()


@pytest.mark.parametrize("value", GOVERNMENT)
def test_the_three_numbers_of_the_government_are_shown_before_any_check(value):
    (contact,) = only(made.phone(value, mark="read", source="https://a.example/"))
    assert contact.is_shown
    assert contact.is_from_government_page
    assert list(Contact.objects.shown()) == [contact]
    assert list(Contact.objects.from_government_page()) == [contact]
    assert list(Contact.objects.to_check()) == [contact]


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        ({"kind": "phone", "value": "888-555-0100", "mark": "memory"}, "From memory"),
        ({"kind": "phone", "value": "800-821-7357", "mark": "read"}, "Never checked"),
        ({"kind": "website", "value": "https://a.example/", "mark": "read"}, "Never checked"),
        ({"kind": "email", "value": "a@a.example", "mark": "memory"}, "From memory"),
        ({"kind": "postal", "value": "1 Road", "mark": "read", "source_year": 2024}, "From an old"),
    ],
)
def test_nothing_else_is_shown_before_somebody_checked_it(contact, why):
    organization = made.organization("one", [Contact(source="https://a.example/", **contact)])
    (stored,) = organization.contacts.all()
    assert not stored.is_shown
    assert stored.why_hidden.startswith(why)
    assert not Contact.objects.shown().exists()
    assert organization.contact_book.shown == []
    assert organization.contact_book.hides_some


def test_a_number_of_the_government_that_was_checked_long_ago_hides_as_any_other():
    (contact,) = only(made.phone(GOVERNMENT[0], checked_on=days_ago(366)))
    assert not contact.is_shown
    assert not Contact.objects.shown().exists()


def test_the_queue_begins_with_what_was_never_checked_and_leaves_out_drafts():
    first = made.phone("111", checked_on=days_ago(200))
    second = made.phone("222", checked_on=days_ago(300))
    made.organization("one", [first, second, made.phone("333"), made.phone("444", TODAY)])
    draft = made.organization("draft", [made.phone("555")])
    Organization.objects.filter(pk=draft.pk).update(live=False)
    assert [c.value for c in Contact.objects.to_check()] == ["333", "222", "111"]


def test_to_check_a_contact_is_written_down_on_the_page_and_logged():
    (contact,) = only(made.phone())
    editor = User.objects.create(username="editor")
    contact.mark_checked(editor, "Editors", "called")
    contact.refresh_from_db()
    assert (contact.checked_on, contact.checked_by, contact.checked_how) == (
        TODAY,
        "Editors",
        "called",
    )
    assert contact.is_shown
    page = Organization.objects.get()
    assert not page.has_unpublished_changes
    assert page.get_latest_revision_as_object().contacts.get().checked_on == TODAY
    assert ModelLogEntry.objects.filter(user=editor, action="wagtail.edit").exists()


def test_to_check_a_contact_publishes_no_draft_and_is_not_lost_with_it():
    page = made.organization("one", [made.phone()])
    page.name = "Not yet"
    page.save_revision()
    Contact.objects.get().mark_checked(User.objects.create(username="editor"), "Editors", "called")
    page.refresh_from_db()
    assert page.name == "One"
    assert Contact.objects.get().is_shown
    draft = page.get_latest_revision_as_object()
    assert (draft.name, draft.contacts.get().checked_on) == ("Not yet", TODAY)
    page.get_latest_revision().publish()
    assert Organization.objects.get().name == "Not yet"
    assert Contact.objects.get().is_shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "phone", "value": "800-821-7356 (ask for Ann)"},
        {"kind": "phone", "value": "--"},
        {"kind": "email", "value": "nobody"},
        {"kind": "website", "value": "javascript:alert(1)"},
        {"kind": "website", "value": "ftp://a.example/"},
        {"kind": "phone", "value": "555-010-0100", "checked_on": days_ago(1)},
        {"kind": "phone", "value": "555-010-0100", "checked_on": days_ago(-1), **made.CHECK},
    ],
)
def test_a_contact_that_cannot_be_right_is_refused(wrong):
    with pytest.raises(ValidationError):
        Contact(**wrong).full_clean(exclude=["organization"])


@pytest.mark.parametrize(
    ("country", "value", "address"),
    [
        ("United States", "800-821-7356", "tel:+1-800-821-7356"),
        ("United Kingdom", "023 8044 9708", "tel:023-8044-9708"),
        ("France", "+33 1 69 47 28 28", "tel:+33-1-69-47-28-28"),
        ("United States", "(555) 010-0100", "tel:+1-555-010-0100"),
        ("United Kingdom", "111", "tel:111"),
    ],
)
def test_a_number_can_be_called_by_a_press(country, value, address):
    (contact,) = only(made.phone(value), country=country)
    assert contact.address == address


# Organizations


def test_a_town_gives_its_region_and_its_point():
    found = made.organization("one", place="Columbia, MD")
    assert found.region == "Maryland"
    assert (round(found.latitude), round(found.longitude)) == (39, -77)


def test_what_editors_wrote_of_the_place_stays():
    found = made.organization("one", place="Columbia, MD", latitude=1.5, longitude=2.5)
    assert (found.latitude, found.longitude) == (1.5, 2.5)


@pytest.mark.parametrize("wrong", [{"country": "Atlantis"}, {"also_in": ["Baltimore"]}])
def test_a_country_has_the_name_that_places_and_studies_use(wrong):
    with pytest.raises(ValidationError):
        made.organization("one", **wrong)


def groups(condition, **asked):
    return [found.slug for found in Organization.objects.groups_for(condition, **asked)]


def checked():
    return [made.phone(checked_on=TODAY)]


def test_the_right_disease_comes_first_then_numbers_that_work_then_others():
    made.organization("rare", scope="rare", conditions=())
    made.organization("number", checked(), scope="muscle", conditions=["dermatomyositis"])
    made.organization("family-2", position=2)
    made.organization("family-1", position=1)
    made.organization("skin", conditions=["dermatomyositis"])
    made.organization("inclusion", conditions=["inclusion-body-myositis"])
    assert groups("dermatomyositis") == ["skin", "family-1", "number", "family-2"]


def test_a_group_for_a_part_of_the_family_is_named_on_the_page_of_the_whole():
    made.organization("inclusion", conditions=["inclusion-body-myositis"])
    assert groups("inflammatory-myopathy") == ["inclusion"]
    assert groups("dermatomyositis") == []


def test_a_page_on_another_disease_names_only_who_is_for_it():
    made.organization("myositis")
    made.organization("rare", scope="rare", conditions=())
    made.organization("gne", scope="other", conditions=["gne-myopathy-hibm"])
    assert groups("gne-myopathy-hibm") == ["gne"]
    assert "gne" not in groups("dermatomyositis")
    assert groups("unknown") == []


def test_groups_of_parents_come_first_for_children():
    made.organization("adults", checked())
    made.organization("parents", audience=["parent"])
    assert groups("juvenile-myositis") == ["parents", "adults"]
    assert groups("") == ["adults", "parents"]
    assert groups("dermatomyositis") == ["adults", "parents"]
    assert groups("dermatomyositis", audience="parent") == ["parents", "adults"]


def test_in_a_country_its_own_come_first_and_those_that_do_not_serve_it_are_left_out():
    made.organization("american", checked())
    made.organization("world", reach="world")
    made.organization("european", country="France", reach="europe")
    made.organization("german", country="Germany")
    assert groups("dermatomyositis", country="Germany") == ["german", "european", "world"]
    assert groups("dermatomyositis", country="Japan") == ["world"]


def test_a_network_of_the_european_union_does_not_serve_the_united_kingdom():
    made.organization("network", country="", reach="eu")
    made.organization("european", country="", reach="europe")
    assert groups("dermatomyositis", country="Italy") == ["european", "network"]
    assert groups("dermatomyositis", country="United Kingdom") == ["european"]


def test_what_nobody_has_read_at_a_source_stands_behind():
    made.organization("hearsay", offers=[], position=1)
    made.organization("known", position=9)
    assert groups("dermatomyositis") == ["known", "hearsay"]


def test_no_network_of_doctors_and_no_draft_is_shown_as_a_group():
    made.organization("doctors", audience=["professional"])
    made.organization("science", kinds=["research"])
    draft = made.organization("draft")
    Organization.objects.filter(pk=draft.pk).update(live=False)
    assert groups("dermatomyositis") == []


# Meetings


def meeting(**more):
    values = {
        "organization": made.organization("one"),
        "title": "Evening",
        "is_online": True,
        "first_day": TODAY,
        "starts_at": dt.time(18),
        **more,
    }
    return Meeting(**values)


@pytest.mark.parametrize(
    "rule", ["", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=1SA", "FREQ=DAILY;COUNT=3"]
)
def test_a_meeting_recurs_as_calendars_write_it(rule):
    meeting(recurrence=rule).full_clean(exclude=["latest_revision"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"recurrence": "each Saturday"},
        {"recurrence": "FREQ=MINUTELY"},
        {"recurrence": "FREQ=HOURLY"},
        {"recurrence": "DTSTART:20260101T000000\nRRULE:FREQ=DAILY"},
        {"time_zone": "Maryland"},
        {"time_zone": "../../etc/passwd"},
        {"is_online": False},
        {"is_in_person": True},
    ],
)
def test_a_meeting_that_cannot_be_right_is_refused(wrong):
    with pytest.raises(ValidationError):
        meeting(**wrong).full_clean()


def test_a_meeting_in_person_gets_the_point_of_its_town():
    found = meeting(is_in_person=True, place="Pittsburgh, PA")
    found.full_clean()
    assert round(found.latitude, 1) == 40.4
