"""The outlines of the world: small, whole, and right where the world is cut."""

import re
from dataclasses import replace

import pytest

from places.map_view import WORLD as WORLD_VIEW
from places.map_view import View
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
        assert len(steps) >= 4
        assert max(abs(x), abs(y)) * grid < 1000


def test_the_world_is_drawn_coarser_than_a_part_of_it():
    assert len(path(LAND, WORLD, 10)) < 30_000
    assert len(path(LAND, WORLD, 1)) > 45_000


def test_only_what_reaches_into_the_box_is_drawn():
    iceland = Box(-200, -660, -150, -640)
    assert path(LAND, iceland, 1).count("M") == 2  # Greenland reaches as far east.
    assert path(STATES, iceland, 1) == ""
    assert path(STATES, Box(-1000, -450, -900, -350), 1).count("M") > 5


# Of each some place well inside it.
LANDS = {
    "Viti Levu, Fiji": (-17.8, 178.0),
    "Vanua Levu, Fiji": (-16.6, 179.2),
    "Savaiʻi, Samoa": (-13.6, -172.4),
    "Anadyr": (64.73, 177.3),
    "Chukotka, beyond the antimeridian": (66.3, -172.5),
    "Wrangel Island": (71.2, -179.5),
    "Unalaska, of the Aleutians": (53.6, -166.9),
    "Adak, of the Aleutians": (51.8, -176.65),
    "Hawaiʻi": (19.6, -155.5),
    "Mauritius": (-20.25, 57.55),
    "Réunion": (-21.1, 55.5),
    "Martinique": (14.65, -61.0),
    "Guam": (13.45, 144.78),
    "Madeira": (32.75, -17.0),
}
SEAS = {
    "east of Fiji": (-17.0, -178.0),
    "the Bering Sea": (60.0, 180.0),
    "south of the Aleutians": (50.0, -177.0),
    "the Gulf of Guinea": (0.0, 0.0),
}


def rings(view):
    """The outlines that a map draws, as points in its units."""
    across, _, _, down, left, top = map(float, view.transform[7:-1].split())
    for ring in view.land.split("z")[:-1]:
        x, y, *steps = map(int, re.findall(r"-?\d+", ring))
        points = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield [(left + across * x, top + down * y) for x, y in points]


def is_on_land(view, place):
    """Whether an odd number of lines of some outline lies to the west of a place."""
    x, y = view.position(*place)

    def is_inside(points):
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        crossed = [(x1, y1, x2, y2) for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y)]
        return sum(x > x1 + (x2 - x1) * (y - y1) / (y2 - y1) for x1, y1, x2, y2 in crossed) % 2

    return any(is_inside(points) for points in rings(view))


def views_around(place):
    """Of which its place is in the middle, at the left, and at the right."""
    view = View(4, *place)
    east, west = (replace(view, longitude=view.longitude + by) for by in (5, -5))
    return [view, east, west]


@pytest.mark.parametrize("name", LANDS)
def test_islands_and_ends_of_the_world_are_land_from_wherever_one_looks(name):
    for view in views_around(LANDS[name]):
        assert is_on_land(view, LANDS[name])


@pytest.mark.parametrize("name", SEAS)
def test_the_sea_beside_them_is_no_land(name):
    for view in views_around(SEAS[name]):
        assert not is_on_land(view, SEAS[name])


@pytest.mark.parametrize("name", ["Chukotka, beyond the antimeridian", "Hawaiʻi"])
def test_the_map_of_the_world_has_them_on_its_own_side(name):
    assert is_on_land(WORLD_VIEW, LANDS[name])
