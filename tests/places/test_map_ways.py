"""Links that move a map, and lead from its marks closer or to the list."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest

from places.drawn_map import Dot, DrawnMap, Kind, Mark
from places.map_view import MOST_ZOOM, WORLD, View, ViewForm, view_of
from places.map_ways import MOST_STEPS, Ways, links

OPEN = Kind("open", "circle", "open")
LYON, PARIS, PITTSBURGH, SEATTLE = (45.75, 4.85), (48.85, 2.35), (40.44, -79.99), (47.6, -122.33)
FIJI, SAMOA, ANADYR, ADAK = (-18.14, 178.44), (-13.83, -171.77), (64.73, 177.5), (51.88, -176.65)


@dataclass(frozen=True)
class Entry:
    mark: Mark
    address: str
    in_words: str = "Somewhere"


def address_of(parameters):
    return "?" + "&".join(f"{name}={value}" for name, value in parameters.items())


def view_at(address):
    return ViewForm(dict(parse_qsl(address.removeprefix("?").removesuffix("#map")))).view


def marks_of(*points, view=WORLD):
    dots = tuple(Dot(*point, OPEN, point) for point in points)
    return DrawnMap(view, dots, (OPEN,)).marks


@pytest.mark.parametrize(
    "points", [[LYON, PARIS], [FIJI, SAMOA], [ANADYR, ADAK], [PITTSBURGH, (40.5, -80.1), (42, -83)]]
)
def test_a_mark_leads_closer_to_all_that_it_holds_until_it_comes_apart(points):
    view = WORLD
    for _ in range(MOST_ZOOM):
        marks = marks_of(*points, view=view)
        if len(marks) > 1:
            break
        before, view = view, view_at(Ways(view, address_of).into(marks[0]))
        assert before.zoom < view.zoom <= before.zoom + MOST_STEPS
        assert all(view.shows(*point) for point in points)
    assert len(marks) > 1


def test_a_mark_that_no_view_takes_apart_leads_to_its_place_in_the_list():
    ways = Ways(view_of([LYON, SEATTLE]), address_of)
    [mark] = marks_of(LYON, LYON)
    assert ways.into(mark) == ""
    [link] = links([Entry(mark, "")])
    assert (link.address, link.label) == ("#place-1", "In the list: Somewhere")
    nearest = View(MOST_ZOOM, *LYON)
    [mark] = marks_of(LYON, (45.76, 4.86), view=nearest)
    assert Ways(nearest, address_of).into(mark) == ""


def test_every_mark_has_a_link_and_small_ones_lie_over_large_ones():
    marks = marks_of(LYON, PARIS, SEATTLE, FIJI)
    found = links([Entry(mark, "?there" * (mark.count > 1)) for mark in marks])
    assert {link.mark.number for link in found} == {1, 2, 3}
    assert [link.mark.size for link in found] == sorted((m.size for m in marks), reverse=True)
    assert found[0].label == "Zoom in: Somewhere"
    assert {link.address for link in found} == {"?there", "#place-2", "#place-3"}


def test_the_world_has_no_way_out_of_it_and_the_nearest_view_none_in():
    assert [text for text, _ in Ways(WORLD, address_of).all] == ["Zoom in"]
    nearest = [text for text, _ in Ways(View(MOST_ZOOM, *LYON), address_of).all]
    assert nearest == ["Zoom out", "North", "South", "East", "West"]
