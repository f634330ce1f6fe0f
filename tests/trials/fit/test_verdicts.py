import dataclasses

import pytest

from trials.fit import verdicts
from trials.fit.answers import INFECTIONS, Answers
from trials.fit.verdicts import Verdict
from trials.reading import budget

ALL_GOOD = Answers(
    type="DM",
    age=40,
    sex="female",
    steroid="none",
    rituximab="never",
    ivig="never",
    jak="never",
    cell_therapy="never",
    cancer="never",
    ild="no",
    oxygen="no",
    infections=dict.fromkeys(INFECTIONS, "no"),
    pregnancy="no",
    chair="without_arms",
)


def judged(text, answers):
    return [(one.line.text, one.verdict.value) for one in verdicts.judge(text, answers)]


def test_a_line_with_one_unknown_word_is_for_the_team():
    for line in ("Cancer of concern", "Rituximab allergy", "HIV vaccination", "Planned IVIG"):
        [one] = verdicts.judge(f"Exclusion Criteria:\n\n* {line}", ALL_GOOD)
        assert one.verdict == Verdict.ASK, line


def test_without_answers_every_line_is_for_the_team():
    text = (
        "Inclusion Criteria:\n\n* Age 18 or older\n* DM\n\nExclusion Criteria:\n\n* Cancer\n* HIV"
    )
    assert {one.verdict for one in verdicts.judge(text, Answers())} == {Verdict.ASK}


def test_a_lead_with_a_limit_of_time_counts_for_the_lines_below_it():
    text = "Exclusion Criteria:\n\n* Any of the following within 6 months:\n  * Rituximab\n  * IVIG"
    answers = Answers(rituximab="3_to_6m", ivig="over_12m")
    assert judged(text, answers) == [("Rituximab", "may_rule_out"), ("IVIG", "no_conflict")]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Received MabThera or Truxima less than 9 months ago", "no_conflict"),
        ("Received MabThera or examplimab less than 9 months ago", "ask"),
    ],
)
def test_a_limit_of_time_counts_for_both_of_two_medicines(line, verdict):
    text = f"Exclusion Criteria:\n\n* {line}"
    assert judged(text, Answers(rituximab="over_12m")) == [(line, verdict)]


@pytest.mark.parametrize(
    "lead", ["Cohort B:", "Healthy controls:", "Unless treated:", "Two of the following:"]
)
def test_a_line_below_words_that_may_change_it_is_for_the_team(lead):
    text = f"Exclusion Criteria:\n\n{lead}\n\n* History of cancer"
    for cancer in ("never", "over_5y"):
        assert judged(text, Answers(cancer=cancer))[-1] == ("History of cancer", "ask")


def test_a_text_without_headings_is_for_the_team():
    assert {verdict for _line, verdict in judged("Age 18 or older", ALL_GOOD)} <= {"ask"}


def test_says_which_answers_decide():
    text = "Exclusion Criteria:\n\n* Cancer, HIV or interstitial lung disease"
    [one] = verdicts.judge(text, dataclasses.replace(ALL_GOOD, ild="yes"))
    assert (one.verdict, one.because) == (Verdict.MAY_RULE_OUT, ("ild",))
    assert one.questions == ("cancer", "ild", "infections")


def test_asks_only_what_some_line_touches():
    text = "Inclusion Criteria:\n\n* Dermatomyositis\n\nExclusion Criteria:\n\n* Rituximab allergy"
    assert verdicts.questions_of(text) == {"rituximab", "type"}


@pytest.mark.parametrize(
    "word", ["or ", "with ", "18 years, ", "(DM or ", "not ", "except ", "≥ 5 "]
)
def test_long_and_hostile_lines_are_read(word):
    text = f"Exclusion Criteria:\n\n* {word * (2 * budget.LONGEST_TEXT // len(word))}"
    assert len(verdicts.judge(text, ALL_GOOD)) >= 1


def said_of(heading, line, **answers):
    headings = {"I": "Inclusion Criteria", "E": "Exclusion Criteria"}
    [(_line, verdict)] = judged(f"{headings[heading]}:\n\n* {line}", Answers(**answers))
    return verdict


@pytest.mark.parametrize(
    ("line", "steroid", "verdict"),
    [
        ("Dexamethasone above 1.5 mg daily", "to_20", "may_rule_out"),
        ("Hydrocortisone above 20 mg daily", "to_5", "no_conflict"),
        ("Corticosteroids above 16 mg of methylprednisolone a day", "to_20", "no_conflict"),
        ("Methylprednisolone above 16 mg or prednisone above 30 mg", "to_20", "no_conflict"),
    ],
)
def test_a_dose_of_another_steroid_is_counted_as_prednisone(line, steroid, verdict):
    assert said_of("E", line, steroid=steroid) == verdict


@pytest.mark.parametrize(
    ("line", "rituximab", "verdict"),
    [
        ("If rituximab was used, the last dose was at least 9 months ago", "never", "no_conflict"),
        ("Wash-out of rituximab of at least 6 months", "under_1m", "may_rule_out"),
        ("Prior rituximab is allowed if the last dose was 6 months or more ago", "3_to_6m",
         "may_rule_out"),
        ("Prior rituximab is allowed", "over_12m", "no_conflict"),
        ("Only patients with prior rituximab are eligible", "never", "ask"),
        ("Patients with prior rituximab are excluded", "over_12m", "ask"),
        ("Failed rituximab at least 6 months ago", "over_12m", "ask"),
    ],
)  # fmt: skip
def test_time_that_must_have_passed_is_read_from_its_words(line, rituximab, verdict):
    assert said_of("I", line, rituximab=rituximab) == verdict


