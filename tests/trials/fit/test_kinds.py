"""Kinds of wording that a table, or a real record, showed: one line of our own for each."""

import pytest

from bench import fit
from trials.fit import verdicts
from trials.fit.answers import Answers


def said_of(heading, line, answers):
    return fit.ours({"heading": heading, "line": line, "answers": answers})


@pytest.mark.parametrize(
    ("line", "verdicts_by_age"),
    [
        ("Aged 16 years or older on the day the consent form is signed", {15: "may_rule_out"}),
        ("Age: 16~70 years old, gender not limited", {70: "no_conflict", 71: "may_rule_out"}),
        ("16 to 70 years, both limits included", {70: "no_conflict", 71: "may_rule_out"}),
        ("Between 5 years and 15 years 11 months of age", {15: "no_conflict", 17: "may_rule_out"}),
        ("Weakness must have started after the age of 45 years", {41: "may_rule_out", 60: "ask"}),
    ],
)
def test_ages(line, verdicts_by_age):
    assert {age: said_of("I", line, {"age": age}) for age in verdicts_by_age} == verdicts_by_age


@pytest.mark.parametrize(
    ("heading", "line", "answers", "verdict"),
    [
        ("I", "At least 6 months since the last dose of rituximab, if ever given",
         {"rituximab": "never"}, "no_conflict"),
        ("I", "Naive to rituximab and IVIG", {"ivig": "over_12m"}, "may_rule_out"),
        ("I", "No use of rituximab within 6 months and IVIG within 3 months",
         {"rituximab": "never", "ivig": "3_to_6m"}, "no_conflict"),
        ("I", "No use of rituximab within 6 months and IVIG within 3 months",
         {"rituximab": "under_1m", "ivig": "never"}, "may_rule_out"),
        ("I", "Prior rituximab, if given", {"rituximab": "never"}, "ask"),
        ("I", "IVIG-naive, or last IVIG at least 6 months ago", {"ivig": "3_to_6m"},
         "may_rule_out"),
        ("E", "Rituximab within 5 half-lives (110 days)", {"rituximab": "over_12m"},
         "no_conflict"),
        ("I", "Inadequate response to rituximab", {"rituximab": "never"}, "may_rule_out"),
        ("I", "Inadequate response to rituximab", {"rituximab": "over_12m"}, "ask"),
        ("I", "Immune globulin (i.v.) in the last 3 months", {"ivig": "never"}, "may_rule_out"),
        ("I", "Prednisone up to 20 mg a day, kept stable for 4 weeks", {"steroid": "over_40"},
         "may_rule_out"),
        ("E", "Prednisone above 20 mg a day (pred. eq.)", {"steroid": "to_20"}, "no_conflict"),
        ("I", "Glucocorticoids (if used) must be stable for 4 weeks", {"steroid": "none"},
         "no_conflict"),
    ],
)  # fmt: skip
def test_medicines(heading, line, answers, verdict):
    assert said_of(heading, line, answers) == verdict


