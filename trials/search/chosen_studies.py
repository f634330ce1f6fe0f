"""Up to four studies that a reader chose by number, to compare side by side."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places import others
from places.fields import PlaceField, place_question
from query import nct_numbers
from trials.models import Trial
from web.audience import audience_of
from web.shown_text import contained

from .asked_numbers import AskedNumber, look_up

MOST = 4
# How much an address may contain before we leave out the rest.
MOST_TYPED, LONGEST_TYPED = 20, 200


class TypedNumbers(forms.MultipleHiddenInput):
    """All values of the parameter, as somebody typed them."""


class NumbersField(forms.Field):
    """Numbers of studies, with the parameter repeated; one value may contain several numbers."""

    widget = TypedNumbers

    def to_python(self, value) -> list[str]:
        typed = (text.strip()[:LONGEST_TYPED] for text in value or [])
        return [text for text in dict.fromkeys(typed) if text][:MOST_TYPED]


class ChosenForm(forms.Form):
    id = NumbersField(label=gettext_lazy("Study numbers"), required=False)
    place = PlaceField(
        label=gettext_lazy("Near"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Your city or town, a ZIP or postal code, or a country."),
    )


@dataclass(frozen=True)
class Unusable:
    """A value that leads to no study: what was typed, and why."""

    typed: str
    why: str
    number: AskedNumber | None = None
    # [(number, address that has it instead)]
    instead: tuple[tuple[str, str], ...] = ()


def compared_with(trial: Trial, data) -> str:
    """The query string that begins a comparison with this study."""
    return _address([trial.pk], data)


def _address(numbers: list[str], data) -> str:
    """With these studies, the place, and the audience."""
    carried = {"place": data.get("place", ""), "for": audience_of(data)}
    pairs = [("id", number) for number in numbers]
    return "?" + urlencode([*pairs, *((name, value) for name, value in carried.items() if value)])


class ChosenStudies:
    """`trials` are the first four that we have, in the order of the address."""

    def __init__(self, data):
        self.form = ChosenForm(data, label_suffix="")
        self.form.errors  # noqa: B018 (validates)
        self.place = self.form.cleaned_data.get("place")

    @property
    def typed(self) -> list[str]:
        return self.form.cleaned_data.get("id", [])

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        """{what was typed: the numbers in it}"""
        found: dict[str, list[str]] = {}
        for text in self.typed:
            nct_numbers.cut(text, found.setdefault(text, []).append)
        return found

    @cached_property
    def _asked(self) -> dict[str, AskedNumber]:
        every = dict.fromkeys(one for ones in self._numbers.values() for one in ones)
        return dict(zip(every, look_up(tuple(every)), strict=True)) if every else {}

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers of all studies that were found, each once."""
        return list(dict.fromkeys(one.found for one in self._asked.values() if one.found))

    @cached_property
    def trials(self) -> list[Trial]:
        rows = Trial.objects.displayed().in_bulk(self.numbers[:MOST])
        return [rows[number] for number in self.numbers[:MOST] if number in rows]

    @cached_property
    def left_out(self) -> list[Trial]:
        """The studies beyond the first four."""
        rows = Trial.objects.on_cards().in_bulk(self.numbers[MOST:])
        return [rows[number] for number in self.numbers[MOST:] if number in rows]

    @cached_property
    def unusable(self) -> list[Unusable]:
        found = []
        for text, numbers in self._numbers.items():
            if not numbers:
                why = _("“%(text)s” has no study number. A study number looks like NCT01234567.")
                found.append(Unusable(text, why % {"text": contained(text)}))
            for number in numbers:
                asked = self._asked[number]
                if asked.found:
                    continue
                instead = tuple((one, self.address(self._with(number, one))) for one in asked.meant)
                found.append(Unusable(number, asked.message, asked, instead))
        return found

    def _with(self, number: str, other: str) -> list[str]:
        kept = [one.typed for one in self.unusable_numbers if one.typed != number]
        return [*self.numbers, other, *kept]

    @property
    def unusable_numbers(self) -> list[AskedNumber]:
        return [one for one in self._asked.values() if not one.found]

    @property
    def fields(self) -> list[str]:
        """What the text fields show: what was found, what was not, and room for more."""
        kept = [*self.numbers[:MOST], *(one.typed for one in self.unusable)]
        return [*kept, *[""] * (MOST - len(kept))]

    # Addresses

    def address(self, numbers: list[str], **changes: str) -> str:
        return _address(numbers, self.form.data.dict() | changes)

    @property
    def own_address(self) -> str:
        return self.address([*self.numbers, *(one.typed for one in self.unusable)])

    def without(self, number: str) -> str:
        kept = [one for one in self.numbers if one != number]
        return self.address([*kept, *(one.typed for one in self.unusable)])

    # The place

    @property
    def place_problems(self) -> list[str]:
        return [] if self.place_question else list(self.form.errors.get("place", ()))

    @property
    def place_question(self):
        return place_question(self.form)

    @property
    def place_choices(self):
        """[(Place, address)]: the places that a name may mean, if it can mean several."""
        question = self.place_question
        return self._with_addresses(question.places if question else ())

    @property
    def other_places(self):
        """[(Place, address)]: what else the typed name or postcode may be."""
        found = others(self.form.data["place"], self.place) if self.place else ()
        return self._with_addresses(found)

    def _with_addresses(self, places):
        numbers = [*self.numbers, *(one.typed for one in self.unusable)]
        return [(place, self.address(numbers, place=place.label)) for place in places]
