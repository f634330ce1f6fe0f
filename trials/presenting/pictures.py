"""Pictures of a study for people who prefer pictures: phase, groups, time, visits, who knows.

Each is small, says nothing that the words next to it do not say, and is hidden from screen readers.
If the record does not say enough, there is no picture.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trials.choices import Phase
from trials.models import Trial
from trials.partial_dates import date_in_words
from trials.reading import visit_times

from .labels import label

# If there are more groups, we only list them.
MOST_GROUPS = 8
LETTERS = "ABCDEFGH"
_STEPS = (Phase.PHASE1, Phase.PHASE2, Phase.PHASE3, Phase.PHASE4)
_ROLES = ("PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR")
_PLACEBO_TYPES = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR")
# Units of SVG.
_WIDE, _HIGH = 320, 44


# Its position among the phases


@dataclass(frozen=True)
class Step:
    number: int
    is_here: bool

    @property
    def x(self) -> int:
        return (self.number - 1) * 80 + 4

    @property
    def height(self) -> int:
        return 16 + 14 * self.number

    @property
    def y(self) -> int:
        return 76 - self.height


@dataclass(frozen=True)
class Phases:
    label: str
    steps: list[Step]

    @property
    def in_words(self) -> str:
        return _("%(phase)s of 4") % {"phase": self.label}


def phases(trial: Trial) -> Phases | None:
    here = {step for step in _STEPS if step in trial.phases}
    if not here:
        return None
    steps = [Step(at, step in here) for at, step in enumerate(_STEPS, start=1)]
    return Phases(", ".join(map(str, trial.phase_labels)), steps)


# How people are split into groups


@dataclass(frozen=True)
class Group:
    letter: str
    label: str
    kind: str
    # Then its box is empty, and the words say so.
    has_placebo: bool
    y: int


@dataclass(frozen=True)
class Groups:
    people: str
    by_chance: bool
    groups: list[Group]

    @property
    def height(self) -> int:
        return len(self.groups) * _HIGH

    @property
    def middle(self) -> int:
        return self.height // 2

    @property
    def in_words(self) -> str:
        words = {"people": self.people, "count": len(self.groups)}
        if self.by_chance:
            return _("%(people)s, split by chance into %(count)d groups:") % words
        return _("%(people)s, in %(count)d groups:") % words


def groups(trial: Trial) -> Groups | None:
    arms = trial.arm_groups
    if not 2 <= len(arms) <= MOST_GROUPS:
        return None
    placebos = _placebos(trial)
    shown = [
        Group(
            LETTERS[at],
            arm.get("label") or _("A group without a name"),
            str(label(arm["type"])) if arm.get("type") else "",
            placebos[at],
            at * _HIGH + _HIGH // 2,
        )
        for at, arm in enumerate(arms)
    ]
    count = trial.known_enrollment
    kind = f" ({label(trial.enrollment_type)})" if trial.enrollment_type else ""
    people = _("People") if count is None else _("%(count)d people") % {"count": count} + kind
    return Groups(people, trial.design.get("allocation") == "RANDOMIZED", shown)


def _placebos(trial: Trial) -> list[bool]:
    """For each group, whether our reading says that it gets a placebo or sham."""
    answers = trial.readings.get("requirements", ())
    read: dict[str, Any] = next((one["detail"] for one in answers if one["name"] == "groups"), {})
    found = [group["placebo"] for group in read.get("groups", ())]
    if len(found) == len(trial.arm_groups):
        return found
    return [arm.get("type") in _PLACEBO_TYPES for arm in trial.arm_groups]


# Its time


@dataclass(frozen=True)
class Moment:
    number: int
    label: str
    date: str
    is_today: bool
    x: int
    y: int


@dataclass(frozen=True)
class Timeline:
    moments: list[Moment]

    @property
    def height(self) -> int:
        return max(one.y for one in self.moments) + 30


_DATES = (
    (gettext_lazy("Start"), "start_date"),
    (gettext_lazy("Main measurements end"), "primary_completion_date"),
    (gettext_lazy("End"), "completion_date"),
    (gettext_lazy("Results posted"), "results_first_posted_date"),
)
# If two marks are closer than this, the second is one step lower.
_APART, _LOWER, _ROWS = 26, 26, 3


def timeline(trial: Trial, today: dt.date) -> Timeline | None:
    """The dates of the record in their order, with today among them."""
    dated = [
        (date, str(text), _in_words(trial, name, date), False)
        for text, name in _DATES
        if (date := getattr(trial, name))
    ]
    if len(dated) < 2:
        return None
    dated.append((today, _("Today"), date_format(today, "DATE_FORMAT"), True))
    dated.sort(key=lambda one: one[0])
    first, last = dated[0][0], dated[-1][0]
    days = max(1, (last - first).days)
    found: list[Moment] = []
    for number, (date, text, words, is_today) in enumerate(dated, start=1):
        x = 16 + round((date - first).days / days * (_WIDE - 32))
        row = _row(x, found)
        found.append(Moment(number, text, words, is_today, x, 18 + row * _LOWER))
    return Timeline(found)


def _in_words(trial: Trial, name: str, date: dt.date) -> str:
    text = getattr(trial, f"{name}_text", "")
    words = date_in_words(date, text) if text else date_format(date, "DATE_FORMAT")
    kind = getattr(trial, f"{name}_type", "")
    return f"{words} ({label(kind)})" if kind else str(words)


def _row(x: int, before: list[Moment]) -> int:
    taken = {(one.y - 18) // _LOWER for one in before if x - one.x < _APART}
    return next(row for row in range(len(taken) + 1) if row not in taken)


# How often a person has to go there


@dataclass(frozen=True)
class Visit:
    number: int
    label: str
    x: int
    y: int


@dataclass(frozen=True)
class Visits:
    in_words: str
    # The record's words, from which it is drawn.
    quote: str
    visits: list[Visit]
    # Whether they continue: the record says how often, but not how many.
    goes_on: bool = False

    @property
    def height(self) -> int:
        return max(one.y for one in self.visits) + 22


_IN_A_ROW, _ACROSS, _DOWN = 8, 38, 36
# If visits continue, only the first ones.
_FIRST = 4


def visits(trial: Trial) -> Visits | None:
    """What our reading quotes about them, if it has only one meaning."""
    answers = trial.readings.get("requirements", ())
    said: dict[str, Any] = next((one for one in answers if one["name"] == "visits"), {})
    quote = next((one["text"] for one in said.get("quotes", ())), "")
    read = visit_times.read(quote)
    if not read:
        return None
    if read.count:
        words = ngettext("%(count)d visit or session", "%(count)d visits or sessions", read.count)
        labels = [""] * read.count
        return Visits(words % {"count": read.count}, quote, _in_rows(labels))
    if read.every:
        words = _every(read.every, read.unit)
        return Visits(words, quote, _in_rows([""] * _FIRST), goes_on=True)
    labels = [_at(number, read.unit) for number in read.at]
    return Visits(_("At these times"), quote, _in_rows(labels))


def _in_rows(labels: list[str]) -> list[Visit]:
    return [
        Visit(at + 1, label, at % _IN_A_ROW * _ACROSS + 24, at // _IN_A_ROW * _DOWN + 20)
        for at, label in enumerate(labels)
    ]


def _every(number: int, unit: str) -> str:
    texts = {
        "day": ngettext("Every day", "Every %(count)d days", number),
        "week": ngettext("Every week", "Every %(count)d weeks", number),
        "month": ngettext("Every month", "Every %(count)d months", number),
        "year": ngettext("Every year", "Every %(count)d years", number),
    }
    return texts[unit] % {"count": number}


def _at(number: int, unit: str) -> str:
    texts = {
        "day": _("day %(number)d"),
        "week": _("week %(number)d"),
        "month": _("month %(number)d"),
        "year": _("year %(number)d"),
    }
    return texts[unit] % {"number": number}


# Who knows what a person gets


@dataclass(frozen=True)
class Role:
    number: int
    label: str
    is_masked: bool

    @property
    def x(self) -> int:
        return self.number * 80 - 40


@dataclass(frozen=True)
class Masking:
    roles: list[Role]


def masking(trial: Trial) -> Masking | None:
    """None if the record does not say who is not told."""
    said = trial.design.get("masking_info") or {}
    masked = said.get("who_masked") or []
    if not masked and said.get("masking") != "NONE":
        return None
    roles = enumerate(_ROLES, start=1)
    return Masking([Role(at, str(label(role)), role in masked) for at, role in roles])


@dataclass(frozen=True)
class Pictures:
    phases: Phases | None
    groups: Groups | None
    timeline: Timeline | None
    visits: Visits | None
    masking: Masking | None

    @property
    def any(self) -> bool:
        return bool(self.phases or self.groups or self.timeline or self.visits or self.masking)


def pictures(trial: Trial, today: dt.date) -> Pictures:
    return Pictures(
        phases(trial), groups(trial), timeline(trial, today), visits(trial), masking(trial)
    )
