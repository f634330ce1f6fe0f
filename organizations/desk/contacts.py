"""The list of all contacts. Editors change a contact on the page of its organization."""

from django.db.models import Model
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from organizations.models import Contact, Organization

from .checks import CheckColumn, DueFilter

CHANGES = "organizations.change_organization"


class ContactFilterSet(WagtailFilterSet):
    check = DueFilter(method="by_check")

    class Meta:
        model = Contact
        fields = ["kind", "mark", "organization"]

    def by_check(self, contacts, name, days):
        return contacts.unchecked_for(int(days))


class ContactIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Contact.objects.filter(organization__live=True).most_urgent_first()

    def get_edit_url(self, instance):
        if not self.request.user.has_perm(CHANGES):
            return None
        edit = Organization.snippet_viewset.get_url_name("edit")
        return reverse(edit, args=[instance.organization_id])


class ContactViewSet(ModelViewSet):
    """All contacts, those that wait longest first. They are changed on the organization's page."""

    model: type[Model] = Contact
    name = url_prefix = "contacts"
    url_namespace = "desk-contacts"
    icon = "mail"
    menu_label = _("Contacts to check")
    index_view_class = ContactIndexView
    filterset_class = ContactFilterSet
    search_fields = ["value", "label", "organization__name"]
    search_backend_name = None
    copy_view_enabled = False
    # Their order is that of the organization's page.
    sort_order_field = None
    add_to_reference_index = False
    list_per_page = 50
    list_display = [
        "value",
        Column("kind", accessor="get_kind_display", sort_key="kind"),
        Column("organization", sort_key="organization__name"),
        BooleanColumn("is_shown", label=_("Readers see it")),
        Column("why_hidden", label=_("Why not")),
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
        Column("editors_note"),
        CheckColumn("check", label=""),
    ]
    list_export = [
        *("organization", "get_kind_display", "value", "label", "hours", "is_shown"),
        *("checked_on", "checked_by", "get_checked_how_display"),
        *("mark", "source", "read_on", "source_year", "editors_note"),
    ]
    export_headings = {"get_kind_display": _("kind"), "get_checked_how_display": _("how")}
    export_filename = "contacts"

    def get_common_view_kwargs(self, **kwargs):
        names = super().get_common_view_kwargs(**kwargs)
        nowhere = ("add", "edit", "delete", "history", "usage")
        return names | dict.fromkeys(f"{name}_url_name" for name in nowhere)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self):
        """A contact has no page of its own."""
