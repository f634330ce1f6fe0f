"""What the lists and forms of all models on the desk have in common.

Importing this module also changes Wagtail's own `SnippetViewSet`, so that a new model cannot forget
the search box of its chooser, the refusal to delete what is used, or to save over what somebody
else saved meanwhile.
"""

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
    list_per_page = 50
