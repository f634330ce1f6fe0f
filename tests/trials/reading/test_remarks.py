"""Remarks behind the types of a line that take back a yes or a no for some people, or for all."""

import pytest

from .readings import read, types


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IMNM. The seropositive forms of the disease are no part of this study.", "?IMNM"),
        ("DM with a rash. Participants without this antibody go to another protocol.", "?DM"),
        ("IMNM. We do not take those who are positive for anti-SRP.", "?IMNM"),
        ("ASyS with lung disease; non-Jo-1 cases form no part of the study", "?ASYS"),
        ("Dermatomyositis. Cancer-associated forms belong to the exclusions.", "?DM"),
        ("Overlap myositis; overlap with lupus is left to another trial", "?OVERLAP"),
        ("DM. Vaccination with live vaccines is not allowed.", "DM"),
        ("IBM; the ability to walk is not required", "IBM"),
        ("DM or ASyS (ASyS: FVC of 45 % or more)", "DM ASYS"),
        ("DM, PM or IMNM; the places for IMNM are filled", "DM PM ?IMNM"),
        ("DM, IMNM and PM. Since amendment 2, PM has no longer been accepted.", "DM IMNM ?PM"),
        ("DM or PM; for the moment only DM is being recruited", "?DM ?PM"),
        ("DM of any onset in life or JDM. Those of juvenile onset must be 21 by now.", "DM JM"),
        ("DM, PM or IMNM. The second is open to anti-Jo-1 carriers alone.", "DM ?PM IMNM"),
        ("PM or IBM; the former can join at once, the latter cannot", "PM ?IBM"),
        ("PM, DM or IMNM. The last is acceptable only when anti-SRP is found.", "PM DM ?IMNM"),
        ("IMNM or PM, the former and the latter being fine at any age", "IMNM PM"),
        ("Dermatomyositis. Participants must be 18 or older.", "DM"),
        ("DM or PM; PM must be active", "DM PM"),
        ("DM or PM. Pregnant women cannot take part.", "DM PM"),
        ("Definite DM (possible DM is not enough)", "DM"),
        ("DM or PM; if PM, IBM has to be ruled out by biopsy", "DM PM -IBM"),
        ("DM or PM; for PM, a biopsy that shows no signs of a dystrophy is needed", "DM PM"),
        ("PM or DM. For the DM subset only, a CDASI of 6 is asked for", "DM PM"),
        ("DM or PM; of those with PM only a part can join", "DM ?PM"),
        ("DM or PM; in PM only some can join", "DM ?PM"),
        ("DM or PM (for PM only the biopsied)", "DM ?PM"),
        ("PM or ASyS; in ASyS (only) anti-Jo-1 must be positive", "PM ASYS"),
    ],
)
def test_a_remark_behind_the_types_may_leave_out_some_people(line, codes):
    assert types(read(includes=line)) == set(codes.split())


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Age 18 or older (IBM: 40 or older), with PM, DM or IBM", "PM DM IBM"),
        (
            "DM, PM or IBM:\n\n  * DM and PM: any age from 18\n  * IBM: not older than 70",
            "DM PM IBM",
        ),
        ("DM or PM, or IBM with an age under 80 and a score of 20 or more", "DM PM IBM"),
        ("DM, PM or IBM with an age under 80", "DM PM IBM"),
        ("DM or, in the Italian centers only, IMNM", "DM ?IMNM"),
        ("DM or, if older than 40, IBM", "DM IBM"),
        ("DM of any severity, or PM with a score below 70", "DM PM"),
        ("PM; in PM only: at least 2 years of weakness. Or DM.", "PM DM"),
    ],
)
def test_a_number_that_is_asked_of_one_type_of_several_leaves_it_taken(line, codes):
    assert types(read(includes=line)) == set(codes.split())


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (
            "IMNM, by criteria:\n\n  * a raised CK\n\nSeronegative patients are not eligible.",
            "?IMNM",
        ),
        (
            "DM or IBM:\n\n  * by an expert\n\nNote: recruitment of people with IBM is closed.",
            "DM ?IBM",
        ),
    ],
)
def test_a_paragraph_behind_an_item_belongs_to_it(line, codes):
    assert types(read(includes=line)) == set(codes.split())


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IMNM. Seropositive cases are welcome.", "?IMNM"),
        ("Amyopathic DM; hypomyopathic cases with a normal CK may be accepted", "?CADM"),
        ("IBM and IMNM.\n\nNote: IMNM with anti-SRP is no longer excluded.", "-IBM ?IMNM"),
        ("IBM. People in whom IBM was once suspected but then rejected may join.", "-IBM"),
        ("IBM (overlap with lupus is allowed)", "-IBM"),
        ("Patients with DM and:\n\n  * a cancer in the last year", ""),
        ("Controls only: DM, PM or lupus", ""),
    ],
)
def test_a_remark_behind_an_exclusion_may_let_some_people_join(line, codes):
    assert types(read(excludes=line)) == set(codes.split())


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Part A is open to people with DM. Neither part A nor part B accepts IBM.", "DM -IBM"),
        ("A biopsy with no changes that point to IBM", "?IBM"),
        ("DM, except the juvenile form, and PM", "DM -JM ?PM"),
        ("IIM, except IBM, and JDM", "-IBM -JM"),
        ("PM; no skin biopsy is asked of those with DM", "PM DM"),
    ],
)
def test_a_denial_before_a_name_makes_no_yes(line, codes):
    assert types(read(includes=line)) == set(codes.split())
