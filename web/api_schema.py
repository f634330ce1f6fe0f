"""How the API describes itself (OpenAPI 3.1): from the forms, the rows and the views themselves."""

from typing import Any

from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from .data_views import ChosenFields
from .problem_details import CONTENT_TYPE, ProblemSerializer
from .values_field import ValuesField

# {status: when}. A view names any others that it can answer with.
PROBLEMS = {
    400: "A parameter cannot be used.",
    429: "Too many requests: see `Retry-After`.",
    503: "The data are temporarily unavailable: see `Retry-After`.",
}
MORE_PROBLEMS = {
    301: "It has moved: see `Location`.",
    404: "There is nothing with this name or number.",
    410: "It is no longer on the registry.",
}
FIELDS = OpenApiParameter(
    "fields",
    {"type": "array", "items": {"type": "string"}},
    description="Only these fields of each row, separated by commas.",
    explode=False,
)


class Schema(AutoSchema):
    """Reads `form_class`, `parameter_help`, `beside` and `problems` of a view."""

    def get_override_parameters(self) -> list[Any]:
        form = getattr(self.view, "form_class", forms.Form)
        help: dict[str, str] = getattr(self.view, "parameter_help", dict)()
        found = [parameter(name, field, help.get(name)) for name, field in form.base_fields.items()]
        names: list[str] = getattr(self.view, "names_of_fields", list)()
        return [*found, FIELDS] if names else found

    def get_response_serializers(self) -> Any:
        return getattr(self.view, "serializer_class", None)

    def get_tags(self) -> list[str]:
        return self._tokenize_path()[:1] or ["index"]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        statuses = PROBLEMS | {
            status: MORE_PROBLEMS[status] for status in getattr(self.view, "problems", ())
        }
        for status, when in sorted(statuses.items()):
            if status == 301:
                bodies[str(status)] = {"description": when}
                continue
            body = self._get_response_for_code(
                ProblemSerializer, str(status), [CONTENT_TYPE], direction
            )
            bodies[str(status)] = body | {"description": when}
        return bodies

    def _get_response_for_code(
        self,
        serializer: Any,
        status_code: str,
        media_types: Any = None,
        direction: Any = "response",
    ) -> dict[str, Any]:
        found = super()._get_response_for_code(serializer, status_code, media_types, direction)
        beside = getattr(self.view, "beside", None)
        if beside and status_code == "200":
            more = self.resolve_serializer(beside, direction).ref
            for content in found["content"].values():
                content["schema"] = {"allOf": [content["schema"], more]}
        return found

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        """Add the example of the rows; if a program chooses the fields, none is required."""
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)
        if isinstance(serializer, ChosenFields):
            schema.pop("required", None)
        if example := getattr(serializer, "example", None):
            schema["examples"] = [example]
        return schema


def parameter(name: str, field: forms.Field, help: str | None = None) -> OpenApiParameter:
    """A parameter as the field of a form takes it."""
    text = f"{field.label}. {field.help_text if help is None else help}".strip()
    several = isinstance(field, ValuesField)
    value = _type_of(field)
    choices = [choice for choice, _label in getattr(field, "choices", ()) if choice != ""]
    if choices:
        coerce = getattr(field, "coerce", str)
        value = value | {"enum": list(dict.fromkeys(map(coerce, choices)))}
    schema = {"type": "array", "items": value} if several else value
    explode = False if several else None
    return OpenApiParameter(
        name, schema, required=field.required, description=text, explode=explode
    )


def _type_of(field):
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if getattr(field, "coerce", None) is int or isinstance(field, forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    longest = getattr(field, "max_length", None)
    return {"type": "string", "maxLength": longest} if longest else {"type": "string"}
