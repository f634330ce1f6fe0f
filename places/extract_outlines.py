"""Writes places/data/outlines.tsv: outlines of countries, and borders of the United States' states.

    npm pack world-atlas@2.0.2 us-atlas@3.0.1     # then unpack both
    python -m places.extract_outlines countries-50m.json states-10m.json

Each line is one outline: "land" or "states" (a border between states), and its points in tenths of
a degree, to the east and to the south: the first one, then steps; a minus sign needs no blank
before it. A border that two countries share is made coarser as one line, so that no gap comes
between them.
"""

import json
import sys
from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent / "data" / "outlines.tsv"
# How far a point may be from the line without it, and the smallest island (its width by its
# height), in tenths of a degree.
TOLERANCE, SMALLEST = 1.7, 7
# No one runs a study there, and its outline would take a tenth of the space.
LEFT_OUT = {"Antarctica"}
LAND, STATES = "land", "states"
AROUND = 3600
Point = tuple[float, float]
Topology = dict[str, Any]


def arcs_of(topology: Topology, tolerance: float) -> list[list[Point]]:
    """Each arc in tenths of a degree, made coarser."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(((x * sx + tx) * 10, -(y * sy + ty) * 10))
        points = unwrapped(points)
        # An island keeps its shape, however small it is.
        own = _extent(points) / 5 if points[0] == points[-1] else tolerance
        found.append(coarser(points, min(own, tolerance)))
    return found


def _extent(points: list[Point]) -> float:
    return max(float(max(part) - min(part)) for part in zip(*points, strict=True))


def unwrapped(points: list[Point], beside: float | None = None) -> list[Point]:
    """Without jumps across the antimeridian: Russia reaches to 190 degrees."""
    found = []
    for x, y in points:
        if beside is not None:
            x -= round((x - beside) / AROUND) * AROUND
        found.append((x, y))
        beside = x
    return found


def coarser(points: list[Point], tolerance: float) -> list[Point]:
    """By Douglas and Peucker; a closed line is first cut at its farthest point."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    distances = [_distance(point, first, last) for point in points]
    at = max(range(len(points)), key=distances.__getitem__)
    if distances[at] <= tolerance:
        return [first, last]
    return coarser(points[: at + 1], tolerance)[:-1] + coarser(points[at:], tolerance)


def _distance(point: Point, first: Point, last: Point) -> float:
    x, y = point[0] - first[0], point[1] - first[1]
    dx, dy = last[0] - first[0], last[1] - first[1]
    square = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / square)) if square else 0.0
    return hypot(x - along * dx, y - along * dy)


def rings_of(geometry: Topology, arcs: list[list[Point]]) -> Iterator[list[Point]]:
    polygons = geometry.get("arcs", ())
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += unwrapped(arc[1:], points[-1][0]) if points else arc
            yield points


def inner_lines(topology: Topology, name: str, arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """The arcs that two shapes share: borders without coasts."""
    used: dict[int, int] = {}
    for geometry in topology["objects"][name]["geometries"]:
        polygons = geometry.get("arcs", ())
        for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
            for ring in polygon:
                for number in ring:
                    at = number if number >= 0 else ~number
                    used[at] = used.get(at, 0) + 1
    return (arcs[at] for at, times in used.items() if times > 1)


def line(kind: str, points: list[Point]) -> str:
    """ "" for an island that is too small."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [point for at, point in enumerate(whole) if not at or point != whole[at - 1]]
    if kind == LAND:
        width, height = (max(part) - min(part) for part in zip(*kept, strict=True))
        if len(kept) < 4 or width * height < SMALLEST:
            return ""
        kept.pop()
    before = [(0, 0), *kept]
    steps = [(x - px, y - py) for (x, y), (px, py) in zip(kept, before, strict=False)]
    numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"{kind}\t{numbers}\n"


def lines(world: Topology, states: Topology) -> Iterator[str]:
    arcs = arcs_of(world, TOLERANCE)
    for geometry in world["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] not in LEFT_OUT and geometry["type"]:
            for ring in rings_of(geometry, arcs):
                yield line(LAND, ring)
    for points in inner_lines(states, "states", arcs_of(states, TOLERANCE)):
        yield line(STATES, points)


def main(paths: list[str]) -> None:
    topologies = [json.loads(Path(path).read_text()) for path in paths]
    OUT.write_text("".join(lines(*topologies)))


if __name__ == "__main__":
    main(sys.argv[1:])
