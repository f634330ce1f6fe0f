"""How a page is edited, and how it is read while nobody may change it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.admin.ui.components import Component, MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.locks import WorkflowLock
from wagtail.models import TaskState
from wagtail.snippets.views import snippets

from conditions import markup
from conditions.models.workflow import AnsweredBefore
from conditions.readability.panel import ReadabilityPanel, WithReadabilityPanel
from desk.overwriting import EditView
from desk.view_sets import ForReaders, InspectView


class YesOrNo(FieldComparison):
    """Compare check boxes as "Yes" and "No". Wagtail would show "TrueFalse"."""

    def htmldiff(self):
        before, after = (gettext("Yes") if on else gettext("No") for on in (self.val_a, self.val_b))
        parts = [("deletion", before), ("addition", after)] if before != after else []
        return TextDiff(parts or [("equal", after)], separator=" ").to_html()


register_comparison_class(models.BooleanField, comparison_class=YesOrNo)


def where_it_is(page) -> str:
    """What became of a page that was submitted or answered."""
    names = {"page": page}
    if step := page.current_workflow_task:
        text = gettext("“%(page)s” is saved, and waits now at the step “%(step)s.”")
        return text % {**names, "step": step.name}
    if page.current_workflow_state:
        return gettext("“%(page)s” is sent back with your comment.") % names
    if page.approved_schedule:
        return gettext("“%(page)s” is approved, and goes out on its date.") % names
    if page.live and not page.has_unpublished_changes:
        return gettext("“%(page)s” is published. Readers see it now.") % names
    return ""


class NeverPublishesItself:
    """Remove the button that publishes: pages go out only through the workflow."""

    def get_available_actions(self):
        return [action for action in super().get_available_actions() if action != "publish"]


class WholeForm:
    """Refuse a form without its text. Wagtail would fail with 500."""

    def post(self, request, *args, **kwargs):
        if "body-count" not in request.POST:
            raise BadRequest("The form came without its text.")
        return super().post(request, *args, **kwargs)


class SaysWhereItWent:
    """Say at which step a page waits after its button was pressed. Wagtail says "updated"."""

    def get_success_message(self, instance=None):
        told = super().get_success_message(instance)
        if self.action in ("submit", "restart-workflow", "workflow-action"):
            page = self.model.objects.get(pk=(instance or self.object).pk)
            return where_it_is(page) or told
        return told


class PageCreateView(
    WithReadabilityPanel, SaysWhereItWent, NeverPublishesItself, WholeForm, snippets.CreateView
):
    pass


class UnderReview(WorkflowLock):
    """Hide Wagtail's banner, which says that reviewers can edit the page. They cannot."""

    def get_message(self, user):
        return None


