"""Marks on a map: those that stand close together are one, and none is lost."""

import random
import re

import pytest

from places.drawn_map import APART, Dot, DrawnMap, Kind, shape
from places.map_view import HEIGHT, WIDTH, WORLD, View, view_of

OPEN, CLOSED = Kind("open", "circle", "open"), Kind("closed", "square", "not open")
PITTSBURGH, LYON = (40.44, -79.99), (45.75, 4.85)


def dots(count, seed=1):
    chance = random.Random(seed)
    return tuple(
        Dot(chance.uniform(-50, 70), chance.uniform(-180, 180), chance.choice([OPEN, CLOSED]), n)
        for n in range(count)
    )


def drawn(some, view=WORLD, here=None):
    return DrawnMap(view, tuple(some), (OPEN, CLOSED), here)


@pytest.mark.parametrize("count", [0, 1, 7, 300, 1148])
def test_every_point_is_in_exactly_one_mark_or_outside_the_map(count):
    for view in (WORLD, View(2, 45, -100), View(5, 40, -80), View(3, -17, 179)):
        found = drawn(dots(count), view)
        shown = [item for mark in found.marks for item in mark.items]
        assert len(shown) == len(set(shown)) == found.shown
        assert found.shown + found.outside == count
        assert sum(number for _, number in found.counts) == found.shown


def test_marks_stand_apart_and_on_the_map():
    marks = drawn(dots(1148)).marks
    for at, one in enumerate(marks):
        assert 0 <= one.x <= WIDTH
        assert 0 <= one.y <= HEIGHT
        for other in marks[at + 1 :]:
            assert max(abs(one.x - other.x), abs(one.y - other.y)) >= APART


def test_a_row_of_points_is_not_one_mark():
    row = [Dot(45, 4 + n / 2, OPEN, n) for n in range(9)]
    assert len(drawn(row, view_of([(45, 4), (45, 8)])).marks) > 2


def test_a_mark_has_the_shape_of_its_foremost_kind_and_counts_all():
    near = [Dot(*LYON, CLOSED, 1), Dot(*LYON, CLOSED, 2), Dot(*LYON, OPEN, 3)]
    [mark] = drawn(near).marks
    assert mark.kind == OPEN
    assert mark.counts == [(OPEN, 1), (CLOSED, 2)]
    assert mark.path == shape("circle", mark.x, mark.y, mark.size)


def test_shapes_differ_without_their_color():
    paths = {shape(name, 50, 50, 10) for name in ("circle", "square", "triangle", "diamond")}
    assert len(paths) == 4
    for path in paths:
        numbers = list(map(float, re.findall(r"-?[\d.]+", path)))
        assert max(map(abs, numbers)) < 100


def test_a_closer_view_splits_a_mark():
    some = [Dot(*LYON, OPEN, 1), Dot(45.2, 5.7, OPEN, 2)]
    assert len(drawn(some).marks) == 1
    assert len(drawn(some, view_of([LYON, (45.2, 5.7)])).marks) == 2


def test_the_reader_s_place_hides_no_number():
    view = View(3, *LYON)
    found = drawn([Dot(*LYON, OPEN, n) for n in range(12)], view, LYON)
    [mark] = found.marks
    assert found.pin.startswith(f"M{mark.x:.0f} {mark.y - mark.size:.0f}")


def test_the_reader_s_place_is_drawn_where_the_map_shows_it():
    assert drawn([], View(3, *LYON), LYON).pin.startswith(f"M{WIDTH // 2} {HEIGHT // 2}")
    assert drawn([], View(5, *LYON), PITTSBURGH).pin == ""
    assert drawn([], View(5, *LYON)).pin == ""
