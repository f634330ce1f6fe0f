"""The way of a page from a draft to its readers, through HTTP, and what the desk keeps of it."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from conditions import tasks
from conditions.models import Change, Condition, GlossaryTerm, Guide, Reference, SignOff, Topic
from conditions.models.workflow import SIGNED
from desk import roles
from myositis_portal.settings import CELERY_BEAT_SCHEDULE

from . import desk

pytestmark = pytest.mark.django_db

EXAMPLITIS = "/conditions/examplitis/"


@pytest.fixture
def writer(db):
    return desk.come_in("writer", roles.CONTRIBUTORS)


@pytest.fixture
def editor(db):
    return desk.come_in("editor", roles.EDITORS)


@pytest.fixture
def clinician(db):
    return desk.come_in("clinician", roles.REVIEWERS)


def only_page():
    return Condition.objects.get()


def read(client, address=EXAMPLITIS):
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def save(browser, page, text, action=None, **more):
    form = desk.condition_form(desk.statement(text), **more)
    form |= {f"action-{action}": "yes"} if action else {}
    return browser.press(desk.address(page, "edit", page.pk), form)


def add(browser, text, action="submit", **more):
    form = desk.condition_form(desk.statement(text), **more) | {f"action-{action}": "yes"}
    answer = browser.press(desk.address(Condition, "add"), form)
    assert answer.status_code == 302
    return only_page()


def sign(clinician, page, **more):
    clinician.press(desk.step(page, "approve"), desk.signature(**more))
    page.refresh_from_db()


def logged(thing):
    return [entry.action for entry in ModelLogEntry.objects.for_instance(thing)]


def test_what_an_editor_writes_and_a_clinician_signs_is_read_by_everybody(
    client, editor, clinician
):
    page = add(editor, "Muscles get weak.")
    assert read(client)[0] == 404
    # An editor wrote it: no other editor has to look.
    assert page.current_workflow_task.name == "Clinical review"
    sign(clinician, page)
    status, html = read(client)
    assert status == 200
    assert "Muscles get weak." in html
    assert page.live_revision.content["signed_text"] == page.signed_text == page.digest
    assert (page.reviewed_by, page.reviewed_on) == (desk.SIGNER, timezone.localdate())
    assert page.review_due == timezone.localdate() + dt.timedelta(days=365)
    assert page.is_reviewed


def test_what_a_contributor_writes_is_looked_at_by_an_editor_first(
    client, writer, editor, clinician
):
    page = add(writer, "Muscles get weak.")
    assert page.current_workflow_task.name == "Editor's check"
    editor.press(desk.step(page, "approve"), {"comment": ""})
    assert read(client)[0] == 404
    sign(clinician, page)
    assert read(client)[0] == 200


def test_an_editor_can_mend_a_text_while_looking_at_it(client, writer, editor, clinician):
    page = add(writer, "Muscels get weak.")
    save(editor, page, "Muscles get weak.")
    save(editor, page, "Muscles get weak.", **{"action-workflow-action": "yes"})
    editor.press(desk.step(page, "approve"), {"comment": ""})
    assert page.current_workflow_task.name == "Clinical review"
    sign(clinician, page)
    assert "Muscles get weak." in read(client)[1]


def test_the_writer_cannot_change_what_others_are_reading_but_can_take_it_back(writer):
    page = add(writer, "Muscles get weak.")
    version = page.latest_revision_id
    save(writer, page, "Something else.")
    page.refresh_from_db()
    assert page.latest_revision_id == version
    save(writer, page, "Something else.", action="cancel-workflow")
    assert page.current_workflow_state is None
    save(writer, page, "Something else.")
    page.refresh_from_db()
    assert page.latest_revision_id != version


def test_an_edit_of_a_live_page_stays_a_draft_until_it_is_approved(client, editor, clinician):
    page = add(editor, "The first text.")
    sign(clinician, page)
    save(editor, page, "The second text.")
    assert "The first text." in read(client)[1]
    save(editor, page, "The second text.", action="submit")
    assert "The first text." in read(client)[1]
    sign(clinician, page, reviewed_by="Dr. Other, neurologist")
    assert "The second text." in read(client)[1]
    assert (page.reviewed_by, page.is_reviewed) == ("Dr. Other, neurologist", True)


def test_a_signature_does_not_cover_the_draft_that_follows_it(editor, clinician):
    page = add(editor, "The first text.")
    sign(clinician, page)
    save(editor, page, "The second text.")
    page.refresh_from_db()
    assert page.is_reviewed
    draft = page.get_latest_revision_as_object()
    assert (draft.is_reviewed, draft.is_changed_since_review) == (False, True)


def test_who_sends_a_page_back_has_to_say_why(editor, clinician):
    page = add(editor, "Muscles get weak.")
    clinician.press(desk.step(page, "reject"), {"comment": ""})
    assert page.current_workflow_task.name == "Clinical review"
    clinician.press(desk.step(page, "reject"), {"comment": "Say which muscles."})
    state = page.current_workflow_state
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == "Say which muscles."
    opened = editor.get(desk.address(page, "edit", page.pk)).content.decode()
    assert "Sent back at “Clinical review” by clinician: Say which muscles." in opened


def test_a_changed_text_takes_every_step_again_before_it_goes_out(
    client, writer, editor, clinician
):
    page = add(writer, "Muscles get weak.")
    editor.press(desk.step(page, "approve"), {"comment": ""})
    clinician.press(desk.step(page, "reject"), {"comment": "Say which muscles."})
    save(writer, page, "Muscles of the hips get weak.", action="submit")
    assert page.current_workflow_task.name == "Clinical review"
    sign(clinician, page)
    # The editor let another version through: this one has to be looked at as well.
    assert read(client)[0] == 404
    assert page.current_workflow_task.name == "Editor's check"
    editor.press(desk.step(page, "approve"), {"comment": ""})
    assert "Muscles of the hips get weak." in read(client)[1]
    page.refresh_from_db()
    assert page.is_reviewed


def test_an_editor_who_changes_what_was_signed_needs_a_new_signature(
    client, writer, editor, clinician
):
    page = add(writer, "Muscles get weak.")
    editor.press(desk.step(page, "approve"), {"comment": ""})
    clinician.press(desk.step(page, "reject"), {"comment": "Say which muscles."})
    save(writer, page, "Muscles of the hips get weak.", action="submit")
    sign(clinician, page)
    save(editor, page, "Muscles of the hips never get weak.")
    editor.press(desk.step(page, "approve"), {"comment": ""})
    assert page.current_workflow_task.name == "Clinical review"
    assert read(client)[0] == 404


def test_a_form_that_was_open_before_approves_nothing_newer(client, editor, clinician):
    page = add(editor, "The first text.")
    opened = desk.step(page, "approve")
    save(editor, page, "The first text.", action="cancel-workflow")
    save(editor, page, "Another text.", action="submit")
    clinician.send(opened, desk.signature())
    page.refresh_from_db()
    assert (page.live, page.reviewed_by) == (False, "")
    assert read(client)[0] == 404


@pytest.mark.parametrize(
    "wrong",
    [{"reviewed_by": ""}, {"review_due": "2020-01-01"}, {"review_due": ""}, {"review_due": "soon"}],
)
def test_nothing_is_signed_without_a_name_and_a_next_date(editor, clinician, wrong):
    page = add(editor, "Muscles get weak.")
    sign(clinician, page, **wrong)
    assert not page.live
    assert page.current_workflow_task.name == "Clinical review"


def from_the_page(action, answers):
    """What the page to read sends for a step: the answer alone."""
    return {
        "action-workflow-action": "true",
        "workflow-action-name": action,
        "workflow-action-extra-data": answers,
    }


def test_a_clinician_can_sign_on_the_page_itself(client, editor, clinician):
    page = add(editor, "Muscles get weak.")
    edit = desk.address(page, "edit", page.pk)
    assert b"Approve and sign" in clinician.get(edit).content
    window = desk.address(
        page,
        "collect_workflow_action_data",
        page.pk,
        "approve",
        page.current_workflow_task_state.pk,
    )
    assert b"Who signs, and as what" in clinician.get(window).content
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    refused = clinician.press(window, desk.signature(reviewed_by=""), headers=ajax).json()
    assert refused["step"] == "action"
    asked = clinician.press(window, desk.signature(), headers=ajax).content.decode()
    start = asked.index('{"reviewed_by"')
    answers = asked[start : asked.index("}", start) + 1]
    clinician.press(edit, from_the_page("approve", answers))
    page.refresh_from_db()
    assert (page.name, page.is_reviewed, page.reviewed_by) == ("Examplitis", True, desk.SIGNER)
    assert read(client)[0] == 200


def test_a_signature_that_no_window_checked_is_checked_all_the_same(editor, clinician):
    page = add(editor, "Muscles get weak.")
    edit = desk.address(page, "edit", page.pk)
    answer = clinician.press(edit, from_the_page("approve", "{}"))
    page.refresh_from_db()
    assert (answer.status_code, page.live) == (400, False)


def test_a_medical_guide_waits_for_a_clinician(client, editor, clinician):
    form = desk.guide_form(desk.statement("Rest."), is_medical="on") | {"action-submit": "yes"}
    editor.press(desk.address(Guide, "add"), form)
    assert read(client, "/guides/a-guide/")[0] == 404
    sign(clinician, Guide.objects.get())
    assert "Rest." in read(client, "/guides/a-guide/")[1]


def test_an_older_version_comes_back_as_a_draft_and_goes_the_same_way(client, editor, clinician):
    page = add(editor, "The first text.")
    sign(clinician, page)
    first = page.live_revision_id
    save(editor, page, "The second text.", action="submit")
    sign(clinician, page)
    old = desk.address(page, "revisions_revert", page.pk, first)
    assert b"The first text." in editor.get(old).content
    editor.press(old, desk.condition_form(desk.statement("The first text.")))
    assert "The second text." in read(client)[1]
    save(editor, page, "The first text.", action="submit")
    sign(clinician, page)
    assert "The first text." in read(client)[1]
    assert "wagtail.revert" in logged(page)


def test_versions_can_be_compared(editor, clinician):
    page = add(editor, "Muscles of the hips get weak.")
    sign(clinician, page)
    save(editor, page, "Muscles of the arms get weak.")
    address = desk.address(page, "revisions_compare", page.pk, "live", "latest")
    html = editor.get(address).content.decode()
    assert 'class="deletion">hips' in html
    assert 'class="addition">arms' in html


def test_a_draft_is_seen_as_readers_would_see_it(client, writer):
    page = add(writer, "Muscles get weak.", action="create")
    preview = desk.address(page, "preview_on_edit", page.pk)
    answer = writer.send(preview, desk.condition_form(desk.statement("Not saved yet.")))
    assert answer.json() == {"is_valid": True, "is_available": True}
    assert "Not saved yet." in writer.get(preview).content.decode()
    assert read(client)[0] == 404


def test_a_clinician_sees_the_page_that_they_are_asked_to_sign(editor, clinician):
    page = add(editor, "Muscles get weak.")
    preview = desk.address(page, "preview_on_edit", page.pk)
    clinician.send(preview, desk.condition_form(desk.statement("Muscles get weak.")))
    assert "Muscles get weak." in clinician.get(preview).content.decode()
    listed = clinician.get("/admin/").content.decode()
    assert "Awaiting your review" in listed
    assert "Examplitis" in listed


def test_what_is_scheduled_goes_out_on_its_day_by_the_task(client, editor, clinician):
    tomorrow = timezone.now() + dt.timedelta(days=1)
    page = add(editor, "Muscles get weak.", go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"))
    sign(clinician, page)
    tasks.publish_scheduled()
    assert read(client)[0] == 404
    # Time passes.
    page.revisions.update(approved_go_live_at=timezone.now() - dt.timedelta(minutes=1))
    revision = page.revisions.latest("pk")
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    tasks.publish_scheduled()
    assert "Muscles get weak." in read(client)[1]
    assert "wagtail.publish.scheduled" in logged(page)
    assert only_page().is_reviewed


def test_what_is_to_end_goes_away_by_the_task(client, editor, clinician):
    page = add(editor, "Muscles get weak.")
    sign(clinician, page)
    Condition.objects.update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    tasks.publish_scheduled()
    assert read(client)[0] == 404


def test_the_task_is_asked_for_every_five_minutes():
    plans = [plan for plan in CELERY_BEAT_SCHEDULE.values() if "publish_scheduled" in plan["task"]]
    assert [(plan["task"], plan["schedule"]) for plan in plans] == [
        (tasks.publish_scheduled.name, 300)
    ]


def test_the_log_names_every_step(editor, clinician):
    page = add(editor, "Muscles get weak.")
    sign(clinician, page)
    assert set(logged(page)) == {
        "wagtail.create",
        "wagtail.workflow.start",
        "wagtail.workflow.approve",
        SIGNED,
        "wagtail.publish",
    }
    signed = ModelLogEntry.objects.get(action=SIGNED)
    assert signed.user.username == "clinician"
    assert signed.data["reviewed_by"] == desk.SIGNER
    assert signed.data["signed_text"] == page.signed_text
    history = editor.get(desk.address(page, "history", page.pk)).content.decode()
    assert f"Signed by {desk.SIGNER}" in history


def test_saving_by_itself_never_writes_into_a_version_that_was_approved(editor, clinician):
    page = add(editor, "The first text.")
    sign(clinician, page)
    signed = page.live_revision
    answer = editor.send(
        desk.address(page, "edit", page.pk),
        desk.condition_form(desk.statement("Typed on."))
        | {"overwrite_revision_id": str(signed.pk)},
        headers={"Accept": "application/json"},
    )
    assert answer.json()["success"]
    content = signed.content
    signed.refresh_from_db()
    assert signed.content == content
    page.refresh_from_db()
    assert page.latest_revision_id == answer.json()["revision_id"] != signed.pk


def test_a_statement_that_is_said_to_be_read_needs_its_source(writer):
    form = desk.condition_form(desk.statement("So it is.", checked=True))
    answer = writer.press(desk.address(Condition, "add"), form)
    assert b"Choose the source" in answer.content
    source = desk.source()
    form = desk.condition_form(desk.statement("So it is.", [source], checked=True))
    writer.press(desk.address(Condition, "add"), form)
    (statement,) = only_page().statements
    assert (statement.is_checked, statement.sources) == (True, [source])


def test_names_and_codes_are_kept_with_the_page(editor, clinician):
    page = add(
        editor,
        "Muscles get weak.",
        **desk.nested_form_data(
            {
                "names": desk.inline_formset(
                    [{"name": "Ex. disease", "kind": "lay", "guard": "always"}]
                ),
                "codes": desk.inline_formset(
                    [{"system": "mesh", "value": "D000000", "label": "", "checked": "on"}]
                ),
            }
        ),
    )
    sign(clinician, page)
    assert [name.name for name in page.names.all()] == ["Ex. disease"]
    assert [str(code) for code in page.codes.all()] == ["MeSH D000000"]


def rows(browser, model, **query):
    answer = browser.get(desk.address(model, "list"), {"export": "csv", **query})
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_the_list_finds_by_words_and_by_what_is_due(editor):
    today = timezone.localdate()
    for name, due in (("Late", today), ("Soon", today + dt.timedelta(days=9)), ("Never", None)):
        signed = {"reviewed_by": "Dr. X", "reviewed_on": today} if due else {}
        desk.a_condition(name=name, slug=name.lower(), live=True, review_due=due, **signed)
    found = {
        review: [row["Name"] for row in rows(editor, Condition, review=review)]
        for review in ("overdue", "due_soon", "never_reviewed")
    }
    assert found == {"overdue": ["Late"], "due_soon": ["Soon"], "never_reviewed": ["Never"]}
    assert [row["Name"] for row in rows(editor, Condition, q="lat")] == ["Late"]
    assert len(rows(editor, Condition, live="true")) == 3
    listed = editor.get(desk.address(Condition, "list")).content.decode()
    assert "Never reviewed" in listed


@pytest.mark.parametrize(
    "model", [Condition, Guide, GlossaryTerm, Reference, Topic, Change, SignOff]
)
def test_every_list_opens_searches_and_can_be_taken_as_csv(editor, model):
    make = {
        Condition: desk.a_condition,
        Guide: desk.a_guide,
        Reference: desk.source,
        GlossaryTerm: lambda: GlossaryTerm.objects.create(term="A", slug="a", meaning="It."),
        Topic: lambda: Topic.objects.create(title="A", url="https://example.org/", kind="topic"),
        Change: lambda: Change.objects.create(kind="update", text="New."),
        SignOff: lambda: SignOff.objects.get(key="emergency"),
    }[model]
    thing = make()
    assert editor.get(desk.address(model, "list")).status_code == 200
    assert len(rows(editor, model)) == 1
    assert editor.get(desk.address(model, "list"), {"q": "zzz"}).status_code == 200
    assert editor.get(desk.address(model, "inspect", thing.pk)).status_code == 200
    assert editor.get(desk.address(model, "history", thing.pk)).status_code == 200


def test_a_change_in_the_public_log_is_in_the_desks_log(editor):
    form = {
        "kind": "correction",
        "condition": "",
        "guide": "",
        "changed_on": "2026-11-21",
        "text": "It said one thing.",
    }
    editor.press(desk.address(Change, "add"), form)
    change = Change.objects.get()
    form |= {"text": "It said one thing, and now says another."}
    editor.press(desk.address(change, "edit", change.pk), form)
    assert sorted(logged(change)) == ["wagtail.create", "wagtail.edit"]


class TestSignOff:
    @pytest.fixture
    def box(self, db):
        return SignOff.objects.get(key="emergency")

    def sign(self, browser, box, **more):
        form = desk.signature(shown=box.digest) | more
        answer = browser.press(desk.address(box, "edit", box.pk), form)
        box.refresh_from_db()
        return answer

    def test_the_text_is_what_the_box_says(self, client, clinician, box):
        assert box.text_to_sign.startswith("Call your local emergency number now, day or night,")
        assert "clinician" not in box.text_to_sign
        assert "911" not in box.text_to_sign
        assert "\nYou faint or become confused.\n" in box.text_to_sign
        html = clinician.get(desk.address(box, "edit", box.pk)).content.decode()
        assert "You are choking, or cannot swallow" in html
        assert "You have chest pain" in read(client, "/urgent/")[1]

    def test_the_box_says_who_checked_it(self, client, clinician, box):
        # The page has a second text, on self-harm, which waits for a signature of its own.
        waiting = read(client, "/urgent/")[1].count("A clinician has not checked")
        self.sign(clinician, box)
        html = read(client, "/urgent/")[1]
        assert f"Checked by {desk.SIGNER}" in html
        assert html.count("A clinician has not checked") == waiting - 1

    def test_a_check_that_is_overdue_says_so(self, client, clinician, box):
        self.sign(clinician, box)
        SignOff.objects.update(review_due=timezone.localdate())
        assert "The next check is overdue." in read(client, "/urgent/")[1]

    def test_other_words_need_another_signature(self, client, box):
        box.sign(desk.SIGNER, timezone.localdate() + dt.timedelta(days=9))
        box.signed_text = "the digest of other words"
        box.save()
        assert "A clinician has not checked" in read(client, "/urgent/")[1]

    def test_nobody_signs_a_text_that_they_did_not_see(self, clinician, box):
        answer = self.sign(clinician, box, shown="the digest of other words")
        assert b"changed since you opened it" in answer.content
        assert not box.is_reviewed

    @pytest.mark.parametrize("wrong", [{"reviewed_by": ""}, {"review_due": "2020-01-01"}])
    def test_a_name_and_a_next_date_are_needed(self, clinician, box, wrong):
        self.sign(clinician, box, **wrong)
        assert not box.is_reviewed

    def test_a_signature_is_in_the_log(self, clinician, box):
        self.sign(clinician, box)
        assert SIGNED in logged(box)
        assert ModelLogEntry.objects.get(action=SIGNED).data["signed_text"] == box.digest

    def test_a_page_without_the_box_does_not_ask_for_it(self, client):
        with CaptureQueriesContext(connection) as asked:
            client.get("/privacy/")
        assert "signoff" not in str(asked.captured_queries)

    def test_the_box_stands_on_a_page_that_has_no_request_and_no_database(self):
        # Without the mark `django_db` any query fails.
        html = render_to_string("includes/emergency.html")
        assert "You have chest pain" in html
        assert "A clinician has not checked" not in html
