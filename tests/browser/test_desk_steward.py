"""What a data steward and an administrator do on the desk: syncs, studies, lock-outs."""

import pytest
from playwright.sync_api import expect

from tests.gate import exhaustive

from .people import STUDIES, UNREAD
from .person import sign_in

LAST = list(STUDIES)[-1]


def test_a_held_sync_says_what_would_vanish_and_its_release_is_taken_back(desk):
    steward = desk("steward")
    page = steward.page
    steward.goes_to("queues/held-syncs/")
    row = page.get_by_role("row", name="2 listed studies are not in it, and would disappear").first
    expect(row).to_contain_text(", ".join(list(STUDIES)[1:]))
    expect(row).not_to_contain_text("()")
    waiting = page.get_by_role("button", name="Release").count()
    row.get_by_role("button", name="Release").click()
    steward.is_told("you can undo the release on the first page")
    expect(page.get_by_role("button", name="Release")).to_have_count(waiting - 1)
    steward.goes_to("")
    page.get_by_role("button", name="Undo the release").click()
    steward.is_told("is no longer released")
    expect(page.get_by_role("button", name="Release")).to_have_count(waiting)


@pytest.mark.parametrize("width", [390, pytest.param(768, marks=exhaustive), 1024])
def test_what_is_wider_than_the_window_comes_into_sight_by_keyboard(desk, width):
    page = desk("steward").page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.url + "syncs/")
    last = page.get_by_role("columnheader", name="Reason")
    page.locator("td.title a").first.focus()
    for _press in range(60):
        if _is_in_sight(last, width):
            break
        page.keyboard.press("ArrowRight")
    assert _is_in_sight(last, width)


@pytest.mark.parametrize("width", [390, pytest.param(768, marks=exhaustive), 1024])
def test_the_buttons_of_a_row_are_in_sight_in_a_narrow_window(desk, width):
    page = desk("steward").page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.url + "study-reports/")
    assert _is_in_sight(page.get_by_role("button", name="Nothing to tell").first, width)


def _is_in_sight(element, width):
    box = element.bounding_box()
    # Widths are not whole pixels.
    return box["x"] >= 0 and box["x"] + box["width"] <= width + 1


@exhaustive
def test_an_unread_study_leaves_its_queue_by_a_decision_and_no_word_of_it_is_lost(desk, reads):
    steward = desk("steward")
    page = steward.page
    steward.goes_to("")
    page.get_by_role("link", name="1 study could not be read by our rules").click()
    page.get_by_role("link", name=f"Decide: {UNREAD[1]}").click()
    expect(page.get_by_text("Our rules could not read this record. Read it below.")).to_be_visible()
    page.get_by_role("combobox", name="What it is about").select_option("About myositis")
    page.get_by_role("textbox", name="Note to readers").fill("We read it ourselves.")
    page.get_by_role("textbox", name="Possibly the same study as").fill("NCT00000000")
    steward.presses("Save")
    expect(page.get_by_text("We don’t have a study with that number.").first).to_be_visible()
    note = page.get_by_role("textbox", name="Note to readers")
    expect(note).to_have_value("We read it ourselves.")
    page.get_by_role("textbox", name="Possibly the same study as").fill("")
    steward.presses("Save")
    steward.is_told("Readers see it now.")
    expect(page.get_by_role("link", name="Decide")).to_have_count(0)
    text = reads(f"/trials/{UNREAD[0]}/")[1]
    assert "We read it ourselves." in text
    # What nobody has read says nothing, not even that.
    assert "It does not say" not in text


def test_what_readers_who_called_say_is_told_to_others_and_taken_back(desk, reads):
    steward = desk("steward")
    page = steward.page
    address = f"/trials/{next(iter(STUDIES))}/"
    steward.goes_to("")
    page.get_by_role("link", name="different from what we show").click()
    page.get_by_role("row", name="not accepting anyone now").get_by_role(
        "button", name="It is true: tell readers"
    ).click()
    steward.is_told("Readers now see it")
    assert "that this study is not accepting anyone now; we checked on" in reads(address)[1]
    steward.goes_to("study-reports/")
    page.get_by_role("button", name="Open again").click()
    steward.is_told("Open again")
    assert "is not accepting anyone now; we checked on" not in reads(address)[1]
    steward.goes_to("queues/study-reports/")
    page.get_by_role("row", name="not accepting anyone now").get_by_role(
        "button", name="Nothing to tell"
    ).click()
    steward.is_told("Handled")


@exhaustive
def test_a_study_that_is_put_first_comes_first_and_no_longer_when_that_is_undone(desk, reads):
    steward = desk("steward")
    page = steward.page

    def first_for_readers():
        text = reads("/trials/?q=dermatomyositis")[1]
        return min(STUDIES.values(), key=text.index)

    def press(button, about):
        steward.goes_to("trials/")
        page.get_by_role("row", name=LAST).get_by_role("checkbox").check()
        page.get_by_role("link", name=about).click()
        page.get_by_role("button", name=button, exact=True).click()
        steward.is_told("Done for 1 study.")

    assert first_for_readers() != STUDIES[LAST]
    press("Put first", "Show the chosen studies before others")
    assert first_for_readers() == STUDIES[LAST]
    press("No longer first", "Show the chosen studies in their usual place")
    assert first_for_readers() != STUDIES[LAST]


@exhaustive
def test_an_administrator_lets_in_again_who_is_locked_out(desk, tab):
    administrator = desk("administrator")
    with tab() as nearest:
        for _try in range(5):
            nearest.goto(f"{administrator.origin}/admin/")
            sign_in(nearest, "writer", "a wrong one")
        expect(nearest.get_by_text("Please wait a little before you try again")).to_be_visible()
        menu = administrator.page.get_by_role("navigation", name="Main menu")
        menu.get_by_role("button", name="Reports").click()
        menu.get_by_role("link", name="Locked out now").click()
        administrator.page.get_by_role("button", name="Let back in: writer").click()
        administrator.is_told("writer may try again.")
        nearest.goto(f"{administrator.origin}/admin/")
        sign_in(nearest, "writer")
        expect(nearest.get_by_role("heading", name="The desk")).to_be_visible()
