import dataclasses

import pytest

from trials.fit import verdicts
from trials.fit.answers import INFECTIONS, Answers
from trials.fit.verdicts import Verdict

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


def test_long_and_hostile_lines_take_no_long_time():
    for word in ("or ", "with ", "18 years, ", "(DM or ", "not ", "except ", "≥ 5 "):
        assert len(verdicts.judge("Exclusion Criteria:\n\n* " + word * 2_000, ALL_GOOD)) >= 1
