"""What our rules read from a study's record, in plain words, each beside the record's own."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import vocabulary
from trials.choices import Caution, Feature, Relevance, StudyType
from trials.models import Trial
from trials.reading.antibodies import ANTIBODIES
from trials.reading.limits import RULES as LIMITS
from trials.reading.requirements import REQUIREMENTS, WARNS
from trials.reading.topics import RULES as TOPICS

from .labels import field_label, label

_ANTIBODY_NAMES = {antibody.slug: antibody.name for antibody in ANTIBODIES}
_LIMITS = {rule.slug: rule.says for rule in LIMITS}
_TOPICS = {rule.slug: rule.name for rule in TOPICS}
# What nobody would ask of a treatment outside of a trial.
_NOT_ASKED = {
    StudyType.EXPANDED_ACCESS: ("groups", "blinding", "open_label_extension", "expanded_access")
}
_FOR_OTHERS = {
    "caregivers": gettext_lazy("For caregivers of people with %(names)s"),
    "relatives": gettext_lazy("For relatives of people with %(names)s"),
    "professionals": gettext_lazy("For health professionals, not for people with %(names)s"),
    "healthy": gettext_lazy("For healthy people, not for people with %(names)s"),
}


@dataclass(frozen=True)
class Quoted:
    """Our words, and the record's: `quote` stands in the part of the record named `field`."""

    text: str
    quote: str = ""
    field: str = ""
    # included, excluded or not_stated, where it is about a type of myositis.
    state: str = ""
    # An editor's words, with date and role, where it is a decision of theirs and not our reading.
    decided: str = ""

    @property
    def field_label(self):
        return field_label(self.field)


@dataclass(frozen=True)
class Types:
    """For whom a study is: its types of myositis by what it says of them, and what else counts."""

    includes: list[Quoted] = field(default_factory=list)
    excludes: list[Quoted] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    silent_by_decision: list[Quoted] = field(default_factory=list)
    # Whether our rules gave up on the record: then `silent` is empty, for we do not know.
    is_unread: bool = False
    is_umbrella: bool = False
    # Where it takes caregivers, relatives, doctors or healthy people, and nobody with myositis.
    for_others: Quoted | None = None
    topics: list[Quoted] = field(default_factory=list)
    antibodies_required: list[Quoted] = field(default_factory=list)
    antibodies_barred: list[Quoted] = field(default_factory=list)
    limits: list[Quoted] = field(default_factory=list)

    @property
    def by_name_alone(self) -> bool:
        """Whether the record names all that it takes: an editor may know more than it says."""
        return not any(quoted.decided for quoted in self.includes)


def condition_name(slug: str) -> str:
    term = vocabulary.terms().get(slug)
    return term.name if term else slug


def types(trial: Trial) -> Types:
    """All that is read of a study's types, antibodies, topics and limits."""
    verdicts = [
        _verdict(trial, verdict, condition_name(verdict["subtype"])) for verdict in trial.verdicts
    ]
    silent = [verdict for verdict in verdicts if verdict.state == "not_stated"]
    of = trial.readings.get
    return Types(
        includes=[verdict for verdict in verdicts if verdict.state == "included"],
        excludes=[verdict for verdict in verdicts if verdict.state == "excluded"],
        silent=[verdict.text for verdict in silent if not (verdict.decided or of("is_unread"))],
        is_unread=of("is_unread", False),
        silent_by_decision=[verdict for verdict in silent if verdict.decided],
        is_umbrella=of("is_umbrella", False),
        for_others=_for_others(trial),
        topics=[_topic(entry) for entry in of("topics", ())],
        antibodies_required=_antibodies(trial, "required"),
        antibodies_barred=_antibodies(trial, "barred"),
        limits=[
            _quoted(_(_LIMITS[e["limit"]]), e) for e in of("limits", ()) if e["limit"] in _LIMITS
        ],
    )


def _for_others(trial):
    read = trial.readings.get("for_others")
    if not read or trial.includes:
        # An editor knows better whom it takes.
        return None
    names = _(" or ").join(condition_name(slug) for slug in read["of"])
    return _quoted(str(_FOR_OTHERS[read["who"]]) % {"names": names}, read)


def _antibodies(trial, demand):
    """Those that one line names together: a list of eight is mostly one line."""
    lines = {}
    for entry in trial.readings.get("antibodies", ()):
        if entry["demand"] == demand:
            name = _ANTIBODY_NAMES.get(entry["antibody"], entry["antibody"])
            lines.setdefault((entry["quote"]["text"], entry["quote"]["field"]), []).append(name)
    return [Quoted(", ".join(names), *quote) for quote, names in lines.items()]


