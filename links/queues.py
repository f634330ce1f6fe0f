"""Queues of links that fail, and of links that have moved."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from desk.queues import Queue, Reason, Row, register

from .checking import shown_addresses
from .models import Link

# Anyone who may change something that has links.
MENDS = ("organizations.change_organization", "conditions.change_reference")


def broken_links():
    """[(link, the places that show it)]"""
    return _with_places(Link.objects.broken())


def moved_links():
    return _with_places(link for link in Link.objects.moved() if not link.is_broken)


def _with_places(links):
    if not (links := list(links)):
        return []
    shown = shown_addresses()
    return [(link, shown[link.url]) for link in links if link.url in shown]


def _link_row(found, reasons: list[Reason], since) -> Row:
    link, places = found
    return Row(
        name=", ".join(place.title for place in places),
        title=link.url,
        reasons=reasons,
        since=since,
        page=places[0].page,
        do=(_("Check again now"), reverse("desk-look-again", args=[link.pk])),
        posts=True,
        opens=[(place.title, place.edit) for place in places],
    )


def _broken_row(found) -> Row:
    link, _places = found
    fine = link.last_fine_at
    since = (
        _("It last worked on %(date)s.") % {"date": fine.date().isoformat()}
        if fine
        else _("We have never seen it work.")
    )
    reasons = [Reason(str(link.found_in_words)), Reason(since)]
    if link.moved_to:
        reasons.append(Reason(_("It had moved to"), link.moved_to))
    return _link_row(found, reasons, link.failed_on[0])


def _moved_row(found) -> Row:
    link, _places = found
    return _link_row(found, [Reason(_("It has moved to"), link.moved_to)], link.last_fine_at)


register(
    Queue(
        slug="broken-links",
        name=gettext_lazy("Links that fail"),
        counted=ngettext_lazy("%(count)d link fails", "%(count)d links fail", "count"),
        about=gettext_lazy(
            "Our program checks each link once a week. These failed on three days and did not "
            "work on any day in between. Open the page, and enter an address that works."
        ),
        permissions=MENDS,
        found=broken_links,
        row=_broken_row,
        order=170,
    ),
    Queue(
        slug="moved-links",
        name=gettext_lazy("Links that have moved"),
        counted=ngettext_lazy("%(count)d link has moved", "%(count)d links have moved", "count"),
        about=gettext_lazy(
            "These links still work, but their server says that the page has moved for good "
            "to a new address. Check that it is the same page, then enter the new address."
        ),
        permissions=MENDS,
        found=moved_links,
        row=_moved_row,
        order=200,
    ),
)
