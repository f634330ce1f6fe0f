"""Words between a verb and its subject are blanked, and the clause keeps its length."""

import pytest

from trials.reading.cues import NAME
from trials.reading.idle import without_idle


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        (f"{NAME} is, however, not accepted", f"{NAME} is not accepted"),
        (f"{NAME}, though, is not eligible", f"{NAME} is not eligible"),
        (f"{NAME} can unfortunately not be included", f"{NAME} can not be included"),
        (
            f"{NAME} was considered and, by biopsy, ruled out",
            f"{NAME} was considered and ruled out",
        ),
        (f"{NAME}, on steroids or not", NAME),
        (f"{NAME} following statin use or not", NAME),
        (f"{NAME} may be included or not", f"{NAME} may be included or not"),
        (f"{NAME} is not eligible", f"{NAME} is not eligible"),
    ],
)
def test_words_that_change_nothing_are_blanked(clause, left):
    without = without_idle(clause)
    assert " ".join(without.split()) == left
    assert len(without) == len(clause)