def why_listed(trial: Trial) -> Quoted:
    """What a study is about, by our rules and the words that say so, or as an editor decided."""
    read = trial.readings.get("relevance", {})
    quote = read.get("quote") or {}
    if trial.decisions.get("relevance"):
        if trial.relevance != read.get("relevance"):
            # The words that our reading rests on do not speak for another answer.
            quote = {}
        text = {
            Relevance.MYOSITIS: _("This study is about myositis"),
            Relevance.OTHER_MUSCLE: _(
                "This study is about another muscle disease, not about myositis"
            ),
            Relevance.MENTION: _("This study is not about myositis"),
        }[trial.relevance]
        return Quoted(
            text, quote.get("text", ""), quote.get("field", ""), decided=decided_by(trial)
        )
    text = {
        Relevance.MYOSITIS: _(
            "We list this study because its record says that it is about myositis"
        ),
        Relevance.OTHER_MUSCLE: _("This study is about another muscle disease, not about myositis"),
        Relevance.MENTION: _("This study is not about myositis: its record only mentions it"),
        Relevance.UNREAD: _(
            "Our rules could not read this record, so we do not know what it is about, nor whom it"
            " takes. Read it yourself, or ask the study team"
        ),
    }.get(trial.relevance, "")
    return Quoted(text, quote.get("text", ""), quote.get("field", ""))


def decided_by(trial: Trial) -> str:
    """That an editor decided, when and as what. Never a name."""
    return _("An editor decided this on %(date)s (%(role)s)") % _signed(trial)


def _signed(trial):
    date = dt.date.fromisoformat(trial.decisions["on"])
    role = trial.decisions["as"] or _("Editor")
    return {"date": date_format(date, "DATE_FORMAT"), "role": role}


@dataclass(frozen=True)
class Decision:
    """What editors decided about a study as a whole; its types stand with the other types."""

    signed: str
    hidden_reason: str
    caution: str
    note: str
    duplicate_of: str
    is_pinned: bool

    @property
    def in_short(self) -> list[str]:
        """For a card: a few words each."""
        found = []
        if self.hidden_reason:
            reason = {"reason": self.hidden_reason}
            found.append(_("Taken off our lists: %(reason)s") % reason)
        if self.caution:
            found.append(_("Caution: %(what)s") % {"what": self.caution})
        if self.note:
            found.append(self.note)
        if self.duplicate_of:
            found.append(_("Possibly the same study as %(number)s") % {"number": self.duplicate_of})
        if self.is_pinned:
            found.append(_("Put first by our editors"))
        return [text if text.endswith((".", "!", "?")) else f"{text}." for text in found]


def decision(trial: Trial) -> Decision | None:
    """None where editors decided nothing about the study as a whole."""
    of = trial.decisions.get
    caution = of("caution", "")
    found = Decision(
        signed=_("%(role)s, %(date)s") % _signed(trial) if trial.decisions else "",
        hidden_reason=of("hidden_reason", "") if trial.is_hidden else "",
        caution=str(Caution(caution).label) if caution in Caution else "",
        note=of("note", ""),
        duplicate_of=of("duplicate_of", ""),
        is_pinned=trial.is_pinned,
    )
    return found if found.in_short else None


def decided_types(trial: Trial) -> list[Quoted]:
    """The verdicts on types that are editors' and not ours."""
    return [_said_of(trial, verdict) for verdict in trial.verdicts if verdict["reason"] is not None]


def decided_in_words(trial: Trial) -> list[str]:
    """All that editors decided about a study, for a table: without quotes, date and role."""
    found = list(whole.in_short) if (whole := decision(trial)) else []
    if trial.decisions.get("relevance"):
        found.append(f"{why_listed(trial).text}.")
    reasons = (verdict["reason"] for verdict in trial.verdicts if verdict["reason"] is not None)
    for quoted, reason in zip(decided_types(trial), reasons, strict=True):
        found.append(f"{quoted.text}: {reason}" if reason else f"{quoted.text}.")
    return found


