"""Organizations on a map, and the same as a list. Those without a town are listed apart."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, ngettext

from places.drawn_map import Dot, DrawnMap, Kind, Mark
from places.map_view import View, view_of
from places.map_ways import MarkLink, Ways, links

from .choices import Kind as Help
from .models import Organization
from .search import OrganizationSearch

CLINIC = Kind("open", "square", gettext_lazy("specialist clinic"))
OTHER = Kind("soon", "circle", gettext_lazy("other organization"))
KINDS = (CLINIC, OTHER)
# If a mark has at most this many, its link says the names.
NAMED = 3


@dataclass(frozen=True)
class Entry:
    """One mark in words: the organizations in it."""

    mark: Mark
    # To a closer view that splits it up; "" if no view does.
    address: str

    @property
    def organizations(self) -> list[Organization]:
        return self.mark.items

    @property
    def in_words(self) -> str:
        names = [one.name for one in self.organizations]
        more = len(names) - NAMED
        if more <= 0:
            return ", ".join(names)
        text = ngettext("%(names)s, and %(count)d more", "%(names)s, and %(count)d more", more)
        return text % {"names": ", ".join(names[:NAMED]), "count": more}


@dataclass(frozen=True)
class OrganizationMap:
    drawn: DrawnMap
    entries: list[Entry]
    nowhere: list[Organization]
    ways: Ways

    @property
    def label(self) -> str:
        text = ngettext(
            "Map with %(count)d organization", "Map with %(count)d organizations", self.drawn.shown
        )
        counted = ", ".join(f"{kind.label}: {count}" for kind, count in self.drawn.counts)
        words = text % {"count": self.drawn.shown}
        return f"{words}. {counted}." if counted else f"{words}."

    @property
    def links(self) -> list[MarkLink]:
        return links(self.entries)


def organization_map(search: OrganizationSearch, view: View | None) -> OrganizationMap:
    dots, nowhere = [], []
    for one in search.found:
        if one.latitude is None or one.longitude is None:
            nowhere.append(one)
        else:
            kind = CLINIC if Help.CLINIC in one.kinds else OTHER
            dots.append(Dot(one.latitude, one.longitude, kind, one))
    here = _here(search)
    points = [(dot.latitude, dot.longitude) for dot in dots]
    view = view or view_of([*points, here] if here and points else points)
    drawn = DrawnMap(view, tuple(dots), KINDS, here)
    ways = Ways(view, _addresses(search))
    entries = [Entry(mark, ways.into(mark)) for mark in drawn.marks]
    return OrganizationMap(drawn, entries, nowhere, ways)


def _here(search: OrganizationSearch) -> tuple[float, float] | None:
    place = search.place
    if not place or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _addresses(search: OrganizationSearch) -> Callable[[dict[str, str]], str]:
    return lambda view: search.address(**view) or "?"
