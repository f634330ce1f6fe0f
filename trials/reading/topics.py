"""Matters that a study of myositis is about beside the types: cancer, lungs, calcium, registries."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .criteria import Part
from .names import gettext_noop
from .passages import Passage, Quote

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


@dataclass(frozen=True)
class Rule:
    """A topic, how records word it, and how we read it, for a reader."""

    slug: str
    name: str
    says: str
    pattern: re.Pattern


@dataclass(frozen=True)
class Topic:
    topic: str
    quote: Quote


def _words(pattern):
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_MYOSITIS = r"(?:(?:dermato|poly)?my[oa]s[iy]t\w+|inflammatory\s+myopath\w+|IIMs?\b|myopath\w+|\bDM\b|\bPM\b|PM/DM)"
_ILD = r"(?:interstitial\s+(?:lung|pneumon)\w*|\bR?P?-?ILD\b|pneumonitis|pulmonary\s+fibrosis|lung\s+(?:disease|involvement))"
RULES = (
    Rule(
        "cancer-associated",
        gettext_noop("Myositis that comes with cancer"),
        gettext_noop("Its title, conditions or summary name myositis that comes with a cancer, or the search for one."),
        _words(
            rf"(?:cancer|malignan\w+|neoplas\w+|tumou?r)s?[-\s]*(?:associated|related)\s+(?:\w+\s+)?{_MYOSITIS}|paraneoplastic\s+(?:\w+\s+)?{_MYOSITIS}"
            rf"|{_MYOSITIS}[-\s]+(?:\w+\s+)?(?:associated|related)\s+(?:with\s+)?(?:cancer|malignan|neoplas)\w*"
            rf"|(?:cancer|malignan\w+)\s+(?:screening|detection|surveillance|risk|incidence)[^.;]{{0,60}}{_MYOSITIS}|{_MYOSITIS}[^.;]{{0,60}}(?:cancer|malignan\w+)\s+(?:screening|detection|surveillance|risk)"
        ),
    ),
    Rule(
        "checkpoint-inhibitor",
        gettext_noop("Myositis after cancer immunotherapy"),
        gettext_noop("It names myositis that a checkpoint inhibitor, a medicine against cancer, has set off."),
        _words(
            r"(?:checkpoint\s+inhibitors?|\bICIs?\b|immunotherapy|immune[-\s]related|PD-?L?1|anti-PD)[^.;]{0,60}(?:myosit\w+|myopath\w+)"
            r"|(?:myosit\w+)[^.;]{0,60}(?:checkpoint|\bICIs?\b|immunotherapy|immune[-\s]related)"
        ),
    ),
    Rule(
        "lungs",
        gettext_noop("Lung disease with myositis"),
        gettext_noop("Its title, conditions or summary name myositis together with interstitial lung disease (ILD)."),
        _words(
            rf"{_MYOSITIS}[^.;]{{0,80}}{_ILD}|{_ILD}[^.;]{{0,80}}{_MYOSITIS}|anti-?\s?synthetase[^.;]{{0,60}}{_ILD}|{_ILD}[^.;]{{0,60}}anti-?\s?synthetase"
            rf"|MDA-?5[^.;]{{0,80}}{_ILD}|{_ILD}[^.;]{{0,80}}MDA-?5"
        ),
    ),
    Rule(
        "calcinosis",
        gettext_noop("Calcium lumps (calcinosis)"),
        gettext_noop("Its title, conditions or summary name calcinosis, hard lumps of calcium under the skin."),
        _words(r"calcinosis|dystrophic\s+calcif\w+|calcium\s+deposits"),
    ),
    Rule(
        "registry",
        gettext_noop("Registry or cohort"),
        gettext_noop("It collects facts about many people over time: a registry, a cohort or a biobank. It tests no treatment."),
        _words(r"\bregist(?:ry|er|ries)\b|\bcohort\s+study\b|\bcohort\b|biobank|biorepository|longitudinal\s+(?:observational|study)|database"),
    ),
    Rule(
        "natural-history",
        gettext_noop("Natural history"),
        gettext_noop("It watches how the disease goes over time, and says so."),
        _words(r"natural\s+(?:history|course)|disease\s+(?:course|progression)\s+(?:in|of|study)|pathogenesis\s+and\s+natural"),
    ),
)  # fmt: skip
_OBSERVATIONAL_ONLY = {"registry", "natural-history"}
_NAMES = ("brief_title", "official_title", "registry_conditions", "keywords", "acronym")
_FIRST_SENTENCES = 3


def topics(record: "StudyRecord", passages: list[Passage]) -> tuple[Topic, ...]:
    """The topics that a study's names or the beginning of its summary say, with the words."""
    design = record.protocol_section.design_module
    summary = [p for p in passages if p.field == "brief_summary"][:_FIRST_SENTENCES]
    where = [p for p in passages if p.field in _NAMES] + summary
    # Title and condition often share the topic between them: "ILD" here and "Myositis" there.
    conditions = [p.text for p in passages if p.field == "registry_conditions"]
    joined = Passage("registry_conditions", ", ".join(conditions))
    found = []
    for rule in RULES:
        if rule.slug in _OBSERVATIONAL_ONLY and design.study_type != "OBSERVATIONAL":
            continue
        here = [*where, joined] if rule.slug == "lungs" else where
        for passage in here:
            if passage.effect != Part.EXCLUSION and rule.pattern.search(passage.text):
                found.append(Topic(rule.slug, passage.quote))
                break
        else:
            if rule.slug == "registry" and design.patient_registry:
                found.append(Topic(rule.slug, Quote("design", gettext_noop("Patient registry"))))
    return tuple(found)
