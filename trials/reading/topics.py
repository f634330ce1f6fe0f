"""Matters that a study of myositis is about beside the types: cancer, lungs, calcium, cohorts."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import budget
from .passages import Passage, Quote
from .wording import any_of, gettext_noop

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


@dataclass(frozen=True)
class Rule:
    """A topic, its name for a reader, how we read it, and how records word it."""

    slug: str
    name: str
    says: str
    pattern: re.Pattern[str]
    is_observational: bool = False


@dataclass(frozen=True)
class Topic:
    topic: str
    quote: Quote


_MYOSITIS = (
    r"(?:(?:dermato|poly)?my[oa]s[iy]t\w+|inflammatory\s+myopath\w+|IIMs?\b|myopath\w+|\bDM\b"
    r"|\bPM\b|PM/DM)"
)
_ILD = (
    r"(?:interstitial\s+(?:lung|pneumon)\w*|\bR?P?-?ILD\b|pneumonitis|pulmonary\s+fibrosis"
    r"|lung\s+(?:disease|involvement))"
)
_CANCER = r"(?:cancer|malignan\w+|neoplas\w+)"
_CHECKPOINT = (
    r"(?:checkpoint\s+inhibitors?|\bICIs?\b|cancer\s+immunotherap\w+|immune[-\s]related"
    r"|PD-?L?1|anti-PD)"
)
_LIVING_MDA5 = r"(?:anti-?\s?synthetase|MDA-?5)"
RULES = (
    Rule(
        "cancer-associated",
        gettext_noop("Myositis that comes with cancer"),
        gettext_noop(
            "Its title, conditions, or summary mentions myositis that comes with cancer, or "
            "cancer screening."
        ),
        any_of(
            rf"(?:{_CANCER}|tumou?r)s?[-\s]*(?:associated|related)\s+(?:\w+\s+)?{_MYOSITIS}",
            rf"paraneoplastic\s+(?:\w+\s+)?{_MYOSITIS}",
            rf"{_MYOSITIS}[-\s]+(?:\w+\s+)?(?:associated|related)\s+(?:with\s+)?{_CANCER}",
            rf"{_CANCER}\s+(?:screening|detection|surveillance|risk|incidence)[^.;]{{0,60}}"
            rf"{_MYOSITIS}",
            rf"{_MYOSITIS}[^.;]{{0,60}}{_CANCER}\s+(?:screening|detection|surveillance|risk)",
            rf"{_CANCER}\s+in\s+(?:\w+\s+)?{_MYOSITIS}",
        ),
    ),
    Rule(
        "checkpoint-inhibitor",
        gettext_noop("Myositis after cancer immunotherapy"),
        gettext_noop(
            "It mentions myositis that a checkpoint inhibitor (a cancer medicine) has set off."
        ),
        any_of(
            rf"{_CHECKPOINT}[^.;]{{0,60}}(?:myosit\w+|myopath\w+)",
            rf"myosit\w+[^.;]{{0,60}}{_CHECKPOINT}",
        ),
    ),
    Rule(
        "lungs",
        gettext_noop("Lung disease with myositis"),
        gettext_noop(
            "Its title, conditions, or summary mentions myositis together with interstitial lung "
            "disease (ILD)."
        ),
        any_of(
            rf"{_MYOSITIS}[^.;]{{0,80}}{_ILD}",
            rf"{_ILD}[^.;]{{0,80}}{_MYOSITIS}",
            rf"{_LIVING_MDA5}[^.;]{{0,80}}{_ILD}",
            rf"{_ILD}[^.;]{{0,80}}{_LIVING_MDA5}",
        ),
    ),
    Rule(
        "calcinosis",
        gettext_noop("Calcium lumps (calcinosis)"),
        gettext_noop(
            "Its title, conditions, or summary mentions calcinosis, hard lumps of calcium under "
            "the skin."
        ),
        any_of(r"calcinosis", r"dystrophic\s+calcif\w+", r"calcium\s+deposits"),
    ),
    Rule(
        "registry",
        gettext_noop("Registry or cohort"),
        gettext_noop(
            "It collects facts about many people over time: a registry, a cohort, or a biobank. It "
            "tests no treatment."
        ),
        any_of(
            r"\bregist(?:ry|er|ries)\b",
            r"\bcohort\b",
            r"biobank|biorepository|database",
            r"longitudinal\s+(?:observational|study)",
        ),
        is_observational=True,
    ),
    Rule(
        "natural-history",
        gettext_noop("Natural history"),
        gettext_noop("It follows the course of the disease over time, and says so."),
        any_of(
            r"natural\s+(?:history|course)",
            r"disease\s+(?:course|progression)\s+(?:in|of|study)",
        ),
        is_observational=True,
    ),
)
_DENIED = any_of(
    rf"\bwithout\s+(?:\w+\s+)?(?:{_ILD}|{_CANCER}|calcin)",
    r"\b(?:is|are|will\s+be)\s+excluded|\bexcluded\)",
    r"\b(?:cannot|can\s?not|may\s+not)\s+(?:join|take\s+part|participate|be)",
    r"\bnot\s+(?:be\s+)?(?:studied|included|eligible|enrolled)",
)
_NAMES = ("brief_title", "official_title", "registry_conditions", "keywords", "acronym")
_FIRST_SENTENCES = 3


def topics(record: "StudyRecord", passages: list[Passage]) -> tuple[Topic, ...]:
    """The topics that a study's names or the beginning of its summary say, with the words."""
    design = record.protocol_section.design_module
    summary = [p for p in passages if p.field == "brief_summary"][:_FIRST_SENTENCES]
    where = [p for p in passages if p.field in _NAMES] + summary
    where = [passage for passage in where if not _DENIED.search(passage.text)]
    # Conditions often share a topic between them: "ILD" is one and "Myositis" another.
    conditions = ", ".join(p.text for p in where if p.field == "registry_conditions")
    together = Passage("registry_conditions", budget.cut(conditions)[0])
    found: list[Topic] = []
    for rule in RULES:
        if rule.is_observational and design.study_type != "OBSERVATIONAL":
            continue
        for passage in [*where, together] if rule.slug == "lungs" else where:
            budget.check()
            if rule.pattern.search(passage.text):
                found.append(Topic(rule.slug, passage.quote))
                break
        else:
            if rule.slug == "registry" and design.patient_registry:
                found.append(Topic(rule.slug, Quote("design", gettext_noop("Patient registry"))))
    return tuple(found)
