"""A type of which a line takes only some people, by their antibodies, is not taken as a whole."""

import pytest

from tests.trials.reading.readings import read
from trials.reading.narrowing import narrowed
from trials.reading.subtypes import State

DM, PM, IMNM = "dermatomyositis", "polymyositis", "immune-mediated-necrotizing-myopathy"
ASYS = "antisynthetase-syndrome"


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("PM or dermatomyositis (anti-MDA5 positive DM is excluded)", {DM}),
        ("Dermatomyositis (patients with anti-MDA5 antibody are not eligible)", {DM}),
        ("DM or ASyS (anti-Jo-1 positive ASyS is excluded)", {ASYS}),
        ("IMNM (seronegative patients are not eligible)", {IMNM}),
        ("Definite DM or PM. PM patients must have a positive MSA or a biopsy", {PM}),
        ("DM, IMNM, ASyS. IMNM patients must be positive for anti-SRP", {IMNM}),
        ("DM, IMNM or PM; PM only with a biopsy or an MSA", {PM}),
        ("DM, PM; subjects with PM need a myositis-specific antibody", {PM}),
        (
            "DM, PM, IMNM; DM can be included without autoantibodies, all others need one",
            {PM, IMNM},
        ),
    ],
)
def test_a_type_that_an_antibody_decides_on_is_narrowed(line, slugs):
    assert narrowed(line) == slugs
    states = {verdict.subtype: verdict.state for verdict in read(includes=line).subtypes}
    assert not any(states[slug] == State.INCLUDED for slug in slugs)


@pytest.mark.parametrize(
    "line",
    [
        "Dermatomyositis, negative for anti-MDA5",
        "DM. Patients with anti-MDA5 antibodies are not eligible.",
        "DM (other types with anti-Jo-1 are not eligible)",
        "PM patients must be anti-Jo-1 positive",
        "IMNM (anti-SRP or anti-HMGCR positive)",
        "DM (patients with cancer are excluded)",
        "Antisynthetase syndrome or CADM; ASyS must be confirmed by an antibody test",
        "DM. All patients must be seropositive",
    ],
)
def test_what_holds_for_all_with_a_type_narrows_none(line):
    assert narrowed(line) == frozenset()
