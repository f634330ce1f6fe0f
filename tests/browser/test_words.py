"""A hard word of a record, by keyboard alone, on a phone, with and without scripts."""

import pytest

from . import records
from .reader import Reader

NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_word_leads_to_its_meaning_and_back(tab, portals, scripts):
    with tab(viewport=NARROW, java_script_enabled=scripts) as page:
        reader = Reader(page)
        reader.opens(f"{portals['whole']}/trials/{records.IBM}/")
        word = page.locator("a.word").first
        name = word.inner_text()
        word.focus()
        reader.press("Enter")
        assert page.locator("dt:target").is_visible()
        assert page.evaluate("document.querySelector('dt:target').getBoundingClientRect().top >= 0")
        reader.follows("Back to where you were")
        assert page.locator(":target").inner_text() == name
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])
