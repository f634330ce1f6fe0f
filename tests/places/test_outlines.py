"""The outlines of the world: small, whole, and right where the world is cut."""

import re

import pytest

from places.outlines import AROUND, FILE, LAND, STATES, Box, outlines, path

WORLD = Box(-1800, -900, 1800, 900)


def test_the_data_are_small():
    assert FILE.stat().st_size <= 60_000


def test_every_outline_is_read_and_none_jumps_across_the_world():
    assert len(outlines()) > 400
    for one in outlines():
        steps = zip(one.points[1:], one.points, strict=False)
        assert all(abs(x - px) < AROUND / 3 for (x, _), (px, _) in steps)


@pytest.mark.parametrize("grid", [10, 5, 3, 1])
def test_a_path_leads_through_the_points_of_its_grid(grid):
    box = Box(-60, -590, 20, -490)
    drawn = path(LAND, box, grid)
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", drawn)
    for ring in drawn.split("z")[:-1]:
        steps = list(map(int, re.findall(r"-?\d+", ring.partition("l")[2])))
        # From its start and back, but for the last step, which "z" makes.
        x, y = sum(steps[::2]), sum(steps[1::2])
        assert len(steps) >= 6
        assert max(abs(x), abs(y)) * grid < 1000


def test_the_world_is_drawn_coarser_than_a_part_of_it():
    assert len(path(LAND, WORLD, 10)) < 30_000
    assert len(path(LAND, WORLD, 1)) > 45_000


def test_only_what_reaches_into_the_box_is_drawn():
    iceland = Box(-200, -660, -150, -640)
    assert path(LAND, iceland, 1).count("M") == 2  # Greenland reaches as far east.
    assert path(STATES, iceland, 1) == ""
    assert path(STATES, Box(-1000, -450, -900, -350), 1).count("M") > 5


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (Box(1700, 150, 1900, 200), "Fiji, from the west"),
        (Box(-1900, 150, -1700, 200), "Fiji, from the east"),
        (Box(1750, -700, 1950, -620), "Chukotka"),
        (Box(1900, -230, 2060, -180), "Hawaii, beyond the antimeridian"),
    ],
)
def test_beyond_the_antimeridian_the_world_goes_on(box, place):
    found = [
        tuple(map(int, start)) for start in re.findall(r"M(-?\d+) (-?\d+)", path(LAND, box, 1))
    ]
    assert found, place
    assert any(box.west - 1600 < x < box.east + 1600 for x, _y in found)
