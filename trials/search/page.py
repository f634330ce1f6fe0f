"""What the page of results says about a search: titles, chips, how we understood it, and links."""

from functools import cached_property

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import places
from query.not_used import reason
from trials.presenting.labels import label
from web.shown_text import contained
from web.values_field import ValuesField

from . import notes
from .facet_table import ALL
from .filter_panel import FilterPanel
from .forms import choices_of
from .request import SearchRequest
from .result import SearchResult
from .title import title

# People read the beginning of a browser's tab or a bookmark.
LONGEST_TITLE = 120
MOST_UNKNOWN, LONGEST_UNKNOWN = 5, 50
# Fields that say how to search, not what for.
_NO_CHIP = {"q", "sort", "unit", "verbatim"}
_CHIP_WITHOUT = {"condition": {"fit": None}}


class SearchPage:
    """A request, its result, and how to show both."""

    def __init__(self, data):
        self.request = SearchRequest(data)
        self.result = SearchResult(self.request)

    @cached_property
    def filter_panel(self) -> FilterPanel:
        return FilterPanel(self.request, self.result.counts)

    def _label(self, name):
        return self.request.fields[name].label

    # What was asked, and how we understood it

    @cached_property
    def chips(self) -> list[tuple[str, str]]:
        """[(what was chosen, address without it)], not counting the words."""
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
        text = self.request.near.place.label if name == "place" else known.get(value, label(value))
        if name == "within":
            text = f"{text} {self.request.near.unit_in_words}"
        return f"{self._label(name)}: {text}"

    @cached_property
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
            return bool(self.request.near.point)
        return value != "relevance" or bool(self.request.question.text)

    @property
    def sorted_by(self) -> str:
        """The usual order, if the chosen one has no basis, such as the best match without words."""
        usual = self.sorts[0][0]
        return next((text for text, _address, is_chosen in self.sorts if is_chosen), usual)

    @cached_property
    def title(self) -> str:
        return title(self.request, self.result, bool(self.other_places))

    @property
    def in_words(self) -> str:
        """What was asked, for the title of a page; "" if nothing was."""
        words = self.request.values.get("q")
        texts = [_("“%(words)s”") % {"words": contained(words)}] if words else []
        texts += [text for text, _address in self.chips]
        if sort := self.request.values.get("sort"):
            texts.append(choices_of("sort", get_language())[sort])
        return Truncator(", ".join(map(str, texts))).chars(LONGEST_TITLE)

    @cached_property
    def understood(self) -> list[tuple[str, str]]:
        """[(the reader's words, what they were read as)], if that is not obvious."""
        question = self.request.question
        found = []
        for said in question.terms:
            names = said.other_names[:8]
            also = _("%(name)s; also found as %(names)s") % {
                "name": said.term.name,
                "names": ", ".join(names),
            }
            found.append((said.text, also if names else said.term.name))
        found += self.chosen_by_words
        mention = self.request.near.mention
        if mention and mention.place:
            found.append((question.text_of(mention), mention.place.label))
        return found

    @property
    def chosen_by_words(self) -> list[tuple[str, str]]:
        """[(the reader's words, the filter that they stand for)]."""
        found = [
            (said, f"{self._label(name)}: {self._meaning(name)}")
            for name, said in self.request.question.choice_words.items()
            if self.request.values.get(name) in (None, "", [])
        ]
        mention = self.request.near.mention
        if mention and mention.within:
            words = {"distance": mention.within, "unit": self.request.near.unit_in_words}
            text = _("within %(distance)d %(unit)s") % words
            found.append((self.request.question.text_of(mention), text))
        return found

    @property
    def not_used(self) -> list[tuple[str, str]]:
        """[(the reader's words, why they were not used)]."""
        return [(one.text, reason(one)) for one in self.request.question.not_used]

    @cached_property
    def notes(self) -> list[notes.Note]:
        return notes.notes(self.request.question)

    def _meaning(self, name):
        if name == "age":
            return " ".join(self.request.question.choices[name])
        known = choices_of(name, get_language())
        # "Children under 12" says it twice.
        values = dict.fromkeys(map(str, self.request.question.choices[name]))
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
        """[(Place, address)]: the places that a name may mean, if it can mean several."""
        found = self.place_question.places if self.place_question else ()
        return [(place, self.request.address(place=place.label)) for place in found]

    @cached_property
    def other_places(self):
        """[(Place, address)]: what else the typed name or postcode may be."""
        request, near = self.request, self.request.near
        typed = request.data.get("place") if request.values.get("place") else None
        if near.mention and near.mention.place:
            typed = self.place_as_typed
        others = places.others(typed, near.place) if typed else []
        return [(place, request.address(place=place.label)) for place in others]

    @property
    def place_as_typed(self) -> str:
        """The words for a place, without "near" before it: "Birmingham Alabama" has no other."""
        mention = self.request.near.mention
        if not mention or not mention.place:
            return ""
        said = self.request.question.text_of(mention).split()
        runs = [" ".join(said[at:]) for at in range(len(said))]
        return next(
            (run for run in runs if run and places.may_mean(run, mention.place)),
            mention.place.name,
        )

    @property
    def is_place_settled(self) -> bool:
        return places.is_settled(self.place_as_typed)

    # Ways out of an empty list

    @property
    def wider(self) -> list[tuple[str, int, str]]:
        """[(label of a filter, studies without it, address)], the most studies first."""
        return [
            (self._label(name), studies, self.request.address(**{name: None, **self._also(name)}))
            for name, studies in self.result.counts.without.most_common()
        ]

    def _also(self, name):
        """What else has to change to remove a filter."""
        if name == "healthy" and self.request.audience == "volunteer":
            return {"for": None}
        return {"status": ALL} if name == "status" else {}

    @property
    def filters_at_work(self) -> list:
        """The labels of all filters in use, including the default status."""
        return [self._label(name) for name in self.result.filters]
