"""The desk for organizations, their contacts with the clock on each, and their meetings."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
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
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter, log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from conditions.wagtail_hooks import ADDRESS, CompareView, HistoryView, VersionView
from desk.tables import FormColumn, IndexView

from . import zones
from .choices import LINKS, ContactKind, How, Kind
from .models import DUE_DAYS, HIDDEN_DAYS, Contact, Meeting, Organization, Report

# Contacts are the organization's: who may see that may see these, and what readers say of them.
for model in (Contact, Report):
    register_permission_policy(model, ModelPermissionPolicy(model, auth_model=Organization))
# What was checked shows to readers at once: that is to publish.
CHECKS, CHECKS_MEETINGS = "organizations.publish_organization", "organizations.publish_meeting"
HANDLES = "organizations.change_organization"
HANDLED, OPENED_AGAIN = "organizations.report_handled", "organizations.report_opened_again"
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


class OrganizationIndexView(IndexView):
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
                heading=_("For whom and where"),
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


class CheckColumn(FormColumn):
    """A button: an editor made sure of it today."""

    cell_template_name = "organizations/desk/check_cell.html"
    checks, address = CHECKS, "desk-check-contact"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["may_check"] = request.user.has_perm(self.checks)
        context["address"] = reverse(self.address, args=[instance.pk])
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
        return Contact.objects.filter(organization__live=True).most_urgent_first()

    def get_edit_url(self, instance):
        if not self.request.user.has_perm(HANDLES):
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


class HandleColumn(FormColumn):
    """A button: somebody looked into it; or, to undo that: it is open again."""

    cell_template_name = "organizations/desk/handle_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["may_handle"] = request.user.has_perm(HANDLES)
        return context


class ReportFilterSet(WagtailFilterSet):
    handled_at = django_filters.BooleanFilter(
        label=_("Still open"), field_name="handled_at", lookup_expr="isnull"
    )

    class Meta:
        model = Report
        fields = ["organization"]


class ReportIndexView(ContactIndexView):
    def get_base_queryset(self):
        return Report.objects.select_related("organization", "contact")


class ReportViewSet(ContactViewSet):
    """All that readers said is wrong, the latest first, with what was handled."""

    model = Report
    name = url_prefix = "reports-of-readers"
    url_namespace = "desk-reports"
    icon = "warning"
    menu_label = _("Reports of readers")
    index_view_class = ReportIndexView
    filterset_class = ReportFilterSet
    search_fields = ["value", "organization__name"]
    ordering = ["-last_at"]
    list_display = [
        "value",
        Column("organization", sort_key="organization__name"),
        Column("wrong", label=_("What is wrong"), accessor=lambda one: ", ".join(one.wrong_labels)),
        Column("count", sort_key="count"),
        DateColumn("last_at", label=_("Last reported"), sort_key="last_at"),
        DateColumn("handled_at", label=_("Handled"), sort_key="handled_at"),
        Column("handled_by"),
        HandleColumn("handle", label=""),
    ]
    list_export = [
        *("organization", "value", "wrong_labels", "count", "first_at", "last_at"),
        *("handled_at", "handled_by"),
    ]
    export_headings = {"wrong_labels": _("what is wrong")}
    export_filename = "reports-of-readers"


class NextDatesPanel(Panel):
    """What its rule comes to, for editors to compare with what the organization says."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "organizations/desk/next_dates.html"

        @cached_property
        def dates(self) -> list[str]:
            # What was just refused has none.
            if self.instance.first_day is None or self.form.errors:
                return []
            return [zones.time_in_words(start) for start in self.instance.next_dates()]


class CheckMeetingColumn(CheckColumn):
    checks, address = CHECKS_MEETINGS, "desk-check-meeting"


class MeetingFilterSet(WagtailFilterSet):
    check = DueFilter(method="by_check")

    class Meta:
        model = Meeting
        fields = ["organization", "is_online", "is_in_person", "live"]

    def by_check(self, meetings, name, days):
        return meetings.unchecked_for(int(days))


class MeetingViewSet(DeskViewSet):
    model = Meeting
    icon = "calendar"
    menu_label = _("Meetings")
    filterset_class = MeetingFilterSet
    list_display = [
        "title",
        Column("organization", sort_key="organization__name"),
        Column("recurrence"),
        "time_zone",
        DateColumn("next", label=_("Next date")),
        BooleanColumn("is_shown", label=_("Readers see it")),
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
        CheckMeetingColumn("check", label=""),
    ]
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
        FieldPanel("not_on"),
        NextDatesPanel(heading=_("Next dates, as saved")),
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
    items = (OrganizationViewSet, ContactViewSet, ReportViewSet, MeetingViewSet)
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
    contact.mark_checked(request.user, _role_of(request.user), _HOW[contact.kind])
    messages.success(request, gettext("Checked today: %(contact)s") % {"contact": contact})
    index = reverse("desk-contacts:index")
    return redirect(get_valid_next_url_from_request(request) or index)


@require_POST
def check_meeting(request, pk):
    if not request.user.has_perm(CHECKS_MEETINGS):
        raise PermissionDenied
    meeting = get_object_or_404(Meeting, pk=pk)
    meeting.mark_checked(request.user, _role_of(request.user), How.READ)
    messages.success(request, gettext("Checked today: %(meeting)s") % {"meeting": meeting})
    index = reverse(Meeting.snippet_viewset.get_url_name("list"))
    return redirect(get_valid_next_url_from_request(request) or index)


def _role_of(user):
    return user.groups.values_list("name", flat=True).first() or gettext("Editor")


@require_POST
def handle_report(request, pk):
    """One press: somebody looked into what readers said."""
    report = _report_for(request, pk)
    if Report.objects.filter(pk=pk).handle(_role_of(request.user)):
        _log(report, HANDLED, request.user)
    messages.success(
        request,
        gettext("Handled: %(report)s. You can open it again under Support, Reports of readers.")
        % {"report": report},
    )
    return _back(request)


@require_POST
def open_report_again(request, pk):
    report = _report_for(request, pk)
    if report.is_open or report.open_again():
        _log(report, OPENED_AGAIN, request.user)
        messages.success(request, gettext("Open again: %(report)s") % {"report": report})
    else:
        messages.warning(request, gettext("Readers have reported the same anew: that one is open."))
    return _back(request)


def _report_for(request, pk):
    if not request.user.has_perm(HANDLES):
        raise PermissionDenied
    return get_object_or_404(Report.objects.select_related("organization"), pk=pk)


def _log(report, action, user):
    log(report.organization, action, user=user, data={"value": report.value})


def _back(request):
    # The queue, which is the portal's, where no list sent it.
    queue = reverse("desk-queue", args=["reported"])
    return redirect(get_valid_next_url_from_request(request) or queue)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("contacts/<int:pk>/checked/", check_contact, name="desk-check-contact"),
        path("meetings/<int:pk>/checked/", check_meeting, name="desk-check-meeting"),
        path("reports-of-readers/<int:pk>/handled/", handle_report, name="desk-handle-report"),
        path("reports-of-readers/<int:pk>/open/", open_report_again, name="desk-open-report"),
    ]


@hooks.register("register_log_actions")
def handled_reports(actions):
    for action, label, message in (
        (HANDLED, _("Handle a report"), _("Handled what readers said of %(value)s")),
        (OPENED_AGAIN, _("Open a report again"), _("Opened again: what readers said of %(value)s")),
    ):
        actions.register_action(action)(_formatter(label, message))


def _formatter(name, text):
    class OfReport(LogFormatter):
        label = name

        def format_message(self, entry):
            return text % entry.data

    return OfReport
