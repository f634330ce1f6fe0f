"""How a page is edited, and how it is read while nobody may change it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.locks import WorkflowLock
from wagtail.snippets.views import snippets

from conditions import markup
from conditions.readability.panel import ReadabilityPanel, WithReadabilityPanel
from desk.overwriting import EditView


class YesOrNo(FieldComparison):
    """Compare check boxes as "Yes" and "No". Wagtail would show "TrueFalse"."""

    def htmldiff(self):
        before, after = (gettext("Yes") if on else gettext("No") for on in (self.val_a, self.val_b))
        parts = [("deletion", before), ("addition", after)] if before != after else []
        return TextDiff(parts or [("equal", after)], separator=" ").to_html()


register_comparison_class(models.BooleanField, comparison_class=YesOrNo)


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


class PageCreateView(WithReadabilityPanel, NeverPublishesItself, WholeForm, snippets.CreateView):
    pass


class UnderReview(WorkflowLock):
    """Hide Wagtail's banner, which says that reviewers can edit the page. They cannot."""

    def get_message(self, user):
        return None


class PageEditView(WithReadabilityPanel, NeverPublishesItself, WholeForm, EditView):
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
            self.workflow_action_action()
            messages.success(self.request, gettext("Thank you. Your answer is saved."))
            return redirect(self.get_success_url())
        if self.action == "cancel-workflow":
            self.cancel_workflow_action()
            messages.success(self.request, self.get_success_message())
        return redirect(self.get_edit_url())

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


def _in_words(part):
    """[(statement, its text)], hidden statements included: the signature covers them too."""
    return [(statement, markup.render(statement["text"])) for statement in part.statements]


class PagePreviewView(snippets.PreviewOnEditView):
    def user_has_permission(self, permission):
        return self.user_has_permission_for_instance(permission, self.object)
