"""Which studies a request asks for: those that contain the words, and the filters on them."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial
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
) -> int:
    """The bitmap of all studies that contain the words, regardless of filters."""
    bitmaps = request.bitmaps
    if question.numbers:
        # Also a study that is no longer listed: its card says so.
        trials = Trial.objects.exclude(presence__in=[Presence.GONE, Presence.RENAMED])
        found = {number.found for number in request.numbers}
        found = found.union(*(number.meant for number in request.numbers))
        return bitmaps.of(trials.filter(pk__in=found).values_list("pk", flat=True))
    if not about:
        neighbours_only = question.is_about_neighbours_only
        about = request.values.get("about") or (MUSCLE if neighbours_only else "")
    studies = bitmaps.of_query(
        ("about", about), lambda: Trial.objects.listed().of_relevance(*_ABOUT[about])
    )
    if text := request.tsquery(question, loosely):
        studies &= bitmaps.of_query(
            ("words", text), lambda: Trial.objects.matching(text), by_index=True
        )
    return studies


def filters(request: "SearchRequest", status: list[str] | None = None) -> dict[str, int]:
    """The bitmaps of the conditions other than words, by the name of the field that set them.

    Without a status, from the reader or given here, only studies that are open to new participants.
    """
    chosen = {facet.name: request.chosen(facet.name) for facet in FACETS}
    chosen["status"] = status or chosen["status"] or [OPEN]
    # The fit is a question about the condition.
    chosen["fit"] = chosen["fit"] and chosen["condition"]
    found = {}
    for facet in FACETS:
        if value := chosen[facet.name]:
            studies = facet.studies_with(value, request.bitmaps.values)
            if studies is not None:
                found[facet.name] = studies
    for name, value, condition in _conditions(request):
        found[name] = request.bitmaps.of_query((name, value), partial(_that_meet, condition))
    return found


def _that_meet(condition):
    return Trial.objects.filter(condition())


def _conditions(request) -> Iterator[tuple[str, Hashable, Callable[[], Q]]]:
    """(field, what was asked, what makes the condition) for everything that is not a facet."""
    if (age := request.chosen("age")) is not None:
        yield "age", age, partial(_for_age, age)
    if posted := request.chosen("results"):
        yield "results", posted, lambda: Q(has_results=posted == "yes")
    if asked := request.chosen("rules"):
        yield "rules", tuple(asked), lambda: Q(*(rules.rules()[slug].filter for slug in asked))
    near = request.near
    if near.point and near.within_km:
        yield "within", (near.point, near.within_km), partial(_within, near.point, near.within_km)
    elif near.place and not near.point:
        yield "place", near.place, partial(_in_area, near.place)


def _for_age(age):
    """Studies that take somebody at some time during this age: "2" may be 30 months."""
    return Q(
        Q(minimum_age_years=None) | Q(minimum_age_years__lt=age.end),
        Q(too_old_years=None) | Q(too_old_years__gt=age.first),
    )


def _within(point, kilometers):
    return _with_one_of(Location.objects.that_may_be_open().within(*point, kilometers))


def _in_area(place):
    """Studies with a site in a country, or in a region of one, that may take people."""
    if place.kind == "country":
        return Q(countries__contains=[place.country])
    sites = Location.objects.that_may_be_open().in_area(place.area)
    return _with_one_of(sites)


def _with_one_of(sites):
    return Q(pk__in=sites.order_by().values("trial"))
