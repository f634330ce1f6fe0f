"""One sheet of paper for a call, and a second one for the doctor if somebody ticks it."""

import re

import pytest
from bs4 import BeautifulSoup

from tests import databases, editions
from tests.client import text_of
from tests.studies import contact, site, study

pytestmark = pytest.mark.django_db

SHEET = "/trials/NCT99000001/print/"
CRITERIA = "Exclusion Criteria:\n\n* Prednisone > 20 mg/day\n* Heart failure"

PARTS = ("Inclusion", "Exclusion")


@databases.loaded_once
def _published():
    lyon = site("Lyon", contacts=[contact("Ana Example")], geoPoint={"lat": 45.75, "lon": 4.85})
    paris = site("Paris", contacts=[contact("Bo Example")], geoPoint={"lat": 48.85, "lon": 2.35})
    editions.publish(
        study(
            title="A study of invented tablets",
            contactsLocationsModule={
                "centralContacts": [contact("Cy Example")],
                "locations": [paris, lyon],
            },
            eligibilityModule={"eligibilityCriteria": CRITERIA},
        )
    )


@pytest.mark.usefixtures("_published")
class TestCallSheet:
    def test_says_who_to_call_what_to_say_and_what_to_ask(self, client):
        page = text_of(client.get(SHEET + "?place=Lyon, France"))
        for part in (
            "NCT 9900 0001",
            "Nearest location listed as open",
            "Ana Example",
            "Cy Example",
            "202-555-0143",
            "Hello, my name is",
            "Is there a placebo",
            "The record does not say",
            "Printed on",
            "http://testserver/trials/NCT99000001/",
            "Do not stop, skip, or change a medicine",
        ):
            assert part in page, part
        assert "Bo Example" not in page
        assert "For the doctor" not in page

    def test_begins_an_e_mail_with_the_same_words(self, client):
        page = client.get(SHEET).content.decode()
        assert 'href="mailto:a@example.org?subject=Question%20about%20study' in page

    def test_asks_for_nothing_twice(self, client):
        page = text_of(client.get(SHEET))
        assert "Is there a placebo" in page
        assert "Could I get a placebo" not in page
        assert "How often would I have to go in for visits" not in page

    def test_speaks_for_a_child(self, client):
        assert "I am calling for my child" in text_of(client.get(SHEET + "?for=child"))

    def test_the_doctor_gets_the_answers_only_if_they_are_ticked(self, client):
        answers = {"steroid": "to_40"}
        without = text_of(client.post(SHEET, answers))
        assert "Heart failure" in without
        assert "More than 20, up to 40 mg" not in without
        with_answers = client.post(SHEET, answers | {"with_answers": "on"})
        assert "More than 20, up to 40 mg" in text_of(with_answers)
        assert "✗ Prednisone > 20 mg/day" in text_of(with_answers)
        assert not with_answers.cookies
        assert "no-store" in with_answers["Cache-Control"]

    def test_a_form_from_another_site_is_refused(self, client):
        sent = client.post(SHEET, {}, headers={"Sec-Fetch-Site": "cross-site"})
        assert sent.status_code == 403


def test_the_doctor_reads_a_line_below_the_lines_that_it_belongs_to(client, publish):
    text = """Inclusion Criteria:

* Two of these:

  * Stripes
  * Spots
* Hooves

Exclusion Criteria:

* Prior treatment with any of the following:

  * Oats
"""
    publish(study(eligibilityModule={"eligibilityCriteria": text}))
    page = BeautifulSoup(client.get(f"{SHEET}?doctor=1").content, "html.parser")
    lines = [(*line["class"], line.get_text(strip=True)) for line in page.select(".marked li")]
    assert lines == [
        ("in-0", "Two of these:"),
        ("in-1", "Stripes"),
        ("in-1", "Spots"),
        ("in-0", "Hooves"),
        ("in-0", "Prior treatment with any of the following:"),
        ("in-1", "Oats"),
    ]


def test_the_doctor_is_told_that_there_are_no_criteria(client, publish):
    publish(study(eligibilityModule={"sex": "ALL"}))
    assert "The registry gives no criteria" in text_of(client.get(f"{SHEET}?doctor=1"))


def test_a_place_is_named_with_its_state(client, publish):
    sites = [site("Orange", "United States", state="California")]
    publish(study(contactsLocationsModule={"locations": sites}))
    assert "Orange, California, United States" in text_of(client.get(SHEET))


def test_nobody_says_that_a_study_without_a_status_accepts_no_one(client, publish):
    publish(study(status=""))
    page = text_of(client.get(SHEET))
    assert "The record does not say that this study is accepting people now" in page


def test_a_study_that_accepts_no_one_has_no_one_to_call(client, publish):
    publish(study(status="COMPLETED"))
    page = text_of(client.get(SHEET))
    assert "we show no contacts" in page


@pytest.mark.parametrize(
    ("lines", "size"), [(10, ""), (60, "long"), (90, "longer"), (120, "longest"), (150, "smallest")]
)
def test_long_criteria_are_printed_smaller_for_one_sheet_to_hold_them(client, publish, lines, size):
    text = "Inclusion Criteria:\n\n" + f"* {'Zebra stripes ' * 5}\n" * lines
    publish(study(eligibilityModule={"eligibilityCriteria": text}))
    page = BeautifulSoup(client.get(f"{SHEET}?doctor=1").content, "html.parser")
    assert {*page.select_one(".sheet.doctor")["class"]} == {"sheet", "doctor"} | ({size} - {""})


def test_headings_between_lists_take_room_too(client, publish):
    """Two groups of people with two lists each: the answers push the end off the first sheet."""
    lists = [f"{part} Criteria:\n\n" + f"* {'Zebra stripes ' * 5}\n" * 10 for part in PARTS * 2]
    publish(study(eligibilityModule={"eligibilityCriteria": "\n".join(lists)}))
    page = client.post(SHEET, {"age": "61", "with_answers": "on"})
    assert BeautifulSoup(page.content, "html.parser").select(".sheet.doctor.long")


def test_large_print_leaves_out_the_summary_for_the_sheet_to_hold_two_contacts(client, publish):
    publish(study(descriptionModule={"briefSummary": "It looks at stripes."}))
    assert "It looks at stripes." in text_of(client.get(SHEET))
    assert "It looks at stripes." not in text_of(client.get(f"{SHEET}?size=large"))


def test_the_title_is_whole_and_only_large_print_cuts_it_between_words(client, publish):
    title = "A Study of Stripes " * 9 + "in Zebras"
    publish(study(title=title))
    sheet = client.get(SHEET).content.decode()
    large = client.get(f"{SHEET}?size=large").content.decode()
    assert f"<h2>{title}</h2>" in sheet
    assert f"<h2>{title}</h2>" not in large
    assert re.search(r"<h2>A Study of Stripes .*(?:A|Study|of|Stripes)…</h2>", large)
