"""The cards of a page, by how studies fit the reader's type of myositis."""

import itertools
from dataclasses import dataclass

from trials.reading.subtypes import State

from .order import named_types
from .request import SearchRequest
from .result import SearchResult


@dataclass(frozen=True)
class FitGroup:
    """Some cards of a page, whose studies fit the reader's type equally well."""

    BY_NAME, SILENT, FOR_OTHERS, BARRED = range(4)

    # One of these; None if the list is not in groups.
    kind: int | None
    # How many such studies there are on all pages.
    studies: int
    results: list
    # The number of the first card among all cards of the search.
    start: int


def groups_by_fit(
    request: SearchRequest, result: SearchResult, cards: list, start: int
) -> list[FitGroup]:
    """The cards of a page, the first of which has the number `start` among all; one group if the
    list is not in that order."""
    studies = result.by_fit
    if not studies and result.barring and result.is_in_usual_order:
        return _barred_last(request, result, cards, start)
    if not studies or sum(studies) == studies[FitGroup.SILENT]:
        return [FitGroup(None, 0, cards, start)]
    types = set(request.types)
    groups: tuple[list, list, list] = ([], [], [])
    for card in cards:
        if types & set(card.trial.includes):
            groups[FitGroup.BY_NAME].append(card)
        elif card.trial.is_for_others:
            groups[FitGroup.FOR_OTHERS].append(card)
        else:
            groups[FitGroup.SILENT].append(card)
    return [
        FitGroup(kind, studies[kind], found, first)
        for kind, (found, first) in enumerate(zip(groups, _starts(groups, start), strict=True))
        if found
    ]


def _barred_last(request, result, cards, start):
    """For a type in the reader's words alone: those that do not accept it stand apart."""
    barred = [card for card in cards if _keeps_out(card.trial, named_types(request))]
    rest = [card for card in cards if card not in barred]
    groups = [
        FitGroup(None, 0, rest, start),
        FitGroup(FitGroup.BARRED, result.barring, barred, start + len(rest)),
    ]
    return [group for group in groups if group.results]


def _keeps_out(trial, types):
    excluded = {v["subtype"] for v in trial.verdicts if v["state"] == State.EXCLUDED}
    return not trial.is_for_others and excluded.issuperset(types)


def group_apart(cards: list, start: int) -> list[FitGroup]:
    """The studies for people other than those with the chosen type, if there are any."""
    return [FitGroup(FitGroup.FOR_OTHERS, len(cards), cards, start)] if cards else []


def _starts(groups, start):
    return itertools.accumulate(map(len, groups[:-1]), initial=start)
