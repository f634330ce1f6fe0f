"""A parameter of an address with several values."""

from django import forms


class ValuesField(forms.MultipleChoiceField):
    """Several values: the parameter repeated, or separated by commas."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, values):
        values = [values] if isinstance(values, str) else values or []
        return [part for value in values for part in value.split(",") if part]
