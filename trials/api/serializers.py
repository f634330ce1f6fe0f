"""A study as programs get it."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from trials.models import Location, Trial
from trials.presenting.contacts import Linked, of_study
from trials.reading.freshness import Mark
from web.data_views import ChosenFields

OBJECT = {"type": "object", "additionalProperties": True}
OBJECTS = {"type": "array", "items": OBJECT}


def sample_notice() -> str:
    return _("Sample studies, not real")


class StudyContactSerializer(serializers.Serializer):
    """The record's own words, and links that dial or write."""

    name = serializers.CharField(required=False)
    role = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    phone_ext = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    links = serializers.ListField(child=serializers.CharField())


class LocationSerializer(serializers.ModelSerializer):
    contacts = serializers.SerializerMethodField()
    status_in_words = serializers.CharField(source="status_label")
    is_open = serializers.BooleanField()

    class Meta:
        model = Location
        fields = [
            *("facility", "status", "status_in_words", "is_open", "city", "state", "zip"),
            *("country", "latitude", "longitude", "contacts"),
        ]

    @extend_schema_field(StudyContactSerializer(many=True))
    def get_contacts(self, site):
        is_sample = site.trial.is_sample
        return [Linked(contact, is_sample).as_data() for contact in site.contacts]


class VerdictSerializer(serializers.Serializer):
    """What a study says about one type of myositis. `cues`: the words that decided it."""

    subtype = serializers.CharField()
    state = serializers.ChoiceField(["included", "excluded", "not_stated", "unclear"])
    quote = serializers.CharField(allow_null=True)
    field = serializers.CharField(allow_null=True, help_text="The part of the record.")
    cues = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField(
        allow_null=True, help_text="The editor's reason, if an editor overruled our reading."
    )


class QuoteSerializer(serializers.Serializer):
    """The record's own words. `field` is the part of the record that they come from."""

    field = serializers.CharField()
    text = serializers.CharField()


class AnswerSerializer(serializers.Serializer):
    """What a record says on one question about taking part."""

    name = serializers.CharField()
    state = serializers.ChoiceField(["stated", "stated_not", "not_stated"])
    quotes = QuoteSerializer(many=True)
    detail = serializers.DictField()


class TrialSerializer(ChosenFields, serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    registry_url = serializers.CharField()
    is_open = serializers.BooleanField()
    subtypes = serializers.SerializerMethodField()
    requirements = serializers.SerializerMethodField()
    editors_decision = serializers.SerializerMethodField()
    central_contacts = serializers.SerializerMethodField()
    locations = LocationSerializer(many=True)
    example = {"nct_id": "NCT01234567", "brief_title": "A study", "overall_status": "RECRUITING"}

    class Meta:
        model = Trial
        fields = [
            *("nct_id", "url", "registry_url", "is_sample", "presence", "is_open"),
            *("org_study_id", "brief_title", "official_title", "acronym", "overall_status"),
            *("last_known_status", "why_stopped", "study_type", "phases", "enrollment"),
            *("enrollment_type", "start_date", "start_date_text", "start_date_type"),
            *("primary_completion_date", "primary_completion_date_text"),
            *("primary_completion_date_type", "completion_date", "completion_date_text"),
            *("completion_date_type", "status_verified_date", "status_verified_date_text"),
            *("study_first_posted_date", "results_first_posted_date", "last_update_posted_date"),
            *("has_results", "relevance", "subtypes", "topics", "antibodies", "requirements"),
            *("editors_decision", "brief_summary", "detailed_description"),
            *("eligibility_criteria", "sex", "gender_based", "gender_description"),
            *("minimum_age", "maximum_age", "std_ages", "healthy_volunteers"),
            *("study_population", "lead_sponsor_name", "lead_sponsor_class", "collaborators"),
            *("registry_conditions", "keywords", "design", "arm_groups", "interventions"),
            *("primary_outcomes", "secondary_outcomes", "other_outcomes", "overall_officials"),
            *("central_contacts", "locations", "references", "see_also_links", "ipd_sharing"),
            "ipd_sharing_description",
        ]

    @extend_schema_field(VerdictSerializer(many=True))
    def get_subtypes(self, trial):
        return trial.verdicts

    @extend_schema_field(AnswerSerializer(many=True))
    def get_requirements(self, trial):
        return trial.readings.get("requirements", [])

    @extend_schema_field(OBJECT | {"type": ["object", "null"]})
    def get_editors_decision(self, trial):
        return trial.editors_decision

    @extend_schema_field(StudyContactSerializer(many=True))
    def get_central_contacts(self, trial):
        return [contact.as_data() for contact in of_study(trial)]

    def get_url(self, trial) -> str:
        return self.context["request"].build_absolute_uri(trial.get_absolute_url())


class WholeTrialSerializer(TrialSerializer):
    """One study. A sample study always says that it is one, whichever fields you choose."""

    notice = serializers.CharField(read_only=True, required=False)

    class Meta(TrialSerializer.Meta):
        fields = [*TrialSerializer.Meta.fields, "notice"]

    def to_representation(self, trial):
        data = super().to_representation(trial)
        data.pop("notice", None)
        return data | {"notice": sample_notice()} if trial.is_sample else data


class QuotedSerializer(serializers.Serializer):
    text = serializers.CharField()
    quote = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_blank=True)


