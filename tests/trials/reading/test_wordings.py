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
        ("I", "Anti-SRP positive PM or anti-Jo-1 positive IMNM", "IMNM PM"),
        ("I", "MMT8 < 140 (patients with CADM may qualify by the CDASI instead)", "CADM"),
        ("I", "Weakness (those with IBM may enter on grip strength alone)", "IBM"),
        ("I", "Age 18 or over (12 or over for JDM)", "JM"),
        ("I", "At least 40 years old, or 18 for people with DM", "DM"),
        ("I", "Adults; children aged 8 years or more in the case of JDM", "JM"),
        ("I", "Overlap myositis with muscle disease as the main feature", "OVERLAP"),
        ("I", "Overlap myositis, provided that muscle disease is the main feature", "OVERLAP"),
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


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "PM, DM or ASyS; the last only with anti-Jo-1", "?ASYS DM PM"),
        ("I", "DM or IMNM. For the latter, a positive anti-HMGCR test is needed", "DM IMNM"),
        ("I", "Patients with IBM or IMNM; in the latter anti-SRP has to be positive", "IBM IMNM"),
        ("I", "PM or DM; the former must have a myositis-specific antibody", "DM PM"),
        (
            "I",
            "DM, JDM or IMNM; for the last named, antibodies to HMGCR are required",
            "DM IMNM JM",
        ),
        ("I", "Either ASyS or DM, the latter regardless of skin findings", "ASYS DM"),
        ("I", "DM or PM, the former with or without weakness", "DM PM"),
        ("I", "PM or IMNM, the latter whichever antibody is found", "IMNM PM"),
        ("I", "DM or PM; both must be active", "DM PM"),
    ],
)
def test_what_is_asked_of_the_former_or_the_latter_leaves_that_type_taken(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "One of:\n\n  * DM\n  * IMNM with anti-SRP or anti-HMGCR\n  * PM", "DM IMNM PM"),
        (
            "I",
            "Any one of the following diagnoses:\n\n  * PM\n  * ASyS with a positive "
            "anti-Jo-1 test",
            "ASYS PM",
        ),
        ("I", "DM, PM, ASyS (positive for Jo-1 or PL-12)", "ASYS DM PM"),
        ("I", "DM: only if the skin biopsy was reviewed by a second pathologist", "?DM"),
        ("I", "IMNM, provided that the biopsy has been re-read centrally", "IMNM"),
        ("I", "PM, only if the diagnosis is confirmed by the adjudication committee", "?PM"),
    ],
)
def test_an_antibody_or_a_reviewed_biopsy_leaves_a_type_open_where_it_is_only_taken_with_it(
    heading, line, codes
):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM; paraneoplastic DM is however not accepted", "?DM"),
        ("I", "PM or DM. Drug-induced PM, though, is not eligible", "?PM DM"),
        ("I", "IMNM is accepted; statin-related IMNM, on the other hand, is not", "?IMNM"),
        ("I", "DM, PM; IBM is, however, not accepted", "-IBM DM PM"),
        ("I", "JDM is therefore not eligible", "-JM"),
        ("I", "IBM can unfortunately not be included", "-IBM"),
        ("I", "DM. Amyopathic forms are at this stage not enrolled", "-CADM DM"),
        ("E", "PM is, as a rule, excluded", "-PM"),
        ("I", "IMNM may, in addition, be enrolled", "IMNM"),
        ("I", "IBM was considered and, after a second biopsy, ruled out", "-IBM"),
        ("I", "IBM has, by an expert, been ruled out", "-IBM"),
    ],
)
def test_words_between_a_verb_and_its_subject_change_nothing(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Stage 1 enrolls DM. Stage 2 accepts PM too.", "DM PM"),
        ("I", "Part B will open later and then accepts IMNM and PM", "IMNM PM"),
        ("I", "The study takes people with DM, JDM or PM", "DM JM PM"),
        ("I", "The second cohort admits CADM", "CADM"),
        ("E", "IBM. This study is about DM and PM.", "-IBM DM PM"),
        ("E", "PM; our trial is for IMNM only", "-PM IMNM"),
    ],
)
def test_a_study_or_a_part_of_it_takes_what_its_verb_names(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Anyone whose weakness has another cause, and all patients with IBM", "-IBM"),
        ("E", "Participants with a relative in the study, and any IBM patients", "-IBM"),
        ("E", "DM patients whose skin is clear, and all those with IMNM", "-IMNM"),
    ],
)
def test_what_governs_one_item_does_not_govern_the_next_one(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Myositis with onset before 18 years of age", "-JM"),
        ("E", "Disease onset prior to age 18", "-JM"),
        ("E", "Onset of myositis before the age of 18", "-JM"),
        ("I", "Dermatomyositis with onset before the 16th birthday", "JM"),
        ("E", "Diagnosis of IIM made before the age of 18 years", "-JM"),
        ("E", "The myositis is IBM or juvenile", "-IBM -JM"),
    ],
)
def test_a_disease_that_began_before_eighteen_is_the_juvenile_one(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Any myositis that isn't DM or PM", "DM PM"),
        ("E", "A muscle disease which is not IBM", "IBM"),
        ("I", "Myositis that isn't IBM", "-IBM"),
        ("I", "An inflammatory myopathy that's not IBM", "-IBM"),
        ("E", "Idiopathic inflammatory myopathies that are not IMNM", "IMNM"),
        ("I", "Neither PM nor IBM but DM", "-IBM -PM DM"),
        ("I", "Not PM but DM", "-PM DM"),
        ("I", "Neither IBM nor overlap myositis, but dermatomyositis", "-IBM -OVERLAP DM"),
        ("I", "No IBM, but PM", "-IBM PM"),
        ("I", "Any subtype but IBM", "-IBM"),
        ("E", "Not having IMNM with anti-SRP", "IMNM"),
        ("E", "Patients without a diagnosis of ASyS with anti-Jo-1", "ASYS"),
    ],
)
def test_what_people_do_not_have_is_turned_by_but(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM, on steroids or not", "DM"),
        ("I", "PM under treatment with methotrexate or not", "PM"),
        ("I", "IMNM following statin use or not", "IMNM"),
        ("I", "JDM with calcinosis or not", "JM"),
        ("I", "Swallowing problems in IBM, seen on videofluoroscopy", "IBM"),
        ("I", "Calcinosis due to JDM", "JM"),
        ("I", "Interstitial lung disease in ASyS", "ASYS"),
        (
            "I",
            "DM or PM, inclusive of overlap with another connective tissue disease",
            "DM OVERLAP PM",
        ),
        ("I", "Adults with PM, DM (inclusive of amyopathic DM) or IMNM", "CADM DM IMNM PM"),
        ("I", "Myositis overlapping with systemic sclerosis or lupus", "OVERLAP"),
        ("I", "PM or DM, in each case refractory to steroids", "DM PM"),
        ("I", "The types DM, PM and OM are eligible", "DM OVERLAP PM"),
        ("I", "DM. Those without weakness (so-called CADM) cannot be enrolled", "-CADM DM"),
        ("I", "At most 30 % of participants will have IBM", "IBM"),
        ("I", "About 20% of the participants will have IMNM", "IMNM"),
        (
            "I",
            "For the adult cohort: PM, body weight over 40 kg. For the pediatric cohort: "
            "JDM, weight above 15 kg",
            "JM PM",
        ),
    ],
)
def test_words_around_a_type_that_leave_out_nobody_do_not_make_it_unclear(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "IBM; but those with it who can still walk may be enrolled", "?IBM"),
        ("E", "DM. However, such patients can join if in remission for a year", "?DM"),
        ("E", "PM, although patients with this diagnosis may join the registry part", ""),
        ("E", "IBM; other myopathies are allowed", "-IBM"),
        ("E", "IBM. Patients with DM may join.", "-IBM DM"),
        ("E", "IBM - the sole exception is people enrolled before 2024", "?IBM"),
        ("E", "JDM; an exception is made for those who are now adults", "?JM"),
    ],
)
def test_an_exclusion_that_spares_some_of_its_people_is_unclear(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        (
            "E",
            "Diagnosis of juvenile dermatomyositis, IBM, or myositis in association with "
            "malignancy",
            "-IBM -JM",
        ),
        ("E", "Any of: sIBM; muscular dystrophy; metabolic myopathy", "-IBM"),
        ("E", "Subjects whose muscle disease is thought to be IBM rather than PM", "-IBM ?PM"),
        (
            "E",
            "Diagnosis of IBM (definite or probable), or presence of anti-cN1A with a "
            "compatible phenotype",
            "-IBM",
        ),
        ("E", "Known or suspected IBM, toxic myopathy, or drug-induced myositis", "-IBM"),
        ("E", "Myositis other than dermatomyositis, including IBM", "-IBM DM"),
        ("E", "Overlap myositis with SLE or scleroderma requiring specific treatment", ""),
        (
            "E",
            "Has been diagnosed with PM, IMNM, IBM, cancer-associated myositis or JDM",
            "-IBM -IMNM -JM -PM",
        ),
        (
            "E",
            "Patients presenting IBM, or with severe dysphagia, or with respiratory failure",
            "-IBM",
        ),
        ("E", "IIM that is paraneoplastic, drug-induced, or IBM", "-IBM"),
        (
            "E",
            "Participant has a diagnosis of antisynthetase syndrome or tests positive for "
            "anti-Jo-1",
            "-ASYS",
        ),
        (
            "E",
            "Clinically amyopathic dermatomyositis (no muscle weakness, normal enzymes)",
            "-CADM",
        ),
        ("E", "Sporadic IBM, as well as hereditary inclusion body myopathies", "-IBM"),
        ("E", "Diagnosis of myositis before the age of 18 (juvenile-onset)", "-JM"),
        ("E", "IMNM with anti-HMGCR antibodies in patients still on statins", ""),
        ("E", "Active malignancy or dermatomyositis associated with malignancy within 3 years", ""),
        ("E", "Positive for anti-MDA5 or with rapidly progressive ILD", ""),
        ("E", "Subjects who are anti-HMGCR negative", ""),
        ("E", "Anti-TIF1γ or anti-NXP2 positive DM without prior cancer screening", ""),
        ("E", "Patient refuses biopsy, or biopsy shows features of IBM", ""),
        ("E", "Subject has a history of PM with overlapping scleroderma renal crisis", ""),
        ("E", "Other forms of IIM (PM, IBM, juvenile DM)", "-IBM -JM -PM"),
        (
            "E",
            "Muscle weakness caused by other conditions (IBM, thyroid disease, steroid myopathy)",
            "-IBM",
        ),
        ("E", "Severe IBM or IBM patients who are wheelchair bound", ""),
        ("E", "If participant has DM: any muscle weakness", ""),
        ("E", "Concurrent participation in another DM trial", ""),
        ("E", "History of treatment with rituximab for PM or DM", ""),
        (
            "E",
            "Inclusion body myositis (Griggs criteria) or any non-inflammatory muscle disease",
            "-IBM",
        ),
        ("E", "DM with onset of cancer less than 3 years before or after diagnosis", ""),
        ("E", "Family history of IBM or muscular dystrophy", ""),
        ("E", "IMNM, unless anti-SRP positive", ""),
        ("E", "JDM patients younger than 5 years", ""),
        (
            "E",
            "Presence of overlap syndrome e.g. SSc, SLE or MCTD with predominant features of these",
            "",
        ),
        ("E", "Has amyopathic DM, IBM or hereditary myopathy", "-CADM -IBM"),
        ("E", "Patients diagnosed with IBM will not be included", "-IBM"),
        ("E", "Diagnosis of IBM; myositis with malignancy; pregnancy or breast feeding", "-IBM"),
        ("E", "Uncontrolled ILD in patients with ASyS", ""),
        ("E", "Steroid myopathy, statin myopathy or inclusion-body myositis", "-IBM"),
        ("E", "Non-DM skin diseases such as psoriasis", ""),
        ("E", "Active ILD in DM patients", ""),
        ("E", "DM patients with a history of malignancy", ""),
        ("E", "All forms of myositis other than DM (e.g. PM, IBM, IMNM)", "-IBM -IMNM -PM DM"),
        ("E", "Patients having IBM, JDM or cancer-associated DM", "-IBM -JM"),
        ("E", "A diagnosis of sIBM (ENMC criteria) established before or during screening", "-IBM"),
        ("E", "Muscle disease of another kind, among them IBM", "-IBM"),
        ("E", "DM under 18 years of age", ""),
        ("E", "Overlap with SLE with renal involvement", ""),
        ("E", "Presenting exclusively skin disease (CADM)", "-CADM"),
        ("E", "Severe organ damage related to DM or PM", ""),
        ("E", "Unable to attend visits, or with a diagnosis of IBM", "-IBM"),
        ("E", "PM diagnosed without muscle biopsy", ""),
        ("E", "Suspected PM with negative antibodies and without biopsy", ""),
        ("E", "Exclusion of patients with IBM, since they do not respond", "-IBM"),
        ("E", "Any of these diagnoses: PM, IBM, muscular dystrophy", "-IBM -PM"),
        ("E", "IBM (as these patients do not respond to IVIG)", "-IBM"),
        ("E", "IBM or PM patient", "-IBM -PM"),
        (
            "E",
            "Confirmed diagnosis of overlap myositis, JDM, IBM or IMNM",
            "-IBM -IMNM -JM -OVERLAP",
        ),
        ("E", "patients with juvenile myositis, or with myositis and malignancy", "-JM"),
        ("E", "Other myositis subtypes: ASyS, IMNM, IBM", "-ASYS -IBM -IMNM"),
        ("E", "Participants meeting criteria for IBM or for another neuromuscular disease", "-IBM"),
        ("E", "Weakness explained by a disease other than PM/DM", ""),
        ("E", "Myositis secondary to drugs, infection or cancer; sIBM", "-IBM"),
        (
            "E",
            "Presence of anti-SRP or anti-HMGCR antibodies (IMNM is studied in another trial)",
            "-IMNM",
        ),
        ("E", "No DM rash on examination", ""),
        ("E", "Patients without DM or PM", "DM PM"),
        ("E", "Any of the following:\n\n  * IBM\n  * metabolic myopathy\n  * CADM", "-CADM -IBM"),
        ("E", "Subjects with IBM, unless they take part in the observational arm", ""),
        ("E", "IBM; PM without biopsy; any myositis in a person under 18", "-IBM"),
        (
            "E",
            "Has IBM, defined as clinico-pathologically defined or probable sIBM (ENMC 2011)",
            "-IBM",
        ),
        ("E", "Patients with ASyS are excluded because of the ILD endpoint", "-ASYS"),
        ("E", "Patients with (suspected) IBM", "-IBM"),
        ("E", "Patients for whom the diagnosis of IBM cannot be ruled out", "-IBM"),
        ("E", "Diagnosis other than DM or PM", "DM PM"),
        ("E", "Any IIM except DM", "DM"),
        ("E", "Isolated skin disease (amyopathic DM) or isolated ILD", "-CADM"),
        ("E", "Myositis in the context of another CTD (overlap)", "-OVERLAP"),
        ("E", "DM or PM onset within 3 years of a cancer", ""),
        (
            "E",
            "IBM, JDM or PM; patients with ASyS may be included if anti-Jo-1 positive",
            "-IBM -JM -PM ?ASYS",
        ),
        ("E", "Any condition mimicking DM", ""),
        ("E", "Enrolled previously in the DM extension study", ""),
    ],
)
def test_exclusions_as_sponsors_write_them(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        (
            "I",
            "Male or female subjects ≥18 years old with a confirmed diagnosis of DM, "
            "excluding those with CADM, who have failed steroids",
            "-CADM DM",
        ),
        ("I", "Adults with IIM (excluding IBM) who have MMT-8 ≤ 136/150", "-IBM"),
        (
            "I",
            "Subjects must carry a diagnosis of PM, DM, ASyS or IMNM made by a "
            "rheumatologist or neurologist at least 3 months before screening",
            "ASYS DM IMNM PM",
        ),
        (
            "I",
            "Clinical diagnosis of sIBM according to ENMC 2011 criteria: "
            "clinico-pathologically defined, clinically defined or probable IBM",
            "IBM",
        ),
        (
            "I",
            "Group A: 15 patients with DM; Group B: 15 patients with IBM; Group C: 15 "
            "healthy volunteers",
            "DM IBM",
        ),
        (
            "I",
            "Being followed for DM or PM at one of the participating centres for > 6 months",
            "DM PM",
        ),
        ("I", "Dermatomyositis under stable treatment, whose CDASI is over 6", "DM"),
        (
            "I",
            "Patient with anti-synthetase syndrome, i.e. ILD and/or myositis and/or "
            "arthritis plus a positive anti-ARS",
            "ASYS",
        ),
        (
            "I",
            "DM (including amyopathic), PM, or overlap with other CTD; muscle biopsy "
            "available for review",
            "CADM DM OVERLAP PM",
        ),
        ("I", "History of dermatomyositis with persistent itch despite topical therapy", "DM"),
        (
            "I",
            "New onset (<6 months) of muscle weakness attributed to DM, PM or IMNM",
            "DM IMNM PM",
        ),
        (
            "I",
            "Able to walk 20 feet with or without assistive device; diagnosis of IBM for at "
            "least 1 year",
            "IBM",
        ),
        ("I", "Patients hospitalised for a flare of dermatomyositis requiring IV steroids", "DM"),
        (
            "I",
            "JDM diagnosed per the Bohan & Peter criteria, with disease onset before the age "
            "of 16 y",
            "JM",
        ),
        ("I", "Diagnosed with anti-MDA5 positive DM complicated by rapidly progressive ILD", "DM"),
        ("I", "Statin-exposed IMNM patients with anti-HMGCR, CK > 1,000 U/L", "IMNM"),
        (
            "I",
            "At least one of: (1) DM with CDASI ≥ 14; (2) PM with MMT-8 < 142; (3) IMNM with "
            "CK ≥ 5 x ULN",
            "DM IMNM PM",
        ),
        (
            "I",
            "Either DM or PM as judged by the treating physician, and prednisone dose not "
            "above 20 mg/d",
            "DM PM",
        ),
        (
            "I",
            "Patients with refractory IIM (DM, PM, ASyS, IMNM) who failed ≥ 2 "
            "immunosuppressants and have an indication for CAR-T",
            "ASYS DM IMNM PM",
        ),
        (
            "I",
            "Inclusion body myositis diagnosed on clinical grounds, no biopsy is required",
            "IBM",
        ),
        (
            "I",
            "DM patients, male or female, 18-75 y, CDASI activity > 14, who did not respond "
            "to hydroxychloroquine",
            "DM",
        ),
        (
            "I",
            "Confirmed ASyS with at least one anti-aminoacyl-tRNA synthetase antibody "
            "(anti-Jo-1, PL-7, PL-12, EJ, OJ) positive twice",
            "ASYS",
        ),
        (
            "I",
            "Meets 2017 ACR/EULAR criteria for probable or definite IIM; subtype must be DM, "
            "PM or IMNM (not IBM)",
            "-IBM DM IMNM PM",
        ),
        (
            "I",
            "Polymyositis or dermatomyositis, in low disease activity, who are tapering prednisone",
            "DM PM",
        ),
        (
            "I",
            "Persons with a self-reported diagnosis of DM, PM, IBM or JDM, member of the "
            "patient organization",
            "DM IBM JM PM",
        ),
        (
            "I",
            "Overlap myositis patients fulfilling the criteria of another CTD, e.g. SSc or SLE",
            "OVERLAP",
        ),
        (
            "I",
            "Adolescents (12 to <18 years) with JDM weighing at least 40 kg may be enrolled "
            "in countries where permitted",
            "JM",
        ),
        (
            "I",
            "Patients with CADM are eligible if CDASI-A ≥ 14 and no muscle involvement is "
            "found on MRI",
            "CADM",
        ),
        (
            "I",
            "No other connective tissue disease except for Sjögren's; overlap myositis is "
            "not allowed",
            "-OVERLAP",
        ),
        ("I", "Diagnosis of IIM other than IBM or JDM", "-IBM -JM"),
        ("I", "Any IIM subtype is allowed, but cancer-associated myositis and IBM are not", "-IBM"),
        ("I", "Patients must not have IBM or muscular dystrophy", "-IBM"),
        ("I", "Anti-Jo-1 negative; anti-MDA5 negative", ""),
        (
            "I",
            "Presence of any MSA (anti-Jo-1, anti-Mi-2, anti-TIF1-gamma, anti-NXP2, "
            "anti-SRP, anti-HMGCR, anti-MDA5)",
            "",
        ),
        ("I", "Results of anti-Ro52 and anti-Jo-1 testing must be available", ""),
        ("I", "ILD with positive anti-MDA5 or any antisynthetase antibody", ""),
        ("I", "Diagnosis: polymyositis / dermatomyositis (active), age 18-70", "DM PM"),
        (
            "I",
            "Patient affected with definite PM, DM or IBM with disease onset > 1 year",
            "DM IBM PM",
        ),
        ("I", "Female patients with DM or PM not in menopause and not pregnant", "DM PM"),
        ("I", "IIM including DM, PM and IMNM by 119th ENMC", "DM IMNM PM"),
        ("I", "DM/PM-ILD diagnosed within 6 months", "DM PM"),
        ("I", "the patients suffering from JDM and their parents agree to take part", "JM"),
        (
            "I",
            "Myositis patients (PM, DM, ASS, IBM) of the outpatient clinic who can fill the "
            "questionnaire by themselves",
            "ASYS DM IBM PM",
        ),
        ("I", "Disease duration of DM or PM less than 5 years", "DM PM"),
        (
            "I",
            "Subjects diagnosed of inclusion body myositis with quadriceps weakness but ambulant",
            "IBM",
        ),
        ("I", "Pts with biopsy proven DM, and CDASI>=10, IVIG naive", "DM"),
        ("I", "Anti-MDA5+ CADM or DM with new ILD on HRCT", "CADM DM"),
        (
            "I",
            "1) DM: Gottron's papules or heliotrope; 2) PM: compatible biopsy; 3) IMNM: CK > 1000",
            "DM IMNM PM",
        ),
        ("I", "ICD-10 code M33.1, M33.2 or G72.41 (IBM) at 2 visits", "IBM"),
        (
            "I",
            "PM and DM patients, whose CK was within normal limits during last 3 months and "
            "who receive ≤10 mg prednisone",
            "DM PM",
        ),
        (
            "I",
            "Diagnosis of CADM, defined as typical rash for ≥ 6 months with no weakness and "
            "normal CK",
            "CADM",
        ),
        ("I", "Hospital workers with experience in the care of people with IBM", ""),
        ("I", "For healthy controls: no PM, DM or other rheumatic disease", ""),
        ("I", "Cohort 2 (IMNM): positive for anti-HMGCR or anti-SRP", "IMNM"),
        ("I", "Myositis (except IBM and cancer-related), any MSA", "-IBM"),
        ("I", "Subjects with either classic or juvenile-onset DM, now adults", "DM JM"),
        ("I", "DM with muscle AND skin activity", "DM"),
        ("I", "IBM, at least 45 years old at onset, NT5c1A antibody positive or negative", "IBM"),
        ("I", "ASS patients (anti-Jo1 positive or other), with ILD", "ASYS"),
        ("I", "The study will enroll 30 DM, 20 PM and 10 IMNM patients", "DM IMNM PM"),
        (
            "I",
            "PM according to Bohan and Peter (IBM must have been ruled out by biopsy if age > 50)",
            "-IBM PM",
        ),
        ("I", "Patients with systemic sclerosis-myositis overlap or with PM/DM", "DM OVERLAP PM"),
        (
            "I",
            "Diagnosis of immune-mediated necrotizing myopathy (seropositive or seronegative)",
            "IMNM",
        ),
        (
            "I",
            "Documented diagnosis of dermatomyositis with active skin disease despite "
            "antimalarial therapy",
            "DM",
        ),
        (
            "I",
            "Evidence of active DM at screening: CDASI-A score of at least 8 or MMT-8 below 142",
            "DM",
        ),
        ("I", "Subjects living with IBM and their primary caregivers", "IBM"),
        ("I", "Enrolled in the national registry with the label PM, DM or IMNM", "DM IMNM PM"),
        ("I", "Patients presenting to the ward with PM- or DM-associated dysphagia", "DM PM"),
        ("I", "Established DM, onset in adulthood, for which a change of therapy is planned", "DM"),
        ("I", "Biopsy reviewed by a neuropathologist and read as PM or IMNM", "IMNM PM"),
        (
            "I",
            "Muscle biopsy: consistent with IBM (endomysial inflammation, rimmed vacuoles)",
            "IBM",
        ),
        (
            "I",
            "Classified as DM by the 2017 EULAR/ACR criteria, with at least 4 points from "
            "skin items",
            "DM",
        ),
        (
            "I",
            "Newly onset untreated IIM: DM, ASyS or IMNM; IBM patients are excluded",
            "-IBM ASYS DM IMNM",
        ),
        ("I", "Confirmed IBM, still able to rise from a chair", "IBM"),
        (
            "I",
            "Patients (age 40-80) with IBM who have lost less than half of their quadriceps "
            "strength",
            "IBM",
        ),
        ("I", "Anyone with JDM seen in one of the 12 PRINTO centres since 2015", "JM"),
        ("I", "Current or past diagnosis of JDM, aged 8-25 yrs at the time of the visit", "JM"),
        ("I", "JDM in remission off medication for 6 months or more", "JM"),
        ("I", "PM/DM in stable condition: no change of drugs during 3 months", "DM PM"),
        ("I", "CK elevated over 5 times due to IMNM", "IMNM"),
        (
            "I",
            "For the myositis group: PM, DM or overlap myositis; for the control group: no "
            "muscle disease",
            "DM OVERLAP PM",
        ),
        ("I", "Idiopathic inflammatory myopathy (DM, PM, IBM and others)", "DM IBM PM"),
        (
            "I",
            "Either sex, 20 to 70 years, DM or CADM with RP-ILD, admitted to ICU or "
            "respiratory ward",
            "CADM DM",
        ),
        ("I", "Rapidly progressive ILD in anti-MDA5 positive dermatomyositis", "DM"),
        ("I", "Women with DM, PM, IMNM or ASyS who plan a pregnancy", "ASYS DM IMNM PM"),
        (
            "I",
            "Patients with definite/probable PM or DM having received at least one infusion "
            "of rituximab",
            "DM PM",
        ),
        ("I", "Subjects must be diagnosed with DM and have moderate-to-severe pruritus", "DM"),
        (
            "I",
            "Diagnosed IIM, subtype PM, DM, or ASS; patients with IBM shall not be enrolled",
            "-IBM ASYS DM PM",
        ),
        (
            "I",
            "DM with characteristic rash seen by a dermatologist; muscle involvement is optional",
            "DM",
        ),
        (
            "I",
            "The patient has amyopathic DM with CDASI > 5 or classic DM with CDASI > 7",
            "CADM DM",
        ),
        ("I", "Inclusion body myositis (any of the ENMC categories)", "IBM"),
        (
            "I",
            "Myositis overlap with SSc, MCTD or SLE, myositis being the main problem",
            "OVERLAP",
        ),
        (
            "I",
            "Refractory DM, PM, IMNM, ASyS (no response to prednisone and two other agents)",
            "ASYS DM IMNM PM",
        ),
        ("I", "ASyS-ILD with FVC 40-80% predicted", "ASYS"),
        ("I", "Anti-synthetase patients with ILD, in whom steroids failed", "ASYS"),
        ("I", "Interstitial lung disease and a diagnosis of either DM, PM or ASyS", "ASYS DM PM"),
        (
            "I",
            "Outpatients affected by polymyositis, dermatomyositis, inclusion body myositis "
            "or necrotizing myopathy, 18 years and over",
            "DM IBM IMNM PM",
        ),
        ("I", "PM (n=20), DM (n=20), sIBM (n=20)", "DM IBM PM"),
        ("I", "Diagnosis of DM made or confirmed by one of the investigators", "DM"),
        ("I", "Participants who completed the 52 weeks of the main study (DM or PM)", "DM PM"),
        ("I", "Roll-over from study XYZ-301 with stable DM", "DM"),
        ("I", "Willing to stop topical steroids on DM lesions", ""),
        ("I", "Naïve to biologics; DM duration 6 months to 10 years", "DM"),
        ("I", "Patients with severe JDM: ulcerations, GI vasculitis or ILD", "JM"),
        (
            "I",
            "Children 5-17 y.o., JDM per Bohan/Peter, weight ≥ 15 kg, vaccinations complete",
            "JM",
        ),
        (
            "I",
            "Calcinosis associated with JDM or DM, at least one lesion accessible for injection",
            "DM JM",
        ),
        ("I", "Hydroxychloroquine-refractory cutaneous DM", "DM"),
        ("I", 'Subject carries the diagnosis of "polymyositis" and agrees to a new biopsy', "PM"),
        (
            "I",
            "Must have one of these subtypes: IMNM, anti-SRP or anti-HMGCR positive; DM, "
            "anti-TIF1γ negative",
            "DM IMNM",
        ),
        ("I", "Any adult-onset IIM but IBM", "-IBM"),
        ("I", "No PM; only DM and IMNM", "-PM DM IMNM"),
        ("I", "This trial recruits DM; PM is studied in a sister protocol", "-PM DM"),
        (
            "I",
            "Patients, both genders, with the diagnosis of polymyositis since 2 years or more",
            "PM",
        ),
        ("I", "Age ≥ 18; DM or PM; FVC ≥ 50 %; able to perform a six minute walk", "DM PM"),
        (
            "I",
            "Diagnosis of inclusion body myositis in accordance with the ENMC 2011 research "
            "diagnostic criteria",
            "IBM",
        ),
        ("I", "IIM, i.e. DM, PM, IMNM, or ASyS, but not IBM", "-IBM ASYS DM IMNM PM"),
        ("I", "Patients suffered from DM, with moderate to severe skin lesion", "DM"),
        ("I", "A history of at least 6 months of DM, PM or overlap syndrome", "DM OVERLAP PM"),
        ("I", "Ambulatory IBM patients, mRS ≤ 3", "IBM"),
        ("I", "PM, DM: both newly diagnosed and relapsed patients can participate", "DM PM"),
        ("I", "Clinically stable JDM; parents have given consent", "JM"),
        ("I", "Proven myositis (DM, PM, IBM) in the last biopsy", "DM IBM PM"),
        ("I", "Myopathy of necrotising type mediated by anti-SRP or anti-HMGCR antibodies", "IMNM"),
        ("I", "Subjects in whom PM or DM was diagnosed not longer than 10 years ago", "DM PM"),
        (
            "I",
            "All adult patients (>18 years) with DM who visit the Department of Dermatology "
            "of the University Hospital",
            "DM",
        ),
        ("I", "Dermatomyositis sine myositis with CDASI ≥ 10", "CADM"),
        ("I", "Cutaneous DM, classic DM or hypomyopathic DM eligible", "CADM DM"),
        (
            "I",
            "DM of at least moderate severity (physician global ≥ 4) in spite of standard "
            "treatment",
            "DM",
        ),
        (
            "I",
            "Fulfilment of Bohan and Peter criteria (possible, probable or definite PM or DM)",
            "DM PM",
        ),
        (
            "I",
            "Adult patients with immune-mediated necrotizing myopathy (IMNM), both "
            "seropositive and seronegative",
            "IMNM",
        ),
        ("I", "In Part 1, DM; in Part 2, DM and PM", "DM PM"),
        (
            "I",
            "Dermatomyositis, or juvenile dermatomyositis that continues into adulthood",
            "DM JM",
        ),
        (
            "I",
            "Diagnosis of a myositis (IMNM, DM, PM or IBM) that is confirmed by muscle histology",
            "DM IBM IMNM PM",
        ),
        ("I", "Muscle weakness because of PM, IMNM or DM, MMT8 ≤ 141", "DM IMNM PM"),
        (
            "I",
            "DM according to Sontheimer for the amyopathic form or to Bohan and Peter for "
            "the classic one",
            "CADM DM",
        ),
        ("I", "Anti-SRP myopathy resistant to at least rituximab", "IMNM"),
        ("I", "IBM with dysphagia as a main complaint", "IBM"),
        ("I", "Female or male with ASyS and FVC decrease of ≥5%", "ASYS"),
        (
            "I",
            "Must be a patient of the myositis clinic with PM, DM, ASyS, IMNM or IBM and a "
            "smartphone",
            "ASYS DM IBM IMNM PM",
        ),
        (
            "I",
            "Autoimmune disease of one of the following types: SLE, SSc, IIM (DM, IMNM, ASyS), AAV",
            "ASYS DM IMNM",
        ),
        ("I", "SLE, systemic sclerosis, dermatomyositis or MCTD with digital ulcers", "DM"),
        ("I", "DM/PM (excluding malignancy related ones) refractory to GC and IS", "?DM ?PM"),
        (
            "I",
            "Diagnosis of overlap myositis, meeting IIM criteria and those of another defined CTD",
            "OVERLAP",
        ),
        ("I", "Participants with DM: CDASI-A ≥ 14. Participants with PM: MMT-8 ≤ 142", "DM PM"),
        (
            "I",
            "ILD must be related to DM, PM, ASS or CADM and not to infection or drugs",
            "ASYS CADM DM PM",
        ),
        ("I", "At enrolment, DM is active by at least three of the core set measures", "DM"),
        ("I", "Eligible: JDM (onset <16 y), age now 16-30; not eligible: adult onset DM", "-DM JM"),
        ("I", "IBM is confirmed; other diagnoses have been excluded", "IBM"),
        ("I", "Patients with DM or IMNM receiving IVIg (0.5–2 g/kg) every 4 weeks", "DM IMNM"),
        ("I", "Previously included in the PRECISION cohort with PM, DM or JDM", "DM JM PM"),
        (
            "I",
            "A diagnosis of polymyositis that has been re-evaluated, with exclusion of IBM",
            "-IBM PM",
        ),
        ("I", "IMNM after statins, anti-HMGCR titre above 20 CU", "IMNM"),
        ("I", "ANTI-MDA5 POSITIVE DERMATOMYOSITIS WITH ILD", "DM"),
        ("I", "Jo-1 positive patients with myositis, arthritis or ILD", ""),
        ("I", "Negative for anti-TIF1γ and anti-NXP2 (cancer risk)", ""),
        ("I", "Seropositive IMNM (anti-SRP or anti-HMGCR)", "IMNM"),
        (
            "I",
            "ASyS with anti-Jo-1, anti-PL-7, anti-PL-12, anti-EJ, anti-OJ, anti-KS or others",
            "ASYS",
        ),
        ("I", "Autoantibody testing (including anti-Mi-2, anti-TIF1) within 12 months", ""),
        (
            "I",
            "DM with anti-Mi-2, anti-TIF1γ, anti-NXP2, anti-SAE or anti-MDA5; "
            "antibody-negative DM is eligible as well",
            "DM",
        ),
        (
            "I",
            "Diagnosis of one of the following:\n\n  * Definite or probable DM\n  * PM "
            "(biopsy-proven)\n  * IMNM with a compatible biopsy",
            "DM IMNM PM",
        ),
        (
            "I",
            "Patients are eligible if they have:\n\n  * DM with active skin disease, or\n  * "
            "DM with active muscle disease",
            "DM",
        ),
        (
            "I",
            "Subjects must meet all of the following:\n\n  * DM or PM\n  * anti-Jo-1 "
            "positive\n  * ILD on HRCT",
            "DM PM",
        ),
        (
            "I",
            "Subtypes allowed:\n\n  * DM\n  * CADM\n  * ASyS\n\n  Subtypes not allowed:\n\n  "
            "* IBM\n  * JDM",
            "-IBM -JM ASYS CADM DM",
        ),
        ("I", "Cohort A:\n\n  * IBM\n  * age over 45\n\nCohort B:\n\n  * DM or PM", "DM IBM PM"),
        (
            "I",
            "For Arm 1, patients with IMNM who are anti-HMGCR positive. For Arm 2, patients "
            "with DM.",
            "DM IMNM",
        ),
        (
            "I",
            "IIM (including, but not limited to, DM, PM, IMNM) with the exception of IBM",
            "-IBM DM IMNM PM",
        ),
        (
            "I",
            "Idiopathic inflammatory myopathies (excluding inclusion body myositis): "
            "dermatomyositis, polymyositis, antisynthetase syndrome",
            "-IBM ASYS DM PM",
        ),
        (
            "I",
            "Patients diagnosed with any of the following subtypes of IIM except IBM: DM, "
            "PM, IMNM, ASyS",
            "-IBM ASYS DM IMNM PM",
        ),
        (
            "I",
            "Group 1 - DM. Group 2 - IBM. Group 3 - age-matched controls without myositis",
            "DM IBM",
        ),
        ("I", "Participants with PM may be enrolled after a sponsor decision", "?PM"),
        ("I", "Eligible if PM or DM is confirmed and IBM is excluded", "-IBM DM PM"),
        ("I", "If the patient has PM, a biopsy must be available", "?PM"),
        ("I", "Ages 16 and above with DM, or 2 to 15 with JDM", "DM JM"),
        ("I", "Subjects with DM (with or without muscle involvement)", "DM"),
        ("I", "Subjects with JDM or adult DM of less than 12 months duration", "DM JM"),
        ("I", "Either of: a) IBM; b) GNE myopathy; c) another hereditary myopathy", "IBM"),
        ("I", "DM and/or PM patients with ILD, whatever the antibody", "DM PM"),
        ("I", "PM/DM/IBM patients on stable exercise habits", "DM IBM PM"),
        (
            "I",
            "Refractory PM and DM. IBM and drug-induced myositis have been excluded by an expert",
            "-IBM DM PM",
        ),
        ("I", "One of: juvenile DM, juvenile PM, juvenile overlap myositis", "JM"),
        (
            "I",
            "Patients with DM or those with IMNM; those with PM can be included from "
            "amendment 3 on",
            "DM IMNM PM",
        ),
    ],
)
def test_inclusions_as_sponsors_write_them(heading, line, codes):
    assert answers(heading, line) == codes
