import pytest

from query import reader
from query.not_used import reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CK 4500", "4500"),
        ("my CK is 12,000", "12,000"),
        ("CPK level was 850 U/L", "850 U/L"),
        ("aldolase 9.5", "9.5"),
        ("CK: 300", "300"),
        ("CK over 1000", "1000"),
        ("4500 CK", "4500"),
        ("CK 12k", "12k"),
        ("my CK dropped from 5000 to 800", "5000 to 800"),
        ("creatine kinase = 2.300 U/L", "2.300 U/L"),
        ("mi CPK está en 5000", "5000"),
        ("LDH 620", "620"),
        ("ANA 1:640", "1:640"),
    ],
)
def test_the_value_of_a_blood_test_is_named_and_not_looked_for(text, value):
    question = reader.read(text)
    assert [(one.text, one.why) for one in question.not_used] == [(value, "value")]
    assert set(question.words) <= {"aldolase", "ldh", "ana"}
    assert "age" not in question.choices
    assert "upper limit" in reason(question.not_used[0])


def test_two_values_are_not_compared_with_a_limit():
    [one] = reader.read("my CK dropped from 5000 to 800").not_used
    assert "times as high" not in reason(one)
