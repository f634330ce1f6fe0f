"""The list and the form of organizations."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
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
from wagtail.admin.ui.tables import Column, DateColumn

from conditions.desk.pages import ADDRESS
from desk.view_sets import DeskViewSet, IndexView
from organizations.choices import Kind
from organizations.models import Contact, Organization

from .checks import CHECK, DueFilter


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


def contacts_shown(organization):
    return len(organization.contact_book.shown)


class OrganizationIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("contacts")


class OrganizationViewSet(DeskViewSet):
    model = Organization
    list_per_page = 60
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
        Column("shown", label=_("Contacts shown"), accessor=contacts_shown),
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
                            FieldRowPanel([FieldPanel("read_on"), FieldPanel("source_year")]),
                            FieldPanel("editors_note"),
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
                    FieldPanel("ways"),
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
                heading=_("Who it is for, and where"),
            ),
            ObjectList(
                [
                    ADDRESS,
                    FieldPanel("registry_names"),
                    FieldPanel("position"),
                    PublishingPanel(),
                ],
                heading=_("About this page"),
            ),
        ]
    )
