"""What the parts of a clause are: whom they are about, and what stands beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import joins, topics
from .lexicon import Kind
from .said import Said
from .segments import SEXES, SINCE, Part, Segment, flattened, index_of, kind_of
from .tokens import ANTIBODY, TYPE, Token
from .truth import Statement, Unclear


def of_one_sex(found: Sequence[Token]) -> Sequence[Token]:
    """ "Men must not donate sperm": who is spoken of behind "must" does not matter to women."""
    at = index_of(list(found), Kind.MUST)
    of_sex = at and {t.topic for t in found[:at] if t.is_topic} <= {*SEXES, "female_fertile"}
    if at is None or not of_sex or not any(token.is_topic for token in found[:at]):
        return found
    about = (Kind.OTHERS, Kind.MAY)
    behind = [replace(t, kind=Kind.UNKNOWN) if t.kind in about else t for t in found[at:]]
    return [*found[:at], *behind]


def may_be_qualified(segments: Sequence[Segment], is_exclusion: bool) -> bool:
    """Whether words that nobody knows stand in a list, where they may be about all of it."""
    unread = (Kind.UNKNOWN, Kind.SPARED)
    if not is_exclusion:
        return any(segment.has(*unread) for segment in segments)
    last = segments[-1].tokens
    purpose = any(
        before.text.lower() == "for" and t.kind == Kind.UNKNOWN for before, t in pairwise(last)
    )
    if purpose:
        # "Rituximab or lenalidomide for lymphoma"
        return True
    at = max((n for n, token in enumerate(last) if token.is_topic), default=None)
    return at is not None and any(token.kind in unread for token in last[at:])


def begins_exception(group: list[Part]) -> bool:
    flat = flattened(group)
    return bool(flat) and (flat[0].kind == Kind.EXCEPT or flat[0].text.lower() == "but")


def are_all_times(flat: Sequence[Token]) -> bool:
    """ "(past or present)", "(active, latent or in the past)": whenever it was."""
    kinds = {token.kind for token in flat}
    both = any(t.kind == Kind.PAST and re.search(r"\b(?:or|and)\b", t.text) for t in flat)
    only = {Kind.NOW, Kind.PAST, Kind.OTHER, Kind.OR, Kind.AND, Kind.COMMA}
    return kinds <= only and (both or kinds >= {Kind.NOW, Kind.PAST})


def is_first(segment: Segment, kind: Kind) -> bool:
    return next((t.kind for t in segment.tokens if t.kind != Kind.FILLER), None) == kind


def first_head(segment: Segment) -> int:
    return next(n for n, token in enumerate(segment.tokens) if token.is_topic)


def of_head(head: Token, said: Said) -> Said:
    """Of a stable dose, the limit of time is how long it must have been stable."""
    if head.topic in (TYPE, ANTIBODY):
        # "Dermatomyositis diagnosed at 18 years of age or older"
        return replace(said, ages=())
    return replace(said, spans=()) if said.stable and head.topic == "steroid" else said


def without_labels(heads: list[Token], said: Said) -> list[Token]:
    """Heads without "adult" beside an age, and without words that only repeat."""
    has_age = any(head.topic == "age" for head in heads)
    found: list[Token] = []
    for head in heads:
        if head.topic in ("adult", "child") and has_age:
            continue
        if head.value not in [one.value for one in found]:
            found.append(head)
    if said.stable and not said.doses:
        found = [head for head in found if head.topic != "steroid"]
    if any(head.topic in SINCE for head in found):
        # "IVIG at a stable dose": nobody asks for that dose.
        found = [head for head in found if head.topic != "stable"]
    return found


# What people have more or less of.
DEGREES = {"ild", "infection_now", "cancer"}
ALLOWS = re.compile(
    r"(?:(?:is|are|be|was|were|will be|may be|can be|also|still) )?"
    r"(?:allowed|permitted|permissible|acceptable|accepted|eligible|welcome)"
    r"|may (?:be (?:included|enrolled|entered)|participate|join|enrol|enter)"
    r"|may (?:go on|continue|remain|stay)",
    re.IGNORECASE,
)


def is_who(before: Part, token: Part) -> bool:
    """Whether a relative clause begins here that is about all who are spoken of."""
    return (
        kind_of(before) == Kind.COMMA
        and isinstance(token, Token)
        and token.kind == Kind.WITH
        and token.text.lower().startswith("who")
    )


def with_head(demanded: Sequence[Part], head: Token) -> list[Part]:
    """ "If on steroids, the dose must be stable": the dose is that of the steroid."""
    if any(joins.family(t) == joins.family(head) for t in flattened(demanded) if t.is_topic):
        return list(demanded)
    return [replace(head, text=""), *demanded]


def is_of_women(pieces: Sequence[Segment]) -> bool:
    """ "Women who are pregnant, nursing, or of childbearing potential": all of it is of women."""
    if len(pieces) < 2 or pieces[1].join != Kind.WITH or pieces[0].groups:
        return False
    return {t.topic for t in pieces[0].heads} in ({"female"}, {"female_fertile"}) and all(
        t.kind in (Kind.FILLER, Kind.TOPIC) for t in pieces[0].tokens
    )


_CARE = re.compile(
    r"pregnan|contracept|child-?bearing|birth|condom|menopaus|steril|fertil|abstinen|nursing|lactat"
    r"|breast-?feed|hysterectomy|partner",
    re.IGNORECASE,
)


def is_of_one_sex(pieces: Sequence[Segment]) -> bool:
    """ "Women of childbearing potential with a negative pregnancy test": men need none."""
    heads = pieces[0].heads
    if not heads or heads[0].topic not in (*SEXES, "female_fertile"):
        return False
    rest = [t for p in pieces for t in [*p.tokens, *flattened(p.groups)] if t is not heads[0]]
    if all(token.kind == Kind.FILLER for token in rest):
        return False
    is_read = not any(token.kind == Kind.UNKNOWN for token in rest)
    if is_read and {token.topic for token in rest} & {*SEXES, "age", TYPE}:
        # "Women with dermatomyositis, 18 to 50 years, not pregnant": a demand of all.
        return False
    return heads[0].topic == "female_fertile" or any(
        _CARE.search(t.text) for t in rest if not t.is_topic or t.topic in ("pregnant", "planning")
    )


def is_of_both_sexes(pieces: Sequence[Segment]) -> bool:
    """ "Women of childbearing potential or men: contraception": it is asked of both of them."""
    flat = [t for p in pieces for t in [*p.tokens, *flattened(p.groups)]]
    named = {"male" if t.topic == "male" else "female" for t in flat if t.topic in _OF_A_SEX}
    first = pieces[0].heads[0] if pieces[0].heads else None
    is_unread = any(token.kind == Kind.UNKNOWN for token in flat)
    return is_unread and len(named) > 1 and first is not None and first.topic in _OF_A_SEX


_OF_A_SEX = (*SEXES, "female_fertile")


def names_more(pieces: Sequence[Segment]) -> bool:
    return any(
        t.topic not in ("pregnant", "planning") if t.is_topic else t.text.lower() in _PEOPLE
        for piece in pieces
        for t in piece.tokens
    )


_PEOPLE = ("patients", "participants", "subjects", "people", "those", "anyone")


def is_spared(segment: Segment) -> bool:
    """Whether it names a kind of cancer that people mostly outlive, or says how it was treated."""
    kinds = (Kind.SPARED, Kind.FILLER, Kind.PAST, Kind.QUANTITY, Kind.WITHIN, Kind.NARROW, Kind.NOT)
    cancers = ("cancer", "one_cancer")
    return all(
        t.kind in kinds or t.topic in cancers for t in [*segment.tokens, *flattened(segment.groups)]
    )


def unclear(found: Iterable[Part]) -> Statement:
    """What nobody can tell; it still touches the questions whose topics it names."""
    return _Touching(frozenset(topics.question_of(t) for t in flattened(found) if t.is_topic))


@dataclass(frozen=True)
class _Touching(Unclear):
    touched: frozenset[str] = frozenset()

    def questions(self) -> set[str]:
        return set(self.touched)


def without_first(found: list[Token], kind: Kind) -> list[Token]:
    at = next(n for n, token in enumerate(found) if token.kind == kind)
    return [*found[:at], *found[at + 1 :]]


def is_of_a_sex(segment: Segment) -> bool:
    """Whether it begins with whom it is about: "women not using contraception"."""
    first = next((t for t in segment.tokens if t.kind != Kind.FILLER), None)
    return first is not None and first.topic in (*SEXES, "female_fertile")


def dated(segment: Segment) -> list[Token]:
    """The diseases or antibodies that it names with a limit of time, where it says no more.

    Of a cancer "within 3 years of the diagnosis of myositis", the cancer.
    """
    kinds = {token.kind for token in segment.tokens}
    cancers = [head for head in segment.heads if head.topic in ("cancer", "one_cancer")]
    others = [head for head in segment.heads if head not in cancers]
    is_name = all(head.topic in (TYPE, ANTIBODY) for head in others)
    known = {Kind.TOPIC, Kind.FILLER, Kind.NOW, Kind.NARROW, Kind.WITHIN, Kind.QUANTITY}
    known |= {Kind.PAST, Kind.ONSET} if cancers else set()
    return (cancers or others) if is_name and Kind.WITHIN in kinds and kinds <= known else []


def is_unable(segments: Sequence[Segment]) -> bool:
    """ "Unable to rise from a chair, or bound to a wheelchair": the second is not denied."""
    first = next((t for t in segments[0].tokens if t.kind == Kind.NOT), None)
    chairs = [any(t.topic.startswith("chair") for t in piece.heads) for piece in segments]
    says_unable = first is not None and first.text.lower().startswith(("unable", "inab", "cannot"))
    return says_unable and chairs[0] and not any(chairs[1:])


def with_limit_behind(head: list[Part], rest: list[Part]) -> tuple[list[Part], list[Part]]:
    """ "Cancer, except of the skin, in the last 5 years": the limit is of what stands first."""
    at = next((n for n in range(len(rest) - 1, -1, -1) if kind_of(rest[n]) == Kind.COMMA), None)
    if at is None or any(token.quantity for token in flattened(head)):
        return head, rest
    kinds = {kind_of(token) for token in rest[at + 1 :]}
    is_limit = {Kind.WITHIN, Kind.QUANTITY} <= kinds <= {Kind.WITHIN, Kind.QUANTITY, Kind.FILLER}
    return ([*head, *rest[at + 1 :]], rest[:at]) if is_limit else (head, rest)


# Classes of medicine, whose members may stand in brackets.
CLASSES = {"rituximab_class", "ivig_class", "jak"}


def denies_stable(segment: Segment, heads: Sequence[Token]) -> bool:
    """ "Prednisone dose not stable"."""
    words = [token for token in segment.tokens if token.kind != Kind.FILLER]
    before = next((b for b, t in pairwise(words) if t.topic == "stable"), None)
    topics_here = {head.topic for head in heads}
    only_steroid = topics_here == {"steroid", "stable"} and not any(
        t.quantity and t.quantity.unit in ("mg", "mg/kg") for t in words
    )
    return only_steroid and before is not None and before.kind == Kind.NOT