def _said_of(trial, verdict):
    """A verdict as a sentence of its own, for where no heading says what it is."""
    text = {
        "included": _("Takes %(name)s by name"),
        "excluded": _("Does not take %(name)s"),
        "not_stated": _("Does not say whether it takes %(name)s. Ask the study team"),
    }
    if verdict["reason"] is not None:
        # A person may know it from elsewhere than the record.
        text["included"] = _("Takes %(name)s")
    return _verdict(
        trial, verdict, text[verdict["state"]] % {"name": condition_name(verdict["subtype"])}
    )


def on_card(trial: Trial, subtypes: list[str], topics: list[str], antibodies: list[str]):
    """What a study says of the types, topics and antibodies that a reader chose: [Quoted]."""
    of = trial.readings.get
    if for_others := _for_others(trial):
        found = [for_others]
    else:
        found = [_said_of(trial, v) for v in trial.verdicts if v["subtype"] in subtypes]
    found += [_topic(entry) for entry in of("topics", ()) if entry["topic"] in topics]
    for entry in of("antibodies", ()):
        if entry["antibody"] in antibodies and entry["demand"] == "required":
            name = _ANTIBODY_NAMES[entry["antibody"]]
            found.append(_quoted(_("Asks for %(antibody)s") % {"antibody": name}, entry))
    if trial.relevance != Relevance.MYOSITIS and trial.readings:
        found.append(why_listed(trial))
    return found


def _topic(entry):
    return _quoted(_(_TOPICS.get(entry["topic"], entry["topic"])), entry)


def _quoted(text, entry):
    quote = entry.get("quote") or {}
    return Quoted(text, quote.get("text", ""), quote.get("field", ""))


def _verdict(trial, verdict, text):
    decided = ""
    if verdict["reason"] is not None:
        decided = f"{decided_by(trial)}: {verdict['reason']}"
    return Quoted(text, verdict["quote"] or "", verdict["field"] or "", verdict["state"], decided)


@dataclass(frozen=True)
class Answer:
    """What a study asks of those who join: a question of theirs, answered from the record."""

    name: str
    question: str
    text: str
    how: str
    quotes: list[Quoted] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True)
class Requirements:
    answers: list[Answer]
    # The questions that the record leaves open, for the study team.
    unanswered: list[str]
    # Whether joining may seem to need a change of medicine.
    warns: bool
    # Whether our rules gave up on the record: then nothing is known of what it says or does not.
    is_unread: bool = False


# Parts of a record whose bare values ("true") say nothing to a reader.
_CODED = {"expanded_access", "has_results", "oversight", "design", "documents", "ipd_sharing"}


def requirements(trial: Trial) -> Requirements:
    """Every question of reading.asks, answered as far as the record of the study does."""
    if trial.readings.get("is_unread"):
        return Requirements([], [_(ask.question) for ask in REQUIREMENTS], False, is_unread=True)
    read = {entry["name"]: entry for entry in trial.readings.get("requirements", ())}
    answers, unanswered = [], []
    for ask in REQUIREMENTS:
        entry = read.get(ask.name, {"state": "not_stated", "quotes": [], "detail": {}})
        text = _answer(ask.name, entry["state"], entry["detail"])
        if not text:
            if ask.name not in _NOT_ASKED.get(trial.study_type, ()):
                unanswered.append(_(ask.question))
            continue
        quotes = [
            Quoted("", quote["text"], quote["field"])
            for quote in entry["quotes"]
            if quote["field"] not in _CODED
        ]
        # A sample stands nowhere.
        url = "" if trial.is_sample else entry["detail"].get("url", "")
        answers.append(Answer(ask.name, _(ask.question), text, _(ask.explanation), quotes, url))
    warns = any(read.get(name, {}).get("state") == "stated" for name in WARNS)
    return Requirements(answers, unanswered, warns)


_IN_SHORT = {
    "groups": gettext_lazy("perhaps a placebo"),
    "biopsy": gettext_lazy("a biopsy"),
    "hospital_stay": gettext_lazy("a stay in hospital"),
    "washout": gettext_lazy("time without certain medicines before"),
    "remote_visits": gettext_lazy("some visits from home"),
}
_ROUTES = ("tablet", "injection", "infusion")


def requirements_in_short(trial: Trial) -> list[str]:
    """What a record says that it asks of people: for a card, where quotes have no room."""
    stated = {e["name"] for e in trial.readings.get("requirements", ()) if e["state"] == "stated"}
    routes = [str(Feature(route).label).lower() for route in _ROUTES if route in trial.features]
    return routes + [str(text) for name, text in _IN_SHORT.items() if name in stated]