@pytest.mark.parametrize(
    ("line", "answers", "verdict"),
    [
        ("Cancer in the past 5 years (cured skin cancer does not count)",
         {"cancer": "over_5y"}, "no_conflict"),
        ("Cancer in the past 5 years (cured skin cancer does not count)",
         {"cancer": "within_5y"}, "ask"),
        ("Women over 50 with cancer at any time", {"sex": "male", "cancer": "over_5y"},
         "no_conflict"),
        ("Active infection (viral, bacterial, fungal)", {"infections": {"infection_now": "yes"}},
         "may_rule_out"),
        ("Hepatitis C, unless the RNA test is negative", {"infections": {"hepatitis_c": "no"}},
         "no_conflict"),
        ("Hepatitis C, unless the RNA test is negative", {"infections": {"hepatitis_c": "yes"}},
         "ask"),
        ("HIV or hepatitis B (past or present)",
         {"infections": {"hiv": "no", "hepatitis_b": "yes"}}, "may_rule_out"),
        ("Tuberculosis (active, latent or in the past)", {"infections": {"tuberculosis": "yes"}},
         "may_rule_out"),
        ("ILD that needs oxygen (continuous or intermittent)", {"ild": "yes", "oxygen": "no"},
         "no_conflict"),
        ("Cannot rise from a chair at all", {"chair": "with_arms"}, "no_conflict"),
        ("Cancer found within 3 years of the diagnosis of myositis", {"cancer": "never"}, "ask"),
        ("Cancer within 3 years of the diagnosis of myositis", {"cancer": "never"}, "no_conflict"),
        ("Cancer within 3 years of the diagnosis of myositis", {"cancer": "within_5y"}, "ask"),
        ("Unable to rise from a chair with the arms, or bound to a wheelchair", {"chair": "no"},
         "may_rule_out"),
        ("Anti-TIF1-gamma or anti-NXP2 in patients older than 40 years",
         {"age": 27, "antibodies": {"has": ["NXP2"]}}, "no_conflict"),
        ("Anti-MDA5 antibodies together with fast lung disease", {"antibodies": {"not": ["MDA5"]}},
         "no_conflict"),
        # "Now or earlier" is asked: it may be neither chronic nor active.
        ("Chronic hepatitis B", {"infections": {"hepatitis_b": "yes"}}, "ask"),
        ("Active hepatitis B, hepatitis C or HIV",
         {"infections": {"hepatitis_b": "no", "hepatitis_c": "yes", "hiv": "no"}}, "ask"),
        ("Current active infections with HIV, hepatitis B and hepatitis C",
         {"infections": {"hepatitis_b": "yes", "infection_now": "yes"}}, "ask"),
        ("History of hepatitis B or hepatitis C", {"infections": {"hepatitis_c": "yes"}},
         "may_rule_out"),
        ("Systemic infection", {"infections": {"infection_now": "yes"}}, "ask"),
        ("Need for continuous oxygen", {"oxygen": "yes"}, "ask"),
        ("Need for continuous oxygen", {"oxygen": "no"}, "no_conflict"),
    ],
)  # fmt: skip
def test_illnesses(line, answers, verdict):
    assert said_of("E", line, answers) == verdict


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize(
    "line",
    [
        "For women of childbearing potential or male subjects: use of contraception",
        "Males, women of childbearing potential, and their spouses who use contraception",
    ],
)
def test_what_is_demanded_of_women_and_men_is_demanded_of_both(line, sex):
    assert said_of("I", line, {"sex": sex}) == "ask"


@pytest.mark.parametrize(
    ("of", "antibodies", "verdict"),
    [
        ("DM", {}, "may_rule_out"),
        ("IMNM", {"has": ["HMGCR"]}, "no_conflict"),
        ("IMNM", {"not": ["SRP", "HMGCR"]}, "may_rule_out"),
        ("IMNM", {"not": ["SRP"]}, "ask"),
    ],
)
def test_antibodies_of_one_list_are_joined_first(of, antibodies, verdict):
    line = "Immune-mediated necrotizing myopathy with anti-SRP or anti-HMGCR antibodies"
    assert said_of("I", line, {"type": of, "antibodies": antibodies}) == verdict


TWO_LISTS = """Adult cohort

Inclusion Criteria:

* Age 18 to 75 years

Exclusion Criteria:

* HIV

Juvenile cohort

Inclusion Criteria:

* Age 6 to 17 years

Exclusion Criteria:

* HIV"""


def test_lists_of_several_cohorts_are_for_the_team():
    answers = Answers(age=11, infections={"hiv": "yes"})
    assert {one.verdict.value for one in verdicts.judge(TWO_LISTS, answers)} == {"ask"}
    of_adults = TWO_LISTS.partition("Juvenile")[0]
    # It says whose list it is, and somebody else may have another.
    assert {one.verdict.value for one in verdicts.judge(of_adults, answers)} == {"ask"}
    of_everybody = of_adults.partition("cohort")[2]
    judged = [one.verdict.value for one in verdicts.judge(of_everybody, answers)]
    assert judged == ["may_rule_out", "may_rule_out"]
