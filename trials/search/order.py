"""The order in which studies are shown: open and confirmed first, or as the reader chose."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.lookups import LessThan
from django.utils import timezone

from trials.models import Location, tsquery
from trials.presenting.freshness_mark import DOUBTFUL_RANK, freshness_rank
from trials.reading.diseases import UMBRELLA
from trials.reading.subtypes import State

from .sort_keys import SortKey

if TYPE_CHECKING:
    from .request import SearchRequest


def sort_keys(request: "SearchRequest", text: str) -> list[SortKey]:
    """The first one decides, then the second, and so on; then the study that was updated last comes
    first. `text` is the query for the words, for studies that are about them; "" for none."""
    about = [SortKey(("is about", text), partial(_is_about, text), True)] if text else []
    best = [SortKey(("rank", text), partial(_rank, text), True)] if text else []
    if request.is_about_a_type:
        about = [SortKey(("fit", *request.types), partial(fit_rank, request.types)), *about]
    elif types := named_types(request):
        about = [SortKey(("barred", *types), partial(barred_rank, types)), *about]
    point = request.near.point
    nearest = [SortKey(("distance", point), partial(_distance, point))] if point else []
    today = timezone.localdate()
    freshness = SortKey(("freshness", today), partial(freshness_rank, today))
    match request.values.get("sort"):
        case "newest":
            return [_FIRST_POSTED]
        case "updated":
            return []
        case "distance":
            return [*nearest, freshness, *about, *best]
        case "relevance":
            return [*about, *best, _PINNED, freshness, *nearest]
    if nearest:
        return [*about, freshness, *nearest, _PINNED, *best]
    pinned_first = SortKey(("pinned first", today), partial(_pinned_first, today))
    return [*about, pinned_first, freshness, _PINNED, *best]


_FIRST_POSTED = SortKey(("first posted",), partial(F, "study_first_posted_date"), True)
_PINNED = SortKey(("pinned",), partial(F, "is_pinned"), True)


def _is_about(text):
    """Whether the words stand in the names, conditions or treatments of a study."""
    return Case(When(names=tsquery(text), then=1), default=0)


def _rank(text):
    return SearchRank(F("names"), tsquery(text), normalization=1)


def _distance(point):
    sites = Location.objects.filter(trial=OuterRef("pk")).that_may_be_open()
    return Subquery(sites.shortest_distance_from(*point))


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


def named_types(request: "SearchRequest") -> list[str]:
    """The types that the reader chose or named, and may have; a healthy volunteer has none."""
    return [] if request.audience == "volunteer" else request.types


def keeps_out(types: list[str]) -> Q:
    """Studies whose records, or an editor's decision, say of each type that it may not join."""
    found = ~is_for_others()
    for slug in types:
        read = [{"subtype": slug, "state": State.EXCLUDED.value}]
        decided = f"decisions__subtypes__{slug}"
        found &= Q(**{f"{decided}__state": State.EXCLUDED.value}) | Q(
            readings__subtypes__contains=read, **{f"{decided}__isnull": True}
        )
    return found


def barred_rank(types: list[str]) -> Case:
    """1 for studies that no one with these types may join, 0 for the rest."""
    return Case(When(keeps_out(types), then=1), default=0)


def _pinned_first(today):
    """Put the open studies that editors pinned first, but not those that are doubtful."""
    is_pinned = Q(is_pinned=True) & Q(LessThan(freshness_rank(today), DOUBTFUL_RANK))
    return Case(When(is_pinned, then=0), default=1)
