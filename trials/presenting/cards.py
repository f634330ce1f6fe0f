"""What a list shows of each study: nearest open site, freshness, why it was found."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from trials.models import Trial

from . import freshness_mark, highlights, nearest_site, requirement_answers
from .contacts import Linked, first_to_call
from .explanations import on_card
from .quoted import Quoted

PER_PAGE = 20


@dataclass
class Result:
    trial: Trial
    nearest: nearest_site.NearestSite
    freshness: freshness_mark.FreshnessMark | None
    why: highlights.Why
    # With the reader's place, so that the page of the study knows it too.
    address: str
    # What taking part involves, in a few words.
    requirements: list[str]
    # The first contact of the study as a whole.
    contact: Linked | None
    # What the study says of the types, topics and antibodies that the reader chose.
    read: list[Quoted]


def results(request, numbers: list[str], trials=None) -> list[Result]:
    """For some of the studies found, in their order; a few queries whatever their number.

    `trials` says what to load of them; without it, what a card shows.
    """
    found = (Trial.objects.on_cards() if trials is None else trials).in_bulk(numbers)
    trials = [found[number] for number in numbers if number in found]
    nearest = nearest_site.nearest_sites(trials, request.around, request.distance_unit)
    why = highlights.explain(trials, request.wanted)
    today = timezone.localdate()
    carried = {"place": request.around.label if request.around else "", "for": request.audience}
    query = urlencode({name: value for name, value in carried.items() if value})
    return [
        Result(
            trial,
            nearest[trial.pk],
            freshness_mark.read(trial, nearest[trial.pk], today),
            why[trial.pk],
            trial.get_absolute_url() + (f"?{query}" if query else ""),
            requirement_answers.in_short(trial),
            first_to_call(trial),
            on_card(
                trial,
                request.types,
                request.chosen("topic") or (),
                request.chosen("antibody") or (),
            ),
        )
        for trial in trials
    ]
