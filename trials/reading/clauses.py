"""What a clause says of each disease that it names: taken, barred, neither, or unclear.

1. The names are masked, and the cues of the table are found between them.
2. Each cue gets its scope; see scopes.py.
3. The heading says yes or no. A verb in force takes its place, and each exception or denial in
   force turns it.
4. Where verbs contradict each other, or a word of refusal stands by a name and no rule knows what
   it does there, the clause is unclear. So a yes needs a clause without an unresolved word.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from . import budget, ground, in_brackets, kinds
from .cues import ASIDE, NAME, PEOPLE, Kind, kind_of
from .diseases import OVERLAP
from .effects import Part
from .in_turn import refused_in_turn
from .left_open import is_left_open
from .names import Mention
from .scopes import Clause, Found
from .subjects import RELATIVE
from .wording import lazy


class Says(StrEnum):
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    NEITHER = "neither"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says of one name. `cues` are the words in force, in their order."""

    mention: Mention
    says: Says
    cues: tuple[str, ...] = ()
    # Whether a verb says that people with it may join, and not the heading alone.
    is_allowed: bool = False
    # Whether it bars some people with it: "paraneoplastic DM is not accepted".
    is_in_part: bool = False
    # Whether words of refusal or doubt leave it unclear, and not words that no rule knows.
    is_doubted: bool = False


_OVERLAPS = lazy(
    r"\s*\(?(?:associated\s+)?with\s+(?:(?:an?|the|any|another|other)\s+)*(?:\w+\s+)?(?:connective|CTD|lupus|SLE|sclero|SSc"
    r"|systemic\s+scl|Sj|rheum|RA\b|MCTD|auto-?immune)(?![^,;.]*\b(?:nephritis|active|severe|crisis|overlap\w*\s+with[^,;.]+(?:acceptable|allowed|permitted))\b)",
    re.IGNORECASE,
)


# "Overlap myositis with lupus": one kind, where "lupus, scleroderma or RA" are nearly all.
_PARTNER = (
    r"(?:(?:cutaneous|systemic|secondary|limited|diffuse)\s+)*(?:lupus(?:\s+erythematosus)?|SLE|sclero\w+|sclerosis|SSc|Sj\S+(?:\s+(?:syndrome|disease))?"
    r"|rheumatoid\s+arthritis|RA|MCTD|mixed\s+connective[-\s]tissue\s+disease)"
)
_WITH_ONE = lazy(
    rf"\s+(?:associated\s+)?with\s+{_PARTNER}(?:\s*(?:/|or|and)\s*{_PARTNER})?\s*(?:$|[.;:)]|,(?!\s*(?:(?:or|and)\s+)?{_PARTNER}\b))",
    re.IGNORECASE,
)


