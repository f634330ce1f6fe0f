"""The places of studies on a map, and the same as a list."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places import Place
from places.drawn_map import Dot, DrawnMap, Kind, Mark
from places.map_view import View, view_of
from places.map_ways import Ways
from trials.choices import SiteStatus
from trials.models import Location

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
    studies: int
    sites: list[Location]
    # Those that are not named for want of room, where no nearer view shows them.
    more: int
    # "" where it has places in several.
    country: str
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
    ways: Ways

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


def site_map(
    sites: Iterable[Location],
    place: Place | None,
    view: View | None,
    address_of: Callable[[dict[str, str]], str],
) -> SiteMap:
    """`address_of` gives the address of this page with these parameters of a view."""
    dots, nowhere = [], []
    for site in sites:
        if site.place_latitude is None or site.place_longitude is None:
            nowhere.append(site)
        else:
            kind = _KIND_OF[site.site_status]
            dots.append(Dot(site.place_latitude, site.place_longitude, kind, site))
    here = point_of(place)
    points = [(dot.latitude, dot.longitude) for dot in dots]
    drawn = DrawnMap(
        view or view_of([*points, here] if here and points else points), tuple(dots), KINDS, here
    )
    ways = Ways(drawn.view, address_of)
    entries = [_entry(mark, ways, can_zoom_in=drawn.can_zoom_in) for mark in drawn.marks]
    return SiteMap(drawn, entries, nowhere, ways)


def point_of(place: Place | None) -> tuple[float, float] | None:
    if not place or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _entry(mark: Mark, ways: Ways, *, can_zoom_in: bool) -> Entry:
    sites: list[Location] = mark.items
    most = NAMED if can_zoom_in else NAMED_AT_LAST
    named = [] if can_zoom_in and len(sites) > most else sites[:most]
    countries = {site.country_name for site in sites}
    return Entry(
        area_name(sites),
        mark.counts,
        mark.count,
        len({site.trial_id for site in sites}),
        named,
        0 if can_zoom_in else len(sites) - len(named),
        countries.pop() if len(countries) == 1 else "",
        ways.into(mark),
    )


COUNTRIES_NAMED = STATES_NAMED = 3


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
    states = Counter(site.state for site in sites if site.state)
    if len(states) > 1:
        # Two marks may lie in one large country.
        named = ", ".join(state for state, _count in states.most_common(STATES_NAMED))
        dots = ", …" if len(states) > STATES_NAMED else ""
        return f"{countries[0]} ({named}{dots})"
    towns = {site.city for site in sites}
    parts = [countries[0]]
    if len({site.state for site in sites}) == 1:
        parts.insert(0, sites[0].state)
        if len(towns) == 1:
            parts.insert(0, towns.pop())
    return ", ".join(dict.fromkeys(filter(None, parts))) or _("Country not stated")
