"""Lines that say one thing of one group of people and another thing of the next one.

"Adults: at most 30 mg. Children: at most 0.5 mg/kg", "Part A: 18 to 65 years; Part B: 12 to 17
years". What is said of a group is no demand of those who are not in it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .lexicon import Kind
from .segments import AGES, SEXES
from .tokens import TYPE, tokens
from .truth import Not, Readings, Statement, all_of, any_of

# What reads a text as a demand.
Read = Callable[[str], Statement]
_LABEL = re.compile(
    r"^\s*(?:(?P<of>for|in|if|at)\s+)?(?P<label>(?:part|cohort|group|arm)\s+\w{1,3}|[^:;.,()\d]{2,40}?)"
    r"(?:\s+only)?\s*:\s*(?P<said>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "Women aged 18 to 45 years; men aged 18 to 60 years"
_OF_AGE = re.compile(
    r"^\s*(?P<of>(?!))?(?P<label>wom[ae]n|females?|m[ae]n|males?|adults?|children|adolescents?)\s+"
    r"(?P<said>(?:aged?|between|from|of|at\s+least|over|[≥≤<>])?\s*\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r"(?:part|cohort|group|arm)\s+\w{1,3}", re.IGNORECASE)
# Places as records write them beside a limit of age.
_PLACES = (
    r"(?:(?:the|sites?|centers?|centres?|countries|patients|participants|in|of|outside|all|and)\s+)*"
    r"(?:USA?|EU|UK|United\s+States|European\s+Union|Europe|Japan|Korea|Taiwan|China|India|Thailand"
    r"|Germany|France|Canada|Australia|Singapore|elsewhere|other\s+(?:countries|sites))"
    r"(?:(?:\s+and)?\s+(?:sites?|centers?|centres?|only|Germany|France))*"
)
_PLACE = re.compile(_PLACES, re.IGNORECASE)
_BY_PLACE = (
    # "18 to 70 years (Japan: 20 to 70 years)"
    re.compile(
        rf"^(?P<first>[^();:]+?)\s*\((?:in\s+)?{_PLACES}\s*[:,]?\s*(?P<last>[^();:]+)\)\s*\.?$",
        re.IGNORECASE,
    ),
    # "16 years in the UK, 12 years in all other countries"
    re.compile(
        rf"^(?P<first>[^();:]+?)\s+in\s+{_PLACES}\s*,\s*(?:and\s+|or\s+)?(?P<last>[^();:]+?)"
        rf"\s+in\s+{_PLACES}\s*\.?$",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True)
class _Group:
    label: str
    said: str
    # Whether "for" or "in" stands before it, which makes it a condition.
    is_condition: bool

    @property
    def topics(self) -> set[str]:
        """Who is meant, where every word of the label is known: "adult", "female", a type."""
        found = [t for t in tokens(self.label) if t.kind not in (Kind.FILLER, Kind.OR, Kind.AND)]
        return {t.topic for t in found} if all(t.is_topic for t in found) else set()


def of_groups(pieces: Sequence[str], read: Read) -> Statement | None:
    """The demand of a line whose pieces each begin with a group; None where they do not."""
    if len(pieces) == 1 and (found := _by_place(pieces[0], read)):
        return found
    labels = (_LABEL, _OF_AGE) if len(pieces) > 1 else (_LABEL,)
    matches = [
        next((match for label in labels if (match := label.match(piece))), None) for piece in pieces
    ]
    groups = [_Group(m["label"], m["said"], bool(m["of"])) for m in matches if m]
    if not groups or len(groups) < len(pieces):
        return None
    are_of_age = all(_is_age(group.said) for group in groups)
    demands = [read(f"Age {group.said}" if are_of_age else group.said) for group in groups]
    if len(groups) > 1 and are_of_age:
        if all(_PLACE.fullmatch(group.label) for group in groups):
            return _somewhere(demands)
        if all(_PART.fullmatch(group.label) for group in groups):
            return any_of(demands)
    return _of_people(groups, demands, read, are_of_age=are_of_age)


def _of_people(
    groups: Sequence[_Group], demands: Sequence[Statement], read: Read, *, are_of_age: bool
) -> Statement | None:
    named = {topic for group in groups for topic in group.topics}
    if not all(group.topics for group in groups):
        return None
    who = [read(group.label) for group in groups]
    pairs = list(zip(who, demands, strict=True))
    if_meant = all_of(any_of((Not(label), demand)) for label, demand in pairs)
    # Who is in none of these groups may not be wanted at all.
    in_one = any_of(all_of(pair) for pair in pairs)
    if named == {*SEXES} and len(groups) == len(named):
        return in_one if are_of_age else if_meant
    if named <= {"adult", "child"}:
        if len(named) > 1:
            return any_of(demands) if are_of_age else if_meant
        return Readings((any_of(demands) if are_of_age else in_one, if_meant))
    if named == {TYPE}:
        return if_meant if groups[0].is_condition else Readings((in_one, if_meant))
    return None


def _by_place(text: str, read: Read) -> Statement | None:
    for pattern in _BY_PLACE:
        match = pattern.match(text)
        if match and _is_age(match["first"]) and _is_age(match["last"]):
            return _somewhere([read(f"Age {match['first']}"), read(f"Age {match['last']}")])
    return None


def _somewhere(demands: Iterable[Statement]) -> Statement:
    """Nobody knows in which of these places a reader would join."""
    found = tuple(demands)
    return Readings((all_of(found), any_of(found)))


def are_mixed(text: str) -> bool:
    """Whether it has one dose for some people and another for the others, without labels."""
    found = tokens(text)
    units = {t.quantity.unit for t in found if t.quantity}
    topics = {t.topic for t in found if t.is_topic}
    if "steroid" not in topics:
        return False
    return {"adult", "child"} <= topics or {"mg", "mg/kg"} <= units


def _is_age(text: str) -> bool:
    """Whether nothing is said but an age."""
    found = tokens(text)
    known = (Kind.TOPIC, Kind.QUANTITY, Kind.FILLER, Kind.NOW)
    return (
        any(t.quantity and t.quantity.unit in ("year", "month") for t in found)
        and {t.topic for t in found if t.is_topic} <= {*AGES}
        and all(t.kind in known for t in found)
    )
