"""Which numbers of a clause are ages, and whether they are ages now or those at an onset."""

from dataclasses import replace
from itertools import pairwise

from .lexicon import Kind
from .quantities import Quantity
from .segments import SEXES, Segment
from .tokens import TYPE, Token


def name_ages(segments: list[Segment]) -> None:
    """ "Women 18 to 65 years", "DM, 18 - 75 yrs": an age, though no word says so."""
    for segment in segments:
        topics_here = {token.topic for token in segment.heads}
        if topics_here & {"age"} or segment.has(Kind.WITHIN):
            continue
        if topics_here & {*SEXES, "adult", "child"}:
            units = ("year", "month") if "child" in topics_here else ("year",)
            is_age = any(
                t.quantity and (t.quantity.unit in units or _is_age_limit(t.quantity))
                for t in segment.tokens
            )
        elif topics_here == {TYPE}:
            is_age = _is_age_of_person(segment.tokens)
        else:
            is_age = not segment.groups and _is_age_alone(segment.tokens)
        if is_age:
            segment.tokens.append(Token(Kind.TOPIC, "", ("age",)))


def _is_age_limit(quantity: Quantity) -> bool:
    """ "Women over 50"."""
    limit = quantity.low if quantity.high == float("inf") else quantity.high
    return quantity.unit == "" and not quantity.is_bare and limit in _AGES_OF_LIMITS


_PERSON = ("patient", "participant", "subject", "people", "person", "individual", "those", "anyone")
_AGES_OF_LIMITS = (12, 14, 15, 16, 18, 19, 20, 21, 30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)


def _is_age_of_person(found: list[Token]) -> bool:
    """ "IBM patients ≥ 45 years"."""
    return any(
        t.quantity
        and t.quantity.unit == "year"
        and not t.quantity.is_bare
        and t.quantity.low in _AGES_OF_LIMITS
        and before.kind == Kind.FILLER
        and before.text.lower().startswith(_PERSON)
        for before, t in pairwise(found)
    )


def _is_age_alone(found: list[Token]) -> bool:
    """ "18-64 yrs", "≥ 18 years", "anyone under 18", and nothing else."""
    of = [token.quantity for token in found if token.quantity]
    if len(of) != 1 or any(t.kind not in (Kind.QUANTITY, Kind.FILLER, Kind.NOW) for t in found):
        return False
    quantity = of[0]
    is_range = quantity.low >= 2 and quantity.high != float("inf") and quantity.high >= 16
    if quantity.unit == "year" and is_range and not quantity.is_bare:
        return True
    limit = quantity.low if quantity.high == float("inf") else quantity.high
    if quantity.is_bare or limit not in _AGES_OF_LIMITS:
        return False
    of_person = any(t.text.lower().startswith(_PERSON) for t in found if t.kind == Kind.FILLER)
    return quantity.unit == "year" or (quantity.unit == "" and of_person)


def name_onsets(segments: list[Segment]) -> bool:
    """Tell the age at which something began from the age now; False where nobody can."""
    flat = [token for segment in segments for token in segment.tokens]
    begins = any(token.kind == Kind.ONSET for token in flat)
    for segment in segments:
        words = [t.text.lower() for t in segment.tokens]
        if any(t.kind == Kind.ONSET and t.text.lower().startswith("age") for t in segment.tokens):
            segment.tokens.append(Token(Kind.TOPIC, "", ("age",)))
        if not any(token.topic == "age" for token in segment.tokens):
            continue
        if segment.has(Kind.ONSET):
            segment.tokens[:] = [
                replace(t, value=("onset",)) if t.topic == "age" else t for t in segment.tokens
            ]
        elif segment.has(Kind.NOW):
            continue
        elif (
            begins
            or any(
                t.topic == "age" and before in ("at", "before", "by", "from", "since", "until")
                for before, t in zip(words, segment.tokens[1:], strict=False)
            )
            or any(word in ("diagnosed", "diagnosis") for word in (t.text.lower() for t in flat))
        ):
            return False
    return True
