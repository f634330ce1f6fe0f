"""A yes or a no needs known words around the name: a line that has others answers nothing."""

import pytest

from .readings import read, types


def answers(heading, line):
    """What a line says of the types, in short, in the order of the alphabet."""
    found = types(read(includes=line) if heading == "I" else read(excludes=line))
    return " ".join(sorted(found))


@pytest.mark.parametrize(
    "line",
    [
        "Smokers with ASyS",
        "Wheelchair users with IBM",
        "Too weak IBM patients",
        "Ventilated IBM patients",
        "DM patients unable to walk",
        "DM in the last trimester",
        "DM, burnt out",
        "DM (only if a tumor was found)",
        "DM following a tumor",
        "PM of mild severity",
        "PM alone",
        "Very severe DM",
        "Possible PM",
        "Tumor-related DM or tumor-related PM",
        "PM and DM in association with another disease",
        "DM, PM or other myositis associated with a tumor",
        "Dysphagia in IBM",
        "Heart failure complicating PM",
        "Being cared for at home because of IBM",
        "Prior JAK inhibitor or rituximab for DM",
        "Drugs for\n  - DM\n  - PM",
        "Skin lesions other than DM",
        "Weakness for reasons unrelated to PM",
        "Non-DM skin disease",
        "Overlap syndromes",
        "Patients with PM, DM, or IMNM whose illness began more than ten years ago",
        "PM, IBM, or IMNM, when the slides cannot be read again",
        "CADM, IBM, or ASyS which would make the strength hard to judge",
        "DM or lupus in the healthy control group",
        "First-degree relatives with DM or with PM",
        "Familial or hereditary IBM",
        "Necrotizing myopathy, seronegative",
        "Overlap myositis with SLE or SSc, or hepatitis",
        "Polymyositis with mitochondrial pathology (PM-Mito)",
        "Scleromyositis",
        "Sclerodermatomyositis, or anti-Ku antibodies",
        "Overlap with lupus (scleromyositis) in which lupus is the main disease",
        "DM since no more than 5 years",
        "JDM that has not persisted into adulthood",
        "JDM that persists",
        "Afternoon (PM) dosing of steroids; myositis treated in the evening",
    ],
)
def test_an_exclusion_that_may_be_of_some_people_or_of_something_else_excludes_no_type(line):
    assert answers("E", line) in ("", "?DM")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Definite, probable or possible IBM", "-IBM"),
        ("Meets the Griggs criteria for IBM", "-IBM"),
        ("Clinical or histological evidence of IBM", "-IBM"),
        ("h/o IBM", "-IBM"),
        ("Sporadic or hereditary IBM", "-IBM"),
        ("IBM (probable, possible, or definite) or a biopsy with rimmed vacuoles", "-IBM"),
        ("Known case of IBM", "-IBM"),
        ("IBM on muscle biopsy, in the opinion of the investigator", "-IBM"),
        ("IBM, whatever its form", "-IBM"),
        ("PM at any time in life", "-PM"),
        ("Toxic myopathy, IBM or McArdle's disease", "-IBM"),
        ("Weakness explained by IBM or a dystrophy", "-IBM"),
        ("Myositis, or myositis of these kinds: IBM, JDM", "-IBM -JM"),
        ("Muscle disease other than IIM, or IIM of the following types: IBM, JDM", "-IBM -JM"),
        ("Myositis other than IIM, or IIM of the following forms: JDM, CADM", "-CADM -JM"),
        ("JDM that persists into adulthood", "-JM"),
        ("Juvenile PM or DM that has continued into adult life", "-JM"),
        ("CADM, since the trial has no skin endpoint that can be met", "-CADM"),
        ("Amyopathic DM, because muscle strength cannot improve", "-CADM"),
        ("Subgroup IBM", "-IBM"),
        ("PM and IMNM pts", "-IMNM -PM"),
        ("IBM hereditary or sporadic", "-IBM"),
        ("Adults presenting an overlap myositis or IBM", "-IBM -OVERLAP"),
        ("Juvenil PM; malignancy", "-JM"),
    ],
)
def test_an_exclusion_in_known_words_excludes_a_type(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Any form of JDM, except JDM in a person who is now 18", ""),
        ("People with IBM, who will be invited to a separate study", "?IBM"),
        ("PM or ASyS; Sjögren's disease, unless DM in its first year", ""),
    ],
)
def test_an_exception_for_some_people_takes_no_type(line, codes):
    found = answers("E", line).split()
    assert set(codes.split()) <= set(found)
    assert not [code for code in found if code[0] not in "-?"]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("A rash that fits DM", "?DM"),
        ("Interest in studies of IBM", ""),
        ("The walking scale, which was developed for JDM, can be performed", "?JM"),
        ("DM or PM; IBM has to wait", "?IBM DM PM"),
        ("DM may enter, IBM is shown the exit", "?IBM DM"),
        ("DM may enter, IBM is another matter", "?IBM DM"),
        ("PM; people who have IBM find another study on our website", "?IBM PM"),
        ("IIM, with IBM not being part of it", "?IBM"),
        ("IBM is not suspected", "?IBM"),
        ("Only DM; PM will be studied later", "?PM DM"),
        ("PM would be a reason to send somebody home", "?PM"),
        ("Has finished week 52 of the DM core study", "?DM"),
        ("Referred to a center with a JDM program", "?JM"),
        ("Willing to join the IBM biobank", "?IBM"),
        ("IBM was eligible before amendment 2", "?IBM"),
        ("Lung disease of the kind seen in ASyS", ""),
        ("Lung disease following polymyositis", "?PM"),
        ("Criteria of Bohan A, Peter JB. PM and DM. N Engl J Med 1975", ""),
        ("Bohan and Peter (Polymyositis and dermatomyositis, 1975)", ""),
        ("Meets the classification criteria for adult and juvenile IIM", ""),
        ("Willing to be contacted for a later DM or IBM extension study", ""),
        ("Has looked after at least five patients with DM", "?DM"),
        ("Prednisone of 20 mg/day at most in patients with DM", "?DM"),
        ("A drug approved in Europe for patients with DM", ""),
        ("Contraception as described in the guideline for patients with PM", "?PM"),
        ("Score by a scale developed for patients with IBM", ""),
        ("Able to send photos of the skin (DM only)", "?DM"),
        ("Willing to have a second biopsy (only IBM and PM subjects)", "?IBM ?PM"),
    ],
)
def test_an_inclusion_in_unknown_words_accepts_no_type(line, codes):
    found = answers("I", line).split()
    assert [code for code in found if code[0] not in "-?"] == [
        code for code in codes.split() if code[0] not in "-?"
    ]
    assert not [code for code in found if code[0] == "-"]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Patients of a neurology clinic with IBM who can walk without help", "IBM"),
        ("Children from 4 to less than 18 years with JDM", "JM"),
        ("Lung disease related to PM, DM or CADM", "CADM DM PM"),
        ("Refractory PM, that is, too little response to steroids", "PM"),
        ("IBM patients must be able to rise from a chair", "IBM"),
        ("Participants with DM may take hydroxychloroquine", "DM"),
        ("JDM; those who have reached 18 years are welcome", "JM"),
        ("DM 2. PM 3. IMNM", "DM IMNM PM"),
        ("Moderately active, steroid-dependent PM", "PM"),
        ("Dermatomyositis poorly responding to steroids", "DM"),
        ("Adult-onset DM (juvenile-onset cases are not eligible)", "-JM DM"),
        ("DM, JDM and IBM are included, included and excluded, respectively", "-IBM DM JM"),
        ("Lung fibrosis on CT of the chest in subjects with PM or ASyS", "ASYS PM"),
        ("Referred by letter to our clinic, suffering from DM or IMNM", "DM IMNM"),
        ("Biopsy slides against which staining was repeated, from patients with IMNM", "IMNM"),
        ("Two claims 30 days apart, confirmed on review of the chart as DM or PM", "DM PM"),
        ("Residents of Bogota with access to a phone who have a diagnosis of PM", "PM"),
        ("DM or ASyS (PM: see section 5.1)", "?PM ASYS DM"),
        ("A previous diagnosis by a specialist of PM or DM (at least probable)", "DM PM"),
        ("Has any subtype of IIM, for example DM, IMNM or ASyS", "ASYS DM IMNM"),
        ("Any subset of adult myositis can join (DM, PM, IMNM); IBM cannot", "-IBM DM IMNM PM"),
    ],
)
def test_an_inclusion_in_known_words_accepts_a_type(line, codes):
    assert answers("I", line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Muscle pathology inconsistent with IBM", "-IBM"),
        ("I", "The biopsy must have excluded IBM", "-IBM"),
        ("I", "DM or PM; IBM no longer qualifies", "-IBM DM PM"),
        ("I", "IIM, subgroup DM; subgroup IBM is not eligible", "-IBM DM"),
        ("I", "DM subgroup; sub-group JDM cannot be enrolled", "-JM DM"),
        ("E", "Having been wrongly diagnosed with PM is no reason for exclusion", ""),
        ("E", "IBM; however, up to 8 people with IBM may be observed", "?IBM"),
        ("E", "ASyS (can be enrolled in part B after approval)", "?ASYS"),
        ("E", "Dermatomyostis or incluson body myositis", "-DM -IBM"),
        ("E", "DM (all types, including juvenile and amyopathic)", "-CADM -DM -JM"),
        ("E", "Connective tissue disease other than PM requiring treatment of its own", "PM"),
        ("E", "Myositis other than PM that began after a statin", "?PM"),
        ("E", "Lung fibrosis with a cause other than ASyS, e.g. silicosis", "ASYS"),
        ("E", "Rash with a cause other than DM", "?DM"),
        ("E", "Muscle weakness from any cause other than IBM (stroke)", "IBM"),
        ("E", "Weakness caused by something else than DM", "DM"),
        ("E", "Hospital stay from any cause other than IBM", ""),
        ("E", "Treated for DM with rituximab within a year", ""),
        ("I", "Treated for DM at one of three centers", "DM"),
        ("E", "Myopathies of any other cause than PM and IMNM, e.g. of the thyroid", "IMNM PM"),
        (
            "E",
            "Inflammatory or non-inflammatory myopathy different from PM, like IBM",
            "-IBM PM",
        ),
        ("I", "Subtypes: PM, DM, IBM, not classified", "DM IBM PM"),
        ("I", "Which type do you have: DM, PM or IBM; I do not know which", "DM IBM PM"),
        ("I", "PM, not classified as IBM", "-IBM PM"),
        ("I", "PM; IBM and tumor related myositis not included", "?IBM PM"),
        ("E", "Illness other than IIM (RA, SLE), and overlap syndromes of myositis", "?OVERLAP"),
        ("I", "IBM - off limits", "?IBM"),
        ("I", "IBM: sadly impossible", "?IBM"),
    ],
)
def test_wording_that_refuses_or_doubts_is_not_a_yes(heading, line, codes):
    assert answers(heading, line) == codes
