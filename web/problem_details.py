"""Errors for programs, in the form of RFC 9457: application/problem+json."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"
# Addresses that programs ask, including programs that run on other sites.
ASSISTANTS = "/mcp"
PROGRAMS = ("/api/", "/data/files/", "/fhir/", ASSISTANTS)


class ProblemSerializer(serializers.Serializer):
    """What every API error looks like. Some have more members, such as `registry_url`."""

    type = serializers.CharField(help_text="Always `about:blank`: see the status.")
    title = serializers.CharField(help_text="The name of the status.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong, in words.")
    errors: Any = serializers.DictField(
        child=serializers.ListField(child=serializers.DictField()),
        required=False,
        help_text="For each parameter that cannot be used: `message`, `code`, and if a place"
        " has several matches, `choices`.",
    )


def is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(PROGRAMS)


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    return JsonResponse(_data(status, detail) | more, status=status, content_type=CONTENT_TYPE)


def handler(error: Exception, context: dict) -> Response | None:
    """REST framework's errors as problems. Those that it does not know go on to Django."""
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        data = _data(response.status_code, _names(error.detail)) | {"errors": error.detail}
    else:
        data = _data(response.status_code, str(response.data["detail"]))
    response.data = data
    response.content_type = CONTENT_TYPE
    return response


def _data(status, detail):
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }


def _names(errors):
    names = ", ".join(f"“{name}”" for name in errors)
    return _("We cannot use these parameters: %(names)s.") % {"names": names}
