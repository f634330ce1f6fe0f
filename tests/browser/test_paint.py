"""When the first and the largest part of a page are painted, on a phone with a slow processor.

Figures for people who look at them: how fast this machine is decides them, so no test does.
"""

import pytest

from . import records, tables
from .pages import disease, trial

PHONE = {"width": 390, "height": 844}
SLOWER = 4
PAGES = {
    "home": "/",
    "results": "/trials/?condition=dermatomyositis&place=Boston",
    "study": trial(records.IBM) + "?place=15213",
    "disease": disease("dermatomyositis"),
}
PAINTS = """() => new Promise((resolve) => {
    const found = {};
    const see = (list) => {
        for (const entry of list.getEntries()) {
            if (entry.name === "first-contentful-paint") found.first = entry.startTime;
            if (entry.entryType === "largest-contentful-paint") {
                found.largest = entry.startTime;
                found.what = entry.element?.localName;
            }
        }
        if (found.first && found.largest) resolve(found);
    };
    for (const type of ["paint", "largest-contentful-paint"]) {
        new PerformanceObserver(see).observe({ type, buffered: true });
    }
})"""


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", PAGES)
def test_words_are_the_largest_thing_that_a_slow_phone_paints(tab, portals, name):
    with tab(viewport=PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(portals["whole"] + PAGES[name])
        paints = page.evaluate(PAINTS)
    tables.paints[name] = (round(paints["first"]), round(paints["largest"]))
    assert paints["what"] in ("h1", "p", "li", "span", "label", "strong")
