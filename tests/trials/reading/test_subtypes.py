"""Each type of myositis is taken, barred or not stated, in the record's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import study
from tests.trials.reading.readings import CODES, criteria, quote, read, types
from trials import reading
from trials.ctgov import StudyRecord
from trials.reading import diseases
from trials.reading.criteria import unescaped
from trials.reading.subtypes import State

ADULTS = "An Investigational Medicine for Adults With Dermatomyositis or Polymyositis"
SKIN = "An Investigational Medicine for Dermatomyositis"


def expected(codes):
    assert {code.removeprefix("-") for code in codes.split()} <= set(CODES.values())
    return set(codes.split())


# Titles


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("A Trial of Examplimab in Dermatomyositis", "DM"),
        ("A Trial of Examplimab in Dermato-Myositis", "DM"),
        ("Polymyositis and Dermatomyositis: Exercise at Home", "PM DM"),
        ("Examplimab in PM/DM", "PM DM"),
        ("Dermatopolymyositis and the Heart", "PM DM"),
        ("Dermato- and Polymyositis: Examplimab Against Placebo", "PM DM"),
        ("Examplimab in Adults With Active Polymyositis", "PM"),
        ("Examplimab in Inclusion Body Myositis", "IBM"),
        ("Examplimab for Sporadic Inclusion-Body Myositis (sIBM)", "IBM"),
        ("Examplimab in Immune-Mediated Necrotizing Myopathy", "IMNM"),
        ("Examplimab in Immune Mediated Necrotising Myopathy", "IMNM"),
        ("Examplimab in Anti-SRP Myopathy", "IMNM"),
        ("Examplimab in Anti-HMGCR Positive Necrotizing Myopathy", "IMNM"),
        ("Anti-Synthetase Syndrome: Two Medicines Compared", "ASYS"),
        ("The Antisynthetase Syndrome Cohort", "ASYS"),
        ("Examplimab in Juvenile Dermatomyositis", "JM"),
        ("Exercise for Children With Juvenile Idiopathic Inflammatory Myopathies", "JM"),
        ("Examplimab for Juvenile and Adult Dermatomyositis", "JM DM"),
        ("Examplimab in Adult and Juvenile Dermatomyositis", "JM DM"),
        ("Examplimab in Clinically Amyopathic Dermatomyositis", "CADM"),
        ("Examplimab in Amyopathic or Classic DM", "CADM DM"),
        ("Examplimab in Classic and Hypomyopathic Dermatomyositis", "CADM DM"),
        ("Dermatomyositis Sine Myositis: A Cohort", "CADM"),
        ("Examplimab in Overlap Myositis", "OVERLAP"),
        ("Scleromyositis: A Cohort", "OVERLAP"),
        ("DM, PM, IBM and IMNM: A Study of Sleep", "DM PM IBM IMNM"),
        ("Examplimab in Idiopathic Inflammatory Myopathies", ""),
        ("Examplimab in Myositis Other Than Inclusion Body Myositis", "-IBM"),
        ("Examplimab in Non-IBM Myositis", "-IBM"),
        ("Examplimab in Patients With IIM (Excluding IBM)", "-IBM"),
        ("Examplimab in Dermatomyositis With or Without Juvenile Dermatomyositis", "DM JM"),
    ],
)
def test_a_title_names_the_types_that_a_study_takes(title, codes):
    assert types(read(title)) == expected(codes)


@pytest.mark.parametrize(
    ("conditions", "codes"),
    [
        (["Dermatomyositis", "Polymyositis"], "DM PM"),
        (["Myositis, Inclusion Body"], "IBM"),
        (["Dermatomyositis, Adult Type"], "DM"),
        (["Dermatomyositis, Juvenile"], "JM"),
        (["Juvenile; Dermatomyositis"], "JM"),
        (["Dermatomyositis", "Juvenile Dermatomyositis"], "DM JM"),
        (["Necrotizing Autoimmune Myopathy"], "IMNM"),
        (["Anti-Synthetase Syndrome", "ILD"], "ASYS"),
        (["Myositis", "IIM", "Inflammatory Myopathy, Idiopathic"], ""),
        (["Myopathy, Inflammatory"], ""),
        (["ADM", "Dermatomyositis"], "CADM DM"),
        (["Myositis", "Overlap Syndrome"], "OVERLAP"),
    ],
)
def test_the_conditions_name_the_types_that_a_study_takes(conditions, codes):
    assert types(read("A Study of Examplimab", conditions=conditions)) == expected(codes)


# What the inclusion list says


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Definite or probable dermatomyositis by the 2017 EULAR/ACR criteria", "DM"),
        ("A diagnosis of DM, PM, IMNM or ASyS but not IBM", "DM PM IMNM ASYS -IBM"),
        ("IIM other than IBM", "-IBM"),
        ("IIM, other than sporadic inclusion body myositis", "-IBM"),
        ("Biopsy-proven non-IBM myositis", "-IBM"),
        ("Myositis of any type except inclusion body myositis", "-IBM"),
        ("IIM apart from inclusion body myositis and juvenile dermatomyositis", "-IBM -JM"),
        ("IIM (excluding IBM) with active disease", "-IBM"),
        ("IIM not including IBM", "-IBM"),
        ("IIM with the exception of inclusion body myositis", "-IBM"),
        ("Any IIM subtype (DM, PM, ASyS, IMNM; IBM is excluded)", "DM PM ASYS IMNM -IBM"),
        ("Dermatomyositis (juvenile or adult)", "DM JM"),
        ("Amyopathic or classic DM, confirmed by skin biopsy", "CADM DM"),
        ("Classic dermatomyositis or clinically amyopathic dermatomyositis (CADM)", "DM CADM"),
        ("Dermatomyositis, including hypomyopathic and amyopathic disease", "DM CADM"),
        ("Patients with anti-SRP myopathy or anti-HMGCR myopathy", "IMNM"),
        ("Statin-associated autoimmune myopathy with antibodies to HMGCR", "IMNM"),
        ("Polymyositis, including anti-synthetase syndrome", "PM ASYS"),
        ("Myositis overlapping with systemic sclerosis (overlap myositis)", "OVERLAP"),
        ("Inflammatory myopathy in association with a connective tissue disease", "OVERLAP"),
        ("Adults with DM, among them those whose juvenile DM goes on in adult life", "DM JM"),
        ("Onset of dermatomyositis in childhood or in adult life", "DM JM"),
        ("Adults with a history of juvenile dermatomyositis may take part", "JM"),
        ("Juvenile dermatomyositis or juvenile polymyositis", "JM"),
        ("No diagnosis of inclusion body myositis", "-IBM"),
        ("Must not have inclusion body myositis", "-IBM"),
        ("Inclusion body myositis must have been ruled out by biopsy", "-IBM"),
        ("Patients with inclusion body myositis are not eligible", "-IBM"),
        ("Dermatomyositis without evidence of inclusion body myositis", "DM -IBM"),
        ("DM or PM; patients with IBM will not be enrolled", "DM PM -IBM"),
        ("Adults with DM or PM. Juvenile dermatomyositis is excluded.", "DM PM -JM"),
        ("Dermatomyositis or polymyositis, not inclusion body myositis", "DM PM -IBM"),
        ("Willing to stop medicines that treat dermatomyositis", ""),
        ("Stable doses of drugs for dermatomyositis", ""),
        ("A score of at least 6 on the dermatomyositis skin activity index", ""),
        ("Able to come to the dermatomyositis clinic", ""),
        ("Positive for a dermatomyositis antibody", ""),
        ("Typical rash of dermatomyositis", ""),
        ("Myositis not explained by muscular dystrophy", ""),
    ],
)
def test_an_inclusion_line_includes_or_excludes_by_its_own_words(line, codes):
    assert types(read(includes=line)) == expected(codes)


def test_a_double_negative_takes():
    found = read(
        includes="Any form of myositis",
        excludes="Any inflammatory myopathy that is not dermatomyositis or polymyositis",
    )
    assert types(found) == expected("DM PM")


@pytest.mark.parametrize(
    "line",
    [
        "Any other myopathy, except polymyositis",
        "Muscle disease other than polymyositis",
        "Muscle disease apart from immune-mediated disease. Polymyositis is allowed.",
        "A second rheumatic disease (polymyositis is permitted)",
        "Autoimmune disease, unless it is polymyositis",
        "Patients with polymyositis are not excluded",
    ],
)
def test_an_exception_among_the_exclusions_takes(line):
    assert types(read(excludes=line)) == expected("PM")


# What the exclusion list says


@pytest.mark.parametrize(
    ("line", "barred"),
    [
        ("Inclusion body myositis", "IBM"),
        ("Diagnosis of IBM or necrotizing myopathy", "IBM IMNM"),
        ("Any form of inclusion body myositis (sporadic or hereditary)", "IBM"),
        ("Juvenile PM or DM", "JM"),
        ("Juvenile dermatomyositis or polymyositis", "JM"),
        ("Juvenile-onset myositis", "JM"),
        ("Patients with juvenile DM, overlap myositis, or IBM", "JM OVERLAP IBM"),
        ("Myositis in overlap with another connective tissue disease", "OVERLAP"),
        ("Other types of myositis (e.g. IBM, IMNM, antisynthetase syndrome)", "IBM IMNM ASYS"),
        ("Amyopathic dermatomyositis", "CADM"),
        ("Clinically amyopathic DM, for this study looks at strength", "CADM"),
        ("Anti-SRP myopathy or statin-associated necrotizing myopathy", "IMNM"),
        ("Known or suspected IBM", "IBM"),
        ("History of inclusion body myositis at any time", "IBM"),
    ],
)
def test_an_exclusion_excludes_the_types_that_it_names(line, barred):
    codes = "DM PM " + " ".join(f"-{code}" for code in barred.split())
    assert types(read(ADULTS, excludes=line)) == expected(codes)


@pytest.mark.parametrize(
    "line",
    [
        "Patients with polymyositis who need a wheelchair",
        "Dermatomyositis and a feeding tube",
        "End-stage polymyositis with fat in all muscles",
        "Severe dermatomyositis with respiratory failure",
        "Polymyositis whose weakness began more than 10 years ago",
        "Treatment for dermatomyositis with rituximab within 6 months",
        "Medicines prescribed for polymyositis other than prednisone",
        "Dermatomyositis flare in the last month",
        "Polymyositis activity that needs a hospital stay",
        "Permanent weakness from dermatomyositis damage",
        "No confirmed diagnosis of dermatomyositis or polymyositis",
        "Not meeting the criteria for definite dermatomyositis",
        "Rash that is due to something other than dermatomyositis",
        "Skin disease that could be mistaken for dermatomyositis lesions",
        "Uncontrolled diabetes (DM) or hypertension",
        "DM1 or DM2 (myotonic dystrophy)",
        "Type 2 DM treated with insulin",
        "Blood drawn after 4 PM",
        "Hereditary inclusion body myopathy",
        "Myositis ossificans",
        "Viral myositis",
        "Allergy to any part of the medicine",
        "Polymyositis, with the exception of polymyositis without cancer",
    ],
)
def test_an_exclusion_of_some_people_only_or_of_others_leaves_the_types_of_the_study(line):
    assert types(read(ADULTS, excludes=line)) == expected("DM PM")


def test_what_only_some_people_are_barred_for_is_not_stated_where_nothing_else_names_it():
    found = read(excludes="Dermatomyositis with malignancy in the last 5 years")
    assert types(found) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Inflammatory myopathies other than dermatomyositis (e.g. inclusion body myositis)",
        "Myositis other than dermatomyositis, such as inclusion body myositis",
        "Myopathy other than dermatomyositis, including inclusion body myositis",
        "Any myopathy other than dermatomyositis; inclusion body myositis",
    ],
)
def test_the_examples_of_what_an_exception_leaves_are_barred(line):
    assert types(read(SKIN, excludes=line)) == expected("DM -IBM")


# What weighs more


def test_the_title_weighs_more_than_an_exclusion():
    found = read("Examplimab in Polymyositis", excludes="Polymyositis")
    assert types(found) == expected("PM")


def test_an_exclusion_weighs_more_than_the_conditions():
    found = read(conditions=["Dermatomyositis", "Polymyositis"], excludes="Polymyositis")
    assert types(found) == expected("DM -PM")


def test_criteria_weigh_more_than_keywords():
    found = read(keywords=["inclusion body myositis"], excludes="Inclusion body myositis")
    assert types(found) == expected("-IBM")


def test_of_two_equal_lines_the_one_that_excludes_decides():
    found = read(includes="DM, PM or IBM", excludes="IBM")
    assert types(found) == expected("DM PM -IBM")


def test_the_quote_of_a_verdict_is_the_line_that_decides():
    found = read(ADULTS, includes="Dermatomyositis for 6 months", excludes="Sporadic IBM")
    assert quote(found, "IBM").text == "Sporadic IBM"
    assert quote(found, "IBM").field == "eligibility_criteria"
    assert quote(found, "DM").field == "brief_title"
    assert quote(found, "JM") is None


def test_a_quote_has_its_escapes_undone():
    found = read(includes=r"Dermatomyositis with CDASI \&gt; 14 \[moderate\]")
    assert quote(found, "DM").text == "Dermatomyositis with CDASI > 14 [moderate]"


def test_a_long_line_is_quoted_around_the_name_between_words():
    words = " ".join(f"word{number}" for number in range(100))
    found = read(includes=f"{words} dermatomyositis {words}")
    text = quote(found, "DM").text
    assert "dermatomyositis" in text
    assert len(text) < 400
    assert set(text.split()) <= {*words.split(), "dermatomyositis"}


# The family's words


@pytest.mark.parametrize(
    "title",
    [
        "Examplimab in Idiopathic Inflammatory Myopathies",
        "Examplimab in Myositis",
        "Examplimab in IIM",
        "Examplimab in Autoimmune Myopathy",
        "Examplimab in Inflammatory Muscle Disease",
    ],
)
def test_an_umbrella_study_leaves_silent_types_open(title):
    found = read(title, excludes="Inclusion body myositis")
    assert found.is_umbrella
    assert types(found) == expected("-IBM")
    assert found.includes == []
    assert found.may_include == [
        slug for slug in diseases.SUBTYPES if slug != diseases.INCLUSION_BODY
    ]


def test_a_study_of_one_type_may_take_no_other():
    found = read(SKIN, conditions=["Dermatomyositis"])
    assert not found.is_umbrella
    assert found.includes == found.may_include == [diseases.DERMATOMYOSITIS]


def test_every_type_has_a_verdict_in_the_order_of_the_pages():
    for found in (read(), read("Examplimab for Asthma", conditions=["Asthma"])):
        assert [verdict.subtype for verdict in found.subtypes] == list(diseases.SUBTYPES)


def test_what_the_registry_derives_never_counts():
    raw = study(title="Examplimab in Myositis", conditionsModule={"conditions": ["Myositis"]})
    raw["derivedSection"]["conditionBrowseModule"] = {
        "meshes": [{"id": "D017285", "term": "Polymyositis"}],
        "ancestors": [{"id": "D003882", "term": "Dermatomyositis"}],
        "browseLeaves": [{"id": "M1", "name": "Myositis, Inclusion Body"}],
    }
    assert types(reading.read(StudyRecord.read(raw))) == set()


# Juvenile


@pytest.mark.parametrize(
    ("title", "line", "codes"),
    [
        (SKIN, "Juvenile-onset DM is allowed if now an adult", "DM JM"),
        (SKIN, "Adults, including those with juvenile dermatomyositis", "DM JM"),
        ("Examplimab in JDM", "Diagnosis of JDM before age 16", "JM"),
        ("Examplimab in Childhood Myositis", "Juvenile DM or juvenile PM", "JM"),
        (SKIN, "Age 2 to 75 with dermatomyositis", "DM"),
    ],
)
def test_disease_that_began_in_childhood_is_a_type_of_its_own(title, line, codes):
    assert types(read(title, conditions=[], includes=line)) == expected(codes)


@pytest.mark.parametrize(
    ("title", "conditions", "codes"),
    [
        ("Examplimab in IIM or Juvenile IIM", ["Dermatomyositis", "Juvenile Myositis"], "DM JM"),
        ("Examplimab in IIM or Juvenile IIM", ["Dermatomyositis"], "JM"),
        ("Examplimab in Juvenile IIM", ["Dermatomyositis", "Juvenile Myositis"], "JM"),
    ],
)
def test_a_condition_beside_a_juvenile_title_is_meant_if_adults_and_children_are_named_apart(
    title, conditions, codes
):
    assert types(read(title, conditions=conditions)) == expected(codes)


# Cohorts, controls


def test_cohorts_with_lists_of_their_own_are_taken_together():
    text = (
        "Part A (muscle):\n\nInclusion Criteria:\n\n* Polymyositis\n\n"
        "Exclusion Criteria:\n\n* Inclusion body myositis\n\n"
        "Part B (skin):\n\nInclusion Criteria:\n\n* Clinically amyopathic dermatomyositis\n\n"
        "Exclusion Criteria:\n\n* Lupus of the skin\n"
    )
    assert types(read(**criteria(text))) == expected("PM CADM -IBM")


def test_a_type_that_one_cohort_takes_and_another_excludes_is_not_excluded_from_the_study():
    text = (
        "Cohort 1:\n\nInclusion Criteria:\n\n* Dermatomyositis\n\n"
        "Exclusion Criteria:\n\n* Juvenile dermatomyositis\n\n"
        "Cohort 2:\n\nInclusion Criteria:\n\n* Juvenile dermatomyositis\n\n"
        "Exclusion Criteria:\n\n* Cancer\n"
    )
    assert "-JM" not in types(read(**criteria(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n* Dermatomyositis\n\n"
        "Exclusion Criteria (healthy volunteers):\n\n* Dermatomyositis\n* Polymyositis\n",
        "Inclusion Criteria:\n\n* Dermatomyositis\n\nHealthy controls:\n\n"
        "Exclusion Criteria:\n\n* Dermatomyositis\n* Polymyositis\n",
        "Patients:\n\nInclusion Criteria:\n\n* Dermatomyositis\n\n"
        "Healthy control group:\n\nExclusion Criteria:\n\n* A relative with polymyositis\n",
        "Inclusion Criteria:\n\n* Dermatomyositis\n\nExclusion Criteria:\n\n"
        "* Healthy volunteers:\n    * Any dermatomyositis or polymyositis\n* Pregnancy\n",
    ],
    ids=["in the heading", "heading above", "control group", "outer line"],
)
def test_what_excludes_healthy_people_excludes_no_patient(text):
    assert types(read(**criteria(text))) == expected("DM")


def test_patients_after_the_healthy_are_read_again():
    text = (
        "Inclusion Criteria:\n\n* Dermatomyositis\n\n"
        "Exclusion Criteria (healthy controls):\n\n* Polymyositis\n\n"
        "Exclusion Criteria (patients):\n\n* Inclusion body myositis\n"
    )
    assert types(read(**criteria(text))) == expected("DM -IBM")


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n* One of these:\n\n    1. DM\n    2. PM\n    3. IMNM\n"
        "\nExclusion Criteria:\n\n* IBM\n",
        "You can join if:\n\n- you have dermatomyositis, polymyositis or IMNM\n\n"
        "You can't join if:\n\n- you have inclusion body myositis\n",
        "Key inclusion\n\n1. DM, PM, or IMNM\n\nKey exclusion\n\n1. IBM\n",
        "Inclusion Criteria: DM, PM or IMNM. Exclusion Criteria: IBM.",
        "Inclusion Criteria:\n\n* DM\n* PM\n* IMNM\n\n"
        "Patients with any of the following will be excluded:\n\n* IBM\n",
        "Inclusion Criteria:\n\n* DM, PM or IMNM\n\nNon-inclusion criteria:\n\n* IBM\n",
        "Inclusion Criteria:\n\n* DM, PM, or IMNM\n* None of the following:\n"
        "    * IBM\n    * Muscular dystrophy\n",
        "Inclusion Criteria:\n\n* DM, PM or IMNM\n\nExclusion Criteria:\n\n"
        "* Any of these diseases:\n    * IBM\n    * lupus\n",
    ],
    ids=[
        "nested", "plain words", "key", "one paragraph", "sentence", "non-inclusion", "none of",
        "nested exclusions",
    ],
)  # fmt: skip
def test_lists_of_every_style_are_read(text):
    assert types(read(conditions=["DM", "Myositis"], **criteria(text))) == expected(
        "DM PM IMNM -IBM"
    )


# Summaries


@pytest.mark.parametrize(
    ("summary", "codes"),
    [
        ("This study tests examplimab in adults with dermatomyositis.", "DM"),
        ("The purpose is to compare two medicines in patients with DM or PM myositis.", "DM PM"),
        ("Researchers want to learn how well examplimab works for people with IMNM.", "IMNM"),
        ("Patients with inclusion body myositis will not be included.", "-IBM"),
        ("We will enroll people with myositis, but not inclusion body myositis.", "-IBM"),
        ("Dermatomyositis is a rare disease of skin and muscle.", ""),
        ("Earlier trials in inclusion body myositis have been negative.", ""),
        ("Unlike polymyositis, this disease responds to treatment.", ""),
        ("Examplimab was approved for dermatomyositis in 2021.", ""),
        ("The types are known as dermatomyositis, polymyositis and IMNM.", ""),
        ("Myositis can also occur in children as juvenile dermatomyositis.", ""),
    ],
)
def test_a_summary_counts_where_it_speaks_of_the_study_and_not_of_the_world(summary, codes):
    assert types(read(summary=summary)) == expected(codes)


def test_what_a_summary_tells_of_other_types_does_not_count_beside_a_named_one():
    found = read(
        "Examplimab in Dermatomyositis",
        conditions=["Dermatomyositis"],
        summary="The aim of this study is to find markers in inclusion body myositis as well.",
    )
    assert types(found) == expected("DM")


def test_lists_inside_a_summary_are_read_as_lists():
    found = read(
        summary="Inclusion criteria:\n* Polymyositis\n\nExclusion criteria:\n* Juvenile myositis"
    )
    assert types(found) == expected("PM -JM")


def test_the_study_population_says_who_it_takes():
    population = {"eligibilityModule": {"studyPopulation": "Adults with ASyS seen at two clinics"}}
    assert types(read(**population)) == expected("ASYS")


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Dermatomyositis group", "DM"),
        ("Patients with IBM", "IBM"),
        ("Medicines for polymyositis", ""),
        ("Myositis other than IBM", "-IBM"),
    ],
)
def test_an_arm_is_named_for_the_people_it_takes(label, codes):
    arms = {"armsInterventionsModule": {"armGroups": [{"label": label}]}}
    assert types(read(**arms)) == expected(codes)


@pytest.mark.parametrize("field", ["primaryOutcomes", "secondaryOutcomes"])
def test_outcomes_and_medicines_name_no_type(field):
    found = read(
        outcomesModule={field: [{"measure": "Change in dermatomyositis score"}]},
        armsInterventionsModule={"interventions": [{"name": "IVIg for polymyositis"}]},
    )
    assert types(found) == set()


# Guarded short forms


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (
            {"title": "Examplimab in Myositis", "excludes": "History of diabetes, IBM SPSS users"},
            "",
        ),
        ({"title": "Examplimab in Myositis", "summary": "Analysis will use IBM SPSS 29."}, ""),
        ({"title": "Examplimab in Myositis", "includes": "Visits between 1 PM and 5 PM"}, ""),
        ({"title": "Examplimab in Myositis", "includes": "DM or PM"}, "DM PM"),
        (
            {
                "title": "Myositis and Diabetes",
                "conditions": ["Diabetes Mellitus"],
                "includes": "DM",
            },
            "",
        ),
        ({"title": "Examplimab in Myositis", "includes": "JM or DM"}, "JM DM"),
        ({"title": "Examplimab in Myositis", "includes": "ADM"}, "CADM"),
        ({"title": "Examplimab in Myositis", "includes": "Inclusion body myopathy"}, "IBM"),
        ({"title": "Examplimab in Myositis", "includes": "ASS or NAM"}, "ASYS IMNM"),
    ],
)
def test_short_forms_count_where_the_record_speaks_of_myositis(parts, codes):
    assert types(read(**parts)) == expected(codes)


def test_what_is_no_study_of_myositis_has_no_verdicts():
    found = read(
        "Examplimab in Lupus", conditions=["Lupus"], excludes="Dermatomyositis, polymyositis, IBM"
    )
    assert {verdict.state for verdict in found.subtypes} == {State.NOT_STATED}
    assert not found.includes


# Whoever is barred must not be told that the study takes them


@pytest.mark.parametrize(
    "line",
    [
        "IBM is not permitted",
        "Inclusion body myositis is not eligible",
        "Inclusion body myositis: not allowed",
        "Patients with IBM may not participate",
        "Inclusion body myositis (IBM) is excluded",
        "Inclusion body myositis (overlap with Sjögren is allowed)",
        "Inclusion body myositis; statins are allowed",
        "Inclusion body myositis. Stable statins are allowed",
        "IBM or cancer, but cured skin cancer is allowed",
        "IIM other than DM or PM: IBM",
        "IIM other than DM or PM, e.g. IBM",
        "Myositis other than DM or PM such as IBM",
        "Myositis that is not DM or PM, i.e. IBM",
        "Inclusion body myositis, with or without dysphagia",
        "Drug-induced, cancer-associated or inclusion body myositis",
        "PM or DM secondary to another disease, or IBM",
        "Uncontrolled diabetes, stroke, or IBM",
        "IBM is not allowed",
        "Inclusion body myositis will not be allowed",
        "IBM and cancer are not allowed",
        "IBM, which is never allowed",
        "IIM other than DM or PM, for instance IBM",
        "IIM other than DM or PM, in particular IBM",
        "IIM other than DM or PM, especially IBM",
        "Weakness not due to DM or PM, particularly IBM",
        "Any myopathy besides DM and PM - IBM, dystrophy",
    ],
)
def test_no_wording_of_an_exclusion_makes_the_barred_type_a_taken_one(line):
    assert types(read(ADULTS, excludes=line)) == expected("DM PM -IBM")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("No inclusion body myositis, overlap myositis or juvenile myositis", "-IBM -OVERLAP -JM"),
        ("None of these: IBM, overlap myositis, JDM", "-IBM -OVERLAP -JM"),
        ("IIM (all subtypes except IBM)", "-IBM"),
        ("All subtypes of IIM can join with the exception of IBM and CADM", "-IBM -CADM"),
        ("IIM, not IBM", "-IBM"),
        ("IIM (not sIBM)", "-IBM"),
        ("IIM, with inclusion body myositis and amyopathic DM excluded", "-IBM -CADM"),
        ("Inclusion body myositis is to be ruled out", "-IBM"),
        ("The biopsy must not suggest inclusion body myositis", "-IBM"),
        ("Dermatomyositis (excluding CADM)", "DM -CADM"),
        ("People with IBM should not take part", "-IBM"),
        ("Those with inclusion body myositis cannot join", "-IBM"),
        ("Anyone with IBM can't take part", "-IBM"),
        ("Any IIM subtype but IBM", "-IBM"),
        ("Any IIM subtype, IBM excepted", "-IBM"),
        ("IIM, save for IBM", "-IBM"),
        ("IIM minus IBM", "-IBM"),
        ("Myositis that does not meet criteria for IBM", "-IBM"),
        ("Exclusion of IBM by muscle biopsy", "-IBM"),
        ("IBM must be absent", "-IBM"),
        ("IBM has to be considered and rejected", "-IBM"),
        ("Absence of inclusion body myositis, drug-induced myopathy and juvenile DM", "-IBM -JM"),
    ],
)
def test_no_wording_of_an_inclusion_makes_the_barred_type_a_taken_one(line, codes):
    assert types(read(includes=line)) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("DM, PM or IMNM. Sporadic IBM is not allowed.", "DM PM IMNM -IBM"),
        ("Dermatomyositis that did not respond to steroids", "DM"),
        ("Dermatomyositis without weakness", "DM"),
        ("Dermatomyositis, not in remission", "DM"),
        ("Dermatomyositis with or without overlap with lupus", "DM"),
        ("Rheumatoid arthritis, lupus, dermatomyositis or vasculitis", "DM"),
        ("Dermatomyositis associated with malignancy is allowed", "DM"),
        ("Never treated with rituximab for polymyositis", ""),
        ("No change in treatment of dermatomyositis in 4 weeks", ""),
        ("DM, PM, or IMNM (IBM excluded)", "DM PM IMNM -IBM"),
        ("Active dermatomyositis or polymyositis at screening (IBM is excluded)", "DM PM -IBM"),
        ("Dermatomyositis, amyopathic dermatomyositis excluded", "DM -CADM"),
        ("Non-IBM polymyositis", "PM -IBM"),
        ("DM or PM; IBM not allowed", "DM PM -IBM"),
        ("Not only dermatomyositis but also polymyositis", "DM PM"),
        ("Healthy controls without dermatomyositis", ""),
        ("Healthy volunteers with no polymyositis", ""),
        ("Parent of a child with juvenile dermatomyositis", ""),
        ("A household member of a person with IBM", ""),
    ],
)
def test_no_wording_of_an_inclusion_excludes_those_it_takes(line, codes):
    assert types(read(includes=line)) == expected(codes)


@pytest.mark.parametrize(
    "line",
    [
        "Inactive polymyositis",
        "Flare of polymyositis",
        "Diagnosis other than polymyositis",
        "Weakness that is due to a disease other than polymyositis",
        "Weakness not due to polymyositis",
        "Unwilling to stop polymyositis therapy",
        "Prior IVIG for the treatment of polymyositis",
        "Allergy to a medicine for polymyositis",
        "Polymyositis for more than 10 years",
        "Cancer diagnosed within 2 years of polymyositis",
        "Polymyositis in a wheelchair",
        "Polymyositis patients on oxygen",
        "Polymyositis treated with rituximab",
        "Malignancy that came with polymyositis",
        "Polymyositis in remission",
        "Polymyositis not confirmed by biopsy",
        "Lung disease not related to polymyositis",
        "Pregnant women with polymyositis",
        "In polymyositis patients, cancer within 3 years",
        "For polymyositis: no muscle biopsy",
        "Interstitial lung disease in polymyositis",
        "Any condition that mimics polymyositis",
        "Family history of polymyositis",
        "Prior trial in polymyositis",
        "Participation in another polymyositis study",
        "Rituximab for polymyositis",
        "Planned change of polymyositis medicines",
    ],
)
def test_an_exclusion_of_some_does_not_bar_a_type_that_only_the_conditions_name(line):
    found = read("Examplimab in Rheumatic Disease", conditions=["Polymyositis"], excludes=line)
    assert types(found) == expected("PM")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Inclusion Criteria:\n\n* Dermatomyositis\n\nExclusion Criteria:\n\n"
            "* Does not meet the inclusion criteria\n* Inclusion body myositis\n",
            id="line that names the other list",
        ),
        pytest.param(
            "**Inclusion Criteria**\n\n* Dermatomyositis\n\n"
            "**Exclusion Criteria**\n\n* Inclusion body myositis\n",
            id="bold",
        ),
        pytest.param(
            r"\*\*Inclusion Criteria\*\*"
            "\n\n* Dermatomyositis\n\n"
            r"\*\*Exclusion Criteria\*\*"
            "\n\n* Inclusion body myositis\n",
            id="escaped bold",
        ),
        pytest.param(
            "Who can take part?\n\n* Dermatomyositis\n\n"
            "Who can't take part?\n\n* Inclusion body myositis\n",
            id="questions",
        ),
        pytest.param(
            "Inclusion criteria were as follows:\n\n* Dermatomyositis\n\n"
            "Exclusion criteria were as follows:\n\n* Inclusion body myositis\n",
            id="past tense",
        ),
        pytest.param(
            "Inclusion Critera:\n\n* Dermatomyositis\n\n"
            "Exclusion Critera:\n\n* Inclusion body myositis\n",
            id="misspelt",
        ),
        pytest.param(
            "Inclusion Criteria - Part 1\n\n* Dermatomyositis\n\n"
            "Exclusion Criteria - Part 1\n\n* Inclusion body myositis\n",
            id="part behind a dash",
        ),
    ],
)
def test_headings_that_are_written_oddly_still_bar(text):
    assert types(read(**criteria(text))) == expected("DM -IBM")


@pytest.mark.parametrize(
    ("summary", "codes"),
    [
        ("This study will not enroll people with inclusion body myositis.", "-IBM"),
        ("This study will enroll people with IIM except IBM.", "-IBM"),
        ("The study takes adults with DM, and it excludes juvenile dermatomyositis.", "DM -JM"),
        ("Statistics will be done in IBM SPSS.", ""),
        ("People with IBM cannot join this study.", "-IBM"),
        ("This study will use SPSS (IBM, Armonk) for data of all patients.", ""),
        ("The analysis will be done with IBM software for patients who are enrolled.", ""),
        ("The study enrols siblings of children with juvenile dermatomyositis.", ""),
    ],
)
def test_a_summary_excludes_and_includes_in_any_wording(summary, codes):
    assert types(read(summary=summary)) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Adult-onset or juvenile-onset dermatomyositis", "DM JM"),
        ("Classic DM, juvenile DM, CADM", "DM JM CADM"),
        ("DM (including CADM and JDM)", "DM CADM JM"),
        ("PM/DM-SSc overlap syndrome", "PM DM OVERLAP"),
        ("Dermatomyositis (adult or juvenile onset)", "DM JM"),
        ("Dermatomyositis of childhood onset, now adult", "DM JM"),
        ("IIM, except sporadic or hereditary inclusion body myositis", "-IBM"),
    ],
)
def test_every_form_in_a_list_is_found(line, codes):
    assert types(read(includes=line)) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Juvenile myositis (JDM)", "-JM"),
        ("Other inflammatory myopathies (IBM, IMNM)", "-IBM -IMNM"),
        ("Other inflammatory myopathies (e.g. IBM)", "-IBM"),
        ("Inclusion body myositis (IBM)", "-IBM"),
        ("Other inflammatory myopathies (IBM)", "-IBM"),
        ("Other inflammatory myopathies (eg IBM)", "-IBM"),
        ("Other types of myositis [sIBM]", "-IBM"),
        ("Another type of myositis (or IBM)", "-IBM"),
    ],
)
def test_a_type_in_brackets_is_barred_with_its_family(line, codes):
    assert types(read(ADULTS, excludes=line)) == expected(f"DM PM {codes}")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Dermatomyositis (DM) or inclusion body myositis (IBM)", "DM IBM"),
        ("Myositis (DM or PM)", "DM PM"),
        ("DM (not JDM)", "DM -JM"),
        ("Dermatomyositis or polymyositis (no IBM)", "DM PM -IBM"),
        ("Polymyositis (or IBM)", "PM IBM"),
        ("IIM (DM)", "DM"),
        ("IIM (PM/DM)", "DM PM"),
        ("Dermatomyositis (also JDM)", "DM JM"),
    ],
)
def test_brackets_may_hold_a_type_of_their_own(line, codes):
    assert types(read(includes=line)) == expected(codes)


# Any text


WORDS = (
    "Inclusion Exclusion Criteria: \n * - ; , . ( ) other than no not without except but DM PM "
    "IBM JDM IMNM dermatomyositis myositis juvenile overlap patients with cancer allowed excluded "
    "healthy controls study anti-SRP diabetes 5 include"
)
TEXT = st.text() | st.lists(st.sampled_from(WORDS.split(" "))).map(" ".join)


@given(TEXT, TEXT, TEXT)
def test_any_record_can_be_read(title, text, summary):
    found = read(title, conditions=[title, text], summary=summary, **criteria(text))
    assert [verdict.subtype for verdict in found.subtypes] == list(diseases.SUBTYPES)
    for verdict in found.subtypes:
        assert bool(verdict.quote) == (verdict.state != State.NOT_STATED)


@given(TEXT)
def test_a_quote_stands_in_the_record(text):
    found = read(conditions=["Myositis"], **criteria(text))
    written = " ".join(unescaped(text).split())
    for verdict in found.subtypes:
        if verdict.quote:
            assert verdict.quote.text in written


# Further wordings of both lists


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IIM; inclusion body myositis and juvenile dermatomyositis are excluded", "-IBM -JM"),
        ("IIM, IBM and JDM cannot take part", "-IBM -JM"),
        ("IIM; neither IBM nor JDM", "-IBM -JM"),
        ("IIM in which IBM and JDM were ruled out", "-IBM -JM"),
        ("IIM after exclusion of IBM and overlap myositis", "-IBM -OVERLAP"),
        ("IIM, exclusive of IBM and JDM", "-IBM -JM"),
        ("IIM unless IBM", "-IBM"),
        ("IIM, but never IBM", "-IBM"),
        ("IIM, and no IBM or JDM", "-IBM -JM"),
        ("IIM patients except those with IBM or JDM may take part", "-IBM -JM"),
        ("IIM. We do not accept IBM.", "-IBM"),
        ("DM or PM (patients with IBM or JDM are not eligible)", "DM PM -IBM -JM"),
        ("DM or PM with IBM excluded by biopsy", "DM PM -IBM"),
        ("DM/PM [IBM excluded]", "DM PM -IBM"),
        ("Patients with DM or PM, but without IBM", "DM PM -IBM"),
        ("IIM, with sporadic IBM and JDM excluded", "-IBM -JM"),
        ("IIM patients, except for those who have IBM", "-IBM"),
        ("IIM. Patients with IBM were not considered.", "-IBM"),
        ("DM or PM, in whom IBM is unlikely", "DM PM -IBM"),
        ("DM, PM (IBM and JDM not eligible)", "DM PM -IBM -JM"),
        ("PM in whom IBM has been excluded", "PM -IBM"),
    ],
)
def test_an_inclusion_excludes_in_any_wording(line, codes):
    assert types(read(includes=line)) == expected(codes)


@pytest.mark.parametrize(
    "line",
    [
        "IBM can not be enrolled",
        "Patients with IBM may not be enrolled",
        "IBM patients will not be eligible",
        "IBM is never eligible",
        "IIM of another type than DM or PM, such as IBM",
        "Any IIM except DM and PM; such as IBM",
        "Non-DM, non-PM myositis such as IBM",
        "Patients who do not have DM or PM but have IBM",
        "Diagnosis of IBM instead of DM or PM",
        "Patients with IBM aren't allowed",
        "IBM is permitted in no case",
    ],
)
def test_an_exclusion_excludes_in_any_wording(line):
    assert types(read(ADULTS, excludes=line)) == expected("DM PM -IBM")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IBM is excluded. PM is not.", "-IBM PM"),
        ("PM and IBM are excluded; DM, including CADM, is not.", "-PM -IBM DM CADM"),
    ],
)
def test_a_verb_without_its_second_half_has_that_of_the_sentence_before(line, codes):
    assert types(read(excludes=line)) == expected(codes)


@pytest.mark.parametrize(
    "words",
    [
        "will have to wait",
        "is to be avoided",
        "is on hold",
        "not at present",
        "will be invited in the future",
        "are sent home",
        "may join the registry only",
        "are seen under a separate protocol",
        "though, are steered to a different trial",
    ],
)
def test_words_that_put_a_type_off_are_never_a_yes(words):
    for line in (f"Any IIM; IBM {words}", f"DM, PM. IBM {words}.", f"IBM, {words}"):
        assert "IBM" not in types(read(includes=line))
