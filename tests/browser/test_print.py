"""On paper stand results, and not the form that found them."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.gate import first_in_gate

from . import records

SIDES = ("top", "right", "bottom", "left")


@pytest.mark.parametrize(
    "address",
    first_in_gate(
        "/trials/?place=15213", "/organizations/", "/trials/", "/trials/?q=zebra", gate=2
    ),
)
def test_a_printed_search_has_its_results_and_no_form(tab, portals, address):
    with tab() as page:
        page.goto(portals["whole"] + address)
        form = page.locator("main form.search")
        assert form.count() == 1
        page.emulate_media(media="print")
        assert not form.is_visible()
        assert not page.locator("main").get_by_text("Change your search").is_visible()
        assert not page.locator("main input:visible, main select:visible").count()
        results = page.locator("#results")
        assert results.is_visible()
        # They begin on the first page of paper.
        assert results.bounding_box()["y"] < 900
        cards = page.locator(".card")
        assert all(card.is_visible() for card in cards.all()[:3])


def test_on_paper_stands_what_was_asked_and_no_further_choice(tab, portals):
    with tab() as page:
        page.goto(f"{portals['whole']}/trials/?q=dermatomyositis&place=Boston")
        asked = page.get_by_text("Your search: “dermatomyositis”")
        assert not asked.is_visible()
        page.emulate_media(media="print")
        assert asked.is_visible()
        assert not page.locator("main .choices:visible").count()
        assert not page.get_by_text("To come back later").is_visible()
        assert not page.locator("footer nav").is_visible()


def test_paper_has_the_answer_and_neither_the_shell_nor_what_was_folded(tab, portals):
    with tab() as page:
        page.goto(portals["whole"] + "/conditions/inclusion-body-myositis/")
        signs = page.locator("details:has(#signs)")
        page.get_by_text("Signs", exact=True).click()
        page.emulate_media(media="print")
        assert page.get_by_role("heading", name="In short").is_visible()
        assert signs.locator("li").first.is_visible()
        assert not page.locator("#sources").is_visible()
        for shell in ("header.site", ".urgent-line", ".crumbs", "footer.site nav"):
            assert not page.locator(shell).is_visible(), shell


def test_a_heading_with_nothing_open_below_it_is_not_printed(tab, portals):
    with tab() as page:
        page.goto(portals["whole"] + "/conditions/inclusion-body-myositis/")
        studies = page.get_by_role("heading", name="Studies, people, and guides")
        names = page.get_by_role("heading", name="Names, words, and sources")
        assert studies.is_visible()
        page.emulate_media(media="print")
        assert not studies.is_visible()
        assert not names.is_visible()
        for opened, heading, other in (("#guides", studies, names), ("#sources", names, studies)):
            page.locator(f"details:has(> summary {opened})").evaluate("part => part.open = true")
            assert heading.is_visible()
            assert not other.is_visible()
            page.locator(f"details:has(> summary {opened})").evaluate("part => part.open = false")


def test_the_saved_studies_are_printed_without_what_can_be_pressed(tab, portals):
    with tab() as page:
        page.goto(f"{portals['whole']}/trials/{records.IBM}/")
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto(portals["whole"] + "/saved/")
        page.emulate_media(media="print")
        assert page.get_by_role("link", name=records.IBM).is_visible()
        assert not page.locator("main :is(button, label):visible").count()


def test_a_printed_map_has_its_picture_legend_and_list_and_nothing_to_press(tab, portals):
    with tab() as page:
        page.goto(f"{portals['whole']}/trials/map/?status=all&place=15213")
        pressed = page.locator(".map-ways, .map-figure .needs-script, .on-map > li > a")
        assert pressed.first.is_visible()
        page.emulate_media(media="print")
        assert not pressed.locator("visible=true").count()
        for part in ("svg.map", ".legend", "ol.on-map > li"):
            assert page.locator(part).first.is_visible()


def test_a_printed_study_has_no_link_to_a_form(tab, portals):
    with tab() as page:
        page.goto(f"{portals['whole']}/trials/{records.IBM}/")
        to_answers = page.get_by_role("link", name="Compare the study with my answers")
        assert to_answers.is_visible()
        page.emulate_media(media="print")
        assert not to_answers.is_visible()
        assert not page.get_by_role("link", name="I called").first.is_visible()


def test_a_printed_card_and_a_printed_disease_have_nothing_to_press(tab, portals):
    with tab() as page:
        page.emulate_media(media="print")
        page.goto(portals["whole"] + "/trials/")
        assert not page.locator(".study-card :is(button, input):visible").count()
        page.goto(portals["whole"] + "/conditions/dermatomyositis/")
        assert page.locator(".steps li:visible").count() == 3
        assert not page.locator(":is(.steps, .body-box) a:visible").count()
        assert pages_of(page.pdf(format="A4", margin=dict.fromkeys(SIDES, "10mm"))) == 1


def test_the_numbers_to_call_are_on_paper(tab, portals):
    with tab() as page:
        page.goto(portals["whole"] + "/urgent/")
        page.emulate_media(media="print")
        numbers = page.locator("#numbers ~ ul")
        for number in ("911", "112", "988", "116 123"):
            assert numbers.get_by_role("link", name=number).first.is_visible()
        # Where they were read is folded, and not printed.
        assert not page.get_by_role("link", name="Source: Canada").first.is_visible()


def test_a_disease_is_printed_with_its_sections_in_one_press_and_hard_ones_stay_folded(
    tab, portals
):
    with tab() as page:
        page.add_init_script("window.print = () => { window.printed = true; }")
        page.goto(portals["whole"] + "/conditions/dermatomyositis/")
        sections = page.locator("details[data-section]")
        assert sections.count() > 1
        assert page.locator("details[open]").count() == 0
        page.get_by_role("button", name="Open the sections and print").click()
        assert page.evaluate("printed")
        assert page.locator("details[data-section][open]").count() == sections.count()
        hard = page.locator("details.part", has_text="You may not want to read this now")
        assert hard.count()
        assert all(one.get_attribute("open") is None for one in hard.all())


@pytest.mark.parametrize("address", first_in_gate("/status/", "/conditions/dermatomyositis/"))
def test_text_takes_the_width_of_the_paper(tab, portals, address):
    with tab(viewport={"width": 718, "height": 1000}) as page:
        page.goto(portals["whole"] + address)
        page.emulate_media(media="print")
        room = page.locator("main").bounding_box()["width"]
        text = page.locator("main p:visible, footer p:visible")
        assert max(one.bounding_box()["width"] for one in text.all()) == room


@pytest.mark.parametrize("paper", first_in_gate("A4", "Letter"))
def test_a_call_sheet_is_one_page_and_with_the_doctors_two(tab, portals, paper):
    """The margins are those of our own style, as on the paper of a real printer."""
    studies = (records.IBM, records.JUVENILE, records.LONG, records.CLOSED, records.DETAILED)
    with tab() as page:
        for number, query in product(studies, ("", "?size=large", "?place=15213&size=large")):
            page.goto(f"{portals['whole']}/trials/{number}/print/{query}")
            assert pages_of(page.pdf(format=paper)) == 1, (number, query)
        for number in studies:
            page.goto(f"{portals['whole']}/trials/{number}/print/?doctor=1")
            assert pages_of(page.pdf(format=paper)) == 2, number
        # With answers below the marks, which take more room.
        page.goto(f"{portals['whole']}/trials/{records.DETAILED}/fit/")
        page.get_by_label("Years").fill("61")
        page.get_by_role("button", name="Compare").click()
        page.get_by_label("Put these answers on a second sheet").check()
        page.get_by_role("button", name="Make a call sheet").click()
        page.wait_for_url("**/print/")
        expect(page.get_by_text("What the person answered")).to_be_visible()
        assert pages_of(page.pdf(format=paper)) == 2


@pytest.mark.parametrize("paper", first_in_gate("A4", "Letter"))
def test_ten_studies_are_a_list_of_at_most_three_pages_and_none_is_torn(tab, portals, paper):
    numbers = [records.IBM, records.JUVENILE, records.STOPPED, records.CLOSED, records.LONG]
    numbers += [records.HEALTHY, records.DYSTROPHY, records.MENTION, records.HOSTILE]
    with tab() as page:
        page.goto(f"{portals['whole']}/trials/print/?q={'+'.join(numbers)}&place=15213")
        assert pages_of(page.pdf(format=paper, prefer_css_page_size=False)) <= 3
        page.emulate_media(media="print")
        entries = page.locator(".short-list > ol > li")
        assert entries.count() == len(numbers)
        assert {
            entry.evaluate("e => getComputedStyle(e).breakInside") for entry in entries.all()
        } == {"avoid"}
        assert not page.locator("main form").is_visible()


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
