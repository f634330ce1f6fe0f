"""A study is about myositis, about another disease of muscle, or only mentions one."""

import pytest

from tests.studies import study
from tests.trials.reading.readings import criteria, read
from trials import reading
from trials.ctgov import StudyRecord
from trials.reading.relevance import Relevance

MYOSITIS, OTHER_MUSCLE, MENTION = Relevance.MYOSITIS, Relevance.OTHER_MUSCLE, Relevance.MENTION


def relevance(title, conditions=(), **parts):
    return read(title, conditions=conditions, **parts).relevance


@pytest.mark.parametrize(
    "title",
    [
        "Examplimab in Dermatomyositis",
        "Examplimab in Refractory IIM",
        "Examplimab in Myositis and Scleroderma",
        "Sleep in PM, DM and IBM",
        "Examplimab in Anti-SRP Myopathy",
        "Examplimab in Statin-Associated Autoimmune Myopathy",
        "Immune-Related Myositis After Checkpoint Inhibitors",
        "Examplimab in Myositis-Associated Interstitial Lung Disease",
        "Muscular Dystrophy and Inflammatory Myopathy: MRI of the Thigh",
        "Examplimab in Non-IBM Myositis",
        "A Basket Trial of Examplimab in Lupus, Myositis and Systemic Sclerosis",
    ],
)
def test_a_title_that_names_myositis_makes_a_study_of_it(title):
    found = relevance(title)
    assert found.relevance == MYOSITIS
    assert found.quote.text == title


@pytest.mark.parametrize(
    "conditions",
    [
        ["Dermatomyositis"],
        ["Lupus", "Myositis"],
        ["Systemic Sclerosis", "IIM", "Lupus Nephritis"],
        ["Antisynthetase Syndrome"],
        ["Muscular Dystrophies", "Myositis"],
    ],
)
def test_a_condition_that_names_myositis_makes_a_study_of_it(conditions):
    found = relevance("Examplimab in Autoimmune Diseases", conditions)
    assert found.relevance == MYOSITIS
    assert found.quote.field == "registry_conditions"


def test_the_title_is_quoted_before_the_condition():
    assert relevance("Examplimab in IIM", ["Myositis"]).quote.field == "brief_title"


@pytest.mark.parametrize(
    ("title", "conditions"),
    [
        ("Steroids in Duchenne", ["Duchenne Muscular Dystrophy"]),
        ("Gene Therapy for LGMD2B", ["Dysferlinopathy"]),
        ("Walking in FSHD", ["Facioscapulohumeral Muscular Dystrophy"]),
        ("Handgrip in DM1", ["Myotonic Dystrophy 1"]),
        ("Enzymes for Pompe Disease", ["Glycogen Storage Disease Type II"]),
        ("Vitamin D and Statin Myopathy", ["Statin Myopathy"]),
        ("Coenzyme Q10 Against Muscle Pain From Statins", ["Statin-Induced Myopathy"]),
        ("Sialic Acid in GNE Myopathy", ["Hereditary Inclusion Body Myopathy"]),
        ("Critical Illness Myopathy After Sepsis", ["Critical Illness Myopathy"]),
        ("Dantrolene Tests", ["Malignant Hyperthermia"]),
        ("Bone in Muscle", ["Myositis Ossificans"]),
        ("Bone in Muscle", ["Fibrodysplasia Ossificans Progressiva"]),
        ("A Registry of Neuromuscular Diseases", ["Neuromuscular Diseases"]),
        ("Mexiletine in Myotonia", ["Myotonia Congenita"]),
        ("Collapse After a Marathon", ["Rhabdomyolysis"]),
        ("Nemaline Myopathy: Breathing", ["Nemaline Myopathy"]),
        ("Abscess of Muscle in the Tropics", ["Pyomyositis"]),
    ],
)
def test_another_disease_of_muscle_is_named_as_such(title, conditions):
    found = relevance(title, conditions)
    assert found.relevance == OTHER_MUSCLE
    assert found.quote.text in (title, *conditions)


@pytest.mark.parametrize(
    ("title", "conditions"),
    [
        ("Examplimab in Dilated Cardiomyopathy", ["Cardiomyopathy, Dilated"]),
        ("Hypertrophic Cardio-Myopathy in the Young", ["Hypertrophic Cardiomyopathy"]),
        ("Lenses for Children", ["High Myopia"]),
        ("Examplimab in Asthma", ["Asthma"]),
        ("Examplimab in Diabetes", ["DM"]),
        ("Diet in Type 2 DM", ["T2DM"]),
        ("Radiotherapy and Sleep", ["Breast Cancer"]),
        ("Atropine Drops", ["Myopic Maculopathy"]),
    ],
)
def test_a_disease_of_heart_eye_or_sugar_only_mentions_one(title, conditions):
    assert relevance(title, conditions).relevance == MENTION


