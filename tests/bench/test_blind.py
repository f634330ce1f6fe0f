"""Lines and records that others wrote with answers: what is excluded is never shown as included."""

import pytest

from bench import blind
from trials.reading.evaluation_figures import FIGURES


@pytest.fixture(scope="module", params=blind.BATCHES)
def batch(request):
    return blind.Batch(request.param)


def test_a_report_says_what_failed(batch, capsys):
    blind.report(batch)
    printed = capsys.readouterr().out
    assert f"blind batch {batch.name}" in printed
    assert all(miss in printed for miss in batch.misses)


@pytest.mark.parametrize("name", [name for name in blind.BATCHES if name != blind.EXAMINATION])
def test_no_excluded_type_of_an_opened_batch_is_shown_as_included(name):
    assert blind.Batch(name).wrong_yes == 0


def test_the_page_shows_the_figures_of_the_examination():
    figures = blind.Batch(blind.EXAMINATION).figures()
    assert {name: FIGURES[f"blind_{name}"] for name in figures} == figures


def test_an_interval_holds_the_share_and_narrows_with_more_lines():
    low, high = blind.wilson(9, 10)
    assert low < 0.9 < high
    assert blind.wilson(90, 100)[0] > low
    assert blind.wilson(0, 0) == (0.0, 1.0)
