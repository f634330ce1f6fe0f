"""The studies for programs: the same form and the same rows as the page, read only."""

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import generics, serializers
from rest_framework.response import Response

from places.fields import errors_with_choices
from web.exports import Pages, refuse
from web.one_edition import one_edition

from .choices import Presence
from .models import Location, Trial
from .presenting.cards import results
from .presenting.contacts import Linked, of_study
from .search.one_study import NotListed, find
from .search.page import SearchPage
from .views import redirected


class LocationSerializer(serializers.ModelSerializer):
    contacts = serializers.SerializerMethodField()
    status_in_words = serializers.CharField(source="status_label")

    class Meta:
        model = Location
        fields = [
            "facility",
            "status",
            "status_in_words",
            "is_open",
            "city",
            "state",
            "zip",
            "country",
            "latitude",
            "longitude",
            "contacts",
        ]

    def get_contacts(self, site):
        is_sample = site.trial.is_sample
        return [Linked(contact, is_sample).as_data() for contact in site.contacts]


class TrialSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    subtypes = serializers.JSONField(source="verdicts", read_only=True)
    requirements = serializers.SerializerMethodField()
    editors_decision = serializers.JSONField(read_only=True)
    central_contacts = serializers.SerializerMethodField()
    locations = LocationSerializer(many=True)

    class Meta:
        model = Trial
        fields = [
            "nct_id",
            "url",
            "registry_url",
            "is_sample",
            "presence",
            "is_open",
            "org_study_id",
            "brief_title",
            "official_title",
            "acronym",
            "overall_status",
            "last_known_status",
            "why_stopped",
            "study_type",
            "phases",
            "enrollment",
            "enrollment_type",
            "start_date",
            "start_date_text",
            "start_date_type",
            "primary_completion_date",
            "primary_completion_date_text",
            "primary_completion_date_type",
            "completion_date",
            "completion_date_text",
            "completion_date_type",
            "status_verified_date",
            "status_verified_date_text",
            "study_first_posted_date",
            "results_first_posted_date",
            "last_update_posted_date",
            "has_results",
            "relevance",
            "subtypes",
            "topics",
            "antibodies",
            "requirements",
            "editors_decision",
            "brief_summary",
            "detailed_description",
            "eligibility_criteria",
            "sex",
            "gender_based",
            "gender_description",
            "minimum_age",
            "maximum_age",
            "std_ages",
            "healthy_volunteers",
            "study_population",
            "lead_sponsor_name",
            "lead_sponsor_class",
            "collaborators",
            "registry_conditions",
            "keywords",
            "design",
            "arm_groups",
            "interventions",
            "primary_outcomes",
            "secondary_outcomes",
            "other_outcomes",
            "overall_officials",
            "central_contacts",
            "locations",
            "references",
            "see_also_links",
            "ipd_sharing",
            "ipd_sharing_description",
        ]

    def get_requirements(self, trial):
        return trial.readings.get("requirements", [])

    def get_central_contacts(self, trial):
        return [contact.as_data() for contact in of_study(trial)]

    def get_url(self, trial):
        return self.context["request"].build_absolute_uri(trial.get_absolute_url())


@method_decorator(one_edition, name="dispatch")
class TrialList(generics.ListAPIView):
    """Studies by the parameters of the search page."""

    serializer_class = TrialSerializer
    pagination_class = Pages

    @cached_property
    def search(self):
        search = SearchPage(self.request.query_params)
        asked = search.request
        refuse(errors_with_choices(asked.form), asked.unknown_parameters, asked.without_effect)
        return search

    def get_queryset(self):
        return self.search.result.trials

    def get_serializer(self, numbers, **kwargs):
        """With what depends on the search: the nearest site and the freshness of the record."""
        self.results = results(self.search.request, numbers, Trial.objects.displayed())
        return super().get_serializer([result.trial for result in self.results], **kwargs)

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        for data, result in zip(response.data["results"], self.results, strict=True):
            data["nearest_site"] = result.nearest.as_data()
            data["freshness"] = result.freshness and result.freshness.as_data()
            data["answers"] = [quoted.as_data() for quoted in result.read]
        response.data["facets"] = self.search.result.counts.values
        response.data["understood"] = [
            {"said": said, "meaning": str(meaning)} for said, meaning in self.search.understood
        ]
        response.data["not_used"] = [
            {"said": said, "why": why} for said, why in self.search.not_used
        ]
        response.data["notes"] = [note.as_data() for note in self.search.notes]
        response.data["numbers"] = [number.as_data() for number in self.search.request.numbers]
        response.data["shows_closed_instead"] = self.search.result.shows_closed_instead
        if any(trial["is_sample"] for trial in response.data["results"]):
            response.data["notice"] = sample_notice()
        return response


@method_decorator(one_edition, name="dispatch")
class TrialDetail(generics.GenericAPIView):
    """One study; a former number redirects to the present one, a study that is gone is 410."""

    serializer_class = TrialSerializer

    def get(self, request, nct_id):
        try:
            trial = find(nct_id)
        except NotListed as missing:
            data = {"detail": str(missing), "registry_url": missing.number.address}
            return Response(data, status=404)
        if trial.nct_id != nct_id:
            return redirected(request, reverse("api-trial", args=[trial.nct_id]))
        if trial.presence == Presence.GONE:
            return Response({"detail": _("This study is no longer on the registry.")}, status=410)
        data = self.get_serializer(trial).data
        return Response(data | {"notice": sample_notice()} if trial.is_sample else data)


def sample_notice():
    return _("Sample studies, not real")
