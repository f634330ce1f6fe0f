"""What the page of results shows of a search: boxes, lists, chips, titles and links."""

import itertools
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import places
from query.not_used import reason
from trials.presenting.labels import label
from web.shown_text import contained

from .facet_table import ALL, FACETS, TAKES, Facet, Shown
from .forms import SearchForm, ValuesField, choices_of
from .request import SearchRequest
from .result import SearchResult
from .title import title

# People read the beginning of a browser's tab or a bookmark.
LONGEST_TITLE = 120
MOST_UNKNOWN, LONGEST_UNKNOWN = 5, 50
# These lists stand first; the others follow in the order of the form.
_FIRST_LISTS = ("condition", "fit", "about", "within", "unit", "country")
_LISTS_IN_VIEW = {"condition", "fit", "within"}
_GROUPS_IN_VIEW = {"asks", "type"}
# Fields that say how to search, not what for.
_NO_CHIP = {"q", "sort", "unit", "verbatim"}
_CHIP_WITHOUT = {"condition": {"fit": None}}
_FACETS = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    # None where nothing was counted.
    studies: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet as boxes to tick, or a field as a list to unfold."""

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


@dataclass(frozen=True)
class FitGroup:
    """Some cards of a page, which fit the reader's type alike."""

    BY_NAME, SILENT, FOR_OTHERS = range(3)

    # One of these; None where the list is not in groups.
    kind: int | None
    # How many such studies there are on all pages.
    studies: int
    results: list
    # The number of the first card among all cards of the search.
    start: int


def _starts(cards, start):
    return itertools.accumulate(map(len, cards[:-1]), initial=start)


