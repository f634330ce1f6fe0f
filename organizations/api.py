"""The organizations for programs: the same form and the same rows as the page, read only.

Like the page it shows contacts that were checked, read where they must be true, or that answered.
"""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import generics, serializers

from conditions.addresses import moved
from places.fields import errors_with_choices
from web.exports import Pages, refuse, unknown
from web.one_edition import one_edition

from .models import Contact, Offer, Organization
from .page import OrganizationPage
from .search import OrganizationSearch


class OfferSerializer(serializers.ModelSerializer):
    class Meta:
        model = Offer
        fields = ["text", "is_read", "source"]


class ContactSerializer(serializers.ModelSerializer):
    answered_on = serializers.DateField(read_only=True)
    state = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        fields = [
            *("kind", "value", "label", "hours", "checked_on", "checked_by", "checked_how"),
            *("is_due", "is_from_government_page", "source", "read_on", "answered_on", "state"),
        ]

    def get_state(self, contact):
        return "" if contact.checked_on else contact.state


class OrganizationSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    conditions: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    offers = OfferSerializer(many=True)
    contacts = ContactSerializer(source="contact_book.shown", many=True)
    hides_contacts = serializers.BooleanField(source="contact_book.hides_some")

    class Meta:
        model = Organization
        fields = [
            *("slug", "url", "name", "other_names", "nature", "kinds", "audience", "ways"),
            *("scope", "conditions", "country", "also_in", "reach", "place", "region"),
            *("latitude", "longitude", "languages", "languages_in_part", "unread", "note"),
            *("offers", "contacts", "hides_contacts", "sources", "last_published_at"),
        ]

    def get_url(self, organization):
        return self.context["request"].build_absolute_uri(organization.get_absolute_url())


@method_decorator(one_edition, name="dispatch")
class Organizations(generics.ListAPIView):
    """By the parameters of the page. Where nothing fits, the nearest, and what was left out."""

    serializer_class = OrganizationSerializer
    pagination_class = Pages

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
        for data, one in zip(response.data["results"], self.paginator.page, strict=True):
            data["distance_km"] = None if one.km is None else round(one.km, 1)
            data["next_meeting"] = one.next_meeting
        response.data["not_used"] = [
            {"said": said, "why": why} for said, why in OrganizationPage(self.search).not_used
        ]
        response.data["left_out"] = list(self.search.left_out)
        response.data["notice"] = notice()
        return response


@method_decorator(one_edition, name="dispatch")
class WholeOrganization(generics.RetrieveAPIView):
    serializer_class = OrganizationSerializer
    lookup_field = "slug"

    def get_queryset(self):
        return Organization.objects.live().whole()

    def retrieve(self, request, *args, **kwargs):
        try:
            response = super().retrieve(request, *args, **kwargs)
        except Http404:
            return moved(request, Organization)
        response.data["notice"] = notice()
        return response


def notice():
    return _(
        "Myositis Portal. We do not run these organizations. What “unread” names, and offers "
        "without “is_read”, are to be reviewed. A contact without a check date was not checked by "
        "us; “state” says where it is from. Please name the portal and the date."
    )
