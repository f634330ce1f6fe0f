"""Lists below a lead are read as if they stood in its sentence, however they are written."""

import itertools

import pytest

from bench.blind import CONDITION, TITLE, record
from tests.trials.reading.readings import types
from tests.trials.reading.test_cues import types_of
from trials import reading
from trials.reading import criteria
from trials.reading.effects import Part

# Leads under "Inclusion Criteria" that keep out what stands below them.
REFUSING = (
    "IIM, except",
    "IIM with the exception of",
    "Any myositis subtype apart from",
    "IIM, excluding",
    "IIM other than the following",
    "IIM (except for",
    "IIM (excluding the following)",
    "All subtypes may enroll. Exceptions",
    "All subtypes may enroll, with these exceptions",
    "Any subtype except one of these",
    "Myositis of any kind, not including",
    "The following are not eligible",
    "The following patients may not take part",
    "Patients are not eligible if they have",
    "We do not accept people with",
    "Must not have any of the following",
    "Participants must not have",
    "No diagnosis of",
    "Absence of",
    "Without any of the following",
    "The following must have been ruled out",
    "Exclusion of the following diagnoses",
    "Not suitable for people with any of these",
    "The study is closed to",
    "IIM unless it is one of these",
    "All types are welcome but these",
    "Every subtype can join, only the following cannot",
    "IIM, but none of the following",
    "IIM, but no",
    "People with one of the following cannot join",
    "Subtypes that are not allowed",
    "Types excluded from this study",
    "Ineligible subtypes",
    "Exceptions to this criterion",
    "IIM, whereas the following are excluded",
    "Any myositis, save for",
    "The diagnosis must not be",
    "Myositis that is not",
    "Patients in whom the following have been excluded",
    "IIM, subtypes that do not qualify",
)
# Leads that take what stands below them, though they hold a word of refusal.
TAKING = (
    "One of the following diagnoses",
    "One of the following idiopathic inflammatory myopathies",
    "Any of the following IIM",
    "The following types of myositis",
    "Patients not responding to steroids, with one of these",
    "Active disease despite treatment, in people with",
    "Myositis (no minimum duration)",
    "IIM (overlap patients are not eligible), either",
    "Not only classic disease but also",
    "No more than one of the following diagnoses",
    "With or without rash",
    "Patients who have not received rituximab and have",
    "Including but not limited to",
    "The following are eligible",
    "Is willing to take part and has",
)
SHAPES = (
    "* {lead}\n  * IBM\n  * JDM",
    "* {lead}:\n  * IBM\n  * JDM",
    "* {lead} -\n  - IBM\n  - JDM",
    "1. {lead}\n   1. IBM\n   2. JDM",
    "1. {lead}:\n\n   a) IBM\n   b) JDM",
    "* {lead}:\n    * subtypes of muscle disease\n      * IBM\n      * JDM",
    "{lead}:\n\n* IBM\n* JDM",
    "* {lead}:\n* IBM\n* JDM\n* Age of 18 years or over",
)
IN_LINE = (
    "* {lead}: 1) IBM 2) JDM",
    "* {lead}: (a) IBM; (b) JDM",
    "* {lead}: 1. IBM. 2. JDM.",
    "* {lead}: IBM; JDM",
    "* {lead}: - IBM - JDM",
)


def read(inclusion, exclusion="* Pregnancy"):
    text = f"Inclusion Criteria:\n\n{inclusion}\n\nExclusion Criteria:\n\n{exclusion}"
    return types(reading.read(record(TITLE, [CONDITION], text, minimum_age="18 Years")))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_below_a_lead_that_refuses_is_excluded(shape):
    wrong = {
        lead: found
        for lead in REFUSING
        if (found := read(shape.format(lead=lead))) != {"-IBM", "-JM"}
    }
    assert wrong == {}


