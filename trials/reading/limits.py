"""Limits that name no type of myositis, and yet keep many people with one type out."""

import re
from dataclasses import dataclass

from . import budget
from .criteria import Part
from .passages import Passage, Quote
from .wording import any_of, gettext_noop


@dataclass(frozen=True)
class Rule:
    """A limit, what it means for a reader, and how lines that take or bar people word it.

    `unless` are words in the same sentence that make it none.
    """

    slug: str
    says: str
    includes: re.Pattern | None = None
    excludes: re.Pattern | None = None
    unless: re.Pattern | None = None


@dataclass(frozen=True)
class Limit:
    limit: str
    quote: Quote


_LESS = (
    r"(?:<|≤|less|lower|below|under|not\s+(?:exceed|above)|no\s+(?:more|greater)\s+than|at\s+most"
    r"|maximum)"
)
_MORE = r"(?:>|≥|greater|more\s+than|at\s+least|above|over|minimum|higher)"
_MMT = r"(?:\bMMT\b|\bMMT[-\s]?8|manual\s+muscle\s+test\w*)"
_LUNG = r"(?:\bFVC\b|\bDLCO\b|\bFEV1\b|diffusi(?:ng|on)\s+capacity|vital\s+capacity)"
_ILD = r"(?:interstitial\s+lung|ILD\b)"
_WALK = r"(?:walk|ambulate|stand|rise|climb)"
_CANCER = (
    r"(?:malignan\w+|cancer\w*|neoplas\w+|carcinoma|tumou?rs?|lymphoma|leuk[ae]?emia|melanoma"
    r"|myeloma|sarcoma)"
)
_CDASI = r"(?:\bCDASI\b|Disease\s+Area\s+and\s+Severity\s+Index)"
_ANTIBODY = r"(?:auto-?)?antibod(?:y|ies)"
_MSA = r"(?:\b(?:MSA|MAA)s?\b|\banti-(?:Jo-?1|SRP|HMGCR|MDA-?5|TIF-?1\w*|NXP-?2|Mi-?2))"
RULES = (
    Rule(
        "weakness-needed",
        gettext_noop(
            "It takes people whose measured muscle strength is low enough. Those with a rash and"
            " strong muscles may not fit."
        ),
        includes=any_of(
            rf"{_MMT}[^.;]{{0,60}}{_LESS}",
            rf"{_MMT}[^.;]{{0,30}}between",
            r"(?:demonstrable|objective|documented|presence\s+of|evidence\s+of|proximal|definite)"
            r"\s+(?:\w+\s+){0,2}muscle\s+weakness",
        ),
        excludes=any_of(rf"{_MMT}[^.;]{{0,60}}{_MORE}"),
        unless=any_of(r"not\s+required", r"\bor\s+(?:an?\s+|active\s+)?(?:rash|skin)"),
    ),
    Rule(
        "walking-needed",
        gettext_noop("It takes people who can walk, or do a test of movement, to a stated degree."),
        includes=any_of(
            rf"\b(?:able|ability)\s+to\s+(?:\w+\s+){{0,3}}?{_WALK}",
            r"\bambulat(?:ory|e)\b(?!\s+(?:care|blood))",
            rf"(?:\b6MWD|(?:6|six)[-\s]?min(?:ute)?[-\s]+walk)[^.;]{{0,60}}{_MORE}",
        ),
        excludes=any_of(
            r"\bwheel\s?chair",
            r"\bnon[-\s]?ambulat\w+",
            rf"\b(?:unable|inability|not\s+able)\s+to\s+(?:\w+\s+){{0,2}}?{_WALK}",
            rf"\bcannot\s+(?:\w+\s+)?{_WALK}",
            r"\bbed[-\s]?(?:ridden|bound)",
        ),
        unless=any_of(r"not\s+required", r"\bor\s+(?:in\s+a\s+wheel|non-?ambul)"),
    ),
    Rule(
        "lungs-needed",
        gettext_noop(
            "It sets a lowest lung function, or bars oxygen or serious lung disease. Some people"
            " with lung disease from myositis may not fit."
        ),
        includes=any_of(
            rf"{_LUNG}[^.;]{{0,60}}{_MORE}",
            rf"{_MORE}[^.;]{{0,40}}{_LUNG}",
            r"\b(?:no|not|without)\b[^.;]{0,30}\boxygen",
        ),
        excludes=any_of(
            rf"{_LUNG}[^.;]{{0,60}}{_LESS}",
            r"\boxygen\s+(?:therapy|supplement\w*|use|requirement|support|at\s+home)",
            r"\b(?:requir\w+|need\w*|use\s+of|on)\s+(?:\w+\s+){0,2}oxygen\b",
            r"\b(?:severe|significant|advanced|rapidly\s+progressive|uncontrolled|active"
            rf"|progressive)\s+(?:\w+\s+){{0,2}}{_ILD}",
            r"\bRP-?ILD\b",
        ),
    ),
    Rule(
        "no-recent-cancer",
        gettext_noop(
            "It bars people with cancer now or within a stated time. That includes many people"
            " whose myositis came with a cancer."
        ),
        excludes=any_of(
            r"\b(?:history|diagnosis|presence|evidence|active|current|known|recent|any|concurrent"
            rf"|concomitant|prior|previous|ongoing)\b[^.;]{{0,60}}\b{_CANCER}",
            rf"^{_CANCER}\b",
            rf"\b{_CANCER}[-\s]+associated",
            rf"{_CANCER}[^.;]{{0,60}}\b(?:within|in\s+the\s+(?:last|past|previous))\b",
        ),
        unless=any_of(r"family\s+history", r"necrosis\s+factor", r"screening"),
    ),
    Rule(
        "antibody-needed",
        gettext_noop(
            "It takes people with certain antibodies in their blood, in some groups at least. Those"
            " without one may not fit."
        ),
        includes=any_of(
            r"(?:positiv\w*|presence|detectable|seropositiv\w*|at\s+least\s+one|documented|with)"
            rf"[^.;]{{0,80}}{_ANTIBODY}",
            rf"{_ANTIBODY}[^.;]{{0,50}}positiv\w*",
            rf"{_MSA}[^.;]{{0,30}}positiv\w*",
        ),
        unless=any_of(
            # Antibodies to germs, and those that are medicines.
            r"hepatit|HIV|HBs|HBc|HCV|SARS|COVID|tubercul|syphil|JC\s+virus|thyroid|anti-drug",
            r"monoclonal|measured|tested|\btest\b",
            r"with\s+or\s+without|positive\s+or\s+negative|regardless|not\s+required",
        ),
    ),
    Rule(
        "rash-needed",
        gettext_noop(
            "It takes people whose rash is strong enough on a doctor's score. Those whose skin is"
            " calm may not fit."
        ),
        includes=any_of(rf"{_CDASI}[^.;]{{0,60}}{_MORE}"),
    ),
    Rule(
        "no-swallowing-trouble",
        gettext_noop("It bars people with serious trouble swallowing, or with a feeding tube."),
        excludes=any_of(
            r"\b(?:severe|significant|serious)\s+(?:\w+\s+)?dysphagia",
            r"dysphagia\s+(?:that|requiring|which|with)",
            r"\baspiration\b(?!\s+(?:of|biop|cytol))",
            r"\b(?:feeding|nasogastric|PEG|gastric)\s+tube|gastrostomy",
        ),
        unless=any_of(r"marrow|needle"),
    ),
    Rule(
        "no-lasting-damage",
        gettext_noop("It bars people whose muscles are thought to be damaged for good."),
        excludes=any_of(
            r"\b(?:severe|significant|global|permanent|irreversible|extensive)\s+(?:\w+\s+){0,2}"
            r"(?:muscle|myositis)\s+damage",
            r"\bmuscle\s+damage",
            r"\bMDI\b|Myositis\s+Damage\s+Index",
            r"\bend[-\s]stage\s+(?:muscle|myo)",
        ),
        unless=any_of(r"inhaler"),
    ),
)


def limits(passages: list[Passage]) -> tuple[Limit, ...]:
    """The limits that criteria set, each once, with the first sentence that sets it."""
    found = {}
    for passage in passages:
        budget.check()
        if passage.field != "eligibility_criteria" or passage.is_about_controls:
            continue
        excludes = passage.effect == Part.EXCLUSION
        if passage.within == Part.EXCLUSION and not excludes:
            continue
        for rule in RULES:
            if rule.slug not in found and _sets(rule, passage, excludes):
                found[rule.slug] = passage.quote
    return tuple(Limit(rule.slug, found[rule.slug]) for rule in RULES if rule.slug in found)


def _sets(rule, passage, excludes):
    text = passage.text
    patterns = [rule.excludes] if excludes else [rule.includes]
    if excludes and passage.within != Part.EXCLUSION:
        # "Not on oxygen", among those whom the study takes, is worded for either side.
        patterns.append(rule.includes if rule.slug == "lungs-needed" else None)
    if not any(pattern and pattern.search(text) for pattern in patterns):
        return False
    return not (rule.unless and rule.unless.search(text))
