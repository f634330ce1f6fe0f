"""Invented organizations for tests, and the family of diseases that they are for."""

from conditions.models import Condition
from organizations.models import Contact, Offer, Organization

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
