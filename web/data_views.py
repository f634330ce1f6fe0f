"""What all views of the API have in common: `fields=`, pages, and parameters of a form.

A view names the form of its parameters as `form_class`; so does its description (api_schema.py).
"""

import re
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rest_framework import generics, pagination, serializers
from rest_framework.exceptions import NotFound

from .exports import refuse, unknown
from .values_field import ValuesField

CURSOR_PAGE, MOST_ON_A_PAGE = 50, 100


class NoParameters(forms.Form):
    """For views that take none of their own."""


class FieldsForm(forms.Form):
    fields_ = ValuesField(label=_("Fields"), required=False)

    def __init__(self, asked: list[str], names: list[str]):
        super().__init__({"fields_": asked})
        self.fields["fields_"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # a field with choices


class ChosenFields(serializers.Serializer):
    """A row of which a program may choose fields: `fields=slug,name`."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        chosen = self.context.get("chosen") or fields
        return {name: field for name, field in fields.items() if name in chosen}


class NoticeSerializer(serializers.Serializer):
    """What an answer says of itself."""

    notice = serializers.CharField()


class DataView(generics.GenericAPIView):
    """A read-only view. It takes `fields` if its rows allow that."""

    form_class: type[forms.Form] = NoParameters

    @cached_property
    def form(self) -> Any:
        """The valid parameters; 400 where one cannot be used."""
        form = self.form_class(self.request.query_params)
        refuse(form.errors.get_json_data(), unknown(self.request.query_params, form.fields))
        return form

    @classmethod
    def names_of_fields(cls) -> list[str]:
        """What `fields` may choose from."""
        rows = cls.serializer_class
        return list(rows().get_fields()) if rows and issubclass(rows, ChosenFields) else []

    def get_serializer_context(self) -> dict[str, Any]:
        context = {**super().get_serializer_context()}
        asked = self.request.query_params.getlist("fields")
        if not asked:
            return context
        form = FieldsForm(asked, self.names_of_fields())
        if errors := form.errors.get_json_data():
            refuse({"fields": errors["fields_"]})
        return context | {"chosen": form.cleaned_data["fields_"]}


class OneThing(DataView):
    """A view of one row. A moved row answers with its new address before anything is refused."""

    def get_serializer(self, *args: Any, **kwargs: Any) -> serializers.BaseSerializer:
        self.form  # noqa: B018 (refuses what cannot be used)
        return super().get_serializer(*args, **kwargs)


def page_of(rows: dict, **more: dict) -> dict[str, Any]:
    """How a page of rows is described."""
    address = {"type": ["string", "null"], "format": "uri"}
    properties = {**more, "next": address, "previous": address, "results": rows}
    return {"type": "object", "required": list(properties), "properties": properties}


class Pages(pagination.PageNumberPagination):
    """The pages of a list that people see as well."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = MOST_ON_A_PAGE

    def get_paginated_response_schema(self, schema):
        return page_of(schema, count={"type": "integer"})


class CursorPages(pagination.CursorPagination):
    """Pages of a long list: no row is missed or repeated when others come or go."""

    page_size = CURSOR_PAGE
    page_size_query_param = "page_size"
    max_page_size = MOST_ON_A_PAGE
    ordering = "pk"
    cursor_query_description = "Where the page begins: take it from `next` or `previous`."
    # How to find a row again.
    position = re.compile(r"NCT\d{8}")

    def decode_cursor(self, request):
        error = {"cursor": [{"message": str(self.invalid_cursor_message), "code": "invalid"}]}
        try:
            cursor = super().decode_cursor(request)
        except NotFound as problem:
            raise serializers.ValidationError(error) from problem
        if cursor and cursor.position and not self.position.fullmatch(cursor.position):
            raise serializers.ValidationError(error)
        return cursor

    def get_paginated_response_schema(self, schema):
        return page_of(schema)
