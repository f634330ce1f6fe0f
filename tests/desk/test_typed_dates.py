"""What people type where the desk asks for a day or a time: it is read as meant, or refused."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import formfield_for_dbfield

from organizations.models import Meeting


def field(name):
    return formfield_for_dbfield(Meeting._meta.get_field(name))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("19:00", dt.time(19)),
        ("7pm", dt.time(19)),
        ("7 PM", dt.time(19)),
        ("7:30 pm", dt.time(19, 30)),
        ("7:30am", dt.time(7, 30)),
        ("12 am", dt.time(0)),
    ],
)
def test_a_time_may_be_written_in_either_way(typed, read):
    assert field("starts_at").clean(typed) == read


@pytest.mark.parametrize(
    ("name", "typed", "example"),
    [
        *(("starts_at", typed, "19:30, or 7:30 pm") for typed in ("noon", "25:99", "7", "19:00pm")),
        *(
            ("first_day", typed, "2026-12-31")
            for typed in ("12/5/2026", "5.12.2026", "Dec 5", "2026-13-45", "2026-02-30", "today")
        ),
        ("checked_on", "12/5/2026", "2026-12-31"),
        ("go_live_at", "12/5/2026 7pm", "2026-12-31 19:30"),
    ],
)
def test_what_may_mean_another_day_or_none_is_refused_with_an_example(name, typed, example):
    with pytest.raises(ValidationError, match=example):
        field(name).clean(typed)


def test_a_date_that_stands_in_a_form_already_is_read_as_it_is_shown():
    for name, value in (
        ("first_day", dt.date(2026, 12, 5)),
        ("starts_at", dt.time(19, 5)),
        ("go_live_at", dt.datetime(2026, 12, 5, 19, 5)),
    ):
        one = field(name)
        found = one.clean(one.widget.format_value(value))
        assert (found.replace(tzinfo=None) if name == "go_live_at" else found) == value


def test_a_form_of_a_list_reads_days_in_the_same_way():
    with pytest.raises(ValidationError, match="2026-12-31"):
        forms.DateField().clean("12/5/2026")
