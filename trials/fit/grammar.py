"""A clause of the criteria as one statement about a person.

1. Its tokens are cut into segments at the words that join them.
2. Each segment is what one topic says with the words around it. One unknown word makes it unclear.
3. The segments are joined. Where "and", a comma or a negation can be read in several ways, all of
   these readings must agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import topics
from .answers import DAYS
from .lexicon import Kind
from .segments import (
    AGES,
    SEXES,
    Part,
    Segment,
    bind,
    cut,
    flattened,
    in_groups,
    index_of,
    kind_of,
    name_ages,
    said_around,
)
from .tokens import ANTIBODY, TYPE, Token, tokens
from .topics import Said
from .truth import Not, Readings, Statement, Unclear, all_of, any_of

# What one person has one of: "DM and PM" are two ways to fit.
_CHOICES = ({TYPE}, {"age group"}, {"sex"})


def statement(text: str, *, is_exclusion: bool) -> Statement:
    """What a clause demands (among the inclusions) or bars."""
    found = tokens(text)
    unread = (Kind.OTHERS, Kind.ALLOW) if is_exclusion else (Kind.OTHERS, Kind.ALLOW, Kind.MAY)
    if any(token.kind in unread for token in found):
        return _unclear(found)
    return _Clause(is_exclusion).read(found)


def unread(text: str) -> Statement:
    """A text that no rule may judge; it still touches the questions that it names."""
    return _unclear(tokens(text))


class _Clause:
    def __init__(self, is_exclusion: bool):
        self.is_exclusion = is_exclusion
        # Whether it speaks of a test, or of a span of time, that may be about all of it.
        self.has_test = self.has_span = False
        # Whether a stable dose in it is that of a steroid.
        self.is_of_steroid = False

    def read(self, clause: Sequence[Token]) -> Statement:
        self.has_test = any(token.kind == Kind.TEST for token in clause)
        self.has_span = any(token.quantity and token.quantity.unit in DAYS for token in clause)
        found = in_groups(clause)
        if found and isinstance(found[0], Token) and found[0].kind == Kind.IF:
            return self._conditional(found)
        at = index_of(found, Kind.MUST)
        if at is not None and self.is_exclusion:
            # "Must not have ILD" among the exclusions may mean either.
            return _unclear(found)
        if at is not None:
            return self._demanded(found[:at], found[at + 1 :])
        return self._joined(found)

    def _conditional(self, found: list[Part]) -> Statement:
        """ "If on steroids, the dose must be stable": it holds for those as well who take none."""
        comma = next(
            (n for n, t in enumerate(found) if kind_of(t) in (Kind.COMMA, Kind.MUST)), None
        )
        if self.is_exclusion or comma is None:
            return _unclear(found)
        condition = self._joined(found[1:comma])
        if any(token.topic != "steroid" for token in flattened(found[1:comma]) if token.is_topic):
            return _unclear(found)
        demanded = [token for token in found[comma + 1 :] if kind_of(token) != Kind.MUST]
        demand = self._joined(_with_steroid(demanded))
        return any_of((Not(condition), demand))

    def _demanded(self, subject: list[Part], demand: list[Part]) -> Statement:
        """ "Women must not be pregnant": a demand of some people says nothing of the others."""
        said_of = flattened(subject)
        is_unread = any(token.kind == Kind.UNKNOWN for token in said_of)
        if is_unread or index_of(demand, Kind.MUST) is not None:
            return _unclear([*subject, *demand])
        heads = [token for token in said_of if token.is_topic]
        said = self._joined(demand)
        if not heads:
            return said
        if all(token.topic in (*SEXES, "female_fertile") for token in heads):
            if len(heads) > 1:
                return _unclear([*subject, *demand])
            return any_of((Not(self._joined(subject)), said))
        if all(token.topic == "steroid" for token in heads):
            return any_of((Not(self._joined(subject)), self._joined(_with_steroid(demand))))
        if all(token.topic in (*AGES, "steroid", "stable") for token in heads):
            return self._joined([*subject, *demand])
        return _unclear([*subject, *demand])

    def _joined(self, found: list[Part]) -> Statement:
        at = index_of(found, Kind.EXCEPT)
        if at is not None:
            return self._spared(found[:at], found[at + 1 :])
        pieces = cut(found)
        name_ages(pieces)
        bind(pieces)
        named = {token.topic for piece in pieces for token in piece.heads}
        self.is_of_steroid = "steroid" in named and named <= {"steroid", "stable"}
        if not pieces:
            return Unclear()
        flat = flattened(found)
        if any(token.topic == "age" for token in flat) and _is_age_then(flat):
            return _unclear(found)
        return self._negated(pieces)

    def _spared(self, head: list[Part], rest: list[Part]) -> Statement:
        """What an exception leaves of what stands before it."""
        if not flattened(head) or all(kind_of(token) == Kind.FILLER for token in head):
            return _unclear(rest)
        barred = self._joined(head)
        if index_of(rest, Kind.EXCEPT) is not None:
            return _unclear([*head, *rest])
        behind = cut(rest)
        pieces = [piece for piece in behind if not _is_spared(piece)]
        if not pieces:
            return all_of((barred, Unclear())) if flattened(rest) else barred
        parts = [self._segment(piece) for piece in pieces]
        # "Cancer other than skin cancer, or HIV": it may go on behind its exception.
        if len(behind) > len(pieces):
            in_part = all_of((barred, Unclear()))
            return Readings((in_part, any_of((barred, *parts)), any_of((in_part, *parts))))
        inside = all_of((barred, Not(any_of(parts))))
        are_types = all({t.topic for t in piece.heads} == {TYPE} for piece in pieces)
        if len(pieces) == 1 or are_types:
            return inside
        first = all_of((barred, Not(parts[0])))
        return Readings((inside, any_of((first, *parts[1:]))))

    def _negated(self, segments: list[Segment]) -> Statement:
        first = segments[0]
        kinds = [token.kind for token in first.tokens if token.kind not in (Kind.FILLER, Kind.USE)]
        if not kinds or kinds[0] not in (Kind.NOT, Kind.ABSENT):
            return self._list(segments)
        denied = replace(first, tokens=_without_first(first.tokens, kinds[0]))
        rest = [denied, *segments[1:]]
        if len(segments) == 1:
            return Not(self._list([denied]))
        if any(segment.has(Kind.NOT) for segment in segments[1:]):
            # "No IBM, no JDM"
            return self._list(segments)
        wide = Not(self._list(rest, is_denied=True))
        if all(
            segment.join in (Kind.OR, Kind.COMMA, Kind.WITH, Kind.SUCH) for segment in segments[1:]
        ):
            return wide
        return Readings((wide, self._list(segments)))

    def _list(self, segments: list[Segment], is_denied: bool = False) -> Statement:
        parts = [self._segment(segment) for segment in segments]
        is_any_of = self.is_exclusion or is_denied
        joins = [_join(before, segment, is_any_of) for before, segment in pairwise(segments)]
        has_or = Kind.OR in joins
        has_and = Kind.AND in joins
        commas = _commas(has_or, has_and, is_any_of, segments)
        ands = {Kind.AND, Kind.OR} if is_any_of and has_and else {Kind.AND}
        readings = []
        for comma in commas:
            for and_ in ands:
                as_read = [
                    comma if j == Kind.COMMA else and_ if j == Kind.AND else j for j in joins
                ]
                readings.append(_tree(parts, segments, as_read))
                if Kind.OR in as_read and {Kind.AND, Kind.WITH, Kind.WITHOUT} & set(as_read):
                    readings.append(_tree_of_choices(parts, as_read))
        found = readings[0] if len(readings) == 1 else Readings(tuple(readings))
        if Kind.OR in {*joins, *commas} and _may_be_qualified(segments, self.is_exclusion):
            # "JDM or DM before the 16th birthday": the last words may be about both.
            return all_of((found, Unclear()))
        return found

    def _segment(self, segment: Segment) -> Statement:
        said = self._plain(segment)
        for group in segment.groups:
            said = self._with_group(segment, said, group)
        return said

    def _plain(self, segment: Segment) -> Statement:
        """What a segment says without its brackets."""
        heads = segment.heads
        kinds = {token.kind for token in segment.tokens}
        if not heads or Kind.UNKNOWN in kinds or Kind.SPARED in kinds or Kind.IF in kinds:
            return _unclear(segment.tokens)
        said = said_around(segment, not self.is_exclusion, self.is_of_steroid)
        if said is None:
            return _unclear(segment.tokens)
        said = replace(said, test=said.test or self.has_test, spans_nearby=self.has_span)
        parts = [
            topics.statement(head, _of_head(head, said)) for head in _without_labels(heads, said)
        ]
        found = all_of(parts)
        for token in segment.tokens:
            if token.kind == Kind.NOT:
                found = Not(found)
        if Kind.ABSENT in kinds:
            found = Not(found)
        if Kind.NOT in kinds and (
            len(heads) > 1
            or [t.kind for t in segment.tokens].index(Kind.NOT) > _first_head(segment)
        ):
            return _unclear(segment.tokens)
        return found

    def _with_group(self, segment: Segment, said: Statement, group: list[Part]) -> Statement:
        """A remark in brackets: the same again, examples, an exception, or more words."""
        flat = flattened(group)
        if not flat:
            return said
        if flat[0].kind == Kind.EXCEPT:
            return all_of((said, _unclear(group)))
        heads = {t.value for t in flat if t.is_topic}
        known = {t.value for t in segment.heads}
        has_more = any(
            t.kind not in (Kind.FILLER, Kind.TOPIC, Kind.COMMA, Kind.OR, Kind.AND, Kind.SUCH)
            for t in flat
        )
        families = {_family(t) for t in flat if t.is_topic}
        is_class = families == {"jak"} == {_family(t) for t in segment.heads}
        if heads and not has_more and (heads <= known or is_class):
            return said
        inner = self._joined(group[1:] if flat[0].kind == Kind.SUCH else group)
        if flat[0].kind == Kind.SUCH:
            return any_of((said, inner))
        return Readings((all_of((said, inner)), any_of((said, inner))))


def _join(before: Segment, segment: Segment, is_any_of: bool) -> Kind:
    """What a word joins with; "DM and PM" are two ways to fit, "HIV and hepatitis B" two bars."""
    if segment.join not in (Kind.AND, Kind.COMMA):
        return segment.join
    families = [{_family(t) for t in piece.heads} for piece in (before, segment)]
    choices = (*_CHOICES, {"infections"}) if is_any_of else _CHOICES
    return Kind.OR if families[0] == families[1] and families[0] in choices else segment.join


def _tree(
    parts: Sequence[Statement], segments: Sequence[Segment], joins: Sequence[Kind]
) -> Statement:
    """ "Or" joins last: "A with B, or C"."""
    choices: list[list[Statement]] = [[parts[0]]]
    for part, join in zip(parts[1:], joins, strict=True):
        if join in (Kind.OR, Kind.SUCH):
            choices.append([part])
        elif isinstance(choices[-1][0], Unclear) and join in (Kind.WITH, Kind.WITHOUT):
            # Whose it is stands in words that nobody knows: "relatives with cancer".
            choices[-1] = [Unclear()]
        else:
            choices[-1].append(Not(part) if join == Kind.WITHOUT else part)
    return any_of(all_of(choice) for choice in choices)


def _tree_of_choices(parts: Sequence[Statement], joins: Sequence[Kind]) -> Statement:
    """ "Or" joins first: "A or B, with C"."""
    needed: list[list[Statement]] = [[parts[0]]]
    for part, join in zip(parts[1:], joins, strict=True):
        if join in (Kind.OR, Kind.SUCH):
            needed[-1].append(part)
        else:
            needed.append([Not(part) if join == Kind.WITHOUT else part])
    return all_of(any_of(choice) for choice in needed)


def _commas(
    has_or: bool, has_and: bool, is_exclusion: bool, segments: Sequence[Segment]
) -> tuple[Kind, ...]:
    """What commas of a list stand for."""
    if has_or and not has_and:
        return (
            (Kind.OR,)
            if is_exclusion
            else (Kind.OR, Kind.AND)
            if _is_mixed(segments)
            else (Kind.OR,)
        )
    if has_and and not has_or:
        return (Kind.OR, Kind.AND) if is_exclusion else (Kind.AND,)
    if has_and:
        return (Kind.AND, Kind.OR)
    # Commas alone.
    is_read = all(
        segment.heads and not segment.has(Kind.UNKNOWN, Kind.SPARED) for segment in segments
    )
    if is_exclusion:
        return (Kind.OR,) if is_read else (Kind.OR, Kind.AND)
    families = [frozenset(_family(t) for t in segment.heads) for segment in segments]
    if is_read and len(set(families)) == len(families):
        return (Kind.AND,)
    if is_read and len(set(families)) == 1:
        return (Kind.OR,)
    return (Kind.AND, Kind.OR)


def _is_mixed(segments: Sequence[Segment]) -> bool:
    return len({frozenset(_family(t) for t in segment.heads) for segment in segments}) > 1


def _family(token: Token) -> str:
    """Topics of which one list may hold several."""
    topic = token.topic
    if topic in ("adult", "child") or topic in SEXES:
        return "age group" if topic in ("adult", "child") else "sex"
    if topic in ("hepatitis_b", "hepatitis_c", "hepatitis_b_or_c", "hiv", "tuberculosis"):
        return "infections"
    return {"one_jak": "jak", "one_cancer": "cancer", ANTIBODY: ANTIBODY}.get(topic, topic)


def _may_be_qualified(segments: Sequence[Segment], is_exclusion: bool) -> bool:
    """Whether words that nobody knows stand in a list, where they may be about all of it."""
    unread = (Kind.UNKNOWN, Kind.SPARED)
    if not is_exclusion:
        return any(segment.has(*unread) for segment in segments)
    last = segments[-1].tokens
    at = max((n for n, token in enumerate(last) if token.is_topic), default=None)
    return at is not None and any(token.kind in unread for token in last[at:])


def _first_head(segment: Segment) -> int:
    return next(n for n, token in enumerate(segment.tokens) if token.is_topic)


def _of_head(head: Token, said: Said) -> Said:
    """Of a stable dose, the limit of time is how long it must have been stable."""
    return replace(said, spans=()) if said.stable and head.topic == "steroid" else said


def _without_labels(heads: list[Token], said: Said) -> list[Token]:
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
    return found


def _is_age_then(found: list[Token]) -> bool:
    """Whether an age is one at which something began: "diagnosed at age 18 or older"."""
    for before, token in pairwise(found):
        if token.topic == "age" and before.text.lower() in (
            "at",
            "before",
            "by",
            "from",
            "since",
            "until",
        ):
            return True
    return any(token.text.lower() in ("diagnosed", "diagnosis", "onset") for token in found)


def _with_steroid(demanded: list[Part]) -> list[Part]:
    """ "If on steroids, the dose must be stable": the dose is that of the steroid."""
    if any(token.topic == "steroid" for token in flattened(demanded)):
        return demanded
    return [Token(Kind.TOPIC, "", ("steroid",)), *demanded]


def _is_spared(segment: Segment) -> bool:
    """Whether it names a kind of cancer that people mostly outlive, or says how it was treated."""
    kinds = (Kind.SPARED, Kind.FILLER, Kind.PAST, Kind.QUANTITY, Kind.WITHIN, Kind.NARROW, Kind.NOT)
    cancers = ("cancer", "one_cancer")
    return all(
        t.kind in kinds or t.topic in cancers for t in [*segment.tokens, *flattened(segment.groups)]
    )


def _unclear(found: Iterable[Part]) -> Statement:
    """What nobody can tell; it still touches the questions whose topics it names."""
    return _Touching(frozenset(topics.question_of(t) for t in flattened(found) if t.is_topic))


@dataclass(frozen=True)
class _Touching(Unclear):
    touched: frozenset[str] = frozenset()

    def questions(self) -> set[str]:
        return set(self.touched)


def _without_first(found: list[Token], kind: Kind) -> list[Token]:
    at = next(n for n, token in enumerate(found) if token.kind == kind)
    return [*found[:at], *found[at + 1 :]]
