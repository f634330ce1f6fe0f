"""The nearest open site of a study, in one sentence.

A site is open if the study *and* the site say that they are open. Silence does not count as open.
Neither does a site that is closed, or any site of a closed study, however near it is.
"""

import itertools
import operator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import places
from trials import partial_dates
from trials.choices import OPEN_STATUSES, SiteStatus, lower_first, site_status_of, status_label
from trials.models import Location, Trial
from trials.reading.freshness import has_passed
from vocabulary.folding import fold
from web.shown_text import contained

from . import kept_sites


@dataclass(frozen=True)
class Site:
    """The nearest of a study's sites with the same status and country."""

    facility: str
    city: str
    state: str
    country: str
    status: str
    site_status: SiteStatus
    # None if we don't know where the site is, or where the reader is.
    km: float | None
    is_abroad: bool
    # How many such sites there are.
    count: int

    @property
    def town(self):
        parts = [self.city or self.facility, self.state if self.state != self.city else ""]
        if self.is_abroad:
            parts.append(self.country)
        return ", ".join(filter(None, parts)) or _("an unnamed location")


@dataclass
class NearestSite:
    trial: Trial
    unit: str
    # The Place that the reader named, if any.
    place: object = None
    # Reading adds no status: several threads may share a card.
    sites_by_status: dict[SiteStatus, list[Site]] = field(default_factory=dict)
    open_countries: int = 0
    # Whether the record names anyone to call, for the study or at one of its sites.
    has_contact: bool = False

    @property
    def open_sites(self) -> list[Site]:
        return self.sites_by_status.get(SiteStatus.OPEN, [])

    def _of(self, site_status, abroad=None):
        """The nearest of these sites. One without a distance comes last."""
        sites = [
            site
            for site in self.sites_by_status.get(site_status, [])
            if abroad is None or site.is_abroad == abroad
        ]
        return min(sites, key=_by_distance, default=None)

    @property
    def open(self) -> Site | None:
        """The nearest open site in the reader's country; without a place, any open site."""
        return self._of(SiteStatus.OPEN, abroad=False)

    @property
    def abroad(self) -> Site | None:
        return self._of(SiteStatus.OPEN, abroad=True)

    @property
    def badge_is_open(self):
        return bool(self.open_sites)

    @property
    def unstated(self) -> Site | None:
        """The nearest site of an open study for which the registry does not say whether it is open;
        None if any site is open."""
        return None if self.badge_is_open else self._of(SiteStatus.UNSTATED)

    @property
    def open_count(self):
        return sum(site.count for site in self.open_sites)

    @property
    def sites(self):
        """For the mark: "open" if a site is open, "none" if the record names no sites, "silent" if
        no site has a status, else "closed"."""
        if self.badge_is_open:
            return "open"
        if not any(self.sites_by_status.values()):
            return "none"
        others = [
            d for d, sites in self.sites_by_status.items() if sites and d != SiteStatus.UNSTATED
        ]
        return "closed" if others else "silent"

    @cached_property
    def in_brief(self) -> str:
        """The nearest open location in a few words, for the corner of a card."""
        if not self.trial.is_open:
            return ""
        site = self.open or self.abroad
        if site and (not self.place or (site.km is None and site.count > 1)):
            count = site.count if self.place else self.open_count
            return ngettext("%(count)s location open", "%(count)s locations open", count) % {
                "count": count
            }
        if site:
            return self._in_brief(site)
        if self.place and self.unstated and self.unstated.km is not None:
            # As far as we know; the words next to it say that we do not know whether it is open.
            return _("%(place)s, if open") % {"place": self._in_brief(self.unstated)}
        return _("No location listed as open")

    def _in_brief(self, site):
        town = site.city or site.facility or site.state
        if site.is_abroad:
            town = f"{town}, {site.country}"
        if site.km is None:
            return town
        return f"{places.distance_in_brief(site.km, self.unit)} · {town}"

    @property
    def nearer(self) -> Site | None:
        """The nearest site that is not open, if no open site is as near."""
        others = [
            site
            for site_status, sites in self.sites_by_status.items()
            for site in sites
            if site_status != SiteStatus.OPEN and site.km is not None
        ]
        nearest = min(others, key=_by_distance, default=None)
        best = self.open or self.abroad
        if nearest and best and not _is_nearer(nearest, best):
            return None
        return nearest

    @cached_property
    def sentence(self) -> str:
        """Plain text, the same on every page and in every file."""
        trial = self.trial
        if not trial.is_listed:
            return f"{trial.get_presence_display()}."
        match trial.overall_status:
            case "RECRUITING" | "AVAILABLE":
                return " ".join(filter(None, self._when_open()))
            case "NOT_YET_RECRUITING":
                return " ".join(filter(None, [self._not_open_yet(), self._planned()]))
            case "ENROLLING_BY_INVITATION":
                return _("By invitation only: the study team chooses who to ask.")
            case "APPROVED_FOR_MARKETING":
                return _(
                    "Expanded access has ended. The treatment has been approved, so ask your "
                    "doctor about it."
                )
            case "TEMPORARILY_NOT_AVAILABLE":
                return _("Expanded access is not available at the moment. Ask your doctor.")
            case "NO_LONGER_AVAILABLE":
                return _("Expanded access is no longer available.")
            case "":
                return _("The registry gives no status.")
        return _("Not open: %(status)s.") % {"status": lower_first(trial.status_label)}

    def _when_open(self):
        here, abroad = self.open, self.abroad
        if not self.badge_is_open:
            yield from self._none_open()
            return
        if not self.place:
            yield self._listed(self._everywhere())
        elif here:
            yield self._listed(self._at(here))
        else:
            country = places.in_a_sentence(self.place.country)
            yield _("No location in %(country)s is listed as open.") % {"country": country}
            yield self._listed(self._at(abroad))
        if here and abroad and _is_nearer(abroad, here):
            yield _("Closer, but in another country: %(place)s.") % {"place": self._place(abroad)}
        yield self._nearer_but_not_open()

    def _listed(self, where):
        date = self.trial.last_update_posted_date
        words = {"where": where, "date": date and _in_words(date, get_language())}
        match self.trial.overall_status, bool(date):
            case "AVAILABLE", True:
                text = _(
                    "Expanded access is listed as available %(where)s as of %(date)s; call first."
                )
            case "AVAILABLE", False:
                text = _("Expanded access is listed as available %(where)s; call first.")
            case _recruiting, True:
                text = _("Listed as recruiting on %(date)s %(where)s; call first.")
            case _recruiting, False:
                text = _("Listed as recruiting %(where)s; call first.")
        return text % words

    def _everywhere(self):
        text = ngettext("at %(count)s location", "at %(count)s locations", self.open_count)
        text %= {"count": self.open_count}
        if self.open_countries > 1:
            text += " " + _("in %(count)s countries") % {"count": self.open_countries}
        return text

    def _at(self, site):
        if site.km is None and not site.is_abroad and site.count > 1:
            text = ngettext(
                "at %(count)s location in %(country)s",
                "at %(count)s locations in %(country)s",
                site.count,
            )
            return text % {"count": site.count, "country": places.in_a_sentence(site.country)}
        text = _("in %(place)s") if site.city else _("at %(place)s")
        return text % {"place": self._place(site)}

    def _place(self, site):
        if site.km is None:
            return site.town
        return f"{site.town}, {places.distance_in_words(site.km, self.unit)}"

    def _none_open(self):
        if self.trial.overall_status == "AVAILABLE":
            yield self._expanded_access_without_an_open_place()
        elif not any(self.sites_by_status.values()):
            yield _("Listed as recruiting, but the registry lists no location; call first.")
        elif self.sites == "silent":
            yield _("The registry does not say which locations are open; call first.")
        else:
            yield _("The study is listed as recruiting, but none of its locations are; call first.")
        yield self._nearer_but_not_open()

    def _expanded_access_without_an_open_place(self):
        if not any(self.sites_by_status.values()):
            return _(
                "Expanded access is listed as available, but the registry lists no location. Your "
                "doctor has to ask for it."
            )
        if self.sites == "silent":
            return _(
                "Expanded access is listed as available, but the registry does not say at which "
                "locations. Call first."
            )
        return _("Expanded access is listed as available, but not at any location; call first.")

    def _nearer_but_not_open(self):
        site = self.nearer
        if not site:
            return ""
        if site.site_status == SiteStatus.UNSTATED:
            text = (
                _(
                    "Closer, but the registry does not say whether it is open: %(place)s; "
                    "call first."
                )
                if self.badge_is_open
                else _("Nearest: %(place)s.")
            )
            return text % {"place": self._place(site)}
        text = (
            _("Closer, but not listed as open: %(place)s (%(status)s).")
            if self.badge_is_open
            else _("Nearest: %(place)s (%(status)s).")
        )
        # Without what some labels say in parentheses, because these words are in parentheses too.
        status = lower_first(status_label(site.status)).partition(" (")[0]
        if site.status in OPEN_STATUSES:
            # The status belongs to another kind of study, such as expanded access at a place of a
            # trial.
            status = _("“%(status)s,” unlike the study") % {"status": status}
        return text % {"place": self._place(site), "status": status}

    def _not_open_yet(self):
        start, text = self.trial.start_date, self.trial.start_date_text
        if not start or not has_passed(partial_dates.last_day(start, text), timezone.localdate()):
            return _("Opening soon, but not open yet.")
        planned = {"start": partial_dates.date_in_words(start, text)}
        return _("Not open yet, though its planned start (%(start)s) has passed.") % planned

    def _planned(self):
        near = [s for sites in self.sites_by_status.values() for s in sites if s.km is not None]
        site = min(near, key=_by_distance, default=None)
        return (
            _("Nearest planned location: %(place)s.") % {"place": self._place(site)} if site else ""
        )

    def as_data(self) -> dict:
        """For programs: the sentence, and the nearest open sites at home and abroad."""
        return {
            "sentence": self.sentence,
            "is_open": self.badge_is_open,
            "open_sites": self.open_count,
            "nearest": _data(self.open),
            "nearest_abroad": _data(self.abroad),
        }


