"""Which part of the world a map shows, and where a point is on it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms

from .outlines import LAND, STATES, UNITS, Box, path

# Units of SVG. A phone shows them in about as many pixels.
WIDTH, HEIGHT = 360, 240
MOST_ZOOM = 6
# From here on, state borders help people find their way.
ZOOM_OF_STATES = 2
# Units for a degree to the north when the map shows the world.
_SCALE = math.sqrt(2)
_PARALLEL_OF_WORLD = 45
_FARTHEST_PARALLEL = 70
# How coarse outlines may be, in tenths of a degree; 3,600 of them go around the world.
_GRIDS = (10, 5, 3)
# The free space around the points, in units.
_MARGIN = 24
Point = tuple[float, float]


class ViewForm(forms.Form):
    """The part of the map in the parameters of an address."""

    zoom = forms.IntegerField(min_value=0, max_value=MOST_ZOOM, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(min_value=-180, max_value=180, required=False)

    @property
    def view(self) -> "View | None":
        """None if not all three are given, or if one cannot be used."""
        if not self.is_valid():
            return None
        zoom, latitude, longitude = (self.cleaned_data.get(name) for name in self.fields)
        if zoom is None or latitude is None or longitude is None:
            return None
        return View(zoom, latitude, longitude)


@dataclass(frozen=True)
class View:
    """A map around its middle. Each step of zoom shows half as much."""

    zoom: int
    latitude: float
    longitude: float

    @cached_property
    def _down(self) -> float:
        """Units for a degree to the south."""
        return float(_SCALE * 2**self.zoom)

    @cached_property
    def _across(self) -> float:
        """Units for a degree to the east, as wide as it is in the middle of the map."""
        parallel = min(abs(self.latitude), _FARTHEST_PARALLEL)
        if self.zoom < ZOOM_OF_STATES:
            parallel = _PARALLEL_OF_WORLD
        return self._down * math.cos(math.radians(parallel))

    def position(self, latitude: float, longitude: float) -> Point:
        """Where a point is, by the shorter way around the world from the middle."""
        east = (longitude - self.longitude + 180) % 360 - 180
        x = WIDTH / 2 + east * self._across
        return x, HEIGHT / 2 + (self.latitude - latitude) * self._down

    def shows(self, latitude: float, longitude: float) -> bool:
        x, y = self.position(latitude, longitude)
        return 0 <= x <= WIDTH and 0 <= y <= HEIGHT

    # The land

    @property
    def _grid(self) -> int:
        return _GRIDS[self.zoom] if self.zoom < len(_GRIDS) else 1

    @property
    def _box(self) -> Box:
        wide, high = WIDTH / 2 / self._across, HEIGHT / 2 / self._down
        west, east = self.longitude - wide, self.longitude + wide
        south, north = self.latitude - high, self.latitude + high
        return Box(west * UNITS, -north * UNITS, east * UNITS, -south * UNITS)

    @property
    def land(self) -> str:
        return path(LAND, self._box, self._grid)

    @property
    def states(self) -> str:
        return path(STATES, self._box, self._grid) if self.zoom >= ZOOM_OF_STATES else ""

    @property
    def transform(self) -> str:
        """From the numbers of the outlines to units of the map."""
        size = self._grid / UNITS
        x = WIDTH / 2 - self.longitude * self._across
        y = HEIGHT / 2 + self.latitude * self._down
        numbers = (self._across * size, 0, 0, self._down * size, x, y)
        return f"matrix({' '.join(f'{number:.4g}' for number in numbers)})"

    # Other views

    def zoomed(self, steps: int, middle: Point | None = None) -> "View":
        """Around the same middle, or another one."""
        zoom = min(MOST_ZOOM, max(0, self.zoom + steps))
        return View(zoom, *(middle or (self.latitude, self.longitude)))

    def moved(self, east: int, north: int) -> "View":
        """Move by halves of what it shows."""
        longitude = self.longitude + east * WIDTH / 2 / self._across
        latitude = self.latitude + north * HEIGHT / 2 / self._down
        around = (longitude + 180) % 360 - 180
        return replace(self, latitude=max(-60, min(80, latitude)), longitude=around)

    @property
    def parameters(self) -> dict[str, str]:
        return {
            "zoom": str(self.zoom),
            "lat": f"{self.latitude:.2f}",
            "lon": f"{self.longitude:.2f}",
        }

    @property
    def for_the_script(self) -> list[tuple[str, str]]:
        """[(name, value)]: what static/map.js needs to know where a drag leads."""
        numbers = {
            "zoom": self.zoom,
            "most-zoom": MOST_ZOOM,
            "lat": self.latitude,
            "lon": self.longitude,
            "across": self._across,
            "down": self._down,
        }
        return [(name, f"{number:.7g}") for name, number in numbers.items()]


WORLD = View(0, 15, 10)


def view_of(points: Iterable[Point]) -> View:
    """The closest view that shows all points, by the shorter way around the world."""
    found = list(points)
    if not found:
        return WORLD
    latitudes = [latitude for latitude, _ in found]
    middle = (min(latitudes) + max(latitudes)) / 2
    longitude = _middle([longitude for _, longitude in found])
    for zoom in range(MOST_ZOOM, 0, -1):
        view = View(zoom, middle, longitude)
        if all(_is_inside(*view.position(*point)) for point in found):
            return view
    return WORLD


def _middle(longitudes: list[float]) -> float:
    """The middle of the shortest arc that holds all of them: opposite the widest gap."""
    ordered = sorted({longitude % 360 for longitude in longitudes})
    gaps = [
        ((after - before) % 360 or 360, after)
        for before, after in zip(ordered, [*ordered[1:], ordered[0]], strict=True)
    ]
    gap, west = max(gaps)
    return (west + (360 - gap) / 2 + 180) % 360 - 180


def _is_inside(x: float, y: float) -> bool:
    return _MARGIN <= x <= WIDTH - _MARGIN and _MARGIN <= y <= HEIGHT - _MARGIN
