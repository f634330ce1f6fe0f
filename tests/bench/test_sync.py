"""The bench of a sync still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_compares_a_sync_with_copy(bench):
    printed = bench("sync.py", "--studies", "20")
    assert "20 records:" in printed
    assert "a bare COPY of the same rows:" in printed
    assert printed.count("goal:") == 3
