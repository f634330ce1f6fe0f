"""The antibodies of myositis, and where a text names them: short, in full, or by an older name."""

import re
from dataclasses import dataclass

from .wording import lazy


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


def _of(amino_acid: str) -> str:
    """A synthetase by what it joins: `alanyl-tRNA`, `anti-alanyl- (anti-PL-12)`, or `alanyl`."""
    return (
        rf"(?<!\w){amino_acid}(?:[-\s]*(?:tRNA|transfer(?:[-\s]+RNA)?)\b(?:[-\s]+synthetases?\b)?"
        r"|[-\s]+synthetases?\b|(?=[-\s]*\()|-(?=[\s,/])"
        r"|(?![-\w]))"
    )


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
        r"MDA[-\s]?5\b|CADM[-\s]?140"
        r"|melanoma[-\s]+differentiation[-\s]+associated(?:[-\s]+(?:gene|protein|antigen)\b(?:[-\s]*5\b)?)?",
    ),
    Antibody(
        "tif1-gamma",
        "anti-TIF1-γ",
        r"(?:TIF[-\s]?1|transcription(?:al)?[-\s]+intermedia(?:ry|te)[-\s]+factor(?:[-\s]*1)?)(?:[-\s]?(?:γ|g\b|gamma|y\b))?"
        r"|p155(?:/140)?\b|TRIM33",
    ),
    Antibody(
        "nxp2", "anti-NXP2", r"NXP[-\s]?2\b|nuclear\s+matrix\s+protein[-\s]*2\b|MORC3|p140\b|MJ\b"
    ),
    Antibody(
        "mi-2",
        "anti-Mi-2",
        r"Mi[-\s]?2(?:[-\s]?(?:α|β|alpha|beta|[ab]))?\b(?:/NuRD\b(?:\s+(?:helicase\s+)?complex\b)?)?",
    ),
    Antibody(
        "sae",
        "anti-SAE",
        r"SAE(?:[-\s]?[12](?:/2)?)?\b"
        r"|(?:small\s+ubiquitin[-\s]like\s+modifier|(?<!\w)SUMO)(?:[-\s]*1)?(?:[-\s]+activating[-\s]+enzymes?\b)?",
        True,
    ),
    Antibody(
        "srp",
        "anti-SRP",
        r"SRP(?:[-\s]?54)?\b|signal[-\s]+recognition[-\s]+particles?(?:[-\s]*54)?",
    ),
    Antibody(
        "hmgcr",
        "anti-HMGCR",
        r"HMG[-\s]?C?o?A?[-\s]?R\b|HMGCR\b|HMGR\b"
        r"|(?:HMG[-\s]?CoA|3-hydroxy\S*\s*\S*\s*coenzyme\s+A|(?:3-)?hydroxy(?:-?3-?)?[-\s]*methyl[-\s]*glutaryl[-\s]*(?:CoA|coenzyme[-\s]+A))"
        r"[-\s]+reductase(?![-\s]+inhib)",
    ),
    Antibody(
        "cn1a",
        "anti-cN1A",
        r"c[-\s]?N[-\s]?1A\b|NT5C1A|(?:cytosolic\s+)?5['’′]?[-\s]*nucleotidase\s*1?A?\b"
        r"|cytosolic\s+nucleotidase(?:\s*1?A\b)?|Mup44",
    ),
    Antibody(
        "ro52",
        "anti-Ro52",
        r"Ro[-\s]?52(?:\s?kDa?)?\b(?:\s?/\s?SS-?A\b)?|SSA[-\s/]?52|TRIM21|tripartite\s+motif(?:[-\s]containing)?(?:\s+protein)?[-\s]*21\b"
        r"|Ro/SSA|Ro[-\s]?\(?SS-?A\)?|(?<=anti-)Ro\b",
    ),
    Antibody(
        "pm-scl",
        "anti-PM-Scl",
        r"PM[-\s/]*Scl(?:[-\s]?(?:75|100)(?:\s?(?:/|or|and)\s?-?(?:75|100))?)?\b|PM-?(?:75|100)\b",
    ),
    Antibody("ku", "anti-Ku", r"Ku(?:[-\s]?(?:70|80|86))?\b", True),
    Antibody(
        "u1-rnp",
        "anti-U1-RNP",
        r"(?:U1[-\s]?(?:sn)?)?RNP\b|(?:U1[-\s]+)?(?:small\s+nuclear\s+)?ribonucleoproteins?",
    ),
)
# In the order in which ranges count them.
SYNTHETASES = ("jo-1", "pl-7", "pl-12", "ej", "oj", "ks", "zo", "ha")
_ANY = (
    r"(?<!\w)(?P<anti>(?:anti|α)[-\s]*\(?)?(?:"
    + "|".join(f"(?P<n{number}>{a.pattern})" for number, a in enumerate(ANTIBODIES))
    + ")"
)
NAMES = lazy(_ANY, re.IGNORECASE)
DASH = lazy(r"(?<=\w)[‐‑‒–](?=\w)")
_CAPITALS = lazy(r"EJ|OJ|KS|Ha|HA|YRS|Zo|ZO|SAE(?:-?[12])?|Ku(?:70|80|86)?")
_AGAINST = lazy(
    r"antibod\w+\s+(?:against|to)\b|\b(?:sero-?)?(?:react\w*|positive)\s+(?:with|to|against|for)\b",
    re.IGNORECASE,
)
_AMINO_ACID = lazy(r"\w+[iy]l", re.IGNORECASE)
_ENZYME = lazy(r"synth[ei]?tase|tRNA|transfer[-\s]+RNA", re.IGNORECASE)
# "anti-Jo-1 antibodies": the second word belongs to the name.
_NOUN = lazy(
    r"[\s-]*(?:\((?!not)[^()]{1,20}\)[\s-]*)?(?:(?:auto-?)?antibod\w+|A?Abs?\b|IgG\b)",
    re.IGNORECASE,
)
# "Anti-MDA5 (formerly anti-CADM-140)": the same antibody by another name.
_OTHER_NAME = lazy(
    r"[-\s]*\(\s*(?:(?:formerly|previously|also|now|originally|otherwise|or|aka|i\.e\.|=|that\s+is|known|called|named|termed"
    r"|referred\s+to|as|the|antigen)[\s,]*)*",
    re.IGNORECASE,
)
_END_OF_NAME = lazy(r"\s*(?:antigen|complex)?\s*\)", re.IGNORECASE)


