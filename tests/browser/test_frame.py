"""What the frame, home, diseases, guides, words and organizations promise, measured on screens."""

import pytest

from tests.gate import first_in_gate

from .pages import disease

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PAGES = {
    "home": "/",
    "results": "/trials/",
    "search": "/search/?q=dermatomyositis",
    "disease": disease("dermatomyositis"),
    "guide": "/guides/steroids/",
    "glossary": "/glossary/",
    "organizations": "/organizations/",
    "not found": "/nothing/",
    "about": "/about/",
}
SIZES = {18, 19.2, 22.4, 25.6, 28.8, 33.6, 41.6}
# Writes a page once more, tag by tag, as it comes on a slow line; tells what moves in its head.
# Taking parts out of a whole page shows less: some selectors match only once a page has come whole.
MOVED_BY_THE_REST = """async () => {
    const source = await (await fetch(location.href)).text();
    const shown = (part) => part.checkVisibility({ visibilityProperty: true });
    const place = (part) => {
        const { left, top } = part.getBoundingClientRect();
        return `${Math.round(left)}, ${Math.round(top)}`;
    };
    const head = source.indexOf("<header class=\\"site");
    const rest = source.indexOf("<main", head);
    document.open();
    document.write(source.slice(0, head));
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
        if (!link.sheet) await new Promise((loaded) => link.addEventListener("load", loaded));
    }
    const seen = new Map();
    for (const tag of source.slice(head, rest).split(/(?=<)/)) {
        document.write(tag);
        for (const part of document.querySelectorAll("header.site, header.site *")) {
            if (shown(part)) seen.set(part, [...(seen.get(part) ?? []), place(part)]);
        }
    }
    document.write(source.slice(rest));
    document.close();
    return {
        seen: seen.size,
        moved: [...seen].filter(([, places]) => new Set(places).size > 1)
            .map(([part, places]) => `${part.outerHTML} ${[...new Set(places)].join(" to ")}`),
    };
}"""
# Characters of each line of running text, as it is laid out.
LONGEST_LINE = """() => {
    let longest = 0;
    const running = "main :is(p, li):not(.top, .facts, :has(p, li, div))";
    for (const part of document.querySelectorAll(running)) {
        if (!part.checkVisibility({ contentVisibilityAuto: true })) continue;
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        let line = "", top = null;
        while (walker.nextNode()) {
            if (walker.currentNode.parentElement.closest(".spoken")) continue;
            for (const word of walker.currentNode.data.matchAll(/\\S+\\s*/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, word.index);
                range.setEnd(walker.currentNode, word.index + word[0].trimEnd().length);
                const box = range.getBoundingClientRect();
                if (!box.height) continue;
                if (top !== null && Math.abs(box.top - top) > 8) line = "";
                top = box.top;
                line += word[0].trim() + " ";
                longest = Math.max(longest, line.trim().length);
            }
        }
    }
    return longest;
}"""
SIZES_IN_USE = """() => [...new Set(
    [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, label)")]
        .filter((one) => one.checkVisibility())
        .map((one) => Math.round(parseFloat(getComputedStyle(one).fontSize) * 10) / 10)
)]"""
WORDS_BEFORE_PARTS = """() => {
    const first = document.querySelector(".with-side > div").innerText;
    return first.split(/\\s+/).length;
}"""


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


@pytest.mark.parametrize("name", first_in_gate(*PAGES, gate=4))
def test_the_head_is_110_pixels_high_at_most_on_a_phone_and_the_answer_is_near(tab, portals, name):
    with tab(viewport=PHONE) as page:
        page.goto(portals["whole"] + PAGES[name])
        assert page.locator("header.site").bounding_box()["height"] <= 110
        assert page.locator(".urgent-line").bounding_box()["height"] <= 70
        assert top_of(page, "h1") <= 260
        assert not page.locator("main .emergency").first.is_visible()


@pytest.mark.parametrize("portal", ["whole", "broken"])
def test_pages_for_when_something_is_broken_have_the_same_head(tab, portals, portal):
    with tab(viewport=PHONE) as page:
        page.goto(portals[portal] + ("/" if portal == "whole" else "/broken/"))
        links = page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()
        assert links == ["Studies", "Myositis", "Guides", "Groups", "Saved"]
        assert page.get_by_role("searchbox", name="Search everything").is_visible()
        assert page.locator("header.site").bounding_box()["height"] <= 110


