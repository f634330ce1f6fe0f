"""The pages on diseases and the glossary for programs: the same words as the pages, read only.

A statement that nobody checked at its source says so (`checked`); one that expired has no text.
"""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from web.data_views import ChosenFields, DataView, NoticeSerializer, OneThing, Pages

from . import markup
from .addresses import moved
from .forms import GlossarySearch
from .models import Condition, ConditionCode, ConditionName, GlossaryTerm, Guide, Reference


class NoticedPages(Pages):
    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data["notice"] = notice()
        return response


def notice():
    return _(
        "Myositis Portal. Information, not medical advice. Anything not marked as checked still "
        "needs review at the sources next to it. Please name the portal, the sources, and the "
        "date."
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


class StatementSerializer(serializers.Serializer):
    """One statement on a page. `checked`: whether one of us compared it with its source."""

    label: Any = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True, help_text="Empty if the statement has expired.")
    checked = serializers.BooleanField()
    expired = serializers.BooleanField()
    expires_on = serializers.DateField(allow_null=True)
    sources = SourceSerializer(many=True)


class SectionSerializer(serializers.Serializer):
    section = serializers.CharField()
    heading = serializers.CharField(allow_blank=True)
    statements = StatementSerializer(many=True)


class _Addressed(ChosenFields, serializers.ModelSerializer):
    url = serializers.SerializerMethodField()

    def get_url(self, row) -> str:
        return self.context["request"].build_absolute_uri(row.get_absolute_url())


class _Reviewed(_Addressed):
    is_reviewed = serializers.BooleanField()
    is_overdue = serializers.BooleanField()


class ConditionSerializer(_Reviewed):
    # DRF keeps `parent` for itself, but takes a field of this name.
    parent: Any = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    names = NameSerializer(many=True)
    codes = CodeSerializer(many=True)
    example = {"slug": "dermatomyositis", "name": "Dermatomyositis", "is_reviewed": False}

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

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, condition):
        return _sections(condition)


class GuideSerializer(_Reviewed):
    about: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    example = {"slug": "just-diagnosed", "title": "Just diagnosed", "is_medical": True}

    class Meta:
        model = Guide
        fields = [
            *("slug", "url", "title", "summary", "about", "audience", "is_medical"),
            *("last_published_at", "reviewed_by", "reviewed_on", "review_due", "is_reviewed"),
            "is_overdue",
        ]


class WholeGuideSerializer(GuideSerializer):
    sections = serializers.SerializerMethodField()

    class Meta(GuideSerializer.Meta):
        fields = [*GuideSerializer.Meta.fields, "sections"]

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, guide):
        return _sections(guide)


def _sections(page):
    return [
        {
            "section": part.slug,
            "heading": str(part.heading),
            "statements": [_statement(statement) for statement in part.statements],
        }
        for part in page.parts
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
    example = {"slug": "biopsy", "term": "Biopsy", "checked": False}

    class Meta:
        model = GlossaryTerm
        fields = [
            "slug",
            "url",
            "term",
            "category",
            "other_names",
            "meaning",
            "lowest",
            "highest",
            "more_means",
            "checked",
            "sources",
            "last_published_at",
        ]


class Glossary(DataView, generics.ListAPIView):
    """Words, with the same parameters as the glossary page."""

    serializer_class = TermSerializer
    pagination_class = NoticedPages
    form_class = GlossarySearch
    beside = NoticeSerializer
    problems = (404,)

    def get_queryset(self):
        return self.form.terms()


class Conditions(DataView, generics.ListAPIView):
    """The pages on diseases, with their names, codes, and review dates."""

    serializer_class = ConditionSerializer
    pagination_class = NoticedPages
    beside = NoticeSerializer
    problems = (404,)

    def get_queryset(self):
        self.form  # noqa: B018 (refuses what cannot be used)
        live = Condition.objects.live().select_related("parent")
        return live.prefetch_related("names", "codes")


class Guides(DataView, generics.ListAPIView):
    """The guides, with their review dates."""

    serializer_class = GuideSerializer
    pagination_class = NoticedPages
    beside = NoticeSerializer
    problems = (404,)

    def get_queryset(self):
        self.form  # noqa: B018 (refuses what cannot be used)
        return Guide.objects.live()


class _WholePage(OneThing, generics.RetrieveAPIView):
    """One page with every statement and its sources."""

    lookup_field = "slug"
    beside = NoticeSerializer
    problems = (301, 404)

    def retrieve(self, request, *args, **kwargs):
        try:
            response = super().retrieve(request, *args, **kwargs)
        except Http404:
            return moved(request, self.queryset.model)
        response.data["notice"] = notice()
        return response


class WholeCondition(_WholePage):
    """One disease with every statement on its page and its sources."""

    serializer_class = WholeConditionSerializer
    queryset = Condition.objects.live().select_related("parent")


class WholeGuide(_WholePage):
    """One guide with every statement and its sources."""

    serializer_class = WholeGuideSerializer
    queryset = Guide.objects.live()
