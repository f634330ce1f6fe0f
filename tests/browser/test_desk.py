"""The editors' desk as people use it, in the browser: from an empty form to what readers see."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from .people import SIGNED_BY
from .person import SET

EXHAUSTIVE = pytest.mark.exhaustive


def test_a_new_page_goes_from_the_editor_over_the_clinician_to_its_readers(desk, reads):
    editor, clinician = desk("editor"), desk("clinician")
    writes_and_submits(editor, "Examplitis")
    assert reads("/conditions/examplitis/")[0] == 404

    clinician.signs("Examplitis")
    status, text = reads("/conditions/examplitis/")
    assert status == 200
    assert "Muscles of the hips get weak." in text
    assert "It is rare." in text
    assert SIGNED_BY in text

    editor.opens("Examplitis")
    editor.rewrites_the_last("It is rare.", "It is very rare.")
    editor.saves()
    assert "It is rare." in reads("/conditions/examplitis/")[1]
    editor.submits()
    assert "It is rare." in reads("/conditions/examplitis/")[1]
    clinician.signs("Examplitis")
    assert "It is very rare." in reads("/conditions/examplitis/")[1]


@EXHAUSTIVE
def test_the_first_version_of_a_page_comes_back_by_the_same_way(desk, reads):
    editor, clinician = desk("editor"), desk("clinician")
    writes_and_submits(editor, "Versionitis")
    clinician.signs("Versionitis")
    editor.opens("Versionitis")
    editor.rewrites_the_last("It is rare.", "It is very rare.")
    editor.submits()
    clinician.signs("Versionitis")

    editor.opens("Versionitis")
    goes_back_to_the_first_version(editor)
    assert "It is very rare." in reads("/conditions/versionitis/")[1]
    editor.submits()
    clinician.signs("Versionitis")
    assert "It is rare." in reads("/conditions/versionitis/")[1]


def writes_and_submits(editor, name):
    editor.begins(name)
    editor.writes("Muscles of the hips get weak.")
    editor.writes("It is rare.")
    editor.submits()


def goes_back_to_the_first_version(editor):
    page = editor.page
    page.get_by_role("link", name="History").click()
    # Typing saves too: the version that was submitted stands below the first step of the workflow.
    started = page.get_by_role("row", name="'Medical text' started")
    expect(started).to_have_count(2)
    version = started.last.locator("xpath=following-sibling::tr[1]")
    editor.unfolds(version.get_by_role("button").first)
    page.get_by_role("link", name="Review this version").click()
    editor.presses("Replace current draft")
    editor.is_told("has been replaced with version from")


@EXHAUSTIVE
def test_what_a_contributor_wrote_is_let_through_by_an_editor_and_sent_back_by_a_clinician(
    desk, reads
):
    writer, editor, clinician = desk("writer"), desk("editor"), desk("clinician")
    writer.begins("Contributitis")
    writer.writes("Muscles get weak.")
    writer.submits()
    editor.opens("Contributitis")
    editor.presses("Approve")
    editor.is_told("updated")
    clinician.page.goto(f"{clinician.origin}/admin/")
    clinician.page.get_by_role("link", name="Contributitis", exact=True).first.click()
    clinician.presses("Send back with a comment")
    window = clinician.page.get_by_role("dialog")
    window.get_by_label("What needs to change").fill("Say which muscles.")
    window.get_by_role("button", name="Send back with a comment").click()
    clinician.is_told("Your answer is saved")
    writer.opens("Contributitis")
    writer.is_told("Sent back at “Clinical review” by clinician: Say which muscles.")
    writer.rewrites_the_last("Muscles get weak.", "Muscles of the hips get weak.")
    writer.presses("Resubmit to Clinical review")
    writer.is_told("is saved, and waits now at the step")
    clinician.signs("Contributitis")
    assert reads("/conditions/contributitis/")[0] == 404
    # No editor has seen the new words yet.
    editor.opens("Contributitis")
    editor.presses("Approve")
    editor.is_told("updated")
    clinician.signs("Contributitis")
    assert "Muscles of the hips" in reads("/conditions/contributitis/")[1]


@EXHAUSTIVE
def test_a_day_to_hide_a_statement_is_one_to_come(desk, reads):
    editor, clinician = desk("editor"), desk("clinician")
    today = dt.date.today()
    editor.begins("Expiritis")
    editor.writes("This is approved.", hide_on=today)
    editor.presses("Submit to Medical text")
    editor.is_told("could not be saved due to errors")
    field = editor.page.get_by_role("textbox", name="Hide it on")
    field.evaluate(SET, (today + dt.timedelta(days=2)).isoformat())
    editor.submits()
    clinician.signs("Expiritis")
    assert "This is approved." in reads("/conditions/expiritis/")[1]


@pytest.mark.parametrize("is_administrator", [False, pytest.param(True, marks=EXHAUSTIVE)])
@pytest.mark.parametrize(
    ("slug", "button", "told", "name"),
    [
        ("held-syncs", "Release", "is released", "steward"),
        ("reported", "Handled", "Handled:", "editor"),
        ("broken-links", "Check again now", "check it again", "editor"),
        ("contacts", "Checked today", "Checked today:", "editor"),
    ],
)
def test_everybody_presses_the_buttons_of_their_queues(
    desk, slug, button, told, name, is_administrator
):
    person = desk("administrator" if is_administrator else name)
    place = "contacts/" if slug == "contacts" else f"queues/{slug}/"
    person.page.goto(f"{person.origin}/admin/{place}")
    person.page.get_by_role("button", name=button).first.click()
    person.is_told(told)


def test_an_editor_submits_several_pages_and_a_clinician_reads_and_signs_them(desk, reads):
    editor, clinician = desk("editor"), desk("clinician")
    queue = f"{editor.origin}/admin/queues/unsigned/"
    names = ("Dermatomyositis", "Polymyositis")
    editor.page.goto(queue)
    for name in names:
        editor.page.get_by_role("checkbox", name=f"Choose {name}", exact=True).check()
    editor.page.get_by_role("button", name="Submit the selected pages").click()
    editor.is_told("2 pages submitted.")
    for name in names:
        expect(
            editor.page.get_by_role("checkbox", name=f"Choose {name}", exact=True)
        ).to_have_count(0)

    page = clinician.page
    page.goto(f"{clinician.origin}/admin/")
    page.get_by_role("link", name="2 pages are waiting for your signature").click()
    page.get_by_role("link", name=f"Open: {names[0]}").click()
    expect(page.get_by_role("heading", name="What changed since the version")).to_be_visible()
    expect(page.get_by_role("heading", name="The whole text")).to_be_visible()
    assert page.locator("#w-editor-form").get_by_role("textbox").count() == 0
    clinician.presses("Approve and sign")
    window = page.get_by_role("dialog")
    window.get_by_role("textbox", name="Who signs").fill(SIGNED_BY)
    window.get_by_role("button", name="Approve and sign").click()
    clinician.is_told("Your answer is saved")
    assert SIGNED_BY in reads("/conditions/dermatomyositis/")[1]
    editor.page.goto(f"{editor.origin}/admin/snippets/conditions/condition/")
    year = str(dt.date.today().year + 1)
    row = editor.page.get_by_role("row", name=re.compile("Dermatomyositis"))
    expect(row.get_by_text(year)).to_be_visible()


def test_a_rule_that_cannot_be_keeps_what_was_typed(desk):
    editor = desk("editor")
    page = editor.page
    page.goto(f"{editor.origin}/admin/snippets/organizations/meeting/add/")
    page.get_by_role("textbox", name="Title").fill("Sample meeting")
    page.get_by_role("radio", name="By another rule").check()
    written = page.locator("[name=recurrence]")
    for rule, told in (
        ("FREQ=MONTHLY;BYDAY=9WE", "There is no such day: 9WE."),
        ("every second Tuesday", "We can’t read this rule."),
    ):
        written.fill(rule)
        editor.presses("Save draft")
        expect(page.get_by_text(told).first).to_be_visible()
        expect(written).to_have_value(rule)
        expect(page.get_by_role("textbox", name="Title")).to_have_value("Sample meeting")


@EXHAUSTIVE
def test_a_clinician_signs_the_emergency_box_on_the_desk(desk, reads):
    clinician = desk("clinician")
    assert "A clinician has not checked" in reads("/urgent/")[1]
    clinician.page.goto(f"{clinician.origin}/admin/")
    menu = clinician.page.get_by_role("navigation", name="Main menu")
    menu.get_by_role("button", name="Pages").click()
    menu.get_by_role("link", name="Texts of the portal itself").click()
    clinician.page.get_by_role("link", name="Emergency box").click()
    expect(clinician.page.get_by_text("You are choking, or cannot swallow")).to_be_visible()
    clinician.page.get_by_role("textbox", name="Who signs").fill(SIGNED_BY)
    clinician.presses("Save")
    clinician.is_told("updated")
    assert f"Checked by {SIGNED_BY}" in reads("/urgent/")[1]
