"""The bench of growth still runs, in its smallest form."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_copies_studies_and_measures_each_size(bench):
    printed = bench("growth.py", "--first", "20", "--studies", "20", "60")
    table = printed.split("20          60")[-1]
    rows = {row[:44].strip(): row[44:].split() for row in table.splitlines() if row}
    assert rows["copied a second"][0] == "–"
    assert len(rows) == 15
    assert all(len(cells) == 2 for cells in rows.values())
