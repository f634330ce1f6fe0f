"""The two steps before a page goes out: an editor's check and a clinician's signature."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState, WorkflowState
from wagtail.utils.timestamps import render_timestamp

from conditions.blocks import leads_nowhere
from desk.dates import is_soon_enough, is_to_come
from desk.roles import REVIEWERS

from .pages import KnowledgePage
from .review import Reviewed

REVIEW_LASTS = dt.timedelta(days=365)
# The clinician's other answer: no signature is needed.
AGREE = "agree-not-medical"
# What the log says of a signature.
SIGNED = "conditions.sign"


def next_review() -> dt.date:
    return timezone.localdate() + REVIEW_LASTS


class SignatureForm(forms.Form):
    reviewed_by = forms.CharField(
        label=_("Who signs, and as what (shown to readers)"),
        max_length=200,
        help_text=_("A real person's name and role. Never sign for someone who has not agreed."),
    )
    review_due = forms.DateField(
        label=_("Next review due"),
        initial=next_review,
        validators=[is_to_come, is_soon_enough],
        # Not the desk's own picker, because the window that asks runs no script.
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2})
    )


class SendBackForm(forms.Form):
    comment = forms.CharField(
        label=_("What needs to change, and why"), widget=forms.Textarea({"rows": 3})
    )


class AnsweredBefore(PermissionDenied):
    """Somebody has answered this step, perhaps with the first press of the same button."""

    def __init__(self, answered: TaskState) -> None:
        told = _("“%(step)s” was answered before: %(answer)s, by %(who)s on %(when)s.")
        found = {
            "step": answered.task.name,
            "answer": answered.get_status_display(),
            "who": answered.finished_by or _("someone"),
            "when": render_timestamp(answered.finished_at),
        }
        super().__init__(f"{told % found} {_('Nothing was done now.')}")


class Step(AbstractGroupApprovalTask):
    """A step that some pages need not take."""

    class Meta:
        abstract = True

    def is_needless(self, revision: Revision, page: KnowledgePage) -> bool:
        raise NotImplementedError

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        # It may have been loaded before the version that should be read now was saved.
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        revision = workflow_state.content_object.get_latest_revision()
        if not self.is_needless(revision, revision.as_object()):
            return super().start(workflow_state, user=user)
        # Not through super(), which would send e-mails asking for what is already done.
        return TaskState.objects.create(
            workflow_state=workflow_state,
            revision=revision,
            task=self,
            finished_at=timezone.now(),
            **self.outcome_if_needless(revision),
        )

    def outcome_if_needless(self, revision: Revision) -> dict[str, Any]:
        return {"status": TaskState.STATUS_SKIPPED}

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action == "reject":
            return SendBackForm
        return super().get_form_for_action(action)

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: User, action_name: str, **answers: str
    ) -> None:
        # Of two answers at the same moment, the second waits here and then finds the first.
        now = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if now.status != TaskState.STATUS_IN_PROGRESS:
            raise AnsweredBefore(now)
        self.answer(task_state, user, action_name, **answers)

    def answer(self, task_state: TaskState, user: User, action_name: str, **answers: str) -> None:
        super().on_action(task_state, user, action_name, **answers)


def submit(page: KnowledgePage, user: User) -> None:
    """Submit the current version, like the desk's button. Raises ValidationError.

    If the person may pass the editor's step, submitting does that too.
    """
    version = page.get_latest_revision_as_object()
    version.full_clean()
    version.body.stream_block.clean(version.body)
    if dead := [link for statement in version.statements for link in statement.dead_links]:
        raise ValidationError(leads_nowhere(dead))
    if not page.latest_revision_id:
        page.save_revision(user=user, log_action=True)
    state = page.get_workflow().start(page, user)
    step = state.current_task_state
    task = step and step.task.specific
    if isinstance(task, EditorsLook) and task.get_actions(page, user):
        step.specific.approve(user=user)


class EditorsLook(Step):
    """An editor has read it. What an editor submits counts as read."""

    class Meta:
        verbose_name = _("editor's check")
        verbose_name_plural = _("editors' checks")

    def is_needless(self, revision: Revision, page: KnowledgePage) -> bool:
        # Who saved the version, not who started the workflow: submitting saves.
        return bool(revision.user and self._user_in_groups(revision.user))

    def outcome_if_needless(self, revision: Revision) -> dict[str, Any]:
        return {"status": TaskState.STATUS_APPROVED, "finished_by": revision.user}

    def answer(self, task_state: TaskState, user: User, action_name: str, **answers: str) -> None:
        page = task_state.workflow_state.content_object
        page.refresh_from_db(fields=["latest_revision"])
        if action_name == "approve" and self.is_needless(page.latest_revision, page):
            # Approving saves the text first. Otherwise this step would come a second time, for the
            # version that was just saved.
            task_state.revision = page.latest_revision
        super().answer(task_state, user, action_name, **answers)


class ClinicalReview(Step):
    """A clinician signs exactly the version that they read, and no other is published."""

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    @classmethod
    def states_to_answer(cls) -> models.QuerySet[TaskState]:
        """The versions that wait for an answer now, the oldest first."""
        waiting = TaskState.objects.filter(
            task__in=cls.objects.all(),
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        return waiting.order_by("started_at")

    def is_needless(self, revision: Revision, page: KnowledgePage) -> bool:
        return not (page.is_medical or page.drops_medical)

    def locked_for_user(self, obj: KnowledgePage, user: User) -> bool:
        """For everyone: no text changes while a clinician reads it. To change it, people take it
        back, or send it back."""
        return True

    def user_can_lock(self, obj: KnowledgePage, user: User) -> bool:
        return False

    def get_actions(self, obj: KnowledgePage, user: User) -> list[tuple[str, str | Promise, bool]]:
        if not super().get_actions(obj, user):
            return []
        back = ("reject", _("Send back with a comment"), True)
        state = obj.current_workflow_task_state
        if not (state and state.revision.as_object().drops_medical):
            return [("approve", _("Approve and sign"), True), back]
        if not self._may_agree(state.revision, user):
            return [back]
        return [(AGREE, _("Agree: this is not medical"), True), back]

    def _may_agree(self, revision: Revision, user: User) -> bool:
        """A clinician; others in this step only if someone else unchecked it."""
        took_it_away = revision.as_object().revisions.filter(user=user, content__is_medical=False)
        return user.groups.filter(name=REVIEWERS).exists() or not took_it_away.exists()

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return SignatureForm if action == "approve" else super().get_form_for_action(action)

    def answer(self, task_state: TaskState, user: User, action_name: str, **answers: str) -> None:
        is_not_medical = task_state.revision.as_object().drops_medical
        if action_name in (AGREE, "approve") and is_not_medical != (action_name == AGREE):
            raise PermissionDenied(_("There is a newer version. Please read that one first."))
        if action_name == AGREE:
            revision = task_state.revision
            if not (revision.is_latest_revision() and self._may_agree(revision, user)):
                raise PermissionDenied
            action_name = "approve"
        elif action_name == "approve":
            # Validated again: the desk passes on what a browser sent, valid or not.
            form = SignatureForm(answers)
            if not form.is_valid():
                raise BadRequest(form.errors.as_text())
            self._sign(task_state, user, form.cleaned_data)
            answers = {"comment": form.cleaned_data["comment"]}
        super().answer(task_state, user, action_name, **answers)

    def _sign(self, task_state: TaskState, user: User, answers: dict[str, Any]) -> None:
        revision = task_state.revision
        if not revision.is_latest_revision():
            raise PermissionDenied(_("There is a newer version. Please read that one first."))
        page = revision.as_object()
        page.sign(answers["reviewed_by"], answers["review_due"])
        # Into the version that was read. A new version would have to go through all steps again.
        revision.content = page.serializable_data()
        revision.save(update_fields=["content"])
        log_signature(page, user, revision=revision)


def log_signature(signed: Reviewed, user: User, revision: Revision | None = None) -> None:
    data = {
        "reviewed_by": signed.reviewed_by,
        "review_due": signed.review_due.isoformat() if signed.review_due else "",
        "signed_text": signed.signed_text,
    }
    log(signed, SIGNED, user=user, data=data, revision=revision)
