"""The API as a whole: its index, its description, the status of the data, and typed places."""

from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework import serializers
from rest_framework.response import Response

from places import NotResolved, others, resolve
from web.data_views import DataView

from .status import status_of_the_data

PREFIX = "api/v1/"
# A test compares it with the code, so that no change to the API goes unmentioned.
DOCUMENT = settings.BASE_DIR / "docs" / "openapi.yaml"
# {name: URL name} in the order of the index.
LISTS = {
    "trials": "api-trials",
    "readings": "api-readings",
    "requirements": "api-requirements",
    "freshness": "api-freshness",
    "changes": "api-changes",
    "conditions": "api-conditions",
    "guides": "api-guides",
    "glossary": "api-glossary",
    "organizations": "api-organizations",
    "meetings": "api-meetings",
    "places": "api-places",
    "status": "api-status",
    "openapi": "api-description",
}


class IndexSerializer(serializers.Serializer):
    """Where everything is."""

    notice = serializers.CharField()
    documentation = serializers.CharField()
    addresses = serializers.DictField(child=serializers.CharField())


class Index(DataView):
    """Where everything is."""

    serializer_class = IndexSerializer

    def get(self, request):
        self.form  # noqa: B018 (refuses what cannot be used)
        notice = _(
            "Information, not medical advice. Call before you travel. Please name the portal,"
            " ClinicalTrials.gov, and the date of the data."
        )
        addresses = {name: request.build_absolute_uri(reverse(url)) for name, url in LISTS.items()}
        documentation = request.build_absolute_uri(reverse("use-our-data"))
        data = {"notice": notice, "documentation": documentation, "addresses": addresses}
        return Response(data)


class StatusSerializer(serializers.Serializer):
    """How old the data are, and how the last sync ended."""

    edition = serializers.IntegerField(allow_null=True)
    is_sample = serializers.BooleanField()
    data_timestamp = serializers.CharField(
        allow_null=True, allow_blank=True, help_text="When ClinicalTrials.gov processed the data."
    )
    published_at = serializers.DateTimeField(allow_null=True)
    age_days = serializers.IntegerField(allow_null=True)
    trials = serializers.DictField(child=serializers.IntegerField())
    last_sync = serializers.DictField(allow_null=True)
    silent = serializers.ListField(child=serializers.CharField())
    running = serializers.DictField(allow_null=True)


class Status(DataView):
    """How old the data are, and how the last sync ended."""

    serializer_class = StatusSerializer

    def get(self, request):
        self.form  # noqa: B018 (refuses what cannot be used)
        return Response(status_of_the_data(request.edition), headers={"Cache-Control": "no-store"})


class PlacesForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        help_text=gettext_lazy("A city or town, ZIP or postal code, state, or country."),
    )


class PlaceSerializer(serializers.Serializer):
    """A place. A search for its label finds exactly this place."""

    label: Any = serializers.CharField()
    kind = serializers.ChoiceField(["town", "zip", "region", "country"])
    name = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    country = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    example = {
        "label": "Boston, Massachusetts, United States",
        "kind": "town",
        "name": "Boston",
        "region": "Massachusetts",
        "country": "United States",
        "latitude": 42.36,
        "longitude": -71.06,
    }


class FoundPlacesSerializer(serializers.Serializer):
    """`is_settled`: whether we would use the first one without asking."""

    is_settled = serializers.BooleanField()
    message = serializers.CharField(allow_blank=True)
    results = PlaceSerializer(many=True)


class Places(DataView):
    """What a typed place means here, which is the same in every search."""

    serializer_class = FoundPlacesSerializer
    form_class = PlacesForm

    def get(self, request):
        typed = self.form.cleaned_data["q"]
        message = ""
        try:
            place = resolve(typed)
            found = [place, *others(typed, place)]
        except NotResolved as problem:
            message, found = str(problem), problem.places
        data = {"is_settled": not message, "message": message, "results": found}
        return Response(self.get_serializer(data).data)


@cache
def description() -> dict:
    """The whole API as OpenAPI describes it. It does not depend on what is in the database."""
    patterns = get_resolver().url_patterns
    ours = [pattern for pattern in patterns if str(pattern.pattern).startswith(PREFIX)]
    with translation.override("en"):
        return SchemaGenerator(patterns=ours).get_schema(request=None, public=True)


def description_as_json(request):
    return HttpResponse(
        OpenApiJsonRenderer().render(description()),
        content_type="application/vnd.oai.openapi+json; charset=utf-8",
    )


def description_as_yaml() -> str:
    return OpenApiYamlRenderer().render(description()).decode()
