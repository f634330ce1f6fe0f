"""The list and the form of changes and corrections, which readers see in the corrections log."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from conditions.models import Change
from desk.view_sets import DeskViewSet


class ChangeViewSet(DeskViewSet):
    model = Change
    icon = "history"
    list_display = ["__str__", "kind", "text"]
    list_filter = ["kind", "changed_on", "condition", "guide"]
    search_fields = ["text", "condition__name", "guide__title"]
    ordering = ["-changed_on", "-pk"]
    list_export = ["changed_on", "get_kind_display", "condition", "guide", "text"]
    export_headings = {"get_kind_display": _("kind")}
    export_filename = "changes"
    inspect_view_fields = ["kind", "condition", "guide", "changed_on", "text"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("condition"),
        FieldPanel("guide"),
        FieldPanel("changed_on"),
        FieldPanel("text"),
    ]
