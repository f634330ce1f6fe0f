import pytest
from django import forms

from places.fields import PlaceField, place_question


class Form(forms.Form):
    place = PlaceField(required=False)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Albequerque", "Albuquerque"), ("50 miles from Cleveland", "Cleveland"), ("near me", "")],
)
def test_what_is_no_mistake_or_a_small_one_is_asked_about(typed, first):
    question = place_question(Form({"place": typed}))
    assert question is not None
    assert (question.places[0].name if question.places else "") == first


@pytest.mark.parametrize("typed", ["asdfghjkl", "123 Main Street"])
def test_what_nobody_can_read_is_a_mistake(typed):
    form = Form({"place": typed})
    assert place_question(form) is None
    assert "We can’t find a place called" in form.errors["place"][0]
