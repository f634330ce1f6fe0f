"""Kinds of wordings that a reading once missed, each in a few forms: see the names of the tests."""

import pytest

from .readings import criteria, read, types


def answers(heading, line):
    """What a line says of the types, in short, in the order of the alphabet."""
    found = types(read(includes=line) if heading == "I" else read(excludes=line))
    return " ".join(sorted(found))


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM in which Jo-1 and SRP antibodies were excluded", "DM"),
        ("I", "IMNM in whom anti-SRP could not be detected", "IMNM"),
        ("I", "JDM for which anti-MDA5 has been excluded by immunoblot", "JM"),
        ("I", "Overlap myositis in which thyroid disease has been excluded", "OVERLAP"),
        ("I", "Inflammatory muscle disease in which IBM has been ruled out", "-IBM"),
        ("E", "PM in which anti-Jo-1 has been ruled out", ""),
        ("E", "Dermatomyositis in which a tumor has been ruled out", ""),
        ("I", "Is not affected by IBM", "-IBM"),
        ("I", "DM in whom cancer was not excluded cannot enter", "?DM"),
        ("I", "IIM, IBM having been considered and rejected by the pathologist", "-IBM"),
        ("I", "Diagnosed with PM, and IBM is regarded as improbable", "-IBM PM"),
        ("I", "Muscle biopsy without features of IBM", "-IBM"),
        ("I", "No evidence for IBM or for a dystrophy", "-IBM"),
        ("I", "DM or PM by the criteria of 1975, no sign of IBM in the biopsy", "-IBM DM PM"),
    ],
)
def test_what_is_ruled_out_may_be_something_else_than_the_type(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "PM can be grounds for exclusion if the investigator thinks so", "?PM"),
        ("E", "IBM might be a reason to exclude, as the steering committee sees fit", "?IBM"),
        ("E", "Overlap myositis may lead to exclusion", "?OVERLAP"),
        ("E", "IMNM is excluded in the investigator's discretion", "?IMNM"),
        ("I", "JDM: eligibility to be settled by the coordinating center", "?JM"),
        ("I", "PM: participation to be agreed with the sponsor", "?PM"),
        ("I", "JDM: see the separate pediatric protocol", "?JM"),
        ("E", "IBM is not a reason to be excluded", "IBM"),
    ],
)
def test_doubt_about_an_exclusion_is_no_answer(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM in the view of two neurologists", "DM"),
        ("I", "IMNM or DM in the assessment of a neuromuscular expert", "DM IMNM"),
        ("I", "Serum anti-Mi-2 in a patient with either PM or DM", "DM PM"),
        ("I", "Weakness in a person who has either IMNM or ASyS", "ASYS IMNM"),
        ("I", "Raised CK in participants suffering from IMNM", "IMNM"),
        ("I", "Weakness attributed by the neurologist to IMNM or PM", "IMNM PM"),
        ("I", "The trial is restricted to PM", "PM"),
        ("I", "Positive muscle biopsy for PM", "PM"),
        ("I", "Suspected to have IMNM, with a diagnosis confirmed during screening", "IMNM"),
        ("I", "IMNM is the only type studied", "IMNM"),
        ("I", "Participants with JDM must weigh at least 20 kg", "JM"),
        ("I", "Weight of at least 20 kg for participants with JDM", "JM"),
        ("I", "Diagnosis: DM (ICD-10 M33.1) or PM (M33.2)", "DM PM"),
        ("I", "Anti-SRP positive PM or anti-SRP positive IMNM", "IMNM PM"),
        ("I", "Anti-SRP positive PM or anti-Jo-1 positive IMNM", "?IMNM ?PM"),
        ("I", "MMT8 < 140 (patients with CADM may qualify by the CDASI instead)", "CADM"),
        ("I", "Weakness (those with IBM may enter on grip strength alone)", "IBM"),
        ("I", "Age 18 or over (12 or over for JDM)", "JM"),
        ("I", "At least 40 years old, or 18 for people with DM", "DM"),
        ("I", "Adults; children aged 8 years or more in the case of JDM", "JM"),
        ("I", "Overlap myositis with muscle disease as the main feature", "OVERLAP"),
        ("I", "Overlap myositis, provided that muscle disease is the main feature", "?OVERLAP"),
    ],
)
def test_a_type_in_words_of_physicians_and_measures_is_included(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "All forms of myositis, IBM included", "IBM"),
        ("E", "Any inflammatory myopathy, DM included", "-DM"),
        ("E", "IBM is excluded; DM included", "-IBM DM"),
        ("I", "Myositis whose type is settled (DM, PM or IMNM)", "DM IMNM PM"),
        ("E", "Muscle disease of any kind, IBM and PM among them", "-IBM -PM"),
        ("I", "DM of every kind, the amyopathic one included, with anti-SAE antibodies", "CADM DM"),
        ("I", "Any type, overlap myositis and IMNM among them, with CK above 500", "IMNM OVERLAP"),
        ("E", "Statin myopathy; IMNM, on the other hand, may be enrolled", "IMNM"),
        ("E", "Toxic necrotizing myopathy; IMNM, by contrast, is allowed", "IMNM"),
        ("E", "Fixed contractures. PM, however, is not excluded.", "PM"),
        ("I", "DM and PM; IBM, on the other hand, is not accepted", "-IBM DM PM"),
        ("I", "DM is welcome. IBM, however, is not accepted.", "-IBM DM"),
        ("I", "DM, PM and IMNM; no places are left for ASyS", "-ASYS DM IMNM PM"),
        ("I", "Adults (JDM patients are followed in a study of their own)", "-JM"),
        ("I", "DM not of the amyopathic type", "-CADM DM"),
        ("I", "DM, but not of the amyopathic kind", "-CADM DM"),
        ("I", "Myositis, though not of the juvenile kind", "-JM"),
        ("I", "IIM; IBM is rarely treatable, so patients with this diagnosis cannot enter", "-IBM"),
        ("E", "Not part of this study:\n  * ASyS\n  * overlap myositis", "-ASYS -OVERLAP"),
    ],
)
def test_words_between_a_type_and_its_verb_change_nothing(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IBM, PM or IMNM established at any point in life", "-IBM -IMNM -PM"),
        ("ASyS and overlap myositis known at the time of consent", "-ASYS -OVERLAP"),
        ("DM or IBM diagnosed ever", "-DM -IBM"),
        ("JDM diagnosed at whatever age", "-JM"),
        ("PM, DM or IBM diagnosed in the last 12 months", ""),
        ("A childhood form of myositis", "-JM"),
        ("Disease of juvenile onset", "-JM"),
        ("Younger than 18, or myositis with juvenile onset", "-JM"),
        ("Onset of DM in childhood", "-JM"),
        ("Age under 18 years, or juvenile disease", "-JM"),
        ("Subtypes:\n  * paediatric forms\n  * IBM", "-IBM -JM"),
    ],
)
def test_a_diagnosis_of_any_time_and_the_disease_of_the_young_are_excluded(line, codes):
    assert answers("E", line) == codes


