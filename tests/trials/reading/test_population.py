"""A study that names myositis may take people who have none."""

import pytest

from tests.trials.reading.readings import read, types
from trials.reading.relevance import Relevance

SURVEY = {"title": "A Survey on Everyday Life", "conditions": ["Inclusion Body Myositis"]}


@pytest.mark.parametrize(
    "line",
    [
        "Caregivers of people with IBM",
        "Caregivers of people with inclusion body myositis, aged 18 or older",
        "Family caregivers of a person diagnosed with inclusion body myositis",
        "Is the primary caregiver for a person with inclusion body myositis",
        "Informal carers of patients with IBM",
        "Care partners of individuals living with IBM",
        "Adults caring for a spouse with inclusion body myositis",
        "Cares for someone with inclusion body myositis at home",
        "Provides unpaid care to a family member with inclusion body myositis",
        "IBM caregivers who speak English",
        "Looks after a relative with inclusion body myositis",
        "Care-givers of adults with sIBM",
    ],
)
def test_a_study_of_caregivers_takes_nobody_with_the_disease(line):
    found = read(**SURVEY, takes=line)
    assert (found.takes, found.may_take) == ([], [])
    assert found.caregivers.of == ("inclusion-body-myositis",)
    assert found.caregivers.quote.text == line
    assert found.relevance.relevance == Relevance.MYOSITIS


@pytest.mark.parametrize(
    "title",
    [
        "Burden in Caregivers of People With Inclusion Body Myositis",
        "Quality of Life of Inclusion Body Myositis Caregivers",
        "Support for Parents of Children With Juvenile Dermatomyositis",
    ],
)
def test_a_title_alone_may_say_that_caregivers_are_meant(title):
    found = read(title, conditions=["Myositis"], takes="Age 18 years or older")
    assert found.takes == []
    assert found.caregivers


@pytest.mark.parametrize(
    "lines",
    [
        "Diagnosis of inclusion body myositis",
        ["Adults with IBM", "Caregivers of people with IBM"],
        "People with IBM, or their caregivers",
        "Adults with inclusion body myositis who have a caregiver",
        "Inclusion body myositis; the caregiver is willing to sign the consent",
        "Patients with IBM and caregivers of people with IBM",
    ],
)
def test_a_study_that_takes_people_with_the_disease_is_none_of_caregivers(lines):
    found = read("A Study of Examplimab in Inclusion Body Myositis", takes=lines)
    assert found.takes == ["inclusion-body-myositis"]
    assert not found.caregivers


@pytest.mark.parametrize(
    "line",
    [
        "Caregivers of people with IBM must sign the consent form",
        "Age 18 years or older",
        "The parents of children with IBM agree",
    ],
)
def test_what_caregivers_do_for_a_study_makes_it_none_of_them(line):
    found = read("A Study of Examplimab in Inclusion Body Myositis", takes=line)
    assert found.takes == ["inclusion-body-myositis"]
    assert not found.caregivers


def test_caregivers_who_are_barred_are_not_the_people_of_a_study():
    found = read(
        "Inclusion Body Myositis at Home", takes="Any adult", bars="Caregivers of people with IBM"
    )
    assert not found.caregivers


BACKGROUND = "This study develops criteria for patients with dermatomyositis and polymyositis. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Active myositis subjects are not actually enrolled.",
        "Subjects with myositis are not enrolled.",
        "Patients with idiopathic inflammatory myopathies will not be recruited.",
        "No patients with myositis will be enrolled.",
        "No subjects with myositis are actually enrolled.",
        "The study does not enroll patients with myositis.",
        "This project will not recruit any patients with inflammatory myopathy.",
        "Experts rate paper cases; active myositis subjects are not actually enrolled.",
        "Myositis patients are not being directly studied.",
        "People living with myositis are not included.",
    ],
)
@pytest.mark.parametrize("conditions", [["Myositis"], ["Dermatomyositis", "Polymyositis"]])
def test_types_are_not_included_where_nobody_with_myositis_is_enrolled(sentence, conditions):
    found = read("Measures for Myositis", conditions=conditions, summary=BACKGROUND + sentence)
    assert (types(found), found.may_take) == (set(), [])
    assert found.relevance.relevance == Relevance.MYOSITIS


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients with myositis who smoke are not enrolled.",
        "Patients with myositis are not enrolled in part 2.",
        "Subjects with myositis on rituximab are not included.",
        "No patients with myositis are enrolled yet.",
        "Patients with cancer are not enrolled.",
        "Patients with myositis will be enrolled.",
    ],
)
def test_other_sentences_leave_them_included(sentence):
    found = read("Adults With Dermatomyositis", conditions=["Dermatomyositis"], summary=sentence)
    assert "DM" in types(found)
