"""A clause of the criteria as one statement about a person.

1. Its tokens are cut into segments at the words that join them.
2. Each segment is what one topic says with the words around it. One unknown word makes it unclear.
3. The segments are joined. Where "and", a comma or a negation can be read in several ways, all of
   these readings must agree.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from . import joins, topics
from .ages import name_ages, name_onsets
from .answers import DAYS
from .lexicon import Kind
from .parts import (
    ALLOWS,
    CLASSES,
    DEGREES,
    are_all_times,
    begins_exception,
    dated,
    denies_stable,
    first_head,
    is_first,
    is_of_a_sex,
    is_of_both_sexes,
    is_of_one_sex,
    is_of_women,
    is_spared,
    is_unable,
    is_who,
    may_be_qualified,
    names_more,
    of_head,
    of_one_sex,
    unclear,
    with_head,
    with_limit_behind,
    without_first,
    without_labels,
)
from .said import Said
from .segments import (
    AGES,
    SEXES,
    SINCE,
    Part,
    Segment,
    bind,
    cut,
    find_open,
    flattened,
    in_groups,
    index_of,
    kind_of,
    limit_of,
    said_around,
)
from .spread import spread
from .tokens import ANTIBODY, TYPE, Token, tokens
from .truth import Not, Readings, Statement, Unclear, all_of, any_of


def statement(text: str, *, is_exclusion: bool) -> Statement:
    """What a clause demands (among the inclusions) or bars."""
    found: Sequence[Token] = tokens(text)
    allowed = None if is_exclusion else _Clause(is_exclusion).allowed(found)
    if allowed:
        return allowed
    if not is_exclusion:
        found = of_one_sex(found)
    unread = (Kind.OTHERS, Kind.ALLOW) if is_exclusion else (Kind.OTHERS, Kind.ALLOW, Kind.MAY)
    if any(token.kind in unread for token in found):
        return unclear(found)
    return _Clause(is_exclusion).read(found)


def unread(text: str) -> Statement:
    """A text that no rule may judge; it still touches the questions that it names."""
    return unclear(tokens(text))


class _Clause:
    def __init__(self, is_exclusion: bool):
        self.is_exclusion = is_exclusion
        # Whether it speaks of a test, or of a span of time, that may be about all of it.
        self.has_test = self.has_span = False
        # Whether a stable dose in it is that of a steroid.
        self.is_of_steroid = False
        # Whether it speaks of the time of the study; whether one of a list is enough.
        self.is_of_future = self.is_choice = False

    def read(self, clause: Sequence[Token]) -> Statement:
        # A test in an exception is that of who is spared.
        said = takewhile(lambda token: token.kind != Kind.EXCEPT, clause)
        self.has_test = any(token.kind == Kind.TEST for token in said)
        self.is_of_future = any(
            t.kind == Kind.FILLER
            and t.text.lower().startswith(("during", "throughout", "in the c"))
            for t in clause
        )
        choice = next((n for n, token in enumerate(clause) if token.kind == Kind.CHOICE), None)
        self.is_choice = choice is not None
        if choice is not None and not self.is_exclusion:
            chosen = {token.topic for token in clause[choice:] if token.is_topic}
            if not chosen <= {ANTIBODY, TYPE, "msa"}:
                # "DM and at least one of: skin disease, ILD"
                return unclear(clause)
        named = {token.topic for token in clause if token.kind != Kind.FILLER}
        if named == {"female_fertile"} and not self.is_exclusion:
            # "Women of childbearing potential:", of whom the lines below say more
            return unclear(clause)
        are_unread = any(token.kind == Kind.UNKNOWN for token in clause)
        clause = [self._as_plain(token, are_unread) for token in clause]
        self.has_span = any(token.quantity and token.quantity.unit in DAYS for token in clause)
        found = in_groups(clause)
        if found and isinstance(found[0], Token) and found[0].kind == Kind.IF:
            return self._conditional(found)
        at = index_of(found, Kind.MUST)
        if at is not None and self.is_exclusion:
            # "Must not have ILD" among the exclusions may mean either.
            return unclear(found)
        if at is not None:
            return self._demanded(found[:at], found[at + 1 :])
        return self._joined(found)

    def _as_plain(self, token: Token, are_unread: bool) -> Token:
        if token.topic == "biologic" and are_unread:
            # "Investigational drugs or biologics"
            return replace(token, kind=Kind.UNKNOWN, value=())
        if token.kind == Kind.CHOICE:
            return replace(token, kind=Kind.FILLER)
        if self.is_exclusion and token.kind == Kind.AND and token.text.lower() == "as well as":
            return replace(token, kind=Kind.OR)
        return token

    def allowed(self, clause: Sequence[Token]) -> Statement | None:
        """ "Prior rituximab is allowed", and what "if" demands of those who had it."""
        at = next((n for n, token in enumerate(clause) if token.kind == Kind.ALLOW), None)
        if at is None or any(token.kind in (Kind.NOT, Kind.EXCEPT) for token in clause):
            return None
        if not ALLOWS.match(clause[at].text):
            return None
        subject, rest = in_groups(clause[:at]), clause[at + 1 :]
        heads = [token for token in flattened(subject) if token.is_topic]
        families = {joins.family(token) for token in heads}
        is_known = not any(t.kind in (Kind.UNKNOWN, Kind.ALLOW) for t in (*clause[:at], *rest))
        is_known = is_known and not any(t.text.lower() == "only" for t in clause[:at])
        if len(families) != 1 or not families <= {*SINCE, "steroid"} or not is_known:
            return None
        at_if = next((n for n, token in enumerate(rest) if token.kind == Kind.IF), len(rest))
        said = self._joined([*subject, *in_groups(rest[:at_if])])
        has_limit = any(token.quantity for token in (*clause[:at], *rest[:at_if]))
        if at_if == len(rest):
            says_more = has_limit or any(token.kind != Kind.FILLER for token in rest)
            return any_of((said, Unclear() if says_more else Not(said)))
        demand = self._joined(with_head(in_groups(rest[at_if + 1 :]), heads[0]))
        if not has_limit:
            return any_of((Not(said), demand))
        # "Prednisone up to 10 mg is allowed if stable": of more nothing is said.
        uses = topics.statement(heads[0], Said())
        return any_of((Not(uses), all_of((said, demand)), Unclear()))

    def _conditional(self, found: list[Part]) -> Statement:
        """ "If on steroids, the dose must be stable": it holds for those as well who take none."""
        comma = next(
            (n for n, t in enumerate(found) if kind_of(t) in (Kind.COMMA, Kind.MUST)), None
        )
        if self.is_exclusion or comma is None:
            return unclear(found)
        condition = self._joined(found[1:comma])
        heads = [token for token in flattened(found[1:comma]) if token.is_topic]
        families = {joins.family(token) for token in heads}
        if len(families) != 1 or not families <= {*SINCE, "steroid", "sex", "female_fertile"}:
            return unclear(found)
        demanded = [token for token in found[comma + 1 :] if kind_of(token) != Kind.MUST]
        if not families & {"sex", "female_fertile"}:
            demanded = with_head(demanded, heads[0])
        demand = self._joined(demanded)
        met = any_of((Not(condition), demand))
        if any(token.quantity for token in flattened(found[1:comma])):
            # "If on up to 10 mg of prednisone, stable": of more nothing is said.
            return Readings((met, any_of((Not(topics.statement(heads[0], Said())), demand))))
        return met

    def _demanded(self, subject: list[Part], demand: list[Part]) -> Statement:
        """ "Women must not be pregnant": a demand of some people says nothing of the others."""
        said_of = flattened(subject)
        is_unread = any(token.kind == Kind.UNKNOWN for token in said_of)
        if is_unread or index_of(demand, Kind.MUST) is not None:
            return unclear([*subject, *demand])
        heads = [token for token in said_of if token.is_topic]
        said = self._joined(demand)
        if not heads:
            return said
        if all(token.topic in (*SEXES, "female_fertile") for token in heads):
            if len(heads) > 1:
                return unclear([*subject, *demand])
            return any_of((Not(self._joined(subject)), said))
        if all(token.topic == "steroid" for token in heads):
            return any_of((Not(self._joined(subject)), self._joined(with_head(demand, heads[0]))))
        if all(token.topic in SINCE for token in heads):
            return self._joined([*subject, *demand])
        if all(token.topic in (*AGES, "steroid", "stable") for token in heads):
            of_all = self._joined([*subject, *demand])
            # "Adults must take at most 30 mg": of children it may say nothing.
            return Readings((of_all, any_of((Not(self._joined(subject)), of_all))))
        return unclear([*subject, *demand])

    def _joined(self, found: list[Part]) -> Statement:
        at = index_of(found, Kind.EXCEPT)
        if at is not None:
            says_unless = flattened(found[at : at + 1])[0].text.lower() == "unless"
            return self._spared(found[:at], found[at + 1 :], says_unless)
        pieces = cut(found)
        name_ages(pieces)
        if not name_onsets(pieces):
            return unclear(found)
        if pieces:
            spread(pieces)
        bind(pieces)
        named = {token.topic for piece in pieces for token in piece.heads}
        self.is_of_steroid = "steroid" in named and named <= {"steroid", "stable"}
        if not pieces:
            return Unclear()
        if not self.is_exclusion and is_of_both_sexes(pieces):
            return unclear(found)
        if not self.is_exclusion and is_of_one_sex(pieces):
            said_of = self._segment(replace(pieces[0], tokens=[pieces[0].heads[0]], groups=[]))
            if pieces[0].heads[0].topic == "female_fertile":
                return any_of((Not(said_of), unclear(found)))
            return all_of((any_of((Not(said_of), said_of)), unclear(found)))
        if self.is_exclusion and is_of_women(pieces):
            rest = [replace(pieces[1], join=Kind.COMMA), *pieces[2:]]
            of_women = all_of((self._segment(pieces[0]), self._list(rest)))
            return Readings((of_women, self._negated(pieces)) if names_more(rest) else (of_women,))
        return self._negated(pieces)

    def _spared(self, head: list[Part], rest: list[Part], says_unless: bool) -> Statement:
        """What an exception leaves of what stands before it."""
        if not flattened(head) or all(kind_of(token) == Kind.FILLER for token in head):
            return unclear(rest)
        head, rest = with_limit_behind(head, rest)
        barred = self._joined(head)
        unless = self._unless(head, rest)
        if unless:
            return all_of((barred, Not(unless)))
        if index_of(rest, Kind.EXCEPT) is not None:
            return unclear([*head, *rest])
        if not self.is_exclusion:
            # "Myositis other than IBM, who need no oxygen"
            who = next((n for n, t in enumerate(rest) if n and is_who(rest[n - 1], t)), None)
            if who:
                head_left = self._spared(head, rest[: who - 1], says_unless)
                return all_of((head_left, self._joined(rest[who + 1 :])))
        if says_unless and not any(token.is_topic for token in flattened(rest)):
            return all_of((barred, unclear(rest)))
        behind = cut(rest)
        pieces = [piece for piece in behind if not is_spared(piece)]
        if not pieces:
            # "With these exceptions:", which stand below
            return all_of((barred, Unclear()))
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

    def _unless(self, head: list[Part], rest: list[Part]) -> Statement | None:
        """ "Rituximab, unless the last dose was more than 6 months ago": the time of that."""
        heads = [token for token in flattened(head) if token.is_topic]
        flat = flattened(rest)
        if not self.is_exclusion or {joins.family(t) for t in heads} - {*SINCE} or not heads:
            return None
        if len(heads) > 1 or any(t.is_topic for t in flat) or not any(t.quantity for t in flat):
            return None
        apart = Token(Kind.APART, "washed out")
        return _Clause(is_exclusion=False)._joined(with_head([apart, *rest], heads[0]))

    def _negated(self, segments: list[Segment]) -> Statement:
        first = segments[0]
        kinds = [token.kind for token in first.tokens if token.kind not in (Kind.FILLER, Kind.USE)]
        if not kinds or kinds[0] not in (Kind.NOT, Kind.ABSENT):
            return self._list(segments)
        tokens_left = without_first(first.tokens, kinds[0])
        denied = replace(first, tokens=tokens_left, is_denied=True)
        rest = [denied, *segments[1:]]
        if len(segments) == 1:
            return Not(self._list([denied]))
        if any(segment.has(Kind.NOT) for segment in segments[1:]) or is_unable(segments):
            # "No IBM, no JDM"
            return self._list(segments)
        if kinds[0] == Kind.ABSENT and first.tokens[0].text.lower().startswith("na"):
            # "Naive to rituximab and IVIG"
            rest = [replace(piece, join=Kind.OR) for piece in rest]
        wide = Not(self._list(rest, is_denied=True))
        if all(
            segment.join in (Kind.OR, Kind.COMMA, Kind.WITH, Kind.SUCH) for segment in rest[1:]
        ) or joins.is_one_no(segments):
            return wide
        return Readings((wide, self._list(segments)))

    def _list(self, segments: list[Segment], is_denied: bool = False) -> Statement:
        find_open(segments)
        parts = [self._segment(segment) for segment in segments]
        for number, (before, segment) in enumerate(pairwise(segments)):
            of = {joins.family(token) for token in segment.heads}
            if segment.join == Kind.SUCH and before.has(Kind.NARROW) and of & DEGREES:
                # "Severe disease of the lungs, e.g. ILD": of these the severe ones.
                parts[number + 1] = all_of((parts[number + 1], Unclear()))
        parts, segments = joins.with_runs(parts, segments)
        is_any_of = self.is_exclusion or is_denied
        joined_by = [self._join(before, after, is_any_of) for before, after in pairwise(segments)]
        if not is_any_of:
            joined_by = joins.of_several_kinds(segments, joined_by)
        has_or = Kind.OR in joined_by
        has_and = Kind.AND in joined_by
        commas = joins.commas(has_or, has_and, is_any_of, segments)
        ands = {Kind.AND, Kind.OR} if is_any_of and has_and else {Kind.AND}
        readings = []
        for comma in commas:
            for and_ in ands:
                as_read = [
                    comma if j == Kind.COMMA else and_ if j == Kind.AND else j for j in joined_by
                ]
                readings.append(joins.tree(parts, segments, as_read))
                if Kind.OR in as_read and {Kind.AND, Kind.WITH, Kind.WITHOUT} & set(as_read):
                    readings.append(joins.tree_of_choices(parts, as_read))
        found = readings[0] if len(readings) == 1 else Readings(tuple(readings))
        if any(begins_exception(group) for segment in segments for group in segment.groups):
            # "Malignant tumors or diseases (but cured ones are allowed)"
            return all_of((found, Unclear()))
        if Kind.OR in {*joined_by, *commas} and may_be_qualified(segments, self.is_exclusion):
            # "JDM or DM before the 16th birthday": the last words may be about both.
            return all_of((found, Unclear()))
        return found

    def _join(self, before: Segment, segment: Segment, is_any_of: bool) -> Kind:
        named = {token.topic for piece in (before, segment) for token in piece.heads}
        if self.is_choice and segment.join in (Kind.COMMA, Kind.AND) and named == {ANTIBODY}:
            # "At least one of: anti-Jo-1, anti-PL-7 and anti-PL-12"
            return Kind.OR
        return joins.join(before, segment, is_any_of)

    def _segment(self, segment: Segment) -> Statement:
        said = self._plain(segment)
        for group in segment.groups:
            said = self._with_group(segment, said, group)
        return said

    def _plain(self, segment: Segment) -> Statement:
        """What a segment says without its brackets."""
        heads = segment.heads
        kinds = {token.kind for token in segment.tokens}
        if self.is_exclusion and Kind.UNKNOWN in kinds and is_of_a_sex(segment):
            # "Women of childbearing potential not using contraception" are no men.
            of_sex = topics.statement(heads[0], Said())
            return all_of((of_sex, unclear(segment.tokens)))
        if not heads or Kind.UNKNOWN in kinds or Kind.SPARED in kinds or Kind.IF in kinds:
            return unclear(segment.tokens)
        said = said_around(segment, not self.is_exclusion, self.is_of_steroid)
        if said is None:
            # "Dermatomyositis diagnosed within 5 years"
            of = [topics.statement(head, Said(narrow=True)) for head in dated(segment)]
            return all_of((*of, Unclear())) if of else unclear(segment.tokens)
        said = replace(
            said,
            test=said.test or self.has_test,
            spans_nearby=self.has_span,
            future=self.is_of_future,
        )
        parts = [
            topics.statement(head, of_head(head, said)) for head in without_labels(heads, said)
        ]
        if {"ild", "steroid"} <= {head.topic for head in heads}:
            # "ILD requiring steroids": who takes them may take them for something else.
            parts.append(Unclear())
        found = all_of(Not(part) for part in parts) if said.apart else all_of(parts)
        if heads[0].topic == "pregnant" and len(parts) > 1 and is_first(segment, Kind.NOT):
            # "Not nursing women of 18 to 50 years"
            return all_of((Not(parts[0]), *parts[1:]))
        for token in segment.tokens:
            if token.kind == Kind.NOT:
                found = Not(found)
        if Kind.ABSENT in kinds:
            found = Not(found)
        if denies_stable(segment, heads):
            return found
        if Kind.NOT in kinds and (
            len(heads) > 1 or [t.kind for t in segment.tokens].index(Kind.NOT) > first_head(segment)
        ):
            return unclear(segment.tokens)
        return found

    def _with_group(self, segment: Segment, said: Statement, group: list[Part]) -> Statement:
        """A remark in brackets: the same again, examples, an exception, or more words."""
        flat = flattened(group)
        if not flat or are_all_times(flat):
            return said
        if begins_exception(group) or all(
            t.kind in (Kind.NARROW, Kind.NOW, Kind.OTHER, Kind.OR, Kind.AND, Kind.COMMA)
            for t in flat
        ):
            return all_of((said, unclear(group)))
        heads = {t.value for t in flat if t.is_topic}
        known = {t.value for t in segment.heads}
        has_more = any(
            t.kind not in (Kind.FILLER, Kind.TOPIC, Kind.COMMA, Kind.OR, Kind.AND, Kind.SUCH)
            for t in flat
        )
        families = {joins.family(t) for t in flat if t.is_topic}
        own = {joins.family(t) for t in segment.heads}
        if heads and not has_more and (heads <= known or families == {"jak"} == own):
            return said
        if families == {ANTIBODY} and own == {TYPE}:
            # "Antisynthetase syndrome (Jo-1, PL-7 or PL-12 positive)"
            return all_of((said, self._joined(group)))
        is_class = bool({t.topic for t in segment.heads} & CLASSES)
        if families == own and is_class and not any(t.quantity or t.kind == Kind.NOT for t in flat):
            # "B-cell depletion (rituximab, ocrelizumab)"
            return said
        if own == {TYPE} and not heads and not self.is_exclusion and flat[0].kind != Kind.OR:
            # "Dermatomyositis (CDASI ≥ 14)"
            return all_of((said, unclear(group)))
        if families == own == {TYPE} and not self.is_exclusion:
            # "Myositis (DM, PM or IMNM)"
            return all_of((said, self._joined(group)))
        has_limit = any(token.quantity for token in segment.tokens)
        if families == own == {"cancer"} and not has_limit and flat[0].kind != Kind.OR:
            # "Cancer-associated myositis (a cancer within 3 years of the myositis)"
            return all_of((said, unclear(group)))
        inner = self._joined(
            [*(group[1:] if flat[0].kind == Kind.SUCH else group), *limit_of(segment)]
        )
        if flat[0].kind == Kind.SUCH:
            is_part = segment.has(Kind.NARROW) or not segment.heads
            if is_part and families & DEGREES:
                # "Severe infections, e.g. pneumonia": of these the severe ones.
                inner = all_of((inner, Unclear()))
            return any_of((said, inner))
        return Readings((all_of((said, inner)), any_of((said, inner))))
