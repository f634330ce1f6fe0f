"""Words that stand once in a list and are said of all that follows them."""

from itertools import pairwise, takewhile

from .lexicon import Kind
from .segments import SINCE, Segment, is_washout
from .tokens import TYPE, Token

# How wording.py writes that a name stands with criteria which somebody published.
OF_CRITERIA = "with published criteria of"
_OF_SOME = (Kind.NOW, Kind.OTHER, Kind.NARROW)


def spread(segments: list[Segment]) -> None:
    _spread_washout(segments)
    _spread_criteria(segments)
    _spread_adjectives(segments)


def _spread_washout(segments: list[Segment]) -> None:
    """ "Wash-out: rituximab 6 months, IVIG 4 weeks": of all that follows."""
    before_topic = takewhile(lambda token: not token.is_topic, segments[0].tokens)
    found = next((token for token in before_topic if is_washout(token)), None)
    for segment in segments[1:]:
        if found and {t.topic for t in segment.heads} & set(SINCE) and not segment.has(Kind.APART):
            segment.tokens.insert(0, found)


def _spread_criteria(segments: list[Segment]) -> None:
    """ "With published criteria of dermatomyositis or polymyositis": of each name."""
    found = [token for token in segments[0].tokens if token.text.lower() == OF_CRITERIA]
    for segment in segments[1:]:
        if found and segment.heads and all(head.topic == TYPE for head in segment.heads):
            segment.tokens[:0] = found


def _spread_adjectives(segments: list[Segment]) -> None:
    """ "Active HIV, hepatitis B or hepatitis C": it may be said of each of them."""
    said = None
    for before, segment in pairwise(segments):
        if not _is_of_infection(before) or not _is_of_infection(segment):
            said = None
            continue
        said = next((t for t in before.tokens if t.kind in _OF_SOME), None) or said
        if said and not segment.has(*_OF_SOME):
            segment.tokens.insert(0, Token(Kind.NARROW, said.text))


def _is_of_infection(segment: Segment) -> bool:
    named = {"hepatitis_b", "hepatitis_c", "hepatitis_b_or_c", "hiv", "tuberculosis"}
    return bool(segment.heads) and {t.topic for t in segment.heads} <= named
