"""Where a text names myositis or one of its types, and when we trust a short name.

The names themselves are in name_table.py.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .diseases import ANOTHER, DERMATOMYOSITIS, JUVENILE, POLYMYOSITIS, UMBRELLA
from .name_table import BEFORE_18, NAMES, NON_JUVENILE, Name
from .wording import for_small, holds, lazy, small

# Names begin where a word does, or inside of one that lacks its blank: "orDermatomyositis". A look
# at the letters first is five times as fast as trying all names at all of them.
_ANY = for_small(
    r"(?=[a-z])(?:\b|(?=derm|dema|pol[iy]|m[iy][os]|incl|anti|infl))(?:"
    + "|".join(f"(?P<n{number}>{name.pattern})" for number, name in enumerate(NAMES))
    + ")"
)
_CHILDREN_WITH = lazy(
    r"(?P<adults>\badults?(?:\s+\w+)?\s*(?:,|/|and|or)\s*(?:and\s+)?(?:in\s+)?)?\b(?:child(?:ren)?|kids|boys|girls|minors"
    r"|adolescents?|teenagers|infants|juvenile\s+(?:patients?|participants?|subjects?|cases)|p(?:a)?ediatric\s+(?:patients?|participants?|subjects?))"
    r"(?:\s*(?:,|/|and|or)\s*(?:adolescents|teenagers|young\s+people|girls|boys))*(?:\s+(?:aged|under|younger|below|from|between)\s[^,;.]{1,25}|,?\s+\(?(?:[≥≤<>]=?\s?)?\d{1,2}[^,;.]{0,20})?"
    r"(?P<too>\s*(?:,|/|and|or)\s*(?:young\s+)?adults?(?:\s+patients?)?)?\s+(?:with|who\s+have|having|diagnosed\s+with|suffering\s+from)\s+"
    r"(?:an?\s+|the\s+|diagnosis\s+of\s+|(?:definite|probable|active|refractory|new-onset|severe|moderate|idiopathic)\s+)*$",
    re.IGNORECASE,
)
# A quick look: without one of these a text names none of them.
_KEYS = (
    *("myos", "mysit", "myoit", "miosit", "myop", "miop", "muscle d", "synth", "nthetase"),
    *("syntetase", "overlap"),
    *("inclusion body", "inclusion-body", "necroti", "jo-1 syn", "jo1 syn", "jo 1 syn"),
)
_SHORT_KEYS = (
    "DM",
    "PM",
    "IIM",
    "IBM",
    "IMNM",
    "ASyS",
    "ASS",
    "ARS",
    "NAM",
    "SAAM",
    "JM",
    " OM",
    "/OM",
    " NM",
    "/NM",
)
# Short forms are written in capitals, or they are other words: "as", "pm".
_SHORT = lazy(r"[A-Za-z]{2,5}s?")
# The short form in brackets behind a name belongs to it.
_IN_BRACKETS = lazy(
    r"\s*[\(\[](?!\s*(?i:NOT?|NEVER|OUT|EXC\w*|INC\w*|BARRED|ELIG\w*|INEL\w*|ALLOWED|TB[ACD]|YES|OK|IN|[YN]/[YNA])\s*[\)\]])"
    r"\s*[a-z]{0,2}[-\s]?[A-Z][A-Za-z/-]{1,7}\s*[\)\]]"
)
_DIABETES = lazy(
    r"diabet|mellitus|insulin|hba1c|metformin|glyc[ae]|(?:un|well[-\s]|poorly[-\s])controlled"
    r"|\btype\s*(?:1|2|I|II)\b|\bT[12]-?DM|hypertension|myotonic|gestational|\bDM[12]\b|CTG\b",
    re.IGNORECASE,
)
# In a title or a condition: every DM of this record is another disease.
OTHER_DM = lazy(r"diabet|mellitus|myotonic|steinert|\bT[12]DM\b|\bDM[12]\b", re.IGNORECASE)
_COMPANY = lazy(r"SPSS|Armonk|\bsoftware\b|\bCorp\b|Watson|\bstatistic", re.IGNORECASE)
_LISTED = lazy(r"[\s,/&;()+-]*(?:and|or|and/or)?[\s,/&;()+-]*", re.IGNORECASE)
_OTHER_PM = lazy(
    r"pace-?maker|\bafternoon|\bevening|\ba\.?m\.?\b|post-?\s?mortem|particulate", re.IGNORECASE
)
_CLOCK = lazy(r"(?<!\d)(?:0?\d|1[0-2])(?:[:.]\d\d)?\s*$")


@dataclass(frozen=True, slots=True)
class Mention:
    means: tuple[str, ...]
    start: int
    end: int
    is_guarded: bool = False


def may_name(text: str) -> bool:
    """A quick look, which nearly all texts on other diseases end at."""
    return holds(text.lower(), _KEYS) or holds(text, _SHORT_KEYS)


# What is no short form of a disease, though it stands in brackets behind one.
_NO_SHORT_FORM = (
    *("NO", "NOT", "NEVER", "OUT", "YES", "OK", "IN", "TBD", "TBC", "TBA", "EXCL", "INCL"),
    *("BARRED", "I", "II", "III", "IV", "US", "EU", "UK", "CTD", "SLE", "SSC", "ILD", "MCTD", "RA"),
)


def short_forms(text: str) -> dict[str, tuple[str, ...]]:
    """{short form: what it means} of those that a record makes for itself.

    "Overlap myositis (OM)" lets OM stand for overlap myositis in this record, and in no other.
    """
    found: dict[str, tuple[str, ...]] = {}
    for match in _DEFINES.finditer(text):
        form = match["form"]
        if form.upper() in _NO_SHORT_FORM or _ANY.fullmatch(small(form)):
            continue
        before = text[max(0, match.start() - 80) : match.start()].rstrip()
        named = mentions(before)
        if named and named[-1].end == len(before) and ANOTHER not in named[-1].means:
            found[form] = named[-1].means
    return found


_DEFINES = lazy(
    r"\s*[(\[]\s*(?:or\s+|i\.?e\.?,?\s+)?[\"“']?(?P<form>[A-Z][A-Za-z-]{0,5}[A-Z])[\"”']?\s*[)\]]"
)


def named_by(forms: dict[str, tuple[str, ...]], text: str, found: list[Mention]) -> list[Mention]:
    """The mentions of a text, with those by short forms of the record's own."""
    taken = [(mention.start, mention.end) for mention in found]
    for form, means in forms.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?!\w)", text):
            if not any(start <= match.start() < end for start, end in taken):
                found = [*found, Mention(means, match.start(), match.end())]
    return sorted(found, key=lambda mention: mention.start)


