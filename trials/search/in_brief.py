"""The studies for a reader's words, as the search of the whole portal shows them."""

from functools import cached_property

from django.http import Http404

from query.question import Question
from trials.presenting.cards import Result, results

from . import asked_numbers, spelling
from .one_study import find
from .page import SearchPage


class StudiesInBrief(SearchPage):
    def __init__(self, words: str, is_verbatim: bool, audience: str):
        super().__init__({"q": words, "verbatim": "on" if is_verbatim else "", "for": audience})

    @property
    def typed(self) -> Question:
        return self.request.typed

    @property
    def question(self) -> Question:
        """As it was typed, or with its spelling corrected."""
        return self.request.question

    @property
    def is_mended(self) -> bool:
        return self.request.is_mended

    @property
    def other_spelling(self) -> str:
        """The words with their spelling corrected; "" if we know nothing better."""
        return spelling.corrected(self.typed)

    @property
    def numbers(self) -> list[asked_numbers.AskedNumber]:
        return self.request.numbers

    @cached_property
    def address_of_the_one(self) -> str:
        """The page of the study, if the reader typed the number of just one."""
        if len(self.typed.numbers) != 1:
            return ""
        try:
            return find(self.typed.numbers[0]).get_absolute_url()
        except Http404:
            return ""

    @property
    def count(self) -> int:
        return self.result.counts.total

    @property
    def address(self) -> str:
        """The parameters of the same search among all studies."""
        return self.request.address()

    def first(self, most: int) -> list[Result]:
        return results(self.request, self.result.trials[:most])
