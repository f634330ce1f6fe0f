"""What a reader asks for: the parameters that can be used, and what they mean."""

from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

import vocabulary
from conditions.models import ConditionName
from places.fields import place_question
from query import reader
from query.question import NotUsed, Question, Said
from trials.models import Trial
from trials.reading.ages import span
from trials.reading.diseases import SUBTYPES, UMBRELLA
from vocabulary.folding import fold
from web.audience import audience_of
from web.exports import unknown
from web.values_field import ValuesField

from . import asked_numbers, bitmaps, spelling
from .bitmaps import Bitmaps
from .facet_table import is_read
from .filters import candidates
from .forms import SearchForm
from .near import Near

# Studies that share a number of a grant or a sponsor.
MOST_OF_ONE_NUMBER = 20
OLDEST = 120
# The field for what a study asks of people.
_WISH = "asks"


def _without_wish(question: Question) -> Question:
    if _WISH not in question.choices:
        return question
    said = question.choice_words[_WISH]
    start = max(question.text.find(said), 0)
    return replace(
        question,
        choices={name: values for name, values in question.choices.items() if name != _WISH},
        choice_words={name: text for name, text in question.choice_words.items() if name != _WISH},
        not_used=(*question.not_used, NotUsed(said, "unstated", start, start + len(said))),
    )


class SearchRequest:
    """`values` are the parameters that can be used; the others are left out, and in `errors`."""

    def __init__(self, data):
        self.form = SearchForm(data)
        self.data, self.fields = self.form.data, self.form.fields
        self.errors = self.form.errors
        self.values = self.form.cleaned_data

    @cached_property
    def bitmaps(self) -> Bitmaps:
        return bitmaps.current()

    # The words

    @cached_property
    def typed(self) -> Question:
        return self._read(self.values.get("q", ""), verbatim=self.values.get("verbatim", False))

    def _read(self, text, verbatim=False):
        if not text:
            return Question()
        also = Trial.objects.also_numbered(text).order_by("pk").values_list("pk", flat=True)
        if numbers := tuple(also[:MOST_OF_ONE_NUMBER]):
            return Question(text=text, numbers=numbers)
        if other := asked_numbers.to_look_for(text):
            # Do not look for parts of the number, such as a 38.
            return Question(text=text, phrases=tuple(map(fold, other)))
        return reader.read(text, verbatim, ConditionName.objects.added())

    @cached_property
    def question(self) -> Question:
        """The question that is answered: as it was typed, or with its spelling corrected."""
        question = self.typed
        if self.values.get("verbatim") or not question.words:
            return question
        if self.has_studies(question):
            return question
        text = spelling.corrected(question)
        mended = self._read(text) if text else question
        helps = len(mended.words) < len(question.words) or self.has_studies(mended)
        return mended if helps else question

    @property
    def is_mended(self) -> bool:
        return self.question is not self.typed

    @property
    def has_unstated_wish(self) -> bool:
        """Whether words ask for what few records state, such as "without placebo"."""
        return _WISH in self.question.choices and not self.values.get(_WISH)

    def leave_out_wish(self) -> None:
        """A study whose record does not state it may still be what the reader looks for."""
        is_mended = self.is_mended
        self.typed = _without_wish(self.typed)
        self.question = _without_wish(self.question) if is_mended else self.typed

    def has_studies(self, question: Question) -> bool:
        """Whether any study contains the words, regardless of filters."""
        return bool(candidates(self, question))

    @cached_property
    def numbers(self) -> list[asked_numbers.AskedNumber]:
        """What became of the numbers of studies among the words."""
        if numbers := self.typed.numbers:
            return asked_numbers.look_up(numbers)
        other = asked_numbers.of_others(self.values.get("q", ""))
        return other if other and not self.has_studies(self.typed) else []

    @property
    def urgent(self) -> str:
        return self.typed.urgent or self.question.urgent

    @property
    def subject(self) -> Question:
        """The chosen condition as words, where our readings have no verdict on it."""
        slug = self.values.get("condition")
        if not slug or slug == UMBRELLA or is_read(slug):
            return Question()
        return Question(terms=(Said(vocabulary.terms()[slug], ""),))

    def tsquery(self, question: Question, loosely: bool = False) -> str:
        return " & ".join(filter(None, [self.subject.tsquery(), question.tsquery(loosely)]))

    @property
    def wanted(self):
        """What the highlights mark; see Question.wanted."""
        return self.subject.wanted() + self.question.wanted()

    # The filters

    def chosen(self, name: str):
        """The value of a filter: from the form or, if there is none, what the words mean."""
        own = self.values.get(name)
        if own not in (None, "", []):
            return own
        if name == "healthy" and self.audience == "volunteer":
            return "yes"
        said = self.question.choices.get(name)
        if not said:
            return None
        if name == "age":
            number, unit = (*said, "year")[:2]
            return span(min(int(number), OLDEST), unit)
        return list(said) if isinstance(self.fields[name], ValuesField) else said[0]

    @property
    def types(self) -> list[str]:
        """The types of myositis that the reader chose or named."""
        said = [said.term.slug for said in self.question.terms]
        return [slug for slug in SUBTYPES if slug in (self.values.get("condition"), *said)]

    @property
    def is_about_a_type(self) -> bool:
        """Whether studies that take a type by name come first."""
        # A healthy volunteer has none of them.
        is_volunteer = self.audience == "volunteer"
        return is_read(self.values.get("condition")) and bool(self.types) and not is_volunteer

    @cached_property
    def without_effect(self) -> dict[str, str]:
        """{field: why}: filters that are left out because something they need was not chosen."""
        found: dict[str, str] = {}
        if not self.near.point and not self.place_question:
            needs = _("It needs your city or postal code under “Near,” so we left it out.")
            if self.near.place:
                needs = _(
                    "It needs a city or a postal code; “%(place)s” is a whole area. We left it out."
                ) % {"place": self.near.place.label}
            found |= {"within": needs} if self.values.get("within") else {}
            found |= {"sort": needs} if self.values.get("sort") == "distance" else {}
        condition = self.values.get("condition")
        if self.values.get("fit") and not is_read(condition):
            found["fit"] = _("It needs a type of myositis under “Condition,” so we left it out.")
        elif self.values.get("fit") and condition not in SUBTYPES:
            found["fit"] = _("It needs a type of myositis, and this is a topic. We left it out.")
        return found

    @cached_property
    def unknown_parameters(self) -> list[str]:
        return unknown(self.data, self.fields)

    # The place

    @cached_property
    def near(self) -> Near:
        own = self.values.get("place")
        return Near(self.values, own, None if own else self.question.mention)

    @property
    def place_question(self):
        """places.fields.PlaceQuestion, if we cannot tell which place is meant."""
        return place_question(self.form)

    # The address

    @cached_property
    def parameters(self) -> dict[str, str]:
        """{name: value} of everything that can be used and has an effect, as in an address."""
        values = {}
        for name, field in self.fields.items():
            if name in self.without_effect:
                continue
            if name in self.values and (own := self.data.get(name)):
                values[name] = self.values[name] if name == "country" else own
                if isinstance(field, ValuesField):
                    values[name] = ",".join(sorted(self.values[name]))
        return values

    @property
    def audience(self) -> str:
        """The audience (see web/audience.py); links keep it."""
        return audience_of(self.data)

    def address(self, **changes) -> str:
        """The canonical query string of this search, with values changed or (None) left out."""
        values = self.parameters | {"for": self.audience} | changes
        values = {k: v for k, v in values.items() if v not in (None, "")}
        return "?" + urlencode(values, safe=",")

    @property
    def is_asked(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
