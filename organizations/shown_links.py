"""The addresses of other people's sites on pages about organizations, and whether they answer."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from web.shown_links import Place, link_checked, links_collected, register

from .choices import LINKS, ContactKind
from .models import Contact, Meeting, Offer, WebsiteAnswer


def contacts() -> Iterator[tuple[str, Place]]:
    # A website that readers do not see yet is included: it is shown once it has answered.
    seen = Q(pk__in=Contact.objects.shown()) | Q(kind=ContactKind.WEBSITE)
    found = Contact.objects.filter(seen, kind__in=LINKS, organization__live=True)
    for contact in found.select_related("organization"):
        yield contact.value, Place.of(contact.organization)


def offers() -> Iterator[tuple[str, Place]]:
    for offer in Offer.objects.filter(organization__live=True).select_related("organization"):
        yield offer.source, Place.of(offer.organization)


def meetings() -> Iterator[tuple[str, Place]]:
    for meeting in Meeting.objects.shown():
        yield meeting.source, Place.of(meeting)


def keep_answer(sender, address: str, answers: bool | None, **kwargs) -> None:
    """Remember the day on which a website last answered, until it is broken or leads elsewhere."""
    if answers:
        today = timezone.localdate()
        WebsiteAnswer.objects.update_or_create(address=address, defaults={"answered_on": today})
    elif answers is False:
        WebsiteAnswer.objects.filter(address=address).delete()


def forget_others(sender, addresses, **kwargs) -> None:
    WebsiteAnswer.objects.exclude(address__in=addresses).delete()


def register_all() -> None:
    for source in (contacts, offers, meetings):
        register(source)
    link_checked.connect(keep_answer)
    links_collected.connect(forget_others)
