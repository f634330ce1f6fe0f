"""Which part of the world a map shows, and where points stand on it."""

import pytest

from places.map_view import HEIGHT, MOST_ZOOM, WIDTH, WORLD, View, ViewForm, view_of

FIJI, SAMOA, AUCKLAND = (-18.14, 178.44), (-13.83, -171.77), (-36.85, 174.76)
PITTSBURGH, SEATTLE, LYON = (40.44, -79.99), (47.6, -122.33), (45.75, 4.85)
HONOLULU, SINGAPORE, REYKJAVIK, USHUAIA = (
    (21.3, -157.86),
    (1.35, 103.82),
    (64.15, -21.9),
    (-54.8, -68.3),
)


@pytest.mark.parametrize(
    "points",
    [
        [PITTSBURGH],
        [PITTSBURGH, SEATTLE],
        [PITTSBURGH, LYON],
        [FIJI, SAMOA, AUCKLAND],
        [FIJI, SAMOA, HONOLULU],
        [SINGAPORE],
        [PITTSBURGH, SEATTLE, LYON, SINGAPORE, REYKJAVIK, USHUAIA, AUCKLAND],
    ],
)
def test_all_points_are_in_view(points):
    view = view_of(points)
    assert all(view.shows(*point) for point in points)


def test_points_on_both_sides_of_the_antimeridian_are_seen_from_near():
    view = view_of([FIJI, SAMOA])
    assert view.zoom >= 3
    fiji, samoa = view.position(*FIJI), view.position(*SAMOA)
    assert fiji[0] < samoa[0]
    assert samoa[0] - fiji[0] < WIDTH


def test_without_points_it_is_the_world_and_one_point_is_seen_from_nearest():
    assert view_of([]) == WORLD
    assert view_of([LYON]).zoom == MOST_ZOOM


@pytest.mark.parametrize("zoom", range(MOST_ZOOM + 1))
def test_the_middle_of_the_view_is_in_the_middle_and_north_is_up(zoom):
    view = View(zoom, *LYON)
    assert view.position(*LYON) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    assert view.position(LYON[0] + 0.1, LYON[1])[1] < HEIGHT / 2
    assert view.position(LYON[0], LYON[1] + 0.1)[0] > WIDTH / 2


@pytest.mark.parametrize("zoom", range(MOST_ZOOM + 1))
@pytest.mark.parametrize("point", [LYON, FIJI, SAMOA, USHUAIA])
def test_land_and_points_share_one_scale(zoom, point):
    """A point of the outlines, moved as the page moves it, stands where the same place stands."""
    view = View(zoom, *LYON)
    numbers = view.transform.removeprefix("matrix(").removesuffix(")").split()
    across, _, _, down, x, y = map(float, numbers)
    grid = {0: 10, 1: 5, 2: 3}.get(zoom, 1)
    longitude = LYON[1] + (point[1] - LYON[1] + 180) % 360 - 180
    drawn = (x + across * longitude * 10 / grid, y - down * point[0] * 10 / grid)
    scale = 2**zoom
    assert drawn == pytest.approx(view.position(*point), abs=0.2 * scale)


def test_moving_and_zooming_stay_on_the_map():
    view = View(3, 70, 175)
    assert -180 <= view.moved(1, 0).longitude < -130
    assert view.moved(0, 1).latitude <= 80
    assert view.zoomed(-9).zoom == 0
    assert view.zoomed(9).zoom == MOST_ZOOM
    assert view.moved(1, 0).moved(-1, 0).longitude == pytest.approx(175)


def test_an_address_holds_a_view_and_finds_it_again():
    view = View(4, 45.75, 4.85)
    assert ViewForm(view.parameters).view == view


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"zoom": "3"},
        {"zoom": "99", "lat": "1", "lon": "1"},
        {"zoom": "1", "lat": "nan", "lon": "1"},
        {"zoom": "1", "lat": "91", "lon": "1"},
        {"zoom": "x", "lat": "<b>", "lon": "1e999"},
    ],
)
def test_an_invalid_view_is_ignored(data):
    assert ViewForm(data).view is None
