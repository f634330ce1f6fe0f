"""Studies side by side: one row for each question that readers ask, one cell for each study.

The words of a cell are those of the study's own page.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places import Place
from trials.models import Trial
from trials.partial_dates import date_in_words
from web.contact_links import Part

from . import answer, explanations, freshness_mark, requirement_answers
from .labels import label
from .nearest_site import NearestSite, nearest_sites, sites_of
from .pill import Pill, pill
from .requirement_answers import Answer

LONGEST_NAME = 24


@dataclass(frozen=True)
class Cell:
    """Our words, the record's words, and lines of links to call or write to."""

    lines: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    links: tuple[tuple[Part, ...], ...] = ()
    is_stated: bool = True

    @property
    def in_words(self) -> str:
        """For a spreadsheet."""
        quoted = [f"“{quote}”" for quote in self.quotes]
        links = ["".join(part.text for part in line) for line in self.links]
        return " | ".join([*self.lines, *quoted, *links])


@dataclass
class Study:
    """One column."""

    trial: Trial
    nearest: NearestSite
    place: Place | None
    name: str = ""

    @cached_property
    def title(self) -> str:
        return answer.title(self.trial)

    @cached_property
    def pill(self) -> Pill:
        mark = freshness_mark.read(self.trial, self.nearest, timezone.localdate())
        return pill(self.trial, mark)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        found = requirement_answers.requirement_answers(self.trial)
        return {one.name: one for one in found.answers}

    @cached_property
    def types(self) -> explanations.Types:
        return explanations.types(self.trial)


@dataclass(frozen=True)
class Row:
    label: str
    studies: list[Study]
    cells: list[Cell]

    @property
    def by_study(self) -> list[tuple[Study, Cell]]:
        return list(zip(self.studies, self.cells, strict=True))

    @property
    def differs(self) -> bool:
        return len(set(self.cells)) > 1


@dataclass(frozen=True)
class Comparison:
    studies: list[Study]
    rows: list[Row]

    @property
    def differing(self) -> list[Row]:
        return [row for row in self.rows if row.differs]


def comparison(trials: list[Trial], place: Place | None) -> Comparison:
    unit = "mi" if place and place.uses_miles else "km"
    nearest = nearest_sites(trials, place, unit)
    studies = [Study(trial, nearest[trial.pk], place) for trial in trials]
    _name(studies)
    rows = [_where(studies)]
    rows += [Row(str(text), studies, [cell(one) for one in studies]) for text, cell in _ROWS]
    return Comparison(studies, rows)


def _name(studies: list[Study]) -> None:
    """Give each study the short name from its record, or its number if names are the same."""
    names = Counter(study.trial.acronym.casefold() for study in studies)
    for study in studies:
        own = study.trial.acronym
        is_own = 0 < len(own) <= LONGEST_NAME and names[own.casefold()] == 1
        study.name = own if is_own else study.trial.nct_id


# The cells


def _not_stated() -> Cell:
    return Cell((_("Not stated"),), is_stated=False)


def _said(text: str) -> Cell:
    return Cell((text,)) if text else _not_stated()


def _where(studies: list[Study]) -> Row:
    """No location is the nearest if the reader named no town."""
    facts = [answer.where(study.trial, study.nearest) for study in studies]
    # Of a study without an open location the name says nothing.
    names = [fact.label for fact in sorted(facts, key=lambda fact: not fact.is_stated)]
    cells = [Cell((fact.text,), is_stated=fact.is_stated) for fact in facts]
    return Row(names[0] if names else _("Open locations"), studies, cells)


def _types(study: Study) -> Cell:
    trial, types = study.trial, study.types
    if not trial.is_about_myositis:
        return _said(explanations.why_listed(trial).text)
    if types.is_unread:
        return _unread()
    if types.for_others:
        return Cell((types.for_others.text,))
    lists = (
        (_("Accepts: %(names)s"), types.includes),
        (_("Does not accept: %(names)s"), types.excludes),
        (_("Unclear: %(names)s"), types.unclear),
    )
    lines = [text % {"names": _names(found)} for text, found in lists if found]
    if not types.includes:
        lines.insert(0, _("Does not list a type of myositis that it accepts"))
    return Cell(tuple(lines), is_stated=bool(types.includes))