# Words of refusal, of exception, of a later time and of a part of the people. One that no cue
# explains leaves a name unclear.
_REFUSAL = lazy(
    r"\b(?:except\w*|exclu\w*|ineligib\w*|non-?eligib\w*|cannot|bar(?:s|red|ring)?|refus\w*|disqualif\w*|unlikely|absent|instead(?=[^.;]*\b(?:study|trial|protocol|registry|cohort)\b)"
    r"|ruled|prohibit\w*|forbidden|unsuitable|contraindicat(?!ions?\s+(?:to|for|against)\b)\w*|withdrawn|save|minus|sans|omit\w*|exempt\w*|unless|(?:was|were|is|are|be|been)\s+declined|reject\w+"
    r"|inadmissible|unwanted|discourag\w+|postpon\w*|deferr?\w*|suspend\w*|paus\w*|closed(?![-\s](?:label|loop|ended))|spare[sd]?|elsewhere|waits?(?!ing)|avoid(?:ed|ing)?|sent\s+(?:home|away)|on\s+hold|no\s+thanks|no\s+longer(?=\s*(?:$|[.,;)]))|registry\s+only"
    rf"|(?:some|few|selected|certain)\s+{PEOPLE}|sub-?set\s+of|in\s+the\s+future|(?:different|separate|sister|parallel)\s+(?:study|trial|protocol)|denied|left\s+(?:out|aside|off)"
    r"|prefer\w*|(?:some|few|half|most|many|minority|majority)\s+of\s+(?:the|those|these|them|whom|our))\b|\w+n[’']t\b",
    re.IGNORECASE,
)
# Behind a name: what it was taken for at first.
_RENAMED = lazy(r"\b(?:re-?classif\w*|re-?diagnos\w*|mis-?diagnos\w*)", re.IGNORECASE)
_NOT = lazy(r"\b(?:not|never)\b(?!\w)", re.IGNORECASE)
# What "not" may say of those who have a disease, without a word on whether they may join.
_DESCRIBES = lazy(
    r"(?:not|never)\s+to\s+(?!be\b|join|enter|enrol|includ|particip|take|recruit|invite|admit)\w|(?:not|never)\s+(?:be\s+|been\s+)?(?:have|had|carry|show|receive|use|practi[cs]e|perform|exercise)\s+\w|(?:not|never)\s+(?!(?:any\s+more|at\s+present|for\s+now|for\s+the\s+(?:moment|time)|at\s+(?:the|this)\s+(?:moment|time|stage))\b)(?:(?:\w+ly|well|yet|already|been|be|have|had|so|too|as|currently|otherwise|even|all|any|both)\s+)*"
    r"(?!(?:interest|recruit|enrol|invit|involv|need|apply|com(?:e|ing)|stud|part|our|us|now|here|tak(?:e|en)\b|want|consid|open)\w*)"
    r"(?:(?:wheelchair|bed|ventilator|oxygen|dialysis|house|steroid)\b|\w+(?:ed|ing|en|ive|ant|ent|ous|ic|al|able|ible|ble)|on|in|due|under|at|an?|the|with|within|more|less|than|respond|above|below|exceed\w*|beyond"
    r"|tolerat\w*|toler\w*|control\w*|improv\w*|meet|fulfil|requir\w*|show|known|clear|of|for|older|younger|until|before"
    r"|later|earlier|because|attribut\w*|secondary|associated|treat\w*|receiv\w*|able|suffici\w*)\b",
    re.IGNORECASE,
)
# "Patients with DM who do not practice sports"
_WHO = lazy(r"\b(?:who|that|which)\s+(?:do\s+|does\s+|did\s+)?$", re.IGNORECASE)
_ALLOWANCE = lazy(
    r"\b(?:except\w*|unless|allow\w*|permit\w*|acceptable|eligible|(?:but|while)\s+excluding)\b",
    re.IGNORECASE,
)


def said(
    text: str,
    mentions: list[Mention],
    within: Part,
    *,
    of_some: bool = False,
    is_named: bool = False,
) -> list[Said]:
    """What a clause under a heading says of each of the names in it.

    Where it bars only some of those with it, it says neither, unless `of_some` asks for these too.
    `is_named`: a title or a condition names what is studied, be it a rash or a medicine.
    """
    if within == Part.ASIDE:
        return [Said(mention, Says.NEITHER) for mention in mentions]
    return said_in(Clause(text, mentions), within, of_some=of_some, is_named=is_named)


def said_in(
    clause: Clause, within: Part, *, of_some: bool = False, is_named: bool = False
) -> list[Said]:
    found = []
    in_turn = {
        number: Says.EXCLUDES if is_no else Says.INCLUDES
        for number, is_no in refused_in_turn(clause).items()
    }
    for number, mention in enumerate(clause.mentions):
        budget.check()
        here, near = clause.in_force(number), clause.near(number)
        here = [cue for cue in here if cue.cue.only in ("", within)]
        if is_named:
            here, near = [cue for cue in here if cue.kind not in ASIDE], None
        says = in_turn.get(number) or _resolve(clause, number, within, here, near)
        is_doubted = says == Says.UNCLEAR
        is_in_part = says == Says.NEITHER and not _is_elsewhere(here, near)
        is_in_part |= says == Says.UNCLEAR and any(cue.kind == Kind.PARTLY for cue in here)
        if within == Part.EXCLUSION and is_left_open(clause, number):
            says, is_in_part = Says.EXCLUDES, False
        elif not of_some and number not in in_turn:
            is_in_part |= says == Says.EXCLUDES and kinds.names_a_kind(clause, number)
            is_no = says == Says.EXCLUDES
            says = _on_firm_ground(clause, number, within, here, says)
            # "Recruitment of patients with IBM is closed" refuses some, or all.
            is_in_part |= is_no and says == Says.NEITHER
        if of_some and says == Says.NEITHER and not _is_elsewhere(here, near):
            says = Says.EXCLUDES
        words = [cue.text for cue in here if says == Says.UNCLEAR or _counts(cue, says)]
        if near and says == Says.NEITHER:
            words.append(" ".join(near[0].split()))
        is_allowed = any(cue.kind == Kind.INCLUDES for cue in here)
        found.append(Said(mention, says, tuple(words), is_allowed, is_in_part, is_doubted))
    return _without_rest(_of_another(found))


