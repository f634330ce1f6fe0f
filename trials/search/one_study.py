"""The one study with a given number."""

from django.http import Http404

from trials.choices import Presence
from trials.models import Trial, TrialAlias, TrialQuerySet

from . import asked_numbers


class NotListed(Http404):
    """We have no study with this number. `number` says what the reader can do about it."""

    def __init__(self, typed):
        [self.number] = asked_numbers.look_up((typed,))
        super().__init__(self.number.message)


def find(nct_id: str, studies: TrialQuerySet | None = None) -> Trial:
    """The study with this number, or the one that took it over. Raises NotListed.

    `studies` loads what should be shown of it; without it, everything that its page shows is
    loaded.
    """
    nct_id = nct_id.upper()
    if studies is None:
        studies = Trial.objects.displayed().prefetch_related("changes")
    found = studies.filter(pk=nct_id).exclude(presence=Presence.RENAMED).first()
    if found:
        return found
    alias = TrialAlias.objects.filter(pk=nct_id).first()
    found = studies.filter(pk=alias.nct_id).first() if alias else None
    if not found:
        raise NotListed(nct_id)
    return found
