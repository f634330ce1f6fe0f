"""The answer comes first: what a reader sees without scrolling, and on one sheet of paper."""

import re
from contextlib import ExitStack

import pytest

from tests.gate import first_in_gate

from . import records
from .pages import trial

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
NEAR = "/trials/?condition=inclusion-body-myositis&place=15213"
MANY = "/trials/?condition=dermatomyositis&place=Boston"


def boxes(page, selector):
    return [one.bounding_box() for one in page.locator(selector).all() if one.is_visible()]


def bottom(box):
    return box["y"] + box["height"]


@pytest.fixture
def seen(tab, portals):
    def seen(address, viewport, **options):
        page = pages.enter_context(tab(viewport=viewport, **options))
        page.goto(portals["whole"] + address)
        return page

    with ExitStack() as pages:
        yield seen


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_number_to_call_is_on_the_first_screen_of_a_study(seen, viewport, scripts):
    page = seen(trial(records.IBM) + "?place=15213", viewport, java_script_enabled=scripts)
    call = page.get_by_role("link", name=f"Call {records.IBM_PHONE}")
    assert bottom(call.bounding_box()) < viewport["height"]
    pill = page.locator(".study .pill")
    assert pill.inner_text().endswith("Open · call first")
    assert bottom(page.locator(".study .lead").bounding_box()) < viewport["height"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_number_to_call_stays_in_view_further_down(seen, viewport):
    page = seen(trial(records.IBM), viewport)
    page.locator("#where").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 1600)")
    call = page.get_by_role("link", name=f"Call {records.IBM_PHONE}").bounding_box()
    assert 0 <= call["y"] < viewport["height"] - call["height"]


@pytest.mark.parametrize("number", first_in_gate(records.LONG, records.IBM, records.STOPPED))
def test_the_answer_fits_on_one_sheet_of_paper(seen, number):
    page = seen(trial(number), DESKTOP)
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    page.emulate_media(media="print")
    assert not page.locator("main form").first.is_visible()
    assert page.locator(".six").is_visible()


def test_paper_has_the_number_to_call_as_text(seen):
    page = seen(trial(records.IBM), DESKTOP)
    page.emulate_media(media="print")
    assert page.locator(".ask-team").get_by_text(records.IBM_PHONE).last.is_visible()
    assert page.inner_text("main").count(records.IBM_PHONE) == 1


@pytest.mark.parametrize("width", [200, 390])
def test_a_phone_number_stays_on_one_line(seen, width):
    page = seen(trial(records.IBM), {"width": width, "height": 800})
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    numbers = page.get_by_text(records.IBM_PHONE, exact=True)
    assert numbers.count() > 1
    for number in numbers.all():
        lines = "node => { const all = document.createRange(); all.selectNodeContents(node);"
        lines += " return new Set([...all.getClientRects()].map(r => r.top)).size }"
        assert number.evaluate(lines) <= 1


@pytest.mark.parametrize("address", first_in_gate(MANY, "/trials/", NEAR))
def test_the_first_card_is_wholly_on_the_first_screen_of_a_phone(seen, address):
    page = seen(address, PHONE)
    assert bottom(boxes(page, ".card")[0]) <= PHONE["height"]


@pytest.mark.parametrize("address", first_in_gate(MANY, "/trials/"))
def test_a_screen_of_a_desktop_has_three_cards_and_the_filters_beside_them(seen, address):
    page = seen(address, DESKTOP)
    cards = boxes(page, ".card")
    assert sum(bottom(card) <= DESKTOP["height"] for card in cards) >= 3
    age = page.get_by_label("Age", exact=True).first
    assert age.is_visible()
    assert page.locator(".filters > summary").is_hidden()
    assert age.bounding_box()["x"] < cards[0]["x"]


@pytest.mark.parametrize(("viewport", "most"), [(PHONE, 300), (DESKTOP, 190)], ids=str)
def test_no_card_is_higher_than_its_five_rows(seen, viewport, most):
    for address in ("/trials/", NEAR, MANY):
        page = seen(address, viewport)
        heights = [card["height"] for card in boxes(page, ".card")]
        assert heights
        assert max(heights) <= most, address


@pytest.mark.parametrize("address", first_in_gate(MANY, "/trials/?status=all", trial(records.IBM)))
def test_a_pill_stays_on_one_line(seen, address):
    page = seen(address, {"width": 360, "height": 640})
    pills = boxes(page, ".pill")
    assert pills
    assert all(pill["height"] < 40 for pill in pills)


def test_on_a_phone_the_filters_are_one_line_that_says_how_many_are_at_work(seen):
    page = seen(NEAR, PHONE)
    summary = page.locator(".filters > summary")
    assert "2 filters" in summary.inner_text()
    assert summary.bounding_box()["height"] < 60
    assert not page.get_by_label("Age", exact=True).first.is_visible()
