"""What waits for an editor's decision: the queues on studies, asked anew whenever they are shown.

Nothing here is stored. A queue is computed from the studies and decisions as they stand, so that
none can go stale because a job did not run.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from trials.choices import CONTACT_STATUSES, Caution, Doubt
from trials.models import StagedStudy, SyncRun, Trial, TrialCuration
from trials.presenting.explanations import Quoted, condition_name, decided_in_words, why_listed
from trials.presenting.labels import field_label
from vocabulary.folding import words

DECIDES = "trials.change_trialcuration"
RELEASES = "trials.release_syncrun"
# Where records tell of much that they do not study.
WEAK = ("keywords", "brief_summary", "detailed_description")
VANISHED_FOR = dt.timedelta(days=30)
# Shorter ones are everybody's: "Myositis Registry", "2019-01".
TITLE_WORDS = 4
STUDY_ID_LENGTH = 6
QUOTED_LENGTH = 600


@dataclass(frozen=True)
class Row:
    """One thing to decide, why it waits, and where to decide it."""

    name: str
    title: str
    reasons: list[Quoted]
    since: dt.datetime | dt.date | None = None
    page: str = ""
    # (words of a button, its address), and whether pressing it changes something at once.
    do: tuple[str, str] | None = None
    posts: bool = False
    # Without this permission what it does is not offered.
    needs: str = ""
    # Under which name it is chosen, where several can be sent on their way at once.
    chosen_as: str = ""

    @property
    def why(self) -> str:
        """The reasons as one text, for a table."""
        return " | ".join(
            " ".join(filter(None, [f"{reason.text}:" if reason.quote else reason.text, quote]))
            for reason in self.reasons
            for quote in [f"“{reason.quote}”" if reason.quote else ""]
        )

    @property
    def since_day(self):
        return self.since.date() if isinstance(self.since, dt.datetime) else self.since


@dataclass(frozen=True)
class Queue:
    """What waits for somebody. `found` gives the things, `row` shows one of them."""

    slug: str
    name: Promise
    # In how many words it stands on the dashboard.
    counted: Promise
    about: Promise
    # Who may work on it: whoever has one of these permissions.
    permissions: tuple[str, ...]
    found: Callable[[], Iterable]
    row: Callable[[object], Row]
    # Whether its rows can be submitted to a clinician together.
    submits: bool = False

    def count(self) -> int:
        found = self.found()
        return found.count() if isinstance(found, QuerySet) else len(found)

    def rows(self) -> list[Row]:
        return [self.row(thing) for thing in self.found()]

    def is_for(self, user) -> bool:
        return any(user.has_perm(permission) for permission in self.permissions)

    def count_in_words(self, count: int) -> str:
        return self.counted % {"count": count}

    @property
    def address(self) -> str:
        return reverse("desk-queue", args=[self.slug])


def trial_row(trial, reasons, since=None) -> Row:
    return Row(
        name=trial.nct_id,
        title=trial.brief_title,
        reasons=reasons,
        since=since or trial.last_update_posted_date,
        page=trial.get_absolute_url(),
        do=(_("Decide"), reverse("desk-decide", args=[trial.nct_id])),
    )


@dataclass
class Doubtful:
    """A study, and what our rules are unsure of in it."""

    trial: Trial
    reasons: list[Quoted] = field(default_factory=list)

    @property
    def row(self) -> Row:
        return trial_row(self.trial, self.reasons)


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
    spans = {}
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


# What our rules are unsure of


def doubtful_relevance(trials=Trial.objects) -> list[Doubtful]:
    trials = trials.listed().unsettled(Doubt.RELEVANCE).exclude(curation__relevance__gt="")
    named = Quoted(_("Kept apart, though its title, conditions or keywords name myositis"))
    return [
        Doubtful(trial, [named, why_listed(trial)])
        for trial in _shown(trials.mentioned_though_named())
    ] + [Doubtful(trial, [why_listed(trial)]) for trial in _shown(trials.about_it_by(WEAK))]


def doubtful_subtypes(trials=Trial.objects) -> list[Doubtful]:
    trials = trials.listed().about_myositis().unsettled(Doubt.SUBTYPES)
    found = [
        Doubtful(trial, subtype_doubts(trial)) for trial in _shown(trials.with_doubtful_types(WEAK))
    ]
    return [doubtful for doubtful in found if doubtful.reasons]


def subtype_doubts(trial) -> list[Quoted]:
    """The types that a record speaks for and against, or names in a weak place alone."""
    decided = trial.decisions.get("subtypes", {})
    reasons = []
    for verdict in trial.readings.get("subtypes", ()):
        quote, against = verdict.get("quote"), verdict.get("against")
        if verdict["subtype"] in decided or not quote:
            continue
        text = _VERDICTS[verdict["state"]] % {"name": condition_name(verdict["subtype"])}
        if against or quote["field"] in WEAK:
            reasons.append(Quoted(text, quote["text"], quote["field"], verdict["state"]))
        if against:
            reasons.append(Quoted(_("But it also says"), against["text"], against["field"]))
    return reasons


_VERDICTS = {
    "included": gettext_lazy("We read that it takes %(name)s"),
    "excluded": gettext_lazy("We read that it does not take %(name)s"),
}


def unread():
    return Trial.objects.listed().unread()


def _unread_row(trial):
    reason = Quoted(_("Our rules gave up on it: no reading of it is shown"))
    return trial_row(trial, [reason])


# What readers may have to be warned of


def flagged(trials=Trial.objects) -> list[Doubtful]:
    trials = trials.about_myositis().open().unsettled(Doubt.FLAGS)
    trials = trials.exclude(curation__caution__gt="")
    found = {}
    for some, reasons_of in (
        (trials.that_may_cost(), _costs),
        (trials.without_sites(), lambda trial: [Quoted(str(Caution.SITE.label))]),
        (trials.without_contact(), lambda trial: [Quoted(_("The record names nobody to call"))]),
    ):
        for trial in _shown(some):
            found.setdefault(trial.pk, Doubtful(trial)).reasons.extend(reasons_of(trial))
    return list(found.values())


def _costs(trial):
    asked = trial.readings["requirements"]
    quotes = (q for e in asked if e["name"] == "travel_or_payment" for q in e["quotes"])
    return [Quoted(str(Caution.PAY.label), quote["text"], quote["field"]) for quote in quotes]


def twins(trials=Trial.objects) -> list[Doubtful]:
    """Studies that somebody may call, each with a second number that seems to be the same study."""
    rows = Trial.objects.listed().about_myositis()
    alike = defaultdict(list)
    for number, title, study_id in rows.values_list("nct_id", "brief_title", "org_study_id"):
        for reason, key in (
            (_("The same title as %(number)s"), _plain_title(title)),
            (_("The same number of the sponsor as %(number)s"), _plain_id(study_id)),
        ):
            if key:
                alike[reason, key].append(number)
    reasons = defaultdict(list)
    for (reason, _key), numbers in alike.items():
        for number in numbers:
            others = (other for other in numbers if other != number)
            reasons[number] += [Quoted(reason % {"number": other}) for other in others]
    doubled = [number for number, found in reasons.items() if found]
    trials = trials.listed().unsettled(Doubt.TWINS).with_status(CONTACT_STATUSES)
    trials = trials.filter(pk__in=doubled, curation__duplicate_of=None)
    return [Doubtful(trial, reasons[trial.pk]) for trial in _shown(trials)]


def _plain_title(title):
    found = [word.text for word in words(title)]
    return " ".join(found) if len(found) >= TITLE_WORDS else ""


def _plain_id(study_id):
    plain = "".join(filter(str.isalnum, study_id.casefold()))
    return plain if len(plain) >= STUDY_ID_LENGTH and any(map(str.isdigit, plain)) else ""


def _shown(trials):
    """Those that somebody may call first: there a mistake costs most."""
    return sorted(
        trials.defer("record", "search", "names"),
        key=lambda trial: (not trial.is_open, trial.overall_status not in CONTACT_STATUSES),
    )


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
        "%(count)d listed study is not in it, and would vanish",
        "%(count)d listed studies are not in it, and would vanish",
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


def _row_of(doubtful):
    return doubtful.row


# The biggest danger for readers first.
QUEUES = [
    Queue(
        "held-syncs",
        gettext_lazy("Held syncs"),
        ngettext_lazy("%(count)d sync is held back", "%(count)d syncs are held back", "count"),
        gettext_lazy(
            "The registry’s answer did not look whole, so it was not published, and readers see "
            "older data. Read the reason. If the answer is right as it is, release it: the next "
            "sync, within the hour, publishes it. Until then you can take the release back on the "
            "first page of the desk."
        ),
        (RELEASES,),
        held_syncs,
        _held_row,
    ),
    Queue(
        "decisions",
        gettext_lazy("Decisions to look at again"),
        ngettext_lazy(
            "%(count)d decision to look at again", "%(count)d decisions to look at again", "count"
        ),
        gettext_lazy(
            "The record has changed since the decision, in its title, summary, conditions, "
            "keywords, criteria, groups or treatments. Look whether the decision is still right, "
            "and save it again: that is enough. A change of status or places alone brings no "
            "decision here."
        ),
        (DECIDES,),
        to_look_at_again,
        _decision_row,
    ),
    Queue(
        "cautions",
        gettext_lazy("Possible cautions"),
        ngettext_lazy(
            "%(count)d open study may need a caution",
            "%(count)d open studies may need a caution",
            "count",
        ),
        gettext_lazy(
            "Studies of myositis listed as open whose record says that people pay for taking "
            "part, or that name no place, or nobody to call."
        ),
        (DECIDES,),
        flagged,
        _row_of,
    ),
    Queue(
        "unread",
        gettext_lazy("Studies that our rules could not read"),
        ngettext_lazy(
            "%(count)d study could not be read by our rules",
            "%(count)d studies could not be read by our rules",
            "count",
        ),
        gettext_lazy(
            "Their records are published as they are, but are too long or too odd for our rules. "
            "Readers see that we have not read them, and no list of myositis shows them. Read the "
            "record, and decide what it is about."
        ),
        (DECIDES,),
        unread,
        _unread_row,
    ),
    Queue(
        "relevance",
        gettext_lazy("Doubtful: about myositis?"),
        ngettext_lazy(
            "%(count)d study of doubtful relevance",
            "%(count)d studies of doubtful relevance",
            "count",
        ),
        gettext_lazy(
            "Studies that we keep apart although myositis is named in their title, conditions or "
            "keywords; and studies that we list as about myositis for words in their keywords, "
            "summary or description alone."
        ),
        (DECIDES,),
        doubtful_relevance,
        _row_of,
    ),
    Queue(
        "types",
        gettext_lazy("Doubtful: which types?"),
        ngettext_lazy(
            "%(count)d study with a doubtful type",
            "%(count)d studies with a doubtful type",
            "count",
        ),
        gettext_lazy(
            "Studies whose record speaks both for and against one type of myositis, and studies "
            "where our answer rests on keywords, the summary or the description alone."
        ),
        (DECIDES,),
        doubtful_subtypes,
        _row_of,
    ),
    Queue(
        "duplicates",
        gettext_lazy("Possible duplicates"),
        ngettext_lazy(
            "%(count)d study that may be listed twice",
            "%(count)d studies that may be listed twice",
            "count",
        ),
        gettext_lazy(
            "Studies of myositis that people may call, with the same title or the same number of "
            "the sponsor as another. Titles of fewer than four words and numbers of fewer than "
            "six characters are not compared."
        ),
        (DECIDES,),
        twins,
        _row_of,
    ),
    Queue(
        "vanished",
        gettext_lazy("Vanished studies"),
        ngettext_lazy(
            "%(count)d study vanished from the registry",
            "%(count)d studies vanished from the registry",
            "count",
        ),
        gettext_lazy(
            "Studies that the registry no longer answers for, of the last 30 days, newest first. "
            "Readers are told by themselves; look whether a page of ours still names them. Older "
            "ones stand in the list of trials, by the filter “presence”."
        ),
        (DECIDES,),
        vanished,
        _vanished_row,
    ),
    Queue(
        "quarantine",
        gettext_lazy("Records that could not be read"),
        ngettext_lazy(
            "%(count)d record could not be read", "%(count)d records could not be read", "count"
        ),
        gettext_lazy(
            "Records of the last sync that could not be used, and why. Each stays as it was "
            "before, if we had it. This needs a programmer more than a decision."
        ),
        (RELEASES,),
        quarantined,
        _quarantined_row,
    ),
]

# Doubts are settled on the page of the decision; these say there which of them a study raises.
DOUBTS = {
    Doubt.RELEVANCE: doubtful_relevance,
    Doubt.SUBTYPES: doubtful_subtypes,
    Doubt.FLAGS: flagged,
    Doubt.TWINS: twins,
}


def doubts_about(trial: Trial) -> list[tuple[str, list[Quoted]]]:
    """[(what our rules are unsure of, why)] in one study."""
    found = []
    for doubt, queue in DOUBTS.items():
        for doubtful in queue(Trial.objects.filter(pk=trial.pk)):
            found.append((doubt.label, doubtful.reasons))
    return found
