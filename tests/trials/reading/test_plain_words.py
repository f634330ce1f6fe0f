"""Plain lines in words that few sponsors use."""

import pytest

from bench import blind
from trials import reading

from .readings import types


@pytest.mark.parametrize(
    ("heading", "line", "expected"),
    [
        ("I", "Fulfils the criteria with a subclassification of PM or IBM", "PM IBM"),
        ("I", "IBM, now cared for in our neuromuscular unit", "IBM"),
        ("I", "Non-IBM inflammatory myopathy with raised CK", "-IBM"),
        ("I", "Any IIM, overlap myositis being allowed as well", "OVERLAP"),
        ("I", "IIM with the exclusion of JDM, who are willing to wear a watch", "-JM"),
        ("I", "Not affected by IBM, confirmed by a second reading", "-IBM"),
        ("I", "Rimmed vacuoles in the biopsy (inclusion body type)", "IBM"),
        ("I", "The necrotizing kind of immune-mediated myopathy", "IMNM"),
        ("I", "Adults who had DM as a teenager", "JM"),
        ("E", "The children's form of dermatomyositis", "-JM"),
        ("I", "PM, DM or IMNM with contraindications to steroids", "PM DM IMNM"),
        ("I", "A re-evaluation that led to a diagnosis of IMNM", "IMNM"),
        ("I", "Reports to have PM or IBM", "PM IBM"),
        ("E", "Suspected IBM at the physical examination or by MRI", "-IBM"),
        ("E", "Finger flexor weakness, that is, a likely inclusion body myositis", "-IBM"),
        ("E", "Non-DM and non-PM myositis", "DM PM"),
    ],
)
def test_plain_lines_in_rare_words_are_read(heading, line, expected):
    found = reading.read(blind.of_line({"heading": heading, "text": line}))
    assert types(found) == set(expected.split())
