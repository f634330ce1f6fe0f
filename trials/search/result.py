"""The answer to a request: the counts of all facets, and the numbers of the studies in order.

Page, API, CSV and Atom all show `SearchResult.trials`, in the same order.
"""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Count

from trials.choices import OPEN_STATUSES
from trials.models import Trial
from trials.reading.names import SUBTYPES

from . import facets
from .facet_table import ALL
from .filters import candidates, filters
from .forms import MENTION
from .order import in_order, is_for_others, is_for_others_of, takes_by_name
from .request import SearchRequest


class Found(Sequence):
    """The numbers of the studies found, fetched a slice at a time."""

    def __init__(self, rows, total: int):
        self.rows = rows
        self.total = total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index) -> list[str]:
        return list(self.rows.values_list("pk", flat=True)[index])


class SearchResult:
    def __init__(self, request: SearchRequest):
        self.request = request

    @cached_property
    def is_loose(self) -> bool:
        """Whether no study has all the words, so that the known ones had to do."""
        question = self.request.question
        if self.request.values.get("verbatim") or not question.loose_words:
            return False
        return not self.request.has_studies(question)

    @property
    def _candidates(self):
        return candidates(self.request, self.request.question, self.is_loose)

    @cached_property
    def _counted(self):
        """(status to use instead of the default, counts). If nothing is open, all are shown."""
        request = self.request
        trials = self._candidates
        has_words = bool(request.tsquery(request.question))
        default = not request.chosen("status")
        if request.question.numbers and default:
            return [ALL], facets.count(trials, filters(request, [ALL]), has_words)
        counts = facets.count(trials, filters(request), has_words)
        if default and not counts.total and counts.without["status"]:
            return [ALL], facets.count(trials, filters(request, [ALL]), has_words)
        return None, counts

    @property
    def counts(self) -> facets.Counts:
        return self._counted[1]

    @property
    def filters(self):
        """{field: condition} of the filters at work, the default status among them."""
        return filters(self.request, self._counted[0])

    @property
    def open(self) -> int:
        """How many are open to new participants, whatever the status that was chosen."""
        by_status = self.counts.values["status"]
        return sum(by_status[status] for status in OPEN_STATUSES)

    @property
    def shows_closed_instead(self) -> bool:
        """Whether no status was chosen and nothing is open, so that closed studies are shown."""
        return bool(self._counted[0]) and not self.request.question.numbers

    @property
    def shows_open_only(self) -> bool:
        return not self.request.chosen("status") and not self._counted[0]

    @cached_property
    def trials(self) -> Found:
        """The numbers of the studies found, in the order to show them."""
        question = self.request.question
        text = "" if question.numbers else self.request.tsquery(question, self.is_loose)
        trials = in_order(Trial.objects.numbered(self.counts.numbers), self.request, text)
        return Found(trials, self.counts.total)

    @cached_property
    def by_fit(self) -> tuple[int, int, int] | None:
        """How many take the reader's type by name, do not say so, and are for others; None where
        the list is not in that order."""
        request = self.request
        if not request.is_about_a_type or request.values.get("sort") not in (None, "", "relevance"):
            return None
        found = Trial.objects.numbered(self.counts.numbers).aggregate(
            by_name=Count("pk", filter=takes_by_name(request.types)),
            others=Count("pk", filter=is_for_others()),
        )
        by_name, others = found["by_name"], found["others"]
        return by_name, len(self.counts.numbers) - by_name - others, others

    @cached_property
    def apart(self) -> list[str]:
        """Studies for caregivers, relatives, doctors or healthy people, and for nobody with the
        chosen type: the filter of the type leaves them out, and no count has them."""
        condition = self.request.values.get("condition")
        if condition not in SUBTYPES or self.request.chosen("fit"):
            return []
        others = [one for name, one in self.filters.items() if name != "condition"]
        found = self._candidates.filter(*others).filter(is_for_others_of(condition))
        found = found.exclude(may_include__contains=[condition])
        return list(found.order_by("-last_update_posted_date", "pk").values_list("pk", flat=True))

    @cached_property
    def without_filters(self) -> int:
        """How many studies have the words, open or not and anywhere."""
        return facets.count(self._candidates, {}).total

    @cached_property
    def only_mentioned(self) -> int:
        """How many more studies have the words and pass the filters, but only mention myositis."""
        request = self.request
        if request.values.get("about") == MENTION or request.question.numbers:
            return 0
        trials = candidates(request, request.question, self.is_loose, MENTION)
        return trials.filter(*self.filters.values()).count_by_index()
