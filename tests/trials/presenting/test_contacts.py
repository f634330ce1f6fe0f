"""Whom to call, on every page and in every file."""

import re
from html import unescape

import pytest

from tests.studies import site, study
from tests.trials.test_feeds import rows
from tests.trials.views.test_studies import text_of
from trials.sync import runner

pytestmark = pytest.mark.django_db


def named(phone, email="", name="Sample Contact", **more):
    return {"name": name, "role": "CONTACT", "phone": phone, "email": email, **more}


def with_contact(contact, nct_id="NCT99000001"):
    places = [site("Lyon", contacts=[contact])]
    module = {"centralContacts": [contact], "locations": places}
    return study(nct_id, contactsLocationsModule=module)


def hrefs(response, scheme):
    return re.findall(rf'href="{scheme}:([^"]*)"', unescape(response.content.decode()))


@pytest.mark.parametrize(
    ("phone", "dialed"),
    [
        ("+1 555 010 0000 ext. 4", ["+15550100000"]),
        ("555-010-0005 (U.S. and Canada)", ["5550100005"]),
        ("555-010-0001 / 555-010-0002", ["5550100001", "5550100002"]),
        ("+44 (0)20 7946 0000", ["+442079460000"]),
        ("N/A", []),
        ("ask your doctor", []),
    ],
)
def test_page_card_program_and_table_have_the_same_numbers(client, publish, phone, dialed):
    publish(with_contact(named(phone)))
    card, page = client.get("/trials/"), client.get("/trials/NCT99000001/")
    # All of them behind the third row of the card, and the first in its last row.
    assert hrefs(card, "tel") == dialed + dialed[:1]
    # At the top of the page, for the study, and at its place.
    assert hrefs(page, "tel") == dialed * 3
    assert ("Call:" in text_of(card)) == bool(dialed)
    assert ("Phone:" in text_of(page)) == (phone != "N/A")
    [contact] = client.get("/api/v1/trials/NCT99000001/").json()["central_contacts"]
    assert contact["links"] == [f"tel:{number}" for number in dialed]
    assert contact["phone"] == phone
    assert rows(client)[0]["call"] == (f"Sample Contact: {phone}" if dialed else "")


def test_extension_and_words_stand_beside_the_link(client, publish):
    publish(with_contact(named("555-010-0003 (mornings)", phoneExt="12")))
    link = '<a class="phone" href="tel:5550100003">555-010-0003</a> (mornings) extension 12'
    assert link in client.get("/trials/").text
    assert link in client.get("/trials/NCT99000001/").text


def test_a_card_names_the_first_who_can_be_called(client, publish):
    contacts = [named("N/A", name="First Person"), named("555-010-0003", name="Second Person")]
    publish(study(contactsLocationsModule={"centralContacts": contacts}))
    card = text_of(client.get("/trials/"))
    assert "Call: 555-010-0003 Second Person" in card
    assert "First Person" not in card


def test_a_number_in_a_name_can_be_called(client, publish):
    publish(with_contact(named("", name="Call 1-877-CTLILLY (1-877-285-4559) or")))
    assert set(hrefs(client.get("/trials/"), "tel")) == {"18772854559"}
    assert rows(client)[0]["call"] == "Call 1-877-CTLILLY (1-877-285-4559) or"


@pytest.mark.parametrize(
    ("email", "to"),
    [
        ("a@example.org; c@example.org", ["a@example.org", "c@example.org"]),
        (" s@example.org ", ["s@example.org"]),
        ("nobody", []),
        ("s@example.org?bcc=evil@example.com", []),
    ],
)
def test_letters_go_to_whole_addresses_alone(client, publish, email, to):
    publish(with_contact(named("", email)))
    page = client.get("/trials/NCT99000001/")
    to_the_team = [one for one in hrefs(page, "mailto") if not one.startswith("?subject=")]
    # The button at the top has the first, then they stand for the study and at its place.
    assert to_the_team == to[:1] + to * 2
    [contact] = client.get("/api/v1/trials/NCT99000001/").json()["central_contacts"]
    assert contact["links"] == [f"mailto:{address}" for address in to]


def test_what_a_sponsor_writes_is_escaped(client, publish):
    publish(with_contact(named('555-010-0003 "><script>alert(1)</script>')))
    for address in ("/trials/", "/trials/NCT99000001/"):
        assert "<script>alert" not in client.get(address).text


def test_samples_have_nobody_to_call_in_any_form(client):
    runner.load_samples()
    answer = client.get("/api/v1/trials/?status=all&page_size=100").json()
    for trial in answer["results"]:
        contacts = trial["central_contacts"] + [
            c for s in trial["locations"] for c in s["contacts"]
        ]
        assert not any(contact["links"] for contact in contacts)


def test_a_name_in_the_field_of_an_address_is_no_address(client, publish):
    publish(with_contact(named("555-010-0001", email="Dr. Sample Person")))
    assert "E-mail" not in text_of(client.get("/trials/NCT99000001/"))
    publish(with_contact(named("555-010-0001", email="sample at example dot org")))
    assert "E-mail: sample at example dot org" in text_of(client.get("/trials/NCT99000001/"))
