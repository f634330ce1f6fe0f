"""Reports for administrators: who signed in, and whose sign-in failed."""

from axes.models import AccessFailureLog, AccessLog
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn

from .tables import GuardedReport


class SignIns(GuardedReport):
    page_title = _("Sign-ins")
    header_icon = "key"
    model = AccessLog
    permission = "axes.view_accesslog"
    index_url_name = "sign_ins"
    index_results_url_name = "sign_ins_results"
    is_searchable = True
    search_fields = ["username"]
    default_ordering = "-attempt_time"
    columns = [
        DateColumn("attempt_time", label=_("When")),
        Column("username", label=_("Account")),
        Column("ip_address", label=_("Address")),
        Column("user_agent", label=_("Browser")),
        DateColumn("logout_time", label=_("Signed out")),
    ]
    list_export = ["attempt_time", "username", "ip_address", "user_agent", "logout_time"]


class FailedSignIns(SignIns):
    page_title = _("Failed sign-ins")
    model = AccessFailureLog
    permission = "axes.view_accessfailurelog"
    index_url_name = "failed_sign_ins"
    index_results_url_name = "failed_sign_ins_results"
    columns = [
        DateColumn("attempt_time", label=_("When")),
        Column("username", label=_("Account")),
        Column("ip_address", label=_("Address")),
        Column("user_agent", label=_("Browser")),
        BooleanColumn("locked_out", label=_("Locked out")),
    ]
    list_export = ["attempt_time", "username", "ip_address", "user_agent", "locked_out"]


class ReportItem(MenuItem):
    """A line of the menu "Reports", for people who may see the report."""

    def __init__(self, view, **kwargs):
        super().__init__(view.page_title, reverse(view.index_url_name), **kwargs)
        self.permission = view.permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


def addresses():
    return [
        path(
            f"reports/{name.replace('_', '-')}/{part}",
            view.as_view(results_only=bool(part)),
            name=f"{name}_results" if part else name,
        )
        for name, view in (("sign_ins", SignIns), ("failed_sign_ins", FailedSignIns))
        for part in ("", "results/")
    ]
