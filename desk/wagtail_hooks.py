"""Register what the desk itself adds to Wagtail, and what it changes in Wagtail."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views import workflows
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.button import Button

from . import (
    csp_widgets,
    deleting,
    lock_outs,
    queues,
    safe_exports,
    search,
    sign_ins,
    two_factor,
    typed_dates,
)
from .first_page import Counts, NeedsSomebody

BaseChooser.render = csp_widgets.render
SpreadsheetExportMixin.preprocess_field_value = safe_exports.preprocess_field_value
# Nobody uploads anything to the portal, not even a picture of themselves.
AvatarSettingsPanel.is_active = lambda panel: False
# This column links to the page tree, which we do not use.
workflows.Index.columns = [one for one in workflows.Index.columns if one.name != "usage"]

typed_dates.read_strictly()

hooks.register("register_actions", deleting.keep_what_is_used)
# After Wagtail's action of this name, and before the one that takes back decisions on studies.
hooks.register("register_bulk_action", deleting.BulkDelete, order=5)
hooks.register("register_admin_menu_item", queues.menu)
hooks.register("register_admin_search_area", search.area)
hooks.register("register_log_actions", lock_outs.log_actions)
hooks.register("register_log_actions", two_factor.log_actions)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("queues/<slug:slug>/", queues.QueueView.as_view(), name="desk-queue"),
        path("search/", search.DeskSearchView.as_view(), name="desk-search"),
        *sign_ins.addresses(),
        *lock_outs.addresses(),
        *two_factor.addresses(),
    ]


@hooks.register("register_reports_menu_item")
def sign_ins_item():
    return sign_ins.ReportItem(sign_ins.SignIns, name="sign-ins", icon_name="key", order=1200)


@hooks.register("register_reports_menu_item")
def failed_sign_ins_item():
    view = sign_ins.FailedSignIns
    return sign_ins.ReportItem(view, name="failed-sign-ins", icon_name="warning", order=1210)


@hooks.register("register_reports_menu_item")
def lock_outs_item():
    view = lock_outs.LockOutsView
    return sign_ins.ReportItem(view, name="lock-outs", icon_name="lock", order=1220)


@hooks.register("register_account_menu_item")
def two_factor_item(request):
    return {
        "url": reverse("two_factor"),
        "label": _("Two-step sign-in"),
        "help_text": _("A code from your phone, in addition to the password."),
    }


@hooks.register("register_user_listing_buttons")
def two_factor_button(user, request_user):
    if two_factor.may_help(request_user, user):
        url = reverse("two_factor_of", args=[user.pk])
        yield Button(_("Two-step sign-in"), url, icon_name="key", priority=40)


# The first page, and Wagtail's menus without what the portal does not use


# Before the apps add their panels.
@hooks.register("construct_homepage_panels", order=-1)
def first_page(request, panels):
    of_the_page_tree = (RecentEditsPanel, LockedPagesPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, of_the_page_tree)]
    panels += [NeedsSomebody(request), Counts(request)]


@hooks.register("construct_homepage_summary_items")
def no_summary(request, items):
    """Leave out Wagtail's counts of its own pages and pictures."""
    items[:] = []


@hooks.register("construct_main_menu")
def main_menu(request, items):
    """Leave out the page tree, and the libraries of pictures and documents."""
    items[:] = [item for item in items if item.name not in ("explorer", "images", "documents")]


@hooks.register("construct_help_menu")
def help_menu(request, items):
    """Leave out Wagtail's guides: they are on another site, about pages that we do not have."""
    items[:] = [item for item in items if item.url.startswith(("/", "#"))]


@hooks.register("construct_reports_menu")
def reports_menu(request, items):
    of_the_page_tree = ("locked-pages", "aging-pages", "page-types-usage")
    items[:] = [item for item in items if item.name not in of_the_page_tree]


@hooks.register("construct_settings_menu")
def settings_menu(request, items):
    items[:] = [item for item in items if item.name not in ("collections", "sites", "redirects")]


@hooks.register("insert_global_admin_css")
def style_sheet():
    return format_html('<link rel="stylesheet" href="{}">', static("desk.css"))


@hooks.register("insert_global_admin_js")
def start_script():
    return format_html('<script src="{}"></script>', static("desk.js"))
