import pytest

from query import reader
from query.not_used import reason


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("prednisone 60 mg a day", "60 mg a day", "amount"),
        ("she weighs 31 kg", "31 kg", "amount"),
        ("Privigen 10% dermatomyositis", "10%", "amount"),
        ("Gammagard 20 dermatomyositis", "20", "amount"),
        ("fever of 38.7 since rituximab", "38.7", "amount"),
        ("diagnosed 7 years ago", "7 years ago", "time"),
        ("myositis for two years", "for two years", "time"),
        ("hace 4 años", "hace 4 años", "time"),
        ("krank seit 9 Jahren", "seit 9 Jahren", "time"),
        ("5 months pregnant", "5 months", "time"),
    ],
)
def test_an_amount_is_named_as_not_used_and_is_no_age(text, said, why):
    question = reader.read(text)
    assert [(one.text, one.why) for one in question.not_used] == [(said, why)]
    assert "age" not in question.choices
    assert not any(word.isdigit() for word in question.words)
    assert reason(question.not_used[0])


def test_a_time_of_travel_leaves_the_place_and_is_named_as_not_used():
    question = reader.read("polymyositis studies within 3 hours of Chicago")
    assert question.mention.place.name == "Chicago"
    assert question.mention.within is None
    assert [(one.text, one.why) for one in question.not_used] == [("within 3 hours of", "travel")]
    assert question.words == ()


def test_hours_without_a_place_are_left_as_they_are():
    assert not reader.read("an infusion takes 4 hours of my day").not_used
