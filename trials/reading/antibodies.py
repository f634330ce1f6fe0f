"""Antibodies that a study asks for, or that bar a person from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from . import budget, clauses
from .antibody_ground import Around
from .antibody_names import ANTIBODIES, DASH, NAMES, SYNTHETASES, named
from .antibody_results import retold
from .antibody_words import masked_names, prepared, respelled, without_allowed
from .clauses import Says
from .cues import NAME, Kind
from .effects import Part
from .names import Mention
from .passages import Passage, Quote
from .scopes import Clause, Found
from .subtypes import Narrow
from .ways_to_fit import is_one_of_several, needs_none
from .wording import any_of, holds, lazy


class Demand(StrEnum):
    REQUIRED = "required"  # this one, or one of several
    # One of a group that is required, such as this one; another of the group does as well.
    EXAMPLE = "example"
    BARRED = "barred"


# Someone who has it has what the study asks for.
ASKED_FOR = (Demand.REQUIRED, Demand.EXAMPLE)


@dataclass(frozen=True)
class Asked:
    antibody: str
    demand: Demand
    quote: Quote


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
    r"\breactiv|\breacts?\b",
    r"\bcarri(?:er|age)",
    r"\bIgG\b",
    r"\bELISA\b|\b(?:immuno|line\s+)?blot|\bimmuno(?:precip|assay|fluor)|\bser(?:um|a)\b|\bbands?\b|detect",
    r"\bsero-?(?:type|group)",
    r"(?:\bJo-?1|MDA-?5|SRP|HMGCR|NXP-?2|TIF-?1\S*|Mi-?2)[-\s]+(?:DM|CADM|ILD|dermato|amyopath|myositis|IMNM|myopath|immune|necroti)",
)
_LONG_NAMES = ("Jo", "PL", "MDA", "TIF", "NXP", "Mi", "SRP", "HMG", "1A", "Ro", "Scl", "RNP")
_SIGNS = ("+", "⁺", "(-", "(–", "−")
_SIGNED = lazy(rf"(?:{NAMES.pattern})(?:{_PLUS}|{_MINUS})", re.IGNORECASE)
# "MDA5-, Jo-1+"
_MINUS_OF_SIGNS = lazy(r"-(?=\s*(?:[,;]|$)|\s(?!or\b|and\b))")
_PLUS_OF_SIGNS = lazy(r"\w\+(?!\w)")
_OF_RESULT = lazy(r"positiv|negativ|[+-]\W*$", re.IGNORECASE)
_RESULT = lazy(
    rf"positiv|\A{_PLUS}|(?P<negative>(?<!\bor\ssero)(?<!\band\ssero)(?<!\)\ssero)negativ|\A{_MINUS}|\bneg\b|\bundetect|\babsent\b"
    r"|\bnot\s+(?:(?:be|been|have|yet|ever)\s+)*(?:detect|found|present|demonstrat|identif|seen))",
    re.IGNORECASE,
)
# "Negative anti-MDA5 test": the result before the names of antibodies, and of no other words.
_NEGATIVE_BEFORE = lazy(
    # One way to read each character: a second one doubles the work with each name.
    rf"\b(?:(?:sero-?)?negative|absent)\s(?:(?:serum|blood|screening|an?|the|any|both|and|or|nor|for|on|in|two|tests?)\s|[{NAME}\s,/()-])*$",
    re.IGNORECASE,
)
_POSITIVE_BEFORE = lazy(
    r"\bpositiv\w*\s+(?:(?:tests?|results?|for|serum|anti)[-\s]+)*$", re.IGNORECASE
)
_POSITIVE_AFTER = lazy(rf"[\s,)]*positiv|{_PLUS}", re.IGNORECASE)
# "Without cancer, anti-MDA5 negative"
_NEGATIVE_AFTER = lazy(r"[\s-]*(?:sero-?)?negative\b", re.IGNORECASE)
_TEST = lazy(r"\b(?:re-?)?(?:test|measur|screen|determin|assay)\w*", re.IGNORECASE)
# "Will be tested for anti-MDA5; only those whose test is positive may join"
_ONLY_POSITIVE = lazy(
    r"\bonly\s+(?:those|patients|participants|subjects|people|persons|individuals|candidates)\b(?:(?!\b(?:not|no|without)\b)[^.;])*\bpositive\b"
    r"(?:(?!\bnot\b)[^.;])*\b(?:may|can|will|are|is)\b(?!\s+not\b)",
    re.IGNORECASE,
)
# "Will be tested for anti-MDA5; a positive result makes a person ineligible"
_ONLY_NEGATIVE = lazy(
    r"[.;]\s*(?:an?|any|those\s+with\s+an?)\s+positive\s+(?:test|result|finding)s?\b(?:(?!\b(?:not|no)\b)[^.;])*\b(?:ineligible|exclu\w+|screen(?:ing)?[-\s]failures?|cannot)\b",
    re.IGNORECASE,
)
# "Anti-Jo-1 to -OJ", "Jo-1 through KS"
_RANGE = lazy(
    r"\b(?:anti-?)?(?:Jo-?1|PL-?7|PL-?12|EJ)\s*(?:to|through|up\s+to|until)\s*(?:anti)?-?\s?(?:PL-?12|EJ|OJ|KS|Zo|Ha)\b",
    re.IGNORECASE,
)
_BUT_NOT = ("not", "but not", "and not")
# "Positive for anti-Jo-1, but negative for anti-SRP"
_OTHER_RESULT = lazy(
    r"\.|;\s+(?=(?:sero-?|antibody[- ])negative\s+(?!for\b|to\b)\w)"
    r"|\bbut\s+(?:sero-?)?(?:negative|positive)\s|[,;]\s*(?:sero-?)?(?:negative|positive)\s+(?:for|to)\b",
    re.IGNORECASE,
)
_OPPOSITE = {
    Demand.REQUIRED: Demand.BARRED,
    Demand.EXAMPLE: Demand.BARRED,
    Demand.BARRED: Demand.REQUIRED,
}
_COMES_FIRST = {demand: number for number, demand in enumerate(Demand)}
_NEGATIVE_LEAD = lazy(
    r"\b(?:negative|absence|absent|lack\w*|free|undetectable|not\s+(?:found|detected|present))\b(?![^.;:]*\bpositive)[^.;]*:\W*$",
    re.IGNORECASE,
)
_MUST = lazy(r"\b(?:must|should|shall|ha(?:s|ve)\s+to|needs?|required)\b", re.IGNORECASE)
_KIND = lazy(
    r"(?<!\bany\s)(?<!\bno\s)(?<!\bwithout\s)(?<!\bneither\s)\bantibod(?:y|ies)\b|\bM[SA]As?\b",
    re.IGNORECASE,
)


def asked(passages: list[Passage], narrow: Narrow) -> tuple[Asked, ...]:
    """The antibodies that criteria name, each once; what is required goes before what is barred."""
    criteria = [p for p in passages if p.field == "eligibility_criteria"]
    leads = {passage.line: passage.names for passage in criteria}
    demands = _with_open_lists(
        (passage, slug, demand)
        for passage in criteria
        if _may_ask(passage)
        for slug, demand in _below(passage, leads, _demands(passage, narrow.taken))
        if not is_one_of_several(passage, criteria, _names_one, narrow.studied)
    )
    found: dict[str, tuple[Demand, Quote]] = {}
    for passage, slug, demand in demands:
        if passage.text in narrow.own:
            continue
        if any(p.line == passage.line and s == slug and d != demand for p, s, d in demands):
            # "Group 1: Jo-1 positive; group 2: Jo-1 negative"
            continue
        if slug not in found or _COMES_FIRST[demand] < _COMES_FIRST[found[slug][0]]:
            found[slug] = (demand, passage.quote)
    return tuple(Asked(a.slug, *found[a.slug]) for a in ANTIBODIES if a.slug in found)


def _with_open_lists(
    demands: Iterable[tuple[Passage, str, Demand]],
) -> list[tuple[Passage, str, Demand]]:
    """Demands with those as examples that stand in one list with "or another antibody"."""
    found = [*demands]
    are_open = {p.under for p, _slug, demand in found if p.under and demand == Demand.EXAMPLE}
    return [
        (p, slug, Demand.EXAMPLE if demand == Demand.REQUIRED and p.under in are_open else demand)
        for p, slug, demand in found
    ]


def _may_ask(passage: Passage) -> bool:
    budget.check()
    text = DASH.sub("-", passage.text)
    if passage.is_about_controls:
        return False
    if passage.names == Part.ASIDE and passage.within == Part.EXCLUSION:
        # "Kinds of DM as below:", and "anti-Mi-2 (+) DM" under it, is not asked for.
        return False
    if _SPEAKS.search(text) or (holds(text, _SIGNS) and _SIGNED.search(text)):
        return True
    if passage.under and _SPEAKS.search(passage.under[-1]):
        return True
    return holds(text, _LONG_NAMES) and len(named(text)) > 1


def _below(
    passage: Passage, leads: dict[str, Part], found: list[tuple[str, Demand]]
) -> list[tuple[str, Demand]]:
    """What a line asks below a lead such as "Patients have to be negative for:"."""
    lead = passage.under[-1] if passage.under else ""
    if not _NEGATIVE_LEAD.search(lead) or leads.get(lead) != passage.names:
        return found
    if passage.names == Part.EXCLUSION and _MUST.search(lead):
        # Nobody can tell whether it says again what the list above is for.
        return []
    return [(slug, _OPPOSITE[demand]) for slug, demand in found]


def _names_one(passage: Passage) -> bool:
    is_asked = _KIND.search(passage.text) and not needs_none(passage.text)
    return bool(_named(passage) or is_asked)


def _named(passage: Passage) -> list[tuple[str, int, int]]:
    """The antibodies of a passage; below a lead that speaks of them, short names do as well."""
    is_listed = bool(passage.under) and bool(_SPEAKS.search(passage.under[-1]))
    return named(passage.text, is_listed=is_listed)


def _demands(passage: Passage, taken: frozenset[str]) -> list[tuple[str, Demand]]:
    """[(slug, demand)] of a passage, by the same algorithm as its types of myositis.

    `taken` are the types that the study takes.
    """
    written, spans = _told(passage)
    if passage.names == Part.INCLUSION and (only := _taken_by_test(passage)):
        return [(slug, only) for slug, _start, _end in spans]
    text, mentions = prepared(written, spans)
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
        if refuses and number and any(cue.text.lower() in _BUT_NOT for cue in cues):
            # "Positive for anti-Jo-1 (not anti-MDA5)"
            continue
        lacks = is_denied or _is_negative(text, said.mention, mentions)
        if refuses:
            is_excepted = any(cue.kind == Kind.EXCEPTS for cue in cues)
            if lacks and not is_excepted and around.is_of_other_types(said.mention, taken):
                # "Antisynthetase syndrome without anti-Jo-1 antibodies", of a study of all types
                continue
            is_of_one = any(cue.text.lower().startswith("with ") for cue in cues)
            if is_of_one and lacks and around.is_of_other_types(said.mention, frozenset()):
                # "IMNM, with the exception of those with anti-SRP" asks nothing of other types.
                continue
            if not around.is_of_all(group, is_refused=passage.names == Part.INCLUSION):
                continue
        elif not around.is_asked_for(group) or (not is_denied and around.is_one_way(group)):
            continue
        asked_for = Demand.EXAMPLE if around.is_example(group) else Demand.REQUIRED
        found.append((said.mention.means[0], Demand.BARRED if lacks != refuses else asked_for))
    return [*found, *_in_range(written, found)]


def _in_range(text: str, found: list[tuple[str, Demand]]) -> list[tuple[str, Demand]]:
    """The synthetases between the ends of "anti-Jo-1 to anti-OJ"."""
    if not (words := _RANGE.search(text)):
        return []
    ends = [slug for slug, _start, _end in named(words[0])]
    if len(ends) != 2 or not set(ends) <= set(SYNTHETASES):
        return []
    first, last = (SYNTHETASES.index(slug) for slug in ends)
    demands = dict(found)
    demand = demands.get(ends[0])
    if demand is None or demand != demands.get(ends[1]):
        return []
    return [(slug, demand) for slug in SYNTHETASES[first + 1 : last]]


def _told(passage: Passage) -> tuple[str, list[tuple[str, int, int]]]:
    """A passage in words that the rules know, and the antibodies in it."""
    is_listed = bool(passage.under) and bool(_SPEAKS.search(passage.under[-1]))
    written = respelled(passage.text)
    spans = named(written, is_listed=is_listed)
    if passage.names == Part.EXCLUSION:
        kept = without_allowed(written, spans)
        if kept != written:
            written, spans = kept, named(kept, is_listed=is_listed)
    told = retold(written, spans, passage.names)
    if told != written:
        written, spans = told, named(told, is_listed=is_listed)
    return written, spans


def _taken_by_test(passage: Passage) -> Demand | None:
    """What decides of those whose test is told of before: only one result lets them join."""
    if not _TEST.search(passage.text):
        return None
    for rule, demand in ((_ONLY_POSITIVE, Demand.REQUIRED), (_ONLY_NEGATIVE, Demand.BARRED)):
        if (only := rule.search(passage.line)) and not named(only[0]):
            return demand
    return None


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
    result = _RESULT.search(_OTHER_RESULT.split(text[mention.end :], maxsplit=1)[0])
    return bool(
        result and result["negative"] and not _POSITIVE_BEFORE.search(text[: mention.start])
    )
