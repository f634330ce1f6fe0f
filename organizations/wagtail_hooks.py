"""The desk for organizations, their contacts with the clock on each, and their meetings."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn, Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from conditions.wagtail_hooks import CompareView, HistoryView, VersionView

from .choices import LINKS, ContactKind, How, Kind
from .models import DUE_DAYS, HIDDEN_DAYS, Contact, Meeting, Organization

# Contacts are the organization's: who may see that may see these.
register_permission_policy(Contact, ModelPermissionPolicy(Contact, auth_model=Organization))
# What was checked shows to readers at once: that is to publish.
CHECKS = "organizations.publish_organization"
# What "checked" means, where an editor does not say more.
_HOW = {
    ContactKind.PHONE: How.CALLED,
    ContactKind.EMAIL: How.WROTE,
    ContactKind.POSTAL: How.READ,
    **dict.fromkeys(LINKS, How.OPENED),
}

CHECK = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_how")]),
        FieldPanel("checked_by"),
    ],
    heading=_("Last check"),
)


class DueFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        choices = [
            (DUE_DAYS, _("To check: never, or more than 180 days ago")),
            (HIDDEN_DAYS, _("Never checked, or more than 365 days ago")),
        ]
        super().__init__(label=_("Check"), choices=choices, **kwargs)


class OrganizationFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Help it gives"), field_name="kinds", lookup_expr="contains", choices=Kind.choices
    )
    check = DueFilter(method="by_check")

    class Meta:
        model = Organization
        fields = ["nature", "live", "country"]

    def by_check(self, organizations, name, days):
        due = Contact.objects.unchecked_for(int(days))
        return organizations.filter(pk__in=due.values("organization"))


def contacts_to_check(organization):
    return sum(
        contact.checked_on is None or contact.is_due for contact in organization.contacts.all()
    )


class OrganizationIndexView(snippets.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("contacts")


class DeskViewSet(snippets.SnippetViewSet):
    history_view_class = HistoryView
    revisions_view_class = VersionView
    revisions_compare_view_class = CompareView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 60


class OrganizationViewSet(DeskViewSet):
    model = Organization
    icon = "group"
    menu_label = _("Organizations")
    index_view_class = OrganizationIndexView
    filterset_class = OrganizationFilterSet
    search_fields = ["name", "slug", "country", "place"]
    search_backend_name = None
    ordering = ["position", "name"]
    list_display = [
        "name",
        Column("nature", label=_("What it is"), accessor="get_nature_display"),
        Column("country", sort_key="country"),
        Column("to_check", label=_("Contacts to check"), accessor=contacts_to_check),
        Column("shown", label=_("Contacts shown"), accessor=lambda one: len(one.shown_contacts)),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
    ]
    list_export = [
        *("name", "slug", "get_nature_display", "kinds", "audience", "country", "place"),
        *("languages", "unread", "status_string", "updated_at"),
    ]
    export_headings = {"get_nature_display": _("what it is"), "status_string": _("status")}
    export_filename = "organizations"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("name", required_on_save=True),
                    FieldPanel("other_names"),
                    FieldPanel("nature"),
                    InlinePanel(
                        "offers",
                        [
                            FieldPanel("text"),
                            FieldRowPanel([FieldPanel("mark"), FieldPanel("source")]),
                        ],
                        heading=_("What it offers"),
                        label=_("Offer"),
                    ),
                    FieldPanel("note"),
                    FieldPanel("editors_note"),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "contacts",
                        [
                            FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]),
                            FieldRowPanel([FieldPanel("label"), FieldPanel("hours")]),
                            CHECK,
                            FieldRowPanel([FieldPanel("mark"), FieldPanel("source")]),
                            FieldRowPanel([FieldPanel("source_year"), FieldPanel("editors_note")]),
                        ],
                        heading=_("Contacts"),
                        label=_("Contact"),
                        help_text=_(
                            "Readers see a contact for a year after its check. Never enter the "
                            "number of a private person."
                        ),
                    ),
                ],
                heading=_("Contacts"),
            ),
            ObjectList(
                [
                    FieldPanel("kinds"),
                    FieldPanel("audience"),
                    MultiFieldPanel(
                        [
                            FieldPanel("scope"),
                            FieldPanel("conditions", widget=forms.CheckboxSelectMultiple),
                        ],
                        heading=_("Diseases"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("country"),
                            FieldPanel("also_in"),
                            FieldPanel("reach"),
                            FieldRowPanel([FieldPanel("place"), FieldPanel("region")]),
                            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                        ],
                        heading=_("Where"),
                    ),
                    FieldPanel("languages"),
                    FieldPanel("languages_in_part"),
                    FieldPanel("unread"),
                    FieldPanel("sources"),
                ],
                heading=_("For whom and where"),
            ),
            ObjectList(
                [
                    FieldPanel("slug", required_on_save=True),
                    FieldPanel("registry_names"),
                    FieldPanel("position"),
                    PublishingPanel(),
                ],
                heading=_("About this page"),
            ),
        ]
    )


class CheckColumn(BaseColumn):
    """A button: an editor made sure of it today."""

    cell_template_name = "organizations/desk/check_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["may_check"] = request.user.has_perm(CHECKS)
        context["csrf_token"] = get_token(request)
        return context


class ContactFilterSet(WagtailFilterSet):
    check = DueFilter(method="by_check")

    class Meta:
        model = Contact
        fields = ["kind", "mark", "organization"]

    def by_check(self, contacts, name, days):
        return contacts.unchecked_for(int(days))


class ContactIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Contact.objects.filter(organization__live=True).oldest_check_first()

    def get_edit_url(self, instance):
        if not self.request.user.has_perm("organizations.change_organization"):
            return None
        edit = Organization.snippet_viewset.get_url_name("edit")
        return reverse(edit, args=[instance.organization_id])


class ContactViewSet(ModelViewSet):
    """All contacts, those that wait longest first. They are changed on the organization's page."""

    model = Contact
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
        *("mark", "source", "source_year", "editors_note"),
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


