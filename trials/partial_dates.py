"""Dates as precisely as a record has them: a year, a month or a day."""

from django.utils.formats import date_format


def date_in_words(date, text: str) -> str:
    """`date` is the first day of the period that `text` names."""
    if not date:
        return text
    form = {4: "Y", 7: "YEAR_MONTH_FORMAT"}.get(len(text), "DATE_FORMAT")
    return date_format(date, form)


def is_year(text: str) -> bool:
    """Whether a date is a year alone; the date beside it is then the first day of that year."""
    return len(text) == 4
