"""What may be asked of the list of organizations: GET parameters, validated."""

from django import forms
from django.utils.translation import gettext_lazy as _

import places
from conditions.forms import WordsField
from conditions.models import Condition
from places.fields import PlaceField, settle_by_country
from web.text_field import TextField

from . import zones
from .choices import Audience, Kind, Language, Way

DISTANCE, MEETING = "distance", "meeting"


class OrganizationForm(forms.Form):
    q = WordsField(
        label=_("Words"),
        required=False,
        max_length=200,
        help_text=_("For example: support group, help with money, or a name."),
    )
    condition = forms.ChoiceField(label=_("Condition"), required=False)
    place = PlaceField(
        label=_("Near"),
        required=False,
        max_length=120,
        help_text=_("Your city or town, a ZIP or postal code, or a state. It stays on this site."),
    )
    country = TextField(label=_("Country"), required=False, max_length=80)
    audience = forms.ChoiceField(label=_("Who it is for"), required=False, choices=Audience.choices)
    kind = forms.ChoiceField(label=_("Kind of help"), required=False, choices=Kind.choices)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=Language.choices)
    way = forms.ChoiceField(label=_("How people meet"), required=False, choices=Way.choices)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Best match first")),
            (DISTANCE, _("Nearest first")),
            (MEETING, _("Next meeting first")),
        ],
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        live = Condition.objects.live()
        self.fields["condition"].choices = list(live.values_list("slug", "name"))
        self.errors  # noqa: B018 (validates)

    def clean_country(self):
        """The registry's name for it; an address may have any country."""
        text = self.cleaned_data["country"]
        country = places.country_named(text)
        if text and not country:
            raise forms.ValidationError(
                _("We can’t find a country called “%(text)s.”"), params={"text": text}
            )
        return country

    def clean(self):
        settle_by_country(self)
        return super().clean()


class MeetingForm(forms.Form):
    condition = forms.ChoiceField(label=_("Condition"), required=False)
    audience = forms.ChoiceField(label=_("Who it is for"), required=False, choices=Audience.choices)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=Language.choices)
    way = forms.ChoiceField(label=_("How people meet"), required=False, choices=Way.choices)
    organization = forms.ChoiceField(label=_("Organization"), required=False)
    tz = TextField(label=_("Show times in"), required=False, max_length=60)

    def __init__(self, data, organizations=()):
        super().__init__(data, label_suffix="")
        live = Condition.objects.live()
        self.fields["condition"].choices = list(live.values_list("slug", "name"))
        self.fields["organization"].choices = [(one.slug, one.name) for one in organizations]
        self.errors  # noqa: B018 (validates)

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """[(label, why)] of what could not be used."""
        return [
            (str(self.fields[name].label), " ".join(map(str, why)))
            for name, why in self.errors.items()
        ]

    def clean_tz(self):
        name = self.cleaned_data["tz"]
        if name and name not in zones.known():
            raise forms.ValidationError(
                _("We can’t find a time zone called “%(name)s.”"), params={"name": name}
            )
        return name