@pytest.mark.parametrize("shape", IN_LINE)
def test_a_list_behind_a_lead_that_refuses_is_excluded(shape):
    wrong = {
        lead: found
        for lead in REFUSING
        if (found := read(shape.format(lead=lead))) != {"-IBM", "-JM"}
    }
    assert wrong == {}


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if "subtypes" not in shape])
def test_a_list_below_a_lead_that_takes_is_included(shape):
    wrong = {
        lead: found for lead in TAKING if (found := read(shape.format(lead=lead))) != {"IBM", "JM"}
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("lead", "codes"),
    [
        ("Any of the following", "-DM -PM"),
        ("Other muscle disease, such as", "-DM -PM"),
        ("Cannot join if you have", "-DM -PM"),
        ("Not eligible are people with", "-DM -PM"),
        ("History of", "-DM -PM"),
        ("Any myopathy other than", "DM PM"),
        ("Muscle disease (with the exception of the following)", "DM PM"),
        ("Patients who do not have one of these", "DM PM"),
        ("Not meeting criteria for", "DM PM"),
        ("The following do not count as exclusions", "DM PM"),
        ("The following are allowed", "DM PM"),
        ("A relative with one of the following", ""),
        ("Previous treatment for", ""),
        ("Misdiagnosis of", ""),
    ],
)
def test_a_list_below_a_lead_among_the_exclusions(lead, codes):
    for colon, mark in itertools.product(("", ":"), ("*", "1.")):
        text = f"{lead}{colon}\n   {mark} DM\n   {mark} PM"
        assert types_of("E", text) == set(codes.split())


@pytest.mark.parametrize(
    ("inclusion", "codes"),
    [
        # The exception ends with its list.
        ("* IIM, except\n  * IBM\n* DM by biopsy", "-IBM DM"),
        ("* IIM, except:\n* IBM\n* JDM\n* Age of 18 or over\n* DM by EULAR", "-IBM -JM DM"),
        ("1. IIM except:\n\n   a) IBM\n   b) JDM\n\n2. DM by EULAR criteria", "-IBM -JM DM"),
        ("Myositis other than\n\n* IBM\n* JDM\n\nDiagnosis:\n\n* DM\n* PM", "-IBM -JM DM PM"),
        ("* IIM excluding:\n    * IBM\n    * JDM\n* IMNM", "-IBM -JM IMNM"),
        ("* All myositis\n\n  * except\n\n    * IBM\n  * DM included", "-IBM DM"),
        ("* IBM is excluded\n  * DM\n  * PM", "-IBM DM PM"),
        # What looks like a lead and is none.
        ("* No active infection\n* DM or PM", "DM PM"),
        ("* Not pregnant\n* DM", "DM"),
        ("* Excluding IBM\n* DM\n* PM", "-IBM DM PM"),
        ("* Of the subtypes only DM and IMNM are taken\n* No cancer", "DM IMNM"),
        # Unmarked and wrapped items.
        (
            "1. IIM with the exception of\n\n   inclusion body myositis\n\n   JDM\n\n2. PM",
            "-IBM -JM PM",
        ),
        ("* IIM (with the exception of\n  - IBM,\n  - JDM)", "-IBM -JM"),
        ("* IIM [not:\n  - IBM\n  - JDM]", "-IBM -JM"),
        ("* Excluded: IBM; JDM. Included: DM; PM", "-IBM -JM DM PM"),
        ("* Eligible: DM; PM. Not eligible: IBM; JDM", "-IBM -JM DM PM"),
        ("* IIM except: IBM, JDM; DM and PM are eligible", "-IBM -JM DM PM"),
        ("* DM; PM; IMNM", "DM PM IMNM"),
        ("* DM; PM; not IBM", "DM PM -IBM"),
        ("* Types: DM; PM; ASyS. No infection; no cancer", "DM PM ASYS"),
    ],
)
def test_an_exception_reaches_to_the_end_of_its_list_and_no_further(inclusion, codes):
    assert read(inclusion) == set(codes.split())


@pytest.mark.parametrize(
    "inclusion",
    [
        "* IIM not in remission, of these subtypes:\n  * PM\n  * JDM",
        "* Patients who are not candidates for surgery because of\n  * PM\n  * JDM",
        "* IIM other than IBM; PM; JDM",
        "* IIM except:\n* IBM\n* PM with a biopsy\n* JDM with a biopsy",
    ],
)
def test_a_list_that_may_or_may_not_belong_to_a_refusal_is_never_included(inclusion):
    assert {"PM", "JM"}.isdisjoint(read(inclusion))


def test_a_lead_without_a_colon_turns_its_lines_for_pages_too():
    lines = criteria.read("Inclusion Criteria:\n\n* Adults without\n  * cancer\n* Weakness").lines
    effects = {line.text: line.effect for line in lines}
    assert effects["cancer"] == effects["Weakness"] == Part.INCLUSION
    lines = criteria.read("Inclusion Criteria:\n\n* All, except\n  * cancer\n* Weakness").lines
    effects = {line.text: line.effect for line in lines}
    assert effects["cancer"] == Part.EXCLUSION
    assert effects["Weakness"] == Part.INCLUSION
