"""Links that move a map, and lead into its marks: it works without scripts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from .drawn_map import Mark
from .map_view import View, view_of

# A mark leads at most this many steps closer at once. Any closer, no coast shows where you are.
MOST_STEPS = 4


@dataclass(frozen=True)
class Ways:
    """Links to the views around this one. `address_of` gives the address with these parameters."""

    view: View
    address_of: Callable[[dict[str, str]], str]

    def to(self, view: View) -> str:
        return f"{self.address_of(view.parameters)}#map"

    @property
    def whole(self) -> str:
        return f"{self.address_of({})}#map"

    @property
    def all(self) -> list[tuple[str, str]]:
        """[(what it does, address)]"""
        found = []
        if self.view.zoomed(1) != self.view:
            found.append((_("Zoom in"), self.to(self.view.zoomed(1))))
        if self.view.zoom:
            found += [
                (_("Zoom out"), self.to(self.view.zoomed(-1))),
                (_("North"), self.to(self.view.moved(0, 1))),
                (_("South"), self.to(self.view.moved(0, -1))),
                (_("East"), self.to(self.view.moved(1, 0))),
                (_("West"), self.to(self.view.moved(-1, 0))),
            ]
        return found

    def into(self, mark: Mark) -> str:
        """The address of a closer view of all that a mark holds; "" if no view separates it."""
        points = mark.points
        if len(points) == 1 or self.view.zoomed(1) == self.view:
            return ""
        whole = view_of(points)
        steps = min(MOST_STEPS, max(1, whole.zoom - self.view.zoom))
        return self.to(self.view.zoomed(steps, (whole.latitude, whole.longitude)))


class Entry(Protocol):
    """What the list beside a map says about one mark."""

    @property
    def mark(self) -> Mark: ...

    @property
    def address(self) -> str:
        """The address of a closer view; "" if none shows more."""

    @property
    def in_words(self) -> str: ...


@dataclass(frozen=True)
class MarkLink:
    """A mark that can be pressed: it leads closer, or to its place in the list."""

    mark: Mark
    address: str
    label: str


def links(entries: Iterable[Entry]) -> list[MarkLink]:
    """All marks, with small ones on top of large ones."""
    found = []
    for entry in entries:
        label = _("Zoom in: %(place)s") if entry.address else _("In the list: %(place)s")
        address = entry.address or f"#place-{entry.mark.number}"
        found.append(MarkLink(entry.mark, address, label % {"place": entry.in_words}))
    return sorted(found, key=lambda link: -link.mark.size)
