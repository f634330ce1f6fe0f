"""Lines under exclusion criteria: who is barred in whole, who in part, and who is not."""

import pytest

from .test_constructions import answers


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Subjects with JDM, IBM and any myositis accompanied by cancer", "-IBM -JM"),
        ("Inclusion-body myositis as well as IIM with severe heart disease", "-IBM"),
        ("IMNM or any type of IIM accompanied by malignancy", "-IMNM"),
        ("DM and PM associated with malignancy", ""),
        ("IMNM or another myositis that came with a cancer", ""),
    ],
)
def test_the_condition_of_any_myositis_at_the_end_leaves_the_list_before_it(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Inflammatory myopathy (PM, DM or ASyS) with dysphagia needing a tube", ""),
        ("Myositis (DM/PM/IMNM) in remission for over a year", ""),
        ("Inflammatory myopathies (IMNM, DM) complicated by sepsis", ""),
        ("Inflammatory myopathy of other types (IBM, JDM)", "-IBM -JM"),
        ("Skin disease alone (CADM) with normal muscle enzymes", "-CADM"),
        ("MMT-8 above 142 (if PM or IMNM)", ""),
        ("IVIG within 8 weeks (PM patients) or within 12 weeks (IBM patients)", ""),
        ("Topical steroids (in DM or CADM) begun in the last 2 weeks", ""),
    ],
)
def test_words_around_brackets_are_about_the_diseases_in_them(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IIM other than PM (IBM, IMNM, overlap)", "-IBM -IMNM -OVERLAP PM"),
        ("IIM other than DM (classic DM, CADM)", "CADM DM"),
        (
            "Myositis outside the group of DM (classic or amyopathic DM), for instance PM",
            "-PM CADM DM",
        ),
        ("Forms of IIM that are not IMNM, such as PM and DM", "-DM -PM IMNM"),
    ],
)
def test_brackets_behind_an_exception_hold_its_kinds_or_all_the_others(line, codes):
    assert answers("E", line) == codes


def test_kinds_alone_in_brackets_behind_an_exception_may_be_either():
    assert answers("E", "Any IIM other than DM (CADM, JDM)") == "?CADM ?JM DM"
    assert answers("E", "IIM other than DM (CADM is permitted)") == "CADM DM"


def test_other_types_behind_an_exception_of_an_inclusion_are_left_open():
    assert answers("I", "IIM other than PM (IBM, IMNM)") == "-PM ?IBM ?IMNM"


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("FVC below 40 % in any of the patients with ASyS", ""),
        ("Severe calcinosis in any subject with JDM or DM", ""),
        ("Anti-HMGCR+ IMNM", ""),
        ("IMNM, anti-SRP subtype", ""),
    ],
)
def test_some_people_with_a_type_are_not_all_of_them(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (
            "Juvenile dermatomyositis or juvenile polymyositis with onset before the 18th birthday",
            "-JM",
        ),
        ("JDM/JPM (onset < 16 years)", "-JM"),
        ("Childhood DM or PM first seen before age 18", "-JM"),
        ("Juvenile myositis, i.e. disease onset before 18 years", "-JM"),
        ("Juvenile DM younger than 5 years", ""),
        ("JDM that started before the age of 10", ""),
        ("Juvenile form of the disease", "-JM"),
        ("Myositis onset in childhood", "-JM"),
    ],
)
def test_the_age_at_which_juvenile_disease_begins_narrows_nothing(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        (
            "E",
            "IBM and JDM should be left out since the trial concerns adult DM only",
            "-IBM -JM DM",
        ),
        ("I", "PM and IMNM are not included because only DM is under study", "-IMNM -PM DM"),
        ("E", "PM, IBM (only DM is investigated here)", "-IBM -PM DM"),
        (
            "E",
            "IBM, necrotizing myopathy patients are to be excluded as only PM is the subject",
            "-IBM -IMNM PM",
        ),
    ],
)
def test_the_only_type_under_study_is_taken(heading, line, codes):
    assert answers(heading, line) == codes


