"""Antibodies that a study asks for, or that bar a person from it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .criteria import Part
from .passages import Passage, Quote


class Demand(StrEnum):
    REQUIRED = "required"  # this one, or one of several
    BARRED = "barred"


@dataclass(frozen=True)
class Antibody:
    slug: str
    name: str
    pattern: str
    # Letters that stand for something else elsewhere (SAE: serious adverse event) count behind
    # "anti-", or in a list of antibodies.
    is_short: bool = False


@dataclass(frozen=True)
class Asked:
    antibody: str
    demand: Demand
    quote: Quote


ANTIBODIES = (
    Antibody("jo-1", "anti-Jo-1", r"Jo[-\s]?1\b|histidyl[-\s]+(?:tRNA|transfer)"),
    Antibody("pl-7", "anti-PL-7", r"PL[-\s]?7\b|threonyl[-\s]*(?:\(|-|tRNA|transfer)"),
    Antibody("pl-12", "anti-PL-12", r"PL[-\s]?12\b|alanyl[-\s]*(?:\(|-|tRNA|transfer)"),
    Antibody("ej", "anti-EJ", r"EJ\b|(?<!\w)glycyl[-\s]*(?:\(|-|tRNA|transfer)", True),
    Antibody("oj", "anti-OJ", r"OJ\b|isoleucyl[-\s]*(?:\(|-|tRNA|transfer)", True),
    Antibody("ks", "anti-KS", r"KS\b|asparaginyl[-\s]*(?:\(|-|tRNA|transfer)", True),
    Antibody("ha", "anti-Ha", r"(?:Ha|HA|YRS)\b|tyros[iy]+l[-\s]*(?:\(|-|tRNA|transfer)", True),
    Antibody("zo", "anti-Zo", r"(?:Zo|ZO)\b|phenylalanyl[-\s]*(?:\(|-|tRNA|transfer)", True),
    Antibody("mda5", "anti-MDA5", r"MDA[-\s]?5\b|CADM[-\s]?140|melanoma\s+differentiation[-\s]associated"),
    Antibody("tif1-gamma", "anti-TIF1-γ", r"TIF[-\s]?1(?:[-\s]?(?:γ|g\b|gamma|y\b))?|p155(?:/140)?\b|TRIM33"),
    Antibody("nxp2", "anti-NXP2", r"NXP[-\s]?2\b|MORC3|p140\b|\bMJ\b"),
    Antibody("mi-2", "anti-Mi-2", r"Mi[-\s]?2(?:[-\s]?(?:α|β|alpha|beta|[ab]))?\b"),
    Antibody("sae", "anti-SAE", r"SAE(?:[-\s]?[12](?:/2)?)?\b|small\s+ubiquitin[-\s]like\s+modifier", True),
    Antibody("srp", "anti-SRP", r"SRP(?:[-\s]?54)?\b|signal\s+recognition\s+particle"),
    Antibody("hmgcr", "anti-HMGCR", r"HMG[-\s]?C?o?A?[-\s]?R\b|HMGCR\b|HMGR\b"
             r"|(?:HMG[-\s]?CoA|3-hydroxy\S*\s*\S*\s*coenzyme\s+A)\s+reductase(?!\s+inhib)"),
    Antibody("cn1a", "anti-cN1A", r"cN[-\s]?1A\b|NT5C1A|5['’′]?[-\s]*nucleotidase\s*1?A?|Mup44"),
    Antibody("ro52", "anti-Ro52", r"Ro[-\s]?52\b|SSA[-\s/]?52|TRIM21|Ro/SSA|Ro[-\s]?\(?SS-?A\)?|(?<=anti-)Ro\b"),
    Antibody("pm-scl", "anti-PM-Scl", r"PM[-\s/]*Scl(?:[-\s]?(?:75|100))?\b"),
    Antibody("ku", "anti-Ku", r"Ku\b", True),
    Antibody("u1-rnp", "anti-U1-RNP", r"U1[-\s]?(?:sn)?RNP\b|(?<=anti-)RNP\b|ribonucleoprotein"),
)  # fmt: skip
_ANY = re.compile(
    r"(?<![\w])(?P<anti>(?:anti|α)[-\s]*\(?)?(?:"
    + "|".join(f"(?P<n{number}>{a.pattern})" for number, a in enumerate(ANTIBODIES))
    + ")"
)
_LONG = re.compile(
    r"(?:(?:histid|threon|alan|glyc|isoleuc|asparagin|tyros|phenylalan)[iy]+l"
    r"|signal recognition|melanoma diff|ribonucleo|small ubiq|coenzyme|nucleotidase)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"antibod|anti-|autoantib|serolog|positiv|negativ|MSA|MAA", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:negative|absence|without|no|not|non|seronegative|free\s+of|excluding|except|other\s+than)\b",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:regardless|irrespective|with\s+or\s+without|positive\s+or\s+negative|not\s+required|allowed|permitted"
    r"|will\s+be\s+(?:measured|tested|assessed))\b",
    re.IGNORECASE,
)


def asked(passages: list[Passage]) -> tuple[Asked, ...]:
    """The antibodies that criteria name, each once; what is required goes before what is barred."""
    found = {}
    for passage in passages:
        if passage.field != "eligibility_criteria" or not _SPEAKS.search(passage.text):
            continue
        if _EITHER_WAY.search(passage.text):
            continue
        for slug, start in _named(passage.text):
            demand = _demand(passage, start)
            if demand and found.get(slug, (None,))[0] != Demand.REQUIRED:
                found[slug] = (demand, passage.quote)
    return tuple(Asked(a.slug, *found[a.slug]) for a in ANTIBODIES if a.slug in found)


def _named(text):
    """[(slug, where)] of the antibodies in a text."""
    here = []
    for match in _ANY.finditer(text):
        antibody = ANTIBODIES[int(match.lastgroup[1:])]
        here.append((antibody, bool(match["anti"]), match.start()))
    kinds = {antibody.slug for antibody, _anti, _start in here if not antibody.is_short}
    return [
        (antibody.slug, start)
        for antibody, anti, start in here
        if anti or not antibody.is_short or len(kinds) > 1
    ]


def _demand(passage, start):
    if passage.within == Part.EXCLUSION:
        denied = _NEGATIVE.match(passage.text) or "negative for" in passage.text.lower()
        return None if denied else Demand.BARRED
    if passage.effect == Part.EXCLUSION or _NEGATIVE.search(passage.text[:start][-40:]):
        return Demand.BARRED
    return Demand.REQUIRED
