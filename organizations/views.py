"""The public pages on who helps."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render

from .models import Organization
from .search import OrganizationSearch


def index(request):
    search = OrganizationSearch(request.GET)
    return render(request, "organizations/list.html", {"search": search})


def organization(request, slug):
    found = get_object_or_404(Organization.objects.live().whole(), slug=slug)
    context = {"organization": found, "contact_email": settings.CONTACT_EMAIL}
    return render(request, "organizations/organization.html", context)