@pytest.mark.parametrize(
    "name", first_in_gate("disease", "organizations", "home", "guide", "about", gate=2)
)
def test_lines_have_75_characters_at_most_and_sizes_are_those_of_the_scale(tab, portals, name):
    with tab(viewport=DESKTOP) as page:
        page.goto(portals["whole"] + PAGES[name])
        assert page.evaluate(LONGEST_LINE) <= 75
        assert set(page.evaluate(SIZES_IN_USE)) <= SIZES


@pytest.mark.parametrize(
    "slug",
    first_in_gate("antisynthetase-syndrome", "dermatomyositis", "inclusion-body-myositis"),
)
def test_a_disease_is_told_in_600_words_first_and_the_rest_is_folded(tab, portals, slug):
    with tab(viewport=PHONE) as page:
        page.goto(portals["whole"] + disease(slug))
        assert page.evaluate(WORDS_BEFORE_PARTS) <= 600
        assert page.get_by_role("img", name="Outline of a body").is_visible()
        assert not page.locator("#source-1").is_visible()
        marks = page.locator(".to-review:visible", has_text="To be reviewed")
        assert marks.count() <= 3


def test_a_number_in_the_text_unfolds_its_source(tab, portals):
    with tab(viewport=PHONE) as page:
        page.goto(portals["whole"] + disease("inclusion-body-myositis"))
        page.get_by_role("link", name="Source 1").first.click()
        page.locator("#source-1").wait_for(state="visible")


def test_the_glossary_says_once_what_nobody_reviewed(tab, portals):
    with tab(viewport=DESKTOP) as page:
        page.goto(portals["whole"] + "/glossary/")
        notices = page.locator(".to-review:visible", has_text="To be reviewed")
        assert notices.count() == 1
        assert page.locator("dl a:visible").count() == 0


def test_questions_stand_open_in_a_column_beside_the_organizations(tab, portals):
    with tab(viewport=DESKTOP) as page:
        page.goto(portals["whole"] + "/organizations/")
        assert page.get_by_label("Country").is_visible()
        column, cards = page.locator(".filters"), page.locator(".cards").first
        assert (
            column.bounding_box()["x"] + column.bounding_box()["width"]
            < (cards.bounding_box()["x"])
        )


@pytest.mark.parametrize("name", first_in_gate("disease", "guide"))
def test_what_stands_beside_a_page_stays_beside_its_parts(tab, portals, name):
    with tab(viewport=DESKTOP) as page:
        page.goto(portals["whole"] + PAGES[name])
        side, parts = page.locator(".side"), page.locator(".parts").first.bounding_box()
        assert side.bounding_box()["x"] > parts["x"] + parts["width"]
        page.locator(".parts summary").last.scroll_into_view_if_needed()
        assert side.get_by_role("button", name="Print this page").is_visible()
        assert side.bounding_box()["y"] >= 0


def test_home_says_what_the_site_is_and_asks_three_things_on_the_first_screen(tab, portals):
    with tab(viewport=PHONE) as page:
        page.goto(portals["whole"] + "/")
        fields = page.locator("form.finder").locator("select, input:not([type=hidden])")
        assert fields.count() == 3
        button = page.get_by_role("button", name="Find studies").bounding_box()
        assert button["y"] + button["height"] <= PHONE["height"]
        ways = page.locator(".begin li")
        assert ways.count() == 4
        assert all(way.locator("svg.drawing").is_visible() for way in ways.all())


@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=["narrow", "phone", "desktop"])
def test_nothing_in_the_head_moves_when_the_rest_of_it_arrives_late(tab, portals, size):
    with tab(viewport=size) as page:
        page.goto(portals["whole"] + "/about/")
        told = page.evaluate(MOVED_BY_THE_REST)
        assert told["moved"] == []
        assert told["seen"] > 10


def test_a_slow_typeface_moves_nothing(tab, portals):
    with tab(viewport=PHONE) as page:
        waiting = []
        page.route("**/*.woff2", lambda route: waiting.append(route))
        page.goto(portals["whole"] + disease("dermatomyositis"), wait_until="domcontentloaded")
        page.get_by_role("heading", level=1).wait_for()
        page.evaluate("() => new Promise(requestAnimationFrame)")
        for route in waiting:
            route.continue_()
        page.evaluate("() => document.fonts.ready")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert page.evaluate("watched.shifts") == []
