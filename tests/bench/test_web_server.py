"""The bench of web servers still runs: in its smallest form, with the server that we use."""

import pytest


@pytest.mark.exhaustive
@pytest.mark.processes
def test_it_measures_granian(bench):
    printed = bench("web_server.py", "--short", "/healthz")
    assert "/healthz  requests/s" in printed
    assert "granian threads: at SIGTERM, request under way answered" in printed
    assert "open database connections after each burst of requests:" in printed
