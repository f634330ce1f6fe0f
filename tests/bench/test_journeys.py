"""The bench of journeys still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_loads_a_server_and_says_what_that_needs(bench):
    printed = bench("journeys.py", "--studies", "20", "--seconds", "1", "--connections", "2", "4")
    assert "ready after" in printed
    assert printed.count(", MB of each process:") == 2
    assert [row.split()[0] for row in printed.splitlines() if " connections " in row] == ["2", "4"]
