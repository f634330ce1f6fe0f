"""The studies of one disease: how many are open or not, each number with the search behind it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

import vocabulary
from trials.models import Trial
from trials.presenting.cards import results
from trials.reading.diseases import SUBTYPES, UMBRELLA

from .facet_table import TAKES
from .request import SearchRequest
from .result import SearchResult

CARDS = 3
STOPPED_SHOWN = 5
STOPPED = ("TERMINATED", "WITHDRAWN", "SUSPENDED")


@dataclass(frozen=True)
class Row:
    text: str
    studies: int
    address: str


class ConditionStudies:
    """Every number comes from the search, and the address next to it shows those studies."""

    def __init__(self, slug: str, audience: str = ""):
        self.slug, self.audience = slug, audience
        # None for a page on several diseases, for which there is no search.
        self.term = vocabulary.terms().get(slug)

    @cached_property
    def result(self) -> SearchResult:
        return self._search()

    def _search(self, **more):
        return SearchResult(SearchRequest(self._asked | more | {"for": self.audience}))

    @property
    def _asked(self):
        """A type of myositis is a filter; another disease is searched for as words."""
        if self.term and self.is_neighbour:
            return {"q": self.term.name}
        return {"condition": self.slug}

    @property
    def is_neighbour(self) -> bool:
        return bool(self.term and self.term.kind == vocabulary.Kind.NEIGHBOUR)

    @property
    def is_umbrella(self) -> bool:
        return self.slug == UMBRELLA

    def __bool__(self):
        return self.term is not None

    @cached_property
    def by_status(self):
        return self.result.counts.values["status"]

    @cached_property
    def open(self) -> int:
        return self.result.open

    @property
    def by_name(self) -> int | None:
        """How many of the open ones take the type by name; None if we cannot tell."""
        if self.slug not in SUBTYPES or not self.open:
            return None
        return self.result.counts.values["fit"][self.slug]

    @property
    def address(self) -> str:
        return self.result.request.address()

    @property
    def near_address(self) -> str:
        """The address of the search, at its field for the reader's place."""
        return self.address + "#id_place"

    @property
    def by_name_address(self):
        return self.result.request.address(fit=TAKES)

    @property
    def not_ruled_out(self) -> int:
        return self.open - (self.by_name or 0)

    @cached_property
    def cards(self):
        """The first of the open ones, in the order of the search."""
        return results(self.result.request, self.result.trials[:CARDS]) if self.open else []

    @cached_property
    def rows(self) -> list[Row]:
        """The studies that are not open, by stage."""
        finished = {"status": "COMPLETED"}
        with_results = self._search(**finished, results="yes").counts.total
        texts = [
            (_("Opening soon"), {"status": "NOT_YET_RECRUITING"}),
            (_("By invitation only"), {"status": "ENROLLING_BY_INVITATION"}),
            (_("Active, but not accepting new participants"), {"status": "ACTIVE_NOT_RECRUITING"}),
            (_("Stopped"), {"status": ",".join(sorted(STOPPED))}),
            (_("Completed, with results"), finished | {"results": "yes"}),
            (_("Completed, without results on the registry"), finished | {"results": "no"}),
        ]
        rows = []
        for text, asked in texts:
            studies = sum(self.by_status[status] for status in asked["status"].split(","))
            if asked.get("results") == "yes":
                studies = with_results
            elif asked.get("results") == "no":
                studies -= with_results
            rows.append(Row(text, studies, self.result.request.address(**asked)))
        return [row for row in rows if row.studies]

    @cached_property
    def stopped(self) -> list[Trial]:
        """Some studies that stopped, with the registry's words on why, the latest first."""
        if not any(self.by_status[status] for status in STOPPED):
            return []
        stopped = self._search(status=",".join(STOPPED), sort="updated")
        numbers = stopped.trials[:STOPPED_SHOWN]
        found = Trial.objects.on_cards().in_bulk(numbers)
        return [found[number] for number in numbers if found[number].why_stopped]


class OpenStudies:
    """How many studies are open for each disease, with one query for all types."""

    def __init__(self, audience: str = ""):
        self.audience = audience

    @cached_property
    def _search(self):
        return SearchResult(SearchRequest({"for": self.audience}))

    def of(self, slug: str) -> int:
        if slug in SUBTYPES and self._search.shows_open_only:
            return self._search.counts.values["condition"][slug]
        condition_studies = ConditionStudies(slug, self.audience)
        return condition_studies.open if condition_studies else 0
