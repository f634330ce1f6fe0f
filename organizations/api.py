"""The organizations for programs: the same form and the same rows as the page, read only.

Like the page it shows contacts that were checked, read where they must be true, or that answered.
"""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from conditions.addresses import moved
from places.fields import errors_with_choices
from web.data_views import ChosenFields, DataView, NoticeSerializer, OneThing, Pages
from web.exports import refuse, unknown
from web.one_edition import one_edition

from .forms import MeetingForm, OrganizationForm
from .meetings import MeetingSearch
from .models import Contact, Meeting, Offer, Organization
from .page import OrganizationPage
from .search import OrganizationSearch


class OfferSerializer(serializers.ModelSerializer):
    class Meta:
        model = Offer
        fields = ["text", "is_read", "source"]


class ContactSerializer(serializers.ModelSerializer):
    answered_on = serializers.DateField(read_only=True, allow_null=True)
    is_due = serializers.BooleanField()
    is_from_government_page = serializers.BooleanField()
    state = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        fields = [
            *("kind", "value", "label", "hours", "checked_on", "checked_by", "checked_how"),
            *("is_due", "is_from_government_page", "source", "read_on", "answered_on", "state"),
        ]

    def get_state(self, contact) -> str:
        return "" if contact.checked_on else contact.state


class OrganizationSerializer(ChosenFields, serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    conditions: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    offers = OfferSerializer(many=True)
    contacts = ContactSerializer(source="contact_book.shown", many=True)
    hides_contacts = serializers.BooleanField(source="contact_book.hides_some")
    example = {"slug": "an-organization", "name": "An organization", "country": "United States"}

    class Meta:
        model = Organization
        fields = [
            *("slug", "url", "name", "other_names", "nature", "kinds", "audience", "ways"),
            *("scope", "conditions", "country", "also_in", "reach", "place", "region"),
            *("latitude", "longitude", "languages", "languages_in_part", "unread", "note"),
            *("offers", "contacts", "hides_contacts", "sources", "last_published_at"),
        ]

    def get_url(self, organization) -> str:
        return self.context["request"].build_absolute_uri(organization.get_absolute_url())


class FoundOrganizationSerializer(OrganizationSerializer):
    """Adds what depends on the search."""

    distance_km = serializers.SerializerMethodField()
    next_meeting = serializers.SerializerMethodField()

    class Meta(OrganizationSerializer.Meta):
        fields = [*OrganizationSerializer.Meta.fields, "distance_km", "next_meeting"]

    def get_distance_km(self, organization) -> float | None:
        return None if organization.km is None else round(organization.km, 1)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_meeting(self, organization):
        """In the meeting's own time zone, whose day is the right one; the field would use UTC."""
        return organization.next_meeting


class BesideOrganizationsSerializer(NoticeSerializer):
    """What the list says in addition to its rows. `left_out`: parameters that nothing matches."""

    not_used = serializers.ListField(child=serializers.DictField())
    left_out = serializers.ListField(child=serializers.CharField())


@method_decorator(one_edition, name="dispatch")
class Organizations(DataView, generics.ListAPIView):
    """Organizations, with the same parameters as the page. If none match, the closest ones."""

    serializer_class = FoundOrganizationSerializer
    pagination_class = Pages
    form_class = OrganizationForm
    beside = BesideOrganizationsSerializer
    problems = (404,)

    @cached_property
    def search(self):
        asked = self.request.query_params
        search = OrganizationSearch(asked)
        unknown_names = unknown(asked, search.form.fields)
        refuse(errors_with_choices(search.form), unknown_names, search.without_effect)
        return search

    def get_queryset(self):
        return self.search.found

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response.data["not_used"] = [
            {"said": said, "why": why} for said, why in OrganizationPage(self.search).not_used
        ]
        response.data["left_out"] = list(self.search.left_out)
        response.data["notice"] = notice()
        return response


@method_decorator(one_edition, name="dispatch")
class WholeOrganization(OneThing, generics.RetrieveAPIView):
    """One organization with its contacts, and where each contact came from."""

    serializer_class = OrganizationSerializer
    lookup_field = "slug"
    beside = NoticeSerializer
    problems = (301, 404)

    def get_queryset(self):
        return Organization.objects.live().whole()

    def retrieve(self, request, *args, **kwargs):
        try:
            response = super().retrieve(request, *args, **kwargs)
        except Http404:
            return moved(request, Organization)
        response.data["notice"] = notice()
        return response


class MeetingSerializer(ChosenFields, serializers.ModelSerializer):
    """An upcoming meeting, with its next dates in its own time zone."""

    url = serializers.SerializerMethodField()
    organization: Any = serializers.SlugRelatedField("slug", read_only=True)
    conditions: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    next_dates = serializers.SerializerMethodField()
    source: Any = serializers.CharField(allow_blank=True)
    example = {
        "organization": "an-organization",
        "title": "A meeting",
        "next_dates": ["2026-12-05T10:00:00-05:00"],
    }

    class Meta:
        model = Meeting
        fields = [
            *("url", "organization", "title", "is_online", "is_in_person", "place"),
            *("next_dates", "minutes", "time_zone", "recurrence", "audience", "conditions"),
            *("languages", "how_to_join", "checked_on", "checked_by", "checked_how", "source"),
        ]

    def get_url(self, meeting) -> str:
        return self.context["request"].build_absolute_uri(meeting.get_absolute_url())

    @extend_schema_field(serializers.ListField(child=serializers.DateTimeField()))
    def get_next_dates(self, meeting):
        return meeting.next_dates()


@method_decorator(one_edition, name="dispatch")
class Meetings(DataView, generics.ListAPIView):
    """Upcoming meetings that were checked within the last year, the next one first."""

    serializer_class = MeetingSerializer
    pagination_class = Pages
    form_class = MeetingForm
    problems = (404,)

    def get_queryset(self):
        search = MeetingSearch(self.request.query_params)
        names = unknown(self.request.query_params, search.form.fields)
        refuse(search.form.errors.get_json_data(), names)
        return search.found


def notice():
    return _(
        "Myositis Portal. We do not run these organizations. Anything that “unread” names, and "
        "offers without “is_read”, still need review. We have not checked a contact without a "
        "check date; “state” says where it came from. Please name the portal and the date."
    )
