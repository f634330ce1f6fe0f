"""The segments of a clause, and the words around the topics in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from .answers import DAYS
from .lexicon import Kind
from .quantities import Quantity
from .said import Said
from .tokens import ANTIBODY, TYPE, Token

_JOINS = (Kind.OR, Kind.AND, Kind.COMMA, Kind.WITH, Kind.WITHOUT, Kind.SUCH)
AGES = ("age", "adult", "child")
SEXES = ("female", "male")
# Adjectives and the like, of which several may stand in a row: "active or latent".
_ADJECTIVES = (Kind.NOW, Kind.PAST, Kind.OTHER, Kind.NARROW)
# Medicines of which the time of the last dose is asked for.
SINCE = (
    "rituximab",
    "rituximab_class",
    "biologic",
    "ivig",
    "ivig_class",
    "jak",
    "one_jak",
    "cell_therapy",
    "cell_therapy_class",
)
# What a limit of time may stand behind.
_TIMED = (
    *SINCE,
    "cancer",
    "one_cancer",
    "infection_now",
    "stable",
)
_MEDICINES = (*SINCE, "steroid", "stable", "oxygen")
# Brackets inside of brackets: nobody can follow more.
_DEEPEST = 3
_LIMITED = (*_TIMED, "age", "steroid")
# A token, or those in a pair of brackets.
Part: TypeAlias = "Token | list[Part]"


@dataclass
class Segment:
    """Tokens between two joining words, and the word before them."""

    join: Kind
    tokens: list[Token] = field(default_factory=list)
    groups: list[list[Part]] = field(default_factory=list)
    # Whether its limits of time are its own, and not those of a neighbor.
    is_sure: bool = True
    has_own_limit: bool = False
    # Whether words that nobody knows may say more of it: "curvature or infection of the penis".
    is_open: bool = False
    # Whether a "no" before it was taken away, and counts for the whole list.
    is_denied: bool = False

    @property
    def heads(self) -> list[Token]:
        return [token for token in self.tokens if token.is_topic]

    @property
    def is_empty(self) -> bool:
        return not self.groups and all(
            token.kind in (Kind.FILLER, Kind.USE, Kind.APART) for token in self.tokens
        )

    @property
    def demands_time(self) -> bool:
        """Whether a span of time must have passed since: "wash-out of 6 months from rituximab"."""
        return self.has(Kind.APART) and any(
            t.quantity and t.quantity.unit in DAYS and t.quantity.low > 0 for t in self.tokens
        )

    def has(self, *kinds: Kind) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def said_around(segment: Segment, demands: bool, is_of_steroid: bool) -> Said | None:
    """The words around the heads of a segment; None where a number has not found its place."""
    topics_here = {head.topic for head in segment.heads}
    spans: list[Token] = []
    doses: list[Quantity] = []
    ages: list[Quantity] = []
    for number, token in enumerate(segment.tokens):
        if token.quantity is None:
            continue
        is_within = number > 0 and segment.tokens[number - 1].kind == Kind.WITHIN
        place = _place_of(token.quantity, topics_here, is_within)
        if not place and demands and _is_time_passed(segment, token.quantity, topics_here):
            place = "span"
        if place == "span":
            spans.append(token)
        elif place:
            (doses if place == "dose" else ages).append(token.quantity)
        else:
            return None
    if not _is_read(segment, topics_here, spans, ages, is_of_steroid):
        return None
    times = {head.times for head in segment.heads if head.times}
    if doses and len(times) > 1:
        return None
    apart = demands and segment.demands_time and not topics_here & {"stable"}
    is_negated = segment.has(Kind.NOT) or segment.is_denied
    if apart and (is_negated or not topics_here <= {*SINCE, "cancer", "one_cancer"}):
        return None
    return Said(
        open=segment.is_open,
        past=segment.has(Kind.PAST),
        other=segment.has(Kind.OTHER),
        now=segment.has(Kind.NOW),
        narrow=segment.has(Kind.NARROW),
        acute=segment.has(Kind.OTHER) and any(t.text.lower() == "acute" for t in segment.tokens),
        use=segment.has(Kind.USE),
        test=segment.has(Kind.TEST) and not topics_here <= {ANTIBODY, "msa"},
        spans=tuple(spans),
        spans_are_sure=segment.is_sure,
        doses=tuple(_as_prednisone(dose, times) for dose in doses),
        ages=tuple(ages),
        demands=demands and not segment.is_denied and not segment.has(Kind.NOT),
        stable="stable" in topics_here,
        apart=apart,
        onset="onset" in topics_here,
    )


def _is_time_passed(segment: Segment, quantity: Quantity, topics_here: set[str]) -> bool:
    """ "No IVIG for at least 4 weeks", "wash-out of 6 months": so long nobody may have had it."""
    if not topics_here & set(_TIMED) or quantity.unit not in DAYS or quantity.low <= 0:
        return False
    is_open = quantity.is_bare or quantity.high == float("inf")
    if segment.has(Kind.NOT) or segment.is_denied:
        return is_open
    washes = any(is_washout(token) for token in segment.tokens)
    return segment.has(Kind.APART) and is_open and (washes or not quantity.is_bare)


def is_washout(token: Token) -> bool:
    return token.kind == Kind.APART and "wash" in token.text.lower()


def _as_prednisone(dose: Quantity, times: set[float]) -> Quantity:
    by = next(iter(times), 1)
    return replace(dose, low=round(dose.low * by, 1), high=round(dose.high * by, 1))


def _place_of(quantity: Quantity, topics_here: set[str], is_within: bool) -> str:
    """What a number is of: an age, a dose or a span of time; "" if nobody knows."""
    is_timed = bool(topics_here & set(_TIMED))
    is_year = quantity.unit in ("year", "month", "")
    if topics_here & {"age", "onset"} and is_year and not is_within and not is_timed:
        return "age"
    if quantity.unit in ("mg", "mg/kg") and "steroid" in topics_here:
        return "dose"
    if topics_here <= {"oxygen", "ild"} and quantity.unit == "l/min":
        return "dose"
    if "planning" in topics_here <= {"pregnant", "planning"} and quantity.unit in DAYS:
        return "span"
    if topics_here == {"steroid"} and quantity.unit in DAYS:
        return "span" if is_within or quantity.low > 0 < quantity.high == float("inf") else ""
    if is_timed and (quantity.unit in DAYS or quantity.unit == "half-life"):
        is_under = quantity.high != float("inf") and not quantity.is_bare and quantity.low <= 0
        return "span" if is_within or is_under or "stable" in topics_here else ""
    return ""


def _is_read(
    segment: Segment,
    topics_here: set[str],
    spans: list[Token],
    ages: list[Quantity],
    is_of_steroid: bool,
) -> bool:
    if segment.has(Kind.WITHIN) and not spans:
        return False
    is_to_come = any(t.kind == Kind.WITHIN and "next" in t.text.lower() for t in segment.tokens)
    if is_to_come and not topics_here <= {"pregnant", "planning"}:
        return False
    if segment.has(Kind.APART) and not spans:
        return False
    if segment.has(Kind.ONSET) and "onset" not in topics_here:
        return False
    if spans and (TYPE in topics_here or _speaks_of_diagnosis(segment.tokens)):
        # "Cancer within 3 years of the diagnosis of myositis" is not three years from now.
        return False
    if segment.has(Kind.USE) and not topics_here & {*_MEDICINES, *AGES}:
        # "Exposure to HIV"
        return False
    if topics_here & {"age", "onset"} and not ages:
        return False
    of_steroid = "steroid" in topics_here or is_of_steroid
    # "IVIG at a stable dose"
    of_other = bool(topics_here & set(SINCE)) and not segment.has(Kind.NOT)
    return "stable" not in topics_here or of_steroid or of_other


def _speaks_of_diagnosis(found: list[Token]) -> bool:
    return any(
        "diagnosis" in token.text.lower()
        or "onset" in token.text.lower()
        or ("diagnosed" in token.text.lower() and token.kind != Kind.WITHIN)
        for token in found
    )


def cut(found: list[Part]) -> list[Segment]:
    """Cut at the words that join. A remark in brackets belongs to the segment before it."""
    segments = [Segment(Kind.COMMA)]
    for number, token in enumerate(found):
        if isinstance(token, list):
            segments[-1].groups.append(token)
        elif token.kind not in _JOINS:
            following = found[number + 1] if number + 1 < len(found) else None
            is_of_care = isinstance(following, Token) and following.topic in (
                "pregnant",
                "planning",
            )
            if token.kind == Kind.NOT and is_of_care and segments[-1].heads:
                # "Women of 18 to 50 years not planning a pregnancy"
                segments.append(Segment(Kind.WITH))
            segments[-1].tokens.append(token)
        elif not _is_between_adjectives(segments[-1], token, found[number + 1 :]):
            _begin(segments, token.kind)
    if segments[-1].is_empty:
        segments.pop()
    return segments


def _begin(segments: list[Segment], join: Kind) -> None:
    if segments[-1].is_empty:
        if join == Kind.WITHOUT:
            # "Patients without ILD"
            segments[-1].tokens.append(Token(Kind.NOT, ""))
            return
        # ", or", "patients with": the stronger of two words that meet.
        if segments[-1].join == Kind.COMMA or len(segments) == 1:
            segments[-1].join = join if len(segments) > 1 else Kind.COMMA
        return
    if join == Kind.WITH and segments[-1].has(Kind.NOT) and not segments[-1].heads:
        only = (Kind.NOT, Kind.FILLER, Kind.USE, Kind.NOW)
        if all(token.kind in only for token in segments[-1].tokens):
            # "Not requiring oxygen"
            return
    segments.append(Segment(join))


def _is_between_adjectives(segment: Segment, join: Token, rest: list[Part]) -> bool:
    """Whether an "or" stands between two adjectives of one head: "active or latent"."""
    words = [token for token in segment.tokens if token.kind != Kind.FILLER]
    if join.kind not in (Kind.OR, Kind.AND, Kind.COMMA) or not words:
        return False
    if any(token.kind not in _ADJECTIVES for token in words):
        return False
    return bool(rest) and kind_of(rest[0]) in (*_ADJECTIVES, Kind.OR, Kind.AND)


def find_open(segments: list[Segment]) -> None:
    """Mark segments of which unknown words before them, or of a place behind them, may say more."""
    unread = said_before = False
    flat = [t for segment in segments for t in segment.tokens if t.text.lower() not in _ARTICLES]
    located = any(
        before.text.lower() in ("in", "on", "of", "at", "around") and t.kind == Kind.UNKNOWN
        for before, t in pairwise(flat)
    )
    for segment in segments:
        said_before = said_before or segment.join == Kind.SUCH
        segment.is_open = unread or said_before or located
        unread = unread or segment.has(Kind.UNKNOWN)


_ARTICLES = ("the", "a", "an")


def bind(segments: list[Segment]) -> None:
    """Give limits of time and amounts to the topics of a list that they stand behind.

    "Rituximab or IVIG within 3 months": one limit counts for both. Where a line has several limits,
    or one that stands before its topics, it is not sure whose each of them is.
    """
    kept: list[Segment] = []
    for segment in segments:
        only_limits = (
            not segment.heads
            and segment.tokens
            and all(
                t.kind in (Kind.QUANTITY, Kind.WITHIN, Kind.FILLER, Kind.USE, Kind.APART, Kind.PAST)
                for t in segment.tokens
            )
        )
        takes = bool(kept) and any(t.topic in _LIMITED for t in kept[-1].heads)
        if only_limits and kept and not takes:
            # "JDM or DM, diagnosed within 6 months": nobody can tell for which of them.
            kept.append(replace(segment, join=Kind.WITH))
        elif only_limits and takes and not segment.groups:
            if segment.join == Kind.OR:
                # "Under 18 or over 80 years": two limits of one topic.
                heads = [head for head in kept[-1].heads if head.topic in ("age", "steroid")]
                kept.append(replace(segment, tokens=[*heads, *segment.tokens]))
            else:
                kept[-1].tokens += segment.tokens
        else:
            kept.append(segment)
    segments[:] = kept
    limits = [limit_of(segment) for segment in segments]
    for segment, limit in zip(segments, limits, strict=True):
        segment.has_own_limit = bool(limit)
    given = [limit for limit in limits if limit]
    for number, segment in enumerate(segments):
        timed = any(t.topic in _TIMED and t.topic != "infection_now" for t in segment.heads)
        is_never = any(t.kind == Kind.ABSENT for t in segment.tokens)
        # "IVIG-naive, or the last IVIG 6 months ago"
        if not timed or limits[number] or not given or is_never:
            continue
        behind = next((n for n in range(number + 1, len(segments)) if limits[n]), None)
        if behind is None:
            segment.is_sure = False
            segment.tokens += given[0]
            continue
        segment.tokens += limits[behind]
        if _may_be_for_ever(segment, segments[behind]):
            segment.is_sure = False
        between = segments[number + 1 : behind + 1]
        if len(given) > 1 or not all(_is_of_list(one) for one in between):
            segment.is_sure = False


def _may_be_for_ever(segment: Segment, limited: Segment) -> bool:
    """Whether a limit that stands with another topic may not be meant for this one.

    "Prior rituximab, or IVIG within 6 months", "cancer or rituximab within a year"
    """
    topics_here = {token.topic for token in segment.heads}
    is_other = bool(topics_here & _CANCERS) != bool({t.topic for t in limited.heads} & _CANCERS)
    if segment.has(Kind.PAST):
        # "Received rituximab or IVIG within 6 months" has one verb for both.
        words = " ".join(t.text.lower() for t in segment.tokens if t.kind == Kind.PAST)
        is_verb = any(verb in words for verb in ("receiv", "given", "treat", "taken", "used"))
        is_one = (segment.has(Kind.USE) or is_verb) and limited.join == Kind.OR
        return is_other or not is_one or "cell_therapy" in topics_here
    return is_other


_CANCERS = {"cancer", "one_cancer"}


def _is_of_list(segment: Segment) -> bool:
    return (
        bool(segment.heads)
        and segment.join in (Kind.OR, Kind.AND, Kind.COMMA)
        and not segment.has(Kind.UNKNOWN)
    )


def limit_of(segment: Segment) -> list[Token]:
    """The limit of time in a segment, with the word before it: "within 9 months".

    "Less than 9 months ago" needs no word before it, also behind a medicine that nobody knows.
    """
    topics_here = ({head.topic for head in segment.heads} or set(_TIMED)) - {"stable"}
    for before, token in pairwise([None, *segment.tokens]):
        if token is None or token.quantity is None:
            continue
        if before is not None and before.kind == Kind.WITHIN:
            return [before, token]
        if segment.demands_time and topics_here & {*SINCE, "cancer"}:
            return [next(t for t in segment.tokens if t.kind == Kind.APART), token]
        if _place_of(token.quantity, topics_here, is_within=False) == "span":
            return [token]
    return []


def in_groups(found: Iterable[Token]) -> list[Part]:
    """Tokens with those in brackets as a list of their own; brackets of numbers are opened."""
    stack: list[list[Part]] = [[]]
    for token in found:
        if token.kind == Kind.OPEN and len(stack) > _DEEPEST:
            stack[-1].append(replace(token, kind=Kind.UNKNOWN))
        elif token.kind == Kind.OPEN:
            stack.append([])
        elif token.kind == Kind.CLOSE:
            if len(stack) > 1:
                _close(stack)
        else:
            stack[-1].append(token)
    while len(stack) > 1:
        _close(stack)
    return stack[0]


def _close(stack: list[list[Part]]) -> None:
    group = stack.pop()
    flat = flattened(group)
    inline = (Kind.QUANTITY, Kind.WITHIN, Kind.FILLER, Kind.PRESENT, Kind.ABSENT, Kind.NARROW)
    if flat and all(token.kind in inline or token.topic in ("steroid", "age") for token in flat):
        stack[-1] += group
    elif flat:
        stack[-1].append(group)


def flattened(found: Iterable[Part]) -> list[Token]:
    flat: list[Token] = []
    for token in found:
        if isinstance(token, Token):
            flat.append(token)
        else:
            flat += flattened(token)
    return flat


def kind_of(token: Part) -> Kind | None:
    return token.kind if isinstance(token, Token) else None


def index_of(found: list[Part], kind: Kind) -> int | None:
    return next((n for n, token in enumerate(found) if kind_of(token) == kind), None)
