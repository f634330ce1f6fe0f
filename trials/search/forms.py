"""What may be asked: the GET parameters of the search and of a study's page, validated."""

import re
from functools import lru_cache
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.forms import WordsField
from places import others
from places.fields import PlaceField, place_question, settle_by_country
from query import nct_numbers
from trials.presenting import rules
from trials.reading.ages import span
from trials.reading.countries import country_name
from web.text_field import TextField
from web.values_field import ValuesField

from . import bitmaps
from .facet_table import FACETS, Shown

# What a search is about: studies of myositis, of any muscle disease, or that only mention one.
MUSCLE, MENTION = "muscle", "mention"
# The order of parameters in an address. Those not listed here come last.
ORDER = (
    "q", "condition", "fit", "about", "place", "within", "unit", "status", "phase", "type",
    "purpose", "intervention", "sex", "age", "ages", "healthy", "results", "country", "topic",
    "antibody", "asks", "rules", "sponsor", "sort", "verbatim",
)  # fmt: skip
_AGE = re.compile(r"(\d{1,4})\s*(y|m|w|d|years?|yrs?|months?|mos?|weeks?|days?)?(?: old)?")
_AGE_UNITS = {"m": "month", "w": "week", "d": "day"}


class _SharedFields(dict[str, forms.Field]):
    """Fields that no form changes. Django copies the fields for each form, which took 3 ms of every
    search."""

    def __deepcopy__(self, memo):
        return self


def _field(facet):
    options = {"label": facet.label, "required": False}
    if facet.shown == Shown.LIST_OF_VALUES:
        return TextField(**options, max_length=100)
    kind = ValuesField if facet.has_several_values else forms.ChoiceField
    # Choices are a function, because a list would be copied for every search.
    return kind(**options, choices=facet.options)


def with_facets(form):
    """Give a form one field for every row of the facet table."""
    fields = form.base_fields | {facet.name: _field(facet) for facet in FACETS}
    names = [name for name in ORDER if name in fields]
    in_order = {name: fields[name] for name in dict.fromkeys([*names, *fields])}
    form.base_fields = _SharedFields(in_order)
    return form


@with_facets
class SearchForm(forms.Form):
    """The parameters of a search: these and the facets."""

    q = WordsField(
        label=_("Words"),
        required=False,
        max_length=300,
        help_text=_("For example: dermatomyositis, a medicine, or an NCT number."),
    )
    about = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[
            ("", _("Myositis")),
            (MUSCLE, _("All muscle diseases")),
            (MENTION, _("Studies that only mention myositis")),
        ],
    )
    place = PlaceField(
        label=_("Near"),
        required=False,
        max_length=120,
        help_text=_(
            "Your city or town, a ZIP or postal code, or a country. It stays on this site."
        ),
    )
    within = forms.TypedChoiceField(
        label=_("How far"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any distance")), *((str(n), n) for n in (25, 50, 100, 250, 500))],
    )
    unit = forms.ChoiceField(
        label=_("Miles or kilometers"),
        required=False,
        choices=[
            ("", _("as used in the country you search in")),
            ("mi", _("miles")),
            ("km", _("kilometers")),
        ],
    )
    age = TextField(
        label=_("Age"),
        required=False,
        max_length=20,
        help_text=_("In years. For a small child, in months, such as “8 months.”"),
    )
    results = forms.ChoiceField(
        label=_("Results"),
        required=False,
        choices=[("", _("Any")), ("yes", _("Posted")), ("no", _("Not posted"))],
    )
    rules = ValuesField(label=_("Its rules mention"), required=False, choices=rules.choices)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Open and confirmed first")),
            ("relevance", _("Best word match first")),
            ("distance", _("Nearest first")),
            ("newest", _("Newest first")),
            ("updated", _("Recently updated first")),
        ],
    )
    verbatim = forms.BooleanField(label=_("Exactly these words"), required=False)

    def clean_age(self):
        """The span of time that people mean by their age; years if they give no unit."""
        text = self.cleaned_data["age"].strip().lower()
        if not text:
            return None
        match = _AGE.fullmatch(text)
        age = match and span(int(match[1]), _AGE_UNITS.get((match[2] or "y")[0], "year"))
        if not age or age.first > 120:
            raise forms.ValidationError(
                _("We can’t read the age “%(age)s.” Type it in years, from 0 to 120."),
                params={"age": text},
            )
        return age

    def clean_country(self):
        """By any of its names: "USA", "türkiye"."""
        typed = self.cleaned_data["country"]
        country = country_name(typed)
        if country and country not in bitmaps.current().values["country"]:
            raise forms.ValidationError(
                _("No study that we list has a location in “%(country)s.”"),
                params={"country": typed},
            )
        return country

    def clean(self):
        settle_by_country(self)
        return super().clean()


@lru_cache
def choices_of(name: str, language: str) -> dict[str, str]:
    """{value: label} of a field, put into words once for each language and not for every page."""
    choices = getattr(SearchForm.base_fields[name], "choices", ())
    return {str(value): str(text) for value, text in choices}


class NearForm(forms.Form):
    """A form that asks only near which place the reader wants to be."""

    place = PlaceField(
        label=_("Near"),
        required=False,
        max_length=120,
        help_text=_("Your city or town, a ZIP or postal code, or a country."),
    )

    # What an address keeps when a reader chooses another place, and the part of the page to go to.
    keeps: tuple[str, ...] = ("for",)
    part = ""

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.errors  # noqa: B018 (validates)

    @property
    def around(self):
        return self.cleaned_data.get("place")

    @property
    def problems(self):
        errors = self.errors.items()
        asked = {"place"} if self.place_question else set()
        return [message for name, messages in errors if name not in asked for message in messages]

    @property
    def place_question(self):
        return place_question(self)

    @property
    def place_choices(self):
        """[(Place, address)]: the places that a name may mean, if it can mean several."""
        question = self.place_question
        return self._with_addresses(question.places if question else ())

    @property
    def other_places(self):
        """[(Place, address)]: what else the typed name or postcode may be."""
        return self._with_addresses(others(self.data["place"], self.around) if self.around else ())

    def _with_addresses(self, places):
        kept = {name: self.data[name] for name in self.keeps if self.data.get(name)}
        return [
            (place, f"?{urlencode({'place': place.label, **kept})}{self.part}") for place in places
        ]


class SiteSearch(NearForm):
    """Which of a study's sites a reader looks for, on the page of the study."""

    site = TextField(
        label=_("Name of a location"),
        required=False,
        max_length=100,
        help_text=_("A hospital, city or town, state, or country."),
    )
    keeps = ("site", "for")
    part = "#where"

    @property
    def words(self):
        return self.cleaned_data.get("site", "")


class ShortListForm(NearForm):
    """Which studies are on a short list to print, and near which place."""

    q = WordsField(
        label=_("Study numbers"),
        required=False,
        max_length=300,
        help_text=_("Up to ten, such as NCT01234567."),
    )
    keeps = ("q", "for")

    @property
    def numbers(self) -> tuple[str, ...]:
        """The NCT numbers in the typed text, each once."""
        found: list[str] = []
        nct_numbers.cut(self.cleaned_data.get("q", ""), found.append)
        return tuple(dict.fromkeys(found))
