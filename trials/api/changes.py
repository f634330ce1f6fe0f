"""What changed in studies, from one published record to the next."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from rest_framework import generics, serializers

from trials.models import TrialChange
from web.data_views import ChosenFields, CursorPages, DataView
from web.one_edition import one_edition


class ChangeSerializer(ChosenFields, serializers.ModelSerializer):
    nct_id = serializers.CharField(source="trial_id")
    brief_title = serializers.CharField(source="trial.brief_title")
    is_sample = serializers.BooleanField(source="trial.is_sample")
    before = serializers.JSONField(help_text="Any value; null if there was none.")
    after = serializers.JSONField(help_text="Any value; null if there is none.")
    example = {
        "nct_id": "NCT01234567",
        "changed_at": "2026-11-20T06:00:00Z",
        "field": "overall_status",
        "before": "RECRUITING",
        "after": "COMPLETED",
    }

    class Meta:
        model = TrialChange
        fields = ["nct_id", "brief_title", "is_sample", "changed_at", "field", "before", "after"]


class ChangesForm(forms.Form):
    nct_id = forms.RegexField(
        r"(?i)^NCT\d{8}$", label=_("NCT number"), required=False, max_length=11
    )
    since = forms.DateTimeField(
        label=_("Since"),
        required=False,
        help_text=_("A date, or a date and time, such as 2026-11-20."),
    )
    field = forms.CharField(label=_("Part of the record"), required=False, max_length=100)

    def clean_since(self):
        """In UTC: the database knows no zone that is further than 16 hours away from it."""
        since = self.cleaned_data["since"]
        try:
            return since and since.astimezone(dt.UTC)
        except OverflowError as error:
            raise ValidationError(_("Enter a valid date/time."), code="invalid") from error


class NewestFirst(CursorPages):
    ordering = "-pk"
    position = re.compile(r"\d{1,18}")


@method_decorator(one_edition, name="dispatch")
class Changes(DataView, generics.ListAPIView):
    """Changes, newest first. A change never includes a contact."""

    serializer_class = ChangeSerializer
    pagination_class = NewestFirst
    form_class = ChangesForm

    def get_queryset(self):
        asked = self.form.cleaned_data
        return TrialChange.objects.shown().narrowed(asked["nct_id"], asked["since"], asked["field"])
