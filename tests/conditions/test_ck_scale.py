"""The scale that shows readers their CK in multiples of their lab's limit."""

import html
import re

import pytest

from conditions import ck_scale, starter
from conditions.forms import CkOnScale
from tests import databases

GUIDE = "/guides/my-test-results/"
started = databases.with_starter()


@pytest.fixture
def show(client, started, db):
    """The section with the scale, as a page shows it."""

    def show(**typed):
        page = client.get(GUIDE, typed).content.decode()
        section = page[page.index('aria-labelledby="ck-scale"') :]
        return section[: section.index("</section>")]

    return show


def text_of(section):
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", section)).split())


def test_without_a_value_the_drawing_says_what_it_shows_and_a_list_says_the_same(show):
    section = show()
    svg = section[section.index("<svg") : section.index("</svg>")]
    assert len(svg.encode()) < 4000
    assert re.search(r'role="img"\s+aria-label="A CK scale', svg)
    assert not re.search(r"#[0-9a-f]{3}|style=|url\(", svg)
    for one in ck_scale.RANGES:
        assert f"{one.letter} : {one.text}" in text_of(section)
    assert "Your CK is the thick line" not in section


@pytest.mark.parametrize(
    ("ck", "limit", "said"),
    [
        ("4500", "200", "22 times the limit of 200"),
        ("4,500 U/L", "195", "23 times"),
        ("300", "200", "1.5 times"),
        ("150", "200", "0.8 times the limit of 200. That is within the limit. A normal CK does"),
        ("12k", "200", "60 times"),
        ("50000", "200", "250 times"),
    ],
)
def test_a_value_and_its_limit_are_said_in_words_and_drawn(show, ck, limit, said):
    section = show(ck=ck, limit=limit)
    assert said in text_of(section)
    assert "Your CK is the thick line" in section
    assert 'stroke-width="6"' in section


def test_a_value_alone_waits_for_the_limit(show):
    section = show(ck="4500")
    assert "Now add the upper limit from your own report" in section
    assert 'value="4500"' in section
    assert 'stroke-width="6"' not in section


@pytest.mark.parametrize(
    "typed", ["high", "0", "-5", "1e5", "4500 to 800", "0x1f", "<b>", "9" * 30]
)
def test_a_value_that_is_not_a_number_is_named_and_kept_in_its_field(show, typed):
    section = show(ck=typed, limit="200")
    assert 'class="error"' in section
    assert html.escape(typed) in section
    assert 'stroke-width="6"' not in section


def test_each_step_of_the_scale_multiplies_and_what_is_off_it_stands_at_its_end():
    steps = [ck_scale.place(times) for times in (1, 10, 100)]
    assert steps[1] - steps[0] == pytest.approx(steps[2] - steps[1], abs=0.2)
    assert ck_scale.place(0.01) == ck_scale.LEFT
    assert ck_scale.place(1e9) == ck_scale.RIGHT


def test_what_the_scale_shows_stands_with_its_source_in_the_guide():
    row = starter.read("guides/my-test-results.yaml")
    read = {
        source.rstrip("/")
        for part in row["sections"]
        for statement in part["statements"]
        if statement["mark"] == "read"
        for source in statement["sources"]
    }
    assert {one.source.rstrip("/") for one in ck_scale.RANGES} <= read


def test_nothing_is_said_before_both_numbers_are_there():
    assert CkOnScale({"limit": "200"}).times is None
    assert CkOnScale({}).times is None


def test_antibodies_are_a_table(client, started, db):
    page = client.get(GUIDE).content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert {"MDA5", "Mi-2", "cN1A"} <= set(rows)
    assert "<strong>MDA5:</strong>" not in page