def mentions(text: str, *, is_ours: bool = False) -> list[Mention]:
    """Every name in a text, in its order; guarded ones that their surroundings speak against go.

    `is_ours`: the study is of myositis, so that "juvenile-onset disease" names a type as well.
    """
    if not (may_name(text) or (is_ours and _BEGAN_YOUNG.search(text))):
        return []
    return [*_mentions(text)]


# "Must fulfill the PM/DM criteria of the ministry": who does has the disease.
_CRITERIA = lazy(r"\s+(?:diagnostic\s+|classification\s+)?criteria\b", re.IGNORECASE)
_FULFILLED = lazy(r"\b(?:meet(?:s|ing)?|fulfil\w*|satisf\w+)\s+(?:the\s+)?\Z", re.IGNORECASE)


# A line is looked at for its heading's list, for its types and for what is asked of them.
@lru_cache(maxsize=256)
def _mentions(text: str) -> tuple[Mention, ...]:
    found: list[Mention] = []
    low = small(text)
    at, last = _where_named(text, low)
    while at <= last and (match := _ANY.search(low, at)):
        name = _name_of(match)
        at = max(match.end(), match.start() + 1)
        written = text[match.start() : match.end()]
        if _SHORT.fullmatch(written) and not _is_capital(written):
            continue
        if name.is_guarded and not _may_be_myositis(name, text, match):
            continue
        if name.means == (JUVENILE,) and (young := BEFORE_18.match(text, at)):
            at = young.end()
        bracket = _IN_BRACKETS.match(text, at)
        if bracket and _is_short_form(bracket[0], name.means):
            at = bracket.end()
        criteria = _CRITERIA.match(text, at)
        if criteria and _FULFILLED.search(text, max(0, match.start() - 40), match.start()):
            at = criteria.end()
        adult = (
            NON_JUVENILE.match(text, max(0, match.start() - 4))
            if name.means == (JUVENILE,)
            else None
        )
        if adult:
            found.append(Mention(name.means, match.start(), adult.end(), name.is_guarded))
            at = adult.end()
            continue
        means = _of_people(name.means, text[max(0, match.start() - 80) : match.start()])
        start = match.start()
        if means == (JUVENILE,) and (former := _FORMER.search(text, max(0, start - 20), start)):
            start = former.start()
        said = Mention(means, start, at, name.is_guarded)
        if found and _says_again(found[-1], said, text):
            found[-1] = Mention(said.means, found[-1].start, at, said.is_guarded)
        else:
            found.append(said)
    return tuple(found)


