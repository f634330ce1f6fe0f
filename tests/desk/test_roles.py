"""Who may do what on the desk: every role, every action, through HTTP."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core import management
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from conditions.models import Change, Condition, GlossaryTerm, Guide, Reference, SignOff, Topic
from desk import roles
from links.models import Link
from organizations.models import Contact, Report
from tests.conditions import desk
from tests.organizations import made
from trials.choices import Outcome
from trials.models import ConfirmedReport, StudyReport, SyncRun, Trial, TrialCuration

ANONYMOUS = "nobody who is known"
WITHOUT = "somebody without a role"
SUPERUSER = "the first account"
PEOPLE = (ANONYMOUS, WITHOUT, *roles.ROLES, SUPERUSER)

C, E, R = roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS
S, A = roles.STEWARDS, roles.ADMINISTRATORS
OF_PAGES = {C, E, R, A, SUPERUSER}
# {what somebody tries: (who may, the trial, which says whether it worked)}
TABLE = {}


def may(*who):
    """A row of the table."""

    def row(attempt):
        TABLE[attempt.__name__] = ({*who, SUPERUSER} if who else set(), attempt)
        return attempt

    return row


def sees(client, address, **query):
    return client.get(address, query).status_code == 200


@may(C, E, R, S, A)
def opens_the_desk(client):
    return sees(client, reverse("wagtailadmin_home"))


@may(C, E, R, A)
def sees_the_list_of_pages(client):
    return sees(client, desk.address(Condition, "list"))


@may(C, E, R, A)
def takes_the_list_as_csv(client):
    desk.a_condition()
    answer = client.get(desk.address(Condition, "list"), {"export": "csv"})
    return answer.status_code == 200 and b"Examplitis" in answer.getvalue()


@may(C, E, R, A)
def sees_the_history_of_a_page(client):
    return sees(client, desk.address(Condition, "history", desk.a_condition().pk))


@may(C, E, R, A)
def compares_two_versions(client):
    page = desk.a_condition(live=True)
    revision = page.save_revision()
    return sees(client, desk.address(page, "revisions_compare", page.pk, "live", revision.pk))


@may(C, E, R, A)
def sees_an_old_version(client):
    page = desk.a_condition()
    return sees(client, desk.address(page, "revisions_view", page.pk, page.latest_revision_id))


@may(C, E, A)
def adds_a_draft(client):
    form = desk.condition_form(desk.statement("So it is."))
    client.press_or_forge(desk.address(Condition, "add"), form)
    return Condition.objects.filter(slug="examplitis", live=False).exists()


@may(C, E, A)
def edits_a_draft(client):
    page = desk.a_condition()
    form = desk.condition_form(desk.statement("So it is."), name="Another name")
    client.press_or_forge(desk.address(page, "edit", page.pk), form)
    page.refresh_from_db()
    return page.name == "Another name"


@may(C, E, A)
def drafts_a_change_of_a_live_page(client):
    page = desk.a_condition(live=True)
    client.press_or_forge(
        desk.address(page, "edit", page.pk),
        desk.condition_form(desk.statement("Other words."), name="Another name"),
    )
    page.refresh_from_db()
    assert page.name == "Examplitis"
    return page.get_latest_revision_as_object().name == "Another name"


@may(C, E, A)
def submits_a_draft(client):
    page = desk.a_condition()
    form = desk.condition_form(desk.statement("So it is.")) | {"action-submit": "yes"}
    client.press_or_forge(desk.address(page, "edit", page.pk), form)
    return page.workflow_in_progress


@may()
def publishes_a_page_past_the_workflow(client):
    page = desk.a_condition()
    form = desk.condition_form(desk.statement("So it is.")) | {"action-publish": "yes"}
    client.press_or_forge(desk.address(page, "edit", page.pk), form)
    client.press_or_forge(desk.address(Condition, "add"), form | {"slug": "new"})
    revert = desk.address(page, "revisions_revert", page.pk, page.latest_revision_id)
    client.press_or_forge(revert, form)
    return Condition.objects.filter(live=True).exists()


@may()
def publishes_a_guide_past_the_workflow(client):
    page = desk.a_guide()
    form = desk.guide_form(desk.statement("So it is.")) | {"action-publish": "yes"}
    client.press_or_forge(desk.address(page, "edit", page.pk), form)
    client.press_or_forge(desk.address(Guide, "add"), form | {"slug": "new"})
    return Guide.objects.filter(live=True).exists()


@may(E, A)
def says_that_a_guide_is_not_medical(client):
    page = desk.a_guide()
    # A box without a tick sends nothing.
    client.press_or_forge(desk.address(page, "edit", page.pk), desk.guide_form())
    page.refresh_from_db()
    return not page.is_medical


@may(E, A)
def unpublishes_a_page(client):
    page = desk.a_condition(live=True)
    client.press_or_forge(desk.address(page, "unpublish", page.pk))
    page.refresh_from_db()
    return not page.live


@may(E, A)
def takes_a_page_off_its_schedule(client):
    page = desk.a_condition()
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() + timezone.timedelta(days=1)
    revision.save()
    client.press_or_forge(desk.address(page, "revisions_unschedule", page.pk, revision.pk))
    revision.refresh_from_db()
    return revision.approved_go_live_at is None


@may(E, A)
def lets_a_page_through_as_an_editor(client):
    page = desk.submitted(desk.a_condition())
    client.press_or_forge(desk.step(page, "approve"), {"comment": ""})
    return page.current_workflow_task.name == "Clinical review"


@may(E, A)
def sends_a_page_back_as_an_editor(client):
    page = desk.submitted(desk.a_condition())
    client.press_or_forge(desk.step(page, "reject"), {"comment": "Too long."})
    return page.current_workflow_state.status == "needs_changes"


@may(R, A)
def signs_a_page(client):
    page = desk.looked_at(desk.a_condition())
    client.press_or_forge(desk.step(page, "approve"), desk.signature())
    page.refresh_from_db()
    return page.live


@may(R, A)
def sends_a_page_back_as_a_clinician(client):
    page = desk.looked_at(desk.a_condition())
    client.press_or_forge(desk.step(page, "reject"), {"comment": "Not so."})
    return page.current_workflow_state.status == "needs_changes"


@may(R, A)
def previews_what_awaits_a_signature(client):
    page = desk.looked_at(desk.a_condition())
    task = page.current_workflow_task
    return sees(client, desk.address(page, "workflow_preview", page.pk, task.pk))


@may()
def changes_what_awaits_a_signature(client):
    page = desk.looked_at(desk.a_condition())
    before = page.latest_revision_id
    form = desk.condition_form(desk.statement("Other words."))
    client.press_or_forge(desk.address(page, "edit", page.pk), form)
    page.refresh_from_db()
    return page.latest_revision_id != before


@may(E, A)
def locks_a_page(client):
    page = desk.a_condition()
    client.press_or_forge(desk.address(page, "lock", page.pk))
    page.refresh_from_db()
    return page.locked


@may(E, A)
def unlocks_a_page_of_somebody_else(client):
    page = desk.a_condition(locked=True, locked_by=desk.writer(), locked_at=timezone.now())
    client.press_or_forge(desk.address(page, "unlock", page.pk))
    page.refresh_from_db()
    return not page.locked


@may(A)
def deletes_a_page(client):
    page = desk.a_condition()
    client.press_or_forge(desk.address(page, "delete", page.pk))
    return not Condition.objects.exists()


TERM = {
    "term": "Placebo",
    "slug": "placebo",
    "category": "trial",
    "other_names": "",
    "meaning": "It looks like the medicine.",
    "go_live_at": "",
    "expire_at": "",
}


@may(C, E, A)
def adds_a_word_as_a_draft(client):
    client.press_or_forge(desk.address(GlossaryTerm, "add"), TERM)
    return GlossaryTerm.objects.filter(live=False).exists()


@may(E, A)
def publishes_a_word(client):
    client.press_or_forge(desk.address(GlossaryTerm, "add"), TERM | {"action-publish": "yes"})
    return GlossaryTerm.objects.filter(live=True).exists()


SOURCE = {"url": "https://example.org/new", "title": "New", "publisher": "Example"}


@may(C, E, A)
def adds_a_source(client):
    client.press_or_forge(desk.address(Reference, "add"), SOURCE)
    return Reference.objects.filter(title="New").exists()


@may(E, A)
def edits_a_source(client):
    client.press_or_forge(desk.address(Reference, "edit", desk.source().pk), SOURCE)
    return Reference.objects.filter(title="New").exists()


@may(E, A)
def adds_a_related_topic(client):
    topic = SOURCE | {"kind": "topic", "position": "1", "note": ""}
    client.press_or_forge(desk.address(Topic, "add"), topic)
    return Topic.objects.exists()


CHANGE = {
    "kind": "correction",
    "condition": "",
    "guide": "",
    "changed_on": "2026-11-21",
    "text": "It said one thing, and now says another.",
}


@may(E, A)
def writes_into_the_public_log_of_corrections(client):
    client.press_or_forge(desk.address(Change, "add"), CHANGE)
    return Change.objects.exists()


@may(A)
def deletes_from_the_public_log_of_corrections(client):
    change = Change.objects.create(kind="correction", text="It was wrong.")
    client.press_or_forge(desk.address(change, "delete", change.pk))
    return not Change.objects.exists()


@may(R, A)
def signs_the_emergency_box(client):
    box = SignOff.objects.get(key="emergency")
    form = desk.signature(shown=box.digest)
    client.press_or_forge(desk.address(box, "edit", box.pk), form)
    box.refresh_from_db()
    return box.is_reviewed


@may()
def adds_a_text_of_the_portal(client):
    client.press_or_forge(desk.address(SignOff, "add"), desk.signature(shown=""))
    return SignOff.objects.count() > 1


@may()
def deletes_a_text_of_the_portal(client):
    client.press_or_forge(desk.address(SignOff, "delete", "emergency"))
    return not SignOff.objects.exists()


def a_trial():
    return Trial.objects.create(nct_id="NCT00000001", brief_title="A study")


DECISION = {
    "relevance": "mention",
    "caution": "",
    "note": "",
    "duplicate_of": "",
    "hidden_reason": "",
} | desk.nested_form_data({"subtypes": desk.inline_formset([])})


@may(S, A)
def sees_the_trials_on_the_desk(client):
    return sees(client, reverse("desk-trials:index"))


@may(S, A)
def decides_on_a_trial(client):
    address = desk.address(TrialCuration, "add")
    client.press_or_forge(f"{address}?trial={a_trial().pk}", DECISION)
    return TrialCuration.objects.exists()


@may(S, A)
def edits_a_decision_on_a_trial(client):
    decision = TrialCuration.objects.create(trial=a_trial(), note="A note.")
    client.press_or_forge(desk.address(decision, "edit", decision.pk), DECISION)
    decision.refresh_from_db()
    return decision.relevance == "mention"


@may(S, A)
def takes_a_decision_on_a_trial_back(client):
    decision = TrialCuration.objects.create(trial=a_trial(), note="A note.")
    client.press_or_forge(desk.address(decision, "delete", decision.pk))
    return not TrialCuration.objects.exists()


@may(S, A)
def releases_a_held_sync(client):
    run = SyncRun.objects.create(outcome=Outcome.HELD)
    run.staged.create(scope="myositis", key="NCT00000001", record={}, content_hash="0")
    client.press_or_forge(reverse("desk-release", args=[run.pk]))
    run.refresh_from_db()
    return run.released_at is not None


def a_report():
    made.family()
    made.organization("one", [made.phone("800-821-7356")])
    return Report.objects.take(Contact.objects.get(), "dead", "a sender")


@may(C, E, R, A)
def sees_what_readers_report(client):
    return sees(client, reverse("desk-reports:index"))


@may(E, A)
def handles_a_report(client):
    client.press_or_forge(reverse("desk-handle-report", args=[a_report().pk]))
    return not Report.objects.open().exists()


@may(E, A)
def opens_a_report_again(client):
    report = a_report()
    Report.objects.all().handle("Editors")
    client.press_or_forge(reverse("desk-open-report", args=[report.pk]))
    return Report.objects.open().exists()


def a_report_on_a_study():
    trial = Trial.objects.create(nct_id="NCT00000001", overall_status="RECRUITING")
    return StudyReport.objects.take(trial, "closed", "a sender")


@may(S, A)
def sees_what_readers_report_of_studies(client):
    return sees(client, reverse("desk-study-reports:index"))


@may(S, A)
def tells_readers_what_others_reported_of_a_study(client):
    client.press_or_forge(reverse("desk-confirm-study-report", args=[a_report_on_a_study().pk]))
    return ConfirmedReport.objects.exists()


@may(S, A)
def handles_a_report_on_a_study(client):
    client.press_or_forge(reverse("desk-handle-study-report", args=[a_report_on_a_study().pk]))
    return not StudyReport.objects.open().exists()


@may(S, A)
def opens_a_report_on_a_study_again(client):
    report = a_report_on_a_study()
    report.handle("Data steward")
    client.press_or_forge(reverse("desk-open-study-report", args=[report.pk]))
    return StudyReport.objects.open().exists()


@may(E, A)
def asks_for_a_look_at_a_link(client):
    link = Link.objects.create(url="https://one.example/", due_at="2099-01-01T00:00:00Z")
    client.press_or_forge(reverse("desk-look-again", args=[link.pk]))
    return Link.objects.due().exists()


@may(A)
def sees_the_users(client):
    return sees(client, reverse("wagtailusers_users:index"))


@may(A)
def sees_the_groups(client):
    return sees(client, reverse("wagtailusers_groups:index"))


@may(A)
def sees_the_workflows(client):
    return sees(client, reverse("wagtailadmin_workflows:index"))


def cells():
    """All of the table. In `make test` each row has one who may and one who may not."""
    for number, (name, (allowed, _attempt)) in enumerate(TABLE.items()):
        sides = [[who for who in PEOPLE if (who in allowed) is side] for side in (True, False)]
        # In turns, so that everybody comes.
        short = {side[number % len(side)] for side in sides if side}
        for who in PEOPLE:
            marks = () if who in short else pytest.mark.exhaustive
            yield pytest.param(name, who, marks=marks, id=f"{who}-{name}")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "who"), [*cells()])
def test_every_role_may_do_what_the_table_says_and_nothing_else(client, name, who):
    allowed, attempt = TABLE[name]
    if who == SUPERUSER:
        client.force_login(User.objects.create_superuser("first"))
    elif who != ANONYMOUS:
        client.force_login(desk.person(f"a {who}", who))
    assert attempt(client) == (who in allowed)


@pytest.mark.django_db
def test_every_permission_of_the_table_exists():
    there = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }
    assert [name for role in roles.ROLES for name in roles.permissions_of(role) - there] == []


@pytest.mark.django_db
def test_what_somebody_did_to_a_role_is_mended_by_the_next_migrate_and_other_groups_are_left(
    django_user_model,
):
    editor = desk.person("editor", E)
    editor.groups.get().permissions.clear()
    own = desk.Group.objects.create(name="Own")
    own.permissions.add(Permission.objects.get(codename="delete_condition"))
    roles.make_roles()
    editor = django_user_model.objects.get(pk=editor.pk)
    assert editor.has_perm("conditions.publish_glossaryterm")
    assert not editor.has_perm("conditions.delete_condition")
    assert own.permissions.count() == 1


@pytest.mark.django_db
def test_what_wagtails_migrations_gave_to_groups_of_these_names_is_taken_away():
    """They make a group "Editors" that may upload images and documents, and edit the page tree."""
    uploads = Permission.objects.get(codename="add_image")
    edits = Permission.objects.get(codename="change_page")
    group, other = desk.Group.objects.get(name=E), desk.Group.objects.create(name="Own")
    for one in (group, other):
        GroupCollectionPermission.objects.create(
            group=one, permission=uploads, collection=Collection.get_first_root_node()
        )
        GroupPagePermission.objects.create(
            group=one, permission=edits, page=Page.get_first_root_node()
        )
    roles.make_roles()
    for permissions in (GroupCollectionPermission, GroupPagePermission):
        assert list(permissions.objects.values_list("group", flat=True)) == [other.pk]


@pytest.mark.django_db
def test_no_role_has_a_permission_outside_the_table():
    assert not GroupCollectionPermission.objects.filter(group__name__in=roles.ROLES).exists()
    assert not GroupPagePermission.objects.filter(group__name__in=roles.ROLES).exists()


@pytest.mark.django_db
def test_the_workflow_is_made_once():
    workflow = Workflow.objects.get(name=roles.WORKFLOW)
    workflow.tasks.first().deactivate()
    roles.make_roles()
    assert [task.name for task in workflow.tasks] == ["Editor's check", "Clinical review"]
    assert not workflow.tasks.first().active
    assert Workflow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_its_roles_again():
    management.call_command("flush", interactive=False, verbosity=0)
    assert desk.Group.objects.filter(name__in=roles.ROLES).count() == len(roles.ROLES)
    assert Condition.get_default_workflow().name == roles.WORKFLOW
    assert SignOff.objects.filter(key="emergency").exists()
