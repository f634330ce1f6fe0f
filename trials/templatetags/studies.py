"""Studies for the pages on diseases and on organizations, which know nothing of studies."""

from django import template

from conditions.json_ld import script
from trials.models import Trial
from trials.presenting import json_ld
from trials.search.condition_studies import ConditionStudies, OpenStudies
from trials.search.ways_on import ways_on

RUN_SHOWN = 10

register = template.Library()

register.simple_tag(ways_on)


@register.simple_tag(takes_context=True)
def condition_studies(context, condition):
    """None for a page on several diseases, which no search finds."""
    return ConditionStudies(condition.slug, context.get("audience", "")) or None


@register.inclusion_tag("trials/condition_studies.html", takes_context=True)
def studies_of(context, condition, condition_studies):
    shown = {
        "condition_studies": condition_studies,
        "name": condition.name,
        "page": {"start_index": 1},
    }
    return _carried(context) | shown


@register.inclusion_tag("trials/beside_condition.html", takes_context=True)
def studies_beside(context, condition_studies):
    return _carried(context) | {"condition_studies": condition_studies}


def _carried(context):
    return {name: context.get(name) for name in ("request", "audience", "for_audience")}


@register.inclusion_tag("trials/run_by.html", takes_context=True)
def studies_run_by(context, organization):
    """Nothing, unless an editor said under which names it runs studies."""
    studies = list(Trial.objects.run_by(organization.registry_names).contained())
    shown = {"first": studies[:RUN_SHOWN], "more": studies[RUN_SHOWN:]}
    return _carried(context) | shown


@register.simple_tag(takes_context=True)
def open_studies(context):
    return OpenStudies(context.get("audience", ""))


@register.filter
def of(studies, slug):
    return studies.of(slug)


@register.simple_tag(takes_context=True)
def data_of_trial(context, trial):
    address = context["request"].build_absolute_uri(trial.get_absolute_url())
    return script(json_ld.of_trial(trial, address))
