"""The list of what readers report, and the buttons that handle a report or open it again."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogFormatter, log
from wagtail.utils.timestamps import render_timestamp

from desk.tables import FormColumn
from organizations.models import Report

from .checks import role_of
from .contacts import ContactIndexView, ContactViewSet

HANDLES = "organizations.change_organization"
HANDLED, OPENED_AGAIN = "organizations.report_handled", "organizations.report_opened_again"


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
    menu_label = _("Reports from readers")
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


@require_POST
def handle_report(request, pk):
    """One press: somebody looked into what readers said."""
    report = _report_for(request, pk)
    if Report.objects.filter(pk=pk).handle(role_of(request.user)):
        _log(report, HANDLED, request.user)
        told = gettext(
            "Handled: %(report)s. You can open it again under Support, Reports from readers."
        )
        messages.success(request, told % {"report": report})
    else:
        report.refresh_from_db()
        told = gettext("Nothing was changed. Handled before: %(report)s, by %(who)s on %(when)s.")
        who, when = report.handled_by, render_timestamp(report.handled_at)
        messages.warning(request, told % {"report": report, "who": who, "when": when})
    return _back(request)


@require_POST
def open_report_again(request, pk):
    report = _report_for(request, pk)
    if report.is_open:
        messages.success(request, gettext("Already open: %(report)s") % {"report": report})
    elif report.open_again():
        _log(report, OPENED_AGAIN, request.user)
        messages.success(request, gettext("Open again: %(report)s") % {"report": report})
    else:
        messages.warning(
            request, gettext("Readers have reported it again since then, and that report is open.")
        )
    return _back(request)


def _report_for(request, pk):
    if not request.user.has_perm(HANDLES):
        raise PermissionDenied
    return get_object_or_404(Report.objects.select_related("organization"), pk=pk)


def _log(report, action, user):
    log(report.organization, action, user=user, data={"value": report.value})


def _back(request):
    queue = reverse("desk-queue", args=["reported"])
    return redirect(get_valid_next_url_from_request(request) or queue)


def log_actions(actions):
    for action, label, message in (
        (HANDLED, _("Handle a report"), _("Handled what readers reported about %(value)s")),
        (
            OPENED_AGAIN,
            _("Open a report again"),
            _("Opened again what readers reported about %(value)s"),
        ),
    ):
        actions.register_action(action)(_formatter(label, message))


def _formatter(name, text):
    class OfReport(LogFormatter):
        label = name

        def format_message(self, entry):
            return text % entry.data

    return OfReport
