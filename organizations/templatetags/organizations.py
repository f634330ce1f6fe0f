from django import template

import places
from conditions import json_ld as schema
from organizations import json_ld
from organizations.models import Organization
from organizations.search import also_near

NAMES_SHOWN = 2

register = template.Library()

register.filter("in_a_sentence", places.in_a_sentence)
register.simple_tag(also_near)


@register.inclusion_tag("organizations/groups.html", takes_context=True)
def groups_for(context, condition="", audience="", country="", is_folded=False):
    """A few groups for a page, by the slug of its disease, its audience and a country, if any."""
    groups = Organization.objects.groups_for(condition, audience, country)
    return {
        "groups": groups,
        "condition": condition,
        "is_folded": is_folded,
        "for_audience": context.get("for_audience", ""),
    }


@register.inclusion_tag("organizations/beside.html", takes_context=True)
def groups_beside(context, condition: str):
    """The names of the first groups for a page on this disease, next to its text."""
    groups = Organization.objects.groups_for(condition)[:NAMES_SHOWN]
    return _carried(context) | {"groups": groups, "condition": condition}


@register.inclusion_tag("organizations/this_week.html", takes_context=True)
def this_week(context, condition: str, questions: bool):
    """First steps; `questions` says whether the page has any for the doctor."""
    return _carried(context) | {"condition": condition, "questions": questions}


def _carried(context):
    return {name: context.get(name, "") for name in ("audience", "for_audience")}


@register.simple_tag(takes_context=True)
def data_of_organization(context, organization):
    url = context["request"].build_absolute_uri(organization.get_absolute_url())
    return schema.script(json_ld.of_organization(organization, url))
