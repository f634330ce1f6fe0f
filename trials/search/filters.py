"""Which studies a request asks for: those that hold the words, and the filters on them."""

from typing import TYPE_CHECKING

from django.db.models import Q

from query.question import Question
from trials.choices import Presence
from trials.models import Location, Trial
from trials.presenting import rules
from trials.reading.relevance import Relevance

from .facet_table import FACETS, OPEN
from .forms import MENTION, MUSCLE

if TYPE_CHECKING:
    from .request import SearchRequest

_ABOUT = {
    "": (Relevance.MYOSITIS,),
    MUSCLE: (Relevance.MYOSITIS, Relevance.OTHER_MUSCLE),
    # If our rules could not read a record, we must not tell anybody that it is about myositis.
    MENTION: (Relevance.MENTION, Relevance.UNREAD),
}


def candidates(
    request: "SearchRequest", question: Question, loosely: bool = False, about: str | None = None
):
    """All studies that hold the words, whatever the filters."""
    if question.numbers:
        # Also a study that is no longer listed: its card says so.
        trials = Trial.objects.exclude(presence__in=[Presence.GONE, Presence.RENAMED])
        found = {number.found for number in request.numbers}
        return trials.filter(pk__in=found.union(*(number.meant for number in request.numbers)))
    if not about:
        neighbours_only = question.is_about_neighbours_only
        about = request.values.get("about") or (MUSCLE if neighbours_only else "")
    trials = Trial.objects.listed().of_relevance(*_ABOUT[about])
    text = request.tsquery(question, loosely)
    return trials.matching(text) if text else trials


def filters(request: "SearchRequest", status: list[str] | None = None) -> dict[str, Q]:
    """The conditions on studies beside their words, by the name of the field that set them.

    Without a status, of the reader's or given here, studies that are open to new participants.
    """
    chosen = {facet.name: request.chosen(facet.name) for facet in FACETS}
    chosen["status"] = status or chosen["status"] or [OPEN]
    # The fit is a question about the condition.
    chosen["fit"] = chosen["fit"] and chosen["condition"]
    found = {}
    for facet in FACETS:
        value = chosen[facet.name]
        condition = facet.filter(value) if value else None
        if condition is not None:
            found[facet.name] = condition
    if (age := request.chosen("age")) is not None:
        found["age"] = _for_age(age)
    if posted := request.chosen("results"):
        found["results"] = Q(has_results=posted == "yes")
    if asked := request.chosen("rules"):
        found["rules"] = Q(*(rules.rules()[slug].filter for slug in asked))
    near = request.near
    if near.point and near.within_km:
        sites = Location.objects.that_may_be_open().within(*near.point, near.within_km)
        found["within"] = Q(pk__in=sites.order_by().values("trial"))
    elif near.place and not near.point:
        found["place"] = _in_area(near.place)
    return found


def _for_age(age):
    """Studies that take somebody at some moment of this age: "2" may be 30 months."""
    return Q(
        Q(minimum_age_years=None) | Q(minimum_age_years__lt=age.end),
        Q(too_old_years=None) | Q(too_old_years__gt=age.first),
    )


def _in_area(place):
    """Studies with a site in a country, or in a region of one, that may take people."""
    if place.kind == "country":
        return Q(countries__contains=[place.country])
    sites = Location.objects.that_may_be_open().in_area(place.area)
    return Q(pk__in=sites.order_by().values("trial"))
