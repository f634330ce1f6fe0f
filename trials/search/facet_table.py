"""Every facet of the search for studies, one row each.

A row makes the form field, the filter, the counts, the boxes or the list on the page, the chip of
what was chosen, and the parameter of the API with its description. docs/howto/add-a-facet.md shows
how to add one.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import vocabulary
from trials.choices import (
    OPEN_STATUSES,
    AgeGroup,
    Feature,
    InterventionType,
    Phase,
    Purpose,
    Sex,
    SponsorClass,
    Status,
    StudyType,
)
from trials.reading.antibody_names import ANTIBODIES
from trials.reading.diseases import SUBTYPES
from trials.reading.topics import RULES as TOPICS

Text = str | Promise
Choices = Iterable[tuple[str, Text]]

OPEN, ALL = "open", "all"
TAKES = "takes"
# Conditions that the readings know as topics.
CONDITION_TOPICS = {
    "cancer-associated-myositis": "cancer-associated",
    "ici-myositis": "checkpoint-inhibitor",
}


class Shown(Enum):
    """How the page offers the choices of a facet."""

    # Several values: check boxes.
    BOXES = auto()
    # One value: a list to unfold.
    LIST = auto()
    # One value, which readers may also type in an address; the list has the values that studies
    # have.
    LIST_OF_VALUES = auto()


@dataclass(frozen=True)
class Facet:
    # The GET parameter, the form field, and the key of the counts.
    name: str
    # The column of Trial that is counted.
    column: str
    label: Text
    # [(value, label)], or a function that gives them.
    choices: Choices | Callable[[], Choices] = ()
    is_array: bool = False
    shown: Shown = Shown.BOXES
    # Whether a study must have all chosen values; otherwise any of them is enough.
    needs_all: bool = False
    # What a choice means, if not its own value: a facet and values of it; None for no filter.
    stands_for: Callable[[Any], tuple[str, list[str]] | None] | None = None
    # Instead of the count of the value itself: how many studies a choice means.
    studies: Callable[[Counter, str], int] | None = None
    # For a list: the label of the choice that filters nothing; "Any" by default.
    none_chosen: Text = ""
    # For docs/api.md, if the label and the values do not say enough.
    help_for_programs: str = ""

    @property
    def has_several_values(self) -> bool:
        return self.shown == Shown.BOXES

    def options(self) -> list[tuple[str, Text]]:
        """The choices as a form field has them."""
        choices = list(self.choices() if callable(self.choices) else self.choices)
        return (
            choices if self.has_several_values else [("", self.none_chosen or _("Any")), *choices]
        )

    def studies_with(self, chosen: Any, values: dict[str, dict[str, int]]) -> int | None:
        """The bitmap of the studies that have a chosen value, or a list of them; None for no
        filter. `values` are the bitmaps of all values, by facet."""
        choice = chosen if self.has_several_values else [chosen]
        stands_for = self.stands_for(chosen) if self.stands_for else (self.name, choice)
        if stands_for is None:
            return None
        name, wanted = stands_for
        return reduce(and_ if self.needs_all else or_, (values[name].get(one, 0) for one in wanted))

    def studies_of(self, counted: Counter, value: str) -> int:
        return self.studies(counted, value) if self.studies else counted[value]


def _with_status(chosen):
    if ALL in chosen:
        return None
    values = [status for status in chosen if status != OPEN]
    return "status", [*values, *(OPEN_STATUSES if OPEN in chosen else ())]


def _of_status(counted, value):
    if value == OPEN:
        return sum(counted[status] for status in OPEN_STATUSES)
    return counted.total() if value == ALL else counted[value]


def is_read(condition: str | None) -> bool:
    """Whether our rules read in each study what it says about this condition."""
    return condition in SUBTYPES or condition in CONDITION_TOPICS


def _that_may_include(condition):
    """None for a condition that our rules do not read: it is searched for as words."""
    if condition in CONDITION_TOPICS:
        return "topic", [CONDITION_TOPICS[condition]]
    return ("condition", [condition]) if condition in SUBTYPES else None


def _that_includes(condition):
    return ("fit", [condition]) if condition in SUBTYPES else None


@cache
def conditions_to_choose() -> list[tuple[str, str]]:
    terms = vocabulary.terms().values()
    return [(term.slug, term.name) for term in terms if term.kind == vocabulary.Kind.CONDITION]


# In the order of the boxes on the page, and of the facets in the API.
FACETS = (
    Facet(
        "status",
        "overall_status",
        _("Status"),
        [(OPEN, _("Open to new participants")), (ALL, _("All")), *Status.choices],
        stands_for=_with_status,
        studies=_of_status,
        help_for_programs="Without it: open studies, or all studies if no match is open.",
    ),
    Facet("type", "study_type", _("Kind of study"), StudyType.choices),
    Facet("purpose", "primary_purpose", _("Purpose"), Purpose.choices),
    Facet(
        "sex",
        "sex",
        _("Sex"),
        [(Sex.FEMALE.value, Sex.FEMALE.label), (Sex.MALE.value, Sex.MALE.label)],
        shown=Shown.LIST,
        stands_for=lambda sex: ("sex", ["", Sex.ALL.value, sex]),
        studies=lambda counted, sex: counted[""] + counted[Sex.ALL] + counted[sex],
        help_for_programs="Both choices also find studies for everyone.",
    ),
    Facet(
        "healthy",
        "healthy_volunteers",
        _("Healthy volunteers"),
        [("yes", _("Also for healthy people"))],
        shown=Shown.LIST,
        stands_for=lambda chosen: ("healthy", ["true"]),
        studies=lambda counted, value: counted["true"],
    ),
    Facet("sponsor", "lead_sponsor_class", _("Who runs it"), SponsorClass.choices),
    Facet("phase", "phases", _("Phase"), Phase.choices, is_array=True),
    Facet(
        "intervention",
        "intervention_types",
        _("Kind of treatment"),
        InterventionType.choices,
        is_array=True,
    ),
    Facet("ages", "std_ages", _("Age group"), AgeGroup.choices, is_array=True),
    Facet(
        "country",
        "countries",
        _("Country"),
        is_array=True,
        shown=Shown.LIST_OF_VALUES,
        help_for_programs="Any of its English names: Turkey, Türkiye.",
    ),
    Facet(
        "condition",
        "may_include",
        _("Condition"),
        conditions_to_choose,
        is_array=True,
        shown=Shown.LIST,
        stands_for=_that_may_include,
        help_for_programs="Studies that accept this type, or do not rule it out.",
    ),
    Facet(
        "fit",
        "includes",
        _("Type of myositis"),
        [(TAKES, _("Accepts this type by name"))],
        is_array=True,
        shown=Shown.LIST,
        # A question about the condition, which filters.py and page.py pass on.
        stands_for=_that_includes,
        none_chosen=_("May accept this type"),
        help_for_programs="Needs a condition. Only studies that accept the type by name.",
    ),
    Facet(
        "topic",
        "topics",
        _("Topic"),
        [(rule.slug, _(rule.name)) for rule in TOPICS],
        is_array=True,
    ),
    Facet(
        "antibody",
        "antibodies",
        _("Required antibody"),
        [(antibody.slug, antibody.name) for antibody in ANTIBODIES],
        is_array=True,
    ),
    Facet(
        "asks",
        "features",
        _("What it asks of you"),
        Feature.choices,
        is_array=True,
        # A reader who wants no placebo and no biopsy wants both.
        needs_all=True,
        help_for_programs="A study must have all of them.",
    ),
)
