"""The colored mark of a study: open, ask whether it is open, or not open.

Green needs a recent confirmation. A study that is listed as open is amber if its record is old, if
no place of it says that it is open, or if the record does not list anyone to call.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trials.choices import Presence
from trials.models import Trial
from trials.reading.freshness import Mark

from .freshness_mark import FreshnessMark

OPEN, ASK, NO = "open", "ask", "no"

# Short, because the mark must stay on one line of a phone.
_NOT_OPEN = {
    "NOT_YET_RECRUITING": gettext_lazy("Not open yet"),
    "ENROLLING_BY_INVITATION": gettext_lazy("By invitation only"),
    "ACTIVE_NOT_RECRUITING": gettext_lazy("Not accepting new participants"),
    "SUSPENDED": gettext_lazy("Not open: paused"),
    "TERMINATED": gettext_lazy("Not open: stopped"),
    "COMPLETED": gettext_lazy("Not open: completed"),
    "WITHDRAWN": gettext_lazy("Not open: withdrawn"),
    "WITHHELD": gettext_lazy("Not open: withheld"),
    "NO_LONGER_AVAILABLE": gettext_lazy("No longer available"),
    "TEMPORARILY_NOT_AVAILABLE": gettext_lazy("Not available now"),
    "APPROVED_FOR_MARKETING": gettext_lazy("Ended: now approved"),
    "UNKNOWN": gettext_lazy("Status unknown"),
    "": gettext_lazy("No status given"),
}
_NOT_LISTED = {
    Presence.OUT_OF_SCOPE: gettext_lazy("No longer on our list"),
    Presence.MISSING: gettext_lazy("Not on the registry now"),
    Presence.GONE: gettext_lazy("Gone from the registry"),
}


@dataclass(frozen=True)
class Pill:
    # OPEN, ASK or NO; also the CSS class.
    kind: str
    text: str

    @property
    def is_unsure(self) -> bool:
        return self.kind == ASK


def pill(trial: Trial, freshness: FreshnessMark | None) -> Pill:
    """What to show first about a study. `freshness` is what `freshness_mark.read` says about it."""
    if not trial.is_listed:
        presence = Presence(trial.presence)
        return Pill(NO, str(_NOT_LISTED.get(presence, presence.label)))
    if not trial.is_open:
        return Pill(NO, str(_NOT_OPEN.get(trial.overall_status, trial.status_label)))
    if not freshness or freshness.freshness.mark != Mark.CONFIRMED:
        return Pill(ASK, _("Unsure · ask if it is open"))
    if trial.overall_status == "AVAILABLE":
        return Pill(OPEN, _("Available · ask your doctor"))
    return Pill(OPEN, _("Open · call first"))