@pytest.mark.parametrize(
    "parts",
    [
        {"excludes": ["Myositis, myasthenia or Guillain-Barré syndrome", "Pregnancy"]},
        {"excludes": "Active autoimmune disease such as dermatomyositis or lupus"},
        {"includes": "Lupus; overlap with polymyositis is allowed"},
        {"includes": "Lupus nephritis; concomitant dermatomyositis is permitted"},
        {"includes": "No history of dermatomyositis"},
        {"includes": "Solid tumour with a risk of immune-related myositis"},
        {"summary": "Immune-related adverse events such as myositis will be counted."},
        {"summary": "Dermatomyositis is another rare disease in which examplimab was studied."},
        {"outcomesModule": {"primaryOutcomes": [{"measure": "Number of people with myositis"}]}},
        {},
    ],
)
def test_what_a_study_excludes_allows_or_counts_is_only_mentioned(parts):
    found = relevance("Examplimab and Samplizumab", ["Solid Tumor"], **parts)
    assert found.relevance == MENTION


@pytest.mark.parametrize(
    "parts",
    [
        {"includes": "Diagnosis of lupus, dermatomyositis or systemic sclerosis"},
        {"includes": ["One of these:", "Adult dermatomyositis"]},
        {"summary": "This study tests examplimab in people with lupus or dermatomyositis."},
        {"armsInterventionsModule": {"armGroups": [{"label": "Dermatomyositis"}]}},
        {"eligibilityModule": {"studyPopulation": "People with dermatomyositis or scleroderma"}},
    ],
)
def test_a_basket_trial_that_takes_people_with_myositis_is_a_study_of_it(parts):
    found = relevance("Examplimab in Autoimmune Diseases", ["Autoimmune Diseases"], **parts)
    assert found.relevance == MYOSITIS


@pytest.mark.parametrize("word", ["dermatomyositis", "inflammatory myopathy", "IIM"])
def test_keywords_alone_make_a_study_of_it_where_nothing_else_is_named(word):
    found = relevance("Exercise at Home", ["Rheumatic Diseases"], keywords=[word])
    assert found.relevance == MYOSITIS
    assert found.quote.text == word


def test_keywords_do_not_outweigh_another_disease_of_muscle_in_the_title():
    found = relevance("Exercise in Muscular Dystrophy", keywords=["myositis"])
    assert found.relevance == OTHER_MUSCLE


def test_keywords_may_name_another_disease_of_muscle():
    found = relevance("Exercise at Home", ["Weakness"], keywords=["muscular dystrophy"])
    assert found.relevance == OTHER_MUSCLE


@pytest.mark.parametrize("side", ["includes", "excludes"])
def test_a_study_of_muscular_dystrophy_that_names_myositis_stays_one(side):
    found = relevance("Examplimab in Becker Muscular Dystrophy", **{side: "Myositis on biopsy"})
    assert found.relevance == OTHER_MUSCLE


def test_a_dystrophy_among_the_exclusions_makes_no_study_of_it():
    found = relevance("Examplimab for Weakness", ["Weakness"], excludes="Muscular dystrophy")
    assert found.relevance == MENTION


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"summary": "This study will test examplimab in people with polymyositis."}, MYOSITIS),
        ({"includes": "Dermatomyositis"}, MYOSITIS),
        ({"includes": "Duchenne muscular dystrophy"}, OTHER_MUSCLE),
        ({"keywords": ["Pompe disease"]}, OTHER_MUSCLE),
        ({"excludes": "Dermatomyositis"}, MENTION),
        ({}, MENTION),
    ],
)
def test_a_record_without_title_is_read_from_the_rest(parts, expected):
    assert read(None, conditions=(), **parts).relevance.relevance == expected


def test_a_record_without_any_text_is_a_mention_without_quote():
    found = read(None, conditions=())
    assert found.relevance.relevance == MENTION
    assert found.relevance.quote is None


