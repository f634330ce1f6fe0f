"""The desk's tables: lists, their columns, and the page that a line of a list opens."""

from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.permissions import policy_registry


def edit_address(thing) -> str:
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def where_to_open(user, thing) -> str:
    """Return the form if this person may change the thing, else the page that only shows it."""
    policy = policy_registry.get_by_type(type(thing))
    if policy.user_has_permission_for_instance(user, "change", thing):
        return edit_address(thing)
    return reverse(thing.snippet_viewset.get_url_name("inspect"), args=[thing.pk])


def may_look(user, model) -> bool:
    actions = ["add", "change", "delete", "view"]
    return policy_registry.get_by_type(model).user_has_any_permission(user, actions)


class GuardedReport(ReportView):
    """A report for people who have this permission."""

    permission: str

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FormColumn(BaseColumn):
    """A cell with a form. Wagtail renders cells without the request, so we add the token."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}
