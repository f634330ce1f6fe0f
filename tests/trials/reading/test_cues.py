"""The table of cues: each entry does what its examples say."""

import pytest

from bench.blind import CODES, HEADINGS, of_line
from tests.trials.reading.readings import types
from trials import reading
from trials.reading.cues import Kind, cues

EXAMPLES = [(cue, *example) for cue in cues() for example in cue.examples]


def types_of(heading, line):
    """What a line says of each type, under a heading of a study of the whole family."""
    return types(reading.read(of_line({"heading": heading, "text": line})))


@pytest.mark.parametrize(("cue", "heading", "line", "codes"), EXAMPLES)
def test_an_example_of_a_cue_is_read_as_it_says(cue, heading, line, codes):
    assert types_of(heading, line) == set(codes.split())


def test_every_kind_of_cue_has_an_example():
    assert {cue.kind for cue, *_example in EXAMPLES} == set(Kind)


def test_every_entry_has_an_example_with_a_known_heading_and_known_types():
    assert all(cue.examples for cue in cues())
    for _cue, heading, _line, codes in EXAMPLES:
        assert heading in HEADINGS
        assert {code.lstrip("-?") for code in codes.split()} <= set(CODES.values())
