from django import template

import places
from conditions import json_ld as schema
from organizations import json_ld
from organizations.models import Organization

register = template.Library()

register.filter("in_a_sentence", places.in_a_sentence)


@register.inclusion_tag("organizations/groups.html", takes_context=True)
def groups_for(context, condition="", audience="", country=""):
    """A few groups for a page: the slug of its disease, for whom it is, and a country, if known."""
    groups = Organization.objects.groups_for(condition, audience, country)
    return {
        "groups": groups,
        "condition": condition,
        "for_audience": context.get("for_audience", ""),
    }


@register.simple_tag(takes_context=True)
def data_of_organization(context, organization):
    url = context["request"].build_absolute_uri(organization.get_absolute_url())
    return schema.script(json_ld.of_organization(organization, url))
