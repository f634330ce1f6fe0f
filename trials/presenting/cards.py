"""What a list shows for each study: nearest open site, freshness, why it was found."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from trials import partial_dates
from trials.models import Location, Trial
from web import content_version
from web.last_used import LastUsed

from . import freshness_mark, highlights, nearest_site, requirement_answers, rules
from .contacts import Linked, first_to_call
from .explanations import name_in_a_sentence, on_card
from .pill import Pill, pill
from .quoted import Quoted

PER_PAGE = 20
# Studies of one version. Nothing may change them, because all readers share them.
kept_trials: LastUsed[Trial] = LastUsed(500)


@dataclass
class Result:
    trial: Trial
    nearest: nearest_site.NearestSite
    freshness: freshness_mark.FreshnessMark | None
    pill: Pill
    why: highlights.Why
    # With the reader's place, so that the page of the study knows it too.
    address: str
    # What taking part involves, in a few words.
    requirements: list[str]
    # The first contact of the study as a whole.
    contact: Linked | None
    # What the study says about the types, topics, antibodies and rules that the reader chose.
    read: list[Quoted]
    # One line on whether it fits the reader, and "included", "excluded", "unclear" or "".
    fit: str
    state: str
    # The rules that the reader asks for, each with the record's words.
    rules: list[str]
    # The study, the day, and everything in the search that the above depends on, except the place.
    made_of: tuple

    @property
    def confirmed(self) -> str:
        """When the sponsor last confirmed the record, with a short name of the month."""
        date, text = self.trial.status_verified_date, self.trial.status_verified_date_text
        if date and not partial_dates.is_year(text):
            return date_format(date, "N Y")
        return self.trial.last_confirmed


# As much of a rule as fits into the first line of a card.
LONGEST_QUOTE = 140
# If a study takes more types than this, the card names only this many.
TYPES_NAMED = 2


def results(request, numbers: list[str], trials=None) -> list[Result]:
    """For some of the studies found, in their order, with a few queries whatever their number.

    `trials` says what to load; by default, what a card shows.
    """
    if not numbers:
        return []
    # Only what cards show of a study is kept.
    version = content_version.of_snapshot(Trial, Location) if trials is None else None
    found = _on_cards(numbers) if trials is None else trials.in_bulk(numbers)
    trials = [found[number] for number in numbers if number in found]
    place = request.near.place
    nearest = _nearest(trials, place, request.near.unit, version)
    carried = {"place": place.label if place else "", "for": request.audience}
    query = urlencode({name: value for name, value in carried.items() if value})
    asked = _Asked(
        bool(request.chosen("healthy")),
        timezone.localdate(),
        tuple(request.wanted),
        tuple(request.types),
        *(tuple(request.chosen(name) or ()) for name in ("topic", "antibody", "rules")),
    )
    return [
        dataclasses.replace(
            result,
            trial=trial,
            nearest=nearest[trial.pk],
            address=result.address + (f"?{query}" if query else ""),
        )
        for trial, result in zip(trials, _anywhere(trials, nearest, asked), strict=True)
    ]


# Of one version, in the words of one language, for one place.
kept_nearest: LastUsed[nearest_site.NearestSite] = LastUsed(2000)


def _nearest(trials, place, unit, version) -> dict[str, nearest_site.NearestSite]:
    """The nearest sites, from memory if somebody asked near this place since the last change."""
    if version is None:
        return nearest_site.nearest_sites(trials, place, unit)
    near = (version, get_language(), place, unit)
    kept = ((trial.pk, kept_nearest.get((near, trial.pk))) for trial in trials)
    found = {number: nearest for number, nearest in kept if nearest}
    if missing := [trial for trial in trials if trial.pk not in found]:
        for number, nearest in nearest_site.nearest_sites(missing, place, unit).items():
            kept_nearest.keep((near, number), nearest)
            found[number] = nearest
    return found


class _Asked(NamedTuple):
    """Everything in a search that a card depends on, except the place."""

    is_for_healthy: bool
    today: dt.date
    wanted: tuple
    types: tuple[str, ...]
    topics: tuple[str, ...]
    antibodies: tuple[str, ...]
    rules: tuple[str, ...]


# As somebody near any place would get them; of one version and language.
kept_results: LastUsed[Result] = LastUsed(1000)


def _anywhere(trials, nearest, asked: _Asked) -> list[Result]:
    """Results in which only `nearest` and the address depend on the place, from memory if they were
    made since the last change."""
    version, language = content_version.of_snapshot(), get_language()
    # Python keeps the hash of a text, but works out that of all words in a tuple each time.
    in_short = repr(asked)
    made: dict[str, Result] = {}
    if version is not None:
        kept = ((t.pk, kept_results.get((version, language, t.pk, in_short))) for t in trials)
        made = {number: result for number, result in kept if result}
    missing = [trial for trial in trials if trial.pk not in made]
    why = highlights.explain(missing, asked.wanted) if missing else {}
    for trial in missing:
        result = made[trial.pk] = _made(trial, nearest[trial.pk], why[trial.pk], asked, in_short)
        if version is not None:
            kept_results.keep((version, language, trial.pk, in_short), result)
    return [made[trial.pk] for trial in trials]


def _made(trial, nearest, why, asked, in_short) -> Result:
    read = on_card(trial, asked.types, asked.topics, asked.antibodies)
    fit, state = _fit(trial, read, asked.is_for_healthy)
    asked_rules = rules.on_card(trial, asked.rules)
    # Of the sites it takes their statuses, which are the same for everybody.
    mark = freshness_mark.read(trial, nearest, asked.today)
    return Result(
        trial,
        nearest,
        mark,
        pill(trial, mark),
        why,
        trial.get_absolute_url(),
        requirement_answers.in_short(trial),
        first_to_call(trial),
        asked_rules + read,
        fit,
        state,
        [_in_brief(rule) for rule in asked_rules],
        (trial.pk, in_short),
    )


def _on_cards(numbers):
    """{nct_id: Trial}, from memory if a card showed it since the last change."""
    version = content_version.of_snapshot(Trial)
    if version is None:
        return Trial.objects.on_cards().in_bulk(numbers)
    found = {n: trial for n in numbers if (trial := kept_trials.get((version, n)))}
    if missing := [number for number in numbers if number not in found]:
        for number, trial in Trial.objects.on_cards().in_bulk(missing).items():
            kept_trials.keep((version, number), trial)
            found[number] = trial
    return found


def _in_brief(rule: Quoted) -> str:
    """With a few words of the record, because the reader asked for them."""
    words = Truncator(rule.quote).chars(LONGEST_QUOTE)
    return _("%(about)s: “%(words)s”") % {"about": rule.text, "words": words}


# What the registry says about healthy people, for somebody who wants to help.
_HEALTHY = {
    True: (gettext_lazy("Also accepts healthy people"), "included"),
    False: (gettext_lazy("Does not accept healthy people"), "excluded"),
    None: (gettext_lazy("Does not say whether it accepts healthy people"), ""),
}


def _fit(trial, read, is_for_healthy) -> tuple[str, str]:
    """What the study says about healthy people, if the reader asks for such studies; else of the
    types that they chose; else the types it takes."""
    if is_for_healthy:
        said, state = _HEALTHY[trial.healthy_volunteers]
        return str(said), state
    if read:
        return read[0].text, read[0].state
    names = [name_in_a_sentence(slug) for slug in trial.includes]
    if not names:
        return _("Does not list a type of myositis that it accepts"), ""
    return _("Accepts %(names)s") % {"names": _listed(names)}, "included"


def _listed(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = len(names) - TYPES_NAMED
    if more > 0:
        text = ngettext(
            "%(names)s, and %(count)d more type", "%(names)s, and %(count)d more types", more
        )
        return text % {"names": ", ".join(names[:TYPES_NAMED]), "count": more}
    return _(" and ").join(names)
