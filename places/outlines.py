"""The outlines of countries, and of the states of the United States, as paths of SVG.

From Natural Earth and the United States Census Bureau; see data/README.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "outlines.tsv"
LAND, STATES = "land", "states"
# The file counts in tenths of a degree.
UNITS = 10
AROUND = 360 * UNITS


@dataclass(frozen=True)
class Box:
    """In tenths of a degree, to the east and to the south."""

    west: float
    north: float
    east: float
    south: float

    def meets(self, other: "Box", shift: int) -> bool:
        """Whether the other one, moved this far to the east, reaches into this one."""
        across = other.west + shift <= self.east and other.east + shift >= self.west
        return across and other.north <= self.south and other.south >= self.north


@dataclass(frozen=True)
class Outline:
    kind: str
    points: tuple[tuple[int, int], ...]
    box: Box


@cache
def outlines() -> tuple[Outline, ...]:
    return tuple(map(_outline, FILE.read_text().splitlines()))


def _outline(line: str) -> Outline:
    kind, _, numbers = line.partition("\t")
    steps = list(map(int, re.findall(r"-?\d+", numbers)))
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    xs, ys = zip(*points, strict=True)
    return Outline(kind, tuple(points), Box(min(xs), min(ys), max(xs), max(ys)))


def path(kind: str, box: Box, grid: int) -> str:
    """All outlines of a kind that reach into a box, which may lie across the antimeridian.

    Points are rounded to a grid, so that a map of the world has no more of them than it can show.
    """
    return "".join(
        _moved(one, shift, grid)
        for shift in (0, AROUND, -AROUND)
        for one in outlines()
        if one.kind == kind and box.meets(one.box, shift)
    )


def _moved(outline: Outline, shift: int, grid: int) -> str:
    start, rest = _drawn(outline, grid)
    return f"M{start[0] + shift // grid} {start[1]}{rest}" if rest else ""


@cache
def _drawn(outline: Outline, grid: int) -> tuple[tuple[int, int], str]:
    """The first point, and the steps from it; none for what covers nothing on this grid."""
    points = [(round(x / grid), round(y / grid)) for x, y in outline.points]
    steps = list(_steps(points))
    if not (_covers(points) if outline.kind == LAND else steps):
        return points[0], ""
    numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return points[0], f"l{numbers}" + ("z" if outline.kind == LAND else "")


def _covers(points: list[tuple[int, int]]) -> bool:
    """Whether a line around them encloses anything. A triangle does, and some islands are one."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) != 0


def _steps(points: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From point to point; steps that continue in the same direction become one."""
    held = (0, 0)
    for (x, y), (before_x, before_y) in zip(points[1:], points, strict=False):
        dx, dy = x - before_x, y - before_y
        if dx * held[1] == dy * held[0] and dx * held[0] + dy * held[1] >= 0:
            held = (held[0] + dx, held[1] + dy)
            continue
        yield held
        held = (dx, dy)
    if held != (0, 0):
        yield held
