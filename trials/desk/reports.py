"""The list of what readers say of studies, and the buttons that handle a report."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.utils.timestamps import render_timestamp

from desk.queues import Queue, Reason, Row, register
from desk.tables import FormColumn
from trials.models import StudyReport, role_of

from .queues import DECIDES
from .records import ReadOnlyViewSet

HANDLED, CONFIRMED = "trials.report_handled", "trials.report_confirmed"
OPENED_AGAIN = "trials.report_opened_again"


class ReportButtonsColumn(FormColumn):
    """Buttons: it is true, it is not; or, to undo that: open again."""

    cell_template_name = "trials/desk/report_buttons.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"may_handle": parent_context["request"].user.has_perm(DECIDES)}


class ReportFilterSet(WagtailFilterSet):
    handled_at = django_filters.BooleanFilter(
        label=_("Still open"), field_name="handled_at", lookup_expr="isnull"
    )

    class Meta:
        model = StudyReport
        fields = ["told"]


class ReportIndexView(generic.IndexView):
    def get_base_queryset(self):
        return StudyReport.objects.select_related("trial", "confirmed")


def outcome(report) -> str:
    if report.is_open:
        return ""
    return gettext("Readers told") if hasattr(report, "confirmed") else gettext("Readers not told")


class StudyReportViewSet(ReadOnlyViewSet):
    """All that readers said of studies, the latest first, with what was handled."""

    model = StudyReport
    name = url_prefix = "study-reports"
    url_namespace = "desk-study-reports"
    icon = "warning"
    menu_label = _("Reports on studies")
    inspect_view_enabled = False
    index_view_class = ReportIndexView
    filterset_class = ReportFilterSet
    search_fields = ["trial__nct_id", "trial__brief_title"]
    ordering = ["-last_at"]
    list_display = [
        TitleColumn(
            "trial_id",
            label=_("NCT number"),
            sort_key="trial",
            url_name="desk-trials:inspect",
            id_accessor="trial_id",
        ),
        Column("title", label=_("Title"), accessor="trial.brief_title"),
        Column("told", label=_("What readers say"), accessor="get_told_display", sort_key="told"),
        Column("count", sort_key="count"),
        DateColumn("last_at", label=_("Last reported"), sort_key="last_at"),
        DateColumn("handled_at", label=_("Handled"), sort_key="handled_at"),
        Column("outcome", label=_("Outcome"), accessor=outcome),
        ReportButtonsColumn("buttons", label=""),
    ]
    list_export = [
        *("trial_id", "trial.brief_title", "get_told_display", "count", "first_at", "last_at"),
        *("handled_at", "handled_by"),
    ]
    export_headings = {
        "trial_id": _("NCT number"),
        "trial.brief_title": _("Title"),
        "get_told_display": _("What readers say"),
    }
    export_filename = "study-reports"

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


@require_POST
@transaction.atomic
def confirm_report(request, pk):
    """One press: an editor found that it is true, and readers see it."""
    report = _report_for(request, pk)
    if not report.is_open:
        return _handled_before(request, report)
    report.confirm(role_of(request.user))
    log(report.trial, CONFIRMED, user=request.user)
    told = gettext(
        "Readers now see it: %(report)s. You can open it again under Trials, Reports on studies."
    )
    messages.success(request, told % {"report": report})
    return _back(request)


@require_POST
@transaction.atomic
def handle_report(request, pk):
    """One press: an editor looked into it, and there is nothing to tell."""
    report = _report_for(request, pk)
    if not report.is_open:
        return _handled_before(request, report)
    report.handle(role_of(request.user))
    log(report.trial, HANDLED, user=request.user)
    told = gettext("Handled: %(report)s. You can open it again under Trials, Reports on studies.")
    messages.success(request, told % {"report": report})
    return _back(request)


@require_POST
@transaction.atomic
def open_report_again(request, pk):
    report = _report_for(request, pk)
    if report.is_open:
        messages.success(request, gettext("Already open: %(report)s") % {"report": report})
    elif report.open_again():
        log(report.trial, OPENED_AGAIN, user=request.user)
        messages.success(request, gettext("Open again: %(report)s") % {"report": report})
    else:
        messages.warning(
            request, gettext("Readers have reported it again since then, and that report is open.")
        )
    return _back(request)


def _handled_before(request, report):
    told = gettext(
        "Nothing was changed. Someone handled this report before: %(report)s (%(outcome)s, by "
        "%(who)s on %(when)s). To answer it differently, open it again under Trials, Reports on "
        "studies."
    ) % {
        "report": report,
        "outcome": outcome(report),
        "who": report.handled_by,
        "when": render_timestamp(report.handled_at),
    }
    messages.warning(request, told)
    return _back(request)


def _report_for(request, pk):
    """The report, locked: of two answers at the same moment, the second finds the first."""
    if not request.user.has_perm(DECIDES):
        raise PermissionDenied
    reports = StudyReport.objects.select_related("trial").select_for_update(of=("self",))
    return get_object_or_404(reports, pk=pk)


def _back(request):
    queue = reverse("desk-queue", args=["study-reports"])
    return redirect(get_valid_next_url_from_request(request) or queue)


def urls():
    return [
        path("study-reports/<int:pk>/so/", confirm_report, name="desk-confirm-study-report"),
        path("study-reports/<int:pk>/handled/", handle_report, name="desk-handle-study-report"),
        path("study-reports/<int:pk>/open/", open_report_again, name="desk-open-study-report"),
    ]


def log_actions(actions):
    for action, label, message in (
        (CONFIRMED, _("Confirm a report"), _("Confirmed a report from readers")),
        (HANDLED, _("Handle a report"), _("Handled a report from readers")),
        (OPENED_AGAIN, _("Open a report again"), _("Opened a report from readers again")),
    ):
        actions.register_action(action, label, message)


def _row(report) -> Row:
    told = ngettext("%(what)s (%(count)d reader)", "%(what)s (%(count)d readers)", report.count)
    reason = Reason(told % {"what": report.get_told_display(), "count": report.count})
    status = Reason(gettext("The record says: %(status)s") % {"status": report.trial.status_label})
    return Row(
        name=report.trial_id,
        title=report.trial.brief_title,
        reasons=[reason, status],
        since=report.first_at,
        page=report.trial.get_absolute_url(),
        do=(gettext("It is true: tell readers"), _address("confirm", report)),
        or_do=(gettext("Nothing to tell"), _address("handle", report)),
        posts=True,
    )


def _address(what, report):
    return reverse(f"desk-{what}-study-report", args=[report.pk])


register(
    Queue(
        slug="study-reports",
        name=_("Readers who called a study"),
        counted=ngettext_lazy(
            "Readers say that %(count)d study is different from what we show",
            "Readers say that %(count)d studies are different from what we show",
            "count",
        ),
        about=_(
            "Call the study team, or read the record. If readers are right, press “It is true: "
            "tell readers”: the page of the study then says so, with the date of the report and "
            "the date of your check, until the sponsor changes the record. If not, press “Nothing "
            "to tell.” Both can be undone under Trials, Reports on studies. Readers cannot see "
            "reports that no one has checked."
        ),
        permissions=(DECIDES,),
        found=lambda: StudyReport.objects.open().most_told_first(),
        row=_row,
        order=60,
    )
)
