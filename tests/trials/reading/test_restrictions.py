"""Inclusions that take a type on a condition alone, or refuse some of those with it."""

import pytest

from .readings import read, types


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Polymyositis may be enrolled unless the CK is normal", "?PM"),
        ("People with DM can take part unless the disease came with a cancer", "?DM"),
        ("Unless oxygen is needed, people with antisynthetase syndrome are eligible", "?ASYS"),
        ("IBM, restricted to persons who can still stand up", "?IBM"),
        ("Dermatomyositis, but confined to those whose skin is active", "?DM"),
        ("DM or PM. Patients with a cancer in the last 3 years cannot take part", "?DM ?PM"),
        ("PM or DM. Those in whom a tumor is found are excluded", "?DM ?PM"),
        ("ASyS, as patients with anti-PL-7 cannot be taken into this cohort", "?ASYS"),
        ("DM. Persons positive for anti-MDA5 are not eligible", "?DM"),
        ("IMNM. Seronegative patients cannot take part", "?IMNM"),
        ("ASyS; antibody-negative subjects are not eligible", "?ASYS"),
        ("IMNM with anti-HMGCR. All sero-negative persons are excluded", "?IMNM"),
        ("ASyS; non-Jo-1 ASyS cannot be enrolled", "?ASYS"),
        ("PM and DM; IMNM only when the CK is above 1000 U/L", "DM PM ?IMNM"),
        ("PM may be enrolled exclusively when walking is possible", "?PM"),
        ("DM, just if the skin is active", "?DM"),
        ("PM is accepted only if IBM has been ruled out on biopsy", "?PM -IBM"),
        ("limited to those PM or DM patients who choke", "?DM ?PM"),
        ("Overlap myositis is accepted only in combination with lupus", "?OVERLAP"),
        ("JDM: only participants of the earlier cohort who are now 18", "?JM"),
        ("JDM patients are eligible only once they have left the pediatric clinic", "?JM"),
        ("Overlap myositis, restricted to that with systemic sclerosis", "?OVERLAP"),
        ("DM or IBM, the latter solely if he or she can climb stairs", "DM ?IBM"),
        ("DM or PM (PM only in case of lung disease)", "DM ?PM"),
    ],
)
def test_what_only_some_people_with_a_type_may_join_for_leaves_it_open(line, expected):
    assert types(read(includes=[line])) == set(expected.split())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DM or PM; patients in whom the disease is not caused by a drug", "DM PM"),
        ("DM, PM; juvenile DM is allowed if now 18 or older", "DM PM JM"),
        ("DM and PM are accepted if active", "DM PM"),
        ("Weak patients with DM; CADM is accepted when the CDASI-A is 20 or higher", "DM CADM"),
        ("DM and PM; IBM is permitted if the walk test can be done", "DM PM IBM"),
        ("DM, PM or IMNM; in case of IMNM, rituximab must have failed", "DM PM IMNM"),
        ("MCTD or overlap myositis; in case of overlap myositis the CK must be raised", "OVERLAP"),
        ("Dermatomyositis: only those who are positive for anti-MDA5 can be enrolled", "DM"),
        ("CADM may join, provided that interstitial lung disease is present", "CADM"),
        ("Everybody with PM may take part unless otherwise decided", "PM"),
        ("IMNM, biopsy required only if antibodies are negative", "IMNM"),
        ("Enrollment of patients with PM is limited to 25 %", "PM"),
    ],
)
def test_what_is_asked_of_people_with_a_type_leaves_it_included(line, expected):
    assert types(read(includes=[line])) == set(expected.split())


def test_a_refusal_in_a_line_of_its_own_counts_for_the_type():
    found = read(includes=["IMNM, by a biopsy", "Anti-SRP positive IMNM is not eligible"])
    assert types(found) == {"?IMNM"}
