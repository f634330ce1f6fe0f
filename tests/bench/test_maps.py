"""The bench of maps still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_draws_a_study_of_1148_places_and_says_how_large_each_page_is(bench):
    printed = bench("maps.py", "--times", "1")
    assert "a study of 1,148 places" in printed
    rows = [row.split() for row in printed.splitlines() if row.startswith("/trials/")]
    assert len(rows) == 5
    assert all(0 < float(row[-1]) <= 60 for row in rows)
