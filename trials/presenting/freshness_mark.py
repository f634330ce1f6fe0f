"""The call-before-you-travel mark in words, and as an order for PostgreSQL."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trials import partial_dates
from trials.choices import OPEN_STATUSES, Presence
from trials.reading import freshness
from trials.reading.freshness import Mark, Reason

MARKS = {
    Mark.CONFIRMED: gettext_lazy("Recently confirmed – still call"),
    Mark.CALL_FIRST: gettext_lazy("Call first"),
    Mark.DOUBTFUL: gettext_lazy("Doubtful"),
}

# From this many months on, we say years: nobody counts 257 months.
_IN_YEARS_FROM = 36
# From this rank on, a study is not one to call first.
DOUBTFUL_RANK = 2


@dataclass(frozen=True)
class FreshnessMark:
    freshness: freshness.Freshness
    # The years that the record gives without a month.
    verified_year: int | None = None
    end_year: int | None = None

    @property
    def mark(self):
        return self.freshness.mark.value

    @property
    def label(self):
        return MARKS[self.freshness.mark]

    @cached_property
    def reasons(self) -> list[str]:
        return [self._in_words(reason, value) for reason, value in self.freshness.reasons]

    def _in_words(self, reason, value):
        if reason in (Reason.VERIFIED, Reason.VERIFIED_LONG_AGO) and self.verified_year:
            return _("The sponsor last confirmed this in %(year)d.") % {"year": self.verified_year}
        if reason == Reason.END_PASSED and self.end_year:
            return _("Its planned end (%(year)d) has passed.") % {"year": self.end_year}
        return _in_words(reason, value)

    def as_data(self):
        return {"mark": self.mark, "label": str(self.label), "reasons": self.reasons}


def read(trial, nearest, today: dt.date) -> FreshnessMark | None:
    """The mark of a study. None if it is no longer listed, or if its status already says no."""
    if not trial.is_listed:
        return None
    verified, end = trial.status_verified_date, trial.primary_completion_date
    updated = trial.last_update_posted_date
    verified_year = end_year = None
    if verified and partial_dates.is_year(trial.status_verified_date_text):
        if updated and updated.year >= verified.year:
            # The update says more than the year.
            verified = None
        else:
            verified_year = verified.year
            verified = min(partial_dates.last_day(verified, trial.status_verified_date_text), today)
    if end and partial_dates.is_year(trial.primary_completion_date_text):
        end_year = end.year
        end = partial_dates.last_day(end, trial.primary_completion_date_text)
    found = freshness.read(
        today, trial.overall_status, verified, updated, end, nearest.sites, nearest.has_contact
    )
    return FreshnessMark(found, verified_year, end_year) if found else None


def _in_words(reason, value):
    match reason:
        case Reason.VERIFIED:
            month = date_format(value, "YEAR_MONTH_FORMAT")
            return _("The sponsor last confirmed this in %(month)s.") % {"month": month}
        case Reason.VERIFIED_LONG_AGO if value >= _IN_YEARS_FROM:
            text = ngettext(
                "The sponsor last confirmed this %(years)s year ago.",
                "The sponsor last confirmed this %(years)s years ago.",
                value // 12,
            )
            return text % {"years": value // 12}
        case Reason.VERIFIED_LONG_AGO:
            text = ngettext(
                "The sponsor last confirmed this %(months)s month ago.",
                "The sponsor last confirmed this %(months)s months ago.",
                value,
            )
            return text % {"months": value}
        case Reason.NEVER_VERIFIED:
            return _("The record does not say when the sponsor last confirmed it.")
        case Reason.END_PASSED:
            month = date_format(value, "YEAR_MONTH_FORMAT")
            return _("Its planned end (%(month)s) has passed.") % {"month": month}
        case Reason.UNKNOWN:
            return _(
                "The registry calls its status unknown: no one has confirmed it for two years."
            )
        case Reason.NO_OPEN_SITE:
            return _("None of its locations are listed as open.")
        case Reason.SITES_SILENT:
            return _("The registry does not say which of its locations are open.")
        case Reason.NO_SITE:
            return _("The registry lists no location.")
        case Reason.NO_CONTACT:
            return _("The record does not list anyone to call; ask your doctor.")


def _months_back(today, months):
    count = today.year * 12 + today.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)


_END_OF_YEAR = "(%s + interval '1 year - 1 day')::date"


def freshness_rank(today: dt.date) -> RawSQL:
    """0 open and confirmed, 1 open, 2 open but doubtful, 3 opening soon, 4 by invitation, 5 others.

    Unlike the mark on a page, it ignores sites and contacts: the order needs no more, and with them
    every search would have to read every site.
    """
    this_month = today.replace(day=1)
    fresh = _months_back(today, freshness.CONFIRMED_MONTHS)
    old = _months_back(today, freshness.DOUBTFUL_MONTHS)
    # GREATEST ignores NULL, and is NULL if both dates are missing: such a study is doubtful. As in
    # read(): a year without a month lasts until it ends, and an update in it tells more.
    verified, updated = "trials_trial.status_verified_date", "trials_trial.last_update_posted_date"
    looked = (
        f"GREATEST({updated}, CASE WHEN length({verified}_text) <> 4 THEN {verified}"
        f" WHEN {updated} >= {verified} THEN NULL"
        f" ELSE LEAST({_END_OF_YEAR % verified}, DATE '{today.isoformat()}') END)"
    )
    planned = "trials_trial.primary_completion_date"
    end = f"CASE WHEN length({planned}_text) = 4 THEN {_END_OF_YEAR % planned} ELSE {planned} END"
    status = "trials_trial.overall_status"
    return RawSQL(  # noqa: S611 (no word in it is anybody's)
        f"CASE WHEN trials_trial.presence = %s AND {status} = ANY(%s) THEN CASE"
        f" WHEN {end} < %s OR ({looked} >= %s) IS NOT TRUE THEN 2"
        f" WHEN {looked} < %s THEN 1 ELSE 0 END"
        f" WHEN {status} = 'NOT_YET_RECRUITING' THEN 3"
        f" WHEN {status} = 'ENROLLING_BY_INVITATION' THEN 4 ELSE 5 END",
        [Presence.LISTED.value, list(OPEN_STATUSES), this_month, old, fresh],
        models.IntegerField(),
    )
