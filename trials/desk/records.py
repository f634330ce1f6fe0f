"""Studies and syncs on the desk, to look at only: the next sync would overwrite any change."""

import django_filters
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from desk.view_sets import InWords
from trials.choices import Status
from trials.models import SyncRun, Trial
from trials.presenting import explanations

from . import queues, search
from .doubts import doubts_about


class ReadOnlyViewSet(ModelViewSet):
    """A list and a page for each row, without any form."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        names = super().get_common_view_kwargs(**kwargs)
        missing = ("add", "edit", "delete", "history", "usage")
        return names | dict.fromkeys(f"{name}_url_name" for name in missing)

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
        """Register nothing, because there is no form to change one."""


def may_decide(user):
    return user.has_perm(queues.DECIDES)


def context_of(trial) -> dict:
    """What the desk shows of a study, beside the decision on it."""
    return {
        "trial": trial,
        "why_listed": explanations.why_listed(trial),
        "types": explanations.types(trial),
        "how_read": explanations.how_read(trial),
        "doubts": doubts_about(trial),
        "decided": explanations.decided_in_words(trial),
    }


def what_editors_did(trial):
    if trial.is_hidden:
        return _("Hidden")
    if trial.is_pinned:
        return _("Put first")
    return _("Decided") if trial.editors_decision else ""


class TrialFilterSet(WagtailFilterSet):
    overall_status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)
    is_decided = django_filters.BooleanFilter(
        label=_("Decided by an editor"), field_name="curation", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Trial
        fields = ["relevance", "overall_status", "presence", "is_hidden", "is_pinned"]


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
    template_name = "trials/desk/trial.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | context_of(self.object)

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
    index_template_name = "trials/desk/trials.html"
    inspect_template_name = "trials/desk/trial.html"
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


class SyncInspectView(InWords, generic.InspectView):
    pass


class SyncRunViewSet(ReadOnlyViewSet):
    model = SyncRun
    name = url_prefix = "syncs"
    url_namespace = "desk-syncs"
    icon = "rotate"
    menu_label = _("Syncs")
    ordering = "-pk"
    list_display = [
        TitleColumn(
            "pk",
            label=_("Number"),
            sort_key="pk",
            url_name="desk-syncs:inspect",
            classname="desk-short",
        ),
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
    inspect_view_class = SyncInspectView
    inspect_view_fields_exclude = ["task_id", "scopes_hash"]
