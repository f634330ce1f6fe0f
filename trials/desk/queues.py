"""Queues of studies that wait for an editor's decision, and of syncs that wait for a release."""

import datetime as dt
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from desk.queues import Queue, Row, register
from trials.models import StagedStudy, SyncRun, Trial, TrialCuration
from trials.presenting.explanations import Quoted, decided_in_words
from trials.presenting.labels import field_label

from . import doubts

DECIDES = "trials.change_trialcuration"
RELEASES = "trials.release_syncrun"
VANISHED_FOR = dt.timedelta(days=30)
QUOTED_LENGTH = 600


def trial_row(trial, reasons, since=None) -> Row:
    return Row(
        name=trial.nct_id,
        title=trial.brief_title,
        reasons=reasons,
        since=since or trial.last_update_posted_date,
        page=trial.get_absolute_url(),
        do=(_("Decide"), reverse("desk-decide", args=[trial.nct_id])),
        reason_template="trials/quoted.html",
    )


# Decisions to look at again


def to_look_at_again():
    return TrialCuration.objects.to_look_at_again().select_related("trial")


def _decision_row(curation):
    trial = curation.trial
    decided = "; ".join(decided_in_words(trial)) or _("our reading stands")
    reasons = [Quoted(_("Decided: %(what)s") % {"what": decided})]
    return trial_row(trial, reasons + differences(curation), curation.decided_at)


def differences(curation) -> list[Quoted]:
    """What has changed in the record since the decision: of each part, before and now."""
    spans: dict[str, tuple] = {}
    for change in curation.changes_since.order_by("changed_at", "pk"):
        before, _after = spans.get(change.field, (change.before, None))
        spans[change.field] = (before, change.after)
    found = []
    for name, (before, after) in spans.items():
        label = field_label(name)
        old, new = _lines(before), _lines(after)
        if old == new:
            found.append(Quoted(_("%(part)s: changed, and changed back") % {"part": label}))
            continue
        gone, come = _apart(old, new)
        for text, lines in (
            (_("%(part)s, before"), gone),
            (_("%(part)s, now"), come),
        ):
            quote = Truncator(" / ".join(lines)).chars(QUOTED_LENGTH) or _("nothing")
            found.append(Quoted(text % {"part": label}, quote))
    return found


