"""Dates as precisely as a record has them: a year, a month or a day."""

import datetime as dt

from django.utils.formats import date_format


def date_in_words(date, text: str) -> str:
    """`date` is the first day of the period that `text` names."""
    if not date:
        return text
    form = {4: "Y", 7: "YEAR_MONTH_FORMAT"}.get(len(text), "DATE_FORMAT")
    return date_format(date, form)


def last_day(date: dt.date, text: str) -> dt.date:
    """The last day of the year, if the record gives a year alone; else the date itself."""
    return dt.date(date.year, 12, 31) if is_year(text) else date


def is_year(text: str) -> bool:
    """Whether a date is a year alone; the date beside it is then the first day of that year."""
    return len(text) == 4
