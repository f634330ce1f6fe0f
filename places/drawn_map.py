"""Points on a map: points that are close together share one mark with a number."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from .map_view import HEIGHT, MOST_ZOOM, WIDTH, View

# Marks that are nearer than this, in units of the map, become one: fingers have to tell them apart.
APART = 36
# Points are first gathered in squares of this size.
_SQUARE = 18
_SIZE_ALONE = 8
# With at least this many points, a mark is this large: its number fits, and its neighbor's stays
# readable.
_SIZES = ((1000, 23), (100, 19), (10, 15), (0, 12))


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of point. Kinds differ in shape, not only in color.

    Each is made once and compared by identity, not by its words.
    """

    slug: str
    shape: str
    label: str | Promise


@dataclass(frozen=True)
class Dot:
    latitude: float
    longitude: float
    kind: Kind
    # What is there.
    item: Any


@dataclass(frozen=True)
class Mark:
    """One point, or several that are close together, with the shape of the most important kind."""

    dots: Sequence[Dot]
    x: float
    y: float
    kinds: tuple[Kind, ...]
    # Its place in the list beside the map.
    number: int = 0

    @property
    def count(self) -> int:
        return len(self.dots)

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        found = Counter([dot.kind for dot in self.dots])
        return [(kind, found[kind]) for kind in self.kinds if found[kind]]

    @property
    def kind(self) -> Kind:
        return self.counts[0][0]

    @property
    def size(self) -> int:
        if self.count == 1:
            return _SIZE_ALONE
        return next(size for least, size in _SIZES if self.count >= least)

    @property
    def path(self) -> str:
        return shape(self.kind.shape, self.x, self.y, self.size)

    @property
    def items(self) -> list[Any]:
        return [dot.item for dot in self.dots]

    @property
    def points(self) -> set[tuple[float, float]]:
        return {(dot.latitude, dot.longitude) for dot in self.dots}


def shape(name: str, x: float, y: float, size: float) -> str:
    """A path of SVG around a point."""
    x, y = round(x), round(y)
    if name == "circle":
        turn = f"a{size} {size} 0 1 0"
        return f"M{x - size} {y}{turn} {2 * size} 0{turn} {-2 * size} 0z"
    if name == "square":
        half = round(size * 0.9)
        return f"M{x - half} {y - half}h{2 * half}v{2 * half}h{-2 * half}z"
    if name == "triangle":
        wide, high = round(size * 1.25), round(size * 1.1)
        return f"M{x} {y - high - size // 4}l{wide} {2 * high}h{-2 * wide}z"
    longer = round(size * 1.25)
    return f"M{x} {y - longer}l{longer} {longer} {-longer} {longer} {-longer} {-longer}z"


@dataclass(frozen=True)
class DrawnMap:
    """`kinds`, the most important first: an open place counts more than a closed one."""

    view: View
    dots: tuple[Dot, ...]
    kinds: tuple[Kind, ...]
    # The reader's place: latitude and longitude.
    here: tuple[float, float] | None = None

    @cached_property
    def marks(self) -> list[Mark]:
        """Those in view: the most important kinds first, then the most points."""
        squares: dict[tuple[int, int], _Heap] = {}
        position = self.view.position
        for dot in self.dots:
            x, y = position(dot.latitude, dot.longitude)
            if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
                square = int(x // _SQUARE), int(y // _SQUARE)
                squares.setdefault(square, _Heap()).add(dot, x, y)
        found = [Mark(heap.dots, *heap.place, self.kinds) for heap in _apart(squares.values())]
        rank = {kind: at for at, kind in enumerate(self.kinds)}
        found.sort(key=lambda mark: (rank[mark.kind], -mark.counts[0][1], -mark.count))
        return [replace(mark, number=number) for number, mark in enumerate(found, start=1)]

    @property
    def shown(self) -> int:
        return sum(mark.count for mark in self.marks)

    @property
    def outside(self) -> int:
        return len(self.dots) - self.shown

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many points of each kind are in view."""
        found: Counter[Kind] = Counter()
        for mark in self.marks:
            found.update(dict(mark.counts))
        return [(kind, found[kind]) for kind in self.kinds if found[kind]]

    @property
    def legend(self) -> list[tuple[Kind, str]]:
        """[(kind, its shape)] of the kinds in view."""
        return [(kind, shape(kind.shape, 14, 14, _SIZE_ALONE)) for kind, _ in self.counts]

    @property
    def pin(self) -> str:
        """The pin at the reader's place, if the map shows it, above any mark that is there."""
        if not self.here or not self.view.shows(*self.here):
            return ""
        x, y = self.view.position(*self.here)
        for mark in self.marks:
            if max(abs(x - mark.x), abs(y - mark.y)) < mark.size:
                y = mark.y - mark.size
                break
        return pin(x, y)

    @property
    def can_zoom_in(self) -> bool:
        return self.view.zoom < MOST_ZOOM


def pin(x: float, y: float) -> str:
    """Draw a pin that points at a spot."""
    return f"M{x:.0f} {y:.0f}l-7-16a7.5 7.5 0 1 1 14 0z"


class _Heap:
    """Points of one square, and those that joined them."""

    def __init__(self) -> None:
        self.dots: list[Dot] = []
        # The sums of the positions of its own points.
        self.x = self.y = 0.0

    def add(self, dot: Dot, x: float, y: float) -> None:
        self.dots.append(dot)
        self.x += x
        self.y += y

    @cached_property
    def place(self) -> tuple[float, float]:
        """In the middle of its own points, but not over the edge of the map."""
        count = len(self.dots)
        edge = _SIZE_ALONE if count == 1 else _SIZES[0][1]
        x, y = self.x / count, self.y / count
        return min(WIDTH - edge, max(edge, x)), min(HEIGHT - edge, max(edge, y))

    def distance(self, other: "_Heap") -> float:
        (x, y), (other_x, other_y) = self.place, other.place
        return max(abs(x - other_x), abs(y - other_y))


def _apart(heaps: Iterable[_Heap]) -> list[_Heap]:
    """Join marks that are too close to a larger one. Marks do not move, so a row never becomes one
    heap."""
    found: list[_Heap] = []
    for heap in sorted(heaps, key=lambda heap: (-len(heap.dots), heap.place)):
        nearest = min(found, key=heap.distance, default=None)
        if nearest and heap.distance(nearest) < APART:
            nearest.dots += heap.dots
        else:
            found.append(heap)
    return found