class PageEditView(
    WithReadabilityPanel, SaysWhereItWent, NeverPublishesItself, WholeForm, EditView
):
    """People who may not change a page now get no form: what they typed would be lost.

    They get the text to read, with the changes first, and the answers that they may give.
    """

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.locked_for_user:
            self.autosave_enabled = False

    def get_lock(self):
        lock = super().get_lock()
        return UnderReview(lock.object, lock.task) if isinstance(lock, WorkflowLock) else lock

    @property
    def is_read_only(self) -> bool:
        # Not in the response to a form that was opened before: it shows its words again.
        return bool(self.locked_for_user) and self.request.method == "GET"

    def get_template_names(self):
        return (
            ["conditions/desk/read_page.html"]
            if self.is_read_only
            else super().get_template_names()
        )

    def get_side_panels(self):
        panels = super().get_side_panels()
        if self.is_read_only:
            # The preview asks for the form; the page has a link to one that does not.
            kept = (StatusSidePanel, ReadabilityPanel)
            panels = MediaContainer(one for one in panels if isinstance(one, kept))
        return panels

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.is_read_only:
            return context
        task = self.current_workflow_task
        is_asked = bool(task and task.get_actions(self.object, self.request.user))
        # The page has no field of the form that a script could look for.
        return context | {
            "edit_handler_data": None,
            "is_read_only": True,
            "is_asked": is_asked,
            "preview": self.preview_of(task) if is_asked else "",
            "is_under_review": bool(task),
            "has_readers": self.live_object.live,
            "changes": self.changes() if self.live_object.live else [],
            "parts": [(part, _in_words(part)) for part in self.object.parts],
        }

    def preview_of(self, task) -> str:
        name = self.object.snippet_viewset.get_url_name("workflow_preview")
        return reverse(name, args=[self.object.pk, task.pk])

    def changes(self) -> list:
        """Compare with the version that readers see, and return the parts that differ."""
        page = self.panel.get_bound_panel(instance=self.object, request=self.request, form=None)
        compared = [compare(self.live_object, self.object) for compare in page.get_comparison()]
        return [one for one in compared if one.has_changed()]

    def get(self, request, *args, **kwargs):
        state = self.workflow_state
        if state and state.status == state.STATUS_NEEDS_CHANGES:
            verdict = state.current_task_state
            text = gettext("Sent back at “%(step)s” by %(who)s: %(comment)s") % {
                "step": verdict.task.name,
                "who": verdict.finished_by or gettext("someone"),
                "comment": verdict.comment,
            }
            messages.warning(request, text)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        # The page to read sends only an answer. If there are words in it, it comes from a form that
        # was opened before. They were neither read nor saved, so nothing is signed.
        if self.locked_for_user and "body-count" not in request.POST:
            return self.take_answer()
        return super().post(request, *args, **kwargs)

    def take_answer(self):
        if self.action == "workflow-action":
            if self.is_out_of_date:
                messages.warning(
                    self.request, gettext("There is a newer version. Please read that one first.")
                )
                return redirect(self.get_edit_url())
            self.workflow_action_action()
            messages.success(self.request, gettext("Thank you. Your answer is saved."))
            return redirect(self.get_success_url())
        if self.action == "cancel-workflow":
            self.cancel_workflow_action()
            messages.success(self.request, self.get_success_message())
        elif "action-cancel-workflow" in self.request.POST:
            messages.warning(
                self.request, gettext("Only the person who submitted this page can withdraw it.")
            )
        return redirect(self.get_edit_url())

    def get_available_actions(self):
        actions = super().get_available_actions()
        if not self.object.can_be_withdrawn_by(self.request.user):
            actions = [action for action in actions if action != "cancel-workflow"]
        return actions

    def dispatch(self, request, *args, **kwargs):
        # Before the check of permissions: a clinician may open the page only while it waits.
        if answered := self.answered_before():
            messages.warning(request, str(AnsweredBefore(answered)))
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def answered_before(self):
        """Return what was answered when somebody answers again, as the second press of a button."""
        sent = self.request.POST
        asks = "action-workflow-action" in sent and "body-count" not in sent
        if not asks or self.action == "workflow-action" or not self.may_see():
            return None
        answered = TaskState.objects.for_instance(self.object).exclude(finished_at=None)
        return answered.order_by("finished_at", "pk").last()

    def may_see(self):
        return self.user_has_any_permission(ForReaders.any_permission_required)

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if self.locked_for_user and not self.expects_json_response:
            self.produced_error_message = gettext(
                "Nothing was saved or signed: someone else is working on this page now. What you "
                "typed is still below. Copy it, then open the page again."
            )
        return is_valid

    @property
    def overwrite_revision(self):
        """Let autosave overwrite a draft, but never one that somebody has approved."""
        revision = super().overwrite_revision
        return None if revision and revision.task_states.exists() else revision


class WholeText(Component):
    """The text of a page, with the sources of each statement."""

    template_name = "conditions/desk/whole_text.html"

    def __init__(self, page):
        self.page = page

    def get_context_data(self, parent_context):
        return {"parts": [(part, _in_words(part)) for part in self.page.parts]}


class PageInspectView(InspectView):
    def get_body_display_value(self):
        return WholeText(self.object)


def _in_words(part):
    """[(statement, its text)], hidden statements included: the signature covers them too."""
    return [(statement, markup.render(statement["text"])) for statement in part.statements]


class PagePreviewView(snippets.PreviewOnEditView):
    def user_has_permission(self, permission):
        return self.user_has_permission_for_instance(permission, self.object)
