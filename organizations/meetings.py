"""The list of meetings: what fits a reader's question, the next first.

There are few, so we load them all, and the methods of the model test each.
"""

from collections import Counter
from urllib.parse import urlencode

from .choices import Audience
from .forms import MeetingForm
from .models import Meeting, RelatedConditions

ZONE = "tz"


class MeetingSearch:
    """One question, and `found`: what answers it."""

    def __init__(self, data):
        self.meetings = Meeting.objects.shown()
        self.related = RelatedConditions.all()
        organizations = {meeting.organization for meeting in self.meetings}
        self.form = MeetingForm(data, sorted(organizations, key=str))
        self.asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        # In which zone times are shown; it filters no meetings.
        self.zone = self.asked.pop(ZONE, "")
        self.found = self._fitting(self.asked)

    @property
    def ignored(self):
        return self.form.ignored

    @property
    def is_asked(self):
        return bool(self.asked)

    @property
    def address(self) -> str:
        """The question as a query string, for a calendar."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def in_own_zone(self) -> str:
        """The query string for one meeting, so that its times are shown in the same zone."""
        return f"?{urlencode({ZONE: self.zone})}" if self.zone else ""

    def choices(self):
        """[(name, label, chosen value, [(value, label, how many fit)])], without values that none
        fits."""
        for name, field in self.form.fields.items():
            if name == ZONE:
                continue
            chosen = self.asked.get(name, "")
            others = {other: value for other, value in self.asked.items() if other != name}
            counts = Counter(
                value for one in self._fitting(others) for value in self._values(one, name)
            )
            options = [
                (value, label, counts[value])
                for value, label in field.choices
                if counts[value] or value == chosen
            ]
            yield name, field.label, chosen, options

    def _fitting(self, asked):
        return [
            one
            for one in self.meetings
            if all(value in self._values(one, name) for name, value in asked.items())
        ]

    def _values(self, one, name):
        if name == "condition":
            return [slug for slug, related in self.related.items() if one.fits(related)]
        if name == "audience":
            return [audience for audience in Audience if audience.is_among(one.audience)]
        return {
            "language": one.languages,
            "way": one.ways,
            "organization": [one.organization.slug],
        }[name]