def _of_another(found: list[Said]) -> list[Said]:
    """Without a denial that only tells which people with another type may join.

    "IBM, or PM in which IBM was ruled out" takes both, of PM those with such a biopsy alone.
    """
    told = [*found]
    for number, one in enumerate(found):
        means = one.mention.means
        earlier = [n for n in range(number) if found[n].mention.means == means]
        is_denied = one.says == Says.EXCLUDES and bool(one.cues) and not _is_rest(one)
        between = found[earlier[-1] + 1 : number] if earlier else []
        if (
            is_denied
            and earlier
            and found[earlier[-1]].says == Says.INCLUDES
            and between
            and between[-1].says == Says.INCLUDES
            and _RULED_OUT.search(" ".join(one.cues))
        ):
            told[number] = replace(one, says=Says.NEITHER)
            told[number - 1] = replace(found[number - 1], says=Says.UNCLEAR)
    return told


_RULED_OUT = lazy(r"\b(?:ruled|excluded|absent|unlikely|no|not|without|free)\b", re.IGNORECASE)


def _without_rest(found: list[Said]) -> list[Said]:
    """Without "non-DM" where the same clause takes DM: "DM or non-DM myositis" is everybody."""
    taken = {one.mention.means for one in found if one.says == Says.INCLUDES}
    return [
        replace(one, says=Says.NEITHER) if _is_rest(one) and one.mention.means in taken else one
        for one in found
    ]


def _is_rest(one: Said) -> bool:
    return one.says == Says.EXCLUDES and bool(one.cues) and one.cues[0].lower().startswith("non")


def _counts(cue: Found, says: Says) -> bool:
    """Whether a cue in force is one of those that an answer rests on."""
    return cue.kind != Kind.PLAIN and (cue.kind in ASIDE) == (says == Says.NEITHER)


def _is_elsewhere(here: list[Found], near: re.Match[str] | None) -> bool:
    return kind_of(near) == Kind.ELSEWHERE or any(cue.kind == Kind.ELSEWHERE for cue in here)


def _resolve(
    clause: Clause, number: int, within: Part, here: list[Found], near: re.Match[str] | None
) -> Says:
    if near and any(cue.start < near.end() and near.start() < cue.end for cue in here):
        # The same words are part of a verb: "IBM not allowed".
        near = None
    if _is_elsewhere(here, near):
        return Says.NEITHER
    if any(
        cue.kind == Kind.UNCLEAR and cue.cue.only in ("", within) and _together(clause, number, cue)
        for cue in clause.cues
    ):
        return Says.UNCLEAR
    is_no = _is_refused(clause, number, within, here)
    has_verb = any(cue.kind in _VERBS for cue in here)
    if is_no is None or (number in clause.doubtful and not has_verb):
        return Says.UNCLEAR
    if not is_no:
        return Says.UNCLEAR if _is_unresolved(clause, number) else Says.INCLUDES
    if _is_partly(clause, number, here, near) or _is_spared_in_part(clause, number):
        return Says.NEITHER
    return Says.UNCLEAR if _is_taken_back(clause, number) else Says.EXCLUDES


def _on_firm_ground(
    clause: Clause, number: int, within: Part, here: list[Found], says: Says
) -> Says:
    """An answer, or none where words around the name are not known."""
    if within in (Part.INCLUSION, Part.EXCLUSION):
        if says == Says.EXCLUDES and not ground.is_firm_no(clause, number, here):
            return Says.NEITHER
        if says == Says.EXCLUDES and not in_brackets.is_of_all(clause, number, within, here):
            return Says.NEITHER
        if says == Says.INCLUDES and not ground.is_firm_yes(clause, number, within, here):
            return Says.UNCLEAR
    return says


