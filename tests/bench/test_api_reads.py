"""The bench of kept answers still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_compares_each_address_with_the_empty_view(bench):
    printed = bench("api_reads.py", "--studies", "20", "--seconds", "1", "--rounds", "1")
    rows = [line for line in printed.splitlines() if line.startswith("/")]
    assert len(rows) == 5
    assert all("×" in row for row in rows)
    assert "goal: reads of the API are ×0.5 or more" in printed
