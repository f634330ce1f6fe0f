"""Antibodies that a study asks for, or that bar a person from it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from . import budget, clauses, names
from .clauses import Says
from .cues import NAME, Kind
from .effects import Part
from .names import Mention
from .passages import Passage, Quote
from .scopes import Clause, kind_of
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
        r"MDA[-\s]?5\b|CADM[-\s]?140|melanoma\s+differentiation[-\s]associated",
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
    Antibody("pm-scl", "anti-PM-Scl", r"PM[-\s/]*Scl(?:[-\s]?(?:75|100))?\b"),
    Antibody("ku", "anti-Ku", r"Ku\b", True),
    Antibody("u1-rnp", "anti-U1-RNP", r"U1[-\s]?(?:sn)?RNP\b|(?<=anti-)RNP\b|ribonucleoprotein"),
)
_ANY = re.compile(
    r"(?<!\w)(?P<anti>(?:anti|α)[-\s]*\(?)?(?:"
    + "|".join(f"(?P<n{number}>{a.pattern})" for number, a in enumerate(ANTIBODIES))
    + ")",
    re.IGNORECASE,
)
_CAPITALS = {"EJ", "OJ", "KS", "Ha", "HA", "YRS", "Zo", "ZO", "SAE", "SAE1", "SAE-1", "Ku"}
# "MDA5+", "MDA5 (+)" and "MDA5 (-)", right behind the name.
_PLUS, _MINUS = r"[-\s]*(?:\(\s*[+⁺]+\s*\)|[+⁺](?![\w+/-]))", r"\s*(?:\(\s*[-–−]\s*\)|−(?!\w))"
_SPEAKS = any_of(r"antibod", r"anti-", r"serolog", r"positiv", r"negativ", r"\bMSA", r"\bMAA")
_SIGNS = ("+", "⁺", "(-", "(–", "−")
_SIGNED = re.compile(rf"(?:{_ANY.pattern})(?:{_PLUS}|{_MINUS})", re.IGNORECASE)
_RESULT = re.compile(
    rf"positiv|\A{_PLUS}|(?P<negative>(?<!\bor\ssero)negativ|\A{_MINUS})", re.IGNORECASE
)
# "Negative anti-MDA5 test": the result before the names of antibodies, and of no other words.
_NEGATIVE_BEFORE = re.compile(
    # One way to read each character: a second one doubles the work with each name.
    rf"\b(?:sero-?)?negative\s(?:(?:serum|blood|screening|an?|the|any|both|and|or|nor)\s|[{NAME}\s,/()-])*$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"antibod\w+\s+(?:against|to)\b", re.IGNORECASE)
_POSITIVE_BEFORE = re.compile(r"\bpositiv\w*\s+(?:(?:for|serum|anti)[-\s]+)*$", re.IGNORECASE)
# "anti-Jo-1 antibodies": the second word belongs to the name.
_NOUN = re.compile(r"[\s-]*(?:\((?!not)[^()]{1,20}\)[\s-]*)?(?:auto-?)?antibod\w+", re.IGNORECASE)
_POSITIVE_AFTER = re.compile(rf"[\s,)]*positiv|{_PLUS}", re.IGNORECASE)
_NONE = re.compile(
    r"(?:or\s+)?(?:sero-?negative|antibody[-\s]negative|no\s+(?:known\s+)?(?:auto-?)?antibod\w+)(?:\s+(?:disease|patients?|people|IMNM|myositis|myopathy|cases?))?",
    re.IGNORECASE,
)
# Behind one antibody or several: what else those have who are barred.
_WITH_MORE = re.compile(
    rf"(?:{NAME}|[\s,/+⁺()]|\b(?:or|and|positive|positivity|antibod\w+|patients?|people|participants?|subjects?)\b)*"
    r"\b(?:(?:together\s+|along\s+|in\s+combination\s+)?with(?!\s+(?:or\s+without|an?\s+(?:high\s+)?tit|tit|high|elevated|levels?))"
    r"|without|if|who|whose|when|accompanied|plus|provided)\b",
    re.IGNORECASE,
)
# Another disease of those who have it: "lung disease in anti-MDA5 dermatomyositis".
_SOMETHING_IN = re.compile(
    r"\w\s+in\s+(?:(?:patients?|people|participants?|subjects?|those)\s+with\s+)?$", re.IGNORECASE
)
# Between an antibody and the disease of those who have it: "NXP2 positive DM".
_OF_DISEASE = re.compile(r"[\s,)-]*(?:positive|\(?[+⁺]\)?)[\s-]*(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_EITHER_WAY = any_of(
    r"\b(?:regardless|irrespective|with\s*(?:or|and|and/or|/)\s*without|positive\s+or\s+negative)\b",
    r"\b(?:not\s+required|allowed|permitted|do(?:es)?\s+not\s+qualify)\b",
    r"\+\s*/\s*[-–−]",
    # A list in which something else does as well.
    r"\b(?:at\s+least\s+(?:one|two|1|2)|one\s+or\s+more|any|either|one)\s+of\s*(?:the\s+following\s*)?:"
    r"[^.;:]*\b(?:biops\w+|EMG|electromyogra\w+|MRI|rash|weakness|CK|histolog\w+)\b",
    r"\bwill\s+be\s+(?:measured|tested|assessed)\b|\btested\s+for\b",
    r"\btesting\s+(?:of|for)\b|\b(?:blood|serum|plasma)\s+samples?\b",
    r"\bto\s+(?:be\s+)?(?:test|measure|check|assess|determine|screen|look|analy[sz]e)(?:ed)?\b",
    r"\bnot\s+(?:needed|necessary|mandatory|essential)\b|\bmay\s+(?:also\s+)?be\s+(?:present|found|detected)\b",
    r"\bor\s+(?:sero-?negative|antibody[-\s]negative)\b",
    r"\bstratif\w+|\b(?:do|does|will|would)\s+not\s+(?:affect|influence|change|decide|determine)\b",
    r"\b(?:drawn|collected)\s+for\b",
    r"\bstatus\b|\bany\s+result\b|\bboth\b[^.;]{0,60}\bpositive\s+and\b[^.;]{0,60}\bnegative\b|\bpresent\s+or\s+absent\b|\bno\s+obstacle\b",
    r"negative\s+or\s+(?:sero-?)?positive|\bboth\s+(?:are\s+)?(?:fine|allowed|ok|permitted)\b",
)


def asked(passages: list[Passage]) -> tuple[Asked, ...]:
    """The antibodies that criteria name, each once; what is required goes before what is barred."""
    found: dict[str, tuple[Demand, Quote]] = {}
    # Lists that name people without antibodies too: "anti-SRP, anti-HMGCR, seronegative".
    either_way = {passage.under for passage in passages if _NONE.fullmatch(passage.text)}
    for passage in passages:
        budget.check()
        text = passage.text
        if passage.field != "eligibility_criteria" or passage.is_about_controls:
            continue
        if not (_SPEAKS.search(text) or (holds(text, _SIGNS) and _SIGNED.search(text))):
            continue
        if _EITHER_WAY.search(text):
            continue
        if passage.under in either_way:
            continue
        for slug, demand in _demands(passage):
            if demand and (slug not in found or found[slug][0] != Demand.REQUIRED):
                found[slug] = (demand, passage.quote)
    return tuple(Asked(a.slug, *found[a.slug]) for a in ANTIBODIES if a.slug in found)


def _demands(passage: Passage) -> list[tuple[str, Demand]]:
    """[(slug, demand)] of a passage, by the same algorithm as its types of myositis."""
    text, spans = passage.text, named(passage.text)
    mentions = [Mention((slug,), start, end) for slug, start, end in spans]
    found = []
    for said in clauses.said(text, mentions, passage.names, of_some=True):
        is_positive = _POSITIVE_AFTER.match(text, said.mention.end)
        if said.says == Says.UNCLEAR and is_positive and passage.within != Part.EXCLUSION:
            found.append((said.mention.means[0], Demand.REQUIRED))
        if said.says not in (Says.INCLUDES, Says.EXCLUDES):
            continue
        if said.says == Says.INCLUDES and passage.within == Part.EXCLUSION and said.is_allowed:
            # "Anti-Jo-1 positive patients may be included" asks for nothing.
            continue
        is_barred = said.says == Says.EXCLUDES
        if _is_negative(text, said.mention, mentions):
            is_barred = not is_barred
        if is_barred and _excludes_some(passage, said.mention, mentions):
            continue
        found.append((said.mention.means[0], Demand.BARRED if is_barred else Demand.REQUIRED))
    return found


def named(text: str) -> list[tuple[str, int, int]]:
    """[(slug, start, end)] of the antibodies in a text."""
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


def _is_negative(text: str, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether it must be absent: "anti-MDA5 negative", and not "positive for anti-MDA5"."""
    if _POSITIVE_AFTER.match(text, mention.end):
        return False
    if _NEGATIVE_BEFORE.search(_masked(text, mentions)[: mention.start]):
        return True
    result = _RESULT.search(text[mention.end :].partition(".")[0])
    return bool(
        result and result["negative"] and not _POSITIVE_BEFORE.search(text[: mention.start])
    )


def _masked(text: str, mentions: list[Mention]) -> str:
    characters = list(text)
    for mention in mentions:
        characters[mention.start : mention.end] = NAME * (mention.end - mention.start)
    return "".join(characters)


def _excludes_some(passage: Passage, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether only some of those with it are barred: "MDA5 positive DM without a CT"."""
    if passage.names != Part.EXCLUSION:
        return False
    if _SOMETHING_IN.search(passage.text[: mention.start]):
        return True
    diseases = [d for d in names.mentions(passage.text) if d.start >= mention.end]
    more = _WITH_MORE.match(_masked(passage.text, mentions), mention.end)
    if more and not any(0 <= d.start - more.end() <= len(" the ") for d in diseases):
        return True
    if not diseases or not _OF_DISEASE.match(passage.text[mention.end : diseases[0].start]):
        return False
    near = Clause(passage.text, diseases[:1]).near(0)
    return kind_of(near) == Kind.PARTLY