def documents(trial: Trial) -> list[dict]:
    """[{label, date, url}] that are posted with the record."""
    for entry in trial.readings.get("requirements", ()):
        if entry["name"] == "consent_form" and not trial.is_sample:
            return entry["detail"].get("documents", [])
    return []


def _answer(name, state, detail):
    """The answer in plain words; empty where the record has none."""
    if special := _SPECIAL.get(name):
        return special(state, detail)
    if state == "not_stated":
        return ""
    values = next((v for k, v in detail.items() if k in ("routes", "kinds", "ways", "what")), [])
    listed = ", ".join(_(value) for value in values)
    if state == "stated_not" and listed:
        return _("Not required, as far as the record says: %(what)s.") % {"what": listed}
    if state == "stated_not":
        return _("No, as far as the record says.")
    if name == "visits":
        return _("The record says so in these words:")
    if name == "route":
        return listed[:1].upper() + listed[1:] + "."
    return _("Yes: %(what)s.") % {"what": listed} if listed else _("Yes, the record says so.")


def _groups(state, detail):
    groups = detail.get("groups", [])
    placebo = [group for group in groups if group["placebo"]]
    if state == "stated" and placebo:
        text = ngettext(
            "Yes. One of %(all)d groups gets a placebo or sham: %(labels)s.",
            "Yes. %(count)d of %(all)d groups get a placebo or sham: %(labels)s.",
            len(placebo),
        )
        labels = ", ".join(group["label"] or str(label(group["type"])) for group in placebo)
        return text % {"count": len(placebo), "all": len(groups), "labels": labels}
    if state == "stated":
        return _("The record speaks of a placebo, but does not say which group gets it.")
    if state == "stated_not":
        return _("No, says the record.")
    if detail.get("interventional") and groups and not detail.get("mentioned"):
        text = ngettext(
            "The record lists %(count)d group, and names no placebo.",
            "The record lists %(count)d groups, and names no placebo.",
            len(groups),
        )
        return text % {"count": len(groups)}
    return ""


def _blinding(state, detail):
    if state == "stated_not":
        return _("Yes: everyone knows what each person gets.")
    if state != "stated":
        return ""
    masked = detail.get("masked", [])
    who = ", ".join(str(label(value)) for value in masked)
    if "PARTICIPANT" in masked:
        return _("No. Kept from knowing: %(who)s.") % {"who": who}
    if masked:
        return _("Yes. But these are kept from knowing: %(who)s.") % {"who": who}
    return _("The record says that somebody is kept from knowing, but not who.")


def _duration(state, detail):
    if state != "stated":
        return ""
    months = detail["months"]
    if months >= 24:
        years = round(months / 12)
        text = ngettext("about %(count)d year", "about %(count)d years", years) % {"count": years}
    elif months >= 3:
        text = ngettext("about %(count)d month", "about %(count)d months", months)
        text %= {"count": months}
    elif detail["days"] >= 14:
        text = ngettext("about %(count)d week", "about %(count)d weeks", detail["weeks"])
        text %= {"count": detail["weeks"]}
    else:
        text = ngettext("%(count)d day", "%(count)d days", detail["days"])
        text %= {"count": detail["days"]}
    return _("The longest time that the record names: %(time)s.") % {"time": text}


def _yes_no(state, detail):
    return {"stated": _("Yes."), "stated_not": _("No.")}.get(state, "")


def _data_sharing(state, detail):
    if detail.get("answer") == "UNDECIDED":
        return _("Not decided yet.")
    return _yes_no(state, detail)


def _results(state, detail):
    if state == "stated_not":
        return _("Not on ClinicalTrials.gov. They may have appeared elsewhere.")
    return _yes_no(state, detail)


def _consent_form(state, detail):
    return _("Yes, it is posted.") if state == "stated" else ""


_SPECIAL = {
    "groups": _groups,
    "blinding": _blinding,
    "duration": _duration,
    "consent_form": _consent_form,
    "expanded_access": _yes_no,
    "results": _results,
    "fda_regulated": _yes_no,
    "oversight_committee": _yes_no,
    "data_sharing": _data_sharing,
}


@dataclass(frozen=True)
class Treatment:
    """A treatment of the record, and what kind of medicine it is, where we know its name."""

    intervention: dict
    kind: str


def treatments(trial: Trial) -> list[Treatment]:
    return [Treatment(item, _group_of(item)) for item in trial.interventions]


def _group_of(intervention):
    names = " ".join([intervention.get("name", ""), *intervention.get("other_names", [])])
    return vocabulary.medicine_group(names)
