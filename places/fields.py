"""A typed place, as a field of a form."""

from typing import NamedTuple, NotRequired, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from .place import Place
from .problems import Misspelled, NotResolved, Unknown
from .resolve import resolve
from .suggested import suggested


class PlaceQuestion(NamedTuple):
    """What we ask back about a typed place. `places`: those to choose from; there may be none."""

    text: str
    places: list[Place]


class FieldError(TypedDict):
    """An error of a field for programs. `choices`: labels of the places that may be meant."""

    message: str
    code: str
    choices: NotRequired[list[str]]


class PlaceField(forms.CharField):
    """A typed place becomes a Place. If it can be several, the error lists them."""

    default_error_messages = {
        "max_length": _(
            "It is too long: we can use up to %(limit_value)d letters, and this has %(show_value)d."
        )
    }

    def clean(self, value: str | None) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return resolve(text)
        except Unknown as problem:
            places = suggested(text)
            raise _error(Misspelled(text, places) if places else problem) from problem
        except NotResolved as problem:
            raise _error(problem) from problem


def _error(problem: NotResolved) -> forms.ValidationError:
    params = {"message": str(problem), "problem": problem}
    # The message holds what somebody typed, percent signs too, so do not use it as a pattern.
    return forms.ValidationError("%(message)s", code=type(problem).__name__, params=params)


def settle_by_country(form: forms.Form, place: str = "place", country: str = "country") -> None:
    """If several places share a name or digits, take the one in the country chosen beside it.

    Call it in clean().
    """
    chosen, found = form.cleaned_data.get(country), form.cleaned_data.get(place)
    is_open = place in form.errors or (found and found.kind == "zip")
    if not chosen or not is_open:
        return
    try:
        form.cleaned_data[place] = resolve(form.data.get(place, ""), chosen)
    except NotResolved:
        return
    form.errors.pop(place, None)


def place_question(form: forms.Form, name: str = "place") -> PlaceQuestion | None:
    """What to ask back if the reader made no mistake, but the place is not settled."""
    for error in form.errors.as_data().get(name, ()):
        problem = (error.params or {}).get("problem")
        if problem and problem.is_question:
            return PlaceQuestion(str(problem), problem.places)
    return None


def errors_with_choices(form: forms.Form, name: str = "place") -> dict[str, list[FieldError]]:
    """The errors of a form for programs; that of a place lists the labels to choose from."""
    found: dict[str, list[FieldError]] = form.errors.get_json_data()
    for data, error in zip(found.get(name, ()), form.errors.as_data().get(name, ()), strict=True):
        if problem := (error.params or {}).get("problem"):
            data["choices"] = [place.label for place in problem.places]
    return found
