"""The places of studies on a map, and the same as a list."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places import Place
from places.drawn_map import Dot, DrawnMap, Kind, Mark
from places.map_view import View, view_of
from places.map_ways import MarkLink, Ways, links
from trials.choices import SiteStatus, site_status_of
from trials.models import Location, LocationQuerySet, Spot
from web.shown_text import contained

OPEN = Kind("open", "circle", gettext_lazy("open"))
UNSURE = Kind("unsure", "diamond", gettext_lazy("may be open: ask"))
SOON = Kind("soon", "triangle", gettext_lazy("opening soon"))
CLOSED = Kind("closed", "square", gettext_lazy("not open, or by invitation"))
KINDS = (OPEN, UNSURE, SOON, CLOSED)
_KIND_OF = {
    SiteStatus.OPEN: OPEN,
    SiteStatus.UNSTATED: UNSURE,
    SiteStatus.SOON: SOON,
    SiteStatus.INVITATION: CLOSED,
    SiteStatus.CLOSED: CLOSED,
}
# If a mark has at most this many places, the list names each.
NAMED = 6
# The same for more places that no closer view separates, and for places that are not on the map.
NAMED_AT_LAST = 60


@dataclass(frozen=True)
class Entry:
    """One mark in words. `address` shows the part of the world around it."""

    mark: Mark
    name: str
    studies: int
    sites: list[Location]
    address: str

    @property
    def counted(self) -> str:
        return counted(self.mark.counts)

    @property
    def in_words(self) -> str:
        return f"{self.name}: {self.counted}"

    @property
    def more(self) -> int:
        """How many are not named because there is no room, if no closer view names them."""
        return 0 if self.address else self.mark.count - len(self.sites)


@dataclass(frozen=True)
class SiteMap:
    drawn: DrawnMap
    entries: list[Entry]
    # Places whose position we do not know: how many, and their names if there are few.
    count_nowhere: int
    nowhere: list[Location]
    ways: Ways

    @property
    def label(self) -> str:
        """What the picture shows, for people who cannot see it."""
        return in_words(self.drawn)

    @property
    def links(self) -> list[MarkLink]:
        return links(self.entries)


def in_words(drawn: DrawnMap) -> str:
    text = ngettext("Map with %(count)s location", "Map with %(count)s locations", drawn.shown)
    words = text % {"count": drawn.shown}
    return f"{words}: {counted(drawn.counts)}." if drawn.counts else f"{words}."


def counted(counts: list[tuple[Kind, int]]) -> str:
    return ", ".join(f"{count} {kind.label}" for kind, count in counts)


def site_map(
    sites: LocationQuerySet,
    place: Place | None,
    view: View | None,
    address_of: Callable[[dict[str, str]], str],
) -> SiteMap:
    """`address_of` gives the address of this page with these parameters of a view."""
    dots, nowhere = _dots(sites.spots())
    here = point_of(place)
    points = [(dot.latitude, dot.longitude) for dot in dots]
    drawn = DrawnMap(
        view or view_of([*points, here] if here and points else points), tuple(dots), KINDS, here
    )
    ways = Ways(drawn.view, address_of)
    parts = [(mark, address := ways.into(mark), _named(mark, address)) for mark in drawn.marks]
    named_nowhere = nowhere if len(nowhere) <= NAMED_AT_LAST else []
    named = [spot for *_mark, spots in parts for spot in spots] + named_nowhere
    by_name = Location.objects.on_map().in_bulk([spot.pk for spot in named])
    entries = [
        _entry(mark, address, [by_name[spot.pk] for spot in spots])
        for mark, address, spots in parts
    ]
    listed_nowhere = [by_name[spot.pk] for spot in named_nowhere]
    return SiteMap(drawn, entries, len(nowhere), listed_nowhere, ways)


def _dots(spots: list[Spot]) -> tuple[list[Dot], list[Spot]]:
    """On the map, and nowhere."""
    dots, nowhere = [], []
    kinds = {
        statuses: _KIND_OF[site_status_of(*statuses)]
        for statuses in {spot.own_statuses for spot in spots}
    }
    for spot in spots:
        if spot.latitude is None or spot.longitude is None:
            nowhere.append(spot)
        else:
            kind = kinds[spot.own_statuses]
            dots.append(Dot(spot.latitude, spot.longitude, kind, spot))
    return dots, nowhere


def point_of(place: Place | None) -> tuple[float, float] | None:
    if not place or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _named(mark: Mark, address: str) -> list[Spot]:
    """The places of a mark that the list names; `address` leads to a closer view."""
    if address:
        return mark.items if mark.count <= NAMED else []
    return mark.items[:NAMED_AT_LAST]


def _entry(mark: Mark, address: str, sites: list[Location]) -> Entry:
    spots: list[Spot] = mark.items
    studies = len({spot.trial_id for spot in spots})
    return Entry(mark, area_name(spots), studies, sites, address)


COUNTRIES_NAMED = STATES_NAMED = 3


def area_name(spots: list[Spot]) -> str:
    """The name of the smallest area that contains all of them."""
    countries = list(dict.fromkeys(contained(spot.country_name) for spot in spots))
    if len(countries) > 1:
        named = ", ".join(filter(None, sorted(countries)[:COUNTRIES_NAMED]))
        more = len(countries) - COUNTRIES_NAMED
        if more > 0:
            text = ngettext(
                "%(names)s, and %(count)s more country",
                "%(names)s, and %(count)s more countries",
                more,
            )
            return text % {"names": named, "count": more}
        return named
    states = Counter([spot.state for spot in spots if spot.state])
    if len(states) > 1:
        # Two marks may be in the same large country.
        most = sorted(states, key=lambda state: (-states[state], state))[:STATES_NAMED]
        named = ", ".join(map(contained, most))
        dots = ", …" if len(states) > STATES_NAMED else ""
        return f"{countries[0]} ({named}{dots})"
    towns = {spot.city for spot in spots}
    parts = [countries[0]]
    if len({spot.state for spot in spots}) == 1:
        parts.insert(0, contained(spots[0].state))
        if len(towns) == 1:
            parts.insert(0, contained(towns.pop()))
    return ", ".join(dict.fromkeys(filter(None, parts))) or _("Country not stated")