def _names(quoted) -> str:
    return ", ".join(one.text for one in quoted)


def _unread() -> Cell:
    return Cell((_("Our rules could not read this record"),), is_stated=False)


def _antibodies(study: Study) -> Cell:
    if study.types.is_unread:
        return _unread()
    lists = (
        (_("Requires one or more of: %(names)s"), study.types.antibodies_required),
        (_("Requires one of a group, such as: %(names)s"), study.types.antibodies_of_a_group),
        (_("Rules out: %(names)s"), study.types.antibodies_barred),
    )
    lines = tuple(text % {"names": _names(found)} for text, found in lists if found)
    return Cell(lines) if lines else _not_stated()


def _requirement(name: str, *, with_quotes: bool = False) -> Callable[[Study], Cell]:
    def cell(study: Study) -> Cell:
        if study.types.is_unread:
            return _unread()
        if found := study.answers.get(name):
            quotes = tuple(quoted.quote for quoted in found.quotes) if with_quotes else ()
            return Cell((found.text,), quotes)
        if requirement_answers.makes_no_sense(name, study.trial):
            return Cell((_("Does not apply: this is not a trial"),), is_stated=False)
        return _not_stated()

    return cell


def _enrollment(study: Study) -> Cell:
    trial = study.trial
    if trial.known_enrollment is None:
        return _not_stated()
    kind = f" ({label(trial.enrollment_type)})" if trial.enrollment_type else ""
    return Cell((f"{number_format(trial.known_enrollment, force_grouping=True)}{kind}",))


def _confirmed(study: Study) -> Cell:
    trial = study.trial
    if text := trial.status_verified_date_text:
        return Cell((date_in_words(trial.status_verified_date, text),))
    if date := trial.last_update_posted_date:
        words = {"date": date_format(date, "DATE_FORMAT")}
        return Cell((_("Not stated. Last update on the registry: %(date)s") % words,))
    return _not_stated()


def _contact(study: Study) -> Cell:
    trial = study.trial
    if not trial.may_be_called:
        return Cell((_("Not accepting anyone now, so we show no contacts"),), is_stated=False)
    ask = answer.who_to_ask(trial, sites_of(trial, study.place))
    if not ask:
        return Cell((_("The record does not list anyone to call"),), is_stated=False)
    lines = ["".join(part.text for part in ask.contact.name), ask.place]
    links = tuple(tuple(parts) for parts in (ask.contact.phone, ask.contact.email) if parts)
    return Cell(tuple(filter(None, lines)), links=links)


def _treatments(study: Study) -> Cell:
    names = [item.get("name", "") for item in study.trial.interventions]
    return _said(", ".join(filter(None, names)))


_ROWS: tuple[tuple[Promise, Callable[[Study], Cell]], ...] = (
    (gettext_lazy("Types of myositis"), _types),
    (gettext_lazy("Antibodies"), _antibodies),
    (gettext_lazy("Age"), lambda study: _said(str(study.trial.ages_in_words))),
    (gettext_lazy("Treatments"), _treatments),
    (gettext_lazy("Placebo"), _requirement("groups")),
    (gettext_lazy("How long"), _requirement("duration")),
    (gettext_lazy("Visits"), _requirement("visits", with_quotes=True)),
    (gettext_lazy("How it is given"), _requirement("route")),
    (gettext_lazy("Biopsy"), _requirement("biopsy")),
    (gettext_lazy("Limit on steroids"), _requirement("steroid_ceiling", with_quotes=True)),
    (gettext_lazy("Time off a medicine before joining"), _requirement("washout", with_quotes=True)),
    (gettext_lazy("Kind of study"), lambda study: _said(str(label(study.trial.study_type)))),
    (gettext_lazy("Phase"), lambda study: _said(", ".join(map(str, study.trial.phase_labels)))),
    (gettext_lazy("Number of participants"), _enrollment),
    (gettext_lazy("Last confirmed by the sponsor"), _confirmed),
    (gettext_lazy("Who to ask"), _contact),
    (gettext_lazy("Results"), _requirement("results")),
)
