"""Every page in every state, as eyes, fingers and assistive technology find it in Chromium."""

import os
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

from .conftest import FAILED
from .pages import FIRST_OF_ITS_KIND, LOOKS, SIZES, STATES, TWO_LOOKS, is_in_gate

SCREENSHOTS = Path(settings.BASE_DIR) / "var" / "screenshots"
# So far down eyes look at a picture of a page; long ones cost seconds to paint.
PICTURED = 4000
MEASURE = (Path(__file__).parent / "measure.js").read_text()

every_state = pytest.mark.parametrize(
    "state",
    [
        # One of each kind in `make test`, and those that show what went wrong.
        pytest.param(state, marks=[] if is_in_gate(state) else pytest.mark.exhaustive)
        for state in STATES
    ],
    ids=str,
)
every_look = pytest.mark.parametrize(("size", "scheme"), TWO_LOOKS)


@pytest.fixture(scope="module")
def seen(portals, tab):
    """Looks at a state once, in two looks, and remembers what there was to see."""
    with tab() as page:
        yield cache(lambda state: look_at(page, portals, state))


@pytest.fixture(scope="module")
def pictured():
    return set()


@pytest.fixture(autouse=True)
def pictures(request, portals, tab, pictured, state):
    """Pictures of a state that failed a test, or of every state with SCREENSHOTS set."""
    yield
    wanted = request.node.stash.get(FAILED, False) or os.environ.get("SCREENSHOTS")
    if wanted and state not in pictured:
        pictured.add(state)
        with tab() as page:
            take_pictures(page, portals, state)


def open_state(page, portals, state):
    page.conduct.forget()
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light")
    if state.saves:
        page.goto(portals[state.portal] + state.saves)
        page.get_by_role("button", name="Save", exact=True).click()
    return page.goto(portals[state.portal] + state.address)


def look_at(page, portals, state):
    response = open_state(page, portals, state)
    page.evaluate(AXE_SCRIPT)
    page.evaluate(MEASURE)
    found = SimpleNamespace(
        status=response.status,
        headers=response.headers,
        facts=page.evaluate("measure.facts()"),
        skip=skip_by_keyboard(page),
        too_wide={},
        measured={},
    )
    page.evaluate("measure.unfold()")
    for look in TWO_LOOKS:
        set_look(page, *look)
        found.measured[look] = page.evaluate("measure.all", axe_of(state, look))
        found.too_wide[look[0]] = page.evaluate("measure.tooWide()")
    # 1280 x 1024 pixels at 400 %.
    page.set_viewport_size({"width": 320, "height": 256})
    found.too_wide["zoomed"] = page.evaluate("measure.tooWide()")
    page.evaluate("measure.enlarge()")
    found.too_wide["large print"] = page.evaluate("measure.tooWide()")
    found.elsewhere, found.complaints = [*page.conduct.elsewhere], [*page.conduct.complaints]
    found.facts = page.evaluate("measure.facts()") | {"shifts": found.facts["shifts"]}
    page.evaluate("localStorage.clear()")
    return found


def axe_of(state, look):
    """How much of axe is asked here. Comparing colors takes most of its time.

    `measure.js` compares them in every state, but knows less of what lies above or below a text.
    """
    if state in FIRST_OF_ITS_KIND:
        return "whole"
    return "without colors" if look == TWO_LOOKS[0] else "nothing"


def set_look(page, size, scheme):
    width, height = SIZES[size]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})


def take_pictures(page, portals, state):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    open_state(page, portals, state)
    for size, scheme in LOOKS:
        set_look(page, size, scheme)
        width, _ = SIZES[size]
        whole = page.evaluate("document.documentElement.scrollHeight")
        shown = {"x": 0, "y": 0, "width": width, "height": min(whole, PICTURED)}
        path = SCREENSHOTS / f"{state}-{size}-{scheme}.png"
        page.screenshot(path=path, full_page=True, clip=shown)
    page.evaluate("localStorage.clear()")


def skip_by_keyboard(page):
    """What the first Tab reaches, whether it shows, and where Enter on it leads."""
    page.keyboard.press("Tab")
    first = page.evaluate(
        """() => {
            const box = document.activeElement.getBoundingClientRect();
            const shows = box.left >= 0 && box.top >= 0 && box.width >= 44 && box.height >= 44;
            return [document.activeElement.getAttribute("href"), shows];
        }"""
    )
    if first[0] != "#main":
        return (*first, False)
    page.keyboard.press("Enter")
    return (*first, page.evaluate("document.activeElement.closest('main') !== null"))


def nothing(complaints):
    told = [*complaints]
    assert not told, "\n".join(["", *told])


@every_state
def test_a_page_answers_as_what_it_is_with_a_strict_policy(seen, state):
    found = seen(state)
    assert found.status == state.status
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@every_state
@every_look
def test_axe_finds_nothing_against_wcag_22_aa_or_its_best_practices(seen, state, size, scheme):
    nothing(seen(state).measured[size, scheme]["axe"])


@pytest.mark.exhaustive
@every_state
def test_no_look_of_a_page_has_anything_wrong(portals, tab, state):
    with tab() as page:
        open_state(page, portals, state)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(MEASURE)
        page.evaluate("measure.unfold()")
        found = []
        for look in LOOKS:
            set_look(page, *look)
            measured = page.evaluate("measure.all", "whole")
            found += [(look, name, told) for name, told in measured.items() if told]
        assert found == []


@every_state
def test_nothing_has_to_be_scrolled_sideways(seen, state):
    """On a phone, on a desktop, zoomed to 400 %, and then in large print."""
    too_wide = seen(state).too_wide
    assert [*too_wide] == ["phone", "desktop", "zoomed", "large print"]
    nothing(f"{size}: {told}" for size, complaints in too_wide.items() for told in complaints)


@every_state
@every_look
def test_text_is_18_pixels_or_larger(seen, state, size, scheme):
    nothing(seen(state).measured[size, scheme]["small_text"])


@every_state
@every_look
def test_text_has_contrast_of_7_to_1_in_the_body_and_elsewhere_as_wcag_wants(
    seen, state, size, scheme
):
    nothing(seen(state).measured[size, scheme]["faint_text"])


@every_state
@every_look
def test_buttons_and_links_are_44_pixels_wide_and_high(seen, state, size, scheme):
    nothing(seen(state).measured[size, scheme]["small_targets"])


@every_state
def test_names_begin_with_what_is_shown_so_that_they_can_be_spoken(seen, state):
    nothing(seen(state).measured["phone", "light"]["misnamed"])


@every_state
@every_look
def test_whatever_has_the_focus_shows_it(seen, state, size, scheme):
    nothing(seen(state).measured[size, scheme]["unseen_focus"])


@every_state
def test_the_first_tab_shows_a_link_that_leads_past_the_head(seen, state):
    address, shows, reached = seen(state).skip
    assert (address, shows, reached) == ("#main", True, True)


@every_state
def test_a_page_says_its_language_its_title_and_one_heading_of_the_first_order(seen, state):
    facts = seen(state).facts
    assert facts["lang"] in dict(settings.LANGUAGES)
    assert len(facts["title"]) > len("– Myositis Portal")
    assert len(facts["headings"]) == 1


@every_state
def test_nothing_jumps_while_a_page_comes(seen, state):
    nothing(seen(state).facts["shifts"])


@every_state
def test_no_page_speaks_to_another_host_or_complains_on_the_console(seen, state):
    found = seen(state)
    nothing([*found.elsewhere, *found.facts["policy"], *found.complaints])
