"""What is being studied, in numbers: each number leads to the studies that it counts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import vocabulary
from trials.choices import Phase
from trials.models import Trial
from trials.presenting.explanations import treatments

from .facet_table import ALL, conditions_to_choose
from .request import SearchRequest
from .result import SearchResult

# Studies with a medicine whose group we do not know, and studies without any medicine.
OTHER, NONE = "other", "none"
NO_PHASE = "none"
_MEDICINES = {"DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT"}
_PHASES: dict[str, tuple[str, ...]] = {
    "1": (Phase.EARLY_PHASE1, Phase.PHASE1),
    "2": (Phase.PHASE2,),
    "3": (Phase.PHASE3,),
    "4": (Phase.PHASE4,),
}
ENDED = "COMPLETED,TERMINATED"
COUNTRIES_SHOWN = 15


def medicine_groups() -> list[tuple[str, str | Promise]]:
    terms = vocabulary.terms().values()
    found = [term.name for term in terms if term.kind == vocabulary.Kind.MEDICINE_GROUP]
    return [
        *((name.replace(" ", "-").lower(), name) for name in found),
        (OTHER, gettext_lazy("Another medicine")),
        (NONE, gettext_lazy("No medicine")),
    ]


def phase_choices() -> list[tuple[str, str | Promise]]:
    return [
        *((number, Phase(f"PHASE{number}").label) for number in _PHASES),
        (NO_PHASE, gettext_lazy("No phase stated")),
    ]


class ResearchForm(forms.Form):
    condition = forms.ChoiceField(
        label=gettext_lazy("Type of myositis"),
        required=False,
        choices=lambda: [("", gettext_lazy("All types of myositis")), *conditions_to_choose()],
    )
    medicine = forms.ChoiceField(
        label=gettext_lazy("Kind of medicine"), required=False, choices=medicine_groups
    )
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), required=False, choices=phase_choices)
    year = forms.IntegerField(
        label=gettext_lazy("Started in"), required=False, min_value=1900, max_value=2200
    )


@dataclass(frozen=True)
class Number:
    """`share` is the percentage of the largest number in the same table, for a bar."""

    label: str
    count: int
    address: str
    share: int = 0


class Research:
    def __init__(self, data):
        self.form = ResearchForm(data, label_suffix="")
        self.form.errors  # noqa: B018 (validates)
        self.values = {k: v for k, v in self.form.cleaned_data.items() if v}

    @property
    def problems(self) -> list[str]:
        return [message for messages in self.form.errors.values() for message in messages]

    @cached_property
    def result(self) -> SearchResult:
        return self._search(status=ALL)

    def _search(self, **asked: str) -> SearchResult:
        condition = self.values.get("condition", "")
        return SearchResult(SearchRequest({"condition": condition} | asked))

    @cached_property
    def trials(self) -> list[Trial]:
        """All listed studies, open or not; the newest first."""
        found = Trial.objects.numbered(self.result.counts.numbers).contained()
        columns = ("brief_title", "overall_status", "presence", "phases", "interventions")
        return list(found.only(*columns, "start_date").order_by("-start_date", "pk"))

    def _address(self, **values: str | int) -> str:
        kept = {"condition": self.values.get("condition", "")} | values
        return "?" + urlencode({name: value for name, value in kept.items() if value}) + "#chosen"

    # By kind of medicine and phase

    @cached_property
    def _cells(self) -> Counter:
        return Counter(cell for trial in self.trials for cell in _cells_of(trial))

    @property
    def phases(self) -> list[str]:
        return [str(text) for _value, text in phase_choices()]

    @property
    def by_medicine(self) -> Iterator[tuple[str, list[Number]]]:
        """(kind of medicine, a number for each phase)"""
        for medicine, name in medicine_groups():
            yield (
                str(name),
                [
                    Number(
                        str(text),
                        self._cells[medicine, phase],
                        self._address(medicine=medicine, phase=phase),
                    )
                    for phase, text in phase_choices()
                ],
            )

    # By year, country and results

    @property
    def by_year(self) -> list[Number]:
        years = Counter(trial.start_date.year for trial in self.trials if trial.start_date)
        rows = [(str(year), years[year], self._address(year=year)) for year in sorted(years)[::-1]]
        return _with_shares(rows)

    @property
    def without_year(self) -> int:
        return sum(not trial.start_date for trial in self.trials)

    @cached_property
    def _open(self) -> SearchResult:
        return self._search()

    @property
    def has_open(self) -> bool:
        return self._open.shows_open_only and bool(self._open.counts.total)

    @property
    def by_country(self) -> list[Number]:
        """Open studies; empty if none is open."""
        counts = self._open.counts.values["country"] if self.has_open else Counter()
        rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        address = self._open.request.address
        return _with_shares([(name, n, address(country=name)) for name, n in rows if n])

    @property
    def by_results(self) -> list[Number]:
        """Of the studies that ended, those with and without results on the registry."""
        rows = []
        for value, text in (("yes", _("Results posted")), ("no", _("No results posted"))):
            found = self._search(status=ENDED, results=value)
            rows.append((text, found.counts.total, found.request.address()))
        return _with_shares(rows)

    # Those behind a number

    @property
    def is_chosen(self) -> bool:
        return any(self.values.get(name) for name in ("medicine", "phase", "year"))

    @cached_property
    def chosen(self) -> list[Trial]:
        return [trial for trial in self.trials if self._has(trial)]

    def _has(self, trial: Trial) -> bool:
        medicine, phase, year = (self.values.get(n) for n in ("medicine", "phase", "year"))
        if year and (not trial.start_date or trial.start_date.year != year):
            return False
        return any(
            medicine in (None, one) and phase in (None, other) for one, other in _cells_of(trial)
        )

    @property
    def chosen_in_words(self) -> str:
        fields = self.form.fields
        words = []
        for name in ("medicine", "phase", "year"):
            if value := self.values.get(name):
                known = dict(getattr(fields[name], "choices", ()))
                words.append(f"{fields[name].label}: {known.get(value, value)}")
        return ", ".join(words)


def _cells_of(trial: Trial) -> set[tuple[str, str]]:
    """(kind of medicine, phase): a study may count for several."""
    phases = {number for number, values in _PHASES.items() if set(values) & set(trial.phases)} or {
        NO_PHASE
    }
    return {(medicine, phase) for medicine in _medicines_of(trial) for phase in phases}


def _medicines_of(trial: Trial) -> set[str]:
    found = set()
    for treatment in treatments(trial):
        if treatment.kind:
            found.add(treatment.kind.replace(" ", "-").lower())
        elif _is_medicine(treatment.intervention):
            found.add(OTHER)
    return found or {NONE}


def _is_medicine(intervention: dict[str, Any]) -> bool:
    is_placebo = "placebo" in intervention.get("name", "").lower()
    return intervention.get("type") in _MEDICINES and not is_placebo


def _with_shares(rows: list[tuple[str, int, str]]) -> list[Number]:
    most = max((count for _text, count, _address in rows), default=0)
    return [
        Number(text, count, address, round(100 * count / most) if most else 0)
        for text, count, address in rows
    ]
