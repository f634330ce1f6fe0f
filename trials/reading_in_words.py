"""What our rules read from a study's record, in plain words, each beside the record's own."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conditions import vocabulary

from .choices import Feature, Relevance
from .labels import field_label, label
from .models import Trial
from .reading.antibodies import ANTIBODIES
from .reading.asks import ASKS, WARNS
from .reading.limits import RULES as LIMITS
from .reading.topics import RULES as TOPICS

_ANTIBODY_NAMES = {antibody.slug: antibody.name for antibody in ANTIBODIES}
_LIMITS = {rule.slug: rule.says for rule in LIMITS}
_TOPICS = {rule.slug: rule.name for rule in TOPICS}


@dataclass(frozen=True)
class Quoted:
    """Our words, and the record's: `quote` stands in the part of the record named `field`."""

    text: str
    quote: str = ""
    field: str = ""
    # included, excluded or not_stated, where it is about a type of myositis.
    state: str = ""

    @property
    def field_label(self):
        return field_label(self.field)


@dataclass(frozen=True)
class Types:
    """For whom a study is: its types of myositis by what it says of them, and what else counts."""

    takes: list[Quoted] = field(default_factory=list)
    bars: list[Quoted] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    is_umbrella: bool = False
    topics: list[Quoted] = field(default_factory=list)
    antibodies_required: list[Quoted] = field(default_factory=list)
    antibodies_barred: list[Quoted] = field(default_factory=list)
    limits: list[Quoted] = field(default_factory=list)


def condition_name(slug: str) -> str:
    term = vocabulary.terms().get(slug)
    return term.name if term else slug


def types(trial: Trial) -> Types:
    """All that is read of a study's types, antibodies, topics and limits."""
    verdicts = [_verdict(verdict, condition_name(verdict["subtype"])) for verdict in trial.verdicts]
    of = trial.readings.get
    return Types(
        takes=[verdict for verdict in verdicts if verdict.state == "included"],
        bars=[verdict for verdict in verdicts if verdict.state == "excluded"],
        silent=[verdict.text for verdict in verdicts if verdict.state == "not_stated"],
        is_umbrella=of("is_umbrella", False),
        topics=[_topic(entry) for entry in of("topics", ())],
        antibodies_required=_antibodies(trial, "required"),
        antibodies_barred=_antibodies(trial, "barred"),
        limits=[
            _quoted(_(_LIMITS[e["limit"]]), e) for e in of("limits", ()) if e["limit"] in _LIMITS
        ],
    )


def _antibodies(trial, demand):
    """Those that one line names together: a list of eight is mostly one line."""
    lines = {}
    for entry in trial.readings.get("antibodies", ()):
        if entry["demand"] == demand:
            name = _ANTIBODY_NAMES.get(entry["antibody"], entry["antibody"])
            lines.setdefault((entry["quote"]["text"], entry["quote"]["field"]), []).append(name)
    return [Quoted(", ".join(names), *quote) for quote, names in lines.items()]


def why_listed(trial: Trial) -> Quoted:
    """What a study is about, by our rules, and the words that say so."""
    quote = trial.readings.get("relevance", {}).get("quote") or {}
    text = {
        Relevance.MYOSITIS: _(
            "We list this study because its record says that it is about myositis"
        ),
        Relevance.OTHER_MUSCLE: _("This study is about another muscle disease, not about myositis"),
        Relevance.MENTION: _("This study is not about myositis: its record only mentions it"),
    }.get(trial.relevance, "")
    return Quoted(text, quote.get("text", ""), quote.get("field", ""))


def on_card(trial: Trial, subtypes: list[str], topics: list[str], antibodies: list[str]):
    """What a study says of the types, topics and antibodies that a reader chose: [Quoted]."""
    found = []
    for verdict in trial.verdicts:
        if verdict["subtype"] in subtypes:
            name = condition_name(verdict["subtype"])
            text = {
                "included": _("Takes %(name)s by name"),
                "excluded": _("Does not take %(name)s"),
                "not_stated": _("Does not say whether it takes %(name)s. Ask the study team"),
            }[verdict["state"]]
            found.append(_verdict(verdict, text % {"name": name}))
    of = trial.readings.get
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


def _verdict(verdict, text):
    return Quoted(text, verdict["quote"] or "", verdict["field"] or "", verdict["state"])


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
class Asks:
    answers: list[Answer]
    # The questions that the record leaves open, for the study team.
    unanswered: list[str]
    # Whether joining may seem to need a change of medicine.
    warns: bool


# Parts of a record whose bare values ("true") say nothing to a reader.
_CODED = {"expanded_access", "has_results", "oversight", "design", "documents", "ipd_sharing"}


def asks(trial: Trial) -> Asks:
    """Every question of reading.asks, answered as far as the record of the study does."""
    read = {entry["name"]: entry for entry in trial.readings.get("asks", ())}
    answers, unanswered = [], []
    for ask in ASKS:
        entry = read.get(ask.name, {"state": "not_stated", "quotes": [], "detail": {}})
        text = _answer(ask.name, entry["state"], entry["detail"])
        if not text:
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
    return Asks(answers, unanswered, warns)


_IN_SHORT = {
    "groups": gettext_lazy("perhaps a placebo"),
    "biopsy": gettext_lazy("a biopsy"),
    "hospital_stay": gettext_lazy("a stay in hospital"),
    "washout": gettext_lazy("time without certain medicines before"),
    "remote_visits": gettext_lazy("some visits from home"),
}
_ROUTES = ("tablet", "injection", "infusion")


def asked_in_short(trial: Trial) -> list[str]:
    """What a record says that it asks of people: for a card, where quotes have no room."""
    stated = {e["name"] for e in trial.readings.get("asks", ()) if e["state"] == "stated"}
    routes = [str(Feature(route).label).lower() for route in _ROUTES if route in trial.features]
    return routes + [str(text) for name, text in _IN_SHORT.items() if name in stated]


def documents(trial: Trial) -> list[dict]:
    """[{label, date, url}] that are posted with the record."""
    for entry in trial.readings.get("asks", ()):
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
        labels = ", ".join(group["label"] or label(group["type"]) for group in placebo)
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
