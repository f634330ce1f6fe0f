"""What a list shows for each study: nearest open site, freshness, why it was found."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trials import partial_dates
from trials.models import Trial
from web import content_version
from web.last_used import LastUsed

from . import freshness_mark, highlights, nearest_site, requirement_answers, rules
from .contacts import Linked, first_to_call
from .explanations import condition_name, on_card
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
    found = _on_cards(numbers) if trials is None else trials.in_bulk(numbers)
    trials = [found[number] for number in numbers if number in found]
    place = request.near.place
    nearest = nearest_site.nearest_sites(trials, place, request.near.unit)
    why = highlights.explain(trials, request.wanted)
    today = timezone.localdate()
    carried = {"place": place.label if place else "", "for": request.audience}
    query = urlencode({name: value for name, value in carried.items() if value})
    types, topics, antibodies, asked_rules = (
        tuple(request.types),
        *(tuple(request.chosen(name) or ()) for name in ("topic", "antibody", "rules")),
    )
    is_for_healthy = bool(request.chosen("healthy"))
    of_search = (today, tuple(request.wanted), types, topics, antibodies, asked_rules)
    found = []
    for trial in trials:
        read = on_card(trial, types, topics, antibodies)
        fit, state = _fit(trial, read, is_for_healthy)
        asked = rules.on_card(trial, asked_rules)
        mark = freshness_mark.read(trial, nearest[trial.pk], today)
        found.append(
            Result(
                trial,
                nearest[trial.pk],
                mark,
                pill(trial, mark),
                why[trial.pk],
                trial.get_absolute_url() + (f"?{query}" if query else ""),
                requirement_answers.in_short(trial),
                first_to_call(trial),
                asked + read,
                fit,
                state,
                [_in_brief(rule) for rule in asked],
                (trial.pk, is_for_healthy, *of_search),
            )
        )
    return found


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
    names = [condition_name(slug) for slug in trial.includes]
    if not names:
        return _("Does not list a type of myositis that it accepts"), ""
    more = len(names) - TYPES_NAMED
    text = _("Accepts %(names)s") % {"names": ", ".join(names[:TYPES_NAMED])}
    if more > 0:
        text += ngettext(" and %(count)d more type", " and %(count)d more types", more) % {
            "count": more
        }
    return text, "included"
