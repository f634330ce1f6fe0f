"""Points on a map: those that stand close together are one mark with a number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.functional import Promise

from .map_view import HEIGHT, MOST_ZOOM, WIDTH, View

# Marks that are nearer than this, in units of the map, become one.
APART = 40
_SIZE_ALONE = 8
# From so many points on, a mark is so large.
_SIZES = ((100, 23), (10, 18), (0, 14))


class Kind(NamedTuple):
    """A kind of point: its own shape, and not its color alone."""

    slug: str
    shape: str
    label: str | Promise


@dataclass(frozen=True)
class Dot:
    latitude: float
    longitude: float
    kind: Kind
    # What stands there.
    item: Any


@dataclass(frozen=True)
class Mark:
    """One or several points that stand close together. Its shape is that of its foremost kind."""

    dots: tuple[Dot, ...]
    x: float
    y: float
    kinds: tuple[Kind, ...]

    @property
    def count(self) -> int:
        return len(self.dots)

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        found = Counter(dot.kind for dot in self.dots)
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
    def middle(self) -> tuple[float, float]:
        """The latitude and longitude of the point in it that stands in the middle."""
        dots = sorted(self.dots, key=lambda dot: (dot.longitude, dot.latitude))
        dot = dots[len(dots) // 2]
        return dot.latitude, dot.longitude


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
    """`kinds` from the foremost to the last: an open place counts more than a closed one."""

    view: View
    dots: tuple[Dot, ...]
    kinds: tuple[Kind, ...]
    # The reader's place: latitude and longitude.
    here: tuple[float, float] | None = None

    @cached_property
    def marks(self) -> list[Mark]:
        """Those in view, the foremost kinds and the most points first."""
        cells: dict[tuple[int, int], list[Dot]] = defaultdict(list)
        for dot in self.dots:
            x, y = self.view.position(dot.latitude, dot.longitude)
            if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
                cells[int(x // APART), int(y // APART)].append(dot)
        found = [self._mark(dots) for dots in cells.values()]
        while pair := _too_close(found):
            one, other = pair
            found = [mark for mark in found if mark is not one and mark is not other]
            found.append(self._mark([*one.dots, *other.dots]))
        rank = {kind: at for at, kind in enumerate(self.kinds)}
        found.sort(key=lambda mark: (rank[mark.kind], -mark.counts[0][1], -mark.count))
        return found

    def _mark(self, dots: Iterable[Dot]) -> Mark:
        """It stands in the middle of its points, but not over the edge of the map."""
        dots = tuple(dots)
        at = [self.view.position(dot.latitude, dot.longitude) for dot in dots]
        x, y = (sum(part) / len(at) for part in zip(*at, strict=True))
        edge = _SIZE_ALONE if len(dots) == 1 else APART / 2
        x, y = min(WIDTH - edge, max(edge, x)), min(HEIGHT - edge, max(edge, y))
        return Mark(dots, x, y, self.kinds)

    @property
    def drawn(self) -> list[Mark]:
        """Small marks over large ones."""
        return sorted(self.marks, key=lambda mark: -mark.size)

    @property
    def shown(self) -> int:
        return sum(mark.count for mark in self.marks)

    @property
    def outside(self) -> int:
        return len(self.dots) - self.shown

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        """Of the points in view."""
        found: Counter[Kind] = Counter()
        for mark in self.marks:
            found.update(dict(mark.counts))
        return [(kind, found[kind]) for kind in self.kinds if found[kind]]

    @property
    def legend(self) -> list[tuple[Kind, str]]:
        """[(kind, its shape)] of what is in view."""
        return [(kind, shape(kind.shape, 14, 14, _SIZE_ALONE)) for kind, _ in self.counts]

    @property
    def pin(self) -> str:
        """The path of the reader's place, if the map shows it."""
        if not self.here or not self.view.shows(*self.here):
            return ""
        return pin(*self.view.position(*self.here))

    @property
    def can_zoom_in(self) -> bool:
        return self.view.zoom < MOST_ZOOM


def pin(x: float, y: float) -> str:
    """It stands on its tip, beside the mark that may be there."""
    return f"M{x:.0f} {y:.0f}l-7-16a7.5 7.5 0 1 1 14 0z"


def _too_close(marks: list[Mark]) -> tuple[Mark, Mark] | None:
    for at, one in enumerate(marks):
        for other in marks[at + 1 :]:
            if abs(one.x - other.x) < APART * 0.75 and abs(one.y - other.y) < APART * 0.75:
                return one, other
    return None
