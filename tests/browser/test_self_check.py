"""The self-check by keyboard alone, on 320 pixels, with and without scripts."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from . import records
from .reader import Reader

NARROW = {"width": 320, "height": 640}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, tab, portals):
    with tab(viewport=NARROW, java_script_enabled=request.param) as page:
        reader = Reader(page)
        reader.opens(f"{portals['whole']}/trials/{records.IBM}/fit/")
        yield reader
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


def test_answers_stand_beside_the_words_and_nowhere_else(request, reader):
    page = reader.page
    reader.answers("Years", "7")
    reader.goes_to("button", "Compare")
    with page.expect_navigation():
        reader.press("Enter")
    assert reader.sees("May rule you out")
    assert reader.sees("Do not stop, skip, or change a medicine to join a study")
    assert page.url.endswith("/fit/")
    assert page.context.cookies() == []
    assert page.locator("input[type=number][name=age]").input_value() == "7"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if request.node.callspec.params["reader"]:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
