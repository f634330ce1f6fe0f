"""The last check of a contact or a meeting: its fields, its filter, its button."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.utils import get_valid_next_url_from_request

from desk.tables import FormColumn
from organizations.choices import LINKS, ContactKind, How
from organizations.models import DUE_DAYS, HIDDEN_DAYS, Contact, Meeting

# Readers see a check at once, so it requires the permission to publish.
CHECKS, CHECKS_MEETINGS = "organizations.publish_organization", "organizations.publish_meeting"
# How an editor usually checks each kind of contact.
_HOW = {
    ContactKind.PHONE: How.CALLED,
    ContactKind.EMAIL: How.WROTE,
    ContactKind.POSTAL: How.READ,
    **dict.fromkeys(LINKS, How.OPENED),
}

CHECK = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_how")]),
        FieldPanel("checked_by"),
    ],
    heading=_("Last check"),
)


class DueFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        choices = [
            (DUE_DAYS, _("To check: never checked, or checked more than 180 days ago")),
            (HIDDEN_DAYS, _("Never checked, or more than 365 days ago")),
        ]
        super().__init__(label=_("Check"), choices=choices, **kwargs)


class CheckColumn(FormColumn):
    """A button: an editor checked it today."""

    cell_template_name = "organizations/desk/check_cell.html"
    checks, address = CHECKS, "desk-check-contact"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["may_check"] = request.user.has_perm(self.checks)
        context["address"] = reverse(self.address, args=[instance.pk])
        return context


class CheckMeetingColumn(CheckColumn):
    checks, address = CHECKS_MEETINGS, "desk-check-meeting"


@require_POST
def check_contact(request, pk):
    """One press: an editor checked it today, in the usual way for its kind."""
    if not request.user.has_perm(CHECKS):
        raise PermissionDenied
    contact = get_object_or_404(Contact.objects.select_related("organization"), pk=pk)
    contact.mark_checked(request.user, role_of(request.user), _HOW[contact.kind])
    messages.success(request, gettext("Checked today: %(contact)s") % {"contact": contact})
    index = reverse("desk-contacts:index")
    return redirect(get_valid_next_url_from_request(request) or index)


@require_POST
def check_meeting(request, pk):
    if not request.user.has_perm(CHECKS_MEETINGS):
        raise PermissionDenied
    meeting = get_object_or_404(Meeting, pk=pk)
    meeting.mark_checked(request.user, role_of(request.user), How.READ)
    messages.success(request, gettext("Checked today: %(meeting)s") % {"meeting": meeting})
    index = reverse(Meeting.snippet_viewset.get_url_name("list"))
    return redirect(get_valid_next_url_from_request(request) or index)


def role_of(user):
    return user.groups.values_list("name", flat=True).first() or gettext("Editor")
