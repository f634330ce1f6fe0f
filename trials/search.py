"""The search: GET parameters, validated by one form, become one queryset for page and API alike."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .choices import OPEN_STATUSES, Phase, Sex, Status
from .models import Location, Trial

OPEN, ALL = "open", "all"


class ValuesField(forms.MultipleChoiceField):
    """Several values: the parameter repeated, or separated by commas."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, values):
        return [part for value in values or [] for part in value.split(",") if part]


class TrialSearch(forms.Form):
    """What a reader asks for. Without a status, studies open to new participants."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=300,
        help_text=_("For example: dermatomyositis, a medicine, or an NCT number."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = ValuesField(
        label=_("Status"),
        required=False,
        choices=[(OPEN, _("Open to new participants")), (ALL, _("All")), *Status.choices],
    )
    phase = ValuesField(label=_("Phase"), required=False, choices=Phase.choices)
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("Any")), (Sex.FEMALE, Sex.FEMALE.label), (Sex.MALE, Sex.MALE.label)],
    )
    age = forms.IntegerField(
        label=_("Age"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("In years. 0 for a baby."),
        # A number field would lose what it cannot read, and its arrows need steady fingers.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    country = forms.CharField(label=_("Country"), required=False, max_length=100)

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        countries = Location.objects.filter(trial__in=Trial.objects.listed().about_myositis())
        names = countries.exclude(country_name="").order_by("country_name")
        self.countries = list(names.values_list("country_name", flat=True).distinct())
        self.fields["country"].widget = forms.Select(
            choices=[("", _("Any")), *((name, name) for name in self.countries)]
        )

    def clean_country(self):
        country = self.cleaned_data["country"]
        if country and country not in self.countries:
            raise forms.ValidationError(
                _("No study that we list has a site in “%(country)s”."),
                params={"country": country},
            )
        return country

    @property
    def is_asked(self):
        return any(self.data.get(name) for name in self.fields)

    @property
    def chosen_filters(self):
        """The labels of the filters in use, for a reader who has them folded away."""
        return [field.label for field in self if field.name != "q" and self.data.get(field.name)]

    @cached_property
    def trials(self):
        """The studies found, in the order to show them; none where the question is not valid."""
        if not self.is_valid():
            return Trial.objects.none()
        asked = self.cleaned_data
        trials = Trial.objects.listed().about_myositis()
        statuses = asked["status"] or [OPEN]
        if OPEN in statuses and ALL not in statuses:
            trials = trials.with_status([*statuses, *OPEN_STATUSES])
        elif ALL not in statuses:
            trials = trials.with_status(statuses)
        if asked["phase"]:
            trials = trials.filter(phases__overlap=asked["phase"])
        if asked["sex"]:
            trials = trials.for_sex(asked["sex"])
        if asked["age"] is not None:
            trials = trials.for_age(asked["age"])
        if asked["country"]:
            trials = trials.in_country(asked["country"])
        if asked["q"]:
            trials = trials.matching(asked["q"])
        return trials
