"""Decisions on many studies at once."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.admin.views.bulk_action import BulkAction

from trials.models import Trial, TrialCuration
from trials.reading.relevance import Relevance

from . import queues


class BulkDecision(BulkAction):
    """Set some fields of the decision on each chosen study, and sign it."""

    models = [Trial]
    template_name = "trials/desk/bulk_decision.html"
    permission = queues.DECIDES
    decision: ClassVar[dict[str, Any]] = {}

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": self.aria_label,
            "header_icon": "edit",
            "label": self.display_name,
        }

    def get_all_objects_in_listing_query(self, parent_id):
        """Return nothing, so that nobody decides on thousands of studies by mistake."""
        return []

    def get_execution_context(self):
        return {"by": self.request.user, "decision": self.decision | self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects, by, decision, **kwargs):
        for trial in objects:
            curation = TrialCuration.objects.filter(trial=trial).first()
            cls.decide(curation or TrialCuration(trial=trial), by, decision)
        return len(objects), 0

    @classmethod
    def decide(cls, curation, by, decision):
        for name, value in decision.items():
            setattr(curation, name, value)
        curation.sign(by)
        action = EditAction if curation.pk else CreateAction
        action(curation, user=by).execute(skip_permission_checks=True)

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext(
            "Done for %(count)d study. Readers see it now.",
            "Done for %(count)d studies. Readers see it now.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class ReasonForm(forms.Form):
    hidden_reason = forms.CharField(
        label=_("Reason, shown to readers"), widget=forms.Textarea({"rows": 3})
    )


class Hide(BulkDecision):
    display_name = _("Hide")
    action_type = "hide"
    aria_label = _("Take the chosen studies off our lists")
    action_priority = 10
    form_class = ReasonForm
    decision = {"is_hidden": True}


class NotAboutMyositis(BulkDecision):
    display_name = _("Not about myositis")
    action_type = "not-about-myositis"
    aria_label = _("Say that the chosen studies only mention myositis")
    action_priority = 20
    decision = {"relevance": Relevance.MENTION}


class Pin(BulkDecision):
    display_name = _("Put first")
    action_type = "pin"
    aria_label = _("Show the chosen studies before others that fit just as well")
    action_priority = 30
    decision = {"is_pinned": True}


def _take_back(curation, by):
    DeleteAction(curation, user=by).execute(skip_permission_checks=True)


class Unpin(BulkDecision):
    display_name = _("No longer first")
    action_type = "unpin"
    aria_label = _("Show the chosen studies in their usual place again")
    action_priority = 40
    decision = {"is_pinned": False}

    @classmethod
    def decide(cls, curation, by, decision):
        if not curation.is_pinned:
            return
        super().decide(curation, by, decision)
        if curation.is_empty:
            _take_back(curation, by)


class TakeBack(BulkDecision):
    display_name = _("Undo decisions")
    action_type = "take-back"
    aria_label = _("Undo all decisions on the chosen studies")
    action_priority = 50
    permission = "trials.delete_trialcuration"

    @classmethod
    def decide(cls, curation, by, decision):
        if curation.pk:
            _take_back(curation, by)


# After Wagtail's own of this name, which it replaces: that one tells the log nothing.
class TakeBackDecisions(TakeBack):
    models = [TrialCuration]
    action_type = "delete"
    aria_label = _("Undo the chosen decisions")

    @classmethod
    def execute_action(cls, objects, by, decision, **kwargs):
        for curation in objects:
            _take_back(curation, by)
        return len(objects), 0
