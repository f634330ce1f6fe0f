"""The form of a meeting, whose rule of recurrence is chosen in fields instead of written."""

import dataclasses

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from desk.typed_dates import NO_DAY
from organizations.recurrence_pattern import (
    FIELDS,
    Pattern,
    Position,
    Repeats,
    Weekday,
    in_order,
    pattern_of,
)

# What each way to repeat requires.
_NEEDED = {
    Repeats.MONTHLY_BY_WEEKDAY: ("positions", "weekdays"),
    Repeats.OTHER: ("recurrence",),
}


class MeetingForm(WagtailAdminModelForm):
    """Without a script, all fields are visible, so we refuse one that the choice does not use."""

    repeats = forms.ChoiceField(
        label=gettext_lazy("Repeats"),
        choices=Repeats.choices,
        widget=forms.RadioSelect,
        initial=Repeats.ONCE,
    )
    interval = forms.IntegerField(
        label=gettext_lazy("Every how many weeks, months, or years"),
        min_value=1,
        max_value=999,
        initial=1,
        required=False,
        help_text=gettext_lazy("2 means every other one."),
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On these weekdays"),
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "If it is weekly and you choose none, it repeats on the weekday of the first day."
        ),
    )
    positions = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these weekdays in the month"),
        choices=Position.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    month_days = SimpleArrayField(
        forms.IntegerField(min_value=1, max_value=31),
        label=gettext_lazy("On these dates of a month"),
        required=False,
        help_text=gettext_lazy(
            "Numbers separated by commas, such as 1, 15. Months without that date are skipped. "
            "If you leave this empty, the date of the first day counts."
        ),
    )
    until = forms.DateField(
        label=gettext_lazy("Last possible day"),
        widget=AdminDateInput,
        required=False,
        error_messages=NO_DAY,
    )
    times = forms.IntegerField(
        label=gettext_lazy("Or how many times in all"),
        min_value=1,
        max_value=9999,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pattern = pattern_of(self.instance.recurrence)
        if pattern is None:
            self.initial["repeats"] = Repeats.OTHER
        else:
            self.initial |= dataclasses.asdict(pattern) | {"recurrence": ""}
            # Its field accepts only lists.
            self.initial["month_days"] = list(pattern.month_days)

    def clean(self):
        super().clean()
        repeats = self.cleaned_data.get("repeats")
        if repeats:
            self._refuse_what_has_no_effect(repeats)
            self._ask_for_what_is_needed(repeats)
            self._compare_ends()
        # A field that was refused leaves the rule as it was; nothing is saved.
        if repeats and repeats != Repeats.OTHER and not self.errors:
            self.cleaned_data["recurrence"] = self._pattern(Repeats(repeats)).rule
        return self.cleaned_data

    def _refuse_what_has_no_effect(self, repeats):
        text = _("This has no effect with “%(choice)s.” Clear it, or choose another way.")
        for name in {name for names in FIELDS.values() for name in names} - set(FIELDS[repeats]):
            given = self.cleaned_data.get(name)
            # "Every single one" is the initial value.
            if given and not (name == "interval" and given == 1):
                self.add_error(name, text % {"choice": Repeats(repeats).label})

    def _ask_for_what_is_needed(self, repeats):
        for name in _NEEDED.get(repeats, ()):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, _("Fill this in: your choice above requires it."))

    def _compare_ends(self):
        until, first = self.cleaned_data.get("until"), self.cleaned_data.get("first_day")
        if until and self.cleaned_data.get("times"):
            self.add_error("times", _("Enter a last day or a number of times, not both."))
        if until and first and until < first:
            self.add_error("until", ValidationError(_("This is before the first day.")))

    def _pattern(self, repeats):
        given = {name: self.cleaned_data.get(name) for name in FIELDS[repeats]}
        for name, choices in (("weekdays", Weekday), ("positions", Position)):
            if name in given:
                given[name] = in_order(choices, given[name])
        if "month_days" in given:
            given["month_days"] = tuple(sorted(set(given["month_days"] or ())))
        if "interval" in given:
            given["interval"] = given["interval"] or 1
        return Pattern(repeats, **given)
