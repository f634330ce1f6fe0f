"""The places of one study on a map, and the same as a list."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places import Place
from places.drawn_map import Dot, DrawnMap, Kind, Mark
from places.map_view import View, view_of
from trials.choices import SiteStatus
from trials.models import Location, Trial

OPEN = Kind("open", "circle", gettext_lazy("open"))
UNSURE = Kind("unsure", "diamond", gettext_lazy("perhaps open: ask"))
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
# Of so few places in one mark, the list has each by its name.
NAMED = 6
# Of more, where the map can show no more of them.
NAMED_AT_LAST = 60


@dataclass(frozen=True)
class Entry:
    """One mark in words. `address` shows the part of the world around it."""

    name: str
    counts: list[tuple[Kind, int]]
    count: int
    sites: list[Location]
    # Those that are not named for want of room.
    more: int
    address: str

    @property
    def counted(self) -> str:
        return counted(self.counts)


@dataclass(frozen=True)
class SiteMap:
    drawn: DrawnMap
    entries: list[Entry]
    # Places whose position we do not know.
    nowhere: list[Location]
    ways: list[tuple[str, str]]
    whole: str

    @property
    def label(self) -> str:
        """What the picture shows, for those who do not see it."""
        return in_words(self.drawn)


def in_words(drawn: DrawnMap) -> str:
    text = ngettext("Map with %(count)s place", "Map with %(count)s places", drawn.shown)
    words = text % {"count": drawn.shown}
    return f"{words}: {counted(drawn.counts)}." if drawn.counts else f"{words}."


def counted(counts: list[tuple[Kind, int]]) -> str:
    return ", ".join(f"{count} {kind.label}" for kind, count in counts)


def site_map(trial: Trial, place: Place | None, view: View | None, carried: dict) -> SiteMap:
    """`carried` are the parameters that links keep."""
    dots, nowhere = [], []
    for site in trial.locations.all():
        if site.place_latitude is None or site.place_longitude is None:
            nowhere.append(site)
        else:
            kind = _KIND_OF[site.site_status]
            dots.append(Dot(site.place_latitude, site.place_longitude, kind, site))
    here = point_of(place)
    points = [(dot.latitude, dot.longitude) for dot in dots]
    view = view or view_of([*points, here] if here and points else points)
    drawn = DrawnMap(view, tuple(dots), KINDS, here)
    addresses = Addresses(view, carried)
    return SiteMap(
        drawn,
        [_entry(mark, drawn, addresses) for mark in drawn.marks],
        nowhere,
        addresses.ways,
        addresses.whole,
    )


def point_of(place: Place | None) -> tuple[float, float] | None:
    if not place or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


@dataclass(frozen=True)
class Addresses:
    """Query strings of the views around this one."""

    view: View
    carried: dict[str, str]

    def of(self, view: View) -> str:
        return f"?{urlencode(self.carried | view.parameters)}#map"

    @cached_property
    def whole(self) -> str:
        return f"?{urlencode(self.carried)}#map"

    @property
    def ways(self) -> list[tuple[str, str]]:
        """[(what it does, address)]"""
        found = []
        if self.view.zoom:
            found = [
                (_("Zoom out"), self.of(self.view.zoomed(-1))),
                (_("North"), self.of(self.view.moved(0, 1))),
                (_("South"), self.of(self.view.moved(0, -1))),
                (_("East"), self.of(self.view.moved(1, 0))),
                (_("West"), self.of(self.view.moved(-1, 0))),
            ]
        if self.view.zoomed(1) != self.view:
            found.insert(0, (_("Zoom in"), self.of(self.view.zoomed(1))))
        return found


def _entry(mark: Mark, drawn: DrawnMap, addresses: Addresses) -> Entry:
    sites: list[Location] = mark.items
    most = NAMED if drawn.can_zoom_in else NAMED_AT_LAST
    named = sites if len(sites) <= most else sites[:most] if not drawn.can_zoom_in else []
    closer = drawn.view.zoomed(2, mark.middle) if drawn.can_zoom_in and mark.count > 1 else None
    return Entry(
        area_name(sites),
        mark.counts,
        mark.count,
        named,
        len(sites) - len(named),
        addresses.of(closer) if closer else "",
    )


COUNTRIES_NAMED = 3


def area_name(sites: list[Location]) -> str:
    """The smallest area that holds all of the sites, by name."""
    countries = list(dict.fromkeys(site.country_name for site in sites))
    if len(countries) > 1:
        named = ", ".join(filter(None, sorted(countries)[:COUNTRIES_NAMED]))
        more = len(countries) - COUNTRIES_NAMED
        if more > 0:
            text = ngettext(
                "%(names)s and %(count)s more country",
                "%(names)s and %(count)s more countries",
                more,
            )
            return text % {"names": named, "count": more}
        return named
    states = {site.state for site in sites}
    towns = {site.city for site in sites}
    parts = [countries[0]]
    if len(states) == 1:
        parts.insert(0, states.pop())
        if len(towns) == 1:
            parts.insert(0, towns.pop())
    return ", ".join(dict.fromkeys(filter(None, parts))) or _("Country not stated")
