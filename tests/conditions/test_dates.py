"""Dates that make no sense are refused with a sentence, and nothing that was typed is lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conditions.models import Change, Reference, SignOff
from desk import roles
from tests.organizations import made

from . import desk

pytestmark = pytest.mark.django_db

NOT_YET = "This day is in the future."
PASSED = "This day has passed."


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def editor(client):
    client.force_login(desk.person("an editor", roles.EDITORS))
    return client


@pytest.fixture
def clinician(client):
    client.force_login(desk.person("a clinician", roles.REVIEWERS))
    return client


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (-1, True), (1, False), (40_000, False)])
def test_a_correction_is_not_made_in_the_future(editor, days, is_kept):
    form = {"kind": "correction", "condition": "", "guide": "", "text": "It was wrong."}
    form["changed_on"] = in_days(days).isoformat()
    answer = editor.press(desk.address(Change, "add"), form)
    assert Change.objects.exists() is is_kept
    assert is_kept or {NOT_YET, "It was wrong."} <= words_of(answer)


def words_of(answer):
    text = answer.content.decode()
    return {words for words in (NOT_YET, PASSED, "It was wrong.", "A new source") if words in text}


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (1, False)])
def test_a_source_is_not_read_in_the_future(editor, days, is_kept):
    form = {"url": "https://new.example/", "title": "A new source", "publisher": "N"}
    form |= {"licence": "", "seen_on": in_days(days).isoformat()}
    answer = editor.press(desk.address(Reference, "add"), form)
    assert Reference.objects.exists() is is_kept
    assert is_kept or {NOT_YET, "A new source"} <= words_of(answer)


@pytest.mark.parametrize(("days", "is_kept"), [(1, True), (0, False), (-1, False), (-9000, False)])
def test_a_statement_does_not_hide_in_the_past(editor, days, is_kept):
    page = desk.a_condition()
    form = desk.condition_form(
        desk.statement("It was wrong.", expires_on=in_days(days).isoformat()), name="Changed"
    )
    answer = editor.press(desk.address(page, "edit", page.pk), form)
    page.refresh_from_db()
    assert (page.name == "Changed") is is_kept
    assert is_kept or {PASSED, "It was wrong."} <= words_of(answer)


def test_what_hid_long_ago_may_stay_while_another_line_is_mended(editor):
    page = desk.a_condition()
    page.body[1].value["expires_on"] = in_days(-10)
    page.save_revision(user=desk.writer())
    page.save()
    block = page.body[1].id
    form = desk.condition_form(
        desk.statement("Something is so.", expires_on=in_days(-10).isoformat()), name="Changed"
    )
    form["body-1-id"] = block
    editor.press(desk.address(page, "edit", page.pk), form)
    page.refresh_from_db()
    assert page.name == "Changed"
    # Another day in the past is a new one.
    form["body-1-value-expires_on"] = in_days(-11).isoformat()
    answer = editor.press(desk.address(page, "edit", page.pk), form | {"name": "Again"})
    assert PASSED in words_of(answer)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (365, None),
        (3 * 366, None),
        (0, "Choose a day in the future."),
        (-1, "Choose a day in the future."),
        (3 * 366 + 1, "Choose a day within the next three years."),
        (100_000, "Choose a day within the next three years."),
    ],
)
def test_the_next_review_is_to_come_and_in_time(clinician, days, message):
    box = SignOff.objects.get(key="emergency")
    form = desk.signature(shown=box.digest, review_due=in_days(days).isoformat())
    answer = clinician.press(desk.address(box, "edit", box.pk), form)
    box.refresh_from_db()
    assert box.is_reviewed is (message is None)
    assert message is None or message in answer.content.decode()


@pytest.mark.parametrize("days", [366 * 4, 0])
def test_nor_is_a_page_signed_for_longer(clinician, days):
    page = desk.looked_at(desk.a_condition())
    signature = desk.signature(review_due=in_days(days).isoformat())
    clinician.send(desk.step(page, "approve"), signature)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("checked_on", 1, NOT_YET),
        ("source_year", 4000, "Write a year that is not in the future"),
        ("source_year", 24, "Write a year that is not in the future"),
    ],
)
def test_a_contact_is_not_checked_or_read_in_the_future(field, value, message):
    made.family()
    contact = made.phone("800-821-7356")
    page = made.organization("one", [contact])
    contact = page.contacts.get()
    setattr(contact, field, in_days(value) if field == "checked_on" else value)
    contact.checked_by, contact.checked_how = "Editor", "called"
    with pytest.raises(ValidationError, match=message):
        contact.full_clean()


def test_a_contact_of_this_year_is_fine():
    made.family()
    contact = made.organization("one", [made.phone("800-821-7356")]).contacts.get()
    contact.source_year, contact.checked_on = timezone.localdate().year, timezone.localdate()
    contact.checked_by, contact.checked_how = "Editor", "called"
    contact.full_clean()
    assert contact.is_shown
