"""Decide whether a sweep may be published without a person.

The rules are explained in docs/registry.md, "Why a whole sweep".
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trials.choices import Source
from trials.models import SyncRun

# A smaller share of readable records holds the sweep back.
READABLE_SHARE = 0.995
# So does a scope with fewer than this share of the studies that it had.
SHRUNKEN_SHARE = 0.9


def gate(run: SyncRun) -> str:
    """The reason to hold this sweep, or an empty text."""
    # So far `fetched` counted a study once for each of its scopes.
    run.fetched = run.staged.values("key").distinct().count()
    run.quarantined = run.staged.exclude(problem="").values("key").distinct().count()
    if not run.fetched:
        return _("The answer contains no studies.")
    if run.quarantined > run.fetched * (1 - READABLE_SHARE):
        return ngettext(
            "%(count)d record cannot be read.",
            "%(count)d records cannot be read.",
            run.quarantined,
        ) % {"count": run.quarantined}
    return _older_file(run) or _incomplete_scope(run)


def _older_file(run: SyncRun) -> str:
    dated = SyncRun.objects.published().exclude(data_timestamp="")
    newest = dated.exclude(source=Source.SAMPLES).first()
    if run.source == Source.FILE and newest and _is_older(run, newest):
        return _("The file (%(file)s) is older than what is published (%(published)s).") % {
            "file": run.data_timestamp,
            "published": newest.data_timestamp,
        }
    return ""


def _is_older(run: SyncRun, last: SyncRun) -> bool:
    """A file's date is the night before, or the day of, the registry's own timestamp."""
    return bool(run.data_date and last.data_date and (last.data_date - run.data_date).days > 1)


def _incomplete_scope(run: SyncRun) -> str:
    last = SyncRun.objects.published().filter(source=Source.REGISTRY).first()
    for scope in sorted({*run.totals, *run.staged.values_list("scope", flat=True)}):
        count = run.staged.filter(scope=scope).count()
        total = run.totals.setdefault(scope, count)
        if count != total:
            return _(
                "%(scope)s: we received %(count)d different studies, but the registry counts "
                "%(total)d."
            ) % {"scope": scope, "count": count, "total": total}
        before = last.totals.get(scope, 0) if last else 0
        if run.source != Source.FILE and count < before * SHRUNKEN_SHARE:
            return _("%(scope)s: only %(count)d studies; there were %(before)d before.") % {
                "scope": scope,
                "count": count,
                "before": before,
            }
    return ""
