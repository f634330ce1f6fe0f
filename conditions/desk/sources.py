"""The lists and forms of sources, and of related topics and publications."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn

from conditions.models import Reference, Topic
from desk.choosers import DeskChooser
from desk.view_sets import DeskViewSet


class SourceForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Reference
        fields = ["url", "title", "publisher", "licence", "seen_on"]


class ReferenceChooser(DeskChooser):
    # A writer can add a new source without leaving the page.
    creation_form_class = SourceForm


class ReferenceViewSet(DeskViewSet):
    model = Reference
    icon = "link"
    chooser_viewset_class = ReferenceChooser
    chooser_per_page = 30
    list_display = ["title", "publisher", DateColumn("seen_on", sort_key="seen_on")]
    list_filter = ["publisher", "seen_on"]
    search_fields = ["title", "publisher", "url"]
    ordering = ["publisher", "title"]
    list_export = ["title", "publisher", "url", "licence", "seen_on"]
    export_filename = "sources"
    panels = [
        FieldPanel("url"),
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("licence"),
        FieldPanel("seen_on"),
    ]


class TopicViewSet(DeskViewSet):
    model = Topic
    icon = "list-ul"
    list_display = ["title", "kind", "publisher", "checked"]
    list_filter = ["kind", "checked", "publisher"]
    search_fields = ["title", "publisher", "url", "note"]
    ordering = ["position", "title"]
    list_export = ["title", "get_kind_display", "publisher", "url", "note", "checked"]
    export_headings = {"get_kind_display": _("kind")}
    export_filename = "related-topics"
    panels = [
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("url"),
        FieldPanel("publisher"),
        FieldPanel("note"),
        FieldPanel("checked"),
        FieldPanel("position"),
    ]
