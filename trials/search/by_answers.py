"""A search without the studies that a person's answers may rule out, with the reason for each.

The answers are not stored. Reading a study that was not read before takes 20 ms, so a page checks
only some studies, and says how many.
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from places.fields import PlaceField, place_question
from trials.models import Trial
from trials.presenting import answer, self_check
from trials.presenting.nearest_site import nearest_sites
from trials.presenting.self_check import Row
from trials.presenting.self_check_form import LABELS, SelfCheckForm
from trials.presenting.travel import DISTANCES, too_far
from trials.reading.antibody_names import ANTIBODIES

from .request import SearchRequest
from .result import SearchResult

LOOKED_AT = 30
# How many of the record's words we show for a study that is left out.
ROWS_SHOWN = 2


class AnswersForm(SelfCheckForm):
    """All questions of the self-check, how far the person can travel, and from where."""

    not_answers = ("place", "start")

    def __init__(self, data):
        antibodies = [antibody.slug for antibody in ANTIBODIES]
        super().__init__(data, dict.fromkeys(LABELS, 0), antibodies, set())
        self.fields["place"] = PlaceField(label=_("Where you are starting from"), required=False)
        self.fields["travel"] = forms.ChoiceField(
            label=_("How far can you travel?"), required=False, choices=DISTANCES
        )
        self.fields["start"] = forms.IntegerField(required=False, min_value=0, max_value=100_000)

    @property
    def to_carry(self):
        typed = self.data.get("place", "")
        return [*super().to_carry, *([("place", typed)] if typed else [])]

    @property
    def place_question(self):
        return place_question(self)

    @property
    def km(self) -> int | None:
        travel = self.cleaned_data.get("travel")
        return int(travel) if travel else None


@dataclass(frozen=True)
class LeftOut:
    """A study that the answers may rule out: lines that conflict, or how far away it is."""

    trial: Trial
    title: str
    rows: list[Row]
    too_far: str


@dataclass(frozen=True)
class Page:
    """`first` to `last` of `total` studies were looked at."""

    first: int
    last: int
    total: int
    kept: list[str]
    left_out: list[LeftOut]

    @property
    def looked_at(self) -> int:
        return self.last - self.first + 1


def page_of(request: SearchRequest, result: SearchResult, form: AnswersForm) -> Page:
    start = form.cleaned_data.get("start") or 0
    numbers = result.trials[start : start + LOOKED_AT]
    found = Trial.objects.contained().defer("record", "search", "names").in_bulk(numbers)
    trials = [found[number] for number in numbers if number in found]
    place = form.cleaned_data.get("place") or request.near.place
    unit = "mi" if place and place.uses_miles else "km"
    nearest = nearest_sites(trials, place, unit)
    kept, left_out = [], []
    for trial in trials:
        rows = self_check.result(trial, form).may_rule_out
        far = too_far(nearest[trial.pk], form.km)
        if rows or far:
            left_out.append(LeftOut(trial, answer.title(trial), rows[:ROWS_SHOWN], far))
        else:
            kept.append(trial.pk)
    return Page(start + 1, start + len(numbers), len(result.trials), kept, left_out)
