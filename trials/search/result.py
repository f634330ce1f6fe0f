"""The answer to a request: the counts of all facets, and the numbers of the studies in order.

Page, API, CSV and Atom all show `SearchResult.trials`, in the same order.
"""

from functools import cached_property, reduce
from operator import and_

from django.utils.translation import gettext as _

from trials.choices import OPEN_STATUSES
from trials.models import Trial
from trials.presenting.explanations import name_in_a_sentence
from trials.reading.diseases import SUBTYPES

from . import facets
from .facet_table import ALL
from .filters import candidates, filters
from .forms import MENTION
from .order import is_for_others, is_for_others_of, keeps_out, named_types, sort_keys, takes_by_name
from .request import SearchRequest


class SearchResult:
    def __init__(self, request: SearchRequest):
        self.request = request
        if request.has_unstated_wish and not self.counts.total:
            request.leave_out_wish()
            del self._counted

    @cached_property
    def is_loose(self) -> bool:
        """Whether no study has all the words, so that we searched only for the known ones."""
        question = self.request.question
        if self.request.values.get("verbatim") or not question.loose_words:
            return False
        return not self.request.has_studies(question)

    @cached_property
    def _candidates(self):
        return candidates(self.request, self.request.question, self.is_loose)

    def _count(self, status=None):
        return facets.count(self.request.bitmaps, self._candidates, filters(self.request, status))

    @cached_property
    def _counted(self):
        """(status to use instead of the default, counts). If nothing is open, all are shown."""
        request = self.request
        default = not request.chosen("status")
        if request.question.numbers and default:
            return [ALL], self._count([ALL])
        counts = self._count()
        if default and not counts.total and counts.without["status"]:
            return [ALL], self._count([ALL])
        return None, counts

    @property
    def counts(self) -> facets.Counts:
        return self._counted[1]

    @property
    def filters(self):
        """{field: bitmap} of the active filters, including the default status."""
        return filters(self.request, self._counted[0])

    @property
    def open(self) -> int:
        """How many are open to new participants, regardless of the chosen status."""
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
    def trials(self) -> list[str]:
        """The numbers of the studies found, in the order to show them."""
        question = self.request.question
        text = "" if question.numbers else self.request.tsquery(question, self.is_loose)
        return self.request.bitmaps.in_order(self.counts.studies, sort_keys(self.request, text))

    @property
    def is_in_usual_order(self) -> bool:
        """Whether the fit decides first, and not a distance or a date that the reader chose."""
        return self.request.values.get("sort") in (None, "", "relevance")

    @cached_property
    def by_fit(self) -> tuple[int, int, int] | None:
        """How many take the reader's type by name, do not say so, and are for other people; None if
        the list is not in that order."""
        request = self.request
        if not request.is_about_a_type or not self.is_in_usual_order:
            return None
        bitmaps, studies = request.bitmaps, self.counts.studies
        named = bitmaps.of_query(
            ("named", *request.types),
            lambda: Trial.objects.filter(takes_by_name(request.types)),
        )
        others = bitmaps.of_query(("others",), lambda: Trial.objects.filter(is_for_others()))
        by_name, others = (studies & named).bit_count(), (studies & others).bit_count()
        return by_name, studies.bit_count() - by_name - others, others

    @cached_property
    def barring(self) -> int:
        """How many say that no one with the types may join that the reader chose or named. Words
        find them, because their records name the type; a filter for it does not."""
        types = named_types(self.request)
        if not types:
            return 0
        bitmaps = self.request.bitmaps
        barring = bitmaps.of_query(
            ("barred", *types), lambda: Trial.objects.filter(keeps_out(types))
        )
        return (self.counts.studies & barring).bit_count()

    @property
    def none_accepts(self) -> bool:
        """Whether studies were found, and none that someone with the named type may join."""
        return 0 < self.counts.total == self.barring

    @property
    def types_in_a_sentence(self) -> str:
        """Those that the reader chose or named."""
        return _(" or ").join(map(name_in_a_sentence, named_types(self.request)))

    @cached_property
    def apart(self) -> list[str]:
        """Studies for caregivers, relatives, doctors or healthy people, but not for people with the
        chosen type: the filter for the type leaves them out, and no count includes them."""
        condition = self.request.values.get("condition")
        if condition not in SUBTYPES or self.request.chosen("fit"):
            return []
        bitmaps, filters = self.request.bitmaps, dict(self.filters)
        studies = bitmaps.of_query(
            ("others of", condition), lambda: Trial.objects.filter(is_for_others_of(condition))
        )
        studies &= ~filters.pop("condition")
        return bitmaps.numbers_of(reduce(and_, filters.values(), self._candidates & studies))

    @cached_property
    def without_filters(self) -> int:
        """How many studies have the words, open or not and anywhere."""
        return self._candidates.bit_count()

    @cached_property
    def only_mentioned(self) -> int:
        """How many more studies have the words and pass the filters, but only mention myositis."""
        request = self.request
        if request.values.get("about") == MENTION or request.question.numbers:
            return 0
        mentions = candidates(request, request.question, self.is_loose, MENTION)
        return reduce(and_, self.filters.values(), mentions).bit_count()
