"""A map is moved by a mouse, by fingers and by keys, and its list says the same; or by links."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.gate import first_in_gate

from . import records
from .pages import trial

MAPS = ["/trials/map/?status=all", trial(records.IBM) + "map/?place=15213", "/organizations/map/"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
# The same on all maps that are made of a view.
VIEW = ("zoom", "lat", "lon")


def view(page):
    """What the map shows, as the server drew it."""
    data = page.locator("svg.map").evaluate("map => ({...map.dataset})")
    return {name: float(data[name]) for name in VIEW}


def asked(page):
    """What the address asks for; {} where it asks for no part."""
    given = parse_qs(urlsplit(page.url).query)
    return {name: float(given[name][0]) for name in VIEW if name in given}


def opened(page, portals, address):
    page.goto(portals["whole"] + address)
    expect(page.locator("svg.map")).to_have_attribute("tabindex", "0")
    page.locator("svg.map").scroll_into_view_if_needed()
    return page.locator("svg.map")


def middle(picture):
    box = picture.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def sea(page):
    """A point of the map without a mark, as pixels of the window, in the middle of its height."""
    return page.evaluate("""() => {
        const box = document.querySelector("svg.map").getBoundingClientRect();
        const y = box.top + box.height / 2;
        for (let x = box.left + 120; x < box.right - 20; x += 4) {
            if (!document.elementFromPoint(x, y).closest("svg.map a")) return [x, y];
        }
    }""")


def comes(page, before):
    """Waits until another part of the world is there, and gives it. List and map say the same."""
    page.wait_for_function(
        "before => document.querySelector('svg.map').dataset.lat !== before[0]"
        " || document.querySelector('svg.map').dataset.lon !== before[1]"
        " || document.querySelector('svg.map').dataset.zoom !== before[2]",
        arg=before,
    )
    assert_list_and_map_agree(page)
    shown = view(page)
    assert asked(page) == pytest.approx(shown, abs=0.006)
    assert page.locator("svg.map .world").get_attribute("transform") is None
    assert page.conduct.complaints == []
    return shown


def of(page):
    return page.locator("svg.map").evaluate("m => [m.dataset.lat, m.dataset.lon, m.dataset.zoom]")


def assert_list_and_map_agree(page):
    marks = page.locator("svg.map a")
    assert marks.count() == page.locator("ol.on-map > li").count()
    for link in marks.all():
        address = link.get_attribute("href")
        assert address.startswith("?") or page.locator(address).count() == 1


@pytest.mark.parametrize("address", first_in_gate(*MAPS))
def test_a_mouse_drags_the_map_and_the_list_follows(tab, portals, address):
    with tab(**DESKTOP) as page:
        opened(page, portals, address)
        before, drawn = view(page), of(page)
        x, y = sea(page)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 60, y + 20, steps=4)
        # While it is dragged, the picture goes along.
        assert page.locator("svg.map .world").get_attribute("transform").startswith("matrix(1 0 0")
        page.mouse.move(x - 100, y + 30, steps=4)
        page.mouse.up()
        after = comes(page, drawn)
        assert after["zoom"] == before["zoom"]
        assert after["lat"] > before["lat"]
        assert (after["lon"] - before["lon"]) % 360 < 180


def test_a_drag_that_begins_on_a_mark_follows_no_link_and_a_press_does(tab, portals):
    with tab(**DESKTOP) as page:
        opened(page, portals, MAPS[0])
        drawn = of(page)
        mark = page.locator("svg.map a").first
        x, y = middle(mark)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 50, y + 40, steps=5)
        page.mouse.up()
        shown = comes(page, drawn)
        assert shown["zoom"] == float(drawn[2])
        link = page.locator("svg.map a[href^='#']").first
        place = link.get_attribute("href")
        link.click()
        page.wait_for_url(f"**{place}")


def test_the_wheel_scrolls_the_page_until_ctrl_or_a_click_means_the_map(tab, portals):
    with tab(viewport={"width": 1280, "height": 500}) as page:
        opened(page, portals, MAPS[0])
        drawn = of(page)
        page.evaluate("scrollTo(0, 0)")
        box = page.locator("svg.map").bounding_box()
        page.mouse.move(box["x"] + 200, min(box["y"] + 60, 480))
        page.mouse.wheel(0, 100)
        page.wait_for_function("() => scrollY > 0")
        assert page.locator("svg.map .world").get_attribute("transform") is None
        page.locator("svg.map").scroll_into_view_if_needed()
        page.mouse.move(*sea(page))
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        first = comes(page, drawn)
        assert first["zoom"] == float(drawn[2]) + 1
        drawn = of(page)
        page.mouse.click(*sea(page))
        before = page.evaluate("scrollY")
        page.mouse.wheel(0, -200)
        assert comes(page, drawn)["zoom"] == first["zoom"] + 1
        assert page.evaluate("scrollY") == before


@pytest.mark.parametrize("address", first_in_gate(*MAPS))
def test_keys_move_and_zoom_it_while_it_has_the_focus_which_shows(tab, portals, address):
    with tab(**DESKTOP) as page:
        picture = opened(page, portals, address)
        page.keyboard.press("Tab")
        picture.focus()
        outline = "map => parseFloat(getComputedStyle(map).outlineWidth)"
        before = view(page)
        for key, holds in [
            ("ArrowUp", lambda old, new: new["lat"] > old["lat"] and new["zoom"] == old["zoom"]),
            ("ArrowDown", lambda old, new: new["lat"] < old["lat"]),
            ("ArrowRight", lambda old, new: 0 < (new["lon"] - old["lon"]) % 360 < 180),
            ("ArrowLeft", lambda old, new: 0 < (old["lon"] - new["lon"]) % 360 < 180),
            ("-", lambda old, new: new["zoom"] == old["zoom"] - 1),
            ("+", lambda old, new: new["zoom"] == old["zoom"] + 1),
        ]:
            drawn = of(page)
            if key == "-" and drawn[2] == "0":
                continue
            page.keyboard.press(key)
            after = comes(page, drawn)
            assert holds(before, after), (key, before, after)
            assert page.locator("svg.map").evaluate("map => map === document.activeElement")
            assert page.locator("svg.map").evaluate(outline) >= 2
            before = after
        label = page.locator("svg.map").get_attribute("aria-label")
        assert page.locator("[role=status]").filter(has_text=label).count() == 1
        page.keyboard.press("0")
        page.wait_for_function("() => !location.search.includes('zoom')")
        page.keyboard.press("Escape")
        assert page.locator("svg.map:focus").count() == 0


def fingers_of(page):
    """Puts fingers down, moves them or lifts them, as a phone would."""
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    return touch


@pytest.mark.parametrize("address", first_in_gate(*MAPS))
def test_two_fingers_pinch_it_and_the_page_stays(tab, portals, address):
    with tab(**PHONE) as page:
        picture = opened(
            page, portals, address + ("&" if "?" in address else "?") + "zoom=2&lat=40&lon=-80"
        )
        drawn, scrolled = of(page), page.evaluate("scrollY")
        x, y = middle(picture)
        touch = fingers_of(page)
        touch("touchStart", (x - 30, y), (x + 30, y))
        for wide in (40, 55, 70):
            touch("touchMove", (x - wide, y), (x + wide, y))
        touch("touchEnd")
        after = comes(page, drawn)
        assert after["zoom"] == 3
        assert (after["lat"], after["lon"]) == pytest.approx((40, -80), abs=3)
        assert page.evaluate("[scrollY, visualViewport.scale]") == [scrolled, 1]


def test_one_finger_moves_it_sideways_and_up_and_down_scrolls_the_page(tab, portals):
    with tab(**PHONE) as page:
        picture = opened(page, portals, MAPS[0])
        drawn, before = of(page), view(page)
        x, y = sea(page)
        touch = fingers_of(page)
        touch("touchStart", (x, y))
        for step in range(1, 9):
            touch("touchMove", (x - 10 * step, y))
        touch("touchEnd")
        assert 0 < (comes(page, drawn)["lon"] - before["lon"]) % 360 < 180
        drawn, scrolled = of(page), page.evaluate("scrollY")
        x, y = middle(picture)
        touch("touchStart", (x, y))
        for step in range(1, 9):
            touch("touchMove", (x, y - 12 * step))
        touch("touchEnd")
        page.wait_for_function("before => scrollY > before", arg=scrolled)
        assert of(page) == drawn


def test_a_part_that_does_not_come_leaves_the_map_as_it_was_and_says_so(tab, portals):
    with tab(**DESKTOP) as page:
        picture = opened(page, portals, MAPS[0])
        drawn, address = of(page), page.url
        page.route(re.compile("zoom="), lambda route: route.fulfill(status=429))
        picture.focus()
        page.keyboard.press("+")
        told = page.locator("[role=status]").filter(has_text="did not load")
        expect(told).to_have_count(1)
        assert (of(page), page.url) == (drawn, address)
        assert page.locator("svg.map .world").get_attribute("transform") is None


@pytest.mark.parametrize("address", first_in_gate(*MAPS))
def test_without_scripts_marks_and_ways_lead_through_the_map(tab, portals, address):
    with tab(java_script_enabled=False, **DESKTOP) as page:
        page.goto(portals["whole"] + address)
        hint = page.locator(".map-figure .needs-script")
        assert (hint.count(), hint.is_visible()) == (1, False)
        for _ in range(7):
            closer = page.locator("svg.map a[href^='?']")
            if not closer.count():
                break
            zoom = view(page)["zoom"]
            closer.first.click()
            page.wait_for_url("**zoom=**")
            assert view(page)["zoom"] > zoom
            assert_list_and_map_agree(page)
        page.get_by_role("link", name="Zoom out", exact=True).click()
        assert_list_and_map_agree(page)
