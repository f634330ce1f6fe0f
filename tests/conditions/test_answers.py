"""What becomes of a page at each step, said truly, and answered once."""

import json
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import ModelLogEntry, TaskState

from conditions.models import Condition, Guide
from conditions.models.workflow import SIGNED, AnsweredBefore, submit
from desk import roles
from tests.client import text_of

from . import desk

pytestmark = pytest.mark.django_db

DEAD = "See [this](/guides/nothing-here/) and [that](/conditions/)."


@pytest.fixture
def writer():
    return desk.come_in("writer", roles.CONTRIBUTORS)


@pytest.fixture
def editor():
    return desk.come_in("editor", roles.EDITORS)


@pytest.fixture
def clinician():
    return desk.come_in("clinician", roles.REVIEWERS)


def press(browser, page, button, text="Something is so.", **more):
    form = desk.condition_form(desk.statement(text)) | {f"action-{button}": "true"} | more
    return browser.press(desk.address(page, "edit", page.pk), form, follow=True)


def approve(browser, page, **more):
    return press(browser, page, "workflow-action", **{"workflow-action-name": "approve"} | more)


def signing(page):
    """What the page to read sends, as the clinician has it open."""
    return {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps(desk.signature()),
        "loaded_revision_id": str(page.latest_revision_id),
        "loaded_revision_created_at": page.latest_revision.created_at.isoformat(),
    }


def logged(action):
    return ModelLogEntry.objects.filter(action=action)


# Once


def test_a_second_press_signs_nothing_and_says_so(clinician):
    page = desk.looked_at(desk.a_condition())
    page.refresh_from_db()
    edit = desk.address(page, "edit", page.pk)
    clinician.send(edit, signing(page))
    second = clinician.send(edit, signing(page), follow=True)
    told = text_of(second)
    assert "“Clinical review” was answered before: Approved, by clinician on" in told
    assert "Nothing was done now." in told
    assert "you do not have permission" not in told
    assert logged(SIGNED).count() == 1
    assert logged("wagtail.workflow.approve").filter(user__username="clinician").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_the_same_moment_sign_once():
    page = desk.looked_at(desk.a_condition())
    state = page.current_workflow_task_state
    clinician = desk.person("clinician", roles.REVIEWERS)
    states = [TaskState.objects.get(pk=state.pk).specific for _ in range(2)]
    ready, said = threading.Barrier(2), []

    def answer(task_state):
        task = task_state.task.specific
        ready.wait(timeout=60)
        try:
            task.on_action(task_state, clinician, "approve", **desk.signature())
            said.append("done")
        except AnsweredBefore as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[one]) for one in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said)[0] == "done"
    assert "was answered before: Approved, by clinician" in sorted(said)[1]
    assert logged(SIGNED).count() == 1


def test_what_was_submitted_after_a_clinician_opened_the_page_is_not_signed(clinician):
    page = desk.looked_at(desk.a_condition())
    page.refresh_from_db()
    opened = signing(page)
    page.current_workflow_state.cancel(user=desk.writer())
    page.save_revision(user=desk.person("an editor", roles.EDITORS))
    desk.submitted(page, by=desk.person("an editor", roles.EDITORS))
    answer = clinician.send(desk.address(page, "edit", page.pk), opened, follow=True)
    assert "There is a newer version. Please read that one first." in text_of(answer)
    assert not logged(SIGNED).exists()


# Who withdraws


@pytest.mark.parametrize("role", [roles.REVIEWERS, roles.EDITORS])
def test_only_who_submitted_a_page_withdraws_it(writer, role):
    page = desk.looked_at(desk.a_condition())
    edit = desk.address(page, "edit", page.pk)
    other = desk.come_in("another", role)
    assert "action-cancel-workflow" not in other.get(edit).content.decode()
    answer = other.send(edit, {"action-cancel-workflow": "true"}, follow=True)
    assert "Only the person who submitted this page can withdraw it." in text_of(answer)
    assert page.workflow_in_progress
    assert "action-cancel-workflow" in writer.get(edit).content.decode()
    told = text_of(writer.send(edit, {"action-cancel-workflow": "true"}, follow=True))
    assert "has been cancelled" in told
    assert not page.workflow_in_progress


# What is said of it


def test_an_editor_is_told_where_a_page_went_and_the_history_says_it_once(editor):
    page = desk.submitted(desk.a_condition())
    told = text_of(approve(editor, page, text="Something else is so."))
    assert "“Examplitis” is saved, and waits now at the step “Clinical review.”" in told
    states = TaskState.objects.for_instance(page).order_by("pk")
    assert [(state.task.name, state.status) for state in states] == [
        ("Editor's check", "approved"),
        ("Clinical review", "in_progress"),
    ]
    (approved,) = logged("wagtail.workflow.approve")
    assert approved.data["workflow"]["next"]["title"] == "Clinical review"
    page.refresh_from_db()
    assert page.current_workflow_task_state.revision == page.latest_revision


def test_what_an_editor_submits_counts_as_checked_by_that_editor(editor):
    page = desk.a_condition()
    told = text_of(press(editor, page, "submit"))
    assert "waits now at the step “Clinical review.”" in told
    first = TaskState.objects.for_instance(page).earliest("pk")
    assert (first.status, first.finished_by.username) == ("approved", "editor")


def test_a_writer_is_told_which_step_comes_next(writer):
    told = text_of(press(writer, desk.a_condition(), "submit"))
    assert "waits now at the step “Editor's check.”" in told


# Links that lead nowhere


@pytest.mark.parametrize("button", ["submit", "workflow-action"])
def test_a_page_with_a_link_to_no_page_goes_no_further(editor, button):
    page = desk.a_condition()
    if button == "workflow-action":
        desk.submitted(page)
    state = page.current_workflow_task_state
    answer = press(editor, page, button, text=DEAD, **{"workflow-action-name": "approve"})
    shown = answer.content.decode()
    assert "This link leads to no page of ours: /guides/nothing-here/" in shown
    assert DEAD in shown
    assert page.current_workflow_task_state == state


def test_a_draft_with_such_a_link_is_kept_and_can_be_sent_back(editor):
    page = desk.submitted(desk.a_condition())
    press(editor, page, "workflow-action", text=DEAD, **{"workflow-action-name": "reject"})
    assert page.current_workflow_state.status == "needs_changes"
    page.refresh_from_db()
    assert DEAD in str(page.get_latest_revision_as_object().body.raw_data[1])


def test_several_pages_submitted_at_once_are_looked_at_too(editor):
    desk.a_condition(DEAD)
    page = Condition.objects.get()
    with pytest.raises(ValidationError, match="/guides/nothing-here/"):
        submit(page, desk.writer())


def test_links_to_drafts_sections_and_lists_lead_somewhere(editor):
    guide = desk.a_guide()
    text = f"[a]({guide.get_absolute_url()}#part-1) [b](/trials/?condition=x) [c](/glossary/#ck)"
    page = desk.a_condition()
    press(editor, page, "submit", text=text)
    assert page.workflow_in_progress
    assert Guide.objects.count() == 1
