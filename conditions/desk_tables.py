"""Columns for the desk's tables."""

from django.middleware.csrf import get_token
from wagtail.admin.ui.tables import BaseColumn


class FormColumn(BaseColumn):
    """A cell with a form. Wagtail renders cells without the request, so the token comes along."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}
