"""Kinds of a type of myositis that a record bars, while it takes others with that type.

"Drug-induced dermatomyositis" among the exclusions leaves dermatomyositis neither in nor out. What
bars people for the state that they are in ("DM with severe weakness") makes no kind of a disease.
"""

import re

from .names import Mention
from .scopes import Clause
from .wording import lazy

# What a kind comes from, goes with, or is told by.
_OF_A_KIND = lazy(
    r"\b(?:cancer|malignan|neoplas|tumou?r|carcinoma|lymphoma|oncolog|paraneoplas"
    r"|(?:drug|statin|medication|medicine)\w*[-\s]+(?:associated|related|induced|triggered)"
    r"|(?:due|secondary|related)\s+to\s+(?:an?\s+)?(?:drug|statin|medic)"
    r"|caused\s+by\s+(?:an?\s+)?(?:drug|statin|medic)|checkpoint|ICI\b"
    r"|infect|virus|viral|HIV\b|hepatitis|vaccin"
    r"|(?:auto-?)?antibod|sero-?(?:negativ|positiv)"
    r"|anti-?(?:Jo|PL|EJ|OJ|KS|MDA|TIF|NXP|Mi\b|SAE|SRP|HMG|PM|Ku|U1|Ro|cN|synth|ARS)"
    r"|MDA-?5|HMGCR|SRP\b|TIF-?1|NXP-?2|Jo-?1"
    r"|lupus|SLE\b|sclero|SSc\b|sjo?|MCTD|rheumatoid|RA\b|CTD\b|connective"
    r"|ILD\b|interstitial|pulmonary|lungs?\b|fibrosis|(?:below|under)\s+18|hereditary|familial)",
    re.IGNORECASE,
)
# A diagnosis that is not sure is no kind of the disease, and neither is damage by a poison.
_NO_KIND = lazy(r"\b(?:possible|suspected|toxi\w+|unconfirmed|doubtful)\b", re.IGNORECASE)


# "Lung disease in polymyositis" is about the lungs.
_PEOPLE_WITH = lazy(
    r"\b(?:(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|those|anyone|women|men)\s+with|(?:diagnos[ie]s|history|presence|evidence|case|form)s?\s+of"
    r"|diagnosed\s+with)\b",
    re.IGNORECASE,
)
_GOVERNED = lazy(r"\b(?:in|of|with|within|from|for|to|by|after|before)\b", re.IGNORECASE)


# One kind of overlap: people with the others may join.
_OF_ONE_KIND = lazy(
    r"sclero-?(?:derma-?)?(?:poly)?myositis|overlap(?:ping)?\s+(?:with\s+(?!\w*\s*other)|between\b.*\band\s+(?!\w*other)).*"
    r"|(?!.*other)(?!(?:.*(?:,|\bor\b)){2})(?:overlap(?:\s+syndromes?)?\s+of\b.*|(?!overlap).*\boverlap(?:ping|s)?(?:\s+syndromes?)?)\s+with\b.*",
    re.IGNORECASE,
)
# "Anti-SRP positive myositis" is one of two kinds of necrotizing myopathy.
_BY_ANTIBODY = lazy(
    r"\b(?:SRP|signal\s+recognition|HMG(?:CR|[-\s]?Co-?A\w*)?|Jo|PL|EJ|OJ|KS)(?![a-z])(?!.*\bsyndrome)",
    re.IGNORECASE,
)


# "Familial or hereditary IBM": not the sporadic disease
_INHERITED = lazy(
    r"(?<!sporadic\sor\s)(?<!sporadic\sand\s)(?<!sporadic/)\b(?:familial|hereditary|inherited)\s+\Z",
    re.IGNORECASE,
)


def names_a_kind(clause: Clause, number: int) -> bool:
    """Whether a name is of a kind of the disease: "anti-SRP myopathy", "scleromyositis"."""
    mention = clause.mentions[number]
    return bool(
        _BY_ANTIBODY.search(clause.text, mention.start, mention.end)
        or _OF_ONE_KIND.fullmatch(clause.text, mention.start, mention.end)
        or _INHERITED.search(clause.text, max(0, mention.start - 40), mention.start)
    )


def is_kind(text: str, mention: Mention, others: list[Mention]) -> bool:
    """Whether an exclusion is of a kind of the disease that it names."""
    before, behind = _around(text, mention, others)
    is_head = not _GOVERNED.search(_PEOPLE_WITH.sub(" ", before))
    name = text[mention.start : mention.end]
    words = f"{before} {name} {behind}"
    return is_head and tells_a_kind(words)


def tells_a_kind(words: str) -> bool:
    """Whether words on some people tell what their disease comes from or goes with."""
    return bool(_OF_A_KIND.search(words)) and not _NO_KIND.search(words)


def may_be_kind(text: str, mention: Mention, others: list[Mention]) -> bool:
    """Whether what an inclusion refuses may be a kind of the disease, or some people with it."""
    return not _NO_KIND.search(" ".join(_around(text, mention, others)))


def _around(text: str, mention: Mention, others: list[Mention]) -> tuple[str, str]:
    """The words of a clause from the name before a mention, and up to the one behind it.

    Words behind a list are about all of it: "DM or overlap myositis with cancer".
    """
    start = max((m.end for m in others if m.end <= mention.start), default=0)
    last = mention.end
    for other in sorted(others, key=lambda m: m.start):
        if other.start >= last and _JOINT.fullmatch(text, last, other.start):
            last = other.end
    end = min((m.start for m in others if m.start >= last), default=len(text))
    return text[start : mention.start], text[last:end]


_JOINT = lazy(r"\s*,?\s*(?:and|or|/|&|and/or)?\s*(?:an?\s+|the\s+)?", re.IGNORECASE)