@lru_cache(1000)
def _in_words(date, language):
    """Cached, because a page shows the same few dates many times."""
    return date_format(date, "DATE_FORMAT")


def _data(site):
    return site and {
        "facility": site.facility,
        "city": site.city,
        "state": site.state,
        "country": site.country,
        "status": site.status,
        "distance_km": None if site.km is None else round(site.km, 1),
    }


def _by_distance(site):
    return (site.km is None, site.km or 0)


def _is_nearer(one, other):
    return one.km is not None and (other.km is None or one.km < other.km)


def nearest_sites(trials, place, unit: str) -> dict[str, NearestSite]:
    """{nct_id: NearestSite}, with one query at most.

    For each study: the nearest site of each status in each country, how many such sites there are,
    and whether it names someone to call.
    """
    found = {
        trial.pk: NearestSite(trial, unit, place, has_contact=bool(trial.central_contacts))
        for trial in trials
    }
    point = (place.latitude, place.longitude) if place and place.kind in ("town", "zip") else None
    for number, groups in kept_sites.alike(list(found)).items():
        one = found[number]
        for alike in groups:
            one.has_contact |= alike.names_somebody
            site, km = alike.nearest(point)
            kind = site_status_of(
                one.trial.overall_status if one.trial.is_listed else "", site.status
            )
            texts = contained(site.facility), contained(site.city), contained(site.state)
            is_abroad = bool(place) and site.country != place.country
            one.sites_by_status.setdefault(kind, []).append(
                Site(*texts, site.country, site.status, kind, km, is_abroad, len(alike.sites))
            )
    for one in found.values():
        one.open_countries = len({site.country for site in one.open_sites})
    return found


