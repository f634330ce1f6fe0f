"""The list and the form of words in the glossary."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views import snippets

from conditions.models import GlossaryTerm
from conditions.readability.panel import WithReadabilityPanel
from desk.overwriting import EditView
from desk.view_sets import DeskViewSet


class TermCreateView(WithReadabilityPanel, snippets.CreateView):
    pass


class TermEditView(WithReadabilityPanel, EditView):
    pass


class GlossaryViewSet(DeskViewSet):
    model = GlossaryTerm
    icon = "openquote"
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    list_display = ["term", "category", "checked", LiveStatusTagColumn()]
    list_filter = ["category", "checked", "live"]
    search_fields = ["term", "meaning"]
    ordering = ["term"]
    list_export = ["term", "slug", "get_category_display", "meaning", "checked", "status_string"]
    export_headings = {"get_category_display": _("category"), "status_string": _("status")}
    export_filename = "glossary"
    edit_handler = ObjectList(
        [
            TitleFieldPanel("term", required_on_save=True),
            FieldPanel("slug", required_on_save=True),
            FieldPanel("category"),
            FieldPanel("other_names"),
            FieldPanel("meaning"),
            FieldRowPanel(
                [FieldPanel("lowest"), FieldPanel("highest"), FieldPanel("more_means")],
                heading=_("For scores"),
            ),
            FieldPanel("checked"),
            FieldPanel("references", widget=forms.CheckboxSelectMultiple),
            PublishingPanel(),
        ]
    )