def _lines(value):
    """A value of the change diary as lines that can be compared."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if isinstance(value, list):
        return [line for item in value for line in [" ".join(_lines(item))] if line]
    if isinstance(value, dict):
        return [line for item in value.values() for line in _lines(item)]
    return [] if value is None else [str(value)]


def _apart(old, new):
    """The lines that only one of the two has, in their order."""
    gone, come = [], []
    for step, from_, to, new_from, new_to in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if step != "equal":
            gone += old[from_:to]
            come += new[new_from:new_to]
    return gone, come


def unread():
    return Trial.objects.listed().unread()


def _unread_row(trial):
    reason = Quoted(_("Our rules gave up on it: no reading of it is shown"))
    return trial_row(trial, [reason])


# Syncs and records


def held_syncs():
    return SyncRun.objects.to_release()


def _held_row(run):
    return Row(
        name=str(run.pk),
        title=_("Sync of %(source)s") % {"source": run.get_source_display()},
        reasons=[Quoted(run.reason), *_vanishing(run)],
        since=run.finished_at or run.started_at,
        do=(_("Release"), reverse("desk-release", args=[run.pk])),
        posts=True,
    )


def _vanishing(run):
    """How many listed studies would vanish with a held sync, and which."""
    numbers = list(run.would_vanish().order_by("pk").values_list("pk", flat=True))
    if not numbers:
        return []
    text = ngettext(
        "%(count)d listed study is not in it, and would disappear",
        "%(count)d listed studies are not in it, and would disappear",
        len(numbers),
    )
    return [Quoted(text % {"count": len(numbers)}, ", ".join(numbers))]


def quarantined():
    return StagedStudy.objects.quarantined().select_related("run").order_by("-run", "key")


def _quarantined_row(staged):
    return Row(
        name=staged.key,
        title=_("Record in sync %(number)s") % {"number": staged.run_id},
        reasons=[Quoted(staged.problem)],
        since=staged.run.started_at,
    )


def vanished():
    return Trial.objects.vanished(since=timezone.now() - VANISHED_FOR)


def _vanished_row(trial):
    reasons = [Quoted(trial.get_presence_display())]
    return trial_row(trial, reasons, trial.vanished_at)


def _doubtful_row(doubtful):
    return trial_row(doubtful.trial, doubtful.reasons)


QUEUES = [
    Queue(
        slug="held-syncs",
        name=gettext_lazy("Held syncs"),
        counted=ngettext_lazy(
            "%(count)d sync is held back", "%(count)d syncs are held back", "count"
        ),
        about=gettext_lazy(
            "The registry’s answer did not look complete, so it was not published, and readers see "
            "older data. Read the reason. If the answer is right as it is, release it: the next "
            "sync, within the hour, publishes it. Until then you can undo the release on the "
            "first page of the desk."
        ),
        permissions=(RELEASES,),
        found=held_syncs,
        row=_held_row,
        order=30,
    ),
    Queue(
        slug="decisions",
        name=gettext_lazy("Decisions to look at again"),
        counted=ngettext_lazy(
            "%(count)d decision to look at again", "%(count)d decisions to look at again", "count"
        ),
        about=gettext_lazy(
            "The record has changed since the decision, in its title, summary, conditions, "
            "keywords, criteria, groups, or treatments. Check whether the decision is still right, "
            "and save it again: that is enough. A change of status or locations alone does not "
            "bring a decision here."
        ),
        permissions=(DECIDES,),
        found=to_look_at_again,
        row=_decision_row,
        order=40,
    ),
    Queue(
        slug="cautions",
        name=gettext_lazy("Possible cautions"),
        counted=ngettext_lazy(
            "%(count)d study may need a caution",
            "%(count)d studies may need a caution",
            "count",
        ),
        about=gettext_lazy(
            "Studies of myositis that readers can call. The record may have wording about paying "
            "to take part. The study may offer cells or a supplement, and its record may not say "
            "who oversees that. The record may not say clearly what kind of sponsor the study "
            "has. Open studies that list no location, or no one to call, are here too. Each is "
            "only a reason to look. Choose a caution, such as “Ask who pays and who approved it,” "
            "which readers see as a neutral box. Or say that there is nothing to decide."
        ),
        permissions=(DECIDES,),
        found=doubts.flagged,
        row=_doubtful_row,
        order=50,
    ),
    Queue(
        slug="unread",
        name=gettext_lazy("Studies that our rules could not read"),
        counted=ngettext_lazy(
            "%(count)d study could not be read by our rules",
            "%(count)d studies could not be read by our rules",
            "count",
        ),
        about=gettext_lazy(
            "Their records are published as they are, but are too long or too unusual for our "
            "rules. Readers see that we have not read them, and no list of myositis studies shows "
            "them. Read the record, and decide what it is about."
        ),
        permissions=(DECIDES,),
        found=unread,
        row=_unread_row,
        order=90,
    ),
    Queue(
        slug="relevance",
        name=gettext_lazy("Doubtful: about myositis?"),
        counted=ngettext_lazy(
            "%(count)d study of doubtful relevance",
            "%(count)d studies of doubtful relevance",
            "count",
        ),
        about=gettext_lazy(
            "Three kinds of studies. Some are listed separately although their title, "
            "conditions, or keywords name myositis. Some are listed separately because myositis is "
            "one of many diseases in a study of something else, such as a vaccine. Some are listed "
            "as about myositis only because of words in their keywords, summary, or description."
        ),
        permissions=(DECIDES,),
        found=doubts.doubtful_relevance,
        row=_doubtful_row,
        order=100,
    ),
    Queue(
        slug="types",
        name=gettext_lazy("Doubtful: which types?"),
        counted=ngettext_lazy(
            "%(count)d study with a doubtful type",
            "%(count)d studies with a doubtful type",
            "count",
        ),
        about=gettext_lazy(
            "Three kinds of studies. The record speaks both for and against one type of "
            "myositis. Or its words on a type are unclear to our rules, so readers see neither "
            "yes nor no. Or our answer rests only on keywords, the summary, or the description."
        ),
        permissions=(DECIDES,),
        found=doubts.doubtful_subtypes,
        row=_doubtful_row,
        order=110,
    ),
    Queue(
        slug="duplicates",
        name=gettext_lazy("Possible duplicates"),
        counted=ngettext_lazy(
            "%(count)d study that may be listed twice",
            "%(count)d studies that may be listed twice",
            "count",
        ),
        about=gettext_lazy(
            "Studies of myositis that readers can call, with the same title or the same sponsor "
            "number as another. Titles of fewer than four words and numbers of fewer than six "
            "characters are not compared."
        ),
        permissions=(DECIDES,),
        found=doubts.duplicates,
        row=_doubtful_row,
        order=120,
    ),
    Queue(
        slug="vanished",
        name=gettext_lazy("Vanished studies"),
        counted=ngettext_lazy(
            "%(count)d study vanished from the registry",
            "%(count)d studies vanished from the registry",
            "count",
        ),
        about=gettext_lazy(
            "Studies that left the registry in the last 30 days, newest first. Readers are told "
            "automatically. Check whether one of our pages still mentions them. Older ones are in "
            "the list of trials, under the filter “presence.”"
        ),
        permissions=(DECIDES,),
        found=vanished,
        row=_vanished_row,
        order=130,
    ),
    Queue(
        slug="quarantine",
        name=gettext_lazy("Records that could not be read"),
        counted=ngettext_lazy(
            "%(count)d record could not be read", "%(count)d records could not be read", "count"
        ),
        about=gettext_lazy(
            "Records from the last sync that could not be used, and why. Each stays as it was "
            "before, if we had it. This usually needs a programmer, not a decision."
        ),
        permissions=(RELEASES,),
        found=quarantined,
        row=_quarantined_row,
        order=140,
    ),
]
register(*QUEUES)
