"""Could I get a placebo?"""

import re
from typing import TYPE_CHECKING, Any

from trials.reading.passages import Quote
from trials.reading.wording import gettext_noop, holds

from ..wording import lazy
from .requirement import Answer, AnswerState, Requirement
from .texts import GIVEN, MEASURED, TITLE, TOLD, Text, Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord
    from trials.ctgov.record import ArmGroup, Intervention

_PLACEBO_KEYS = ("placebo", "sham", "vehicle")
_PLACEBO = lazy(r"placebo|\bsham\b|\bvehicle[- ](?:control|cream|gel|ointment)")
_NO_PLACEBO = lazy(
    r"\b(?:no|not|non|without|neither)\b[- ](?:an? |any )?(?:placebo|sham)"
    r"|placebo (?:is|will|was) not|placebo-free"
)
_PLACEBO_HERE = lazy(
    r"\b(?:this|present|our|current)\b.{0,100}\b(?:study|trial)\b|\bwill (?:be|receive|get|take)\b"
    r"|\brandomi[sz]ed (?:\w+[ -]){0,8}to\b|\bdouble[- ]blind",
    re.ASCII,
)
_PLACEBO_ELSEWHERE = lazy(
    r"have shown|previous|prior (?!to)|earlier|reported|demonstrated|published|parent|complet"
    r"|roll(?:ed)?[- ]?over|showed|lead-in|original|extension|\bstudies\b|\btrials\b"
    r"|phase \w+ (?:study|trial) of|who received|were on",
    re.ASCII,
)


def _groups(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    protocol = record.protocol_section
    design, arms = protocol.design_module, protocol.arms_interventions_module
    interventional = design.study_type == "INTERVENTIONAL"
    given = _given(arms.interventions)
    groups = [_group(arm, given.get(arm.label or "", set())) for arm in arms.arm_groups]
    named = _placebos_named(texts)
    detail = {
        "groups": groups,
        "allocation": design.design_info.allocation or "",
        "interventional": interventional,
        "mentioned": any(group["placebo"] for group in groups)
        or any(_is_placebo(text.low) for _place, text in named),
    }
    if not interventional:
        return Answer(requirement.name, detail=detail)
    quotes = [
        Quote("arm_groups", group["label"] or group["type"]) for group in groups if group["placebo"]
    ]
    quotes += [
        text.quote(*match.span())
        for place, text in named
        if _is_placebo_here(place, text) and (match := _PLACEBO.search(text.low))
    ]
    if quotes:
        return Answer(
            requirement.name, AnswerState.STATED, tuple(dict.fromkeys(quotes))[:3], detail
        )
    denied = [
        text.quote(*match.span())
        for _place, text in named
        if (match := _NO_PLACEBO.search(text.low))
    ]
    if denied and not detail["mentioned"]:
        return Answer(requirement.name, AnswerState.STATED_NOT, tuple(denied[:1]), detail)
    return Answer(requirement.name, detail=detail)


def _placebos_named(texts: Texts) -> list[tuple[str, Text]]:
    """[(place, text)] of texts outside of the criteria that may name a placebo."""
    return [
        (place, text)
        for place in (TITLE, TOLD, GIVEN, MEASURED)
        if holds(texts.whole.get(place, ""), _PLACEBO_KEYS)
        for text in texts.at(place)
        if holds(text.low, _PLACEBO_KEYS)
    ]


def _given(interventions: "list[Intervention]") -> dict[str, set[str]]:
    """{label of a group: names of what it gets}"""
    found: dict[str, set[str]] = {}
    for intervention in interventions:
        if intervention.name:
            for label in filter(None, intervention.arm_group_labels):
                found.setdefault(label, set()).add(intervention.name)
    return found


def _group(arm: "ArmGroup", also_given: set[str]) -> dict[str, Any]:
    """What the record says of a group. `mixed` means a placebo and something else."""
    label = arm.label or ""
    given = {name.partition(": ")[2] or name for name in arm.intervention_names} | also_given
    placebos = {name for name in given if _is_placebo(name.lower())}
    by_type = arm.type in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR")
    return {
        "label": label,
        "type": arm.type or "",
        "placebo": by_type or bool(placebos) or _is_placebo(label.lower()),
        "mixed": bool(placebos) and placebos != given,
    }


def _is_placebo(low: str) -> bool:
    return holds(low, _PLACEBO_KEYS) and bool(_PLACEBO.search(low)) and not _NO_PLACEBO.search(low)


def _is_placebo_here(place: str, text: Text) -> bool:
    """Whether a title, a treatment's name or a sentence says that this study has a placebo."""
    if not _is_placebo(text.low) or _PLACEBO_ELSEWHERE.search(text.low):
        return False
    if place == TITLE or text.field == "interventions":
        return True
    return place == TOLD and bool(_PLACEBO_HERE.search(text.low))


REQUIREMENT = Requirement(
    "groups",
    gettext_noop("Could I get a placebo?"),
    gettext_noop(
        "We look at the groups that the record lists, at its titles, and at what it says about "
        "this study. We never calculate your chances."
    ),
    reader=_groups,
)