# People who had it as children, and have it still.
_FORMER = lazy(r"\b(?:former|historical|historic(?:\s+of)?)\s+$", re.IGNORECASE)
_BEGAN_YOUNG = lazy(
    r"\b(?:juvenile|childhood|p(?:a)?ediatric)[-\s](?:onset|disease|forms?|kinds?|types?)\b|\bonset\b|\b(?:skin|cutaneous)[-\s]only\s+disease\b",
    re.IGNORECASE,
)
# Words that a guarded name may consist of, beside the keys.
_OTHER_KEYS = (
    "onset",
    *("juvenil", "jeuvenile", "child", "diatric", "infantile", "skin", "cutaneous"),
    *("jo-1", "jo1", "jo 1", "antiss", "assd", "inclusion"),
)
# Characters of a name before its key: "moderate or severe refractory juvenile or adult".
_LONGEST_BEFORE = 250


def _where_named(text: str, low: str) -> tuple[int, int]:
    """Where the first name of a text begins at the earliest, and the last at the latest."""
    first, last = len(text), -1
    for whole, keys in ((low, _KEYS), (low, _OTHER_KEYS), (text, _SHORT_KEYS)):
        for key in keys:
            at = whole.find(key)
            if at >= 0:
                first, last = min(first, at), max(last, whole.rfind(key))
    return max(0, first - _LONGEST_BEFORE), last


def _name_of(match: re.Match[str]) -> Name:
    """The name that a match of _ANY is of."""
    return NAMES[int((match.lastgroup or "")[1:])]


def _of_people(means: tuple[str, ...], before: str) -> tuple[str, ...]:
    """What a disease is in the people before it: "children with dermatomyositis"."""
    children = _CHILDREN_WITH.search(before)
    if not children or not set(means) <= {DERMATOMYOSITIS, POLYMYOSITIS, UMBRELLA}:
        return means
    return (JUVENILE, *means) if children["adults"] or children["too"] else (JUVENILE,)


def _says_again(before: Mention, said: Mention, text: str) -> bool:
    """Whether it is the same name, said twice in a row."""
    same = before.means == said.means and before.is_guarded == said.is_guarded
    return same and not text[before.end : said.start].strip()


def _is_short_form(bracket: str, means: tuple[str, ...]) -> bool:
    """Whether the short form in brackets is that of the name before it, and no other disease."""
    inside = _ANY.search(small(bracket))
    return not inside or _name_of(inside).means == means


def _is_capital(written: str) -> bool:
    return sum(letter.isupper() for letter in written) >= 2


def _may_be_myositis(name: Name, text: str, match: re.Match[str]) -> bool:
    if name.means == (DERMATOMYOSITIS,):
        return not _speaks_of(_DIABETES, text)
    if name.means == (POLYMYOSITIS,):
        is_time = _CLOCK.search(text[max(0, match.start() - 10) : match.start()])
        return not is_time and not _speaks_of(_OTHER_PM, text)
    return match[0] != "ibm" or not _speaks_of(_COMPANY, text)


@lru_cache(maxsize=3)
def _speaks_of(another: re.Pattern[str], text: str) -> bool:
    """Whether a text speaks of what else the letters stand for.

    Kept for its other names: it is the same for all of them, and texts may have thousands.
    """
    return bool(another.search(text))


def trusted(text: str, found: list[Mention], speaks_of_myositis: bool) -> list[Mention]:
    """Mentions of one passage without guarded ones that nothing clear stands by.

    Two short forms side by side ("DM, IBM") stand by each other; so does a record that speaks of
    myositis in clear words elsewhere.
    """
    clear = speaks_of_myositis or any(not m.is_guarded and ANOTHER not in m.means for m in found)
    if clear:
        return found
    beside: set[Mention] = set()
    for one, other in pairwise(found):
        if ANOTHER in (*one.means, *other.means):
            continue
        if one.means != other.means and _LISTED.fullmatch(text, one.end, other.start):
            beside |= {one, other}
    return [m for m in found if not m.is_guarded or m in beside]
