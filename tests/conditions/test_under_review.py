"""A page that waits for a clinician: it is read, not written in, and no typed word is lost."""

import pytest
from bs4 import BeautifulSoup

from conditions.models import Condition, Guide
from desk import roles

from . import desk

pytestmark = pytest.mark.django_db

ANSWER = {"action-workflow-action": "true", "workflow-action-name": "approve"}


@pytest.fixture
def editor():
    return desk.come_in("editor", roles.EDITORS)


@pytest.fixture
def clinician():
    return desk.come_in("clinician", roles.REVIEWERS)


def opened(browser, page):
    return BeautifulSoup(browser.get(desk.address(page, "edit", page.pk)).content, "html.parser")


def fields_to_write_in(opened_page):
    form = opened_page.find(id="w-editor-form")
    written = form.find_all(["textarea", "select"]) + form.find_all(
        "input", type=["text", "checkbox"]
    )
    return [field.get("name") for field in written] + form.find_all(attrs={"data-block": True})


# Nothing to write in, and what changed first


def test_a_clinician_reads_what_changed_and_then_the_whole_text(editor, clinician):
    page = desk.a_condition("Muscles of the hips get weak.", live=True)
    edit = desk.address(page, "edit", page.pk)
    source = desk.source()
    text = desk.statement("Muscles of the arms get weak.", [source], expires_on="2027-06-01")
    editor.press(edit, desk.condition_form(text) | {"action-submit": "yes"})
    seen = opened(clinician, page)
    assert fields_to_write_in(seen) == []
    changes = seen.find(attrs={"aria-labelledby": "changes"})
    assert "hips" in changes.get_text()
    assert changes.find(class_="addition")
    whole = seen.find(attrs={"aria-labelledby": "text"}).get_text()
    assert "Muscles of the arms get weak." in whole
    assert "Will be hidden on June 1, 2027" in whole
    assert "hips" not in whole
    assert seen.get_text().index("What changed") < seen.get_text().index("The whole text")
    assert [link.get_text() for link in seen.find_all("a", href=source.url)] == [f"[{source}]"]
    assert "Approve and sign" in seen.get_text()
    assert "Only reviewers for this task can edit" not in seen.get_text()
    (preview,) = seen.find_all("a", string=lambda text: text and "as readers will" in text)
    assert clinician.get(preview["href"]).status_code == 200


def test_a_new_page_is_said_to_be_new(clinician):
    page = desk.looked_at(desk.a_condition())
    seen = opened(clinician, page).get_text()
    assert "Readers do not see this page yet" in seen
    assert "Something is so." in seen


@pytest.mark.parametrize("role", [roles.CONTRIBUTORS, roles.EDITORS])
def test_nobody_else_gets_a_form_to_write_in_meanwhile(role):
    page = desk.looked_at(desk.a_condition())
    seen = opened(desk.come_in("somebody", role), page)
    assert fields_to_write_in(seen) == []
    assert "no one can change it in the meantime" in seen.get_text()
    assert "Approve and sign" not in seen.get_text()


def test_who_submitted_a_page_takes_it_back_and_writes_on(editor):
    page = desk.a_condition()
    edit = desk.address(page, "edit", page.pk)
    form = desk.condition_form(desk.statement("Muscles get weak."))
    editor.press(edit, form | {"action-submit": "yes"})
    assert "Cancel workflow" in opened(editor, page).get_text()
    editor.press(edit, {"action-cancel-workflow": "true"})
    assert not page.workflow_in_progress
    assert fields_to_write_in(opened(editor, page))


def test_a_page_that_somebody_locked_is_read_only_too(editor):
    by = desk.person("another", roles.EDITORS)
    page = desk.a_condition(locked=True, locked_by=by, locked_at="2026-11-28T09:00:00Z")
    seen = opened(editor, page)
    assert fields_to_write_in(seen) == []
    assert "This page is locked" in seen.get_text()


@pytest.mark.parametrize("signs", [True, False], ids=["with the signature", "as a draft"])
def test_words_from_a_form_opened_before_are_shown_again_and_nothing_is_signed(clinician, signs):
    page = desk.looked_at(desk.a_condition())
    typed = desk.condition_form(desk.statement("Typed by the clinician."))
    answers = '{"reviewed_by": "Dr. X", "review_due": "2099-01-01", "comment": ""}'
    typed |= ANSWER | {"workflow-action-extra-data": answers} if signs else {}
    answer = clinician.send(desk.address(page, "edit", page.pk), typed)
    shown = answer.content.decode()
    assert "Typed by the clinician." in shown
    assert "Nothing was saved or signed" in shown
    page.refresh_from_db()
    assert (page.live, page.reviewed_by) == (False, "")
    assert page.current_workflow_task.name == "Clinical review"


