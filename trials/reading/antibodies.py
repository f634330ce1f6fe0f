"""Antibodies that a study asks for, or that bar a person from it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from . import budget, clauses
from .antibody_ground import Around
from .antibody_words import masked_names, prepared, respelled
from .clauses import Says
from .cues import NAME, Kind
from .effects import Part
from .names import Mention
from .passages import Passage, Quote
from .scopes import Clause, Found
from .subtypes import Narrow
from .ways_to_fit import is_one_of_several
from .wording import any_of, holds


class Demand(StrEnum):
    REQUIRED = "required"  # this one, or one of several
    BARRED = "barred"


@dataclass(frozen=True)
class Antibody:
    """`pattern` is how records write it, behind "anti-" or alone.

    Short letters stand for something else elsewhere (SAE: a serious adverse event). Alone they
    count in capitals and beside another antibody only.
    """

    slug: str
    name: str
    pattern: str
    is_short: bool = False


@dataclass(frozen=True)
class Asked:
    antibody: str
    demand: Demand
    quote: Quote


def _of(amino_acid: str) -> str:
    """A synthetase by what it joins: `alanyl-tRNA`, `anti-alanyl- (anti-PL-12)`."""
    return rf"(?<!\w){amino_acid}[-\s]*(?:\(|-|tRNA|transfer)"


ANTIBODIES = (
    Antibody("jo-1", "anti-Jo-1", rf"Jo[-\s]?1\b|{_of('histid[iy]l')}"),
    Antibody("pl-7", "anti-PL-7", rf"PL[-\s]?7\b|{_of('threon[iy]l')}"),
    Antibody("pl-12", "anti-PL-12", rf"PL[-\s]?12\b|{_of('alan[iy]l')}"),
    Antibody("ej", "anti-EJ", rf"EJ\b|{_of('glyc[iy]l')}", True),
    Antibody("oj", "anti-OJ", rf"OJ\b|{_of('isoleuc[iy]l')}", True),
    Antibody("ks", "anti-KS", rf"KS\b|{_of('asparagin[iy]l')}", True),
    Antibody("ha", "anti-Ha", rf"(?:Ha|HA|YRS)\b|{_of('tyros[iy]n?[iy]?l')}", True),
    Antibody("zo", "anti-Zo", rf"(?:Zo|ZO)\b|{_of('phenylalan[iy]l')}", True),
    Antibody(
        "mda5",
        "anti-MDA5",
        r"MDA[-\s]?5\b|CADM[-\s]?140|melanoma\s+differentiation[-\s]associated(?:\s+(?:gene|protein)\b(?:[-\s]*5\b)?)?",
    ),
    Antibody(
        "tif1-gamma",
        "anti-TIF1-γ",
        r"TIF[-\s]?1(?:[-\s]?(?:γ|g\b|gamma|y\b))?|p155(?:/140)?\b|TRIM33",
    ),
    Antibody("nxp2", "anti-NXP2", r"NXP[-\s]?2\b|MORC3|p140\b|MJ\b"),
    Antibody("mi-2", "anti-Mi-2", r"Mi[-\s]?2(?:[-\s]?(?:α|β|alpha|beta|[ab]))?\b"),
    Antibody(
        "sae",
        "anti-SAE",
        r"SAE(?:[-\s]?[12](?:/2)?)?\b|small\s+ubiquitin[-\s]like\s+modifier",
        True,
    ),
    Antibody("srp", "anti-SRP", r"SRP(?:[-\s]?54)?\b|signal\s+recognition\s+particle"),
    Antibody(
        "hmgcr",
        "anti-HMGCR",
        r"HMG[-\s]?C?o?A?[-\s]?R\b|HMGCR\b|HMGR\b"
        r"|(?:HMG[-\s]?CoA|3-hydroxy\S*\s*\S*\s*coenzyme\s+A)\s+reductase(?!\s+inhib)",
    ),
    Antibody(
        "cn1a",
        "anti-cN1A",
        r"cN[-\s]?1A\b|NT5C1A|5['’′]?[-\s]*nucleotidase\s*1?A?|Mup44",
    ),
    Antibody(
        "ro52",
        "anti-Ro52",
        r"Ro[-\s]?52\b|SSA[-\s/]?52|TRIM21|Ro/SSA|Ro[-\s]?\(?SS-?A\)?|(?<=anti-)Ro\b",
    ),
    Antibody("pm-scl", "anti-PM-Scl", r"PM[-\s/]*Scl(?:[-\s]?(?:75|100))?\b|PM-?(?:75|100)\b"),
    Antibody("ku", "anti-Ku", r"Ku\b", True),
    Antibody("u1-rnp", "anti-U1-RNP", r"(?:U1[-\s]?(?:sn)?)?RNP\b|ribonucleoprotein"),
)
_ANY = re.compile(
    r"(?<!\w)(?P<anti>(?:anti|α)[-\s]*\(?)?(?:"
    + "|".join(f"(?P<n{number}>{a.pattern})" for number, a in enumerate(ANTIBODIES))
    + ")",
    re.IGNORECASE,
)
_DASH = re.compile(r"(?<=\w)[‐‑‒–](?=\w)")
_CAPITALS = {"EJ", "OJ", "KS", "Ha", "HA", "YRS", "Zo", "ZO", "SAE", "SAE1", "SAE-1", "Ku"}
# "MDA5+", "MDA5 (+)" and "MDA5 (-)", right behind the name.
_PLUS, _MINUS = r"[-\s]*(?:\(\s*[+⁺]+\s*\)|[+⁺](?![\w+/-]))", r"\s*(?:\(\s*[-–−]\s*\)|−(?!\w))"
_SPEAKS = any_of(
    r"antibod",
    r"\bA?Abs?\b",
    r"\((?:neg|pos)\b",
    r"anti-",
    r"\banti\s(?=Jo|PL\b|MDA|TIF|NXP|Mi\b|SRP|HMG|PM\b|Ro\b|SAE|Ku\b|cN)",
    r"serolog",
    r"positiv",
    r"negativ",
    r"\bMSA",
    r"\bMAA",
)
_LONG_NAMES = ("Jo", "PL", "MDA", "TIF", "NXP", "Mi", "SRP", "HMG", "1A", "Ro", "Scl", "RNP")
_SIGNS = ("+", "⁺", "(-", "(–", "−")
_SIGNED = re.compile(rf"(?:{_ANY.pattern})(?:{_PLUS}|{_MINUS})", re.IGNORECASE)
# "MDA5-, Jo-1+"
_MINUS_OF_SIGNS = re.compile(r"-(?=\s*(?:[,;]|$)|\s(?!or\b|and\b))")
_PLUS_OF_SIGNS = re.compile(r"\w\+(?!\w)")
_OF_RESULT = re.compile(r"positiv|negativ|[+-]\W*$", re.IGNORECASE)
_RESULT = re.compile(
    rf"positiv|\A{_PLUS}|(?P<negative>(?<!\bor\ssero)negativ|\A{_MINUS}|\bneg\b|\bundetect|\babsent\b"
    r"|\bnot\s+(?:be\s+|been\s+)?(?:detect|found|present|demonstrat|identif|seen))",
    re.IGNORECASE,
)
# "Negative anti-MDA5 test": the result before the names of antibodies, and of no other words.
_NEGATIVE_BEFORE = re.compile(
    # One way to read each character: a second one doubles the work with each name.
    rf"\b(?:(?:sero-?)?negative|absent)\s(?:(?:serum|blood|screening|an?|the|any|both|and|or|nor|for|on|in|two|tests?)\s|[{NAME}\s,/()-])*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"antibod\w+\s+(?:against|to)\b", re.IGNORECASE)
_POSITIVE_BEFORE = re.compile(
    r"\bpositiv\w*\s+(?:(?:tests?|results?|for|serum|anti)[-\s]+)*$", re.IGNORECASE
)
# "anti-Jo-1 antibodies": the second word belongs to the name.
_NOUN = re.compile(
    r"[\s-]*(?:\((?!not)[^()]{1,20}\)[\s-]*)?(?:(?:auto-?)?antibod\w+|A?Abs?\b|IgG\b)",
    re.IGNORECASE,
)
_POSITIVE_AFTER = re.compile(rf"[\s,)]*positiv|{_PLUS}", re.IGNORECASE)
# "Without cancer, anti-MDA5 negative"
_NEGATIVE_AFTER = re.compile(r"[\s-]*(?:sero-?)?negative\b", re.IGNORECASE)
_KIND = re.compile(
    r"(?<!\bany\s)(?<!\bno\s)(?<!\bwithout\s)\bantibod(?:y|ies)\b|\bM[SA]As?\b", re.IGNORECASE
)


def asked(passages: list[Passage], narrow: Narrow) -> tuple[Asked, ...]:
    """The antibodies that criteria name, each once; what is required goes before what is barred."""
    criteria = [p for p in passages if p.field == "eligibility_criteria"]
    demands = [
        (passage, slug, demand)
        for passage in criteria
        if _may_ask(passage) and passage.text not in narrow.own
        for slug, demand in _demands(passage, narrow.taken)
        if not is_one_of_several(passage, criteria, _names_one, narrow.of_some)
    ]
    found: dict[str, tuple[Demand, Quote]] = {}
    for passage, slug, demand in demands:
        if any(p.line == passage.line and s == slug and d != demand for p, s, d in demands):
            # "Group 1: Jo-1 positive; group 2: Jo-1 negative"
            continue
        if slug not in found or (found[slug][0], demand) == (Demand.BARRED, Demand.REQUIRED):
            found[slug] = (demand, passage.quote)
    return tuple(Asked(a.slug, *found[a.slug]) for a in ANTIBODIES if a.slug in found)


def _may_ask(passage: Passage) -> bool:
    budget.check()
    text = _DASH.sub("-", passage.text)
    if passage.is_about_controls:
        return False
    if _SPEAKS.search(text) or (holds(text, _SIGNS) and _SIGNED.search(text)):
        return True
    if passage.under and _SPEAKS.search(passage.under[-1]):
        return True
    return holds(text, _LONG_NAMES) and len(named(text)) > 1


def _names_one(passage: Passage) -> bool:
    return bool(named(passage.text)) or bool(_KIND.search(passage.text))


def _demands(passage: Passage, taken: frozenset[str]) -> list[tuple[str, Demand]]:
    """[(slug, demand)] of a passage, by the same algorithm as its types of myositis.

    `taken` are the types that the study takes.
    """
    written = respelled(passage.text)
    text, mentions = prepared(written, named(written))
    clause, around = Clause(text, mentions), Around(text, mentions, written)
    found = []
    for number, said in enumerate(clauses.said_in(clause, passage.names, of_some=True)):
        cues = clause.in_force(number)
        if said.says == Says.NEITHER or any(cue.kind == Kind.ELSEWHERE for cue in cues):
            continue
        has_result = passage.names != Part.EXCLUSION and (
            _POSITIVE_AFTER.match(text, said.mention.end)
            or _NEGATIVE_AFTER.match(text, said.mention.end)
            or _POSITIVE_BEFORE.search(written[: said.mention.start])
        )
        if said.says == Says.UNCLEAR and not (has_result or _is_clear_no(text, cues)):
            continue
        refuses = passage.names == Part.EXCLUSION or any(cue.kind == Kind.REFUSES for cue in cues)
        if any(cue.kind == Kind.INCLUDES for cue in cues) and passage.names == Part.EXCLUSION:
            # "Anti-Jo-1 positive patients may be included" asks for nothing.
            continue
        part = Part.EXCLUSION if refuses else Part.INCLUSION
        if passage.names == Part.EXCLUSION and around.is_too_low(said.mention):
            found.append((said.mention.means[0], Demand.REQUIRED))
            continue
        if around.is_aside(part, said.mention):
            continue
        group = around.group_of(said.mention)
        is_denied = any(
            cue.kind in (Kind.DENIES, Kind.EXCEPTS) and not cue.is_uncertain for cue in cues
        )
        if refuses and around.is_spared(said.mention) and any(c.kind == Kind.EXCEPTS for c in cues):
            # "Any antibody other than anti-Jo-1"
            continue
        lacks = is_denied or _is_negative(text, said.mention, mentions)
        if refuses:
            is_excepted = any(cue.kind == Kind.EXCEPTS for cue in cues)
            if lacks and not is_excepted and around.is_of_other_types(said.mention, taken):
                # "Antisynthetase syndrome without anti-Jo-1 antibodies", of a study of all types
                continue
            if not around.is_of_all(group, is_refused=passage.names == Part.INCLUSION):
                continue
        elif not around.is_asked_for(group) or (not is_denied and around.is_one_way(group)):
            continue
        found.append(
            (said.mention.means[0], Demand.BARRED if lacks != refuses else Demand.REQUIRED)
        )
    return found


def named(text: str) -> list[tuple[str, int, int]]:
    """[(slug, start, end)] of the antibodies in a text."""
    text = _DASH.sub("-", text)
    matches = [(ANTIBODIES[int((m.lastgroup or "")[1:])], m) for m in _ANY.finditer(text)]
    has_long = any(not antibody.is_short for antibody, _match in matches)
    found = []
    for antibody, match in matches:
        counts = not antibody.is_short or match["anti"] or len(match[0]) > 6
        counts = counts or bool(_AGAINST.search(text) and match[0] in _CAPITALS)
        if counts or (has_long and match[0] in _CAPITALS):
            noun = _NOUN.match(text, match.end())
            found.append((antibody.slug, match.start(), noun.end() if noun else match.end()))
    return found


def _is_clear_no(text: str, cues: list[Found]) -> bool:
    """Whether "no" is clear of an antibody, which leaves a type of myositis unclear.

    An exclusion of people with "no anti-Jo-1 detected" asks for it.
    """
    is_denied = any(cue.kind in (Kind.DENIES, Kind.EXCEPTS) for cue in cues)
    is_open = text.lstrip().lower().startswith("without")
    return is_denied and not is_open and not any(cue.is_uncertain for cue in cues)


def _is_negative(text: str, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether it must be absent: "anti-MDA5 negative", and not "positive for anti-MDA5"."""
    if _POSITIVE_AFTER.match(text, mention.end):
        return False
    if _MINUS_OF_SIGNS.match(text, mention.end) and _PLUS_OF_SIGNS.search(text):
        return True
    if _NEGATIVE_BEFORE.search(masked_names(text, mentions)[: mention.start]):
        return True
    result = _RESULT.search(text[mention.end :].partition(".")[0])
    return bool(
        result and result["negative"] and not _POSITIVE_BEFORE.search(text[: mention.start])
    )
