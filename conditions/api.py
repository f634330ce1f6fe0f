"""The pages on diseases and the glossary for programs: the same words as the pages, read only.

A statement that nobody checked at its source says so (`checked`); one that expired has no text.
"""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import generics, serializers

from web.exports import Pages, refuse, unknown

from . import markup
from .addresses import moved
from .forms import GlossarySearch
from .models import Condition, ConditionCode, ConditionName, GlossaryTerm, Reference


class NoticedPages(Pages):
    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data["notice"] = notice()
        return response


def notice():
    return _(
        "Myositis Portal. Information, not medical advice. What is not marked as checked is to be "
        "reviewed at the sources beside it. Please name the portal, the sources, and the date."
    )


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Reference
        fields = ["url", "title", "publisher", "licence", "seen_on"]


class NameSerializer(serializers.ModelSerializer):
    class Meta:
        model = ConditionName
        fields = ["name", "kind"]


class CodeSerializer(serializers.ModelSerializer):
    class Meta:
        model = ConditionCode
        fields = ["system", "value", "label", "checked"]


class _Addressed(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()

    def get_url(self, row):
        return self.context["request"].build_absolute_uri(row.get_absolute_url())


class ConditionSerializer(_Addressed):
    # DRF keeps `parent` for itself, but takes a field of this name.
    parent: Any = serializers.SlugRelatedField("slug", read_only=True)
    names = NameSerializer(many=True)
    codes = CodeSerializer(many=True)

    class Meta:
        model = Condition
        fields = [
            "slug",
            "url",
            "name",
            "abbreviation",
            "kind",
            "parent",
            "summary",
            "names",
            "codes",
            "last_published_at",
            "reviewed_by",
            "reviewed_on",
            "review_due",
            "is_reviewed",
            "is_overdue",
        ]


class WholeConditionSerializer(ConditionSerializer):
    confused_with: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    sections = serializers.SerializerMethodField()

    class Meta(ConditionSerializer.Meta):
        fields = [*ConditionSerializer.Meta.fields, "confused_with", "sections"]

    def get_sections(self, condition):
        return [
            {
                "section": part.slug,
                "heading": str(part.heading),
                "statements": [_statement(statement) for statement in part.statements],
            }
            for part in condition.parts
        ]


def _statement(statement):
    is_expired = statement.is_expired
    return {
        "label": statement["label"],
        "text": "" if is_expired else markup.unmarked(markup.render(statement["text"])),
        "checked": statement.is_checked,
        "expired": is_expired,
        "expires_on": statement["expires_on"],
        "sources": [] if is_expired else SourceSerializer(statement.sources, many=True).data,
    }


class TermSerializer(_Addressed):
    sources = SourceSerializer(source="references", many=True)

    class Meta:
        model = GlossaryTerm
        fields = [
            "slug",
            "url",
            "term",
            "category",
            "other_names",
            "meaning",
            "checked",
            "sources",
            "last_published_at",
        ]


class Glossary(generics.ListAPIView):
    """Words by the parameters of the glossary page."""

    serializer_class = TermSerializer
    pagination_class = NoticedPages

    @cached_property
    def search(self):
        search = GlossarySearch(self.request.query_params)
        refuse(search.errors.get_json_data(), unknown(self.request.query_params, search.fields))
        return search

    def get_queryset(self):
        return self.search.terms()


class Conditions(generics.ListAPIView):
    serializer_class = ConditionSerializer
    pagination_class = NoticedPages

    def get_queryset(self):
        refuse({}, unknown(self.request.query_params))
        live = Condition.objects.live().select_related("parent")
        return live.prefetch_related("names", "codes")


class WholeCondition(generics.RetrieveAPIView):
    """One disease with every statement of its page and the sources of each."""

    serializer_class = WholeConditionSerializer
    lookup_field = "slug"
    queryset = Condition.objects.live().select_related("parent")

    def retrieve(self, request, *args, **kwargs):
        try:
            response = super().retrieve(request, *args, **kwargs)
        except Http404:
            return moved(request, Condition)
        response.data["notice"] = notice()
        return response
