"""Invented organizations for tests, and the family of diseases that they are for."""

import datetime as dt

from django.utils import timezone

from conditions.models import Condition
from organizations.models import Contact, Meeting, Offer, Organization

TYPES = (
    "dermatomyositis",
    "polymyositis",
    "inclusion-body-myositis",
    "juvenile-myositis",
    "immune-mediated-necrotizing-myopathy",
    "antisynthetase-syndrome",
)
CHECK = {"checked_by": "Editor", "checked_how": "called"}


def condition(slug, kind="subtype", parent=None):
    found, _ = Condition.objects.get_or_create(
        slug=slug, defaults={"name": slug.capitalize(), "kind": kind, "parent": parent}
    )
    return found


def family():
    """What the first organizations name, without the texts of its pages."""
    whole = condition("inflammatory-myopathy", "umbrella")
    for slug in TYPES:
        condition(slug, parent=whole)
    for slug in ("gne-myopathy-hibm", "muscular-dystrophy"):
        condition(slug, "neighbour")


def organization(slug, contacts=(), conditions=("inflammatory-myopathy",), **more):
    """Published; for patients, in the United States, for all myositis, if nothing else is said."""
    values = {
        "name": slug.replace("-", " ").title(),
        "nature": "patients",
        "kinds": ["group"],
        "audience": ["patient"],
        "scope": "myositis",
        "country": "United States",
        "languages": ["en"],
        "offers": [Offer(text="Brings people together.", mark="read", source="https://a.example/")],
        **more,
    }
    children = {"offers": values.pop("offers"), "contacts": list(contacts)}
    found = Organization(slug=slug, **values)
    found.save()
    found.conditions = Condition.objects.filter(slug__in=conditions)
    for name, rows in children.items():
        setattr(found, name, rows)
    found.full_clean()
    found.save()
    found.save_revision().publish()
    return Organization.objects.get(slug=slug)


def phone(value="555-010-0100", checked_on=None, **more):
    check = CHECK if checked_on else {}
    return Contact(kind="phone", value=value, checked_on=checked_on, **check | more)


def meeting(organization, **more):
    """Published, online, each Saturday at seven in the evening of New York, checked today."""
    values = {
        "title": "Sample meeting",
        "is_online": True,
        "first_day": dt.date(2026, 1, 3),
        "starts_at": dt.time(19),
        "time_zone": "America/New_York",
        "recurrence": "FREQ=WEEKLY",
        "audience": ["patient"],
        "languages": ["en"],
        "checked_on": timezone.localdate(),
        **more,
    }
    check = CHECK if values["checked_on"] else {}
    conditions = values.pop("conditions", ())
    found = Meeting(organization=organization, **check | values)
    found.full_clean()
    found.save()
    found.conditions = Condition.objects.filter(slug__in=conditions)
    found.save()
    found.save_revision().publish()
    return Meeting.objects.get(pk=found.pk)


def speaks(organization, language):
    """Whether it speaks the language, or has some of its material in it."""
    return language in {*organization.languages, *organization.languages_in_part}