def _is_refused(clause: Clause, number: int, within: Part, here: list[Found]) -> bool | None:
    """Whether the heading or a verb, turned by exceptions and denials, refuses; None if unclear."""
    verbs = [cue for cue in here if cue.kind in _VERBS]
    turns = [cue for cue in here if cue.kind in (Kind.EXCEPTS, Kind.DENIES)]
    if verbs:
        # A verb in brackets of its own is about what stands in them, and so is that of a relative
        # clause: "all types except IBM, which is not eligible".
        turns = [
            cue
            for cue in turns
            if clause.holds(verbs[0].group, cue.group)
            and not (cue.kind == Kind.EXCEPTS and _is_relative(clause, number, cue, verbs[0]))
        ]
    if within == Part.EXCLUSION:
        if _are_appositions(clause, verbs):
            verbs = []
        # It says again what the heading says.
        turns = [
            cue
            for cue in turns
            if cue.cue.exclusion != "excludes" and not _AGAIN.match(clause.masked, 0, cue.end)
        ]
    kinds = {cue.kind for cue in verbs}
    if len(kinds) > 1 or any(cue.is_uncertain for cue in turns):
        return None
    if within == Part.EXCLUSION:
        # "IBM: yes" may say that it is allowed, or that it is an exclusion.
        if any(cue.text.strip(" :=,-–—").lower() in ("yes", "no", "ok") for cue in verbs):
            return None
        if not verbs and any(cue.start == 0 and cue.text.lower() == "excluding" for cue in turns):
            # "Excluding IBM"
            return None
        # "IBM is not", and "No history of IBM": records write both for yes and for no.
        if any(cue.cue.elliptic and cue.kind == cue.cue.kind == Kind.REFUSES for cue in verbs):
            return None
        if not verbs and any(cue.cue.exclusion == "unclear" for cue in turns):
            return None
    if not kinds and within == Part.UNCLEAR:
        return None
    is_no = Kind.REFUSES in kinds if kinds else within == Part.EXCLUSION
    return is_no != bool(len(turns) % 2)


_AGAIN = lazy(r"\W*exclusion\s+of\Z", re.IGNORECASE)


def _are_appositions(clause: Clause, verbs: list[Found]) -> bool:
    """Whether verbs count a type among those that are barred: "any myopathy, DM included"."""
    if not clause.masked[: clause.mentions[0].start].strip() and len(clause.mentions) == 1:
        return False
    return all(cue.text.lower() == "included" for cue in verbs) and not any(
        cue.kind == Kind.REFUSES for cue in clause.cues
    )


def _is_relative(clause: Clause, number: int, turn: Found, verb: Found) -> bool:
    """Whether a verb behind an excepted name says again what becomes of it."""
    end = clause.mentions[number].end
    if not turn.start < end <= verb.start:
        return False
    last = max(clause.mentions[n].end for n in verb.reaches if clause.mentions[n].end <= verb.start)
    return bool(RELATIVE.fullmatch(clause.masked, last, verb.start))


def _is_partly(clause: Clause, number: int, here: list[Found], near: re.Match[str] | None) -> bool:
    """Whether only some of the people with a disease are meant."""
    mention = clause.mentions[number]
    if any(cue.kind == Kind.PARTLY for cue in here):
        return True
    if _overlaps(clause, number):
        return True
    if mention.means == (OVERLAP,) and _OVERLAPS.match(clause.masked, mention.end):
        # "Overlap with another disease" is what overlap means, and no part of its people.
        return bool(_WITH_ONE.match(clause.masked, mention.end))
    if number and _AS_EXAMPLE.match(clause.between(number - 1)):
        # "MDA5+ DM, including CADM"
        before = clause.in_force(number - 1)
        if _is_partly(clause, number - 1, before, clause.near(number - 1)):
            return True
    return number in clause.partly or kind_of(near) == Kind.PARTLY


def _overlaps(clause: Clause, number: int) -> bool:
    """Whether it is overlap with another disease that bars: "DM overlapping with another CTD"."""
    behind = clause.mentions[number + 1 : number + 2]
    return bool(behind) and behind[0].means == (OVERLAP,) and not clause.between(number).strip()


_AS_EXAMPLE = lazy(
    r"[\s,(]*(?:including|such\s+as|e\.?g\.?)\s|\s+(?:forms?|types?|variants?)\s*\(", re.IGNORECASE
)


