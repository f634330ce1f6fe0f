"""What a study is about and who can join, in plain words, each with the record's own words."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import vocabulary
from trials.choices import Caution, lower_first
from trials.models import Trial
from trials.reading.antibody_names import ANTIBODIES
from trials.reading.limits import RULES as LIMITS
from trials.reading.relevance import Relevance
from trials.reading.topics import RULES as TOPICS

from .quoted import Quoted

_ANTIBODY_NAMES = {antibody.slug: antibody.name for antibody in ANTIBODIES}
_ANTIBODIES = {
    "required": gettext_lazy("Requires %(antibody)s"),
    "example": gettext_lazy("Requires an antibody from a group, such as %(antibody)s"),
}
_LIMITS = {rule.slug: rule.says for rule in LIMITS}
_TOPICS = {rule.slug: rule.name for rule in TOPICS}
_FOR_OTHERS = {
    "caregivers": gettext_lazy("For caregivers of people with %(names)s"),
    "relatives": gettext_lazy("For relatives of people with %(names)s"),
    "professionals": gettext_lazy("For health professionals, not for people with %(names)s"),
    "healthy": gettext_lazy("For healthy people, not for people with %(names)s"),
}


@dataclass(frozen=True)
class Types:
    """The types of myositis that a study takes or does not take, and what else limits it."""

    includes: list[Quoted] = field(default_factory=list)
    excludes: list[Quoted] = field(default_factory=list)
    unclear: list[Quoted] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    silent_by_decision: list[Quoted] = field(default_factory=list)
    # Whether our rules gave up on the record. `silent` is empty then, because we do not know.
    is_unread: bool = False
    is_umbrella: bool = False
    # Set if it takes caregivers, relatives, doctors or healthy people, and nobody with myositis.
    for_others: Quoted | None = None
    topics: list[Quoted] = field(default_factory=list)
    antibodies_required: list[Quoted] = field(default_factory=list)
    # Examples of a group of antibodies, of which it requires one.
    antibodies_of_a_group: list[Quoted] = field(default_factory=list)
    antibodies_barred: list[Quoted] = field(default_factory=list)
    limits: list[Quoted] = field(default_factory=list)

    @property
    def by_name_alone(self) -> bool:
        """Whether the record names every type it takes; an editor may know of others."""
        return not any(quoted.decided for quoted in self.includes)


def condition_name(slug: str) -> str:
    term = vocabulary.terms().get(slug)
    return term.name if term else slug


def name_in_a_sentence(slug: str) -> str:
    """A name behind other words: "dermatomyositis," but "GNE myopathy"."""
    name = condition_name(slug)
    return lower_first(name) if name[1:2].islower() else name


def types(trial: Trial) -> Types:
    """What we read about a study's types, antibodies, topics and limits."""
    verdicts = [
        _verdict(trial, verdict, condition_name(verdict["subtype"])) for verdict in trial.verdicts
    ]
    silent = [verdict for verdict in verdicts if verdict.state == "not_stated"]
    of = trial.readings.get
    return Types(
        includes=[verdict for verdict in verdicts if verdict.state == "included"],
        excludes=[verdict for verdict in verdicts if verdict.state == "excluded"],
        unclear=[verdict for verdict in verdicts if verdict.state == "unclear"],
        silent=[verdict.text for verdict in silent if not (verdict.decided or of("is_unread"))],
        is_unread=of("is_unread", False),
        silent_by_decision=[verdict for verdict in silent if verdict.decided],
        is_umbrella=of("is_umbrella", False),
        for_others=_for_others(trial),
        topics=[_topic(entry) for entry in of("topics", ())],
        antibodies_required=_antibodies(trial, "required"),
        antibodies_of_a_group=_antibodies(trial, "example"),
        antibodies_barred=_antibodies(trial, "barred"),
        limits=[
            _quoted(_(_LIMITS[e["limit"]]), e) for e in of("limits", ()) if e["limit"] in _LIMITS
        ],
    )