def test_a_form_without_its_text_is_no_error_of_ours(editor):
    page = desk.a_condition()
    for address in (desk.address(page, "edit", page.pk), desk.address(Condition, "add")):
        assert editor.send(address, {"name": "X"}).status_code == 400


# Whether it is medical at all


def unticked(**more):
    return desk.guide_form(desk.statement("Trains are cheap."), **more) | {"action-submit": "yes"}


def agree(browser, guide):
    return browser.press_or_forge(desk.step(guide, "agree-not-medical"), {"comment": ""})


def is_live(guide):
    guide.refresh_from_db()
    return guide.live and not guide.is_medical


def test_a_guide_that_an_editor_calls_not_medical_waits_for_a_clinician_who_agrees(
    client, editor, clinician
):
    editor.press(desk.address(Guide, "add"), unticked())
    guide = Guide.objects.get()
    assert client.get("/guides/a-guide/").status_code == 404
    assert guide.current_workflow_task.name == "Clinical review"
    seen = opened(clinician, guide).get_text()
    assert "Agree: this is not medical" in seen
    assert "Approve and sign" not in seen
    agree(clinician, guide)
    assert is_live(guide)
    assert guide.reviewed_by == ""


def test_once_agreed_an_editor_changes_it_alone(editor, clinician, client):
    editor.press(desk.address(Guide, "add"), unticked())
    guide = Guide.objects.get()
    agree(clinician, guide)
    edit = desk.address(guide, "edit", guide.pk)
    editor.press(edit, unticked(summary="Other words."))
    assert "Other words." in client.get("/guides/a-guide/").content.decode()
    # Medical again, and not medical again: asked again each time.
    editor.press(edit, unticked(is_medical="on"))
    assert guide.current_workflow_task.name == "Clinical review"
    clinician.press(desk.step(guide, "approve"), desk.signature())
    guide.refresh_from_db()
    assert guide.is_medical
    editor.press(edit, unticked())
    assert guide.current_workflow_task.name == "Clinical review"
    guide.refresh_from_db()
    assert guide.is_medical


def test_a_live_medical_guide_stays_medical_until_a_clinician_agrees(editor, clinician):
    guide = desk.a_guide()
    guide.latest_revision.publish()
    editor.press(desk.address(guide, "edit", guide.pk), unticked())
    guide.refresh_from_db()
    assert guide.is_medical
    clinician.press(desk.step(guide, "reject"), {"comment": "It is."})
    guide.refresh_from_db()
    assert guide.is_medical


def test_nobody_signs_what_is_not_medical_or_agrees_to_what_is(clinician, editor):
    editor.press(desk.address(Guide, "add"), unticked())
    guide = Guide.objects.get()
    clinician.send(desk.step(guide, "approve"), desk.signature())
    assert not is_live(guide)
    page = desk.looked_at(desk.a_condition())
    agree(clinician, page)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("theirs", [[roles.ADMINISTRATORS], [roles.EDITORS, roles.ADMINISTRATORS]])
def test_who_is_no_clinician_needs_a_second_person(theirs):
    alone, other = desk.come_in("alone", *theirs), desk.come_in("other", roles.ADMINISTRATORS)
    alone.press(desk.address(Guide, "add"), unticked())
    guide = Guide.objects.get()
    agree(alone, guide)
    assert not is_live(guide)
    seen = opened(alone, guide).get_text()
    assert "Agree: this is not medical" not in seen
    agree(other, guide)
    assert is_live(guide)


def test_a_contributors_guide_is_medical_whatever_their_form_says():
    writer = desk.come_in("writer", roles.CONTRIBUTORS)
    writer.press(desk.address(Guide, "add"), unticked())
    assert Guide.objects.get().is_medical
    assert b'name="is_medical"' not in writer.get(desk.address(Guide, "add")).content


# Several at once


