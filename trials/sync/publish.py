"""Publish an edition in one transaction: a reader sees the old one or the new one, no mixture."""

import itertools
from collections.abc import Iterator
from operator import itemgetter

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from trials.choices import Outcome, Presence, Source
from trials.models import StagedStudy, SyncRun, Trial, TrialAlias

from . import lexicon
from .batches import BATCH
from .errors import TooManyFailed
from .gate import READABLE_SHARE
from .retire import Answers, retire
from .rows import WrittenJson
from .write import Incoming, write


def publish(run: SyncRun, answers: Answers) -> None:
    """Make the staged studies, and the answers about vanished ones, the portal's edition.

    A record that cannot be published is set aside. Raises TooManyFailed.
    """
    with transaction.atomic():
        if run.source == Source.SAMPLES:
            if Trial.objects.filter(is_sample=False).exists():
                raise ValueError("sample studies never join real ones")
        else:
            _drop_samples()
        known = _known()
        listed = {nct_id for nct_id, trial in known.items() if trial.presence == Presence.LISTED}
        unreadable = run.quarantined
        write(run, _staged_studies(run), known)
        failed = run.quarantined - unreadable
        if failed > max(1, run.fetched * (1 - READABLE_SHARE)):
            raise TooManyFailed(_("%(count)d records cannot be published.") % {"count": failed})
        retire(run, answers, known)
        lexicon.rebuild()
        still = Trial.objects.in_latest_sync().values_list("nct_id", flat=True)
        run.vanished = len(listed.difference(still))
        run.finished_at, run.outcome, run.reason = timezone.now(), Outcome.PUBLISHED, ""
        run.save()
        StagedStudy.objects.exclude(run=run).delete()
        run.staged.filter(problem="").delete()


def _known() -> dict[str, Trial]:
    rows = Trial.objects.only("nct_id", "content_hash", "rules_version", "scopes", "presence")
    return {trial.nct_id: trial for trial in rows.iterator()}


def _staged_studies(run: SyncRun) -> Iterator[Incoming]:
    staged = run.staged.filter(problem="").order_by("key", "scope")
    # As text: this process only hands it on.
    rows = staged.annotate(json=Cast("record", TextField())).values_list(
        "key", "json", "content_hash", "scope"
    )
    for key, group in itertools.groupby(rows.iterator(BATCH), key=itemgetter(0)):
        of_study = list(group)
        _key, json, content_hash, _scope = of_study[0]
        scopes = [scope for *_others, scope in of_study]
        yield Incoming(key, WrittenJson(json.encode()), content_hash, scopes)


def _drop_samples() -> None:
    samples = Trial.objects.filter(is_sample=True)
    TrialAlias.objects.filter(nct_id__in=samples.values("nct_id")).delete()
    samples.delete()
