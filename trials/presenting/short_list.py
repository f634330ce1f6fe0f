"""A short list to print: up to ten studies, each with who to call and room for notes."""

from dataclasses import dataclass

from django.utils import timezone

from trials.models import Trial

from . import answer
from .call_sheet import PeopleToCall, people_to_call, spaced
from .freshness_mark import read
from .nearest_site import nearest_sites, sites_of
from .pill import Pill, pill

LONGEST = 10


@dataclass(frozen=True)
class Entry:
    trial: Trial
    title: str
    number: str
    pill: Pill
    people: PeopleToCall


def entries(numbers: list[str], place, unit: str) -> list[Entry]:
    """In the order of the numbers."""
    found = Trial.objects.displayed().in_bulk(numbers)
    trials = [found[number] for number in dict.fromkeys(numbers) if number in found]
    nearest = nearest_sites(trials, place, unit)
    today = timezone.localdate()
    return [
        Entry(
            trial,
            answer.title(trial),
            spaced(trial.pk),
            pill(trial, read(trial, nearest[trial.pk], today)),
            people_to_call(trial, sites_of(trial, place)),
        )
        for trial in trials
    ]
