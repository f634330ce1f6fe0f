"""Queues of contacts and meetings to check, and of what readers report."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from desk.queues import Queue, Reason, Row, register
from desk.tables import edit_address
from organizations.models import Contact, Meeting, Report


def _report_row(report) -> Row:
    told = ngettext("%(what)s (%(count)d reader)", "%(what)s (%(count)d readers)", report.count)
    reasons = [Reason(told % {"what": ", ".join(report.wrong_labels), "count": report.count})]
    if report.is_past:
        reasons.append(Reason(_("It is no longer on the page.")))
    return Row(
        name=str(report.contact.get_kind_display()) if report.contact else "",
        title=str(report),
        reasons=reasons,
        since=report.first_at,
        page=report.organization.get_absolute_url(),
        do=(_("Handled"), reverse("desk-handle-report", args=[report.pk])),
        posts=True,
        opens=[(str(report.organization), edit_address(report.organization))],
    )


def _contact_row(contact) -> Row:
    organization = contact.organization
    reasons = [contact.why_hidden or _("The last check was too long ago.")]
    if contact.is_reported:
        reasons = [_("Readers say it is wrong."), contact.why_hidden]
    return Row(
        name=str(contact.get_kind_display()),
        title=f"{organization}: {contact.value}",
        reasons=[Reason(str(reason)) for reason in reasons if reason],
        since=contact.checked_on,
        page=organization.get_absolute_url(),
        do=(_("Open"), edit_address(organization)),
    )


def _meeting_row(meeting) -> Row:
    return Row(
        name=str(meeting._meta.verbose_name),
        title=f"{meeting.organization}: {meeting}",
        reasons=[Reason(str(meeting.why_hidden or _("The last check was too long ago.")))],
        since=meeting.checked_on,
        page=meeting.get_absolute_url() if meeting.is_shown else "",
        do=(_("Open"), edit_address(meeting)),
    )


register(
    Queue(
        slug="reported",
        name=gettext_lazy("Reported by readers"),
        counted=ngettext_lazy(
            "Readers say that %(count)d number or link is wrong",
            "Readers say that %(count)d numbers or links are wrong",
            "count",
        ),
        about=gettext_lazy(
            "Call the number, or open the page. If it is wrong, change it on the organization’s "
            "page. If it is right, press “Checked today” under Support, Contacts to check: that "
            "handles the report too. Readers cannot see reports."
        ),
        permissions=("organizations.change_organization",),
        found=lambda: Report.objects.open().most_told_first(),
        row=_report_row,
        order=80,
    ),
    Queue(
        slug="contacts",
        name=gettext_lazy("Contacts to check"),
        counted=ngettext_lazy(
            "%(count)d contact of an organization is waiting to be checked",
            "%(count)d contacts of organizations are waiting to be checked",
            "count",
        ),
        about=gettext_lazy(
            "Phone numbers, addresses, and links that no one has checked in half a year, or ever. "
            "Call or look, then press “Checked today” under Support, Contacts to check."
        ),
        permissions=("organizations.change_organization",),
        found=lambda: Contact.objects.to_check(),
        row=_contact_row,
        order=180,
    ),
    Queue(
        slug="meetings",
        name=gettext_lazy("Meetings to check"),
        counted=ngettext_lazy(
            "%(count)d meeting is waiting to be checked",
            "%(count)d meetings are waiting to be checked",
            "count",
        ),
        about=gettext_lazy(
            "Upcoming meetings that no one has checked in half a year, or ever. Compare the next "
            "dates with what the organization says, then press “Checked today” under Support, "
            "Meetings. Readers see a meeting for a year after its check."
        ),
        permissions=("organizations.change_meeting",),
        found=lambda: Meeting.objects.to_check(),
        row=_meeting_row,
        order=190,
    ),
)
