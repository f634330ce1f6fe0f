"""Where a record bars a kind of a type, the type is neither in nor out."""

import pytest

from .readings import read, types

NAMED = ["Dermatomyositis, polymyositis, necrotizing myopathy or overlap myositis"]


@pytest.mark.parametrize(
    ("line", "unclear"),
    [
        ("Dermatomyositis with a carcinoma in the last 2 years", "?DM"),
        ("Drug-induced polymyositis", "?PM"),
        ("Malignancy-related polymyositis", "?PM"),
        ("Paraneoplastic dermatomyositis", "?DM"),
        ("Dermatomyositis in whom interstitial lung disease is progressing fast", "?DM"),
        ("Polymyositis, if a cancer was found", "?PM"),
        ("Polymyositis without antibodies", "?PM"),
        ("PM in a person with hepatitis", "?PM"),
        ("Seronegative IMNM", "?IMNM"),
        ("Anti-NXP2 positive dermatomyositis", "?DM"),
        ("IMNM with anti-SRP antibodies, as it needs other treatment", "?IMNM"),
        ("Overlap myositis with systemic lupus", "?OVERLAP"),
        ("Overlap with scleroderma in which the kidneys fail", "?OVERLAP"),
        (
            "Myositis in the setting of lupus (overlap myositis); secondary Sjögren's is fine",
            "?OVERLAP",
        ),
    ],
)
def test_an_exclusion_of_a_kind_leaves_the_type_open(line, unclear):
    found = types(read(includes=NAMED, excludes=[line]))
    assert found == {"DM", "PM", "IMNM", "OVERLAP"} - {unclear[1:]} | {unclear}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DM with very severe weakness", "DM"),
        ("IMNM in people who still take a statin", "IMNM"),
        ("Only possible PM", "PM"),
        ("Cancer diagnosed within 2 years of polymyositis", "PM"),
        ("Interstitial lung disease in polymyositis", "PM"),
        ("A drug for dermatomyositis in the last month", "DM"),
    ],
)
def test_a_state_or_a_treatment_makes_no_kind(line, code):
    assert code in types(read(includes=NAMED, excludes=[line]))


def test_overlap_with_any_other_disease_is_all_of_it():
    line = "Overlap myositis (with lupus, scleroderma or RA)"
    assert "-OVERLAP" in types(read(includes=["Dermatomyositis"], excludes=[line]))
    line = "Overlap myositis with another connective tissue disease"
    assert "-OVERLAP" in types(read(includes=["Dermatomyositis"], excludes=[line]))


@pytest.mark.parametrize(
    "line",
    [
        "Inclusion body myositis; bedridden persons with IBM cannot be enrolled",
        "IBM in people of 50 and older. Rapidly progressive IBM is not admitted",
        "IBM (tumor-associated IBM is ineligible)",
    ],
)
def test_an_inclusion_that_refuses_some_people_leaves_the_type_open(line):
    assert types(read(includes=[line])) == {"?IBM"}


def test_a_doubtful_diagnosis_or_a_poison_makes_no_kind():
    line = "Definite or probable DM; possible DM does not qualify"
    assert types(read(includes=[line])) == {"DM"}
    assert types(read(includes=["IMNM; IMNM due to toxins does not qualify"])) == {"IMNM"}


@pytest.mark.parametrize(
    ("line", "unclear"),
    [
        ("Dermatomyositis or overlap myositis with progressive cancer", {"DM", "OVERLAP"}),
        ("Polymyositis, IMNM or dermatomyositis, if a tumor is found", {"PM", "IMNM", "DM"}),
    ],
)
def test_a_kind_named_behind_a_list_is_one_of_each_of_its_types(line, unclear):
    found = types(read(includes=NAMED, excludes=[line]))
    taken = {"DM", "PM", "IMNM", "OVERLAP"}
    assert found == taken - unclear | {f"?{code}" for code in unclear}


def test_a_type_that_criteria_take_and_bar_by_name_is_unclear():
    found = types(
        read(
            "Sirolimus in Inclusion Body Myositis",
            includes=["IBM by the ENMC criteria"],
            excludes=["IBM > 12 years from the first symptom"],
        )
    )
    assert found == {"?IBM"}
