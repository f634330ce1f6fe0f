"""The list and the form of meetings."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn

from desk.view_sets import DeskViewSet, InspectView
from organizations import zones
from organizations.models import Meeting
from organizations.recurrence_pattern import in_words

from .checks import CHECK, CheckMeetingColumn, DueFilter
from .meeting_form import MeetingForm


class NextDatesPanel(Panel):
    """The dates that its rule gives, for editors to compare with what the organization says."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "organizations/desk/next_dates.html"

        @cached_property
        def dates(self) -> list[str]:
            # A form that was just refused has none.
            if self.instance.first_day is None or self.form.errors:
                return []
            return [zones.time_in_words(start) for start in self.instance.next_dates()]


def next_in_words(meeting):
    """In its own time zone: a column of dates would show it in the editor's."""
    return zones.time_in_words(meeting.next) if meeting.next else ""


def how_often(meeting):
    return in_words(meeting.recurrence)


class MeetingFilterSet(WagtailFilterSet):
    check = DueFilter(method="by_check")

    class Meta:
        model = Meeting
        fields = ["organization", "is_online", "is_in_person", "live"]

    def by_check(self, meetings, name, days):
        return meetings.unchecked_for(int(days))


RECURRENCE = MultiFieldPanel(
    [
        FieldPanel("repeats"),
        FieldPanel("interval"),
        FieldPanel("weekdays"),
        FieldPanel("positions"),
        FieldPanel("month_days"),
        FieldRowPanel([FieldPanel("until"), FieldPanel("times")]),
        FieldPanel(
            "recurrence",
            heading=_("Another rule"),
            help_text=_(
                "Only for what the fields above cannot express. Write it as calendars do: "
                "FREQ=MONTHLY;BYMONTHDAY=-1 is the last day of a month."
            ),
        ),
    ],
    heading=_("How often"),
)


class MeetingInspectView(InspectView):
    def get_recurrence_display_value(self):
        return how_often(self.object)


class MeetingViewSet(DeskViewSet):
    model = Meeting
    inspect_view_class = MeetingInspectView
    list_per_page = 60
    icon = "calendar"
    menu_label = _("Meetings")
    filterset_class = MeetingFilterSet
    list_display = [
        "title",
        Column("organization", sort_key="organization__name"),
        Column("recurrence", label=_("How often"), accessor=how_often),
        "time_zone",
        Column("next", label=_("Next date"), accessor=next_in_words),
        BooleanColumn("is_shown", label=_("Readers see it")),
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
        CheckMeetingColumn("check", label=""),
    ]
    search_fields = ["title", "organization__name"]
    search_backend_name = None
    list_export = [
        *("organization", "title", "is_online", "is_in_person", "first_day", "starts_at"),
        *("time_zone", "minutes", "recurrence", "languages", "checked_on", "status_string"),
    ]
    export_headings = {"status_string": _("status")}
    export_filename = "meetings"
    edit_handler = ObjectList(
        [
            FieldPanel("organization"),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("is_online"), FieldPanel("is_in_person")]),
            FieldRowPanel(
                [FieldPanel("first_day"), FieldPanel("starts_at"), FieldPanel("minutes")]
            ),
            FieldPanel("time_zone"),
            RECURRENCE,
            FieldPanel("not_on"),
            NextDatesPanel(heading=_("Next dates, as saved")),
            FieldPanel("how_to_join"),
            FieldPanel("place"),
            FieldPanel("audience"),
            FieldPanel("languages"),
            FieldPanel("conditions", widget=forms.CheckboxSelectMultiple),
            CHECK,
            FieldPanel("source"),
            PublishingPanel(),
        ],
        base_form_class=MeetingForm,
    )
