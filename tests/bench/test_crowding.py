"""The bench of a crowded portal still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_compares_each_attack_with_quiet(bench):
    printed = bench("crowding.py", "--studies", "20", "--seconds", "1", "--rounds", "1")
    rows = printed.partition("ratio")[2].splitlines()
    kinds = [row for row in rows if row.startswith(("quiet", "20 "))]
    assert len(kinds) == 6
    assert "goal: readers' p95 under 2 times its quiet value" in printed
