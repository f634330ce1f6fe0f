"""What our rules are unsure of in a study, and what readers may have to be warned of."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trials.choices import CONTACT_STATUSES, Caution, Doubt
from trials.models import Trial
from trials.presenting.explanations import Quoted, name_in_a_sentence, why_listed
from vocabulary.folding import words

from .warnings import warnings

# The parts of a record that mention much that the study is not about.
WEAK = ("keywords", "brief_summary", "detailed_description")
# Shorter titles and numbers are not special enough to compare: "Myositis Registry", "2019-01".
TITLE_WORDS = 4
STUDY_ID_LENGTH = 6


@dataclass
class Doubtful:
    """A study, and what our rules are unsure of in it."""

    trial: Trial
    reasons: list[Quoted] = field(default_factory=list)


def doubtful_relevance(trials=Trial.objects) -> list[Doubtful]:
    trials = trials.listed().unsettled(Doubt.RELEVANCE).exclude(curation__relevance__gt="")
    named = Quoted(_("Listed separately, though its title, conditions, or keywords name myositis"))
    of_many = Quoted(_("Listed separately: one of many diseases, in a study of something else"))
    return [
        Doubtful(trial, [of_many if is_one_of_many(trial) else named, why_listed(trial)])
        for trial in _shown(trials.mentioned_though_named())
    ] + [Doubtful(trial, [why_listed(trial)]) for trial in _shown(trials.about_it_by(WEAK))]


def is_one_of_many(trial: Trial) -> bool:
    return trial.readings["relevance"].get("is_doubtful", False)


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
        text = _VERDICTS[verdict["state"]] % {"name": name_in_a_sentence(verdict["subtype"])}
        if against or quote["field"] in WEAK or verdict["state"] == "unclear":
            reasons.append(Quoted(text, quote["text"], quote["field"], verdict["state"]))
        if against:
            reasons.append(Quoted(_("But it also says"), against["text"], against["field"]))
    return reasons


_VERDICTS = {
    "included": gettext_lazy("We read that it accepts %(name)s"),
    "excluded": gettext_lazy("We read that it does not accept %(name)s"),
    "unclear": gettext_lazy("Its words about %(name)s are unclear to our rules"),
}


# What readers may have to be warned of


def flagged(trials=Trial.objects) -> list[Doubtful]:
    trials = trials.listed().about_myositis().unsettled(Doubt.FLAGS)
    trials = trials.exclude(curation__caution__gt="")
    found: dict[str, Doubtful] = {}
    for trial in _shown(trials.with_status(CONTACT_STATUSES)):
        if reasons := warnings(trial):
            found[trial.pk] = Doubtful(trial, reasons)
    trials = trials.open()
    for some, reasons_of in (
        (trials.that_may_cost(), _costs),
        (trials.without_sites(), lambda trial: [Quoted(str(Caution.SITE.label))]),
        (
            trials.without_contact(),
            lambda trial: [Quoted(_("The record does not list anyone to call"))],
        ),
    ):
        for trial in _shown(some):
            doubtful = found.setdefault(trial.pk, Doubtful(trial))
            told = {reason.text for reason in doubtful.reasons}
            doubtful.reasons += [one for one in reasons_of(trial) if one.text not in told]
    return list(found.values())


def _costs(trial):
    asked = trial.readings["requirements"]
    quotes = (q for e in asked if e["name"] == "travel_or_payment" for q in e["quotes"])
    return [Quoted(str(Caution.PAY.label), quote["text"], quote["field"]) for quote in quotes]


def duplicates(trials=Trial.objects) -> list[Doubtful]:
    """Studies that people may call and that seem to be listed under a second number too."""
    rows = Trial.objects.listed().about_myositis()
    alike = defaultdict(list)
    for number, title, study_id in rows.values_list("nct_id", "brief_title", "org_study_id"):
        for reason, key in (
            (_("The same title as %(number)s"), _plain_title(title)),
            (_("The same sponsor number as %(number)s"), _plain_id(study_id)),
        ):
            if key:
                alike[reason, key].append(number)
    reasons: dict[str, list[Quoted]] = defaultdict(list)
    for (reason, _key), numbers in alike.items():
        for number in numbers:
            others = (other for other in numbers if other != number)
            reasons[number] += [Quoted(reason % {"number": other}) for other in others]
    doubled = [number for number, found in reasons.items() if found]
    trials = trials.listed().unsettled(Doubt.DUPLICATES).with_status(CONTACT_STATUSES)
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


# An editor settles doubts on the page of the decision, which lists those that the study raises.
DOUBTS = {
    Doubt.RELEVANCE: doubtful_relevance,
    Doubt.SUBTYPES: doubtful_subtypes,
    Doubt.FLAGS: flagged,
    Doubt.DUPLICATES: duplicates,
}


def doubts_about(trial: Trial) -> list[tuple[str, list[Quoted]]]:
    """[(what our rules are unsure of, why)] in one study."""
    found = []
    for doubt, queue in DOUBTS.items():
        for doubtful in queue(Trial.objects.filter(pk=trial.pk)):
            found.append((str(doubt.label), doubtful.reasons))
    return found