def test_the_older_name_of_an_antibody_names_no_disease():
    assert answers("E", "Anti-CADM-140 (MDA5) antibodies") == ""


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Persons who do not fulfil the criteria for DM or IMNM", "DM IMNM"),
        ("E", "Anybody with ASyS does not have to meet this criterion", "ASYS"),
        ("E", "PM/DM overlapping with another connective tissue disease", "-OVERLAP"),
        ("E", "IMNM or ASyS are not to be enrolled in Part 1", "?ASYS ?IMNM"),
        ("E", "Clinical picture (weak fingers, falls) pointing to sporadic IBM", "-IBM"),
        ("E", "IBM, overlap syndromes", "-IBM -OVERLAP"),
        ("E", "IIM not being DM, like IBM and IMNM", "-IBM -IMNM DM"),
        ("I", "DM only (not PM, not JDM)", "-JM -PM DM"),
        ("I", "DM, but not the childhood form", "-JM DM"),
        ("E", "Juvenile forms. Adults with PM are welcome", "-JM PM"),
        ("I", "PM. Note: IMNM will be studied in protocol ABC-12", "-IMNM PM"),
        ("I", "PM by the criteria of 2017; JDM, CADM, IBM not permitted", "-CADM -IBM -JM PM"),
    ],
)
def test_a_refusal_reaches_what_it_is_about(heading, line, codes):
    assert answers(heading, line) == codes


def test_a_refusal_goes_through_a_list_of_other_people():
    line = (
        "We do not take patients with heart failure, patients with a pacemaker, nor those with IBM"
    )
    assert answers("I", line) == "-IBM"


def test_the_disease_of_adults_may_be_told_by_its_onset():
    assert answers("E", "Dermatomyositis with onset at or after 18 years") == "-DM"


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Adults with DM or IMNM (IBM, JDM not allowed)", "-IBM -JM DM IMNM"),
        ("IIM (JDM, IBM excluded)", "-IBM ?JM"),
        ("DM or PM (IBM excluded)", "-IBM DM PM"),
    ],
)
def test_a_verb_at_the_end_of_brackets_may_be_about_all_in_them(line, codes):
    assert answers("I", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IBM, PM with onset after 60 years, JDM", "-IBM -JM"),
        ("Myositis in the course of SLE or SSc", "-OVERLAP"),
        ("Exclusively cutaneous dermatomyositis", "-CADM"),
        ("Manifest overlap syndrome (e.g. with SSc), IBM", "-IBM -OVERLAP"),
    ],
)
def test_an_item_of_a_list_is_barred_whatever_tells_of_another(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Only adults; people with JDM are invited to the pediatric trial", "?JM"),
        ("E", "IMNM is an exclusion criterion for cohort A", "?IMNM"),
        ("I", "Myositis other than inclusion-body or juvenile", "-IBM -JM"),
        ("E", "M33.0 Juvenile dermatomyositis", "-JM"),
        ("E", "Patients diagnosed as JDM in childhood who are now adults", "-JM"),
        ("E", "JDM/JPM/overlap", "-JM -OVERLAP"),
        ("E", "Dermatomyositis with only skin involvement", "-CADM"),
    ],
)
def test_a_type_is_known_by_its_words_and_by_where_it_goes(heading, line, codes):
    assert answers(heading, line) == codes


def test_types_that_are_not_named_elsewhere_are_barred_in_brackets():
    line = "Any subtype not mentioned in inclusion criterion 2 (such as IBM or IMNM)"
    assert answers("E", line) == "-IBM -IMNM"


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Suspicion of IBM not excluded by biopsy", ""),
        ("E", "IBM is not excluded by this criterion", "IBM"),
        ("I", "DM or PM, IBM must have been excluded by muscle biopsy", "-IBM DM PM"),
        ("I", "DM or PM, CADM is acceptable", "CADM DM PM"),
        ("I", "IMNM or PM, JDM are not eligible", "-JM ?IMNM ?PM"),
        ("I", "People with IBM, with heart failure, or who had surgery cannot take part", "-IBM"),
        ("I", "People with PM, who smoke, cannot take part", ""),
        ("I", "The person has no IBM and no muscular dystrophy", "-IBM"),
        ("E", "DM/PM-associated lung fibrosis on oxygen", ""),
        ("E", "Severe heart disease caused by PM", ""),
    ],
)
def test_a_verb_reaches_its_own_subject(heading, line, codes):
    assert answers(heading, line) == codes
