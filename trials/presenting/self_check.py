"""What a person's answers mean for a study, line by line. Nothing here is stored."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trials.fit import verdicts
from trials.fit.answers import Answers
from trials.fit.tokens import ANTIBODY, tokens
from trials.fit.topics import TYPES
from trials.fit.verdicts import Verdict
from trials.models import Trial
from trials.reading.antibody_names import ANTIBODIES
from trials.reading.effects import Part

from .explanations import condition_name
from .self_check_form import LABELS, SelfCheckForm


@dataclass(frozen=True)
class Row:
    """The words of the record, where they are, what the answers mean for them, and which ones."""

    text: str
    where: str
    verdict: Verdict
    because: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    rows: tuple[Row, ...]
    given: list[tuple[str, str]]

    def _of(self, verdict: Verdict) -> list[Row]:
        return [row for row in self.rows if row.verdict == verdict]

    @property
    def may_rule_out(self) -> list[Row]:
        return self._of(Verdict.MAY_RULE_OUT)

    @property
    def ask(self) -> list[Row]:
        return self._of(Verdict.ASK)

    @property
    def no_conflict(self) -> list[Row]:
        return self._of(Verdict.NO_CONFLICT)

    @property
    def read(self) -> int:
        return len(self.rows) - len(self.ask)


def form_for(trial: Trial, data=None) -> SelfCheckForm:
    """The questions that this record can use."""
    lines = verdicts.judge(trial.eligibility_criteria, Answers())
    asked = Counter(question for line in lines for question in line.questions)
    if asked["steroid_stable"]:
        asked["steroid"] = max(asked["steroid"], asked["steroid_stable"])
    stated = {"type"} if trial.is_about_myositis and not trial.is_for_others else set()
    if trial.minimum_age_years is not None or trial.too_old_years is not None:
        stated.add("age")
    if trial.sex in _SEXES:
        stated.add("sex")
    return SelfCheckForm(data, +asked, _antibodies(lines), stated)


def _antibodies(lines) -> list[str]:
    """The antibodies that the criteria name; all, if they mention any antibody of myositis."""
    named = [t for line in lines for t in tokens(line.line.text) if t.is_topic]
    found = {token.value[1] for token in named if token.topic == ANTIBODY}
    if any(token.topic == "msa" for token in named):
        return [antibody.slug for antibody in ANTIBODIES]
    return [antibody.slug for antibody in ANTIBODIES if antibody.slug in found]


def result(trial: Trial, form: SelfCheckForm) -> Result:
    answers = form.answers
    rows = [*_stated(trial, answers), *_lines(trial.eligibility_criteria, answers)]
    return Result(tuple(rows), form.given)


def criteria_alone(trial: Trial) -> Result:
    """The lines of a study for a doctor, without anyone's answers."""
    return Result(tuple(_lines(trial.eligibility_criteria, Answers())), [])


def _lines(criteria: str, answers: Answers) -> list[Row]:
    return [
        Row(
            text=judged.line.text,
            where=_part(judged.line.part),
            verdict=judged.verdict,
            because=", ".join(str(LABELS[question]) for question in judged.because),
            under=judged.line.under,
        )
        for judged in verdicts.judge(criteria, answers)
    ]


def _part(part: Part) -> str:
    if part == Part.INCLUSION:
        return _("Who can join")
    return _("Who cannot join") if part == Part.EXCLUSION else _("Criteria")


# What the registry's own field for the sex says.
_SEXES = {"FEMALE": "female", "MALE": "male"}


def _stated(trial: Trial, answers: Answers) -> list[Row]:
    """What the registry has in separate fields, and what we read about the types."""
    where = _("A field in the record")
    rows = []
    if trial.minimum_age_years is not None or trial.too_old_years is not None:
        verdict = _age(trial, answers)
        rows.append(Row(str(trial.ages_in_words), where, verdict, _because("age", verdict)))
    if trial.sex in _SEXES:
        verdict = Verdict.ASK
        if answers.is_female is not None:
            is_taken = answers.is_female == (trial.sex == "FEMALE")
            verdict = Verdict.NO_CONFLICT if is_taken else Verdict.MAY_RULE_OUT
        rows.append(Row(str(trial.sex_in_words), where, verdict, _because("sex", verdict)))
    if trial.is_about_myositis and not trial.is_for_others and answers.type in TYPES:
        rows.append(_type(trial, TYPES[answers.type]))
    return rows


def _because(question: str, verdict: Verdict) -> str:
    return "" if verdict == Verdict.ASK else str(LABELS[question])


def _age(trial: Trial, answers: Answers) -> Verdict:
    if answers.age is None:
        return Verdict.ASK
    first = answers.age if answers.age_months is None else answers.age_months / 12
    # With whole years, "2" lasts until the third birthday.
    last = answers.age + 1 if answers.age_months is None else (answers.age_months + 1) / 12
    youngest, too_old = trial.minimum_age_years or 0, trial.too_old_years or float("inf")
    if last <= youngest or first >= too_old:
        return Verdict.MAY_RULE_OUT
    return Verdict.NO_CONFLICT if first >= youngest and last <= too_old else Verdict.ASK


_OF_STATE = {"included": Verdict.NO_CONFLICT, "excluded": Verdict.MAY_RULE_OUT}


def _type(trial: Trial, slug: str) -> Row:
    """Our reading of the whole record, or an editor's decision, about the person's type."""
    [found] = [one for one in trial.verdicts if one["subtype"] == slug]
    says = {
        "included": _("The record lists this type among those it accepts: %(type)s"),
        "excluded": _("The record lists this type among those it does not accept: %(type)s"),
    }.get(found["state"], _("The record does not say clearly whether it accepts: %(type)s"))
    verdict = _OF_STATE.get(found["state"], Verdict.ASK)
    text = says % {"type": condition_name(slug)}
    return Row(text, _("Our reading of the whole record"), verdict, _because("type", verdict))
