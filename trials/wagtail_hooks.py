"""The desk for trials: what the sync wrote, to look at; what editors decide, to write.

Syncs and trials have no page on which they could be changed: the next sync would overrule it.
"""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request, set_query_params
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from desk.view_sets import IndexView

from .choices import Caution, Doubt, Relevance, Status
from .desk import queues, search
from .desk.doubts import doubts_about
from .desk.first_page import LastSync
from .models import SyncRun, Trial, TrialCuration
from .presenting import explanations

RELEASED = "trials.release"
TAKEN_BACK = "trials.take_back"
PINNED = _(
    "Before other studies that match a search as well, if it is open and not doubtful. Where a "
    "reader names a place, nearer studies still come before it; where a reader asks for the "
    "newest, the nearest or the last changed, pinning changes nothing."
)


# What the sync wrote


class ReadOnlyViewSet(ModelViewSet):
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        names = super().get_common_view_kwargs(**kwargs)
        nowhere = ("add", "edit", "delete", "history", "usage")
        return names | dict.fromkeys(f"{name}_url_name" for name in nowhere)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{self.pk_path_converter}:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self):
        writing = [f"{action}_{self.model_name}" for action in ("add", "change", "delete")]
        return super().get_permissions_to_register().exclude(codename__in=writing)

    def register_admin_url_finder(self):
        """There is no address for changing one."""


def may_decide(user):
    return user.has_perm(queues.DECIDES)


def record_of(trial) -> dict:
    """What the desk shows of a study beside the decision on it."""
    return {
        "trial": trial,
        "why_listed": explanations.why_listed(trial),
        "types": explanations.types(trial),
        "doubts": doubts_about(trial),
        "decided": explanations.decided_in_words(trial),
    }


class TrialFilterSet(WagtailFilterSet):
    overall_status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)
    is_decided = django_filters.BooleanFilter(
        label=_("Decided by an editor"), field_name="curation", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Trial
        fields = ["relevance", "overall_status", "presence", "is_hidden", "is_pinned"]


def what_editors_did(trial):
    if trial.is_hidden:
        return _("Hidden")
    if trial.is_pinned:
        return _("Put first")
    return _("Decided") if trial.editors_decision else ""


class TrialIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().defer("record", "search", "names", "readings")

    @cached_property
    def columns(self):
        boxes = BulkActionsCheckboxColumn("bulk_actions", obj_type="trial")
        return [boxes, *super().columns] if may_decide(self.request.user) else super().columns

    def _get_title_column(self, field_name, *args, **kwargs):
        return super()._get_title_column(
            field_name, *args, get_title_id=lambda trial: f"trial_{trial.pk}_title", **kwargs
        )

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if may_decide(self.request.user):
            decide = reverse("desk-decide", args=[instance.pk])
            buttons.append(Button(_("Decide"), url=decide, icon_name="edit", priority=5))
        return buttons


class TrialInspectView(generic.InspectView):
    page_title = _("Trial")
    template_name = "desk/trial.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | record_of(self.object)

    @cached_property
    def header_buttons(self):
        if not may_decide(self.request.user):
            return []
        return [Button(_("Decide"), url=reverse("desk-decide", args=[self.object.pk]))]


class TrialViewSet(ReadOnlyViewSet):
    model = Trial
    name = url_prefix = "trials"
    url_namespace = "desk-trials"
    icon = "doc-empty"
    menu_label = _("All trials")
    index_view_class = TrialIndexView
    inspect_view_class = TrialInspectView
    index_template_name = "desk/trials.html"
    inspect_template_name = "desk/trial.html"
    ordering = "-last_update_posted_date"
    list_display = [
        "brief_title",
        "nct_id",
        Column("status_label", label=_("Status"), sort_key="overall_status"),
        "relevance",
        "presence",
        "last_update_posted_date",
        Column("editors", label=_("Editors"), accessor=what_editors_did),
    ]
    filterset_class = TrialFilterSet
    search_fields = search.FIELDS
    list_export = [
        "nct_id",
        "brief_title",
        "overall_status",
        "relevance",
        "includes",
        "presence",
        "last_update_posted_date",
        "is_hidden",
        "is_pinned",
        "registry_url",
    ]
    export_filename = "trials"


class SyncRunViewSet(ReadOnlyViewSet):
    model = SyncRun
    name = url_prefix = "syncs"
    url_namespace = "desk-syncs"
    icon = "rotate"
    menu_label = _("Syncs")
    ordering = "-pk"
    list_display = [
        Column("pk", label=_("Number"), sort_key="pk"),
        "outcome",
        "source",
        DateColumn("started_at", label=_("Started"), sort_key="started_at"),
        *("fetched", "created", "changed", "vanished", "quarantined", "reason"),
    ]
    list_filter = ["outcome", "source", "started_at"]
    search_fields = ["reason"]
    list_export = [
        *("pk", "outcome", "source", "started_at", "finished_at", "data_timestamp"),
        *("fetched", "created", "changed", "vanished", "quarantined", "reason"),
        *("released_at", "released_by"),
    ]
    export_filename = "syncs"
    inspect_view_fields_exclude = ["task_id", "scopes_hash"]


# What editors decide


class NumberField(forms.ModelChoiceField):
    """A study by its number: a list of all of them would be too long to choose from."""

    widget = forms.TextInput
    default_error_messages = {"invalid_choice": _("We have no study of this number.")}

    def to_python(self, value):
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)


