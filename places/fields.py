"""A typed place, as a field of a form."""

from django import forms

from .resolve import NotResolved, resolve


class PlaceField(forms.CharField):
    """A typed place becomes a Place. Where it can be several, the error knows them."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return resolve(text)
        except NotResolved as problem:
            choices = getattr(problem, "places", [])
            # The message holds what somebody typed, percent signs too: it is no pattern.
            params = {"message": str(problem), "places": choices}
            raise forms.ValidationError("%(message)s", params=params) from problem


def places_meant(errors: list[forms.ValidationError]) -> list:
    """The places that the name in a PlaceField may mean, where it means several."""
    return [place for problem in errors for place in (problem.params or {}).get("places", ())]
