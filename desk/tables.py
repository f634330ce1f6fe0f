"""The desk's tables: lists, columns, and where a line of one leads whom."""

from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets


def where_to_open(user, thing) -> str:
    """The form for somebody who may change it; else the page on which she may look at it."""
    policy = policy_registry.get_by_type(type(thing))
    changes = policy.user_has_permission_for_instance(user, "change", thing)
    name = thing.snippet_viewset.get_url_name("edit" if changes else "inspect")
    return reverse(name, args=[thing.pk])


def may_look(user, model) -> bool:
    actions = ["add", "change", "delete", "view"]
    return policy_registry.get_by_type(model).user_has_any_permission(user, actions)


class FormColumn(BaseColumn):
    """A cell with a form. Wagtail renders cells without the request, so the token comes along."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


class IndexView(snippets.IndexView):
    """A list with boxes to tick only for those who may delete: that is all the ticks are for."""

    @property
    def columns(self):
        columns = super().columns
        if self.user_has_permission("delete"):
            return columns
        return [one for one in columns if not isinstance(one, BulkActionsCheckboxColumn)]
