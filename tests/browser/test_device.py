"""What a reader may keep on the device: large print and studies, and how it is forgotten."""

import pytest

from . import records
from .pages import trial


def test_large_print_is_kept_from_page_to_page_until_it_is_switched_off(tab, portals):
    with tab() as page:
        page.goto(portals["whole"] + "/")
        before = text_size(page)
        page.get_by_role("button", name="Large print").click()
        page.goto(portals["whole"] + "/trials/")
        assert text_size(page) >= 1.3 * before
        page.get_by_role("button", name="Large print").click()
        page.reload()
        assert text_size(page) == before


def test_a_study_is_saved_found_again_and_forgotten_in_one_press_each(tab, portals):
    with tab() as page:
        page.goto(portals["whole"] + trial(records.IBM))
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto(portals["whole"] + "/saved/")
        saved = page.locator("main").get_by_role("link", name="Tablets for Strength")
        saved.click()
        page.wait_for_url("**" + trial(records.IBM))
        page.goto(portals["whole"] + "/saved/")
        page.get_by_role("link", name="Print them as one list").click()
        page.wait_for_url(f"**/trials/print/?q={records.IBM}")
        assert page.locator(".short-list").get_by_text("Tablets for Strength").is_visible()
        page.go_back()
        page.get_by_role("button", name="Clear what we saved").click()
        assert not saved.count()
        assert page.evaluate("localStorage.length") == 0


def test_saved_studies_are_compared_in_one_press(tab, portals):
    with tab() as page:
        for number in (records.IBM, records.JUVENILE):
            page.goto(portals["whole"] + trial(number))
            page.get_by_role("button", name="Save", exact=True).click()
        page.goto(portals["whole"] + "/saved/")
        assert all(box.is_checked() for box in page.get_by_role("checkbox").all())
        page.get_by_role("button", name="Compare the studies you checked").click()
        assert page.get_by_role("columnheader").count() == 2


def test_cards_are_ticked_and_compared_without_scripts(tab, portals):
    with tab(java_script_enabled=False) as page:
        page.goto(portals["whole"] + "/trials/?place=15213")
        for box in page.get_by_role("checkbox", name="Compare").all()[:3]:
            box.check()
        button = page.get_by_role("button", name="Compare the studies you checked")
        # It stays in sight, however long the list is.
        assert button.evaluate("element => element.getBoundingClientRect().bottom <= innerHeight")
        button.click()
        page.wait_for_url("**/trials/compare/?**place=15213**")
        assert page.get_by_role("columnheader").count() == 3


SHARES = """() => {
    window.shared = [];
    navigator.share = (data) => { window.shared.push(data); return Promise.resolve(); };
}"""


def test_a_study_is_sent_by_the_device_without_the_reader_s_town(tab, portals):
    with tab(viewport={"width": 390, "height": 844}) as page:
        page.add_init_script(f"({SHARES})()")
        page.goto(portals["whole"] + trial(records.IBM) + "?place=15213")
        send = page.locator(".save").get_by_text("Send", exact=True)
        assert send.locator("visible=true").count() == 1
        page.get_by_role("button", name="Send").click()
        [shared] = page.evaluate("shared")
        assert shared["url"] == portals["whole"] + trial(records.IBM)
        assert "Inclusion Body Myositis" in shared["title"]
        assert page.evaluate("watched.shifts") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_device_that_shares_nothing_begins_an_e_mail(tab, portals, scripts):
    with tab(java_script_enabled=scripts) as page:
        page.goto(portals["whole"] + trial(records.IBM))
        assert not page.get_by_role("button", name="Send").is_visible()
        link = page.get_by_role("link", name="Send")
        assert link.is_visible()
        assert link.get_attribute("href").startswith("mailto:?subject=")


def test_nothing_is_kept_on_the_device_of_who_asks_for_nothing(tab, portals):
    with tab() as page:
        for address in ("/", "/trials/?place=15213", trial(records.IBM), "/saved/"):
            page.goto(portals["whole"] + address)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.context.cookies() == []


def text_size(page):
    return page.locator("main").evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