def how_read(trial: Trial) -> list[str]:
    """For each type that the record names, which of its words decided what we say about it."""
    found = []
    for verdict in trial.verdicts:
        if not verdict["quote"]:
            continue
        names = {
            "name": condition_name(verdict["subtype"]),
            "cues": _("” and “").join(verdict["cues"]),
        }
        if verdict["cues"]:
            text = _("%(name)s: decided by “%(cues)s.”") % names
        elif verdict["field"] in ("eligibility_criteria", "study_population"):
            text = (
                _("%(name)s: no word next to it settles this, so we go by the heading above it.")
                % names
            )
        else:
            text = _("%(name)s: the record names it as what is being studied.") % names
        found.append(text)
    return found


def _for_others(trial):
    if not trial.is_for_others:
        return None
    read = trial.readings["for_others"]
    names = _(" or ").join(name_in_a_sentence(slug) for slug in read["of"])
    return _quoted(str(_FOR_OTHERS[read["who"]]) % {"names": names}, read)


def _antibodies(trial, demand):
    """Antibodies with this requirement; those that one line of the record names are grouped."""
    lines = {}
    for entry in trial.readings.get("antibodies", ()):
        if entry["demand"] == demand:
            name = _ANTIBODY_NAMES.get(entry["antibody"], entry["antibody"])
            lines.setdefault((entry["quote"]["text"], entry["quote"]["field"]), []).append(name)
    return [Quoted(", ".join(names), *quote) for quote, names in lines.items()]


def why_listed(trial: Trial) -> Quoted:
    """What a study is about, by our rules or an editor's decision, and the words behind it."""
    read = trial.readings.get("relevance", {})
    quote = read.get("quote") or {}
    if trial.decisions.get("relevance"):
        if trial.relevance != read.get("relevance"):
            # The words behind our reading do not support a different answer.
            quote = {}
        decided_texts: dict[str, str] = {
            Relevance.MYOSITIS: _("This study is about myositis"),
            Relevance.OTHER_MUSCLE: _(
                "This study is about another muscle disease, not about myositis"
            ),
            Relevance.MENTION: _("This study is not about myositis"),
        }
        text = decided_texts[trial.relevance]
        return Quoted(
            text, quote.get("text", ""), quote.get("field", ""), decided=decided_by(trial)
        )
    texts: dict[str, str] = {
        Relevance.MYOSITIS: _(
            "We list this study because its record says that it is about myositis"
        ),
        Relevance.OTHER_MUSCLE: _("This study is about another muscle disease, not about myositis"),
        Relevance.MENTION: _("This study is not about myositis: its record only mentions it"),
        Relevance.UNREAD: _(
            "Our rules could not read this record, so we do not know what it is about, or who it "
            "accepts. Read it yourself, or ask the study team"
        ),
    }
    return Quoted(texts.get(trial.relevance, ""), quote.get("text", ""), quote.get("field", ""))


def decided_by(trial: Trial) -> str:
    """When an editor decided, and in which role. Never a name."""
    return _("An editor decided this on %(date)s (%(role)s)") % _signed(trial)


def _signed(trial):
    date = dt.date.fromisoformat(trial.decisions["on"])
    role = trial.decisions["as"] or _("Editor")
    return {"date": date_format(date, "DATE_FORMAT"), "role": role}