NEAREST_SHOWN = 5


@dataclass(frozen=True)
class Country:
    name: str
    open_count: int
    count: int
    # [(state, sites)], states with open sites first; of the sites, open ones first
    regions: list[tuple[str, list[Location]]]

    @property
    def sites(self) -> list[Location]:
        return [site for _state, sites in self.regions for site in sites]


@dataclass(frozen=True)
class Sites:
    """All sites of a study, for its page. The nearest sites that are not open are listed apart."""

    nearest: list[Location]
    nearest_not_open: list[Location]
    # How many open sites to show if the reader gave no place.
    open_first: list[Location]
    countries: list[Country]
    count: int
    found: int


def sites_of(trial, place=None, words: str = "") -> Sites:
    """Sites whose name contains the words, by country and state, and the sites nearest to the
    reader (whatever the words) with their distance in `km`."""
    sites = list(trial.locations.all())
    nearest = []
    if place and place.kind in ("town", "zip"):
        for site in sites:
            if site.place_latitude is not None:
                point = (site.place_latitude, site.place_longitude)
                site.km = places.kilometers(place.latitude, place.longitude, *point)
                nearest.append(site)
        nearest.sort(key=lambda site: site.km)
    not_open = [site for site in nearest if not site.is_open][:NEAREST_SHOWN]
    nearest = [site for site in nearest if site.is_open][:NEAREST_SHOWN]
    wanted = fold(words)
    found = [site for site in sites if wanted in fold(f"{site} {site.state}")] if wanted else sites
    countries = [_country(name, list(group)) for name, group in _grouped(found, "country_name")]
    home = place.country if place else ""
    countries.sort(key=lambda c: (c.name != home, -c.open_count, -c.count, c.name))
    is_short = len(sites) <= NEAREST_SHOWN
    open_first = [] if nearest or is_short else [one for one in sites if one.is_open]
    open_first = open_first[:NEAREST_SHOWN]
    return Sites(nearest, not_open, open_first, countries, len(sites), len(found))


def _country(name, sites):
    regions = [(state, sorted(group, key=_open_first)) for state, group in _grouped(sites, "state")]
    regions.sort(key=lambda region: (not region[1][0].is_open, region[0]))
    return Country(name, sum(site.is_open for site in sites), len(sites), regions)


def _grouped(sites, attribute):
    key = operator.attrgetter(attribute)
    return itertools.groupby(sorted(sites, key=key), key=key)


def _open_first(site):
    return (not site.is_open, site.city, site.position)