def test_juvenile_disease_is_that_of_the_study():
    arthritis = criteria("Exclusion Criteria:\n\n* Juvenile-onset disease\n\n* Dermatomyositis")
    assert types(read("Examplimab in Arthritis", conditions=["Arthritis"], **arthritis)) == set()


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "PM other than the anti-SRP form, or DM", "?DM ?PM"),
        ("I", "IMNM (not the anti-HMGCR form) or PM", "?IMNM PM"),
        ("I", "DM, with the exception of its paraneoplastic form", "?DM"),
        ("I", "IMNM or DM (excluding drug-induced cases)", "?DM ?IMNM"),
        ("E", "Anti-HMGCR myopathy", ""),
        ("E", "IBM unless mild, as well as PM", "-PM"),
        ("E", "ASyS without lung disease, and IMNM", "?IMNM"),
    ],
)
def test_an_exception_from_one_type_is_none_from_the_next(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "IMNM (in older publications counted under PM)", "IMNM"),
        ("I", "ASyS, in the past often called PM with lung disease", "ASYS"),
        ("E", "IMNM, which some textbooks list under PM", "-IMNM"),
        ("I", "IMNM, a separate entity from PM", "IMNM"),
        ("I", "CADM, a variant of DM", "CADM"),
    ],
)
def test_a_remark_on_names_includes_and_excludes_nobody(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "IIM of any type bar three: IBM, JDM and PM", "-IBM -JM -PM"),
        ("I", "Myositis of all kinds save two (IBM and overlap myositis)", "-IBM -OVERLAP"),
        ("I", "Every subtype bar one, namely IBM", "-IBM"),
        ("I", "One of two: DM or PM", "DM PM"),
    ],
)
def test_exceptions_may_be_counted_before_they_are_named(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "A healthy adult who lives with a person who has IBM", ""),
        ("I", "Adults living with someone with PM", ""),
        ("I", "Adults living with dermatomyositis", "DM"),
    ],
)
def test_who_lives_with_a_person_need_not_have_the_disease(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "IBM, whatever the previous diagnosis was (such as polymyositis)", "IBM"),
        ("I", "IMNM, whatever earlier labels were used, e.g. refractory PM", "IMNM"),
    ],
)
def test_an_earlier_label_is_no_type_that_is_taken(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM or PM; among the patients with PM, only those with ILD may join", "?PM DM"),
        ("I", "DM, PM or IBM; of the IBM patients only those who can walk", "?IBM DM PM"),
        ("I", "Diagnosis of DM only", "DM"),
    ],
)
def test_a_type_of_which_only_some_may_join_is_no_yes(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Adults whose dermatomyositis remains active despite methotrexate", "DM"),
        ("I", "Children whose juvenile dermatomyositis stays symptomatic", "JM"),
        ("I", "Whether DM is taken remains open", "?DM"),
    ],
)
def test_a_disease_that_remains_active_is_one_that_people_have(heading, line, codes):
    assert answers(heading, line) == codes
