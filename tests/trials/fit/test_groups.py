"""Lines that say one thing of one group of people and another thing of the next one."""

import pytest

from bench import fit


def said_of(line, answers):
    return fit.ours({"heading": "I", "line": line, "answers": answers})


@pytest.mark.parametrize(
    ("line", "child"),
    [
        ("Adults: prednisone of up to 30 mg a day. Children: up to 0.5 mg/kg a day", "ask"),
        ("Adults must take at most 30 mg of prednisone a day; children 0.5 mg/kg", "ask"),
        ("Prednisone of up to 30 mg a day in adults, up to 0.5 mg/kg a day in children", "ask"),
        ("Prednisone of up to 30 mg a day, or 0.5 mg/kg a day for those under 18", "ask"),
        ("Adults must take at most 30 mg of prednisone a day", "ask"),
        ("Adults: prednisone of up to 30 mg a day", "ask"),
        ("Adults with prednisone of up to 30 mg a day", "may_rule_out"),
    ],
)
@pytest.mark.parametrize("steroid", ["to_20", "over_40"])
def test_a_dose_for_adults_says_nothing_of_children(line, child, steroid):
    assert said_of(line, {"age": 10, "steroid": steroid}) == child


@pytest.mark.parametrize(
    ("steroid", "verdict"), [("to_20", "no_conflict"), ("over_40", "may_rule_out")]
)
def test_a_dose_for_adults_counts_for_adults(steroid, verdict):
    line = "Adults: prednisone of up to 30 mg a day. Children: up to 0.5 mg/kg a day"
    assert said_of(line, {"age": 45, "steroid": steroid}) == verdict


@pytest.mark.parametrize(
    ("line", "verdicts"),
    [
        ("Part A: adults of 18 to 65 years; Part B: adolescents of 12 to 17 years",
         {9: "may_rule_out", 14: "no_conflict", 40: "no_conflict", 70: "may_rule_out"}),
        ("US sites: 18 years and older; sites in Korea: 19 years and older",
         {17: "may_rule_out", 18: "ask", 19: "no_conflict"}),
        ("Age 18 to 70 years (Japan: 20 to 70 years)",
         {17: "may_rule_out", 19: "ask", 33: "no_conflict", 71: "may_rule_out"}),
        ("Age ≥ 16 years in the UK, ≥ 12 years in all other countries",
         {11: "may_rule_out", 14: "ask", 17: "no_conflict"}),
        ("Adults: 18 to 65 years", {10: "ask", 40: "no_conflict", 70: "may_rule_out"}),
        ("Children: 6 to 17 years", {10: "no_conflict", 40: "ask"}),
        ("Part A: 18 to 65 years", {10: "ask", 40: "ask"}),
    ],
)  # fmt: skip
def test_several_ages_of_one_line_are_those_of_parts_places_or_groups(line, verdicts):
    assert {age: said_of(line, {"age": age}) for age in verdicts} == verdicts


@pytest.mark.parametrize(
    ("line", "sex", "age", "verdict"),
    [
        ("Women aged 18 to 45 years; men aged 18 to 60 years", "male", 50, "no_conflict"),
        ("Women aged 18 to 45 years; men aged 18 to 60 years", "female", 50, "may_rule_out"),
        ("Women: 18 to 45 years; men: 18 to 60 years", "female", 50, "may_rule_out"),
    ],
)
def test_women_and_men_may_have_limits_of_their_own(line, sex, age, verdict):
    assert said_of(line, {"sex": sex, "age": age}) == verdict


@pytest.mark.parametrize(
    ("line", "of", "age", "verdict"),
    [
        ("For IBM only: age 50 or above", "DM", 38, "no_conflict"),
        ("For IBM only: age 50 or above", "IBM", 47, "may_rule_out"),
        ("IBM: age 50 or above", "DM", 38, "ask"),
        ("DM: 18 to 65 years; JDM: 5 to 17 years", "IBM", 60, "ask"),
    ],
)
def test_a_condition_on_a_type_is_no_demand_of_the_others(line, of, age, verdict):
    assert said_of(line, {"type": of, "age": age}) == verdict
