import pytest

from conditions.readability.grades import grade, sentences, syllables


def test_a_grade_is_near_the_known_one():
    """Worked out by hand: 12 words of 15 syllables in 2 sentences."""
    blocks = ["Call the study team before you travel. They know who can join."]
    assert grade(list(sentences(blocks))) == pytest.approx(0.39 * 6 + 11.8 * 15 / 12 - 15.59)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("open", 2), ("study", 2), ("every", 3), ("called", 1), ("needed", 2), ("trial", 2)),
        *(("places", 2), ("people", 2), ("medicine", 3), ("registry", 3), ("the", 1)),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count