class SearchPage:
    """A request, its result, and how to show both."""

    def __init__(self, data):
        self.request = SearchRequest(data)
        self.result = SearchResult(self.request)

    # The form

    @cached_property
    def groups(self) -> list[Group]:
        """The facets that are boxes to tick."""
        return [self._boxes(facet) for facet in FACETS if facet.shown == Shown.BOXES]

    def _boxes(self, facet: Facet) -> Group:
        counted = self.result.counts.values[facet.name]
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
        """The lists to unfold: facets of one value, and what else the form has. Orders stand above
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
        if not facet or facet.shown != Shown.LIST_OF_VALUES:
            return choices_of(name, get_language())
        values = sorted({*self.result.counts.values[name], chosen} - {""})
        return {value: str(text) for value, text in facet.options()} | dict(
            zip(values, values, strict=True)
        )

    def _studies(self, name, value):
        if not value or name not in _FACETS:
            return None
        counted = self.result.counts.values[name]
        if value == TAKES:
            return counted[self.request.values.get("condition")]
        is_counted = counted or _FACETS[name].studies
        return _FACETS[name].studies_of(counted, value) if is_counted else None

    def _label(self, name):
        return self.request.fields[name].label

    # What was asked, and how we understood it

    @property
    def chips(self) -> list[tuple[str, str]]:
        """[(what was chosen, address without it)], beside the words."""
        found = []
        for name, value in self.request.parameters.items():
            if name in _NO_CHIP or self.request.values[name] in (None, "", []):
                continue
            if isinstance(self.request.fields[name], ValuesField):
                found += self._chips_of_values(name, value.split(","))
            else:
                without = {name: None, **_CHIP_WITHOUT.get(name, {})}
                found.append((self._chip(name, value), self.request.address(**without)))
        if self.request.audience == "volunteer":
            found.append((_("For healthy volunteers"), self.request.address(**{"for": None})))
        return found

    def _chips_of_values(self, name, values):
        for one in values:
            rest = ",".join(other for other in values if other != one) or None
            yield self._chip(name, one), self.request.address(**{name: rest})

    def _chip(self, name, value):
        known = choices_of(name, get_language())
        text = self.request.around.label if name == "place" else known.get(value, label(value))
        return f"{self._label(name)}: {text}"

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """[(order, address, whether it is chosen)] of the orders that can be chosen now."""
        chosen = self.request.parameters.get("sort", "")
        return [
            (text, self.request.address(sort=value or None), value == chosen)
            for value, text in choices_of("sort", get_language()).items()
            if self._can_sort(value)
        ]

    def _can_sort(self, value):
        if value == "distance":
            return bool(self.request.point)
        return value != "relevance" or bool(self.request.question.text)

    @property
    def sorted_by(self) -> str:
        return next(text for text, _address, is_chosen in self.sorts if is_chosen)

    def groups_by_fit(self, results: list, start: int) -> list[FitGroup]:
        """The cards of a page by whether they take the reader's type; one group where the list is
        not in that order."""
        studies = self.result.by_fit
        if not studies or sum(studies) == studies[FitGroup.SILENT]:
            return [FitGroup(None, 0, results, start)]
        cards: tuple[list, list, list] = ([], [], [])
        for one in results:
            if set(one.trial.includes) & set(self.request.types):
                cards[FitGroup.BY_NAME].append(one)
            elif one.trial.is_for_others:
                cards[FitGroup.FOR_OTHERS].append(one)
            else:
                cards[FitGroup.SILENT].append(one)
        return [
            FitGroup(kind, studies[kind], found, start)
            for kind, (found, start) in enumerate(zip(cards, _starts(cards, start), strict=True))
            if found
        ]

    def group_apart(self, results: list, start: int) -> list[FitGroup]:
        """The studies that are for others than people with the chosen type, if there are any."""
        return [FitGroup(FitGroup.FOR_OTHERS, len(results), results, start)] if results else []

    @property
    def title(self) -> str:
        return title(self.request, self.result, bool(self.other_places))

    @property
    def in_words(self) -> str:
        """What was asked, for the title of a page; "" where nothing was."""
        words = self.request.values.get("q")
        texts = [_("“%(words)s”") % {"words": contained(words)}] if words else []
        texts += [text for text, _address in self.chips]
        if sort := self.request.values.get("sort"):
            texts.append(choices_of("sort", get_language())[sort])
        return Truncator(", ".join(map(str, texts))).chars(LONGEST_TITLE)

    @cached_property
    def understood(self) -> list[tuple[str, str]]:
        """[(the reader's words, what they were read as)], where that is not plain to see."""
        question = self.request.question
        found = []
        for said in question.terms:
            names = said.other_names[:8]
            also = _("%(name)s; also found as %(names)s") % {
                "name": said.term.name,
                "names": ", ".join(names),
            }
            found.append((said.text, also if names else said.term.name))
        for name, said in question.choice_words.items():
            if self.request.values.get(name) in (None, "", []):
                found.append((said, f"{self._label(name)}: {self._meaning(name)}"))
        mention = self.request.mention
        if mention and mention.place:
            found.append((question.text_of(mention), mention.place.label))
        return found

    @property
    def not_used(self) -> list[tuple[str, str]]:
        """[(the reader's words, why they were not used)]."""
        return [(one.text, reason(one)) for one in self.request.question.not_used]

    def _meaning(self, name):
        if name == "age":
            return " ".join(self.request.question.choices[name])
        known = choices_of(name, get_language())
        values = map(str, self.request.question.choices[name])
        return ", ".join(known.get(value, value) for value in values)

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """[(label, why)]: what was asked and could not be used."""
        asked = {"place"} if self.place_question else set()
        found = [
            (self._label(name), " ".join(messages))
            for name, messages in self.request.errors.items()
            if name not in asked
        ]
        found += [(self._label(name), why) for name, why in self.request.without_effect.items()]
        why = _("This page has no such filter.")
        unknown = self.request.unknown_parameters[:MOST_UNKNOWN]
        return found + [(name[:LONGEST_UNKNOWN], why) for name in unknown]

    # Places that may be meant

    @property
    def place_question(self):
        return self.request.place_question

    @property
    def place_choices(self):
        """[(Place, address)]: the places that a name may mean, where it means several."""
        found = self.place_question.places if self.place_question else ()
        return [(place, self.request.address(place=place.label)) for place in found]

    @property
    def other_places(self):
        """[(Place, address)]: what else the typed name or postcode may be."""
        request = self.request
        typed = request.data.get("place") if request.values.get("place") else None
        if request.mention and request.mention.place:
            typed = request.mention.place.name
        others = places.others(typed, request.around) if typed else []
        return [(place, request.address(place=place.label)) for place in others]

    # Ways out of an empty list

    @property
    def wider(self) -> list[tuple[str, int, str]]:
        """[(label of a filter, studies without it, address)], the most studies first."""
        return [
            (self._label(name), studies, self.request.address(**{name: None, **self._also(name)}))
            for name, studies in self.result.counts.without.most_common()
        ]

    def _also(self, name):
        """What else has to change for a filter to be gone."""
        if name == "healthy" and self.request.audience == "volunteer":
            return {"for": None}
        return {"status": ALL} if name == "status" else {}

    @property
    def filters_at_work(self) -> list:
        """The labels of all filters that are at work, the default status among them."""
        return [self._label(name) for name in self.result.filters]
