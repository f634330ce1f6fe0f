"""What our rules read in each record, with the words that it rests on, and how fresh it is."""

from django import forms
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from trials.choices import RELEVANCES
from trials.models import Trial
from trials.presenting import freshness_mark
from trials.presenting.nearest_site import nearest_sites
from trials.reading.requirements import REQUIREMENTS
from web.data_views import ChosenFields, CursorPages, DataView, OneThing
from web.one_edition import one_edition

from .serializers import (
    OBJECT,
    OBJECTS,
    AnswerSerializer,
    FreshnessSerializer,
    QuoteSerializer,
    TrialSerializer,
    VerdictSerializer,
)
from .studies import answer_about


class StudyRow(ChosenFields, serializers.ModelSerializer):
    """What every row begins with."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Trial
        fields = ["nct_id", "url", "is_sample"]

    def get_url(self, trial) -> str:
        return self.context["request"].build_absolute_uri(trial.get_absolute_url())


class ReadingSerializer(StudyRow):
    """Everything our rules read in a record: each part with the quotes behind it, and each
    verdict with the words (`cues`) that decided it."""

    relevance_quote = serializers.SerializerMethodField()
    subtypes = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    antibodies = serializers.SerializerMethodField()
    limits = serializers.SerializerMethodField()
    requirements = serializers.SerializerMethodField()
    for_others = serializers.SerializerMethodField()
    is_umbrella = serializers.SerializerMethodField()
    is_unread = serializers.SerializerMethodField()
    editors_decision = serializers.SerializerMethodField()
    example = {
        "nct_id": "NCT01234567",
        "relevance": "myositis",
        "subtypes": [
            {
                "subtype": "inclusion-body-myositis",
                "state": "excluded",
                "quote": "Inclusion body myositis",
                "field": "eligibility_criteria",
                "cues": [],
                "reason": None,
            }
        ],
    }

    class Meta(StudyRow.Meta):
        fields = [
            *StudyRow.Meta.fields,
            *("relevance", "relevance_quote", "is_umbrella", "is_unread", "for_others"),
            *("subtypes", "topics", "antibodies", "limits", "requirements"),
            *("editors_decision", "rules_version"),
        ]

    @extend_schema_field(QuoteSerializer(allow_null=True))
    def get_relevance_quote(self, trial):
        return trial.readings.get("relevance", {}).get("quote")

    @extend_schema_field(VerdictSerializer(many=True))
    def get_subtypes(self, trial):
        return trial.verdicts

    @extend_schema_field(OBJECTS)
    def get_topics(self, trial):
        return trial.readings.get("topics", [])

    @extend_schema_field(OBJECTS)
    def get_antibodies(self, trial):
        return trial.readings.get("antibodies", [])

    @extend_schema_field(OBJECTS)
    def get_limits(self, trial):
        return trial.readings.get("limits", [])

    @extend_schema_field(AnswerSerializer(many=True))
    def get_requirements(self, trial):
        return trial.readings.get("requirements", [])

    @extend_schema_field({"oneOf": [OBJECT, {"type": "null"}]})
    def get_for_others(self, trial):
        return trial.readings.get("for_others")

    def get_is_umbrella(self, trial) -> bool:
        return bool(trial.readings.get("is_umbrella"))

    def get_is_unread(self, trial) -> bool:
        return bool(trial.readings.get("is_unread"))

    get_editors_decision = TrialSerializer.get_editors_decision


class ReadingsForm(forms.Form):
    relevance = forms.ChoiceField(
        label=_("What the study is about"),
        required=False,
        choices=[("", _("Any")), *RELEVANCES.items()],
    )


class RequirementsForm(ReadingsForm):
    name = forms.ChoiceField(
        label=_("The question"),
        required=False,
        choices=[("", _("All")), *((one.name, one.question) for one in REQUIREMENTS)],
    )


class _Listed(DataView, generics.ListAPIView):
    """Studies in the order of their numbers, as long as they are listed."""

    pagination_class = CursorPages
    form_class = ReadingsForm

    def get_queryset(self):
        listed = Trial.objects.listed().defer("record", "search", "names")
        relevance = self.form.cleaned_data["relevance"]
        return listed.of_relevance(relevance) if relevance else listed


@method_decorator(one_edition, name="dispatch")
class Readings(_Listed):
    """What our rules read in every listed study, with quotes."""

    serializer_class = ReadingSerializer


@method_decorator(one_edition, name="dispatch")
class OneReading(OneThing):
    """What our rules read in one study, with quotes."""

    serializer_class = ReadingSerializer
    problems = (301, 404, 410)

    def get(self, request, nct_id):
        return answer_about(request, nct_id, "api-reading", self.get_serializer)


class RequirementsSerializer(StudyRow):
    requirements = serializers.SerializerMethodField()
    example = {
        "nct_id": "NCT01234567",
        "requirements": [{"name": "biopsy", "state": "not_stated", "quotes": [], "detail": {}}],
    }

    class Meta(StudyRow.Meta):
        fields = [*StudyRow.Meta.fields, "requirements"]

    @extend_schema_field(AnswerSerializer(many=True))
    def get_requirements(self, trial):
        name = self.context["view"].form.cleaned_data["name"]
        return [
            answer
            for answer in trial.readings.get("requirements", [])
            if name in ("", answer["name"])
        ]


class QuestionSerializer(serializers.Serializer):
    name = serializers.CharField()
    question = serializers.CharField()
    explanation = serializers.CharField()


class BesideRequirementsSerializer(serializers.Serializer):
    questions = QuestionSerializer(many=True)


@method_decorator(one_edition, name="dispatch")
class Requirements(_Listed):
    """What taking part involves, for every listed study; `name` chooses one question."""

    serializer_class = RequirementsSerializer
    form_class = RequirementsForm
    beside = BesideRequirementsSerializer

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response.data["questions"] = QuestionSerializer(REQUIREMENTS, many=True).data
        return response


class StudyFreshnessSerializer(StudyRow):
    freshness = serializers.SerializerMethodField()
    last_confirmed = serializers.CharField(help_text="In words, as precise as the record is.")
    example = {
        "nct_id": "NCT01234567",
        "overall_status": "RECRUITING",
        "freshness": {
            "mark": "call-first",
            "label": "Call first",
            "reasons": ["The sponsor last confirmed this 9 months ago."],
        },
    }

    class Meta(StudyRow.Meta):
        fields = [
            *StudyRow.Meta.fields,
            *("overall_status", "is_open", "last_confirmed", "status_verified_date"),
            *("last_update_posted_date", "freshness"),
        ]
        extra_kwargs = {"is_open": {"read_only": True}}

    is_open = serializers.BooleanField()

    @extend_schema_field(FreshnessSerializer(allow_null=True))
    def get_freshness(self, trial):
        nearest = self.context["nearest"][trial.pk]
        mark = freshness_mark.read(trial, nearest, timezone.localdate())
        return mark and mark.as_data()


@method_decorator(one_edition, name="dispatch")
class FreshnessOfStudies(_Listed):
    """How sure we are that each listed study is open, and why; null if its status is not open."""

    serializer_class = StudyFreshnessSerializer

    def get_queryset(self):
        return super().get_queryset().displayed()

    def get_serializer(self, trials, **kwargs):
        context = self.get_serializer_context() | {"nearest": nearest_sites(trials, None, "km")}
        return self.serializer_class(trials, context=context, **kwargs)
