"""The answers on taking part, in plain words. Nothing here needs a database."""

import pytest

from trials.models import Trial
from trials.presenting.requirement_answers import requirement_answers
from trials.reading.requirements import values

WORDS = "Travel is paid, within limits."


def money(state="stated", which=None):
    """The answer of a record to "Would I get help with travel, be paid, or have to pay?"""
    entry = {
        "name": "travel_or_payment",
        "state": state,
        "detail": {"which": which} if which else {},
        "quotes": [{"field": "brief_summary", "text": WORDS}],
    }
    return requirement_answers(Trial(readings={"requirements": [entry]}))


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ([values.TRAVEL_PAID], "Mentioned in the record: help with travel."),
        ([values.PAYMENT], "Mentioned in the record: money for you."),
        ([values.FREE], "Mentioned in the record: something free of charge."),
        ([values.COST], "Mentioned in the record: a cost to you."),
        (
            [values.TRAVEL_PAID, values.COST],
            "Mentioned in the record: help with travel, a cost to you.",
        ),
        # A reading of rules that knew no values.
        (None, "The record says so in these words:"),
    ],
)
def test_the_answer_on_money_says_who_pays_for_what(which, said):
    [answer] = money(which=which).answers
    assert answer.text == said
    assert [quoted.quote for quoted in answer.quotes] == [WORDS]


def test_no_money_is_no_answer_to_whether_there_are_costs():
    [answer] = money("stated_not").answers
    assert answer.text == "The record says what is not paid, in these words:"


def test_a_record_without_a_word_on_money_leaves_a_question_for_the_team():
    found = money("not_stated")
    assert not found.answers
    assert "Would I get help with travel, be paid, or have to pay?" in found.unanswered
