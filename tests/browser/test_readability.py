"""What an editor is told of a text while writing it, before anything is saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.gate import exhaustive

from .people import PASSWORD

LONG = (
    "Some people find that it takes them very long to climb the stairs at home, and " * 2 + "so on."
)


@pytest.fixture
def writing(tab, portals):
    """An editor's browser with an empty page on a disease before it, and the panel open."""
    with tab(viewport={"width": 1280, "height": 900}) as page:
        page.goto(portals["desk"] + "/admin/")
        page.get_by_label("Username").fill("editor")
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(portals["desk"] + "/admin/")
        page.goto(portals["desk"] + "/admin/snippets/conditions/condition/add/")
        page.get_by_role("button", name="Toggle readability").click()
        yield page
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


def panel(page):
    return page.locator('[data-side-panel="measure"]')


def writes(page, text):
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Statement").click()
    statement = page.get_by_role("region", name=re.compile("^Statement")).last
    statement.get_by_role("textbox", name="Text*").fill(text)


def test_the_panel_follows_what_is_written(writing):
    told = panel(writing).get_by_role("status")
    expect(told).to_have_text("There is nothing to measure yet.")
    writes(writing, f"Renal trouble.\n{LONG}")
    expect(told).to_contain_text("3 things to look at.")
    long = panel(writing).locator("section", has_text="Long sentences (1)")
    expect(long).to_contain_text(f"{len(LONG.split())} words")
    expect(writing.get_by_role("button", name="Toggle readability")).to_contain_text("3")

    # From another tab, and from a statement that is closed.
    writing.get_by_role("button", name="Collapse all").click()
    writing.get_by_role("tab", name="About this page").click()
    long.get_by_role("button", name="Show").click()
    field = writing.get_by_role("textbox", name="Text*")
    expect(field).to_be_focused()
    field.fill("It is hard to climb the stairs.")
    expect(told).to_contain_text("1 thing to look at.")
    expect(panel(writing)).not_to_contain_text("Long sentences")


@exhaustive
def test_the_button_measures_at_once_and_says_where_it_could_not(writing):
    told = panel(writing).get_by_role("status")
    measure = panel(writing).get_by_role("button", name="Measure")
    writing.get_by_role("textbox", name="Summary*").fill("Renal trouble.")
    measure.click()
    expect(told).to_contain_text("1 thing to look at.")
    writing.context.clear_cookies()
    measure.click()
    expect(told).to_contain_text("Could not be measured just now.")
    # What was measured last stays in sight.
    expect(panel(writing)).to_contain_text("of the kidneys")


@exhaustive
def test_the_panel_can_be_read_by_everybody(writing):
    writes(writing, f"Renal trouble. {LONG}")
    expect(panel(writing).get_by_role("status")).to_contain_text("3 things to look at.")
    buttons = panel(writing).get_by_role("button", name="Show")
    names = [re.sub(r"\s+", " ", button.inner_text()) for button in buttons.all()]
    assert len(names) == 3
    assert all("Renal trouble." in name for name in names)
    sizes = [button.bounding_box() for button in buttons.all()]
    assert all(size["height"] >= 24 for size in sizes)
