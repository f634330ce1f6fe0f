"""Contacts that nobody has checked: which are shown, and what is said of them."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.utils import timezone

from links import checking
from links.choices import Finding
from links.fetch import Outcome
from links.models import Link
from organizations.models import Contact, Organization, WebsiteAnswer
from tests.organizations import made
from tests.organizations.test_views import text

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 28)
READ = dt.date(2026, 11, 20)
OWN = "https://sample-group.example/contact/"
NOT_CHECKED = "we have not checked this yet."
SAID_ONCE = "We have not checked this yet."


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC), tick=False):
        yield


def contact(kind="phone", value="555-010-0100", source=OWN, mark="read", read_on=READ, **more):
    return Contact(kind=kind, value=value, source=source, mark=mark, read_on=read_on, **more)


def website(value="https://www.sample-group.example", mark="memory", **more):
    return Contact(kind="website", value=value, mark=mark, **more)


def shown(*contacts, **more):
    made.organization("one", contacts, **more)
    found = [one.value for one in Organization.objects.whole().get().contact_book.shown]
    # The same in the database's list and row by row.
    assert found == [one.value for one in Contact.objects.shown().order_by("sort_order")]
    assert found == [one.value for one in Contact.objects.order_by("sort_order") if one.is_shown]
    return found


@pytest.mark.parametrize(
    ("source", "is_shown"),
    [
        ("https://sample-group.example/about/", True),
        ("http://www.sample-group.example/", True),
        ("https://members.sample-group.example/board", True),
        ("https://sample-group.example.evil.example/", False),
        ("https://not-sample-group.example/", False),
        ("https://sample-group.example@evil.example/", False),
        ("https://news.example/about-sample-group.example", False),
        ("https://www.ninds.nih.gov/page", True),
        ("https://www.nhs.uk/conditions/", False),
        ("https://health.gov.au/groups", True),
        ("https://www.canada.gc.ca/list", True),
        ("https://ministry.gouv.fr/", True),
        ("https://example.gov.example/", False),
        ("https://notgov/", False),
        ("", False),
    ],
)
def test_it_counts_where_it_was_read(source, is_shown):
    made.family()
    found = shown(website(), contact(source=source or "https://x.example/"))
    assert ("555-010-0100" in found) == is_shown


@pytest.mark.parametrize(
    ("more", "is_shown"),
    [
        ({}, True),
        ({"read_on": dt.date(2024, 11, 29)}, True),
        ({"read_on": dt.date(2024, 11, 27)}, False),
        ({"read_on": None}, False),
        ({"mark": "memory"}, False),
        ({"source_year": 2025}, True),
        ({"source_year": 2024}, False),
        ({"source_year": 2006}, False),
        ({"kind": "email", "value": "a@example.org"}, True),
        ({"kind": "postal", "value": "1 Sample Street"}, True),
        ({"checked_on": dt.date(2025, 11, 1), **made.CHECK}, False),
        ({"checked_on": dt.date(2026, 11, 1), "mark": "memory", **made.CHECK}, True),
    ],
)
def test_it_counts_when_and_how_it_was_read(more, is_shown):
    one = contact(**more)
    assert (one.value in shown(website(), one)) == is_shown


def test_its_state_is_said_on_page_card_program_table_and_search(client):
    made.organization("one", [website(), contact()], name="Sample Group")
    origin = "From an undated copy of their own page, read in Nov. 2026"
    for address in ("/organizations/", "/organizations/one/", "/search/?q=Sample+Group"):
        page = text(client.get(address).text)
        said = (
            f"Phone: {origin}."
            if address != "/organizations/one/"
            else f"Phone: 555-010-0100 {origin}."
        )
        assert said in page, address
        assert SAID_ONCE in page, address
        assert "555-010-0100" in page, address
        assert "sample-group.example" not in page.replace("Sample Group", ""), address
    words = f"{origin}; {NOT_CHECKED}"
    [answer] = client.get("/api/v1/organizations/").json()["results"][0]["contacts"]
    assert answer["state"] == words
    assert (answer["read_on"], answer["checked_on"]) == ("2026-11-20", None)
    response = client.get("/organizations.csv")
    [row] = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert row["phone"] == "555-010-0100"
    assert row["contacts_not_checked"] == f"555-010-0100: {words}"


def test_what_is_checked_says_only_that(client):
    made.organization("one", [made.phone(checked_on=TODAY)])
    page = text(client.get("/organizations/one/").text)
    assert "Checked on Nov. 28, 2026." in page
    assert "have not checked" not in page


def look(address, finding=Finding.FINE, moved_to="", days=1):
    """What the weekly look finds; a failure counts after some days."""
    link, _ = Link.objects.get_or_create(url=address)
    for day in range(days):
        with time_machine.travel(timezone.now() - dt.timedelta(days=days - 1 - day), tick=False):
            redirects = ((301, moved_to),) if moved_to else ()
            link.take(Outcome(finding, 200, moved_to or address, redirects))
            checking.tell(link)


SITE = "https://www.sample-group.example"


def test_a_website_that_answered_is_shown_with_the_day(client):
    made.organization("one", [website()])
    assert "Its contacts are being checked." in text(client.get("/organizations/").text)
    look(SITE)
    for address in ("/organizations/", "/organizations/one/"):
        page = text(client.get(address).text)
        assert "From memory; the site answered on Nov. 28, 2026." in page
        assert page.count(SAID_ONCE) == 1
    [answer] = client.get("/api/v1/organizations/one/").json()["contacts"]
    assert answer["answered_on"] == "2026-11-28"


def test_a_website_that_was_read_and_answered_says_both(client):
    made.organization("one", [contact("website", SITE)])
    look(SITE)
    read, answered = "read in Nov. 2026", "the site answered on Nov. 28, 2026"
    page = text(client.get("/organizations/one/").text)
    assert f"From an undated copy of their own page, {read}; {answered}." in page
    assert page.count(SAID_ONCE) == 1


def test_the_year_of_a_copy_is_said_where_we_know_it(client):
    made.organization("one", [website(), contact(source_year=2025)])
    words = "From a 2025 copy of their own page, read in Nov. 2026."
    assert words in text(client.get("/organizations/one/").text)


def test_an_old_page_of_theirs_is_said_to_be_old_once_the_website_answers(client):
    made.organization("one", [contact("website", SITE, source_year=2022)])
    look(SITE)
    words = "From a 2022 copy of their own page; the site answered on Nov. 28, 2026."
    assert words in text(client.get("/organizations/one/").text)


@pytest.mark.parametrize("address", ["/organizations/", "/organizations/one/"])
def test_that_nobody_checked_is_said_once_for_several_contacts(client, address):
    made.organization("one", [website(), contact(), contact(value="555-010-0101")])
    page = text(client.get(address).text)
    assert page.count("From an undated copy of their own page, read in Nov. 2026.") == 2
    assert page.lower().count("we have not checked this yet.") == 1


@pytest.mark.parametrize("address", ["/organizations/", "/organizations/one/"])
def test_beside_one_that_is_checked_each_other_says_that_nobody_checked_it(client, address):
    made.organization("one", [website(), contact(), made.phone(checked_on=TODAY)])
    page = text(client.get(address).text)
    assert f"an undated copy of their own page, read in Nov. 2026; {NOT_CHECKED}" in page
    assert "Checked on Nov. 28, 2026." in page
    assert SAID_ONCE not in page


@pytest.mark.parametrize(
    ("finding", "moved_to", "days", "is_shown"),
    [
        (Finding.FINE, "https://sample-group.example/", 1, True),
        (Finding.FINE, "https://domains-for-sale.example/", 1, False),
        (Finding.SERVER_ERROR, "", 1, True),
        (Finding.SERVER_ERROR, "", 3, False),
        (Finding.NO_NAME, "", 3, False),
        (Finding.NOT_FOR_ROBOTS, "", 1, True),
    ],
)
def test_an_answer_of_before_ends_with_what_was_found_since(finding, moved_to, days, is_shown):
    look(SITE)
    look(SITE, finding, moved_to, days)
    assert (SITE in shown(website())) == is_shown


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (30, True), (31, False)])
def test_an_answer_of_long_ago_is_none(days, is_shown):
    WebsiteAnswer.objects.create(address=SITE, answered_on=TODAY - dt.timedelta(days=days))
    assert (SITE in shown(website())) == is_shown


def test_no_number_and_no_mail_is_shown_because_a_site_answers():
    WebsiteAnswer.objects.create(address=SITE, answered_on=TODAY)
    assert shown(website(), contact(mark="memory", source="")) == [SITE]


def test_the_weekly_look_takes_up_websites_that_are_not_shown_yet():
    made.organization(
        "one", [website(), contact("calendar", "https://calendar.example/", "", "memory")]
    )
    assert SITE in checking.shown_addresses()
    assert "https://calendar.example/" not in checking.shown_addresses()


def test_an_answer_survives_a_draft_that_goes_out_and_belongs_to_one_address():
    page = made.organization("one", [website()])
    look(SITE)
    page.get_latest_revision_as_object().save_revision().publish()
    assert Contact.objects.get().is_shown
    Contact.objects.update(value="https://another.example/")
    assert not Contact.objects.get().is_shown


def test_a_number_to_call_lists_none_without_a_number(client):
    made.organization("silent", [contact(mark="memory")], kinds=["helpline", "group"])
    made.organization("clinic", [made.phone(checked_on=TODAY)], kinds=["clinic"])
    page = client.get("/organizations/?kind=helpline").text
    cards = page[page.index('id="results"') : page.index('class="exports"')]
    assert "/organizations/clinic/" in cards
    assert "/organizations/silent/" not in cards
    answer = client.get("/api/v1/organizations/?kind=helpline").json()
    assert [one["slug"] for one in answer["results"]] == ["clinic"]
