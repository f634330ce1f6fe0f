"""The shelf of one disease: what the search has on it, open or not, each with the way there."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

import vocabulary
from trials.choices import OPEN_STATUSES
from trials.models import Trial
from trials.presenting.cards import results
from trials.reading.names import SUBTYPES, UMBRELLA

from .forms import ALL
from .trial_search import TrialSearch

CARDS = 3
STOPPED_SHOWN = 5
STOPPED = ("TERMINATED", "WITHDRAWN", "SUSPENDED")


@dataclass(frozen=True)
class Row:
    text: str
    studies: int
    address: str


class ConditionStudies:
    """Every number is the search's own, and stands at the address beside it."""

    def __init__(self, slug: str, audience: str = ""):
        self.slug, self.audience = slug, audience
        # None for a page on several diseases, which no search finds.
        self.term = vocabulary.terms().get(slug)

    @cached_property
    def search(self):
        return self._search()

    def _search(self, **more):
        return TrialSearch(self._asked | more | {"for": self.audience})

    @property
    def _asked(self):
        """A type of myositis is chosen; another disease is a word among the reader's own."""
        return {"q": self.term.name} if self.is_neighbour else {"condition": self.slug}

    @property
    def is_neighbour(self) -> bool:
        return self.term.kind == vocabulary.Kind.NEIGHBOUR

    @property
    def is_umbrella(self) -> bool:
        return self.slug == UMBRELLA

    def __bool__(self):
        return self.term is not None

    @cached_property
    def by_status(self):
        return self.search.counts.values["status"]

    @cached_property
    def open(self) -> int:
        return sum(self.by_status[status] for status in OPEN_STATUSES)

    @property
    def by_name(self) -> int | None:
        """Of the open ones, those that take the type by name; None where we cannot tell."""
        if self.slug not in SUBTYPES or not self.open:
            return None
        return self.search.counts.values["fit"][self.slug]

    @property
    def near_address(self):
        """To the question where one is, in the form of the search."""
        return self.search.address() + "#id_place"

    @property
    def by_name_address(self):
        return self.search.address(fit="takes")

    @property
    def not_ruled_out(self) -> int:
        return self.open - self.by_name

    @property
    def all_address(self):
        return self.search.address(status=ALL)

    @cached_property
    def cards(self):
        """The best of the open ones, as the search has them."""
        return results(self.search, self.search.trials[:CARDS]) if self.open else []

    @cached_property
    def rows(self) -> list[Row]:
        """What is not open, by how far it is."""
        finished = {"status": "COMPLETED"}
        with_results = self._search(**finished, results="yes").counts.total
        texts = [
            (_("Opening soon"), {"status": "NOT_YET_RECRUITING"}),
            (_("By invitation only"), {"status": "ENROLLING_BY_INVITATION"}),
            (_("Running, but takes nobody new"), {"status": "ACTIVE_NOT_RECRUITING"}),
            (_("Stopped"), {"status": ",".join(sorted(STOPPED))}),
            (_("Finished, with results"), finished | {"results": "yes"}),
            (_("Finished, without results on the registry"), finished | {"results": "no"}),
        ]
        rows = []
        for text, asked in texts:
            studies = sum(self.by_status[status] for status in asked["status"].split(","))
            if asked.get("results") == "yes":
                studies = with_results
            elif asked.get("results") == "no":
                studies -= with_results
            rows.append(Row(text, studies, self.search.address(**asked)))
        return [row for row in rows if row.studies]

    @cached_property
    def stopped(self) -> list[Trial]:
        """Some that stopped, with the registry's words on why; the latest first."""
        if not any(self.by_status[status] for status in STOPPED):
            return []
        search = self._search(status=",".join(STOPPED), sort="updated")
        numbers = search.trials[:STOPPED_SHOWN]
        found = Trial.objects.on_cards().in_bulk(numbers)
        return [found[number] for number in numbers if found[number].why_stopped]


class OpenStudies:
    """How many studies are open for each disease: one question to the database for all types."""

    @cached_property
    def _search(self):
        return TrialSearch({})

    def of(self, slug: str) -> int:
        if slug in SUBTYPES and self._search.shows_open_only:
            return self._search.counts.values["condition"][slug]
        condition_studies = ConditionStudies(slug)
        return condition_studies.open if condition_studies else 0
