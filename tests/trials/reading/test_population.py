"""A study that names myositis may take people who have none."""

import pytest

from tests.trials.reading.readings import read, types
from trials.reading.population import Who
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
    found = read(**SURVEY, includes=line)
    assert (found.includes, found.may_include) == ([], [])
    assert (found.for_others.who, found.for_others.of) == (
        Who.CAREGIVERS,
        ("inclusion-body-myositis",),
    )
    assert found.for_others.quote.text == line
    assert found.relevance.relevance == Relevance.MYOSITIS


@pytest.mark.parametrize(
    "title",
    [
        "Burden in Caregivers of People With Inclusion Body Myositis",
        "Quality of Life of Inclusion Body Myositis Caregivers",
        "Support for Parents of Children With Juvenile Dermatomyositis",
        "Burden of Caregivers in Inclusion Body Myositis",
        "Caregiver Strain in Inclusion Body Myositis",
        "Experience of Parents Whose Child Has Juvenile Dermatomyositis",
    ],
)
def test_a_title_alone_may_say_that_caregivers_are_meant(title):
    found = read(title, conditions=["Myositis"], includes="Age 18 years or older")
    assert found.includes == []
    assert found.for_others


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
    found = read("A Study of Examplimab in Inclusion Body Myositis", includes=lines)
    assert found.includes == ["inclusion-body-myositis"]
    assert not found.for_others


@pytest.mark.parametrize(
    "line",
    [
        "Caregivers of people with IBM must sign the consent form",
        "Age 18 years or older",
        "The parents of children with IBM agree",
    ],
)
def test_what_caregivers_do_for_a_study_makes_it_none_of_them(line):
    found = read("A Study of Examplimab in Inclusion Body Myositis", includes=line)
    assert found.includes == ["inclusion-body-myositis"]
    assert not found.for_others


def test_caregivers_who_are_barred_are_not_the_people_of_a_study():
    found = read(
        "Inclusion Body Myositis at Home",
        includes="Any adult",
        excludes="Caregivers of people with IBM",
    )
    assert not found.for_others


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Parents of children with inclusion body myositis", Who.RELATIVES),
        ("Spouses or partners of people with IBM", Who.RELATIVES),
        ("Family members of patients with inclusion body myositis", Who.RELATIVES),
        ("First-degree relatives of patients with IBM", Who.RELATIVES),
        ("Mother, father or legal guardian of a child with inclusion body myositis", Who.RELATIVES),
        ("Is the husband or wife of someone who has IBM", Who.RELATIVES),
        ("Health professionals who treat inclusion body myositis", Who.PROFESSIONALS),
        ("Rheumatologists treating patients with inclusion body myositis", Who.PROFESSIONALS),
        ("Licensed neurologists with experience in IBM", Who.PROFESSIONALS),
        ("Nurses caring for patients with inclusion body myositis", Who.PROFESSIONALS),
        ("Physical therapists who work with people with IBM", Who.PROFESSIONALS),
        ("Physicians who follow at least five patients with IBM", Who.PROFESSIONALS),
        ("Healthy volunteers without inclusion body myositis", Who.HEALTHY),
    ],
)
def test_a_study_of_relatives_doctors_or_healthy_people_takes_nobody_with_the_disease(line, who):
    found = read(**SURVEY, includes=line)
    assert (found.includes, found.may_include) == ([], [])
    assert (found.for_others.who, found.for_others.quote.text) == (who, line)


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Siblings of Children With Juvenile Dermatomyositis", Who.RELATIVES),
        ("Coping in Spouses of People With Inclusion Body Myositis", Who.RELATIVES),
        ("Survey of Rheumatologists on Treatment of Dermatomyositis", Who.PROFESSIONALS),
        ("Attitudes Toward Dermatomyositis Among Family Physicians", Who.PROFESSIONALS),
        ("Physician Views on Inclusion Body Myositis Care", Who.PROFESSIONALS),
        ("Knowledge of Dermatologists About Dermatomyositis", Who.PROFESSIONALS),
        ("Examplimab for Myositis: a Phase 1 Study in Healthy Volunteers", Who.HEALTHY),
        ("Healthy Adult Participants Given a Drug for Dermatomyositis", Who.HEALTHY),
    ],
)
def test_a_title_alone_may_say_that_others_are_meant(title, who):
    found = read(
        title,
        includes="Age 18 years or older",
        eligibilityModule={"healthyVolunteers": who == Who.HEALTHY},
    )
    assert (found.includes, found.may_include, found.for_others.who) == ([], [], who)


