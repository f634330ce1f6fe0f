"""What taking part in a study involves, as answers in plain words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trials.choices import Feature, StudyType, lower_first
from trials.models import Trial
from trials.reading.requirements import REQUIREMENTS, WARNS
from trials.reading.requirements.values import COST, FREE, PAYMENT, TRAVEL_PAID

from .labels import label
from .quoted import Quoted

# Questions that make no sense for a treatment outside of a trial.
_NOT_ASKED: dict[str, tuple[str, ...]] = {
    StudyType.EXPANDED_ACCESS: ("groups", "blinding", "open_label_extension", "expanded_access")
}


@dataclass(frozen=True)
class Answer:
    """A question about taking part, answered from the record."""

    name: str
    question: str
    text: str
    how: str
    quotes: list[Quoted] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True)
class RequirementAnswers:
    answers: list[Answer]
    # The questions that the record does not answer, to ask the study team.
    unanswered: list[str]
    # Whether people might think that they must change a medicine to join.
    warns: bool
    # Whether our rules gave up on the record, so that we do not know what it says.
    is_unread: bool = False


# Parts of a record whose values ("true") mean nothing to a reader.
_CODED = {"expanded_access", "has_results", "oversight", "design", "documents", "ipd_sharing"}


def requirement_answers(trial: Trial) -> RequirementAnswers:
    """Answer every question of `reading.requirements` as far as the record does."""
    if trial.readings.get("is_unread"):
        return RequirementAnswers(
            [], [_(requirement.question) for requirement in REQUIREMENTS], False, is_unread=True
        )
    read = {entry["name"]: entry for entry in trial.readings.get("requirements", ())}
    answers, unanswered = [], []
    for requirement in REQUIREMENTS:
        entry = read.get(requirement.name, {"state": "not_stated", "quotes": [], "detail": {}})
        text = _answer(requirement.name, entry["state"], entry["detail"])
        if not text:
            if not makes_no_sense(requirement.name, trial):
                unanswered.append(_(requirement.question))
            continue
        quotes = [
            Quoted("", quote["text"], quote["field"])
            for quote in entry["quotes"]
            if quote["field"] not in _CODED
        ]
        # A sample is not in the registry, so there is nothing to link to.
        url = "" if trial.is_sample else entry["detail"].get("url", "")
        answers.append(
            Answer(
                requirement.name,
                _(requirement.question),
                text,
                _(requirement.explanation),
                quotes,
                url,
            )
        )
    warns = any(read.get(name, {}).get("state") == "stated" for name in WARNS)
    return RequirementAnswers(answers, unanswered, warns)


def makes_no_sense(name: str, trial: Trial) -> bool:
    """Whether this question does not apply to such a study."""
    return name in _NOT_ASKED.get(trial.study_type, ())


_IN_SHORT = {
    "groups": gettext_lazy("possibly a placebo"),
    "biopsy": gettext_lazy("a biopsy"),
    "hospital_stay": gettext_lazy("a hospital stay"),
    "washout": gettext_lazy("time off certain medicines before joining"),
    "remote_visits": gettext_lazy("some visits from home"),
}
_ROUTES = ("tablet", "injection", "infusion")


def in_short(trial: Trial) -> list[str]:
    """What taking part involves, in a few words for a card."""
    stated = {e["name"] for e in trial.readings.get("requirements", ()) if e["state"] == "stated"}
    routes = [str(Feature(route).label).lower() for route in _ROUTES if route in trial.features]
    return routes + [str(text) for name, text in _IN_SHORT.items() if name in stated]


def in_brief(trial: Trial) -> dict[str, str]:
    """The facts that readers ask for first, a few words each; "" if the record is silent."""
    read = {entry["name"]: entry for entry in trial.readings.get("requirements", ())}
    silent = {"state": "not_stated", "detail": {}}
    groups, duration, visits, home, biopsy = (
        read.get(name, silent)
        for name in ("groups", "duration", "visits", "remote_visits", "biopsy")
    )
    stated = {"stated": _("Yes"), "stated_not": _("No")}
    visits_in_words = [
        _("Stated: see below") if visits["state"] == "stated" else "",
        _("some from home") if home["state"] == "stated" else "",
    ]
    return {
        "groups": _placebo_in_brief(groups["state"], groups["detail"]),
        "duration": _("up to %(time)s") % {"time": _time(duration["detail"])}
        if duration["state"] == "stated"
        else "",
        "visits": ", ".join(filter(None, visits_in_words)),
        "biopsy": stated.get(biopsy["state"], ""),
    }


def _placebo_in_brief(state: str, detail: dict[str, Any]) -> str:
    groups = detail.get("groups", [])
    placebo = sum(group["placebo"] for group in groups)
    if state == "stated" and placebo:
        return _("Yes, %(count)d of %(all)d groups") % {"count": placebo, "all": len(groups)}
    return {"stated": _("Mentioned; group not stated"), "stated_not": _("No")}.get(state, "")


def documents(trial: Trial) -> list[dict]:
    """The documents posted with the record: [{label, date, url}]"""
    for entry in trial.readings.get("requirements", ()):
        if entry["name"] == "consent_form" and not trial.is_sample:
            return entry["detail"].get("documents", [])
    return []


def _answer(name: str, state: str, detail: dict[str, Any]) -> str:
    """The answer in plain words; empty if the record has none."""
    if special := _SPECIAL.get(name):
        return special(state, detail)
    if state == "not_stated":
        return ""
    values: list[str] = next(
        (v for k, v in detail.items() if k in ("routes", "kinds", "ways", "what")), []
    )
    listed = ", ".join(_(value) for value in values)
    if state == "stated_not" and listed:
        return _("Not required, according to the record: %(what)s.") % {"what": listed}
    if state == "stated_not":
        return _("No, according to the record.")
    if name == "visits":
        return _("The record says so in these words:")
    if name == "route":
        return listed[:1].upper() + listed[1:] + "."
    return _("Yes: %(what)s.") % {"what": listed} if listed else _("Yes, the record says so.")


def _groups(state: str, detail: dict[str, Any]) -> str:
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
        return _("The record mentions a placebo, but does not say which group gets it.")
    if state == "stated_not":
        return _("No, according to the record.")
    if detail.get("interventional") and groups and not detail.get("mentioned"):
        text = ngettext(
            "The record lists %(count)d group, and mentions no placebo.",
            "The record lists %(count)d groups, and mentions no placebo.",
            len(groups),
        )
        return text % {"count": len(groups)}
    return ""


def _blinding(state: str, detail: dict[str, Any]) -> str:
    if state == "stated_not":
        return _("Yes: everyone knows what each person gets.")
    if state != "stated":
        return ""
    masked = detail.get("masked", [])
    who = ", ".join(lower_first(label(value)) for value in masked)
    if "PARTICIPANT" in masked:
        return _("No. Not told: %(who)s.") % {"who": who}
    if masked:
        return _("Yes. But these people are not told: %(who)s.") % {"who": who}
    return _(
        "The record says that some people are not told which treatment is given, but not who "
        "they are."
    )


def _duration(state: str, detail: dict[str, Any]) -> str:
    if state != "stated":
        return ""
    return _("The longest time that the record mentions: %(time)s.") % {"time": _time(detail)}


def _time(detail: dict[str, Any]) -> str:
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
    return text


def _yes_no(state: str, detail: dict[str, Any]) -> str:
    return {"stated": _("Yes."), "stated_not": _("No.")}.get(state, "")


def _data_sharing(state: str, detail: dict[str, Any]) -> str:
    if detail.get("answer") == "UNDECIDED":
        return _("Not decided yet.")
    return _yes_no(state, detail)


def _results(state: str, detail: dict[str, Any]) -> str:
    if state == "stated_not":
        return _("Not on ClinicalTrials.gov. They may have appeared elsewhere.")
    return _yes_no(state, detail)


_MONEY = {
    TRAVEL_PAID: gettext_lazy("help with travel"),
    PAYMENT: gettext_lazy("money for you"),
    FREE: gettext_lazy("something free of charge"),
    COST: gettext_lazy("a cost to you"),
}


def _travel_or_payment(state: str, detail: dict[str, Any]) -> str:
    """The question has three parts, so neither yes nor no would answer it."""
    if state == "stated_not":
        return _("The record says what is not paid, in these words:")
    if state != "stated":
        return ""
    listed = ", ".join(str(_MONEY.get(which, which)) for which in detail.get("which", ()))
    if not listed:
        return _("The record says so in these words:")
    return _("Mentioned in the record: %(what)s.") % {"what": listed}


def _consent_form(state: str, detail: dict[str, Any]) -> str:
    return _("Yes, it is posted.") if state == "stated" else ""


_SPECIAL = {
    "groups": _groups,
    "blinding": _blinding,
    "duration": _duration,
    "travel_or_payment": _travel_or_payment,
    "consent_form": _consent_form,
    "expanded_access": _yes_no,
    "results": _results,
    "fda_regulated": _yes_no,
    "oversight_committee": _yes_no,
    "data_sharing": _data_sharing,
}
