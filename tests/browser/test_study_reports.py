"""“I called: it is closed”, by keyboard alone, on 320 pixels, with and without scripts."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from . import records
from .reader import Reader

NARROW = {"width": 320, "height": 640}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, tab, portals):
    with tab(viewport=NARROW, java_script_enabled=request.param) as page:
        reader = Reader(page)
        reader.opens(f"{portals['whole']}/trials/{records.IBM}/?place=15213")
        yield reader
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


def test_two_presses_tell_us_what_somebody_found_who_called(request, reader):
    page = reader.page
    reader.follows("I called: it is closed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if request.node.callspec.params["reader"]:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
    reader.goes_to("button", "They said that it is not accepting anyone now")
    reader.enters()
    assert reader.sees("Thank you. We will look at it.")
    assert page.context.cookies() == []
    reader.follows("Back to the study")
    assert page.url.endswith(f"/trials/{records.IBM}/?place=15213")
    assert not reader.sees("A reader told us")