class DecisionForm(WagtailAdminModelForm):
    duplicate_of = NumberField(
        Trial.objects,
        required=False,
        label=_("Possibly the same study as"),
        help_text=_("Its NCT number. Both stay listed; readers see the link."),
    )
    settled = forms.MultipleChoiceField(
        choices=Doubt,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("I looked into this, and nothing has to be decided"),
        help_text=_("Then the study leaves the queue of this doubt."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Those who may only look get no fields.
        for name, text, choices in (
            ("relevance", _("As our rules read it"), Relevance),
            ("caution", _("None"), Caution),
        ):
            if name in self.fields:
                self.fields[name].choices = [("", text), *choices.choices]

    def save(self, commit=True):
        # Also where nothing else changed: somebody looked, and it is still right.
        self.instance.sign(self.for_user)
        return super().save(commit)


class BesideTheRecord:
    """The page of a decision, with the study beside it. It takes effect once, when it is saved."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        # Saving by itself would show readers half a decision.
        self.autosave_enabled = False

    def with_way_back(self, address):
        way_back = get_valid_next_url_from_request(self.request)
        return set_query_params(address, {"next": way_back}) if way_back else address

    def get_success_url(self):
        return get_valid_next_url_from_request(self.request) or super().get_success_url()

    def get_success_message(self, *instance):
        text = gettext("The decision on %(number)s is kept. Readers see it at once.")
        return text % {"number": self.trial.pk}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | record_of(self.trial)


class DecisionCreateView(BesideTheRecord, snippets.CreateView):
    page_title = _("Decide")
    template_name = "desk/decision_create.html"

    @cached_property
    def trial(self):
        return get_object_or_404(Trial, pk=self.request.GET.get("trial", ""))

    def dispatch(self, request, *args, **kwargs):
        if TrialCuration.objects.filter(trial=self.trial).exists():
            return redirect(self.with_way_back(reverse("desk-decide", args=[self.trial.pk])))
        return super().dispatch(request, *args, **kwargs)

    def get_initial_form_instance(self):
        return TrialCuration(trial=self.trial)

    def get_add_url(self):
        address = set_query_params(super().get_add_url(), {"trial": self.trial.pk})
        return self.with_way_back(address)


class DecisionEditView(BesideTheRecord, snippets.EditView):
    template_name = "desk/decision_edit.html"
    delete_item_label = _("Take back")

    @property
    def trial(self):
        return self.object.trial

    def get_edit_url(self):
        return self.with_way_back(super().get_edit_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"differences": queues.differences(self.object)}


class DecisionDeleteView(snippets.DeleteView):
    page_title = _("Take back")
    success_message = _("%(model_name)s %(object)s: taken back. Our own reading is in force again.")


class DecisionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("trial", "decided_by")

    def get_add_url(self):
        """A decision begins at its study."""

    def to_row_dict(self, item):
        item.what = what_was_decided(item)
        return super().to_row_dict(item)


def what_was_decided(curation):
    return " ".join(explanations.decided_in_words(curation.trial)) or _("Our reading stands.")


class DecisionViewSet(snippets.SnippetViewSet):
    model = TrialCuration
    icon = "edit"
    menu_label = _("Decisions")
    copy_view_enabled = False
    index_view_class = DecisionIndexView
    add_view_class = DecisionCreateView
    edit_view_class = DecisionEditView
    delete_view_class = DecisionDeleteView
    create_template_name = "desk/decision_create.html"
    edit_template_name = "desk/decision_edit.html"
    ordering = "-decided_at"
    list_per_page = 50
    list_display = [
        Column("trial_id", label=_("NCT number"), sort_key="trial"),
        Column("title", label=_("Title"), accessor="trial.brief_title"),
        Column("what", label=_("What was decided"), accessor=what_was_decided),
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
        Column("decided_as", label=_("As"), sort_key="decided_as"),
    ]
    list_filter = ["is_hidden", "is_pinned", "relevance", "caution", "decided_at", "decided_as"]
    search_fields = ["trial__nct_id", "trial__brief_title", "note", "hidden_reason"]
    search_backend_name = None
    list_export = ["trial_id", "trial.brief_title", "what", "decided_at", "decided_as"]
    export_headings = {
        "trial_id": _("NCT number"),
        "trial.brief_title": _("Title"),
        "what": _("What was decided"),
    }
    export_filename = "decisions"
    edit_handler = ObjectList(
        [
            FieldPanel("relevance"),
            InlinePanel(
                "subtypes",
                heading=_("Which types it takes, where our rules are wrong"),
                label=_("Verdict on a type"),
                panels=[FieldPanel("subtype"), FieldPanel("state"), FieldPanel("reason")],
            ),
            MultiFieldPanel(
                [FieldPanel("caution"), FieldPanel("note"), FieldPanel("duplicate_of")],
                heading=_("What readers should know"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_hidden"),
                    FieldPanel("hidden_reason"),
                    FieldPanel("is_pinned", help_text=PINNED),
                ],
                heading=_("Where it stands"),
            ),
            FieldPanel("settled"),
        ],
        base_form_class=DecisionForm,
    )


class TrialsGroup(snippets.SnippetViewSetGroup):
    items = (TrialViewSet, DecisionViewSet, SyncRunViewSet)
    menu_label = _("Trials")
    menu_name = "trials"
    menu_icon = "doc-empty-inverse"
    menu_order = 80


register_snippet(TrialsGroup)


def decide(request, nct_id):
    """One door for every study, decided or not."""
    if not may_decide(request.user):
        raise PermissionDenied
    trial = get_object_or_404(Trial, pk=nct_id)
    viewset = TrialCuration.snippet_viewset
    curation = TrialCuration.objects.filter(trial=trial).first()
    if curation:
        address = reverse(viewset.get_url_name("edit"), args=[curation.pk])
    else:
        address = reverse(viewset.get_url_name("add"), query={"trial": trial.pk})
    if way_back := get_valid_next_url_from_request(request):
        address = set_query_params(address, {"next": way_back})
    return redirect(address)


@require_POST
def release(request, pk):
    """Marks a held sync; the next one publishes it."""
    if not request.user.has_perm(queues.RELEASES):
        raise PermissionDenied
    run = get_object_or_404(SyncRun, pk=pk)
    held = SyncRun.objects.filter(pk=pk).to_release()
    if held.release(by=request.user.get_username()):
        log(run, RELEASED, user=request.user)
        text = gettext(
            "Sync %(number)s is released. The next sync, within the hour, publishes it. Until then "
            "you can take the release back on the first page of the desk."
        )
        messages.success(request, text % {"number": pk})
    else:
        text = gettext("Sync %(number)s does not wait to be released.")
        messages.warning(request, text % {"number": pk})
    return redirect("desk-queue", "held-syncs")


@require_POST
def end_release(request, pk):
    """End the release of a sync, as long as no sync publishes it."""
    if not request.user.has_perm(queues.RELEASES):
        raise PermissionDenied
    run = get_object_or_404(SyncRun, pk=pk)
    if SyncRun.objects.filter(pk=pk).take_back():
        log(run, TAKEN_BACK, user=request.user)
        text = gettext("Sync %(number)s is not released any more.")
        messages.success(request, text % {"number": pk})
    else:
        text = gettext("Sync %(number)s is not released, or is being published at this moment.")
        messages.warning(request, text % {"number": pk})
    return redirect("desk-queue", "held-syncs")


@hooks.register("register_admin_urls")
def doors():
    return [
        path("decide/<str:nct_id>/", decide, name="desk-decide"),
        path("release/<int:pk>/", release, name="desk-release"),
        path("take-back/<int:pk>/", end_release, name="desk-take-back"),
    ]


@hooks.register("construct_homepage_panels")
def last_sync(request, panels):
    panels.append(LastSync(request))


@hooks.register("register_log_actions")
def releases(actions):
    actions.register_action(RELEASED, _("Release"), _("Released a held sync"))
    actions.register_action(TAKEN_BACK, _("Take back"), _("Took back the release of a sync"))


# Decisions on many studies at once


class BulkDecision(BulkAction):
    """Sets some fields of the decision on each study chosen, and signs it."""

    models = [Trial]
    template_name = "desk/bulk_decision.html"
    permission = queues.DECIDES
    decision = {}

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
        """Nobody decides on thousands of studies at once by a slip."""
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
            "Done, for %(count)d study. Readers see it at once.",
            "Done, for %(count)d studies. Readers see it at once.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class ReasonForm(forms.Form):
    hidden_reason = forms.CharField(
        label=_("Reason, shown to readers"), widget=forms.Textarea({"rows": 3})
    )


@hooks.register("register_bulk_action")
class Hide(BulkDecision):
    display_name = _("Hide")
    action_type = "hide"
    aria_label = _("Take the chosen studies off our lists")
    action_priority = 10
    form_class = ReasonForm
    decision = {"is_hidden": True}


@hooks.register("register_bulk_action")
class NotAboutMyositis(BulkDecision):
    display_name = _("Not about myositis")
    action_type = "not-about-myositis"
    aria_label = _("Say that the chosen studies only mention myositis")
    action_priority = 20
    decision = {"relevance": Relevance.MENTION}


@hooks.register("register_bulk_action")
class Pin(BulkDecision):
    display_name = _("Put first")
    action_type = "pin"
    aria_label = _("Show the chosen studies before others that fit as well")
    action_priority = 30
    decision = {"is_pinned": True}


def take_back(curation, by):
    DeleteAction(curation, user=by).execute(skip_permission_checks=True)


@hooks.register("register_bulk_action")
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
            take_back(curation, by)


@hooks.register("register_bulk_action")
class TakeBack(BulkDecision):
    display_name = _("Take back decisions")
    action_type = "take-back"
    aria_label = _("Take back all decisions on the chosen studies")
    action_priority = 50
    permission = "trials.delete_trialcuration"

    @classmethod
    def decide(cls, curation, by, decision):
        if curation.pk:
            take_back(curation, by)


# After Wagtail's own of this name, which it replaces: that one tells the log nothing.
@hooks.register("register_bulk_action", order=10)
class TakeBackDecisions(TakeBack):
    models = [TrialCuration]
    action_type = "delete"
    aria_label = _("Take back the chosen decisions")

    @classmethod
    def execute_action(cls, objects, by, decision, **kwargs):
        for curation in objects:
            take_back(curation, by)
        return len(objects), 0
