"""The order in which studies are shown: open and confirmed first, or as the reader chose."""

from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.lookups import LessThan
from django.utils import timezone

from trials.models import Location
from trials.presenting.freshness_mark import DOUBTFUL_RANK, freshness_rank
from trials.reading.diseases import UMBRELLA

if TYPE_CHECKING:
    from .request import SearchRequest


def in_order(trials, request: "SearchRequest", text: str):
    """`text` is the query for the words, for studies that are about them; "" for none."""
    if text:
        trials = trials.about_first(text)
    if point := request.near.point:
        sites = Location.objects.filter(trial=OuterRef("pk")).that_may_be_open()
        distance = sites.shortest_distance_from(*point)
        trials = trials.alias(distance=Subquery(distance))
    return trials.order_by(*_columns(request, text))


def _columns(request, text):
    nearest = [F("distance").asc(nulls_last=True)] if request.near.point else []
    about, best = (["-is_about"], ["-rank"]) if text else ([], [])
    if request.is_about_a_type:
        about = [fit_rank(request.types), *about]
    last = [F("last_update_posted_date").desc(nulls_last=True), "nct_id"]
    freshness = freshness_rank(timezone.localdate())
    match request.values.get("sort"):
        case "newest":
            return [F("study_first_posted_date").desc(nulls_last=True), *last]
        case "updated":
            return last
        case "distance":
            return [*nearest, freshness, *about, *best, *last]
        case "relevance":
            return [*about, *best, "-is_pinned", freshness, *nearest, *last]
    if nearest:
        return [*about, freshness, *nearest, "-is_pinned", *best, *last]
    return [*about, _pinned_first(freshness), freshness, "-is_pinned", *best, *last]


def takes_by_name(types: list[str]) -> Q:
    return Q(includes__overlap=types)


def is_for_others() -> Q:
    """Studies for caregivers, relatives, doctors or healthy people, and not for people with it."""
    return Q(readings__for_others__who__isnull=False, includes=[])


def is_for_others_of(condition: str) -> Q:
    """Of those, the ones that name a type of myositis, or myositis as a whole."""
    of = "readings__for_others__of__contains"
    return is_for_others() & (Q(**{of: [condition]}) | Q(**{of: [UMBRELLA]}))


def fit_rank(types: list[str]) -> Case:
    """0 for studies that take a type by name, 2 for those for other people, 1 for the rest."""
    return Case(When(takes_by_name(types), then=0), When(is_for_others(), then=2), default=1)


def _pinned_first(freshness):
    """Put the open studies that editors pinned first, but not those that are doubtful."""
    is_pinned = Q(is_pinned=True) & Q(LessThan(freshness, DOUBTFUL_RANK))
    return Case(When(is_pinned, then=0), default=1)