def _is_spared_in_part(clause: Clause, number: int) -> bool:
    """Whether an exception about something else than a type stands behind a barred name."""
    end = clause.mentions[number].end
    is_denied = any(cue.kind == Kind.DENIES for cue in clause.in_force(number))
    return any(
        cue.kind == Kind.EXCEPTS
        and cue.text.lower() != "not"
        # "Has no IBM and no dystrophy"
        and not (is_denied and cue.text.lower().startswith("and "))
        and cue.start >= end
        and not cue.reaches
        and not clause.is_parted(end, cue.start)
        and clause.are_nested(cue.group, clause.group_of(number))
        and not _is_of_later(clause, number, cue)
        for cue in clause.cues
    )


def _is_of_later(clause: Clause, number: int, cue: Found) -> bool:
    """Whether an exception in brackets is about another name: "IBM, overlap (other than SS)"."""
    if cue.group == clause.group_of(number):
        # "IBM, juvenile myositis, or overlap other than with SSc": of the last one alone
        return number + 1 < len(clause.mentions) and (
            clause.mentions[number + 1].end <= cue.start and "," in clause.between(number)
        )
    opening = clause.groups.index(cue.group)
    between = clause.masked[clause.mentions[number].end : opening]
    return NAME in between or bool(re.search(r"[,;/]\s*\w", between))


def _together(clause: Clause, number: int, cue: Found) -> bool:
    mention = clause.mentions[number]
    start, end = sorted((mention.start, cue.start))
    if cue.kind == Kind.UNCLEAR and _DASH.search(clause.masked, start, end):
        # "CADM - eligible??"
        return True
    if clause.is_of_remark(number, cue.start):
        return False
    return not clause.is_parted(start, end) and clause.holds(clause.group_of(number), cue.group)


_DASH = lazy(r"^[^;.,]*[-–—][^;.]*$")
_VERBS = (Kind.INCLUDES, Kind.REFUSES)
_TURNING = (Kind.REFUSES, Kind.EXCEPTS, Kind.DENIES)


def _is_unresolved(clause: Clause, number: int) -> bool:
    """Whether a word of refusal stands by a name, and nothing tells what it does there."""
    if any(
        cue.kind in (Kind.REFUSES, Kind.EXCEPTS) and not cue.reaches and not cue.is_settled
        and _together(clause, number, cue)
        for cue in clause.cues
    ):  # fmt: skip
        return True
    mention = clause.mentions[number]
    if number in clause.shared or any(
        cue.kind == Kind.EXCEPTS and cue.is_uncertain and number + 1 in cue.reaches
        and mention.end <= cue.start and cue.text.lower() != "unless" for cue in clause.cues
    ):  # fmt: skip
        # "PM other than the anti-SRP form, or DM"
        return True
    if number in clause.partly and any(
        cue.kind == Kind.REFUSES and cue.is_settled and cue.start >= mention.end
        and not clause.is_parted(mention.end, cue.start) for cue in clause.cues
    ):  # fmt: skip
        # "DM in whom cancer was not excluded cannot enter"
        return True
    if number in clause.loose and any(
        cue.kind in _TURNING and cue.reaches and cue.start < mention.start for cue in clause.cues
    ):
        return True
    for match in _REFUSAL.finditer(clause.masked):
        if match.start() in clause.taken:
            continue
        start, end = sorted((mention.start, match.start()))
        if not clause.is_parted(start, end) and not clause.is_of_remark(number, match.start()):
            return True
    renamed = _RENAMED.search(clause.masked, mention.end)
    if renamed and renamed.start() not in clause.taken:
        return not clause.is_parted(mention.end, renamed.start())
    for match in _NOT.finditer(clause.masked, mention.end):
        start = match.start()
        if any(cue.start <= start < cue.end for cue in clause.cues if cue.kind == Kind.PLAIN):
            continue
        if clause.is_parted(mention.end, start) or _is_explained(clause, start):
            break
        if not _DESCRIBES.match(clause.masked, start) and not _WHO.search(clause.masked, 0, start):
            return True
    return False


def _is_explained(clause: Clause, at: int) -> bool:
    found = (*clause.cues, *clause.beside)
    return any(cue.start <= at < cue.end and cue.reaches for cue in found)


def _is_taken_back(clause: Clause, number: int) -> bool:
    """Whether a word of exception stands behind a barred name, and nothing tells what it spares."""
    end = clause.mentions[number].end
    for match in _ALLOWANCE.finditer(clause.masked, end):
        if match.start() in clause.taken or clause.is_parted(end, match.start()):
            continue
        if clause.holds(clause.groups[match.start()], clause.group_of(number)):
            return True
    return False
