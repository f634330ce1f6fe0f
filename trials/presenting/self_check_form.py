"""The questions of the self-check: all are optional, and only those that a study can use."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from trials.fit import answers as bands
from trials.fit.answers import Answers
from trials.fit.topics import TYPES
from trials.reading.antibody_names import ANTIBODIES

from .explanations import condition_name

OLDEST = 120
LONGEST_GROUP = 6
NOT_ANSWERED = ("", _("Not answered"))
YES_NO = [NOT_ANSWERED, ("yes", _("Yes")), ("no", _("No"))]
SINCE = [
    NOT_ANSWERED,
    ("never", _("Never")),
    ("under_1m", _("Less than a month ago")),
    ("1_to_3m", _("1 to 3 months ago")),
    ("3_to_6m", _("3 to 6 months ago")),
    ("6_to_12m", _("6 to 12 months ago")),
    ("over_12m", _("More than 12 months ago")),
]
FOUND = [NOT_ANSWERED, ("has", _("Found")), ("lacks", _("Tested for, and not found"))]
INFECTIONS = {
    "hepatitis_b": _("Hepatitis B, now or in the past"),
    "hepatitis_c": _("Hepatitis C, now or in the past"),
    "hiv": _("HIV"),
    "tuberculosis": _("Tuberculosis, now or in the past"),
    "infection_now": _("An infection now"),
}
# {question: (label, choices)} for questions with one list of choices.
CHOICES = {
    "sex": (_("Sex"), [NOT_ANSWERED, ("female", _("Female")), ("male", _("Male"))]),
    "steroid": (
        _("Daily steroid dose, as prednisone"),
        [
            NOT_ANSWERED,
            ("none", _("None")),
            ("to_5", _("Up to 5 mg")),
            ("to_10", _("More than 5, up to 10 mg")),
            ("to_20", _("More than 10, up to 20 mg")),
            ("to_40", _("More than 20, up to 40 mg")),
            ("over_40", _("More than 40 mg")),
        ],
    ),
    "steroid_stable": (_("The same steroid dose for the last four weeks"), YES_NO),
    "rituximab": (_("Last dose of rituximab"), SINCE),
    "ivig": (_("Last dose of immunoglobulin by IV (IVIG)"), SINCE),
    "jak": (_("Last dose of a JAK inhibitor (such as tofacitinib)"), SINCE),
    "cell_therapy": (_("Last cell therapy (such as CAR T cells)"), SINCE),
    "cancer": (
        _("Cancer"),
        [
            NOT_ANSWERED,
            ("never", _("Never")),
            ("within_5y", _("Now, or in the last 5 years")),
            ("over_5y", _("More than 5 years ago, and not since")),
        ],
    ),
    "ild": (_("Lung disease from myositis (interstitial lung disease)"), YES_NO),
    "oxygen": (_("Oxygen for breathing, at home or on the go"), YES_NO),
    "pregnancy": (
        _("Pregnancy"),
        [
            NOT_ANSWERED,
            ("pregnant_or_nursing", _("Pregnant or nursing")),
            ("planning", _("Planning a pregnancy")),
            ("no", _("Neither")),
        ],
    ),
    "chair": (
        _("Getting up from a chair"),
        [
            NOT_ANSWERED,
            ("without_arms", _("Without using the arms")),
            ("with_arms", _("Only by using the arms")),
            ("no", _("Only with help")),
        ],
    ),
}
LABELS = {
    "type": _("Type of myositis"),
    "age": _("Age"),
    "antibodies": _("Antibodies in the blood"),
    "infections": _("Infections"),
    **{question: label for question, (label, _choices) in CHOICES.items()},
}
_NAMES = {antibody.slug: antibody.name for antibody in ANTIBODIES}


@dataclass(frozen=True)
class Asked:
    """One question with its fields. `lines` is how many lines of the study are about it."""

    question: str
    fields: list
    lines: int
    is_stated: bool

    @property
    def label(self) -> str:
        return str(LABELS[self.question])

    @property
    def is_group(self) -> bool:
        return len(self.fields) > 1

    @property
    def is_long(self) -> bool:
        """Whether it is folded, to keep the next question close."""
        return len(self.fields) > LONGEST_GROUP

    @property
    def is_answered(self) -> bool:
        return any(field.value() for field in self.fields)


class SelfCheckForm(forms.Form):
    """`asked` is {question: how many lines are about it}; `antibodies` are slugs."""

    # Fields that are not answers.
    not_answers: tuple[str, ...] = ()

    def __init__(self, data, asked: dict[str, int], antibodies: list[str], stated: set[str]):
        super().__init__(data, label_suffix="")
        self.asked, self.antibodies, self.stated = asked, antibodies, stated
        for question in LABELS:
            if question in asked or question in stated:
                self._add(question)

    def _add(self, question: str) -> None:
        if question == "age":
            self.fields["age"] = forms.IntegerField(
                label=_("Years"), required=False, min_value=0, max_value=OLDEST
            )
            self.fields["months"] = forms.IntegerField(
                label=_("and months, for a child"), required=False, min_value=0, max_value=11
            )
        elif question == "antibodies":
            for slug in self.antibodies:
                self._choose(f"antibody-{slug}", _NAMES[slug], FOUND)
        elif question == "infections":
            for name, label in INFECTIONS.items():
                self._choose(name, label, YES_NO)
        elif question == "type":
            types = [(code, condition_name(slug)) for code, slug in TYPES.items()]
            choices = [NOT_ANSWERED, *types, ("unsure", _("Not sure"))]
            self._choose("type", LABELS["type"], choices)
        else:
            self._choose(question, *CHOICES[question])

    def _choose(self, name, label, choices) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def questions(self) -> list[Asked]:
        return [
            Asked(question, fields, self.asked.get(question, 0), question in self.stated)
            for question in LABELS
            if (fields := [self[name] for name in self._names(question) if name in self.fields])
        ]

    def _names(self, question: str) -> list[str]:
        return {
            "age": ["age", "months"],
            "antibodies": [f"antibody-{slug}" for slug in self.antibodies],
            "infections": list(INFECTIONS),
        }.get(question, [question])

    @property
    def answers(self) -> Answers:
        """What was answered; a field that cannot be used counts as left out."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        months = None
        if "age" in said and ("months" in said or said["age"] == 0):
            months = 12 * said["age"] + said.get("months", 0)
        return Answers(
            **{name: said[name] for name in ("age", *CHOICES) if name in said},
            type=said["type"] if said.get("type") in TYPES else None,
            age_months=months,
            has=frozenset(
                slug for slug in self.antibodies if said.get(f"antibody-{slug}") == "has"
            ),
            lacks=frozenset(
                slug for slug in self.antibodies if said.get(f"antibody-{slug}") == "lacks"
            ),
            infections={name: said[name] for name in bands.INFECTIONS if name in said},
        )

    @property
    def to_carry(self) -> list[tuple[str, object]]:
        """[(field, value)] of the answers, for the form that leads to the call sheet."""
        return [
            (name, value)
            for name, value in self.cleaned_data.items()
            if value not in ("", None) and name not in self.not_answers
        ]

    @property
    def given(self) -> list[tuple[str, str]]:
        """[(label, answer)] of the answers, in words."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name) if self.is_bound else None
            if value in ("", None) or name in self.not_answers:
                continue
            choices = dict(getattr(field, "choices", ()))
            label = LABELS["age"] if name == "age" else field.label
            found.append((str(label), str(choices.get(value, value))))
        return found
