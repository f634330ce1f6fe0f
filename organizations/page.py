"""What the list of organizations shows for a search: its filters with counts, labels and links."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from django.utils.text import Truncator
from django.utils.translation import gettext as _

import places
from query.not_used import reason
from web.shown_text import contained

from .forms import MEETING
from .search import LET_GO, VALUES, WORDS, OrganizationSearch

LONGEST_TITLE = 120


class OrganizationPage:
    def __init__(self, search: OrganizationSearch):
        self.search, self.fields = search, search.form.fields

    @cached_property
    def in_words(self) -> str:
        """What was asked, for the title of a page; "" if nothing was."""
        search = self.search
        texts = [_("“%(words)s”") % {"words": contained(search.words)}] if search.words else []
        for name, value in search.form.cleaned_data.items():
            if name == "place" and value and search.place:
                texts.append(search.place.label)
            elif value and name not in (WORDS, "place"):
                choices = self.fields[name].choices if name == "sort" else search.options(name)
                texts.append(dict(choices).get(value, value))
        return Truncator(", ".join(map(str, texts))).chars(LONGEST_TITLE)

    # The filters

    @property
    def filters_at_work(self) -> int:
        """How many filters are chosen, for a reader who has the list closed."""
        chosen = {*self.search.chosen} - {WORDS}
        return len(chosen) + bool(self.search.asked.words) + bool(self.search.sort)

    def choices(self) -> Iterator[tuple[str, str, str, list]]:
        """(name, label, chosen value, [(value, label, how many fit)]) of each filter, without
        values that nothing fits."""
        for name in LET_GO[::-1]:
            if name not in (WORDS, "place"):
                chosen = self.search.chosen.get(name, "")
                counts = self._counts(name)
                options = [
                    (value, label, counts[value])
                    for value, label in self.search.options(name)
                    if counts[value] or value == chosen
                ]
                yield name, self.fields[name].label, chosen, options

    def _counts(self, name):
        found = self.search.fitting({*self.search.left_out, name})
        if name == "condition":
            return Counter(
                slug
                for slug, related in self.search.related.items()
                for one in found
                if one.fit(related) is not None
            )
        if name == "country":
            return Counter(
                country
                for country, _label in self.search.options(name)
                for one in found
                if one.far_from(country) is not None
            )
        return Counter(value for one in found for value in VALUES[name](one))

    # What could not be used, and places that may be meant

    @property
    def not_used(self) -> list[tuple[str, str]]:
        """[(the reader's words, why they were not used)]."""
        words = self.search.question.not_used
        return [(one.text, reason(one, of_studies=False)) for one in words]

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """[(label, why)]: what was asked and could not be used."""
        search = self.search
        asked = {"place"} if self.place_question else set()
        problems = {
            name: " ".join(messages)
            for name, messages in search.form.errors.items()
            if name not in asked
        }
        found = [*problems.items(), *search.without_effect.items()]
        if search.sort == MEETING and not any(one.next_meeting for one in search.found):
            found.append(("sort", _("We do not list any meetings of these organizations yet.")))
        return [(self.fields[name].label, why) for name, why in found]

    @property
    def place_question(self):
        return self.search.place_question

    @property
    def place_choices(self) -> list[tuple[places.Place, str]]:
        """[(Place, address)]: the places that a name may mean, if it can mean several."""
        return self._with_addresses(self.place_question.places if self.place_question else ())

    @property
    def other_places(self) -> list[tuple[places.Place, str]]:
        """[(Place, address)]: what else the typed name or postcode may be."""
        meant = self.search.form.cleaned_data.get("place")
        return self._with_addresses(
            places.others(self.search.data["place"], meant) if meant else ()
        )

    def _with_addresses(self, found):
        return [(place, self.search.address(place=place.label)) for place in found]