def test_what_the_registry_derives_never_counts():
    raw = study(title="Examplimab in Weakness", conditionsModule={"conditions": ["Weakness"]})
    raw["derivedSection"]["conditionBrowseModule"] = {
        "meshes": [{"id": "D009220", "term": "Myositis"}],
        "ancestors": [{"id": "D009135", "term": "Muscular Diseases"}],
    }
    assert reading.read(StudyRecord.read(raw)).relevance.relevance == MENTION


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "Examplimab in Lupus", "excludes": "Dermatomyositis"},
        {"title": "Examplimab in Muscular Dystrophy", "includes": "Anti-Jo-1 positive"},
    ],
)
def test_what_is_no_study_of_myositis_is_read_no_further(parts):
    found = read(conditions=(), **parts)
    assert not found.is_umbrella
    assert found.includes == found.may_include == []
    assert found.topics == found.antibodies == found.limits == ()


def test_criteria_without_headings_say_mostly_who_a_study_takes():
    found = relevance("Examplimab", ["Skin Diseases"], **criteria("People with dermatomyositis"))
    assert found.relevance == MYOSITIS


@pytest.mark.parametrize(
    ("title", "conditions", "expected"),
    [
        ("Cardiomyopathy in Duchenne", ["Cardiomyopathy"], OTHER_MUSCLE),
        ("Overlap Syndrome of COPD and Sleep Apnea", ["Overlap Syndrome"], MENTION),
        ("ARS: Acute Radiation Syndrome", ["ARS"], MENTION),
        ("ASS 100 After a Stroke", ["ASS"], MENTION),
        ("ADM in Breast Reconstruction", ["ADM"], MENTION),
        ("Macrophagic Myofasciitis", [], MENTION),
        ("Polymyalgia Rheumatica", [], MENTION),
        ("PM 2.5 and Asthma", ["Air Pollution"], MENTION),
        ("Examplimab", ["Hereditary Inclusion Body Myopathy", "Myositis"], MYOSITIS),
        ("Myocarditis and Myositis From Checkpoint Inhibitors", [], MYOSITIS),
        ("Not Myositis: MRI in Dystrophy", ["Muscular Dystrophy"], OTHER_MUSCLE),
        ("PM Exposure and DM", ["Air Pollution"], MENTION),
        ("Viral Myositis in Children", ["Influenza"], OTHER_MUSCLE),
    ],
)
def test_names_that_sound_alike_are_told_apart(title, conditions, expected):
    assert relevance(title, conditions).relevance == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"includes": "Lupus, dermatomyositis or scleroderma"}, MYOSITIS),
        ({"includes": "People with lupus who do not have dermatomyositis"}, MENTION),
        ({"summary": "Myositis, a symptom, will be treated in patients with lupus."}, MENTION),
        ({"includes": "Other diseases such as polymyositis may coexist"}, MENTION),
        ({"includes": "Lupus with or without polymyositis"}, MENTION),
        ({"includes": "Lupus shown by rash or myositis"}, MENTION),
        ({"includes": "SLEDAI: arthritis, myositis, rash"}, MENTION),
        ({"includes": "BILAG A for vasculitis or myositis"}, MENTION),
        (
            {
                "armsInterventionsModule": {
                    "armGroups": [{"description": "Those with dermatomyositis join another trial."}]
                }
            },
            MENTION,
        ),
    ],
)
def test_a_lupus_trial_is_one_of_myositis_only_where_it_takes_people_for_it(parts, expected):
    assert relevance("Examplimab in Lupus", ["Lupus"], **parts).relevance == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"excludes": "Autoimmune disease including but not limited to: myositis, lupus"}, MENTION),
        ({"excludes": "Grade 3 myositis on a checkpoint inhibitor; grade 1 is allowed"}, MENTION),
        ({"excludes": "Autoimmune disease other than vitiligo, e.g. dermatomyositis"}, MENTION),
        ({"excludes": "Not having recovered from myositis"}, MENTION),
        ({"summary": "Patients who develop myositis will be treated with steroids."}, MENTION),
        ({"excludes": "Autoimmune disease, except for dermatomyositis in remission"}, MENTION),
        ({"includes": "Controlled autoimmune disease (lupus, myositis)"}, MENTION),
    ],
)
def test_a_cancer_trial_only_mentions_myositis(parts, expected):
    assert relevance("Samplizumab in Melanoma", ["Melanoma"], **parts).relevance == expected


def test_one_list_of_many_diseases_in_the_criteria_makes_a_study_doubtful():
    found = relevance(
        "Examplimab in Fibrosing Lung Disease of Rheumatic Disorders",
        ["Interstitial Lung Disease"],
        includes="Lung disease with SSc, RA, Sjogren syndrome, polymyositis, SLE or MCTD",
    )
    assert found.relevance == MENTION
    assert found.is_doubtful