@pytest.mark.parametrize(
    ("line", "age", "verdict"),
    [
        ("Onset of weakness after the age of 45", 38, "may_rule_out"),
        ("Onset of weakness after the age of 45", 60, "ask"),
        ("Onset before the 18th birthday", 12, "no_conflict"),
        ("40 years or older at the time of diagnosis", 70, "ask"),
        ("Diagnosed before turning 18 and now between 5 and 21 years old", 30, "may_rule_out"),
    ],
)
def test_an_age_at_which_something_began_is_at_most_the_age_now(line, age, verdict):
    assert said_of("I", line, age=age) == verdict


@pytest.mark.parametrize(
    "line",
    [
        "Biologic drugs that are investigational, within 6 months",
        "Anticancer therapy (e.g. chemotherapy, biologic therapy)",
        "Anti-CD20 antibodies or examplimab for lymphoma",
        "Treatment for viral hepatitis or HIV",
        "Infection of the skin",
        "Significant fibrosis, curvature or infection",
        "Severe disease of the lungs, e.g. interstitial lung disease",
        "History of cancer or tumors (but cured ones were included)",
        "Examplimab, except for inhaled ones; prednisone above 5 mg for allergies",
        "Cancer, with the following exceptions:",
    ],
)
def test_words_that_may_say_more_of_a_topic_leave_an_exclusion_to_the_team(line):
    answers = {
        "rituximab": "under_1m",
        "infections": dict.fromkeys(INFECTIONS, "yes"),
        "ild": "yes",
        "cancer": "over_5y",
        "steroid": "to_10",
    }
    assert said_of("E", line, **answers) == "ask"


@pytest.mark.parametrize(
    "line",
    [
        "For women of childbearing potential, a negative pregnancy test",
        "Negative pregnancy test for women of childbearing potential",
        "Women of childbearing potential using contraception",
        "If female: not pregnant",
    ],
)
def test_what_is_demanded_of_women_who_may_become_pregnant_is_not_demanded_of_men(line):
    assert said_of("I", line, sex="male") == "no_conflict"


@pytest.mark.parametrize(
    "line",
    ["Pregnancy", "Pregnant women", "Breastfeeding or pregnant women", "Women who are pregnant"],
)
def test_a_line_on_pregnancy_is_for_the_team_where_somebody_answers_male_and_pregnant(line):
    assert said_of("E", line, sex="male", pregnancy="pregnant_or_nursing") == "ask"


@pytest.mark.parametrize(
    ("heading", "line", "answers"),
    [
        ("E", "JAK inhibitor for 3 months", {"jak": "over_12m"}),
        ("E", "JAK inhibitor (tofacitinib within 4 weeks)", {"jak": "over_12m"}),
        ("E", "Change in prednisone dose of more than 5 mg", {"steroid_stable": "no"}),
        ("E", "Corticosteroids within 4 weeks", {"steroid": "none"}),
        ("E", "Pregnant or nursing during the study", {"pregnancy": "planning"}),
        ("E", "Previous cell therapy or rituximab within 6 months", {"cell_therapy": "over_12m"}),
        ("E", "Prior rituximab, or IVIG within 6 months", {"rituximab": "over_12m"}),
        ("E", "Rituximab ever, IVIG within 6 months", {"rituximab": "over_12m"}),
        ("E", "History of cancer or IVIG within 6 months", {"cancer": "over_5y"}),
        ("I", "No washout of rituximab of 6 months", {"rituximab": "under_1m"}),
        ("I", "Prednisone up to 10 mg is allowed if stable", {"steroid": "to_40"}),
        ("I", "If on prednisone up to 10 mg, stable for 4 weeks", {"steroid": "to_40"}),
        ("I", "DM and at least one of: skin disease, ILD", {"type": "DM", "ild": "no"}),
        ("I", "Women of childbearing potential", {"sex": "male"}),
        ("I", "Any HIV status", {"infections": {"hiv": "no"}}),
    ],
)
def test_a_limit_or_condition_that_may_be_meant_otherwise_is_for_the_team(heading, line, answers):
    assert said_of(heading, line, **answers) == "ask"


@pytest.mark.parametrize(
    ("line", "answers", "verdict"),
    [
        ("Steroids, if used, stable for 4 weeks", {"steroid": "none"}, "no_conflict"),
        ("Rituximab, if given, more than 6 months ago", {"rituximab": "under_1m"}, "may_rule_out"),
        ("Steroids permitted at 10 mg/d or less if stable", {"steroid": "none"}, "no_conflict"),
        ("Prednisone of at most 15 mg for at least 4 weeks", {"steroid": "to_40"}, "may_rule_out"),
        ("IBM patients ≥ 45 years", {"age": 44, "type": "IBM"}, "may_rule_out"),
        ("Males and non-pregnant females", {"sex": "male"}, "no_conflict"),
        ("DM with or without weakness", {"type": "DM"}, "no_conflict"),
        ("Adolescents (12-17 years) and adults", {"age": 9}, "may_rule_out"),
        ("Able to rise from a chair unassisted", {"chair": "no"}, "may_rule_out"),
    ],
)
def test_reads_who_is_meant_and_when(line, answers, verdict):
    assert said_of("I", line, **answers) == verdict
