"""The first page of the desk, and the queues of pages: what needs whom, by the clock."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conditions.models import Condition, Guide, SignOff, Topic
from desk import queues, roles
from links.choices import Finding
from links.fetch import Outcome
from links.models import Link
from organizations.models import Contact, Report
from tests.conditions.desk import SIGNER, a_condition, a_guide, person
from tests.organizations import made
from tests.trials.decisions import an_open_study
from trials.models import SyncRun

QUEUES = {queue.slug: queue for queue in queues.all_queues()}

pytestmark = pytest.mark.django_db

PAGES = [roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS, roles.ADMINISTRATORS]


@pytest.fixture
def editor(client):
    client.force_login(person("an editor", roles.EDITORS))
    return client


@pytest.fixture
def signed_box():
    """The emergency box, so that it is not the first row of every queue of a test."""
    box = SignOff.objects.get(key="emergency")
    box.sign(SIGNER, in_days(365))
    box.save()
    return box


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def signed(page, due_in=365):
    page.sign(SIGNER, in_days(due_in))
    page.save()
    return page


def titles_in(client, slug):
    answer = client.get(reverse("desk-queue", args=[slug]), {"export": "csv"})
    return [row[1] for row in csv.reader(io.StringIO(answer.getvalue().decode()))][1:]


def assert_holds(client, slug, *titles):
    assert titles_in(client, slug) == list(titles)
    assert QUEUES[slug].count() == len(titles)
    text = client.get(reverse("desk-queue", args=[slug])).content.decode()
    assert all(title in text for title in titles)


def first_page(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


# The queues of pages


def test_the_emergency_box_is_the_first_of_all_until_a_clinician_has_signed_it(editor):
    assert next(iter(QUEUES)) == "emergency-box"
    assert_holds(editor, "emergency-box", "Emergency box")
    signed(a_condition(live=True), due_in=0)
    text = first_page(editor)
    box = text.index("1 of the portal’s own texts is waiting for a clinician")
    assert box < text.index("1 review is overdue")
    assert titles_in(editor, "unsigned")[0] == "Emergency box"


def test_the_emergency_box_is_due_again_when_its_words_or_its_day_change(editor, signed_box):
    assert_holds(editor, "emergency-box")
    SignOff.objects.update(signed_text="the digest of other words")
    assert_holds(editor, "emergency-box", "Emergency box")
    signed_box.sign(SIGNER, in_days(0))
    signed_box.save()
    assert_holds(editor, "emergency-box", "Emergency box")
    # First here as well, before a page that is overdue for longer.
    signed(a_condition(live=True), due_in=-10)
    assert_holds(editor, "overdue", "Emergency box", "Examplitis")


def test_reviews_stand_in_their_queue_by_the_clock(editor, signed_box):
    signed(a_condition(live=True, slug="late", name="Late"), due_in=-3)
    signed(a_condition(live=True, slug="later", name="Latest"), due_in=-30)
    signed(a_condition(live=True, slug="soon", name="Soon"), due_in=30)
    signed(a_condition(live=True, slug="well", name="Well"), due_in=31)
    signed(a_condition(live=False, slug="draft", name="A draft"), due_in=-3)
    assert_holds(editor, "overdue", "Latest", "Late")
    assert_holds(editor, "due-soon", "Soon")
    assert "Its review is overdue by 3 days." in first_page(editor)


def test_medical_pages_without_a_signature_that_holds_wait_for_a_clinician(editor, signed_box):
    a_condition(live=True, slug="new", name="New")
    changed = signed(a_condition(live=True, slug="changed", name="Changed"))
    changed.summary = "Other words."
    changed.save()
    signed(a_condition(live=True, slug="signed", name="Signed"))
    Guide.objects.create(title="Not medical", slug="no", summary="Short.", is_medical=False)
    Guide.objects.create(title="Medical", slug="yes", summary="Short.")
    assert sorted(titles_in(editor, "unsigned")) == ["Changed", "Medical", "New"]
    text = editor.get(reverse("desk-queue", args=["unsigned"])).content.decode()
    assert f"Its words have changed since {SIGNER} signed it." in text


def test_facts_past_their_date_are_listed_by_page(editor, signed_box):
    for name, day in (("Gone", in_days(0)), ("Fine", in_days(1))):
        Condition.objects.create(
            slug=name.lower(),
            name=name,
            kind="subtype",
            summary="Short.",
            body=[
                {
                    "type": "statement",
                    "value": {
                        "text": f"{name} is approved.",
                        "references": [],
                        "expires_on": day.isoformat(),
                    },
                }
            ],
        )
    a_guide()
    assert_holds(editor, "expired-facts", "Gone")
    text = editor.get(reverse("desk-queue", args=["expired-facts"])).content.decode()
    assert "Gone is approved." in text
    edit = Condition.snippet_viewset.get_url_name("edit")
    assert reverse(edit, args=[Condition.objects.get(slug="gone").pk]) in text


# What readers and the program that looks at links found


def reported(*wrong, value="555-010-0100"):
    made.family()
    made.organization("one", [made.phone(value, timezone.localdate())])
    contact = Contact.objects.get()
    for number, what in enumerate(wrong):
        Report.objects.take(contact, what, f"sender {number}")
    return contact


def test_what_readers_report_stands_in_a_queue_until_somebody_has_handled_it(editor):
    contact = reported("dead", "somebody-else", "dead")
    assert_holds(editor, "reported", "One: 555-010-0100")
    page = editor.get(reverse("desk-queue", args=["reported"])).content.decode()
    assert "It does not work, Someone else answers (3 readers)" in page
    assert "Readers say that 1 number or link is wrong" in first_page(editor)
    # It is to be checked anew, although somebody did so today.
    assert titles_in(editor, "contacts")[0] == "One: 555-010-0100"
    press = reverse("desk-handle-report", args=[Report.objects.get().pk])
    assert press in page
    assert editor.get(press).status_code == 405
    answer = editor.press(press, page=reverse("desk-queue", args=["reported"]))
    assert answer.headers["Location"] == reverse("desk-queue", args=["reported"])
    assert_holds(editor, "reported")
    assert contact.value not in str(titles_in(editor, "contacts"))


def test_a_reported_number_that_was_changed_says_so(editor):
    contact = reported("dead")
    Contact.objects.filter(pk=contact.pk).update(value="555-010-0199")
    page = editor.get(reverse("desk-queue", args=["reported"])).content.decode()
    assert "One: 555-010-0100" in page
    assert "It is no longer on the page." in page
    Contact.objects.all().delete()
    assert_holds(editor, "reported", "One: 555-010-0100")


def looked_at(url, *findings, **more):
    """A link of a topic, after looks on as many days, the last of them today."""
    Topic.objects.create(kind="topic", title="A topic", url=url, publisher="Example")
    link = Link.objects.create(url=url, **more)
    for day, finding in enumerate(findings, 1 - len(findings)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=day)):
            link.take(Outcome(finding, 404))
    return link


def test_a_link_that_fails_stands_in_its_queue_with_the_pages_that_show_it(editor):
    fine, gone = Finding.FINE, Finding.GONE
    looked_at("https://twice.example/", gone, gone)
    link = looked_at("https://bad.example/", fine, gone, gone, gone)
    Link.objects.create(url="https://shown-no-more.example/", failed_on=link.failed_on)
    assert_holds(editor, "broken-links", "https://bad.example/")
    page = editor.get(reverse("desk-queue", args=["broken-links"])).content.decode()
    edit = Topic.snippet_viewset.get_url_name("edit")
    assert reverse(edit, args=[Topic.objects.get(url=link.url).pk]) in page
    assert "A topic" in page
    assert "The page is not there. (404)" in page
    assert f"It last worked on {in_days(-3).isoformat()}." in page
    assert "1 link fails" in first_page(editor)


def test_a_link_that_moved_stands_in_a_queue_of_its_own(editor):
    looked_at("https://old.example/", moved_to="https://new.example/")
    assert_holds(editor, "moved-links", "https://old.example/")
    page = editor.get(reverse("desk-queue", args=["moved-links"])).content.decode()
    assert "https://new.example/" in page
    assert_holds(editor, "broken-links")


def test_an_editor_asks_for_another_look_and_the_desk_itself_asks_nobody(editor):
    link = looked_at("https://bad.example/", *[Finding.GONE] * 3)
    assert not Link.objects.due().exists()
    press = reverse("desk-look-again", args=[link.pk])
    assert press in editor.get(reverse("desk-queue", args=["broken-links"])).content.decode()
    assert editor.get(press).status_code == 405
    answer = editor.press(press, page=reverse("desk-queue", args=["broken-links"]))
    assert answer.headers["Location"] == reverse("desk-queue", args=["broken-links"])
    assert Link.objects.due().get() == link


# The first page


def test_everybody_is_told_only_of_what_they_can_work_on(client, publish):
    publish(an_open_study(contactsLocationsModule={}))
    a_condition(live=True)
    for role in roles.ROLES:
        client.force_login(person("somebody", role))
        text = first_page(client)
        assert ("1 study may need a caution" in text) == (
            role in (roles.STEWARDS, roles.ADMINISTRATORS)
        )
        # Clinicians are told of what was submitted to them: only that can they sign.
        writes = role in PAGES and role != roles.REVIEWERS
        assert ("texts without a clinician’s signature" in text) == writes


OF_PAGES = {"emergency-box", "overdue", "expired-facts", "unsigned", "due-soon"}
OF_GROUPS = {"contacts", "meetings", "reported", "broken-links", "moved-links"}
SIGNS = {"emergency-box", "to-sign"}
WORKED_ON_BY = {
    roles.CONTRIBUTORS: OF_PAGES,
    roles.EDITORS: OF_PAGES | OF_GROUPS,
    roles.REVIEWERS: SIGNS,
    roles.STEWARDS: QUEUES.keys() - OF_PAGES - OF_GROUPS - SIGNS,
    roles.ADMINISTRATORS: QUEUES.keys(),
}


@pytest.mark.parametrize("role", roles.ROLES)
def test_queues_open_to_those_who_can_work_on_them(client, role):
    client.force_login(person("somebody", role))
    opened = {
        slug for slug in QUEUES if client.get(reverse("desk-queue", args=[slug])).status_code == 200
    }
    assert opened == WORKED_ON_BY[role]


def test_a_queue_that_there_is_not_is_not_found(editor):
    assert editor.get(reverse("desk-queue", args=["nothing"])).status_code == 404


def test_where_nothing_waits_that_is_said(client):
    client.force_login(person("steward", roles.STEWARDS))
    assert "Nothing is waiting for you. Thank you." in first_page(client)
    page = client.get(reverse("desk-queue", args=["types"])).content.decode()
    assert "Nothing is waiting here." in page


def test_it_tells_of_the_last_sync_and_the_age_of_the_data(client, registry, publish):
    client.force_login(person("steward", roles.STEWARDS))
    assert "There has been no sync with the registry yet." in first_page(client)
    now = timezone.now()
    registry.data_timestamp = (now - dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S")
    run = publish(an_open_study())
    text = first_page(client)
    assert f"Number {run.pk}, " in text
    assert "UTC: Published." in text
    assert "The data that readers see are 3 days old." in text
    assert "1 study of myositis" in text
    assert "1 of them is open" in text
    SyncRun.objects.update(
        data_timestamp=(now - dt.timedelta(days=15)).strftime("%Y-%m-%dT%H:%M:%S")
    )
    assert "That is too old" in first_page(client)


def test_a_held_sync_stands_there_with_its_reason_and_later_that_it_is_released(
    client, registry, publish
):
    publish(*[an_open_study(f"NCT99{n:06}") for n in range(1, 11)])
    for number in range(3, 11):
        registry.remove(f"NCT99{number:06}")
    registry.data_timestamp = "2026-11-23T09:00:05"
    held = publish()
    client.force_login(person("steward", roles.STEWARDS))
    text = first_page(client)
    assert "1 sync is held back" in text
    assert "UTC: Held back." in text
    queue = reverse("desk-queue", args=["held-syncs"])
    client.press(reverse("desk-release", args=[held.pk]), page=queue)
    text = first_page(client)
    assert "1 sync is held back" not in text
    assert f"Sync {held.pk} is released." in text


def test_it_leads_to_nothing_that_the_portal_does_not_have(admin_client):
    text = first_page(admin_client)
    menu = text.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert reverse("desk-queue", args=["overdue"]) in menu
    assert "Search all pages" not in text
    for address in (
        *("/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/collections/"),
        *("reports/locked", "reports/aging-pages", "reports/page-types-usage", "wagtail.org"),
    ):
        assert address not in menu
