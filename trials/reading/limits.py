"""Limits that name no type of myositis, and yet keep many people with one type out."""

import re
from dataclasses import dataclass

from .criteria import Part
from .names import gettext_noop
from .passages import Passage, Quote


@dataclass(frozen=True)
class Rule:
    """A limit, what it means for a reader, and how criteria word it on either side."""

    slug: str
    says: str
    inclusion: re.Pattern | None = None
    exclusion: re.Pattern | None = None


@dataclass(frozen=True)
class Limit:
    limit: str
    quote: Quote


def _words(pattern):
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_LESS = r"(?:<|≤|less\s+than|lower\s+than|below|under|not\s+exceed\w*|no\s+more\s+than|at\s+most|or\s+less|maximum)"
_MORE = r"(?:>|≥|greater\s+than|more\s+than|at\s+least|above|over|minimum|or\s+more|higher\s+than)"
_LUNG = r"(?:\bFVC\b|forced\s+vital\s+capacity|\bDLCO\b|\bFEV1\b|diffusi(?:ng|on)\s+capacity|vital\s+capacity)"
_CANCER = r"(?:malignan\w+|cancer\w*|neoplas\w+|carcinoma|tumou?rs?|lymphoma)"
RULES = (
    Rule(
        "weakness-needed",
        gettext_noop(
            "It takes people whose measured muscle strength is low enough. Those with a rash and"
            " strong muscles may not fit."
        ),
        inclusion=_words(
            rf"(?:\bMMT\b|\bMMT[-\s]?8|manual\s+muscle\s+test\w*)[^.;]{{0,60}}{_LESS}"
            r"|(?:demonstrable|objective|documented|presence\s+of|evidence\s+of|proximal|definite)\s+"
            r"(?:\w+\s+){0,2}muscle\s+weakness"
        ),
        exclusion=_words(
            rf"(?:\bMMT\b|\bMMT[-\s]?8|manual\s+muscle\s+test\w*)[^.;]{{0,60}}{_MORE}"
        ),
    ),
    Rule(
        "walking-needed",
        gettext_noop("It takes people who can walk, or do a test of movement, to a stated degree."),
        inclusion=_words(
            r"\b(?:able|ability)\s+to\s+(?:\w+\s+){0,3}?(?:walk|ambulate|rise|stand|climb)|\bambulat(?:ory|e)\b(?!\s+(?:care|blood))"
            r"|(?:6|six)[-\s]?min(?:ute)?[-\s]+walk[^.;]{0,60}" + _MORE
        ),
        exclusion=_words(
            r"\bwheel\s?chair|\bnon[-\s]?ambulat\w+|\bunable\s+to\s+(?:\w+\s+){0,2}?(?:walk|ambulate|stand|rise)|\bbed[-\s]?(?:ridden|bound)"
        ),
    ),
    Rule(
        "lungs-needed",
        gettext_noop(
            "It sets a lowest lung function, or bars oxygen or serious lung disease. Some people"
            " with lung disease from myositis may not fit."
        ),
        inclusion=_words(rf"{_LUNG}[^.;]{{0,60}}{_MORE}"),
        exclusion=_words(
            rf"{_LUNG}[^.;]{{0,60}}{_LESS}|\b(?:supplemental|home|continuous|long[-\s]term|chronic)?\s*oxygen\s+(?:therapy|supplement\w*|use|requirement|support|at\s+home)"
            r"|\b(?:requir\w+|need\w*|use\s+of|on)\s+(?:\w+\s+){0,2}oxygen\b"
            r"|\b(?:severe|significant|advanced|rapidly\s+progressive|uncontrolled|active|progressive)\s+(?:\w+\s+){0,2}(?:interstitial\s+lung|ILD\b)|\bRP-?ILD\b"
        ),
    ),
    Rule(
        "no-recent-cancer",
        gettext_noop(
            "It bars people with cancer now or within a stated time. That includes many people"
            " whose myositis came with a cancer."
        ),
        exclusion=_words(
            rf"\b(?:history|diagnosis|presence|evidence|active|current|known|recent|any|concurrent|concomitant|prior|previous|ongoing)\b[^.;]{{0,60}}\b{_CANCER}"
            rf"|^{_CANCER}\b|\b{_CANCER}[-\s]+associated|{_CANCER}[^.;]{{0,60}}\b(?:within|in\s+the\s+(?:last|past|previous))\b"
        ),
    ),
    Rule(
        "antibody-needed",
        gettext_noop(
            "It takes people with certain antibodies in their blood. Those without one may not fit."
        ),
        inclusion=_words(
            r"(?:positiv\w*|presence|detectable|seropositiv\w*|at\s+least\s+one|documented|with)[^.;]{0,80}(?:auto)?antibod(?:y|ies)"
            r"|(?:auto)?antibod(?:y|ies)[^.;]{0,50}positiv\w*|\b(?:MSA|MAA)s?\b[^.;]{0,30}positiv\w*"
        ),
    ),
    Rule(
        "rash-needed",
        gettext_noop(
            "It takes people whose rash is strong enough on a doctor's score. Those whose skin is"
            " calm may not fit."
        ),
        inclusion=_words(rf"\bCDASI\b[^.;]{{0,60}}{_MORE}|\bCDASI[-\s]?A?\w*\s+(?:score\s+)?(?:of\s+)?{_MORE}"),
    ),
    Rule(
        "no-swallowing-trouble",
        gettext_noop("It bars people with serious trouble swallowing, or with a feeding tube."),
        exclusion=_words(
            r"\b(?:severe|significant|clinically\s+significant|serious)\s+(?:\w+\s+)?dysphagia|\baspiration\b(?!\s+(?:of|biop|cytol))|\bfeeding\s+tube|\bPEG\s+tube|gastrostomy"
            r"|dysphagia\s+(?:that|requiring|which|with)"
        ),
    ),
    Rule(
        "no-lasting-damage",
        gettext_noop("It bars people whose muscles are thought to be damaged for good."),
        exclusion=_words(
            r"\b(?:severe|significant|global|permanent|irreversible|extensive)\s+(?:\w+\s+){0,2}(?:muscle\s+)?damage|\bMDI\b|muscle\s+damage|end[-\s]stage\s+(?:muscle|myo|disease)"
        ),
    ),
)  # fmt: skip
_ANTIBODIES_TO_GERMS = re.compile(
    r"hepatit|HIV|HBs|HBc|HCV|SARS|COVID|tubercul|syphil|JC\s+virus|thyroid|anti-drug|monoclonal",
    re.IGNORECASE,
)


def limits(passages: list[Passage]) -> tuple[Limit, ...]:
    """The limits that criteria set, each once, with the first line that sets it."""
    found = {}
    for passage in passages:
        if passage.field != "eligibility_criteria":
            continue
        barring = passage.within == Part.EXCLUSION or passage.effect == Part.EXCLUSION
        if passage.within == Part.EXCLUSION and passage.effect == Part.INCLUSION:
            continue
        for rule in RULES:
            pattern = rule.exclusion if barring else rule.inclusion
            if rule.slug in found or not pattern or not pattern.search(passage.text):
                continue
            if rule.slug == "antibody-needed" and _ANTIBODIES_TO_GERMS.search(passage.text):
                continue
            found[rule.slug] = passage.quote
    return tuple(Limit(rule.slug, found[rule.slug]) for rule in RULES if rule.slug in found)
