"""How the parts of a list are joined, where its words leave that open."""

from collections.abc import Sequence

from .lexicon import Kind
from .segments import SEXES, Segment
from .tokens import ANTIBODY, TYPE, Token
from .truth import Not, Statement, Unclear, all_of, any_of

# What one person has one of: "DM and PM" are two ways to fit.
_MEDICINES = {"rituximab", "ivig", "jak", "cell_therapy"}
_CHOICES = ({TYPE}, {"age group"}, {"sex"})


def join(before: Segment, segment: Segment, is_any_of: bool) -> Kind:
    """What a word joins with; "DM and PM" are two ways to fit, "HIV and hepatitis B" two bars."""
    if not is_any_of and segment.join == Kind.OR and before.demands_time and segment.demands_time:
        # "At least 6 months since rituximab or IVIG"
        return Kind.AND
    sexes = [{t.topic for t in piece.heads} & set(SEXES) for piece in (before, segment)]
    if not is_any_of and segment.join == Kind.AND and all(sexes) and sexes[0] != sexes[1]:
        # "Males and non-pregnant females"
        return Kind.OR
    if segment.join not in (Kind.AND, Kind.COMMA):
        return segment.join
    families = [_families(piece) for piece in (before, segment)]
    are_limited = before.has_own_limit and segment.has_own_limit
    if is_any_of and are_limited and all(of and of <= _MEDICINES for of in families):
        # "IVIG within 4 weeks and rituximab within 24 weeks": either bars.
        return Kind.OR
    choices = (*_CHOICES, {"infections"}) if is_any_of else _CHOICES
    return Kind.OR if families[0] == families[1] and families[0] in choices else segment.join


def _families(segment: Segment) -> set[str]:
    """Families of its topics; "adolescents of 12 to 17 years" is an age group as "adults" is."""
    found = {family(token) for token in segment.heads}
    return found - {"age"} if "age group" in found else found


def of_several_kinds(segments: Sequence[Segment], joined_by: Sequence[Kind]) -> list[Kind]:
    """Joins of a demand without "or": a comma between unlike parts is "and"."""
    if Kind.OR in joined_by or Kind.SUCH in joined_by:
        return list(joined_by)
    found = []
    for before, segment, kind in zip(segments, segments[1:], joined_by, strict=False):
        families = [{family(t) for t in piece.heads} for piece in (before, segment)]
        is_read = not any(piece.has(Kind.UNKNOWN, Kind.SPARED) for piece in (before, segment))
        are_unlike = is_read and all(families) and not families[0] & families[1]
        is_person = families[0] in ({"age"}, {"sex"}) and not before.has(Kind.UNKNOWN)
        is_and = kind == Kind.COMMA and (are_unlike or is_person)
        found.append(Kind.AND if is_and else kind)
    return found


def with_runs(
    parts: Sequence[Statement], segments: Sequence[Segment]
) -> tuple[list[Statement], list[Segment]]:
    """ "Dermatomyositis with anti-Mi-2 or anti-MDA5": antibodies of one list are joined first."""
    found_parts, found = list(parts), list(segments)
    end = len(found) - 1
    while end > 0:
        start = end
        while start and _is_antibody(found[start]) and found[start].join in (Kind.OR, Kind.COMMA):
            start -= 1
        start += 0 if _is_antibody(found[start]) else 1
        if start < end and found[end].join == Kind.OR:
            found_parts[start : end + 1] = [any_of(found_parts[start : end + 1])]
            found[start : end + 1] = [found[start]]
        end = min(start, end) - 1
    return found_parts, found


def _is_antibody(segment: Segment) -> bool:
    known = (Kind.TOPIC, Kind.FILLER, Kind.PRESENT, Kind.NOW)
    return (
        bool(segment.heads)
        and not segment.groups
        and all(token.kind in known for token in segment.tokens)
        and all(token.topic == ANTIBODY for token in segment.heads)
    )


def is_one_no(segments: Sequence[Segment]) -> bool:
    """ "No rituximab within 6 months and IVIG within 3 months", "absence of Jo-1 and MDA5"."""
    if any(piece.has(Kind.NOT, Kind.ABSENT, Kind.PRESENT) for piece in segments[1:]):
        return False
    if all(_families(piece) == {ANTIBODY} for piece in segments):
        return True
    return all(
        piece.has_own_limit and piece.has(Kind.WITHIN) and _families(piece) <= _MEDICINES
        for piece in segments
    )


def tree(
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


def tree_of_choices(parts: Sequence[Statement], joins: Sequence[Kind]) -> Statement:
    """ "Or" joins first: "A or B, with C"."""
    needed: list[list[Statement]] = [[parts[0]]]
    for part, join in zip(parts[1:], joins, strict=True):
        if join in (Kind.OR, Kind.SUCH):
            needed[-1].append(part)
        else:
            needed.append([Not(part) if join == Kind.WITHOUT else part])
    return all_of(any_of(choice) for choice in needed)


def commas(
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
    families = [frozenset(family(t) for t in segment.heads) for segment in segments]
    if is_read and len(set(families)) == len(families):
        return (Kind.AND,)
    if is_read and len(set(families)) == 1:
        return (Kind.OR,)
    return (Kind.AND, Kind.OR)


def _is_mixed(segments: Sequence[Segment]) -> bool:
    return len({frozenset(family(t) for t in segment.heads) for segment in segments}) > 1


def family(token: Token) -> str:
    """Topics of which one list may hold several."""
    topic = token.topic
    if topic in ("adult", "child") or topic in SEXES:
        return "age group" if topic in ("adult", "child") else "sex"
    if topic in ("hepatitis_b", "hepatitis_c", "hepatitis_b_or_c", "hiv", "tuberculosis"):
        return "infections"
    same = {
        "msa": ANTIBODY,
        "ars": ANTIBODY,
        "cell_therapy_class": "cell_therapy",
        "one_jak": "jak",
        "one_cancer": "cancer",
        "rituximab_class": "rituximab",
        "biologic": "rituximab",
        "ivig_class": "ivig",
        ANTIBODY: ANTIBODY,
    }
    return same.get(topic, topic)
