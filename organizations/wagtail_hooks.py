"""Register the desk's lists, forms and queues for organizations, contacts, reports and meetings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

# Importing `queues` and `search` registers what is in them.
from .desk import checks, queues, reports, search  # noqa: F401
from .desk.contacts import ContactViewSet
from .desk.meetings import MeetingViewSet
from .desk.organizations import OrganizationViewSet
from .models import Contact, Organization, Report

# Contacts and reports belong to the organization: people who may see it may see them.
for model in (Contact, Report):
    register_permission_policy(model, ModelPermissionPolicy(model, auth_model=Organization))


class OrganizationsGroup(snippets.SnippetViewSetGroup):
    items = (OrganizationViewSet, ContactViewSet, reports.ReportViewSet, MeetingViewSet)
    menu_label = _("Support")
    menu_name = "support"
    menu_icon = "group"
    menu_order = 110


register_snippet(OrganizationsGroup)

hooks.register("register_log_actions", reports.log_actions)


@hooks.register("register_admin_urls")
def addresses():
    handled, opened = reports.handle_report, reports.open_report_again
    return [
        path("contacts/<int:pk>/checked/", checks.check_contact, name="desk-check-contact"),
        path("meetings/<int:pk>/checked/", checks.check_meeting, name="desk-check-meeting"),
        path("reports-of-readers/<int:pk>/handled/", handled, name="desk-handle-report"),
        path("reports-of-readers/<int:pk>/open/", opened, name="desk-open-report"),
    ]
