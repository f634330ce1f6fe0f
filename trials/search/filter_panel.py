"""The filters beside the results: lists and boxes, with the number of studies for each choice."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import get_language

from trials.presenting.labels import label
from web.values_field import ValuesField

from .facet_table import FACETS, TAKES, Facet, Shown
from .facets import Counts
from .forms import SearchForm, choices_of
from .request import SearchRequest

# These lists come first; the others follow in the order of the form.
_FIRST_LISTS = ("condition", "fit", "about", "within", "unit", "country")
_LISTS_IN_VIEW = {"condition", "fit", "within"}
_GROUPS_IN_VIEW = {"asks", "type"}
_FACETS = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    # None if nothing was counted.
    studies: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet as check boxes, or a field as a list to unfold."""

    name: str
    label: str
    choices: list[Choice]


def _lists():
    """The names of all fields that are lists."""
    names = [
        name
        for name, field in SearchForm.base_fields.items()
        if isinstance(field, forms.ChoiceField) and not isinstance(field, ValuesField)
    ]
    names += [facet.name for facet in FACETS if facet.shown == Shown.LIST_OF_VALUES]
    return sorted(names, key=lambda name: [*_FIRST_LISTS, *names].index(name))


_LISTS = _lists()


class FilterPanel:
    def __init__(self, request: SearchRequest, counts: Counts):
        self.request, self.counts = request, counts

    @cached_property
    def groups(self) -> list[Group]:
        """The facets that are check boxes."""
        return [self._boxes(facet) for facet in FACETS if facet.shown == Shown.BOXES]

    def _boxes(self, facet: Facet) -> Group:
        counted = self.counts.values[facet.name]
        chosen = self.request.chosen(facet.name) or []
        known = choices_of(facet.name, get_language())
        # The registry may have values that we do not know.
        others = {value: label(value) for value in sorted(counted) if value and value not in known}
        choices = [
            Choice(value, text, facet.studies_of(counted, value), value in chosen)
            for value, text in (known | others).items()
        ]
        choices = [choice for choice in choices if choice.studies or choice.is_chosen]
        return Group(facet.name, self._label(facet.name), choices)

    @cached_property
    def lists(self) -> list[Group]:
        """The lists to unfold: facets of one value, and what else the form has. Orders are above
        the results, as links."""
        return [self._list(name) for name in _LISTS if name != "sort"]

    def _list(self, name):
        chosen = str(self.request.chosen(name) or "")
        choices = [
            Choice(value, text, self._studies(name, value), value == chosen)
            for value, text in self._options(name, chosen).items()
        ]
        return Group(name, self._label(name), choices)

    @property
    def first_lists(self) -> list[Group]:
        """The lists that stay in view; the others are behind "More filters"."""
        return [one for one in self.lists if one.name in _LISTS_IN_VIEW]

    @property
    def more_lists(self) -> list[Group]:
        return [one for one in self.lists if one.name not in _LISTS_IN_VIEW]

    @property
    def first_groups(self) -> list[Group]:
        return [one for one in self.groups if one.name in _GROUPS_IN_VIEW]

    @property
    def more_groups(self) -> list[Group]:
        return [one for one in self.groups if one.name not in _GROUPS_IN_VIEW]

    def _options(self, name, chosen):
        facet = _FACETS.get(name)
        if name == "within":
            unit = self.request.near.unit_in_words
            known = choices_of(name, get_language())
            return {value: f"{text} {unit}" if value else text for value, text in known.items()}
        if not facet or facet.shown != Shown.LIST_OF_VALUES:
            return choices_of(name, get_language())
        values = sorted({*self.counts.values[name], chosen} - {""})
        return {value: str(text) for value, text in facet.options()} | dict(
            zip(values, values, strict=True)
        )

    def _studies(self, name, value):
        if not value or name not in _FACETS:
            return None
        counted = self.counts.values[name]
        if value == TAKES:
            return counted[self.request.values.get("condition")]
        is_counted = counted or _FACETS[name].studies
        return _FACETS[name].studies_of(counted, value) if is_counted else None

    def _label(self, name):
        return self.request.fields[name].label