class FreshnessSerializer(serializers.Serializer):
    """How sure we are that a study is open, and why."""

    mark = serializers.ChoiceField([mark.value for mark in Mark])
    label: Any = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class SiteNearSerializer(serializers.Serializer):
    facility = serializers.CharField()
    city = serializers.CharField()
    state = serializers.CharField()
    country = serializers.CharField()
    status = serializers.CharField()
    distance_km = serializers.FloatField(allow_null=True)


class NearestSiteSerializer(serializers.Serializer):
    """Where a study is open: in words, and the nearest open sites at home and abroad."""

    sentence = serializers.CharField(allow_blank=True)
    is_open = serializers.BooleanField()
    open_sites = serializers.IntegerField()
    nearest = SiteNearSerializer(allow_null=True)
    nearest_abroad = SiteNearSerializer(allow_null=True)


class FoundTrialSerializer(TrialSerializer):
    """Adds what depends on the search: the nearest site, how fresh the record is, answers."""

    nearest_site = serializers.SerializerMethodField()
    freshness = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()

    class Meta(TrialSerializer.Meta):
        fields = [*TrialSerializer.Meta.fields, "nearest_site", "freshness", "answers"]

    def _result(self, trial):
        return self.context["found"][trial.pk]

    @extend_schema_field(NearestSiteSerializer)
    def get_nearest_site(self, trial):
        return self._result(trial).nearest.as_data()

    @extend_schema_field(FreshnessSerializer(allow_null=True))
    def get_freshness(self, trial):
        mark = self._result(trial).freshness
        return mark and mark.as_data()

    @extend_schema_field(QuotedSerializer(many=True))
    def get_answers(self, trial):
        return [quoted.as_data() for quoted in self._result(trial).read]


class SaidSerializer(serializers.Serializer):
    said = serializers.CharField()
    meaning = serializers.CharField()


class NotUsedSerializer(serializers.Serializer):
    said = serializers.CharField()
    why = serializers.CharField()


class BesideTrialsSerializer(serializers.Serializer):
    """What a list of studies says in addition to its rows."""

    facets = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="The number of studies for each choice.",
    )
    understood = SaidSerializer(many=True)
    not_used = NotUsedSerializer(many=True)
    notes = serializers.ListField(child=serializers.DictField())
    numbers = serializers.ListField(child=serializers.DictField())
    shows_closed_instead = serializers.BooleanField()
    notice = serializers.CharField(required=False)
