"""The portal's own drawings: small, in the color around them, and with words in their place."""

import re

import pytest
from django.template.loader import render_to_string

from conditions import drawings
from tests.environment import ROOT

DRAWINGS = sorted((ROOT / "templates" / "drawings").glob("*.html"))
EVERYWHERE = {"marks": drawings.PLACES, "alt": "Outline of a body."}


def drawn(path, **more):
    return render_to_string(f"drawings/{path.name}", EVERYWHERE | more)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_small_takes_the_color_of_its_place_and_says_what_it_shows(path):
    svg = drawn(path)
    assert len(svg.encode()) < 2000
    assert 'stroke="currentColor"' in svg
    assert not re.search(r"#[0-9a-f]{3}|href|style=|url\(", svg)
    assert re.search(r'role="img"\s+aria-label="[^"]{8,}"', svg)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_beside_words_that_say_the_same_a_drawing_is_silent(path):
    svg = drawn(path, beside=True)
    assert 'aria-hidden="true"' in svg
    assert "aria-label" not in svg


def test_there_are_about_twelve():
    assert len(DRAWINGS) >= 12


@pytest.mark.parametrize("slug", drawings.MARKED)
def test_every_place_that_is_marked_has_a_name_and_is_drawn(slug):
    body = drawings.body_of(slug)
    assert body.marks <= set(drawings.PLACES)
    assert len(body.names) == len(body.marks)
    svg = render_to_string("drawings/body.html", {"marks": body.marks, "alt": body.alt})
    marked = svg[svg.index('class="marked"') : svg.index("</g>")]
    assert marked.count("<path") == len(body.marks)


def test_every_drawing_stands_on_a_page():
    of_parts = {name for drawn in drawings.OF_PARTS.values() for name, _caption, _word in drawn}
    templates = (ROOT / "templates").rglob("*.html")
    named = " ".join(path.read_text() for path in templates if path.parent.name != "drawings")
    unused = {p.stem for p in DRAWINGS} - of_parts - set(re.findall(r"drawings/([\w-]+)", named))
    assert not unused


@pytest.mark.parametrize(
    ("slug", "text", "names"),
    [
        ("tests", "A blood test, then a biopsy.", ["blood-test", "biopsy"]),
        ("tests", "An MRI.", []),
        ("signs", "Trouble Swallowing.", ["swallowing"]),
        ("living", "Exercise that fits you.", ["exercise"]),
        ("questions", "", ["doctor"]),
        ("what", "Blood and a biopsy.", []),
    ],
)
def test_a_part_draws_only_what_it_speaks_of(slug, text, names):
    drawn = drawings.of_part(slug, text)
    assert [template for template, _caption in drawn] == [f"drawings/{n}.html" for n in names]


def test_a_page_on_another_disease_has_no_drawing():
    assert drawings.body_of("fibromyalgia") is None


@pytest.mark.parametrize(
    ("slug", "text", "count"),
    [
        ("outlook-in-figures", "After one year, about 9 in 10 people were alive.", 9),
        ("outlook-in-figures", "In the same group, 2 in 10 needed none; 3 in 10 did.", 2),
        ("outlook-in-figures", "It was 59 of 100.", None),
        ("outlook-in-figures", "All 10 in 10 rooms.", None),
        ("steroids", "About 9 in 10 people.", None),
    ],
)
def test_a_figure_is_drawn_as_the_text_says_it(slug, text, count):
    assert drawings.of_ten(slug, text) == count


def test_people_are_filled_up_to_the_figure_and_silent_beside_it():
    svg = render_to_string("conditions/of_ten.html", {"count": 7})
    assert svg.count("<path") == 10
    assert svg.count('fill="currentColor"') == 7
    assert 'aria-hidden="true"' in svg
    assert len(svg.encode()) < 2000
