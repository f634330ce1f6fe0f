"""The bench of the search still runs: in its smallest form, without the rivals we do not have."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_asks_the_portal_and_modelsearch_every_kind_of_question(bench):
    printed = bench("search.py", "--studies", "20", "--short")
    assert "20 studies, in the process, ms: median (p95)" in printed
    rows = printed.partition("portal, whole page")[2].partition("goal:")[0].splitlines()
    kinds = [row for row in rows if "(" in row]
    assert len(kinds) == 14
    assert "modelsearch is not installed" not in printed
    single = next(row for row in kinds if row.startswith("single word"))
    assert "×" in single  # modelsearch answered as well
