from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join

import vocabulary
from query import nct_numbers, reader
from trials.choices import Presence
from trials.fit import evaluation_figures as self_check_figures
from trials.presenting import (
    answer,
    call_sheet,
    explained,
    explanations,
    freshness_mark,
    pictures,
    pill,
    requirement_answers,
)
from trials.presenting.cards import PER_PAGE, results
from trials.presenting.nearest_site import nearest_sites, sites_of
from trials.reading import (
    antibody_names,
    criteria,
    evaluation_figures,
    freshness,
    limits,
    requirements,
    topics,
)
from trials.search.chosen_studies import compared_with
from trials.search.facet_table import ALL
from trials.search.fit_groups import group_apart, groups_by_fit
from trials.search.forms import MENTION, SiteSearch
from trials.search.one_study import NotListed, find
from trials.search.page import SearchPage
from web.audience import audience_of
from web.one_edition import one_edition


@one_edition
def trial_list(request):
    search = SearchPage(request.GET)
    asked = search.request
    page = Paginator(search.result.trials, PER_PAGE).get_page(request.GET.get("page"))
    cards = results(asked, page.object_list)
    apart = results(asked, search.result.apart) if page.number == 1 else []
    context = {
        "search": search,
        "page": page,
        "groups": groups_by_fit(asked, search.result, cards, page.start_index()),
        "apart": group_apart(apart, page.paginator.count + 1),
        "names": names_to_type(),
        "canonical": request.build_absolute_uri(reverse("trials:list") + asked.address()),
        "search_all": asked.address(status=ALL),
        "search_mentions": asked.address(about=MENTION),
        "search_verbatim": asked.address(verbatim="on"),
        "for_volunteers": asked.address(**{"for": "volunteer"}),
        "search_words_only": f"?{urlencode({'q': asked.data.get('q', ''), 'status': ALL})}",
    }
    return render(request, "trials/list.html", context)


@cache
def names_to_type():
    """What the browser offers while a reader types."""
    names = ((name,) for name in vocabulary.names_to_type())
    # HTML lets an option end where the next begins: 3 kB less on each page.
    return format_html_join("", "<option>{}", names)


def how_we_read(request):
    context = {
        "confirmed_months": freshness.CONFIRMED_MONTHS,
        "doubtful_months": freshness.DOUBTFUL_MONTHS,
        "marks": freshness_mark.MARKS,
        "limits": limits.RULES,
        "topics": topics.RULES,
        "antibodies": antibody_names.ANTIBODIES,
        "requirements": requirements.REQUIREMENTS,
        "figures": evaluation_figures.FIGURES,
        "self_check": self_check_figures.FIGURES,
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "trials/how_we_read.html", context)


@one_edition
def trial_detail(request, nct_id):
    trial = find(nct_id)
    if trial.nct_id != nct_id:
        return redirected(request, trial.get_absolute_url())
    if trial.presence == Presence.GONE:
        return render(request, "trials/gone.html", {"trial": trial}, status=410)
    search = SiteSearch(request.GET)
    place = search.around
    unit = "mi" if place and place.uses_miles else "km"
    nearest = nearest_sites([trial], place, unit)[trial.pk]
    freshness = freshness_mark.read(trial, nearest, timezone.localdate())
    sites = sites_of(trial, place, search.words)
    context = {
        "trial": trial,
        "site_search": search,
        "unit": unit,
        "nearest": nearest,
        "freshness": freshness,
        "pill": pill.pill(trial, freshness),
        "title": answer.title(trial),
        "about": answer.about(trial),
        "facts": answer.facts(trial, nearest, audience_of(request.GET)),
        "ask": answer.who_to_ask(trial, sites),
        "to_send": answer.to_send(trial, request.build_absolute_uri(trial.get_absolute_url())),
        "goes_along": call_sheet.kept(request.GET),
        "compared_with": compared_with(trial, request.GET),
        "sites": sites,
        "types": explanations.types(trial),
        "how_read": explanations.how_read(trial),
        "why_listed": explanations.why_listed(trial),
        "criteria": _criteria(trial.eligibility_criteria),
        "requirements": requirement_answers.requirement_answers(trial),
        "treatments": explanations.treatments(trial),
        "pictures": pictures.pictures(trial, timezone.localdate()),
        "documents": requirement_answers.documents(trial),
        "glossary": explained.glossary(),
    }
    return render(request, "trials/detail.html", context)


def _criteria(text):
    lines = criteria.read(text)
    return {
        "include": criteria.nested(lines.of(criteria.Part.INCLUSION)),
        "exclude": criteria.nested(lines.of(criteria.Part.EXCLUSION)),
        "rest": criteria.nested(lines.of(criteria.Part.NEITHER)),
    }


def redirected(request, address: str) -> HttpResponsePermanentRedirect:
    """To another address for good, with the question that came along."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def trial_of_odd_number(request, typed):
    """An address with a number that lacks its letters, or has a digit too few or too many."""
    [number] = reader.read(typed).numbers or [""]
    if nct_numbers.is_whole(number):
        return redirected(request, reverse("trials:detail", args=[number]))
    raise NotListed(number)