class MeetingViewSet(DeskViewSet):
    model = Meeting
    icon = "calendar"
    list_display = [
        "title",
        Column("organization", sort_key="organization__name"),
        Column("recurrence"),
        "time_zone",
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
    ]
    list_filter = ["organization", "is_online", "is_in_person", "live"]
    search_fields = ["title", "organization__name"]
    search_backend_name = None
    list_export = [
        *("organization", "title", "is_online", "is_in_person", "first_day", "starts_at"),
        *("time_zone", "minutes", "recurrence", "languages", "checked_on", "status_string"),
    ]
    export_headings = {"status_string": _("status")}
    export_filename = "meetings"
    panels = [
        FieldPanel("organization"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("is_online"), FieldPanel("is_in_person")]),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("starts_at"), FieldPanel("minutes")]),
        FieldRowPanel([FieldPanel("time_zone"), FieldPanel("recurrence")]),
        FieldPanel("how_to_join"),
        FieldPanel("place"),
        FieldPanel("audience"),
        FieldPanel("languages"),
        FieldPanel("conditions", widget=forms.CheckboxSelectMultiple),
        CHECK,
        FieldPanel("source"),
        PublishingPanel(),
    ]


class OrganizationsGroup(snippets.SnippetViewSetGroup):
    items = (OrganizationViewSet, ContactViewSet, MeetingViewSet)
    menu_label = _("Support")
    menu_name = "support"
    menu_icon = "group"
    menu_order = 110


register_snippet(OrganizationsGroup)


@require_POST
def check_contact(request, pk):
    """One press: an editor made sure of it today, in the way that is usual for its kind."""
    if not request.user.has_perm(CHECKS):
        raise PermissionDenied
    contact = get_object_or_404(Contact.objects.select_related("organization"), pk=pk)
    groups = request.user.groups.values_list("name", flat=True)
    contact.mark_checked(request.user, groups.first() or gettext("Editor"), _HOW[contact.kind])
    messages.success(request, gettext("Checked today: %(contact)s") % {"contact": contact})
    index = reverse("desk-contacts:index")
    return redirect(get_valid_next_url_from_request(request) or index)


@hooks.register("register_admin_urls")
def addresses():
    return [path("contacts/<int:pk>/checked/", check_contact, name="desk-check-contact")]