@pytest.mark.parametrize(
    "title",
    [
        "Patient and Caregiver Burden in Inclusion Body Myositis",
        "Physician Global Assessment in Inclusion Body Myositis",
        "Experience of Physicians and Patients With Inclusion Body Myositis",
        "Examplimab in Healthy Volunteers and Participants With Inclusion Body Myositis",
        "Muscle Strength of Healthy Adults and Inclusion Body Myositis Patients",
        "Family Study of Inclusion Body Myositis",
        "Nurse-led Exercise for Patients With Inclusion Body Myositis",
        "Specialist Care and Quality of Life in Inclusion Body Myositis",
        "Siblings of People With IBM and People With Inclusion Body Myositis",
    ],
)
def test_a_title_that_names_people_with_the_disease_takes_them(title):
    found = read(
        title, includes="Age 18 years or older", eligibilityModule={"healthyVolunteers": True}
    )
    assert found.includes == ["inclusion-body-myositis"]
    assert not found.for_others


def test_a_title_of_healthy_people_counts_where_the_record_takes_them():
    title = "Examplimab for Dermatomyositis in Healthy Volunteers"
    assert not read(title, eligibilityModule={"healthyVolunteers": False}).for_others
    assert read(title, includes="Healthy men and women").for_others.who == Who.HEALTHY
    with_it = read(title, includes=["Healthy men and women", "Part B: active dermatomyositis"])
    assert (with_it.includes, with_it.for_others) == (["dermatomyositis"], None)


@pytest.mark.parametrize(
    "lines",
    [
        ["Patients with IBM", "Siblings of people with inclusion body myositis"],
        ["Physicians who treat inclusion body myositis", "Patients with IBM"],
        ["Physician-confirmed inclusion body myositis"],
        ["Specialist diagnosis of inclusion body myositis"],
        ["Diagnosed by a neurologist with inclusion body myositis"],
        ["Healthy controls without IBM", "Patients fulfilling criteria for IBM"],
        ["Relatives of patients with inclusion body myositis are not eligible"],
    ],
)
def test_lines_on_others_beside_those_with_the_disease_bar_nobody(lines):
    found = read("A Study of Inclusion Body Myositis", includes=lines)
    assert found.includes == ["inclusion-body-myositis"]
    assert not found.for_others


def test_relatives_in_a_study_of_people_with_the_disease_do_not_make_it_theirs():
    title = "A Study of Examplimab in Participants With Inclusion Body Myositis"
    assert read(title, includes="Relatives of people with IBM help at home").includes


@pytest.mark.parametrize(
    "sentence",
    [
        "A future study will enroll patients with dermatomyositis.",
        "An earlier trial enrolled patients with dermatomyositis.",
        "In a previous study patients with dermatomyositis were treated.",
        "People with dermatomyositis are studied in a separate protocol.",
        "We have previously enrolled patients with dermatomyositis.",
        "This study will compare results with historical patients with dermatomyositis.",
        "The drug was tested in a trial of patients with dermatomyositis last year.",
    ],
)
def test_people_of_another_study_are_not_taken(sentence):
    assert types(read(summary=sentence)) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Unlike previous studies, this study will enroll patients with dermatomyositis.",
        "Patients with dermatomyositis who completed an earlier trial will be enrolled.",
        "Patients with dermatomyositis will be enrolled in separate cohorts.",
        "After previous studies, this study enrolls patients with dermatomyositis.",
    ],
)
def test_people_of_this_study_are_taken_though_others_are_told_of(sentence):
    assert "DM" in types(read(summary=sentence))


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
    assert (types(found), found.may_include) == (set(), [])
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
