"""What the lists and forms of all models on the desk have in common.

Importing this module also changes Wagtail's own `SnippetViewSet`, so that a new model cannot forget
the search box of its chooser, the refusal to delete what is used, or to save over what somebody
else saved meanwhile.
"""

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views import snippets

from .choosers import DeskChooser
from .deleting import DeleteView
from .overwriting import CreateView, EditView


class IndexView(snippets.IndexView):
    """A list. It has checkboxes only for people who may delete: nothing else uses them."""

    @property
    def columns(self):
        columns = super().columns
        if self.user_has_permission("delete"):
            return columns
        return [one for one in columns if not isinstance(one, BulkActionsCheckboxColumn)]


class ForReaders:
    """Show the history to everybody who may see the thing on the desk, not only to its writers."""

    permission_required = None
    any_permission_required = ("add", "change", "delete", "view")


class HistoryView(ForReaders, snippets.HistoryView):
    pass


class VersionView(ForReaders, snippets.PreviewRevisionView):
    pass


class CompareView(ForReaders, snippets.RevisionsCompareView):
    pass


class StepsView(ForReaders, snippets.WorkflowHistoryView):
    pass


class StepView(ForReaders, snippets.WorkflowHistoryDetailView):
    pass


class UsageView(ForReaders, snippets.UsageView):
    pass


class InWords:
    """Show a page's values to people who only read it: in words, and without what is empty.

    Wagtail would write None, False, and ['en'].
    """

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()))
            return ", ".join(str(choices.get(one, one)) for one in value)
        return value

    def get_fields_context(self):
        return [one for one in super().get_fields_context() if one["value"] not in (None, "", "-")]


class InspectView(InWords, snippets.InspectView):
    pass


# What the desk keeps about a thing; its history tells it better.
KEPT_ABOUT = [
    *("id", "live", "latest_revision", "live_revision", "has_unpublished_changes"),
    *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired"),
    *("locked", "locked_at", "locked_by", "position", "sort_order"),
]

snippets.SnippetViewSet.chooser_viewset_class = DeskChooser
snippets.SnippetViewSet.delete_view_class = DeleteView
snippets.SnippetViewSet.add_view_class = CreateView
snippets.SnippetViewSet.edit_view_class = EditView
snippets.SnippetViewSet.index_view_class = IndexView


class DeskViewSet(snippets.SnippetViewSet):
    history_view_class = HistoryView
    revisions_view_class = VersionView
    revisions_compare_view_class = CompareView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspectView
    inspect_view_fields_exclude = KEPT_ABOUT
    list_per_page = 50
