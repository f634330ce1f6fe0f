"""A clinician comes by the mail that asked her, and only she lets a guide go out unsigned."""

import datetime as dt
import email
import re
from email import policy
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests import editions

from .people import SIGNED_BY
from .portal import LOG

GUIDE = "What a placebo is"
UNSIGNED = "Juvenile-myositis"
AGREE = "Agree: this is not medical"


def mail_to(address, start):
    """The mail to somebody that was printed behind this place of the log."""
    for text in re.split("^-{70,}$", LOG.read_text()[start:], flags=re.MULTILINE):
        head = text.find("Content-Type: text/plain")
        letter = email.message_from_string(text[head:], policy=policy.default)
        if head >= 0 and letter["To"] == address and GUIDE in letter["Subject"]:
            return letter.get_content()
    return None


def asks_for_no_signature(editor):
    """Take the tick "Medical" away, and submit the guide. Gives the mail to the clinician."""
    start = len(LOG.read_text())
    editor.opens(GUIDE, "Guides")
    editor.page.get_by_role("tab", name="About this guide").click()
    editor.page.get_by_role("checkbox", name="Medical").uncheck()
    editor.submits()
    return editions.eventually(lambda: mail_to("clinician@example.org", start))


def test_the_mail_leads_a_clinician_to_the_answer_that_an_editor_cannot_give(desk):
    editor, clinician = desk("editor"), desk("clinician")
    letter = asks_for_no_signature(editor)
    expect(editor.page.get_by_role("row", name=GUIDE)).to_contain_text("Signed")
    editor.page.get_by_role("link", name=GUIDE, exact=True).click()
    expect(editor.page.get_by_text("This page is waiting for someone’s answer")).to_be_visible()
    expect(editor.page.locator(".desk-changes")).to_contain_text("Yes No")
    expect(editor.page.get_by_role("button", name=AGREE)).to_have_count(0)

    opened = [urlsplit(address).path for address in re.findall(r"http\S+", letter)]
    clinician.page.goto(clinician.origin + opened[0])
    expect(clinician.page.get_by_text("goes out without a clinician’s signature")).to_be_visible()
    clinician.presses(AGREE)
    clinician.page.get_by_role("dialog").get_by_role("button", name=AGREE).click()
    clinician.is_told("Your answer is saved")
    editor.goes_to_the_list("Guides")
    expect(editor.page.get_by_role("row", name=GUIDE)).to_contain_text("No review needed")


@pytest.mark.exhaustive
def test_a_review_that_is_due_yesterday_is_refused_and_the_name_stands_there_still(desk):
    editor, clinician = desk("editor"), desk("clinician")
    editor.goes_to("queues/unsigned/")
    editor.page.get_by_role("checkbox", name=f"Choose {UNSIGNED}", exact=True).check()
    editor.page.get_by_role("button", name="Submit the selected pages").click()
    editor.is_told("1 page submitted.")
    clinician.goes_to("queues/to-sign/")
    clinician.page.get_by_role("link", name=f"Open: {UNSIGNED}").click()
    clinician.presses("Approve and sign")
    window = clinician.page.get_by_role("dialog")
    window.get_by_role("textbox", name="Who signs").fill(SIGNED_BY)
    due = window.get_by_label("Next review due")
    due.fill((dt.date.today() - dt.timedelta(days=1)).isoformat())
    window.get_by_role("button", name="Approve and sign").click()
    expect(window.get_by_text("Choose a day in the future.")).to_be_visible()
    expect(window.get_by_role("textbox", name="Who signs")).to_have_value(SIGNED_BY)
    due.fill((dt.date.today() + dt.timedelta(days=90)).isoformat())
    window.get_by_role("button", name="Approve and sign").click()
    clinician.is_told("Your answer is saved")
