"""The shapes of a map stand out from land and sea, in light and in dark."""

import re

import pytest

from tests.environment import ROOT

# WCAG asks for 3:1 of what one has to see to understand a picture.
LEAST = 3
SCHEMES = {
    "light": r":root \{(.*?)\}",
    "dark": r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}",
}
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


def test_the_style_sheet_of_maps_uses_these_colors_alone():
    css = (ROOT / "static" / "map.css").read_text()
    used = set(re.findall(r"(?:fill|stroke): var\(--([\w-]+)\)", css))
    assert used <= {*SHAPES, "paper"}
