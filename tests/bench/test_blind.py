"""Lines and records that others wrote with answers: what is excluded is never shown as included."""

import pytest

from bench import blind

# The latest ones in `make test`: they have most kinds of wordings.
LATEST = ("night", "clinic")
# Batches opened lately, whose kinds of mistakes are not all mended: {answer: (how many are
# right at least, how many are wrong at most)}.
NOT_MENDED_YET = {
    "february": {"+": (121, 1), "-": (50, 1), "required": (73, 0), "barred": (27, 0)},
    "august": {"+": (175, 0), "-": (56, 0), "required": (65, 0), "barred": (15, 1)},
    "october": {"+": (174, 0), "-": (47, 1), "required": (59, 0), "barred": (27, 1)},
    "may": {"+": (129, 1), "-": (43, 1), "required": (45, 2), "barred": (22, 0)},
    "november": {"+": (197, 0), "-": (58, 1), "required": (46, 5), "barred": (18, 0)},
    "winter": {"+": (169, 1), "-": (43, 0), "required": (59, 2), "barred": (10, 0)},
    "snow": {"+": (144, 1), "-": (49, 0), "required": (73, 0), "barred": (24, 0)},
    "solstice": {"+": (166, 0), "-": (47, 1), "required": (72, 0), "barred": (17, 0)},
    "spring": {"+": (151, 0), "-": (50, 1), "required": (40, 1), "barred": (18, 0)},
    "thaw": {"+": (190, 1), "-": (65, 0), "required": (14, 2), "barred": (13, 1)},
    "equinox": {"+": (137, 0), "-": (62, 2), "required": (44, 1), "barred": (22, 0)},
    "meadow": {"+": (148, 4), "-": (61, 1), "required": (28, 1), "barred": (25, 0)},
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in LATEST else pytest.mark.exhaustive)
        for name in blind.names()
        if name not in NOT_MENDED_YET
    ],
)
def test_no_excluded_type_of_a_batch_is_shown_as_included_and_few_answers_are_wrong(name, capsys):
    batch = blind.Batch(name)
    assert_what_is_shown_is_right(batch)
    right, _found, labeled = batch.of("+")
    assert right >= 0.93 * labeled
    assert batch.unclear <= 0.08 * batch.mentions
    blind.report(batch)
    printed = capsys.readouterr().out
    assert f"blind batch {name}" in printed
    assert all(miss in printed for miss in batch.misses)


@pytest.mark.parametrize("name", NOT_MENDED_YET)
def test_a_batch_whose_kinds_are_not_all_mended_gets_no_worse(name):
    batch = blind.Batch(name)
    for answer, (at_least, at_most) in NOT_MENDED_YET[name].items():
        cells = batch.types if answer in ("+", "-") else batch.antibodies
        right, found, _labeled = batch.of(answer, cells)
        assert right >= at_least
        assert found - right <= at_most
    assert batch.types["-", "+"] == 0


def assert_what_is_shown_is_right(batch):
    assert batch.wrong_yes == 0
    right, found, _labeled = batch.of("+")
    assert right >= 0.98 * found
    right, found, _labeled = batch.of("-")
    assert right >= 0.97 * found
    for demand in ("required", "barred"):
        right, found, labeled = batch.of(demand, batch.antibodies)
        assert right >= 0.95 * found
        assert right >= 0.95 * labeled


def test_an_interval_holds_the_share_and_narrows_with_more_lines():
    low, high = blind.wilson(9, 10)
    assert low < 0.9 < high
    assert blind.wilson(90, 100)[0] > low
    assert blind.wilson(0, 0) == (0.0, 1.0)