@dataclass(frozen=True)
class Decision:
    """What editors decided about a study as a whole. `types` has their decisions on types."""

    signed: str
    hidden_reason: str
    caution: str
    note: str
    duplicate_of: str
    is_pinned: bool
    # Whether the caution is a question for the reader to ask, without a verdict.
    asks: bool = False

    @property
    def is_grave(self) -> bool:
        return bool(self.hidden_reason or (self.caution and not self.asks))

    @property
    def in_short(self) -> list[str]:
        """A few words for each decision, for a card."""
        found = []
        if self.hidden_reason:
            reason = {"reason": self.hidden_reason}
            found.append(_("Taken off our lists: %(reason)s") % reason)
        if self.caution:
            text = "%(what)s" if self.asks else _("Caution: %(what)s")
            found.append(text % {"what": self.caution})
        if self.note:
            found.append(self.note)
        if self.duplicate_of:
            found.append(_("Possibly the same study as %(number)s") % {"number": self.duplicate_of})
        if self.is_pinned:
            found.append(_("Put first by our editors"))
        return [text if text.endswith((".", "!", "?")) else f"{text}." for text in found]


def decision(trial: Trial) -> Decision | None:
    """What editors decided about the study as a whole, if anything."""
    of = trial.decisions.get
    caution = of("caution", "")
    found = Decision(
        signed=_("%(role)s, %(date)s") % _signed(trial) if trial.decisions else "",
        hidden_reason=of("hidden_reason", "") if trial.is_hidden else "",
        caution=str(Caution(caution).label) if caution in Caution else "",
        note=of("note", ""),
        duplicate_of=of("duplicate_of", ""),
        is_pinned=trial.is_pinned,
        asks=caution == Caution.ASK,
    )
    return found if found.in_short else None


def decided_types(trial: Trial) -> list[Quoted]:
    """The verdicts on types that editors made."""
    return [_said_of(trial, verdict) for verdict in trial.verdicts if verdict["reason"] is not None]


def decided_in_words(trial: Trial) -> list[str]:
    """Everything editors decided about a study, for a table: without quotes, date and role."""
    found = list(whole.in_short) if (whole := decision(trial)) else []
    if trial.decisions.get("relevance"):
        found.append(f"{why_listed(trial).text}.")
    reasons = (verdict["reason"] for verdict in trial.verdicts if verdict["reason"] is not None)
    for quoted, reason in zip(decided_types(trial), reasons, strict=True):
        found.append(f"{quoted.text}: {reason}" if reason else f"{quoted.text}.")
    return found


def _said_of(trial, verdict):
    """A verdict as a whole sentence, for pages without a heading that explains it."""
    text = {
        "included": _("Accepts %(name)s by name"),
        "excluded": _("Does not accept %(name)s"),
        "not_stated": _("Does not say whether it accepts %(name)s. Ask the study team"),
        "unclear": _("Mentions %(name)s in unclear words. Read them, and ask the study team"),
    }
    if verdict["reason"] is not None:
        # A person may know it from another source than the record.
        text["included"] = _("Accepts %(name)s")
    name = name_in_a_sentence(verdict["subtype"])
    return _verdict(trial, verdict, text[verdict["state"]] % {"name": name})


def on_card(
    trial: Trial, subtypes: Collection[str], topics: Collection[str], antibodies: Collection[str]
) -> list[Quoted]:
    """What a study says about the types, topics and antibodies that a reader chose."""
    of = trial.readings.get
    if for_others := _for_others(trial):
        found = [for_others]
    else:
        found = [_said_of(trial, v) for v in trial.verdicts if v["subtype"] in subtypes]
    found += [_topic(entry) for entry in of("topics", ()) if entry["topic"] in topics]
    for entry in of("antibodies", ()):
        text = _ANTIBODIES.get(entry["demand"], "")
        if entry["antibody"] in antibodies and text:
            name = _ANTIBODY_NAMES[entry["antibody"]]
            found.append(_quoted(text % {"antibody": name}, entry))
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
class Treatment:
    """A treatment in the record, and what kind of medicine it is if we know its name."""

    intervention: dict
    kind: str


def treatments(trial: Trial) -> list[Treatment]:
    return [Treatment(item, _group_of(item)) for item in trial.interventions]


def _group_of(intervention):
    names = " ".join([intervention.get("name", ""), *intervention.get("other_names", [])])
    return vocabulary.medicine_group(names)
