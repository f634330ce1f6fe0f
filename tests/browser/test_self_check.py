"""The self-check by keyboard alone, on 320 pixels, with and without scripts."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from . import records
from .reader import Reader

IS_NARROW = "document.documentElement.scrollWidth <= innerWidth"
AXE = "axe.run().then(found => found.violations.map(one => one.id))"
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
    assert page.evaluate(IS_NARROW)
    if request.node.callspec.params["reader"]:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE) == []


def test_answers_hide_studies_and_say_which_and_why(request, reader, portals):
    page = reader.page
    reader.opens(f"{portals['whole']}/trials/?condition=inclusion-body-myositis")
    reader.unfolds("Change your search")
    reader.follows("Hide studies that my answers may rule out")
    reader.answers("Years", "7")
    reader.goes_to("button", "Compare")
    with page.expect_navigation():
        reader.press("Enter")
    assert page.url.endswith("/trials/fit/?condition=inclusion-body-myositis")
    assert reader.sees("Filter in use: your answers")
    reader.unfolds("What is hidden, and why")
    assert page.get_by_text("A field in the record").first.is_visible()
    assert page.get_by_text("45 years and older").first.is_visible()
    assert page.context.cookies() == []
    assert page.evaluate(IS_NARROW)
    if request.node.callspec.params["reader"]:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE) == []
