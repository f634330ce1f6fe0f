"""The shapes of maps and pictures stand out from what is behind them, in light and in dark."""

import re

import pytest

from tests.environment import ROOT

# WCAG asks for 3:1 of what one has to see to understand a picture.
LEAST = 3
SCHEMES = {
    "light": r":root \{(.*?)\}",
    "dark": r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}",
}
# Of the numbers in them, which are text.
LEAST_OF_TEXT = 4.5
# By map.css: what fills or frames each kind of mark, and the outlines of the land.
SHAPES = ["open", "warn", "link", "ink", "error", "line"]


def colors(scheme):
    css = (ROOT / "static" / "portal.css").read_text()
    blocks = [re.search(pattern, css, re.DOTALL)[1] for pattern in SCHEMES.values()]
    wanted = blocks[:1] if scheme == "light" else blocks
    return {
        name: value
        for block in wanted
        for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6}|[0-9a-f]{3});", block)
    }


def luminance(color):
    color = "".join(sign * 2 for sign in color) if len(color) == 3 else color
    shares = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_stands_out_from_land_and_sea(scheme, ground, shape):
    found = colors(scheme)
    assert contrast(found[shape], found[ground]) >= LEAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shape", ["open", "warn", "link", "ink"])
def test_the_number_in_a_mark_can_be_read(scheme, shape):
    found = colors(scheme)
    assert contrast(found["paper"], found[shape]) >= LEAST_OF_TEXT


def colors_used(sheet):
    css = (ROOT / "static" / sheet).read_text()
    return set(re.findall(r"(?:fill|stroke|color): var\(--([\w-]+)\)", css))


def test_the_style_sheet_of_maps_uses_these_colors_alone():
    assert colors_used("map.css") <= {*SHAPES, "paper"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_and_texts_of_pictures_stand_out(scheme):
    found = colors(scheme)
    for shape in ("accent", "ink", "error"):
        assert contrast(found[shape], found["paper"]) >= LEAST
    assert contrast(found["ink"], found["paper"]) >= LEAST_OF_TEXT
    assert contrast(found["on-accent"], found["accent"]) >= LEAST_OF_TEXT
    assert colors_used("figures.css") <= {"accent", "ink", "error", "paper", "on-accent"}
