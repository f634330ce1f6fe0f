"""The call-before-you-travel mark in words, and as an order for PostgreSQL."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .choices import OPEN_STATUSES, Presence
from .reading import freshness
from .reading.freshness import Mark, Reason

MARKS = {
    Mark.CONFIRMED: gettext_lazy("Recently confirmed – still call"),
    Mark.CALL_FIRST: gettext_lazy("Call first"),
    Mark.DOUBTFUL: gettext_lazy("Doubtful"),
}

# From this rank on, a study is not one to call first; see trust_rank.
DOUBTFUL_RANK = 2


@dataclass(frozen=True)
class Trust:
    freshness: freshness.Freshness

    @property
    def mark(self):
        return self.freshness.mark.value

    @property
    def label(self):
        return MARKS[self.freshness.mark]

    @cached_property
    def reasons(self) -> list[str]:
        return [_in_words(reason, value) for reason, value in self.freshness.reasons]

    def as_data(self):
        return {"mark": self.mark, "label": str(self.label), "reasons": self.reasons}


def read(trial, door, today: dt.date) -> Trust | None:
    """None for a study that is not listed any more, or whose status says no already."""
    if not trial.is_listed:
        return None
    found = freshness.read(
        today,
        trial.overall_status,
        trial.status_verified_date,
        trial.last_update_posted_date,
        trial.primary_completion_date,
        door.sites,
        door.has_contact,
    )
    return found and Trust(found)


def _in_words(reason, value):
    match reason:
        case Reason.VERIFIED:
            month = date_format(value, "YEAR_MONTH_FORMAT")
            return _("The sponsor last confirmed this in %(month)s.") % {"month": month}
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
            return _("The registry calls its status unknown: nobody confirmed it for two years.")
        case Reason.NO_OPEN_SITE:
            return _("No place of it is listed as open.")
        case Reason.SITES_SILENT:
            return _("The registry does not say which of its places are open.")
        case Reason.NO_CONTACT:
            return _("The record names nobody to call.")


def _months_back(today, months):
    count = today.year * 12 + today.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)


def trust_rank(today: dt.date) -> RawSQL:
    """0 open and confirmed, 1 open, 2 open but doubtful, 3 opening soon, 4 by invitation, 5 others.

    Without sites and contacts, which the mark on a page knows as well: an order needs no more, and
    asking for them would cost every search a look at every site.
    """
    this_month = today.replace(day=1)
    fresh = _months_back(today, freshness.CONFIRMED_MONTHS)
    old = _months_back(today, freshness.DOUBTFUL_MONTHS)
    # GREATEST leaves out what is absent, and is NULL without either date: such a study is doubtful.
    looked = "GREATEST(trials_trial.status_verified_date, trials_trial.last_update_posted_date)"
    status = "trials_trial.overall_status"
    return RawSQL(  # noqa: S611 (no word in it is anybody's)
        f"CASE WHEN trials_trial.presence = %s AND {status} = ANY(%s) THEN CASE"
        f" WHEN trials_trial.primary_completion_date < %s OR ({looked} >= %s) IS NOT TRUE THEN 2"
        f" WHEN {looked} < %s THEN 1 ELSE 0 END"
        f" WHEN {status} = 'NOT_YET_RECRUITING' THEN 3"
        f" WHEN {status} = 'ENROLLING_BY_INVITATION' THEN 4 ELSE 5 END",
        [Presence.LISTED.value, list(OPEN_STATUSES), this_month, old, fresh],
        models.IntegerField(),
    )