def named(text: str, *, is_listed: bool = False) -> list[tuple[str, int, int]]:
    """[(slug, start, end)] of the antibodies in a text.

    `is_listed`: it stands below a line that speaks of antibodies.
    """
    text = DASH.sub("-", text)
    matches = [(ANTIBODIES[int((m.lastgroup or "")[1:])], m) for m in NAMES.finditer(text)]
    is_sure = is_listed or any(not antibody.is_short for antibody, _match in matches)
    is_sure = is_sure or bool(_AGAINST.search(text))
    is_sure = is_sure or any(
        _CAPITALS.fullmatch(match[0]) and _NOUN.match(text, match.end()) for _a, match in matches
    )
    rare = {a.slug for a, match in matches if match["anti"] or _CAPITALS.fullmatch(match[0])}
    is_sure = is_sure or len(rare - {"sae"}) > 1
    has_enzyme = bool(_ENZYME.search(text))
    found: list[tuple[str, int, int]] = []
    for antibody, match in matches:
        noun = _NOUN.match(text, match.end())
        counts = not antibody.is_short or match["anti"] or len(match[0]) > 5
        if found and match.start() < found[-1][2]:
            # "Isoleucyl-tRNA synthetase (OJ) antibodies"
            continue
        if _AMINO_ACID.fullmatch(match[0]) and not has_enzyme:
            continue
        if not (counts or (_CAPITALS.fullmatch(match[0]) and is_sure)):
            continue
        start, end = match.start(), noun.end() if noun else match.end()
        if found and (again := _again(text, found[-1], antibody.slug, start, end)):
            found[-1] = again
        else:
            found.append((antibody.slug, start, end))
    return found


def _again(
    text: str, before: tuple[str, int, int], slug: str, start: int, end: int
) -> tuple[str, int, int] | None:
    """A name together with the same antibody's name in brackets behind it."""
    closing = _END_OF_NAME.match(text, end)
    if slug != before[0] or not closing or not _OTHER_NAME.fullmatch(text, before[2], start):
        return None
    noun = _NOUN.match(text, closing.end())
    return slug, before[1], noun.end() if noun else closing.end()