def test_an_editor_submits_several_at_once_and_each_reaches_the_clinician(editor, clinician):
    for name in ("One", "Two", "Three"):
        desk.a_condition(name=name, slug=name.lower(), live=True)
    guide = desk.a_guide()
    guide.latest_revision.publish()
    queue, press = "/admin/queues/unsigned/", "/admin/queues/unsigned/submit/"
    boxes = BeautifulSoup(editor.get(queue).content, "html.parser").find_all(
        "input", form="submit-several"
    )
    assert len(boxes) == 4
    two = [f"condition:{Condition.objects.get(slug='one').pk}", f"guide:{guide.pk}"]
    answer = editor.press(press, {"page": two}, page=queue, follow=True)
    assert "2 pages submitted." in answer.content.decode()
    # What is on its way cannot be sent again.
    boxes = BeautifulSoup(editor.get(queue).content, "html.parser").find_all(
        "input", form="submit-several"
    )
    assert not {box["value"] for box in boxes} & set(two)
    listed = BeautifulSoup(clinician.get("/admin/queues/to-sign/").content, "html.parser")
    opens = [link["href"] for link in listed.find_all("a", string="Open")]
    assert len(opens) == 2
    for address in opens:
        seen = clinician.get(address.partition("?")[0])
        assert seen.status_code == 200
        assert "Approve and sign" in seen.content.decode()
    for page in (Condition.objects.get(slug="one"), guide):
        clinician.press(desk.step(page, "approve"), desk.signature())
        page.refresh_from_db()
        assert page.is_reviewed
    assert b"Nothing is waiting here." in clinician.get("/admin/queues/to-sign/").content


def test_what_a_contributor_submits_with_others_is_still_looked_at_by_an_editor():
    page = desk.a_condition(live=True)
    writer = desk.come_in("writer", roles.CONTRIBUTORS)
    queue, press = "/admin/queues/unsigned/", "/admin/queues/unsigned/submit/"
    writer.press(press, {"page": [f"condition:{page.pk}"]}, page=queue)
    assert page.current_workflow_task.name == "Editor's check"


def test_a_draft_that_is_not_complete_is_not_submitted_and_named(editor):
    page = desk.a_condition(live=True)
    page.summary = ""
    page.save_revision(clean=False)
    queue, press = "/admin/queues/unsigned/", "/admin/queues/unsigned/submit/"
    answer = editor.press(press, {"page": [f"condition:{page.pk}"]}, page=queue, follow=True)
    assert "Not submitted: Examplitis: summary: This field" in answer.content.decode()
    assert not page.workflow_in_progress


@pytest.mark.parametrize(
    "sent", [[], ["x"], ["condition:x"], ["user:1"], ["condition:99999999999"]]
)
def test_what_names_no_page_submits_nothing(editor, sent):
    desk.a_condition(live=True)
    queue, press = "/admin/queues/unsigned/", "/admin/queues/unsigned/submit/"
    answer = editor.press(press, {"page": sent}, page=queue, follow=True)
    assert "Select at least one page" in answer.content.decode()


@pytest.mark.parametrize("role", [roles.REVIEWERS, roles.STEWARDS])
def test_who_writes_no_pages_submits_none(role):
    page = desk.a_condition(live=True)
    sent = {"page": [f"condition:{page.pk}"]}
    desk.come_in("somebody", role).send("/admin/queues/unsigned/submit/", sent)
    assert not page.workflow_in_progress


@pytest.mark.parametrize("role", [roles.EDITORS, roles.CONTRIBUTORS, roles.REVIEWERS])
def test_a_queue_offers_only_what_its_viewer_may_open(role):
    desk.a_condition(live=True)
    desk.looked_at(desk.a_condition(name="Other", slug="other"))
    browser = desk.come_in("somebody", role)
    for slug in ("emergency-box", "to-sign", "unsigned", "overdue"):
        listed = browser.get(f"/admin/queues/{slug}/")
        if listed.status_code != 200:
            continue
        links = BeautifulSoup(listed.content, "html.parser").find_all("a", string="Open")
        for link in links:
            assert browser.get(link["href"]).status_code == 200, (slug, link["href"])


def test_a_clinician_may_look_at_all_that_the_page_to_read_leads_to(clinician):
    page = desk.looked_at(desk.a_condition())
    leads = [link["href"] for link in opened(clinician, page).find_all("a", href=True)]
    ours = {address for address in leads if address.startswith("/admin/snippets/")}
    assert any("workflow_history" in address for address in ours)
    assert {address: clinician.get(address).status_code for address in ours} == dict.fromkeys(
        ours, 200
    )


@pytest.mark.parametrize(
    ("role", "has_boxes"),
    [(roles.CONTRIBUTORS, False), (roles.REVIEWERS, False), (roles.ADMINISTRATORS, True)],
)
def test_only_who_may_delete_gets_boxes_to_tick_in_a_list(role, has_boxes):
    desk.a_condition()
    listed = desk.come_in("somebody", role).get(desk.address(Condition, "list")).content
    assert (b"data-bulk-action-checkbox" in listed) == has_boxes
