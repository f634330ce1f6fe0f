"""What the portal adds to the editors' desk: the second step, and who came in or failed to."""

from axes.models import AccessFailureLog, AccessLog
from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import workflows
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.button import Button

from desk import csp_widgets, lock_outs, safe_exports, two_factor

# dashboard, desk_search and lock_outs have hooks of their own.
from . import dashboard, desk_search  # noqa: F401

BaseChooser.render = csp_widgets.render
SpreadsheetExportMixin.preprocess_field_value = safe_exports.preprocess_field_value
# Nobody uploads anything to the portal, not even a picture of themselves.
AvatarSettingsPanel.is_active = lambda panel: False
# It leads to the page tree.
workflows.Index.columns = [one for one in workflows.Index.columns if one.name != "usage"]


class SignIns(ReportView):
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

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


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
    def __init__(self, view, **kwargs):
        super().__init__(view.page_title, reverse(view.index_url_name), **kwargs)
        self.permission = view.permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_reports_menu_item")
def sign_ins_item():
    return ReportItem(SignIns, name="sign-ins", icon_name="key", order=1200)


@hooks.register("register_reports_menu_item")
def failed_sign_ins_item():
    return ReportItem(FailedSignIns, name="failed-sign-ins", icon_name="warning", order=1210)


@hooks.register("register_reports_menu_item")
def lock_outs_item():
    return ReportItem(lock_outs.LockOutsView, name="lock-outs", icon_name="lock", order=1220)


@hooks.register("register_admin_urls")
def desk_urls():
    reports = [
        path(
            f"reports/{name.replace('_', '-')}/{part}",
            view.as_view(results_only=bool(part)),
            name=f"{name}_results" if part else name,
        )
        for name, view in (("sign_ins", SignIns), ("failed_sign_ins", FailedSignIns))
        for part in ("", "results/")
    ]
    return [
        *reports,
        path("two-factor/", two_factor.two_factor, name="two_factor"),
        path("two-factor/confirm/", two_factor.confirm, name="two_factor_confirm"),
        path("two-factor/code/", two_factor.code, name="two_factor_code"),
        path("two-factor/of/<int:pk>/", two_factor.two_factor_of, name="two_factor_of"),
    ]


@hooks.register("register_account_menu_item")
def two_factor_item(request):
    return {
        "url": reverse("two_factor"),
        "label": _("Second step of the login"),
        "help_text": _("A code from your phone, beside the password."),
    }


@hooks.register("register_user_listing_buttons")
def two_factor_button(user, request_user):
    if two_factor.may_help(request_user, user):
        url = reverse("two_factor_of", args=[user.pk])
        yield Button(_("Second step of the login"), url, icon_name="key", priority=40)


@hooks.register("register_log_actions")
def two_factor_actions(actions):
    actions.register_action(
        "portal.two_factor_on", _("Second step on"), _("Second step of the login switched on")
    )
    actions.register_action(
        "portal.two_factor_off", _("Second step off"), _("Second step of the login switched off")
    )


@hooks.register("insert_global_admin_js")
def start_script():
    return format_html('<script src="{}"></script>', static("desk.js"))
